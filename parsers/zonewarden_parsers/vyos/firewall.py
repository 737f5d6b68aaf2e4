"""Rule sets, where they are bound, base chains and zones, as lists for packets through the router and to it.

Three generations: rule sets bound to interfaces (`in`, `out`, `local`; EdgeOS, VyOS to 1.3), zone policies between groups of interfaces,
and base chains of netfilter hooks (`ipv4 forward filter`, VyOS 1.4 and later). In a base chain, and in a zone, RETURN ends
in what the hook does with packets nobody dropped: they pass, whatever `default-action` says (the latter is a last rule).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from zonewarden_parsers.chains import Chain, Step, Verdict, flatten
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    Action,
    Aspect,
    Binding,
    Direction,
    Effect,
    LineState,
    Location,
    Match,
    RuleList,
)
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.rules import chain_key, step
from zonewarden_parsers.vyos.tree import Node

_DEFAULTS = {
    "accept": Verdict.PERMIT,
    "drop": Verdict.DENY,
    "reject": Verdict.DENY,
    "return": Verdict.RETURN,
    "jump": Verdict.JUMP,
    "continue": Verdict.RETURN,
}
_OPTIONS = (
    "all-ping", "broadcast-ping", "config-trap", "ip-src-route", "ipv6-receive-redirects", "ipv6-src-route", "log-martians", "receive-redirects", "send-redirects",
    "source-validation", "syn-cookies", "twa-hazards-protection", "options", "directed-broadcast", "resolver-interval", "resolver-cache", "ipv6-source-validation",
    "timeout", "apply-to-bridged-traffic",
)  # fmt: skip
_FAMILIES = {"name": 4, "ipv6-name": 6, "ipv4": 4, "ipv6": 6}


def read_firewall(draft: Draft) -> None:
    """Read every rule set into `draft.chains`, then what applies them."""
    section = draft.root.get("firewall")
    if section is not None:
        section.keep(*_OPTIONS, "flowtable")
        _options(section)
        for tag, family in _FAMILIES.items():
            found = section.under(tag) if tag in ("name", "ipv6-name") else section.under(tag, "name")
            for node in found:
                draft.chains[chain_key(node.name, family)] = _chain(draft, node, family, Verdict.DENY)
        _hooks(draft, section)
        for tag in ("modify", "ipv6-modify"):
            for node in section.under(tag):
                draft.gap(Aspect.FLOWS, Effect.EITHER, "policy routing by firewall modify is not modelled", node)
        bridge = section.get("bridge")
        if bridge is not None:
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "filtering of bridged frames is not modelled", bridge)
    _bound(draft)
    _zones(draft)


def _options(section: Node) -> None:
    """Claim global options. The state policy decides packets of begun sessions only."""
    for node in (section.get("state-policy"), section.get("global-options", "state-policy")):
        if node is not None:
            node.claim()
    options = section.get("global-options")
    if options is not None:
        options.keep(*_OPTIONS)


def _chain(draft: Draft, node: Node, family: int, missing: Verdict) -> Chain:
    """Return a rule set as a chain that ends with its default action; what comes back from it is decided by its caller."""
    label = chain_key(node.name, family)
    rules = sorted(node.under("rule"), key=lambda n: int(n.name) if n.name.isascii() and n.name.isdigit() else 10**9)
    steps = [step(draft, rule, label, family) for rule in rules]
    node.keep("description", "enable-default-log", "default-log")
    logged = node.get("enable-default-log") is not None or node.get("default-log") is not None
    stated = node.get("default-action")
    verdict = _DEFAULTS.get(node.value("default-action"), Verdict.UNKNOWN) if stated is not None else missing
    target = node.value("default-jump-target")
    at = draft.at(stated) if stated is not None else draft.at(node)
    text = (
        f"{label} default-action {next(reversed(stated.children), '') if stated is not None else 'drop (not stated)'}"
    )
    last = Step(verdict, at, text, (_family(family),), chain_key(target, family) if target else "", logged=logged)
    return Chain(label, (*steps, last), draft.at(node), Action.PERMIT, at)


def _family(family: int) -> Cube:
    space = ANY4 if family == 4 else ANY6
    return Cube(Match(sources=space, destinations=space))


def _entry(draft: Draft, chain: Chain, label: str, family: str = "ip") -> RuleList:
    """Return a chain that packets enter as a list. Its last step is the default where nothing returns to the caller."""
    last = chain.steps[-1] if chain.steps else None
    returns = any(s.verdict in (Verdict.RETURN, Verdict.GOTO, Verdict.UNKNOWN) for s in chain.steps)
    if (
        last is not None
        and not returns
        and last.verdict in (Verdict.PERMIT, Verdict.DENY)
        and last.text.startswith(chain.name)
    ):
        policy = Action.PERMIT if last.verdict is Verdict.PERMIT else Action.DENY
        chain = replace(chain, steps=chain.steps[:-1], policy=policy, policy_location=last.location)
    names = frozenset(draft.interfaces)
    found = flatten({**draft.chains, label: chain}, label, interfaces=names, name=label, family=family)
    draft.ledger.diagnostics.extend(found.diagnostics)
    draft.undefined.extend(found.undefined)
    return found.rule_list


def _hooks(draft: Draft, section: Node) -> None:
    """Read the base chains of VyOS 1.4 and later. A chain without rules that accepts by default decides nothing."""
    for tag, family in (("ipv4", 4), ("ipv6", 6)):
        for hook in section.under(tag):
            if hook.name == "name":
                continue
            for node in hook.children.values():
                _hook(draft, node, f"{tag} {hook.name} {node.name}", hook.name, family)


def _hook(draft: Draft, node: Node, label: str, hook: str, family: int) -> None:
    chain = replace(_chain(draft, node, family, Verdict.PERMIT), name=label)
    chain = replace(
        chain, steps=tuple(replace(s, text=s.text.replace(chain_key(node.name, family), label, 1)) for s in chain.steps)
    )
    decides = len(chain.steps) > 1 or (chain.steps and chain.steps[-1].verdict is not Verdict.PERMIT)
    if not decides or hook == "output":
        return
    if hook == "prerouting":
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, "the raw table is not modelled: it may drop more", node)
    elif hook == "forward":
        _apply(draft, _entry(draft, chain, label, f"ip{family}"), "", Direction.FORWARD, chain.location, family)
    elif hook == "input":
        draft.local.append(("", _entry(draft, chain, label, f"ip{family}")))
    else:
        draft.gap(Aspect.ALL, Effect.EITHER, f"hook not understood: {hook}", node)


def _apply(draft: Draft, rules: RuleList, interface: str, direction: Direction, at: Location, *families: int) -> None:
    draft.lists[rules.name] = rules
    draft.bindings.append(Binding(rules.name, interface, direction, at, families))


def _bound(draft: Draft) -> None:
    """Apply rule sets to interfaces: `interfaces ... firewall in name X`, and `firewall interface eth0 in name X`."""
    places = [(name, node.get("firewall")) for name, node in draft.nodes.items()]
    places += [(node.name, node) for node in draft.root.under("firewall", "interface")]
    for interface, section in places:
        for direction in section.children.values() if section is not None else ():
            for kind in direction.children.values():
                _bind(draft, interface, direction.name, kind)


def _bind(draft: Draft, interface: str, direction: str, kind: Node) -> None:
    family = _FAMILIES.get(kind.name)
    name = next(reversed(kind.children), "")
    if "modify" in kind.name:
        draft.gap(Aspect.FLOWS, Effect.EITHER, f"policy routing by {kind.name} {name} is not modelled", kind, interface)
        return
    if family is None or direction not in ("in", "out", "local"):
        return
    kind.claim()
    at, key = draft.at(kind), chain_key(name, family)
    if key not in draft.chains:
        draft.missing("rule set", name, at)
        rules = RuleList(key, (), at, Action.UNKNOWN, at, f"ip{family}")
    else:
        rules = draft.lists.get(key) or _entry(draft, draft.chains[key], key, f"ip{family}")
    draft.used.add(("rule set", key))
    if direction == "local":
        draft.local.append((interface, rules))
        draft.lists.setdefault(key, rules)
    else:
        _apply(draft, rules, interface, Direction.IN if direction == "in" else Direction.OUT, at, family)


def _zones(draft: Draft) -> None:
    """Read zones: one list for all pairs, in the order of the destination zones; the local zone judges packets to the router.

    Packets to an interface outside all zones pass; those within a zone pass unless `intra-zone-filtering` says otherwise.
    """
    zones = draft.root.under("zone-policy", "zone") + draft.root.under("firewall", "zone")
    members = {zone.name: _members(draft, zone) for zone in zones}
    through: list[Step] = []
    local: list[Step] = []
    for zone in zones:
        zone.keep("description", "enable-default-log", "default-log")
        inward = zone.has("local-zone")
        steps = [*_within(draft, zone, members)] if not inward else []
        steps += _pairs(draft, zone, members, inward=inward)
        steps += _default(draft, zone, None if inward else members[zone.name])
        (local if inward else through).extend(steps)
        for name in members[zone.name] & set(draft.interfaces):
            draft.interfaces[name] = replace(draft.interfaces[name], zone=zone.name)
    if through:
        at = draft.at(zones[0])
        chain = Chain("zones", tuple(through), at, Action.PERMIT, at)
        _apply(draft, _entry(draft, chain, "zones"), "", Direction.FORWARD, at, 4, 6)
    if local:
        at = local[0].location
        draft.local.append(("", _entry(draft, Chain("local zone", tuple(local), at, Action.PERMIT, at), "local zone")))


def _members(draft: Draft, zone: Node) -> frozenset[str]:
    names = set(zone.values("interface")) | set(zone.values("member", "interface"))
    for vrf in zone.values("member", "vrf"):
        names |= draft.vrfs.get(vrf, set())
    return frozenset(names)


def _within(draft: Draft, zone: Node, members: dict[str, frozenset[str]]) -> Iterator[Step]:
    here = members[zone.name]
    inner = zone.get("intra-zone-filtering")
    cube = Cube(from_interfaces=here, to_interfaces=here)
    if inner is None:
        yield Step(
            Verdict.PERMIT, draft.at(zone), f"zone {zone.name}: packets within the zone pass (built in)", (cube,)
        )
        return
    yield from _rule_sets(draft, inner.get("firewall"), cube, f"zone {zone.name} within")
    action = inner.value("action")
    if action:
        verdict = _DEFAULTS.get(action, Verdict.UNKNOWN)
        yield Step(verdict, draft.at(inner), f"zone {zone.name} intra-zone-filtering action {action}", (cube,))


def _pairs(draft: Draft, zone: Node, members: dict[str, frozenset[str]], *, inward: bool) -> Iterator[Step]:
    to = None if inward else members[zone.name]
    for origin in zone.under("from"):
        if origin.name not in members:
            draft.missing("zone", origin.name, draft.at(origin))
        cube = Cube(from_interfaces=members.get(origin.name, frozenset()), to_interfaces=to)
        yield from _rule_sets(draft, origin.get("firewall"), cube, f"zone {zone.name} from {origin.name}")
        rest = [n for n in origin.children.values() if n.name != "firewall"]
        for node in rest:
            if node.name in ("content-inspection", "flow-accounting"):
                node.claim(LineState.IRRELEVANT)
    standing = zone.get("default-firewall")
    yield from _rule_sets(draft, standing, Cube(to_interfaces=to), f"zone {zone.name} default-firewall")


def _rule_sets(draft: Draft, section: Node | None, cube: Cube, text: str) -> Iterator[Step]:
    """Yield a call of each rule set that is named, and the permit behind it for what it returns."""
    for kind in section.children.values() if section is not None else ():
        family = _FAMILIES.get(kind.name)
        if family is None:
            continue
        kind.claim()
        at, name = draft.at(kind), next(reversed(kind.children), "")
        both = (cube & _family(family),)
        draft.used.add(("rule set", chain_key(name, family)))
        yield Step(Verdict.JUMP, at, f"{text} {kind.name} {name}", both, chain_key(name, family))
        if _may_return(draft.chains.get(chain_key(name, family))):
            yield Step(Verdict.PERMIT, at, f"{text} {kind.name} {name}: returned packets pass", both)


def _may_return(chain: Chain | None) -> bool:
    """Return whether some packet may come back from a rule set undecided. The router refuses a missing one: there it is all unknown."""
    ends = (Verdict.PERMIT, Verdict.DENY)
    if chain is None:
        return False
    last = chain.steps[-1].verdict
    return last not in ends or any(s.verdict not in (*ends, Verdict.CONTINUE) for s in chain.steps)


def _default(draft: Draft, zone: Node, to: frozenset[str] | None) -> Iterable[Step]:
    stated = zone.get("default-action")
    action = zone.value("default-action") or "drop"
    at = draft.at(stated) if stated is not None else draft.at(zone)
    logged = zone.get("enable-default-log") is not None or zone.get("default-log") is not None
    return (
        Step(
            _DEFAULTS.get(action, Verdict.UNKNOWN),
            at,
            f"zone {zone.name} default-action {action}",
            (Cube(to_interfaces=to),),
            logged=logged,
        ),
    )
