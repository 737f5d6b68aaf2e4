"""One access-list entry: words in, what it matches out.

Source: Cisco IOS Security Command Reference, `permit (IP)`, `permit (IPv6)`, `access-list (IP standard)`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from zonewarden_parsers.cisco_ios import names, operands
from zonewarden_parsers.cisco_ios.names import PORT_OPERATORS
from zonewarden_parsers.cisco_ios.object_groups import Groups, Ports
from zonewarden_parsers.cisco_ios.operands import (
    EVERY,
    EVERY_SERVICE,
    Addresses,
    Memo,
    Services,
    UnreadableError,
    Words,
)
from zonewarden_parsers.cisco_ios.options import Options, read_options
from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import EMPTY_SERVICE, ESTABLISHED, NOWHERE, AtomKind, Location, ServiceSet
from zonewarden_parsers.model.services import WITH_PORTS

NETWORK_GROUPS = frozenset({"object-group", "addrgroup", "net-group"})
PORT_GROUPS = frozenset({"portgroup", "port-group"})
"""How IOS, NX-OS and IOS-XR write that a group stands for addresses, for ports."""

_PORTS = PORT_OPERATORS | PORT_GROUPS
PADDING = ("", "", "", "")
"""Empty words that end an entry, so that looking ahead needs no length checks."""


class Entry(NamedTuple):
    """What an entry matches: three operands and its options (None: it has none)."""

    sources: Addresses
    destinations: Addresses
    services: Services
    options: Options | None = None


@dataclass(slots=True)
class Scope:
    """What entries are read with: the groups, the operands read so far, the line of the entry at hand."""

    groups: Groups
    memo: Memo
    ledger: Ledger
    line: Line

    def at(self) -> Location:
        """Return the place of the entry."""
        return self.ledger.at(self.line)


def read_standard(words: Words, i: int) -> Entry:
    """Read `any`, `host A`, `A` or `A W` and the options behind it; raises UnreadableError."""
    found: Addresses | None
    if words[i] == "any":
        found, end = EVERY[4], i + 1
    elif words[i] == "host":
        found, end = _host(words[i + 1], 4), i + 2
    elif "/" in words[i]:
        found, end = _read_addresses((words[i],), 4), i + 1
    elif operands.ipv4(words[i + 1]) is not None:
        found, end = operands.wildcard(words[i], words[i + 1]), i + 2
    else:
        found, end = _host(words[i], 4), i + 1
    if found is None:
        raise UnreadableError(i, f"{words[i]!r} is no address")
    options = read_options(words, end, 0) if words[end] else None
    return Entry(found, EVERY[4], _with_flags(EVERY_SERVICE, options, 0, end) if options else EVERY_SERVICE, options)


def begins_protocol(word: str) -> bool:
    """Return whether a word of an IPv4 entry is a protocol and not an address."""
    return word in ("ip", "ipv4") or names.protocol_number(word, 4) is not None


def read_extended(words: Words, i: int, family: int, scope: Scope) -> Entry:
    """Read an entry from its protocol word at `i`; raises UnreadableError. `words` end in `PADDING`."""
    protocol = words[i]
    if protocol == "object-group":
        sources, after = _addresses(words, i + 2, family, scope)
        destinations, end = _addresses(words, after, family, scope)
        services = scope.groups.service(words[i + 1], scope.at())
        options = read_options(words, end, 0) if words[end] else None
        return Entry(sources, destinations, _with_flags(services, options, 0, end) if options else services, options)
    sources, start = _addresses(words, i + 1, family, scope)
    after = _ports_end(words, start) if words[start] in _PORTS else start
    destinations, begin = _addresses(words, after, family, scope)
    if protocol in _WITH_MESSAGES:
        number = names.protocol_number(protocol, family) or 0
        end = operands.message_end(words, begin, number)
    else:
        end = _ports_end(words, begin) if words[begin] in _PORTS else begin
    if words[start] in PORT_GROUPS or words[begin] in PORT_GROUPS:
        grouped = _grouped(words, (i, start, after, begin, end), family, scope)
        options = read_options(words, end, names.protocol_number(protocol, family) or 0) if words[end] else None
        number = names.protocol_number(protocol, family) or 0
        return Entry(sources, destinations, _with_flags(grouped, options, number, end) if options else grouped, options)
    key = (protocol, family, words[start:after], words[begin:end])
    found = scope.memo.services.get(key)
    if found is None:
        found = _service(key, i, start, begin)
        scope.memo.services[key] = found
    if not words[end]:
        return Entry(sources, destinations, found)
    number = names.protocol_number(protocol, family) or 0
    options = read_options(words, end, number)
    return Entry(sources, destinations, _with_flags(found, options, number, end), options)


def _ports_end(words: Words, i: int) -> int:
    """Return the index after the port operator or the group of ports at `i`."""
    return i + 2 if words[i] in PORT_GROUPS else operands.ports_end(words, i)


def _grouped(words: Words, at: tuple[int, int, int, int, int], family: int, scope: Scope) -> Services:
    """Return the services of an entry whose ports, or some of them, are a group."""
    i, start, after, begin, end = at
    number = names.protocol_number(words[i], family)
    if number is None or number not in WITH_PORTS:
        raise UnreadableError(start if after > start else begin, f"ports with {words[i]!r}")
    if not all(words[a + 1] for a in (start, begin) if words[a] in PORT_GROUPS):
        raise UnreadableError(end - 1, "a group of ports without a name")
    first, second = (
        scope.groups.port(words[a + 1], scope.at()) if words[a] in PORT_GROUPS else _stated(words, a, b, number)
        for a, b in ((start, after), (begin, end))
    )
    doubts = (*first.doubts, *second.doubts)
    over = ServiceSet.ports(number, second.over, first.over) if first.over and second.over else EMPTY_SERVICE
    under = ServiceSet.ports(number, second.under, first.under) if first.under and second.under else EMPTY_SERVICE
    return Services(over, under, doubts, second.name or first.name)


def _stated(words: Words, start: int, end: int, number: int) -> Ports:
    spans = operands.ports(words[start:end], number)
    if spans is None:
        raise UnreadableError(start, "ports cannot be read")
    return Ports(spans, spans)


_WITH_MESSAGES = frozenset({"icmp", "icmpv6", "igmp"})


def _service(key: tuple[str, int, Words, Words], i: int, start: int, begin: int) -> Services:
    protocol, family, source, destination = key
    found = operands.service(protocol, family, source, destination)
    if found is not None:
        return found
    if operands.service(protocol, family, (), ()) is None:
        raise UnreadableError(i, f"unknown protocol {protocol!r}")
    raise UnreadableError(start if source else begin, "ports or message type cannot be read")


def _addresses(words: Words, i: int, family: int, scope: Scope) -> tuple[Addresses, int]:
    word = words[i]
    if word == "any":
        return EVERY[family], i + 1
    known = scope.memo.addresses[family]
    found = known.get(words[i : i + 2])
    if found is not None:
        return found, i + 2
    if word in NETWORK_GROUPS:
        return scope.groups.network(words[i + 1], family, scope.at()), i + 2
    end = i + 1 if "/" in word or (family == 6 and word != "host") else i + 2
    key = words[i:end]
    found = known.get(key) or _read_addresses(key, family)
    if found is None:
        raise UnreadableError(i, f"{' '.join(key).strip() or 'nothing'!r} is no address")
    known[key] = found
    return found, end


def _read_addresses(words: Words, family: int) -> Addresses | None:
    if words[0] == "host":
        return _host(words[1], family)
    if words[0] in ("fqdn-group", "geo-group"):
        every = EVERY[family]
        return Addresses(every.over, NOWHERE, ((AtomKind.FQDN, " ".join(words)),), words[1])
    if len(words) == 2:
        return operands.wildcard(*words)
    found = operands.prefix(words[0])
    return operands.exact(found) if found is not None and found.family(family) else None


def _host(word: str, family: int) -> Addresses | None:
    found = operands.host(word, family)
    return None if found is None else operands.exact(found)


def _with_flags(services: Services, options: Options, protocol: int, word: int) -> Services:
    """Narrow TCP services by `established` or by flags, whose exact meaning is left to an atom where it must be."""
    if not (options.established or options.flags):
        return services
    if protocol != 6:
        raise UnreadableError(word, "TCP flags without TCP")
    if options.flags is None:
        return _narrow(services, ESTABLISHED)
    how, flags = options.flags
    signs = {f for f in flags if f in ("+ack", "+rst")}
    within = bool(signs) if how == "match-all" else signs == set(flags)
    if not (how == "match-any" and set(flags) == {"+ack", "+rst"}):
        options.doubts.append((AtomKind.TCP_FLAGS, f"{how} {' '.join(flags)}"))
        options.sure = False
    return _narrow(services, ESTABLISHED) if within or options.established else services


def _narrow(services: Services, within: ServiceSet) -> Services:
    over = services.over & within
    under = over if services.under is services.over else services.under & within
    return Services(over, under, services.doubts, services.name)
