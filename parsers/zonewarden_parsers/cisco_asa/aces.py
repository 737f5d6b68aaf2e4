"""One access-list entry: words in, match and options out.

Cisco ASA Series Command Reference, `access-list extended`. The fast path is one dictionary look-up for each operand, so
that equal operands of a long list share one object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from zonewarden_parsers.cisco_asa import names
from zonewarden_parsers.cisco_asa.ace_services import Key, ServiceReader, UnreadableError
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.operands import (
    Doubt,
    Operand,
    doubtful,
    exact,
    host,
    ipv4,
    is_mask_with_holes,
    netmask,
    prefix,
)
from zonewarden_parsers.cisco_asa.services import ServiceOperand, exact_service
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Location,
    Match,
    Times,
)  # fmt: skip

ACTIONS = {"permit": Action.PERMIT, "deny": Action.DENY, "trust": Action.PERMIT}
OPERATORS = names.OPERATORS
OPTIONS = frozenset({"log", "inactive", "time-range", "rule-id", "event-log"})
CONDITIONS = {
    "user": AtomKind.USER,
    "user-group": AtomKind.USER,
    "object-group-user": AtomKind.USER,
    "security-group": AtomKind.USER,
    "object-group-security": AtomKind.USER,
}
"""Words that open a condition no packet header shows, and the kind of atom it becomes."""

AFTER = OPTIONS | CONDITIONS.keys()
"""Words that may follow the operands of an entry; `show access-list` counters are cut off before."""

_ADDRESS_WORDS = frozenset({"any", "any4", "any6", "host", "interface", "object", "object-group"})
_WITHOUT_PORTS = frozenset({("ip",), ("icmp",), ("icmp6",)})

Words = Sequence[str]


@dataclass(slots=True)
class Options:
    """What stands after the operands of an entry."""

    logged: bool = False
    enabled: bool = True
    schedule: str = ""
    times: Times | None = None
    number: str = ""
    """The number of the FTD rule that the entry belongs to."""
    entry: str = ""
    leave: str = ""
    """The interfaces by which the packet must come in and go out (FTD, `ifc`), empty: any."""
    inspected: bool = False
    """An FTD entry with a rule number: what it permits, deep inspection may still drop."""
    doubts: list[Doubt] = field(default_factory=list)


PLAIN = Options()


class Ace(NamedTuple):
    """One entry as read: what it does, what it matches, its options and the names it refers to."""

    action: Action
    match: Match
    options: Options
    references: tuple[str, ...]


class AceReader:
    """Reads entries; `everything` is what `any` means in the list (both IP versions, or one of them)."""

    def __init__(self, draft: Draft, resolver: Resolver, everything: AddressSet) -> None:
        self._draft = draft
        self._resolver = resolver
        self._single = {"any": everything, "any4": ANY4, "any6": ANY6}
        self._pair: dict[tuple[str, str], AddressSet | Operand] = {}
        self._services = ServiceReader(resolver)

    def extended(self, w: Words, i: int, at: Location) -> Ace:
        """Read an extended entry whose action is word `i`; raises UnreadableError or IndexError where it is malformed."""
        verb, word = w[i], w[i + 1]
        extra: list[Doubt] = []
        i += 2
        proto: Key = (word,)
        if word == "object" or word == "object-group":
            proto = (word, w[i])
            i += 1
        entry = leave = ""
        if w[i] in CONDITIONS:
            i = self._conditions(w, i, extra)
        elif w[i] == "ifc":
            entry, i = self._port(w, i, extra)
        source, i = self._address(w, i)
        first: Key = ()
        if w[i] in OPERATORS or (w[i] == "object-group" and self._is_source_port(w, i, proto)):
            first, i = _port_key(w, i)
        if w[i] in CONDITIONS:
            i = self._conditions(w, i, extra)
        elif w[i] == "ifc":
            leave, i = self._port(w, i, extra)
        destination, i = self._address(w, i)
        second: Key = ()
        options = PLAIN
        if i < len(w):
            if w[i] not in AFTER:
                second, i = _port_key(w, i)
            if i < len(w):
                options = self._options(w, i)
        if entry or leave:
            options = replace(options, entry=entry, leave=leave)
        services = self._services.get((proto, first, second)) or self._services.add(proto, first, second)
        plain = options is PLAIN and not extra and not services.names and not services.doubts
        if plain and isinstance(source, AddressSet) and isinstance(destination, AddressSet):
            return Ace(_action(verb), Match(source, destination, services.over), PLAIN, ())
        if options.inspected and verb == "permit":
            extra.append(Doubt(AtomKind.OTHER, "rule-id: deep inspection decides after this entry"))
        extra.extend(options.doubts)
        return self._with_names(_action(verb), _operand(source), _operand(destination), services, options, extra, at)

    def _with_names(
        self, action: Action, source: Operand, destination: Operand, services: ServiceOperand, options: Options,
        extra: list[Doubt], at: Location,
    ) -> Ace:  # fmt: skip
        references = source.names + destination.names + services.names
        doubts = [*source.doubts, *destination.doubts, *services.doubts, *extra]
        if not doubts:
            return Ace(action, Match(source.over, destination.over, services.over), options, references)
        for doubt in doubts:
            if doubt.missing:
                self._draft.missing(*doubt.missing, at)
        atoms = tuple(Atom(d.kind, d.text, at) for d in doubts)
        under = (source.under, destination.under, services.under)
        sure = not extra and all(under)
        match = Match(source.over, destination.over, services.over, atoms, under if sure else None)
        return Ace(action, match, options, references)

    def standard(self, w: Words, i: int, at: Location) -> Ace:
        """Read a standard entry: its address is a destination (routes, split tunnels)."""
        action = _action(w[i])
        one = host(w[i + 1], self._draft.labels) if len(w) == i + 2 else None
        target, i = (one, i + 2) if one is not None else self._address(w, i + 1)
        options = self._options(w, i) if i < len(w) else PLAIN
        everything = exact_service(ANY_SERVICE)
        return self._with_names(action, exact(ANY), _operand(target), everything, options, list(options.doubts), at)

    def _address(self, w: Words, i: int) -> tuple[AddressSet | Operand, int]:
        """Return the address operand at word `i`, a plain set where it is exact and names nothing, and the index after."""
        word = w[i]
        found = self._single.get(word)
        if found is not None:
            return found, i + 1
        if "/" in word:
            addresses = prefix(word)
            if addresses is None:
                raise UnreadableError(f"address {word!r} not understood")
            self._single[word] = addresses
            return addresses, i + 1
        key = (word, w[i + 1])
        operand = self._pair.get(key)
        if operand is None:
            operand = self._pair[key] = self._new_address(*key)
        return operand, i + 2

    def _new_address(self, word: str, value: str) -> AddressSet | Operand:
        if word == "object" or word == "object-group":
            return self._resolver.network(word, value)
        if word == "interface":
            return self._interface(value)
        labels = self._draft.labels
        addresses = host(value, labels) if word == "host" else netmask(word, value, labels)
        if addresses is not None:
            return addresses
        if word != "host" and is_mask_with_holes(word, value, labels):
            return doubtful(Doubt(AtomKind.WILDCARD, f"{word} {value}"), over=ANY4)
        raise UnreadableError(f"address {word} {value} not understood")

    def _interface(self, name: str) -> Operand:
        interface = self._draft.interfaces.get(name)
        if interface is None:
            return doubtful(Doubt(AtomKind.REFERENCE, f"interface {name}", ("interface", name)))
        if interface.dynamic or not interface.addresses:
            return doubtful(Doubt(AtomKind.OTHER, f"address of interface {name}"))
        return exact(interface.addresses)

    def _is_source_port(self, w: Words, i: int, proto: Key) -> bool:
        kind = self._resolver.kind(w[i + 1])
        if kind or proto in _WITHOUT_PORTS or i + 2 >= len(w):
            return kind == "service"
        after = w[i + 2]
        if after == "object-group":
            return self._resolver.kind(w[i + 3]) == "network"
        return after in _ADDRESS_WORDS or "/" in after or ipv4(after) is not None or after in self._draft.labels

    def _port(self, w: Words, i: int, extra: list[Doubt]) -> tuple[str, int]:
        """Read `ifc NAME`; an interface that is not defined is no interface, and the entry a doubtful one."""
        name = w[i + 1]
        if name in self._draft.interfaces:
            return name, i + 2
        extra.append(Doubt(AtomKind.REFERENCE, f"interface {name}", ("interface", name)))
        return "", i + 2

    def _conditions(self, w: Words, i: int, extra: list[Doubt]) -> int:
        while i < len(w) and w[i] in CONDITIONS:
            width = 3 if w[i] == "security-group" else 2
            extra.append(Doubt(CONDITIONS[w[i]], " ".join(w[i : i + width])))
            i += width
        return i

    def _options(self, w: Words, i: int) -> Options:
        options = Options()
        while i < len(w):
            word = w[i]
            if word == "log":
                i = _read_log(w, i + 1, options)
            elif word == "inactive":
                options.enabled = False
                i += 1
            elif word == "time-range":
                self._schedule(w[i + 1], options)
                i += 2
            elif word == "rule-id" or word == "event-log":
                options.inspected = True
                options.number = w[i + 1] if word == "rule-id" else options.number
                i += 2
            elif word in CONDITIONS:
                i = self._conditions(w, i, options.doubts)
            else:
                raise UnreadableError(f"option {word!r} not understood")
        return options

    def _schedule(self, name: str, options: Options) -> None:
        self._draft.used.add(name)
        options.schedule = name
        found = self._draft.schedules.get(name)
        options.times = found.times if found else Times(known=False)
        options.doubts.append(Doubt(AtomKind.SCHEDULE, f"time-range {name}", None if found else ("time-range", name)))


def _action(word: str) -> Action:
    action = ACTIONS.get(word)
    if action is None:
        raise UnreadableError(f"no action {word!r}")
    return action


def _operand(value: AddressSet | Operand) -> Operand:
    return value if isinstance(value, Operand) else exact(value)


def _read_log(w: Words, i: int, options: Options) -> int:
    options.logged = True
    if i < len(w) and w[i] in ("disable", "default"):
        options.logged = False
        return i + 1
    if i < len(w) and (w[i] in names.LOG_LEVELS or names.number(w[i], 7) is not None):
        i += 1
    if i + 1 < len(w) and w[i] == "interval":
        i += 2
    return i


def _port_key(w: Words, i: int) -> tuple[Key, int]:
    """Return the words of a port or ICMP operand at `i`, and the index after it."""
    word = w[i]
    if word == "range":
        return (word, w[i + 1], w[i + 2]), i + 3
    if word in OPERATORS or word == "object-group":
        return (word, w[i + 1]), i + 2
    if i + 1 < len(w) and names.number(w[i + 1], 255) is not None:
        return (word, w[i + 1]), i + 2
    return (word,), i + 1


def unreadable(at: Location, reason: str) -> Match:
    """Return the match of an entry that could not be read: anything, surely nothing."""
    return Match(atoms=(Atom(AtomKind.UNREADABLE, reason, at),))
