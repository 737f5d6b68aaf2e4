"""Policies of the cluster's administrator: AdminNetworkPolicy, BaselineAdminNetworkPolicy and ClusterNetworkPolicy.

They stand in two tiers around NetworkPolicy. The admin tier is asked first, in the order of priorities (a lower number counts first)
and of the rules in a policy; the first rule that matches permits, denies, or passes the packet on to NetworkPolicy. A pod that some
NetworkPolicy selects is decided there. What is left meets the baseline tier, and passes where that says nothing.

Source: Network Policy API (sigs.k8s.io/network-policy-api), `apis/v1alpha1` and `apis/v1alpha2`. Policies of one tier with the same
priority have no order among them: their flows are a gap. A peer or port that cannot be read may be any.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zonewarden_parsers.chains import Step, Verdict
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.kubernetes.cluster import Chosen, Cluster
from zonewarden_parsers.kubernetes.manifests import Manifest
from zonewarden_parsers.kubernetes.peers import Side, gathered, reach, unreadable
from zonewarden_parsers.kubernetes.ports import read_tier_ports, targets
from zonewarden_parsers.kubernetes.selectors import Selector, read_selector
from zonewarden_parsers.kubernetes.texts import head, shown
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, AtomKind, Match
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, integer, items, text
from zonewarden_parsers.strict_yaml.nodes import Sequence as Items

GROUP = "policy.networking.k8s.io"
ADMIN, BASELINE = "Admin", "Baseline"
_KINDS = {"AdminNetworkPolicy": ADMIN, "BaselineAdminNetworkPolicy": BASELINE, "ClusterNetworkPolicy": ""}
_SPEC = {"tier", "priority", "subject", "ingress", "egress"}
_VERDICTS = {"Allow": Verdict.PERMIT, "Accept": Verdict.PERMIT, "Deny": Verdict.DENY, "Pass": Verdict.RETURN}
_RULE = {"name", "action", "ports", "protocols"}


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """One policy: its tier, its place in it, the pods it is about. `wrong` is a part that is not known."""

    manifest: Manifest
    tier: str
    priority: int
    subject: Side
    wrong: Node | None

    @property
    def title(self) -> str:
        """Its kind and name."""
        return f"{self.manifest.kind} {self.manifest.name}"


def is_tier_policy(made: Manifest) -> bool:
    """Return whether an object is a policy of one of the two tiers."""
    return made.group == GROUP and made.kind in _KINDS


def read_tier_policy(made: Manifest, cluster: Cluster) -> TierPolicy:
    """Read one policy. One without a readable subject may be about any pod."""
    spec = made.node.get("spec")
    tier = _KINDS[made.kind] or text(made.node.get("spec", "tier"))
    priority = 0 if made.kind == "BaselineAdminNetworkPolicy" else integer(made.node.get("spec", "priority"))
    wrong = _wrong(made, spec, tier, priority)
    return TierPolicy(made, tier, priority or 0, _pods(made.node.get("spec", "subject"), cluster), wrong)


def _wrong(made: Manifest, spec: Node | None, tier: str, priority: int | None) -> Node | None:
    if not isinstance(spec, Mapping) or tier not in {ADMIN, BASELINE} or priority is None:
        return spec or made.node
    strange = [entry.key for key, entry in spec.entries.items() if key not in _SPEC]
    form = [
        n for key in ("ingress", "egress") if (n := spec.get(key)) is not None and not isinstance(n, Items) and items(n)
    ]
    return next(iter((*strange, *form)), None)


def same_priority(policies: Sequence[TierPolicy]) -> list[TierPolicy]:
    """Return the policies that share tier and priority with another: which of them counts first is not said."""
    uses = Counter((p.tier, p.priority) for p in policies)
    return [p for p in policies if uses[p.tier, p.priority] > 1]


def tier_steps(policies: Sequence[TierPolicy], tier: str, direction: str, cluster: Cluster) -> tuple[Step, ...]:
    """Return the rules of one tier and direction (`ingress`, `egress`), in order; Pass returns to what comes behind the tier."""
    found = sorted((p for p in policies if p.tier == tier), key=lambda p: p.priority)
    return tuple(step for policy in found for step in _steps(policy, direction, cluster))


def _steps(policy: TierPolicy, direction: str, cluster: Cluster) -> Iterator[Step]:
    side = "from" if direction == "ingress" else "to"
    for number, node in enumerate(items(policy.manifest.node.get("spec", direction)), 1):
        place = head(node.location)
        line = f"{policy.title}, {direction} rule {number}: {shown(node)}"
        verdict = (
            _VERDICTS.get(text(node.get("action")), Verdict.UNKNOWN) if isinstance(node, Mapping) else Verdict.UNKNOWN
        )
        if not isinstance(node, Mapping) or set(node.entries) - _RULE - {side}:
            yield Step(Verdict.UNKNOWN, place, line, name=policy.title)
            continue
        peers = gathered([_peer(item, cluster) for item in items(node.get(side))] or [unreadable("no peer is named")])
        ports = read_tier_ports(node.get("ports"), node.get("protocols"))
        sides = (peers, policy.subject) if direction == "ingress" else (policy.subject, peers)
        source = reach(sides[0], cluster, place)
        for target, asked in targets(sides[1], ports, cluster):
            goal = reach(target, cluster, place)
            atoms = tuple(dict.fromkeys((*source.atoms, *goal.atoms, *asked.atoms(place))))
            under = (source.under, goal.under, asked.under) if atoms else None
            match = Match(source.over, goal.over, asked.over, atoms, under)
            yield Step(verdict, place, line, (Cube(match),), name=policy.title)


def _pods(node: Node | None, cluster: Cluster) -> Side:
    """Return the pods of a subject or peer: `namespaces` or `pods`. Pods in the node's network are never among them."""
    given = {k: n for k in node.entries if (n := node.get(k)) is not None} if isinstance(node, Mapping) else {}
    if len(given) != 1:
        return unreadable("pods that cannot be read")
    (key, value), *_ = given.items()
    if key == "namespaces":
        chosen = cluster.across(_namespaces(value), Selector())
    elif key == "pods" and isinstance(value, Mapping) and set(value.entries) <= {"namespaceSelector", "podSelector"}:
        chosen = cluster.across(read_selector(value.get("namespaceSelector")), read_selector(value.get("podSelector")))
    else:
        return unreadable(f"pods that cannot be read: {key}")
    return Side(Chosen(tuple(p for p in chosen.pods if not p[0].on_host), chosen.more))


def _namespaces(node: Node) -> Selector:
    """Read a selector of namespaces; the first release of the API had one more level."""
    inner = node.get("namespaceSelector") if isinstance(node, Mapping) and len(node.entries) == 1 else None
    return read_selector(inner if inner is not None else node)


def _peer(node: Node, cluster: Cluster) -> Side:
    if not isinstance(node, Mapping):
        return unreadable("a peer that cannot be read")
    match list(node.entries):
        case ["networks"]:
            return _networks(node.get("networks"))
        case ["nodes"]:
            return Side(blocks=(NOWHERE, ANY), doubts=((AtomKind.DYNAMIC, "nodes, whose addresses are not read"),))
        case ["domainNames"]:
            names = ", ".join(text(n) for n in items(node.get("domainNames")))
            return Side(blocks=(NOWHERE, ANY), doubts=((AtomKind.FQDN, names),))
        case _:
            return _pods(node, cluster)


def _networks(node: Node | None) -> Side:
    """Return blocks of addresses; unlike those of NetworkPolicy they hold for pods too."""
    try:
        found = AddressSet.union(AddressSet.network(text(n)) for n in items(node))
    except ValueError:
        return unreadable("networks that cannot be read")
    return Side(blocks=(found, found))
