"""Address translation: targets of the nat table as `NatRule` values, in order (iptables-extensions(8))."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonewarden_parsers.chains import Step
from zonewarden_parsers.linux_iptables.scope import RuleDraft, UnreadableError
from zonewarden_parsers.linux_iptables.values import address_range, addresses
from zonewarden_parsers.model import NOWHERE, AddressSet, NatRule

_KINDS = {
    "DNAT": "static",
    "REDIRECT": "static",
    "NETMAP": "static",
    "SNAT": "dynamic",
    "SAME": "dynamic",
    "MASQUERADE": "pat",
}
_TO = ("--to-destination", "--to-source", "--to")


def translations(rules: Sequence[tuple[RuleDraft, Step]]) -> Iterator[NatRule]:
    """Yield what the rules of a nat table translate. DNAT: `mapped` is what the client sees, `real` the host behind."""
    for rule, step in rules:
        kind = _KINDS.get(rule.target)
        if kind is None or not step.cubes:
            continue
        sources = AddressSet.union(c.match.sources for c in step.cubes)
        destinations = AddressSet.union(c.match.destinations for c in step.cubes)
        to = _target(rule)
        inward = rule.target in {"DNAT", "REDIRECT"} or (rule.target == "NETMAP" and sources == rule.scope.every)
        yield NatRule(
            kind=kind,
            location=rule.at,
            text=rule.text,
            real_interface="" if inward else _one(rule, came=True),
            mapped_interface=_one(rule, came=inward),
            real=to if inward else sources,
            mapped=destinations if inward else to,
        )


def _target(rule: RuleDraft) -> AddressSet:
    """Return the new addresses; nothing where the target is the machine's own address or cannot be read."""
    text = next((rule.operands[o] for o in _TO if o in rule.operands), "")
    host = text.partition("]")[0].lstrip("[") if text.startswith("[") else text
    if rule.scope.family == 4:
        host = host.partition(":")[0]
    try:
        return address_range(host) if "-" in host else addresses(host, rule.scope.family) or NOWHERE
    except UnreadableError:
        return NOWHERE


def _one(rule: RuleDraft, *, came: bool) -> str:
    """Return the interface by which the packets come or leave, where the rule names exactly one."""
    found = {
        names
        for cubes in rule.conditions
        for cube in cubes
        if (names := cube.from_interfaces if came else cube.to_interfaces) is not None
    }
    names = found.pop() if len(found) == 1 else frozenset[str]()
    return next(iter(names)) if len(names) == 1 else ""
