"""The device that an iptables file describes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.linux_interfaces import LOOPBACK, InterfaceNames
from zonewarden_parsers.linux_iptables.draft import Draft, Record, TableDraft
from zonewarden_parsers.linux_iptables.scope import Scope
from zonewarden_parsers.linux_iptables.stages import (
    forward_lists,
    input_list,
    read_table,
    tell_unreached,
)
from zonewarden_parsers.linux_iptables.translation import translations
from zonewarden_parsers.local_input import services_of
from zonewarden_parsers.model import (
    Action,
    Aspect,
    Binding,
    Device,
    Direction,
    Effect,
    Gap,
    Interface,
    Location,
    ManagementPlane,
    NamedObject,
    NatRule,
    RuleList,
)
from zonewarden_parsers.model.location import in_order

_IN = frozenset({"-i", "--in-interface"})
_OUT = frozenset({"-o", "--out-interface"})
PROGRAMS = {4: "iptables", 6: "ip6tables"}


@dataclass(slots=True)
class Collected:
    """The lists of both IP versions: those of packets on their way through, those of packets to the machine; translation."""

    forward: list[tuple[RuleList, int]] = field(default_factory=list[tuple[RuleList, int]])
    inputs: list[RuleList] = field(default_factory=list[RuleList])
    nat: list[NatRule] = field(default_factory=list[NatRule])


def finish(draft: Draft, platform: str) -> Device:
    """Build the device of a file whose lines are read."""
    named = _interfaces(draft)
    names = _names(named)
    found = collect(draft)
    services, gaps = services_of(found.inputs, frozenset({LOOPBACK}))
    return Device(
        name="",
        platform=platform,
        path=draft.path,
        coverage=draft.ledger.coverage(),
        stateful=True,
        placeless=not names,
        interfaces=tuple(_devices(names, named)) if names else (),
        rule_lists=tuple(r for r, _ in found.forward),
        bindings=tuple(Binding(r.name, "", Direction.FORWARD, r.location, (f,)) for r, f in found.forward),
        nat=tuple(found.nat),
        management=ManagementPlane(services=services),
        objects=tuple(_objects(draft)),
        undefined=tuple(dict.fromkeys(draft.undefined)),
        gaps=tuple(dict.fromkeys((*draft.gaps, *gaps, *_silent(draft)))),
        diagnostics=in_order(draft.ledger.diagnostics),
    )


def collect(draft: Draft) -> Collected:
    """Read the rules of both IP versions.

    Those of a version that the file does not have may be anything: its list has no rules and an unknown default.
    """
    names = _names(_interfaces(draft))
    found = Collected()
    for family in (4, 6):
        scope = _scope(draft, family, names)
        tables = {n: read_table(t, scope, draft) for (f, n), t in draft.tables.items() if f == family}
        found.nat.extend(translations(tables["nat"].rules) if "nat" in tables else ())
        whole = "filter" in tables and not _is_part(tables["filter"].draft)
        own = forward_lists(tables if whole else {n: t for n, t in tables.items() if n != "filter"}, scope, draft)
        if not whole:
            own.append(_missing(draft, family))
        found.forward.extend((rules, family) for rules in own)
        entering = input_list(tables, scope, draft)
        found.inputs.extend([entering] if entering else [])
        tell_unreached(tables, draft)
    return found


def _names(named: Iterable[str]) -> InterfaceNames:
    listed = list(named)
    return InterfaceNames.of((n for n in listed if not n.endswith("+")), (n[:-1] for n in listed if n.endswith("+")))


def _objects(draft: Draft) -> Iterator[NamedObject]:
    for each in draft.sets.values():
        yield NamedObject(each.name, "ipset", draft.at(each.line), used=each.used, empty=not each.elements)


def _scope(draft: Draft, family: int, names: InterfaceNames) -> Scope:
    records = [r for (f, _), t in draft.tables.items() if f == family for r in _records(t)]
    targets = [(r, w) for r in records if (w := _after(r, "-j", "--jump"))]
    untracks = any(w == "NOTRACK" or (w == "CT" and "--notrack" in r.words) for r, w in targets)
    untracked = True if untracks else False if (family, "raw") in draft.tables else None
    filled = frozenset(_after(r, "--add-set") for r, w in targets if w == "SET")
    chains = frozenset(n for t in draft.tables.values() for n, c in t.chains.items() if c.policy == "-")
    return Scope(family, names, names.everything(), draft.sets, filled, untracked, chains, draft.undefined)


def _records(table: TableDraft) -> Iterator[Record]:
    return (record for chain in table.chains.values() for record in chain.records)


def _after(record: Record, *options: str) -> str:
    words = record.words
    return next((words[i + 1] for i, w in enumerate(words[:-1]) if w in options), "")


def _interfaces(draft: Draft) -> dict[str, Location]:
    """Return each interface pattern that a rule names, with its first place."""
    found: dict[str, Location] = {}
    for table in draft.tables.values():
        for record in _records(table):
            words = record.words
            for i, word in enumerate(words[:-1]):
                if word in _IN or word in _OUT:
                    name = words[i + 2] if words[i + 1] == "!" and i + 2 < len(words) else words[i + 1]
                    found.setdefault(name, draft.at(record.line))
    for each in draft.sets.values():
        if "iface" in each.kind:
            for element in each.elements:
                found.setdefault(element[0].rpartition(",")[2], draft.at(each.line))
    return found


def _devices(names: InterfaceNames, named: dict[str, Location]) -> Iterator[Interface]:
    """Yield the interfaces that rules name, and those that stand for the rest. The loopback interface forwards nothing."""
    first = min(named.values())
    for name in sorted(names.literals - {LOOPBACK}):
        yield Interface(name, named.get(name, first), dynamic=True)
    for name in sorted(names.stand_ins()):
        pattern = name.partition("+")[0] + "+"
        text = (
            f"any interface that matches {pattern} and that no rule names"
            if pattern != "+"
            else "any interface that no rule names"
        )
        yield Interface(name, named.get(pattern, first), dynamic=True, description=text)


def _is_part(table: TableDraft) -> bool:
    """Return whether a table has chains of its own and says nothing of the built-in ones: it is restored into another (`-n`)."""
    built_in = [c for c in table.chains.values() if c.policy != "-"]
    return len(built_in) < len(table.chains) and not any(c.records or c.policy_line for c in built_in)


def _missing(draft: Draft, family: int) -> RuleList:
    line = next(iter(draft.tables.values())).line if draft.tables else None
    at = draft.at(line) if line else Location(draft.path, 1)
    return RuleList(f"{PROGRAMS[family]} filter FORWARD (not in this file)", (), at, default=Action.UNKNOWN)


def _silent(draft: Draft) -> Iterator[Gap]:
    """Yield what a rule set never tells about its machine."""
    at = Location(draft.path, 1)
    yield Gap(
        Aspect.MANAGEMENT, Effect.EITHER, "a rule set does not show the machine's accounts, services and logging", at
    )
    yield Gap(Aspect.REMOTE_ACCESS, Effect.EITHER, "a rule set does not show the machine's VPN servers", at)
