"""What may stand behind the addresses of an access-list entry: `log`, `established`, `time-range` and the like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from zonewarden_parsers.cisco_ios import names
from zonewarden_parsers.cisco_ios.operands import Doubt, UnreadableError, Words
from zonewarden_parsers.model import AtomKind


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


def read_options(words: Words, i: int, protocol: int) -> Options:
    """Read the options from `i` to the empty word that ends the entry; raises UnreadableError."""
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
    "hop-by-hop": AtomKind.PACKET, "authen": AtomKind.PACKET, "destopts": AtomKind.PACKET,
}  # fmt: skip
_WITH_VALUE = frozenset({"dscp", "precedence", "tos", "option", "flow-label", "dest-option-type", "routing-type", "mobility-type", "cos", "vlan", "http-method", "fragment-type", "nve", "traffic-class", "tcp-option-length", "tcp-flags-mask"})  # fmt: skip


def _value(words: Words, i: int, options: Options) -> int:
    _need(words, i + 1)
    options.doubts.append((AtomKind.PACKET, f"{words[i]} {words[i + 1]}"))
    options.sure = False
    return i + 2


def _ttl(words: Words, i: int, options: Options) -> int:
    """`ttl {eq|neq|gt|lt} N`, `ttl range A B`; NX-OS: `ttl N`."""
    plain = words[i + 1] not in names.PORT_OPERATORS
    size = 2 if plain else 4 if words[i + 1] == "range" else 3
    if not all(w.isdigit() for w in words[i + (1 if plain else 2) : i + size]):
        raise UnreadableError(i, f"{words[i]} cannot be read")
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


def _quiet(_words: Words, i: int, _options: Options) -> int:
    """A word that changes only what is counted or answered."""
    return i + 1


def _elsewhere(words: Words, i: int, options: Options) -> int:
    """`nexthop1 ...`, `redirect ...`: the packet is permitted and sent another way; everything to the end belongs to it."""
    end = next(n for n in range(i, len(words)) if not words[n])
    options.doubts.append((AtomKind.OTHER, " ".join(words[i:end])))
    options.sure = False
    return end


def _udf(words: Words, i: int, options: Options) -> int:
    """`udf NAME VALUE MASK`: bits of the packet at a place of its own."""
    _need(words, i + 3)
    options.doubts.append((AtomKind.PACKET, " ".join(words[i : i + 4])))
    options.sure = False
    return i + 4


def _set(words: Words, i: int, _options: Options) -> int:
    """`set FIELD VALUE`: what is written into the packet or kept for it."""
    _need(words, i + 2)
    return i + 3


def _police(words: Words, i: int, _options: Options) -> int:
    """`police RATE [UNIT] [peak-rate RATE [UNIT]]`: a limit of rate, not of who may speak."""
    _number(words, i + 1)
    i += 2 + (words[i + 2] in _UNITS)
    return _police(words, i, _options) if words[i] == "peak-rate" else i


_UNITS = frozenset({"bps", "kbps", "mbps", "gbps", "pps"})


def _named(words: Words, i: int, _options: Options) -> int:
    _need(words, i + 1)
    return i + 2


def _capture(words: Words, i: int, _options: Options) -> int:
    return i + 3 if words[i + 1] == "session" and words[i + 2] else i + 1


def _timeout(words: Words, i: int, _options: Options) -> int:
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
    "packet-length": _ttl,
    "counter": _named,
    "capture": _capture,
    "icmp-off": _quiet,
    "icmp-on": _quiet,
    "nexthop1": _elsewhere,
    "nexthop2": _elsewhere,
    "nexthop3": _elsewhere,
    "default": _elsewhere,
    "redirect": _elsewhere,
    "redirect_all": _elsewhere,
    "load-share": _elsewhere,
    "udf": _udf,
    "set": _set,
    "police": _police,
    "tracking": _quiet,
}
_OPTION_WORDS = frozenset(_READERS) | _WITH_VALUE | frozenset(_SWITCHES) | names.TCP_FLAGS
