"""One access-list entry: words in, match and options out.

Cisco ASA Series Command Reference, `access-list extended`. The fast path is one dictionary look-up for each operand, so
that equal operands of a long list share one object.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from zonewarden_parsers.cisco_asa import names
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.operands import Doubt, Operand, doubtful, exact, host, ipv4, is_mask_with_holes, netmask, prefix
from zonewarden_parsers.cisco_asa.services import (
    ICMP_NAMES,
    PORT_PROTOCOLS,
    PortOperand,
    ServiceOperand,
    exact_service,
    icmp_service,
    narrow,
    port_spans,
    protocol_service,
)
from zonewarden_parsers.model import (
    ANY, ANY4, ANY6, ANY_SERVICE, Action, AddressSet, Atom, AtomKind, Location, Match, ServiceSet,
)  # fmt: skip
from zonewarden_parsers.model.services import ALL_PORTS

ACTIONS = {"permit": Action.PERMIT, "deny": Action.DENY, "trust": Action.PERMIT}
OPERATORS = names.OPERATORS
OPTIONS = frozenset({"log", "inactive", "time-range", "rule-id", "event-log"})
CONDITIONS = {
    "user": AtomKind.USER,
    "user-group": AtomKind.USER,
    "object-group-user": AtomKind.USER,
    "security-group": AtomKind.USER,
    "object-group-security": AtomKind.USER,
    "ifc": AtomKind.OTHER,
}
"""Words that open a condition no packet header shows, and the kind of atom it becomes."""

_ADDRESS_WORDS = frozenset({"any", "any4", "any6", "host", "interface", "object", "object-group"})

Words = Sequence[str]
Key = tuple[str, ...]


class UnreadableError(ValueError):
    """An entry, or a part of it, that cannot be read; the message says what."""


@dataclass(slots=True)
class Options:
    """What stands after the operands of an entry."""

    logged: bool = False
    enabled: bool = True
    schedule: str = ""
    schedule_end: str = ""
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
        self._single = {"any": exact(everything), "any4": exact(ANY4), "any6": exact(ANY6)}
        self._pair: dict[tuple[str, str], Operand] = {}
        self._service: dict[tuple[Key, Key, Key], ServiceOperand] = {}

    def extended(self, w: Words, i: int, at: Location) -> Ace:
        """Read an extended entry whose action is word `i`; raises UnreadableError or IndexError where it is malformed."""
        action = ACTIONS.get(w[i])
        if action is None:
            raise UnreadableError(f"no action {w[i]!r}")
        word_action, word = w[i], w[i + 1]
        extra: list[Doubt] = []
        i += 2
        proto: Key = (word,)
        if word == "object" or word == "object-group":
            proto = (word, w[i])
            i += 1
        if w[i] in CONDITIONS:
            i = self._conditions(w, i, extra)
        source, i = self._address(w, i)
        first: Key = ()
        if w[i] in OPERATORS or (w[i] == "object-group" and self._is_source_port(w, i, proto)):
            first, i = _port_key(w, i)
        if w[i] in CONDITIONS:
            i = self._conditions(w, i, extra)
        destination, i = self._address(w, i)
        second: Key = ()
        options = PLAIN
        if i < len(w):
            if w[i] not in OPTIONS and w[i] not in CONDITIONS and w[i][0] != "(":
                second, i = _port_key(w, i)
            if i < len(w):
                options = self._options(w, i)
        key = (proto, first, second)
        services = self._service.get(key)
        if services is None:
            services = self._service[key] = self._services(proto, first, second)
        if options.inspected and word_action == "permit":
            extra.append(Doubt(AtomKind.OTHER, "rule-id: deep inspection decides after this entry"))
        if not (extra or options.doubts or source.doubts or destination.doubts or services.doubts):
            match = Match(source.over, destination.over, services.over)
        else:
            match = self._uncertain(source, destination, services, [*extra, *options.doubts], at)
        references = source.names + destination.names + services.names
        return Ace(action, match, options, references)

    def standard(self, w: Words, i: int, at: Location) -> Ace:
        """Read a standard entry: its address is a destination (routes, split tunnels)."""
        action = ACTIONS.get(w[i])
        if action is None:
            raise UnreadableError(f"no action {w[i]!r}")
        if len(w) == i + 2 and w[i + 1] not in self._single and "/" not in w[i + 1]:
            one = host(w[i + 1], self._draft.labels)
            if one is None:
                raise UnreadableError("address not understood")
            target, i = exact(one), i + 2
        else:
            target, i = self._address(w, i + 1)
        options = self._options(w, i) if i < len(w) else PLAIN
        if target.doubts or options.doubts:
            return Ace(action, self._uncertain(exact(ANY), target, exact_service(ANY_SERVICE), options.doubts, at), options, target.names)
        return Ace(action, Match(ANY, target.over, ANY_SERVICE), options, target.names)

    def _uncertain(
        self, source: Operand, destination: Operand, services: ServiceOperand, extra: list[Doubt], at: Location
    ) -> Match:
        doubts = [*source.doubts, *destination.doubts, *services.doubts, *extra]
        for doubt in doubts:
            if doubt.missing:
                self._draft.missing(*doubt.missing, at)
        atoms = tuple(Atom(d.kind, d.text, at) for d in doubts)
        under = (source.under, destination.under, services.under)
        sure = not extra and all(under)
        return Match(source.over, destination.over, services.over, atoms, under if sure else None)

    def _address(self, w: Words, i: int) -> tuple[Operand, int]:
        word = w[i]
        found = self._single.get(word)
        if found is not None:
            return found, i + 1
        if "/" in word:
            addresses = prefix(word)
            if addresses is None:
                raise UnreadableError(f"address {word!r} not understood")
            found = self._single[word] = exact(addresses)
            return found, i + 1
        key = (word, w[i + 1])
        found = self._pair.get(key)
        if found is None:
            found = self._pair[key] = self._new_address(*key)
        return found, i + 2

    def _new_address(self, word: str, value: str) -> Operand:
        if word == "object" or word == "object-group":
            return self._resolver.network(word, value)
        if word == "interface":
            return self._interface(value)
        addresses = host(value, self._draft.labels) if word == "host" else netmask(word, value, self._draft.labels)
        if addresses is None and word != "host" and is_mask_with_holes(word, value, self._draft.labels):
            return doubtful(Doubt(AtomKind.WILDCARD, f"{word} {value}"), over=ANY4)
        if addresses is None:
            raise UnreadableError(f"address {word} {value} not understood")
        return exact(addresses)

    def _interface(self, name: str) -> Operand:
        interface = self._draft.interfaces.get(name)
        if interface is None:
            return doubtful(Doubt(AtomKind.REFERENCE, f"interface {name}", ("interface", name)))
        if interface.dynamic or not interface.addresses:
            return doubtful(Doubt(AtomKind.OTHER, f"address of interface {name}"))
        return exact(interface.addresses)

    def _is_source_port(self, w: Words, i: int, proto: Key) -> bool:
        kind = self._resolver.kind(w[i + 1])
        if kind or proto == ("ip",) or i + 2 >= len(w):
            return kind == "service"
        after = w[i + 2]
        if after == "object-group":
            return self._resolver.kind(w[i + 3]) == "network"
        return after in _ADDRESS_WORDS or "/" in after or ipv4(after) is not None or after in self._draft.labels

    def _conditions(self, w: Words, i: int, extra: list[Doubt]) -> int:
        while i < len(w) and w[i] in CONDITIONS:
            width = 3 if w[i] == "security-group" else 2
            extra.append(Doubt(CONDITIONS[w[i]], " ".join(w[i : i + width])))
            i += width
        return i

    def _services(self, proto: Key, first: Key, second: Key) -> ServiceOperand:
        base = self._protocol(proto)
        if not first and not second:
            return base
        if proto[0] in ICMP_NAMES or (len(proto) == 1 and names.protocol(proto[0]) in (1, 58)):
            return self._icmp(ICMP_NAMES.get(proto[0]) or names.protocol(proto[0]) or 1, base, first, second)
        ports = [self._ports(key, proto) for key in (first, second)]
        over = narrow(base.over, ports[0].over, ports[1].over)
        if over is None:
            if base.doubts:
                return base
            raise UnreadableError(f"ports of {' '.join(proto)} not understood")
        doubts = base.doubts + ports[0].doubts + ports[1].doubts
        refs = base.names + ports[0].names + ports[1].names
        if not doubts:
            return ServiceOperand(over, over, (), refs)
        under = narrow(base.under, ports[0].under, ports[1].under)
        return ServiceOperand(over, under if under is not None else ServiceSet(), doubts, refs)

    def _protocol(self, proto: Key) -> ServiceOperand:
        if len(proto) == 2:
            return self._resolver.service(proto[0], proto[1])
        services = protocol_service(proto[0])
        if services is None:
            raise UnreadableError(f"protocol {proto[0]!r} not understood")
        return exact_service(services)

    def _icmp(self, proto: int, base: ServiceOperand, first: Key, second: Key) -> ServiceOperand:
        if first:
            raise UnreadableError("ICMP has no source port")
        if second[0] == "object-group":
            types = self._resolver.icmp(second[1], proto)
            protocol = ((proto, proto),)
            return ServiceOperand(
                ServiceSet.of(protocol, types.over), ServiceSet.of(protocol, types.under), types.doubts, types.names
            )
        services = icmp_service(proto, second)
        if services is None:
            raise UnreadableError(f"ICMP type {' '.join(second)} not understood")
        return ServiceOperand(services, services, base.doubts, base.names)

    def _ports(self, key: Key, proto: Key) -> PortOperand:
        if not key:
            return PortOperand(ALL_PORTS, ALL_PORTS)
        if key[0] == "object-group":
            typed = self._resolver.typed(key[1])
            if typed and proto[0] in PORT_PROTOCOLS and typed not in (proto[0], "tcp-udp"):
                doubt = Doubt(AtomKind.UNREADABLE, f"object-group {key[1]} is for {typed}")
                return PortOperand(ALL_PORTS, (), (doubt,), (key[1],))
            return self._resolver.ports(key[1])
        spans = port_spans(key[0], key[1:]) if key[0] in OPERATORS else None
        if spans is None:
            raise UnreadableError(f"ports {' '.join(key)} not understood")
        return PortOperand(spans, spans)

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
                i += 2
            elif word in CONDITIONS:
                i = self._conditions(w, i, options.doubts)
            elif word[0] == "(":
                break
            else:
                raise UnreadableError(f"option {word!r} not understood")
        return options

    def _schedule(self, name: str, options: Options) -> None:
        self._draft.used.add(name)
        options.schedule = name
        found = self._draft.schedules.get(name)
        options.schedule_end = found.end if found else ""
        options.doubts.append(Doubt(AtomKind.SCHEDULE, f"time-range {name}", None if found else ("time-range", name)))


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

