"""Finished rule lists: reflexive entries resolved, implicit entries and defaults filled in, management sources worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zonewarden_parsers.cisco_ios.access_lists import AccessList, AccessLists
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ESTABLISHED,
    NOWHERE,
    Action,
    AddressSet,
    Binding,
    Match,
    NamedObject,
    Reference,
    Rule,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.services import ICMP6, WITH_TYPES

FAMILY_NAMES = {4: "ip", 6: "ipv6"}


def finish_lists(lists: AccessLists, empty: Action) -> list[RuleList]:
    """Return every list of the file; `empty` is what one without entries does (on IOS it permits everything)."""
    return [_finish(acl, lists, empty) for acl in lists.by_name.values()]


def _finish(acl: AccessList, lists: AccessLists, empty: Action) -> RuleList:
    rules = tuple([_resolve(rule, lists) if rule.match.atoms else rule for rule in acl.rules()])
    default = Action.DENY if rules else empty
    if rules and acl.family == 6:
        rules += _neighbour_discovery(rules, acl)
    return RuleList(acl.name, rules, acl.location, default, acl.location, FAMILY_NAMES[acl.family])


def _neighbour_discovery(rules: tuple[Rule, ...], acl: AccessList) -> tuple[Rule, ...]:
    """The entries that end every IPv6 list unseen: `permit icmp any any nd-na`, `nd-ns` (Cisco IOS IPv6 Command
    Reference, `ipv6 access-list`); left out where a last entry for everything keeps them from being reached."""
    everything = Match(ANY6, ANY6)
    if rules[-1].match == everything:
        return ()
    at = acl.location
    stated = {r.match for r in rules if r.action is Action.PERMIT}
    return tuple(
        Rule(
            len(rules) + i, Action.PERMIT, _discovery(kind), at,
            f"permit icmp any any {word}", "implicit", implicit=True,
        )
        for i, (word, kind) in enumerate(p for p in (("nd-na", 136), ("nd-ns", 135)) if _discovery(p[1]) not in stated)
    )  # fmt: skip


def _discovery(kind: int) -> Match:
    return Match(ANY6, ANY6, ServiceSet.icmp(ICMP6, kind))


def _resolve(rule: Rule, lists: AccessLists) -> Rule:
    """Narrow an `evaluate` entry to the mirror image of the entries that feed its reflexive list.

    It matches only answers to sessions that those entries let pass, so nothing that can begin one."""
    if len(rule.references) != 1 or rule.match.under is not None:
        return rule
    if not rule.text.partition("evaluate ")[1] or rule.match.atoms[0].text != f"evaluate {rule.references[0]}":
        return rule
    sources = lists.reflected.get(rule.references[0])
    if sources is None:
        lists.undefined.append(Reference(rule.references[0], "reflexive-list", rule.location))
        return rule
    mirrored = Match(
        AddressSet.union(r.match.destinations for r in sources),
        AddressSet.union(r.match.sources for r in sources),
        ServiceSet.union(_mirror(r.match.services) for r in sources) & ESTABLISHED,
        rule.match.atoms,
    )
    return replace(rule, match=mirrored)


def _mirror(services: ServiceSet) -> ServiceSet:
    """Return what answers `services`: ports swapped; for ICMP, whose answers have other types, all of it."""
    parts: list[ServiceSet] = []
    for box in services.boxes():
        low, high = box.protocols
        if low == high and low in WITH_TYPES:
            parts.append(ServiceSet.protocol(low))
        else:
            parts.append(ServiceSet.of((box.protocols,), (box.second,), (box.first,)))
    return ServiceSet.union(parts)


def missing_lists(
    bindings: Sequence[Binding], lists: Iterable[RuleList], default: Action
) -> tuple[list[RuleList], list[Reference]]:
    """Return, for bindings to lists that do not exist, the list of `default` that then stands for them, and the references."""
    known = {(r.family, r.name) for r in lists}
    made: dict[tuple[str, str], RuleList] = {}
    dangling: list[Reference] = []
    for binding in bindings:
        family = FAMILY_NAMES[binding.families[0]]
        if (family, binding.rule_list) in known:
            continue
        dangling.append(Reference(binding.rule_list, "access-list", binding.location))
        if (family, binding.rule_list) not in made:
            made[family, binding.rule_list] = RuleList(
                binding.rule_list, (), binding.location, default, binding.location, family
            )
    return list(made.values()), dangling


def bound_defaults(lists: Iterable[RuleList], bindings: Sequence[Binding]) -> list[RuleList]:
    """Let the default of a bound list without entries point at its first binding."""
    first = {(FAMILY_NAMES[b.families[0]], b.rule_list): b.location for b in reversed(bindings)}
    return [
        replace(r, default_location=first[r.family, r.name]) if not r.rules and (r.family, r.name) in first else r
        for r in lists
    ]


def list_objects(lists: Iterable[RuleList], used: set[str]) -> list[NamedObject]:
    """Return every list as a named object."""
    return [NamedObject(r.name, "access-list", r.location, NOWHERE, r.name in used, not r.rules) for r in lists]


@dataclass(frozen=True, slots=True)
class Admitted:
    """The source addresses that a list may let reach a service of the device, and whether that is exact."""

    sources: AddressSet
    known: bool


def admitted(rules: RuleList | None, services: ServiceSet) -> Admitted:
    """Return the sources that `rules` may admit to `services` (protocol and port of the service) of the device.

    A list that is missing or empty admits everybody. Destinations are the device's own addresses: a permit for any
    of them counts, a deny only when it is for all of them.
    """
    if rules is None or not rules.rules:
        return Admitted(ANY, rules is not None)
    every = ANY4 if rules.family == "ip" else ANY6
    admitted_sources, denied, known = NOWHERE, NOWHERE, True
    for rule in rules.rules:
        if not rule.match.services & services:
            continue
        known = known and not rule.match.atoms
        if rule.action is Action.DENY:
            sources, destinations, covered = rule.match.under_parts
            if every <= destinations and services <= covered:
                denied |= sources
        else:
            admitted_sources |= rule.match.sources - denied
    return Admitted(admitted_sources, known)


ListIndex = dict[tuple[str, str], RuleList]
"""Lists by (family name, name)."""


def filtered_sources(name4: str, name6: str, services: ServiceSet, lists: ListIndex, *, ipv6: bool) -> Admitted:
    """Return who may reach `services` of the device behind an IPv4 and an IPv6 list (empty: none).

    Where only one family is limited, the other is open as far as the device speaks it (`ipv6`).
    """
    if not name4 and not name6:
        return Admitted(ANY, True)
    four = admitted(lists.get(("ip", name4)), services) if name4 else Admitted(ANY4, True)
    six = admitted(lists.get(("ipv6", name6)), services) if name6 else Admitted(ANY6 if ipv6 else NOWHERE, True)
    return Admitted((four.sources & ANY4) | (six.sources & ANY6), four.known and six.known)
