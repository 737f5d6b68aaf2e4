"""NetworkPolicy objects as two rule lists: what the policies of a direction permit, then what their pods are cut off from.

A pod that no policy of a direction selects is unrestricted there; one that any selects gets only what some policy permits
(Kubernetes, *Network Policies*: "The two sorts of pod isolation"). The order of the permits means nothing, so that all of them
stand before all denials.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zonewarden_parsers.chains import Chain, Step, Verdict, flatten
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.kubernetes.cluster import Cluster
from zonewarden_parsers.kubernetes.manifests import Manifest
from zonewarden_parsers.kubernetes.peers import ANYBODY, Reach, Side, reach, read_peers
from zonewarden_parsers.kubernetes.ports import ALL, FILTERED, Ports, read_ports, targets
from zonewarden_parsers.kubernetes.selectors import read_selector
from zonewarden_parsers.kubernetes.texts import head, shown
from zonewarden_parsers.kubernetes.tiers import ADMIN, BASELINE, TierPolicy, tier_steps
from zonewarden_parsers.model import (
    ANY_SERVICE,
    Action,
    Atom,
    AtomKind,
    Location,
    Match,
    Rule,
    RuleList,
)
from zonewarden_parsers.strict_yaml.nodes import Mapping, items, texts

INGRESS, EGRESS = "ingress", "egress"
_OTHER = "protocols other than TCP, UDP and SCTP: left to the network plugin"


@dataclass(frozen=True, slots=True)
class Policy:
    """One NetworkPolicy: its object, the pods it selects, the directions it restricts."""

    manifest: Manifest
    subject: Side
    directions: frozenset[str]

    @property
    def title(self) -> str:
        """Its namespace and name."""
        return f"{self.manifest.namespace}/{self.manifest.name}"


def read_policy(made: Manifest, cluster: Cluster) -> Policy:
    """Read one NetworkPolicy; one without a readable specification may select any pod of its namespace."""
    selector = read_selector(made.node.get("spec", "podSelector"))
    types = {t.lower() for t in texts(made.node.get("spec", "policyTypes"))}
    if not types:  # pkg/apis/networking/v1/defaults.go: ingress always, egress where there is a rule of it
        types = {INGRESS, EGRESS} if items(made.node.get("spec", EGRESS)) else {INGRESS}
    return Policy(made, Side(cluster.within(made.namespace, selector)), frozenset(types))


def carried(policies: Sequence[Policy], tiers: Sequence[TierPolicy], cluster: Cluster, place: Location) -> RuleList:
    """Return the list of what this network carries at all: what begins or ends at a pod."""
    every = cluster.every(p.manifest.namespace for p in policies)
    if tiers and not cluster.whole:  # they may be about pods of any namespace
        every = replace(every, more=True)
    pods, anyone = reach(Side(every), cluster, place), reach(ANYBODY, cluster, place)
    rules = (
        _rule(Action.PERMIT, pods, anyone, ALL, place, "traffic from pods"),
        _rule(Action.PERMIT, anyone, pods, ALL, place, "traffic to pods"),
    )
    return RuleList("pods", _numbered(rules), place)


def direction_list(
    policies: Sequence[Policy], tiers: Sequence[TierPolicy], cluster: Cluster, direction: str, place: Location
) -> RuleList:
    """Return the list of one direction; what no policy restricts passes."""
    having = [p for p in policies if direction in p.directions]
    rules = [r for p in having for r in _permits(p, cluster, direction)]
    if direction == INGRESS and having:
        rules.extend(_nodes(cluster))
    rules.extend(r for p in having for r in _isolation(p, cluster, direction))
    if tiers:
        return _with_tiers(rules, tiers, cluster, direction, place)
    return RuleList(direction, _numbered(rules), place, default=Action.PERMIT, default_location=place)


def _with_tiers(
    rules: Sequence[Rule], tiers: Sequence[TierPolicy], cluster: Cluster, direction: str, place: Location
) -> RuleList:
    """Return rules of NetworkPolicy between the admin and the baseline tier.

    Whether a node reaches its pods past an administrator's denial is not written anywhere: it may.
    """
    atom = Atom(AtomKind.OTHER, "a node and the pods on it: network plugins differ", place)
    nodes = [replace(r, match=replace(r.match, atoms=(atom,), under=None)) for r in _nodes(cluster)]
    chains = {t: Chain(t, tier_steps(tiers, t, direction, cluster), place) for t in (ADMIN, BASELINE)}
    steps = (
        *(map(_step, nodes) if direction == INGRESS else ()),
        Step(Verdict.JUMP, place, "admin tier", target=ADMIN),
        *map(_step, rules),
        Step(Verdict.JUMP, place, "baseline tier", target=BASELINE),
    )
    chains[direction] = Chain(direction, steps, place, Action.PERMIT, place)
    return flatten(chains, direction, interfaces=frozenset()).rule_list


def _step(rule: Rule) -> Step:
    verdict = Verdict.PERMIT if rule.action is Action.PERMIT else Verdict.DENY
    return Step(verdict, rule.location, rule.text, (Cube(rule.match),), name=rule.name)


def _numbered(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    return tuple(replace(rule, index=i) for i, rule in enumerate(rules))


def _permits(policy: Policy, cluster: Cluster, direction: str) -> Iterator[Rule]:
    listed = policy.manifest.node.get("spec", direction)
    for number, node in enumerate(items(listed), 1):
        place = head(node.location)
        line = f"NetworkPolicy {policy.title}, {direction} rule {number}: {shown(node)}"
        if not isinstance(node, Mapping) or set(node.entries) - {"from" if direction == INGRESS else "to", "ports"}:
            match = Match(atoms=(Atom(AtomKind.UNREADABLE, "a rule that cannot be read", place),))
            yield Rule(0, Action.PERMIT, match, place, line, policy.title)
            continue
        peers = read_peers(node.get("from" if direction == INGRESS else "to"), policy.manifest.namespace, cluster)
        ports = read_ports(node.get("ports"))
        sides = (peers, policy.subject) if direction == INGRESS else (policy.subject, peers)
        source = reach(sides[0], cluster, place)
        for target, found in targets(sides[1], ports, cluster):
            rule = _rule(Action.PERMIT, source, reach(target, cluster, place), found, place, line)
            yield replace(rule, name=policy.title)


def _isolation(policy: Policy, cluster: Cluster, direction: str) -> Iterator[Rule]:
    place = head(policy.manifest.node.location)
    pods, anyone = reach(policy.subject, cluster, place), reach(ANYBODY, cluster, place)
    sides = (anyone, pods) if direction == INGRESS else (pods, anyone)
    line = f"implicit: NetworkPolicy {policy.title} cuts its pods off ({direction})"
    rest = ANY_SERVICE - FILTERED
    for ports in (Ports(FILTERED, FILTERED), Ports(over=rest, doubt=(AtomKind.OTHER, _OTHER))):
        yield replace(_rule(Action.DENY, *sides, ports, place, line), name=policy.title)


def _nodes(cluster: Cluster) -> Iterator[Rule]:
    """Yield what lets a node reach the pods on it, whatever the policies say (Kubernetes, *Network Policies*)."""
    for pod in (p for found in cluster.pods.values() for p in found):
        if pod.node and pod.addresses and not pod.on_host:
            place = head(pod.manifest.node.location)
            line = f"implicit: the node of pod {pod.namespace}/{pod.name} reaches it"
            yield Rule(0, Action.PERMIT, Match(pod.node, pod.addresses), place, line)


def _rule(action: Action, source: Reach, target: Reach, ports: Ports, place: Location, line: str) -> Rule:
    atoms = tuple(dict.fromkeys((*source.atoms, *target.atoms, *ports.atoms(place))))
    under = (source.under, target.under, ports.under) if atoms else None
    return Rule(0, action, Match(source.over, target.over, ports.over, atoms, under), place, line)
