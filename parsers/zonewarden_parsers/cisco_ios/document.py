"""The shape of an IOS configuration: free text taken out, lines grouped under the command whose mode they are in.

IOS itself goes by modes, not by indentation. Files that lost their indentation, or that have a global command indented
by mistake, are grouped as the device would read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zonewarden_parsers.cisco_ios.names import PROTOCOLS
from zonewarden_parsers.lines import Block, Ledger, Line, blocks

_HEX = re.compile(r"[0-9A-Fa-f]{2,8}")
_PROMPT = re.compile(
    r"[\w.-]+(\([\w-]+\))?[#>]\s*(sh(o|ow)?\s+(run|start|conf).*|exit|end|conf(ig(ure)?)?\s+t.*|term.*)?"
)
_PAGER = re.compile(r"[<\s-]*--\s*[Mm]ore\s*--[>\s-]*")
_NOISE = ("Building configuration...", "Current configuration", "Using ", "show running-config", "show startup-config", "show run",
          "sh run", "Load for five secs", "Time source is", "NVRAM config last updated", "############")  # fmt: skip
_CLOCK = re.compile(
    r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d:\d\d(?:\.\d+)? \w+(?: \d{4})?", re.ASCII
)

FREE_TEXT = {
    ("banner",): 2,
    ("aaa", "authentication", "banner"): 3,
    ("aaa", "authentication", "fail-message"): 3,
    ("ip", "admission", "auth-proxy-banner"): 4,
    ("vacant-message",): 1,
    ("refuse-message",): 1,
}
"""Commands that open free text, by their first words, and the index of the word that begins with the delimiter."""
_OPENING = {"menu", *(words[0] for words in FREE_TEXT)}


def take_free_text(lines: Sequence[Line], ledger: Ledger) -> list[Line]:
    """Return the lines that are commands; comments, banners, certificates and terminal noise are settled in the ledger.

    The head of a banner stays, its text does not. A banner that never ends is not believed: it is reported and what
    follows is read as commands.
    """
    kept: list[Line] = []
    open_ended: set[str] = set()
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.text.startswith(_ENTRIES):
            kept.append(line)
            i += 1
            continue
        first = line.words[0]
        if first[0] == "!" or (first[0] == ":" and not first.startswith("::")):  # `::/0` is an address
            ledger.blank(line)
            i += 1
        elif first in _OPENING and (delimiter := _delimiter(line)):
            kept.append(line)
            end = None if delimiter in open_ended else _text_end(lines, i, delimiter)
            if end is None:
                open_ended.add(delimiter)
                ledger.report(
                    line, "open-banner", "the text of this banner never ends; what follows is read as commands"
                )
                end = i
            for inside in lines[i + 1 : end + 1]:
                ledger.irrelevant(inside)
            i = end + 1
        elif first == "certificate" and len(line.words) > 1:
            i = _take_certificate(lines, i, ledger)
        elif _is_noise(line):
            ledger.irrelevant(line)
            i += 1
        else:
            kept.append(line)
            i += 1
    return kept


def _delimiter(line: Line) -> str:
    """Return the delimiter of the free text that `line` opens, or an empty string. `EOF` where none is written."""
    if line.words[0] == "menu":
        return line.words[3][0] if line.words[2:3] == ("title",) and len(line.words) > 3 else ""
    for words, index in FREE_TEXT.items():
        if line.words[: len(words)] != words:
            continue
        if len(line.words) <= index:
            return "EOF" if line.words[0] == "banner" and len(line.words) == 2 else ""
        word = line.words[index]
        return "^C" if word.startswith("^C") else word[0]
    return ""


def _text_end(lines: Sequence[Line], start: int, delimiter: str) -> int | None:
    """Return the index of the line that closes the text opened at `start`, or None."""
    if delimiter == "EOF":
        return next((i for i in range(start + 1, len(lines)) if lines[i].text == "EOF"), None)
    opening = lines[start].text
    if delimiter in opening[opening.index(delimiter) + len(delimiter) :]:
        return start
    return next((i for i in range(start + 1, len(lines)) if delimiter in lines[i].text), None)


def _take_certificate(lines: Sequence[Line], i: int, ledger: Ledger) -> int:
    """Settle `certificate ...`, its hexadecimal lines and `quit`; return the index of what follows."""
    ledger.irrelevant(lines[i])
    i += 1
    while i < len(lines) and all(_HEX.fullmatch(w) for w in lines[i].words):
        ledger.irrelevant(lines[i])
        i += 1
    if i < len(lines) and lines[i].words == ("quit",):
        ledger.irrelevant(lines[i])
        i += 1
    return i


def _is_noise(line: Line) -> bool:
    if line.text.startswith(_NOISE) or _PAGER.fullmatch(line.text):
        return True
    if line.indent == 0 and _CLOCK.fullmatch(line.text):
        return True
    return line.indent == 0 and len(line.text) < 200 and _PROMPT.fullmatch(line.text) is not None


def sections(lines: Sequence[Line]) -> Iterator[Block]:
    """Group lines under the commands whose mode they are in."""
    head: Line | None = None
    body: list[Line] = []
    for block in _split(blocks(lines)):
        if head is not None and head.words[0] in _MODES and _continues(head, block.line):
            body.append(block.line)
            body.extend(block.children)
            continue
        if head is not None:
            yield Block(head, tuple(body))
        head, body = block.line, list(block.children)
    if head is not None:
        yield Block(head, tuple(body))


def _split(found: Iterator[Block]) -> Iterator[Block]:
    """Give back commands that stand indented under one whose mode they leave."""
    waiting = [found]
    while waiting:
        block = next(waiting[-1], None)
        if block is None:
            waiting.pop()
            continue
        if not block.children:
            yield block
            continue
        foreign = _FOREIGN.get(block.line.words[0], _FOREIGN_ANYWHERE)
        at = next((i for i, c in enumerate(block.children) if _is_foreign(c, foreign)), None)
        if at is None:
            yield block
            continue
        yield Block(block.line, block.children[:at])
        waiting.append(blocks(block.children[at:]))


def _is_foreign(line: Line, foreign: frozenset[str]) -> bool:
    return not line.text.startswith(_ENTRIES) and line.words[0] in foreign and _opens(line.words)


_MODES = frozenset({
    "interface", "ip", "ipv6", "line", "object-group", "time-range", "crypto", "radius", "tacacs", "class-map", "zone-pair", "route-map", "router",
})  # fmt: skip
_FOREIGN_ANYWHERE = frozenset({"access-list", "ip", "ipv6", "object-group"})
_FOREIGN: dict[str, frozenset[str]] = dict.fromkeys(
    ("access-list", "hostname", "interface", "ip", "ipv6", "line", "object-group", "route-map", "time-range", "vlan"),
    _FOREIGN_ANYWHERE | {"interface", "line", "router", "crypto", "username", "route-map"},
)


def _opens(words: tuple[str, ...]) -> bool:
    """Return whether these are a global command and not one of some mode's."""
    match words:
        case ("access-list", number, *_):
            return number.isdigit()
        case ("ip", "access-list", kind, _, *_):
            return kind in ("standard", "extended")
        case ("ipv6", "access-list", _):
            return True
        case ("object-group", "network" | "service", _):
            return True
        case ("interface" | "route-map", _, *_):
            return True
        case ("line", "con" | "console" | "aux" | "vty", *_):
            return True
        case ("router", "ospf" | "bgp" | "eigrp" | "rip" | "isis", *_):
            return True
        case ("crypto", "ipsec", "client", *_):  # a command of interfaces too
            return False
        case ("crypto", "isakmp" | "ikev2" | "ipsec" | "pki", *_):
            return True
        case ("username", _, "privilege" | "secret" | "password", *_):
            return True
        case _:
            return False


def _continues(head: Line, line: Line) -> bool:
    """Return whether `line`, written at the level of `head`, belongs to the mode that `head` opens."""
    match head.words:
        case ("ip", "access-list", _, _) | ("ipv6", "access-list", _):
            words = line.words[1:] if line.words[0] == "no" else line.words
            words = words[1:] if words[:1] == ("sequence",) else words
            words = words[1:] if words and words[0].isdigit() else words
            return not words or words[0] in _ENTRY
        case ("object-group", "network" | "service", _):
            return begins_member(line.words)
        case ("time-range", _):
            return line.words[0] in ("absolute", "periodic")
        case ("interface", *_):
            words = line.words[1:] if line.words[0] == "no" else line.words
            binds = len(words) == 3 and words[:2] == ("crypto", "map")
            return binds or words[:1] in _INTERFACE or words[:2] in _INTERFACE or words in _INTERFACE
        case ("line", *_):
            words = line.words[1:] if line.words[0] == "no" else line.words
            return words[:1] in _LINE or words in _LINE or words[:2] in _LINE
        case _:
            found = _INSIDE.get(head.words[:2]) or _INSIDE.get(head.words[:3]) or _INSIDE.get(head.words[:1])
            word = (line.words[1:2] if line.words[0] == "no" else line.words[:1]) or ("",)
    return found is not None and word[0] in found


def begins_member(words: tuple[str, ...]) -> bool:
    """Return whether a line begins as the member of an object group does."""
    return (
        words[0] in _MEMBER
        or words[0][0].isdigit()
        or ":" in words[0]
        or (len(words) == 1 and words[0] in _PROTOCOL_MEMBER)
    )


def begins_entry(words: tuple[str, ...]) -> bool:
    """Return whether a line, in its list or as `access-list N ...`, begins as an entry does."""
    return words[0] in _ENTRY or words[0] in ("access-list", "sequence") or words[0].isdigit()


_ENTRY = frozenset({"permit", "deny", "remark", "evaluate", "dynamic"})
_ENTRIES = tuple(f"{word} " for word in sorted(_ENTRY))
"""How entries begin, and nothing that is not a command does."""
_MEMBER = frozenset({"host", "range", "group-object", "description", "tcp", "udp", "tcp-udp", "icmp", "any", "esp", "ahp", "gre", "ospf"})  # fmt: skip
_PROTOCOL_MEMBER = frozenset(PROTOCOLS) | {"ip"}
"""Members of a service group that stand alone: `ip` and `ipv6` with more words are commands of other modes."""
_SERVER = frozenset({"address", "key", "timeout", "retransmit", "port", "single-connection"})
_INSIDE: dict[tuple[str, ...], frozenset[str]] = {
    ("crypto", "isakmp", "policy"): frozenset({"encryption", "encr", "hash", "authentication", "group", "lifetime"}),
    ("crypto", "map"): frozenset({"set", "match", "description", "reverse-route"}),
    ("radius", "server"): _SERVER,
    ("tacacs", "server"): _SERVER,
    ("class-map",): frozenset({"match", "description"}),
    ("zone-pair",): frozenset({"service-policy", "description"}),
    ("route-map",): frozenset({"match", "set", "description", "continue"}),
    ("router",): frozenset({"network", "neighbor", "redistribute", "passive-interface", "default-information", "area", "router-id", "auto-summary", "distance", "eigrp", "log-adjacency-changes", "bgp", "distribute-list"}),
    ("ip", "dhcp", "pool"): frozenset({"network", "default-router", "dns-server", "domain-name", "lease", "option"}),
}  # fmt: skip
"""Commands of modes that scripts and manuals write without indentation, by the words that open the mode."""
_INTERFACE = frozenset(
    tuple(text.split())
    for text in (
        "description", "shutdown", "switchport", "encapsulation", "duplex", "speed", "negotiation", "standby", "vrrp",
        "zone-member", "bandwidth", "channel-group", "media-type", "load-interval", "keepalive", "service-policy",
        "ip address", "ip access-group", "ip nat inside", "ip nat outside", "ip unnumbered", "ip helper-address",
        "ip proxy-arp", "ip redirects", "ip unreachables", "ip mtu", "ip verify", "ip directed-broadcast",
        "ip mask-reply", "ip virtual-reassembly", "ip route-cache", "ip mroute-cache", "ip policy", "ip flow",
        "ip vrf forwarding", "vrf forwarding", "ipv6 address", "ipv6 enable", "ipv6 traffic-filter", "ipv6 nd",
        "tunnel source", "tunnel destination", "tunnel mode", "tunnel protection", "spanning-tree portfast",
        "mop enabled", "mop sysid", "mtu", "ppp", "dialer", "mac access-group",
    )
)  # fmt: skip
_LINE = frozenset(
    tuple(text.split())
    for text in (
        "exec-timeout", "transport", "access-class", "login", "login local", "login authentication", "password",
        "privilege level", "length", "logging synchronous", "session-timeout", "stopbits", "flowcontrol",
        "absolute-timeout", "ipv6 access-class", "history size", "exec",
    )
) - {("login",)}  # fmt: skip
