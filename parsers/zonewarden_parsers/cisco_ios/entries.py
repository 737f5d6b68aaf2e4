"""One access-list entry: words in, what it matches out.

Source: Cisco IOS Security Command Reference, `permit (IP)`, `permit (IPv6)`, `access-list (IP standard)`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from zonewarden_parsers.cisco_ios import names, operands
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.operands import EVERY, EVERY_SERVICE, Addresses, Doubt, Memo, Services, UnreadableError, Words
from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import ESTABLISHED, AtomKind, Location, ServiceSet

PADDING = ("", "", "", "")
"""Empty words that end an entry, so that looking ahead needs no length checks."""


@dataclass(slots=True)
class Options:
    """What stands behind the addresses of an entry. `sure` is False where a doubt leaves nothing that surely matches."""

    logged: bool = False
    established: bool = False
    schedule: str = ""
    reflect: str = ""
    sequence: int | None = None
    flags: tuple[str, Words] | None = None
    doubts: list[Doubt] = field(default_factory=list)
    sure: bool = True


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
    elif operands.ipv4(words[i + 1]) is not None:
        found, end = operands.wildcard(words[i], words[i + 1]), i + 2
    else:
        found, end = _host(words[i], 4), i + 1
    if found is None:
        raise UnreadableError(i, f"{words[i]!r} is no address")
    options = _options(words, end, 0) if words[end] else None
    return Entry(found, EVERY[4], _with_flags(EVERY_SERVICE, options, 0, end) if options else EVERY_SERVICE, options)


def read_extended(words: Words, i: int, family: int, scope: Scope) -> Entry:
    """Read an entry from its protocol word at `i`; raises UnreadableError. `words` end in `PADDING`."""
    protocol = words[i]
    if protocol == "object-group":
        sources, after = _addresses(words, i + 2, family, scope)
        destinations, end = _addresses(words, after, family, scope)
        services = scope.groups.service(words[i + 1], scope.at())
        options = _options(words, end, 0) if words[end] else None
        return Entry(sources, destinations, _with_flags(services, options, 0, end) if options else services, options)
    sources, start = _addresses(words, i + 1, family, scope)
    after = operands.ports_end(words, start)
    destinations, begin = _addresses(words, after, family, scope)
    if protocol in _WITH_MESSAGES:
        number = names.protocol_number(protocol, family) or 0
        end = operands.message_end(words, begin, number)
    else:
        end = operands.ports_end(words, begin)
    key = (protocol, family, words[start:after], words[begin:end])
    found = scope.memo.services.get(key)
    if found is None:
        found = _service(key, i, start, begin)
        scope.memo.services[key] = found
    if not words[end]:
        return Entry(sources, destinations, found)
    number = names.protocol_number(protocol, family) or 0
    options = _options(words, end, number)
    return Entry(sources, destinations, _with_flags(found, options, number, end), options)


_WITH_MESSAGES = frozenset({"icmp", "igmp"})


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
    if word == "object-group":
        return scope.groups.network(words[i + 1], family, scope.at()), i + 2
    end = i + 1 if "/" in word or (family == 6 and word != "host") else i + 2
    key = words[i:end]
    found = scope.memo.addresses.get(key)
    if found is None:
        found = _read_addresses(key, family)
        if found is None:
            raise UnreadableError(i, f"{' '.join(key).strip() or 'nothing'!r} is no address")
        scope.memo.addresses[key] = found
    return found, end


def _read_addresses(words: Words, family: int) -> Addresses | None:
    if words[0] == "host":
        return _host(words[1], family)
    if words[0] in ("fqdn-group", "geo-group"):
        every = EVERY[family]
        return Addresses(every.over, operands.NOWHERE, ((AtomKind.FQDN, " ".join(words)),), words[1])
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


def _options(words: Words, i: int, protocol: int) -> Options:
    options = Options()
    while words[i]:
        word = words[i]
        if word in _SWITCHES:
            options.doubts.append((_SWITCHES[word], word))
            options.sure = False
            i += 1
        elif word in _WITH_VALUE:
            i = _value(words, i, options)
        elif word in _READERS:
            i = _READERS[word](words, i, options)
        elif word in names.TCP_FLAGS and protocol == 6:
            i = _flag(words, i, options)
        else:
            raise UnreadableError(i, f"unknown option {word!r}")
    return options


_SWITCHES = {
    "fragments": AtomKind.FRAGMENTS, "routing": AtomKind.PACKET, "mobility": AtomKind.PACKET, "hbh": AtomKind.PACKET,
    "auth": AtomKind.PACKET, "dest-option": AtomKind.PACKET, "undetermined-transport": AtomKind.PACKET,
}  # fmt: skip
_WITH_VALUE = frozenset({"dscp", "precedence", "tos", "option", "flow-label", "dest-option-type", "routing-type", "mobility-type", "cos"})  # fmt: skip


def _value(words: Words, i: int, options: Options) -> int:
    _need(words, i + 1)
    options.doubts.append((AtomKind.PACKET, f"{words[i]} {words[i + 1]}"))
    options.sure = False
    return i + 2


def _ttl(words: Words, i: int, options: Options) -> int:
    size = 4 if words[i + 1] == "range" else 3
    if words[i + 1] not in names.PORT_OPERATORS or not all(w.isdigit() for w in words[i + 2 : i + size]):
        raise UnreadableError(i, "ttl cannot be read")
    options.doubts.append((AtomKind.PACKET, " ".join(words[i : i + size])))
    options.sure = False
    return i + size


def _log(words: Words, i: int, options: Options) -> int:
    """`log [COOKIE]`: a word that is no option and ends the entry is the cookie."""
    options.logged = True
    cookie = words[i + 1] and not words[i + 2] and words[i + 1] not in _OPTION_WORDS
    return i + 2 if cookie else i + 1


def _established(_words: Words, i: int, options: Options) -> int:
    options.established = True
    return i + 1


def _time_range(words: Words, i: int, options: Options) -> int:
    _need(words, i + 1)
    options.schedule = words[i + 1]
    options.doubts.append((AtomKind.SCHEDULE, words[i + 1]))
    options.sure = False
    return i + 2


def _reflect(words: Words, i: int, options: Options) -> int:
    _need(words, i + 1)
    options.reflect = words[i + 1]
    options.doubts.append((AtomKind.REFLECT, f"reflect {words[i + 1]}"))
    return i + 2


def _timeout(words: Words, i: int, options: Options) -> int:
    _number(words, i + 1)
    return i + 2


def _sequence(words: Words, i: int, options: Options) -> int:
    options.sequence = _number(words, i + 1)
    return i + 2


def _flags(words: Words, i: int, options: Options) -> int:
    end = i + 1
    while words[end][:1] in ("+", "-") and words[end][1:] in names.TCP_FLAGS:
        end += 1
    _need(words, i + 1)
    if end == i + 1:
        raise UnreadableError(i, "no TCP flags")
    options.flags = (words[i], words[i + 1 : end])
    return end


def _flag(words: Words, i: int, options: Options) -> int:
    """One flag word of the old form, `ack`; several match any of them."""
    known = options.flags[1] if options.flags else ()
    options.flags = ("flags", (*known, f"+{words[i]}"))
    return i + 1


def _need(words: Words, i: int) -> None:
    if not words[i]:
        raise UnreadableError(i - 1, f"{words[i - 1]} without a value")


def _number(words: Words, i: int) -> int:
    if not (words[i].isascii() and words[i].isdigit() and len(words[i]) < 11):
        raise UnreadableError(i, f"{words[i]!r} is no number")
    return int(words[i])


_READERS: dict[str, Callable[[Words, int, Options], int]] = {
    "log": _log,
    "log-input": _log,
    "smartlog": _log,
    "established": _established,
    "time-range": _time_range,
    "reflect": _reflect,
    "timeout": _timeout,
    "sequence": _sequence,
    "ttl": _ttl,
    "match-any": _flags,
    "match-all": _flags,
}
_OPTION_WORDS = frozenset(_READERS) | _WITH_VALUE | frozenset(_SWITCHES) | names.TCP_FLAGS
