"""From text to command blocks: the hierarchy of an ASA configuration, indented or not, and its access-list lines apart.

`show running-config` indents the lines of a sub-mode; scripts (fwbuilder, hand-written) often do not and end a sub-mode
with `exit`. Both give the same blocks here. Access-list lines stay raw text, because there may be a hundred thousand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from zonewarden_parsers.lines import Block, Ledger, Line, raw_lines
from zonewarden_parsers.model import LineState

RawLine = tuple[int, str]
"""An access-list line: its number counting from 1, and its text as it stands."""

_CONTINUES: dict[str, frozenset[str]] = {
    "object": frozenset({"host", "subnet", "range", "fqdn", "service", "description"}),
    "object-group": frozenset(
        {"network-object", "port-object", "service-object", "protocol-object", "icmp-object", "group-object",
         "description", "security-group", "user", "user-group"}
    ),
}  # fmt: skip
"""Lines that continue an open block although nothing indents them; all others start a command of their own."""

_OPENERS = frozenset({
    "aaa-server", "bfd-template", "call-home", "class", "class-map", "cluster", "context", "crypto", "ctl-file",
    "ctl-provider", "customization", "ddns", "dns", "dynamic-access-policy-record", "event", "ftp-map", "group-policy",
    "gtp-map", "h225-map", "http-map", "imap4s", "interface", "ipv6", "key", "ldap", "license", "mac-list",
    "media-termination", "mgcp-map", "nac-policy", "object", "object-group", "phone-proxy", "policy-list", "policy-map",
    "pop3s", "route-map", "router", "scansafe", "sip-map", "sla", "smart-license", "smtps", "snmp-map", "ssh",
    "sso-server", "tcp-map", "time-range", "tls-proxy", "tunnel-group", "uc-ime", "username", "vpn", "webvpn", "zone",
})  # fmt: skip
"""Commands that have a sub-mode. An indented line after any other command is a command of its own to the device."""

_GLOBAL_ONLY = frozenset({
    "aaa", "access-group", "access-list", "conduit", "crypto", "global", "interface", "object", "object-group", "route",
    "same-security-traffic", "snmp-server", "static", "telnet", "tunnel-group", "username",
})  # fmt: skip
"""Commands that no sub-mode has: the device leaves the sub-mode for them, whatever their indentation."""

_PORT_WORDS = frozenset({"description", "duplex", "management-only", "security-level", "shutdown", "speed", "vlan"})
"""Unindented lines that continue an `interface` block."""

_HEX = re.compile(r"(?:[0-9a-fA-F]{2,8}\s*)+$")
_LEAVE = frozenset({"exit", "quit"})
_TERMINAL = re.compile(
    r"<--- More --->|\[OK\]|sh(?:ow?)? +run\S*|[\w./-]+(?:\([\w-]+\))?[#>] *(?:sh(?:ow?)? +run\S*|exit|end|conf\S* +t\S*)?"
)
"""What a recorded session shows around and within the lines."""


@dataclass(slots=True)
class Layout:
    """What `read_layout` found: command blocks in order, and raw access-list lines in order."""

    blocks: list[Block] = field(default_factory=list)
    access_lists: list[RawLine] = field(default_factory=list)


def read_layout(text: str, ledger: Ledger) -> Layout:
    """Split `text` into blocks; comments, separators and `exit` are claimed in `ledger`, all else is left unknown."""
    layout = Layout()
    head: Line | None = None
    children: list[Line] = []
    states = ledger.states

    def close() -> None:
        nonlocal head, children
        if head is not None:
            layout.blocks.append(Block(head, tuple(children)))
        head, children = None, []

    for number, raw in enumerate(raw_lines(text), 1):
        if raw.startswith("access-list "):
            states[number - 1] = LineState.UNKNOWN
            layout.access_lists.append((number, raw))
            if head is not None:
                close()
            continue
        line = _line(number, raw)
        if line is None or line.text[0] in "!:":
            continue
        if (line.text[-1] in ">#]" or line.text[:2] == "sh") and _TERMINAL.fullmatch(line.text):
            states[number - 1] = LineState.IRRELEVANT
            continue
        states[number - 1] = LineState.UNKNOWN
        if line.words[0] == "access-list" and len(line.words) > 1:
            layout.access_lists.append((number, raw))
            close()
            continue
        if line.text in _LEAVE or line.text == "end":
            ledger.irrelevant(line)
            if head is not None and line.indent <= head.indent:
                close()
        elif head is not None and _belongs(head, line):
            children.append(line)
        else:
            close()
            head = line
    close()
    return layout


def _line(number: int, raw: str) -> Line | None:
    text = raw.strip()
    if not text:
        return None
    return Line(number, len(raw) - len(raw.lstrip()), text)


def raw_line(entry: RawLine) -> Line:
    """Return the `Line` of a raw access-list line."""
    number, raw = entry
    text = raw.strip()
    return Line(number, len(raw) - len(raw.lstrip()), text)


def _belongs(head: Line, line: Line) -> bool:
    first, word = head.words[0], line.words[0]
    if line.indent > head.indent and word != "nat":
        return first in _OPENERS and word not in _GLOBAL_ONLY
    if word == "nat":
        return head.text.startswith("object network") and not {"static", "dynamic"}.isdisjoint(line.words[1:3])
    if word in _CONTINUES.get(first, ()):
        return True
    if first == "interface":
        return _in_interface(line)
    return head.text.startswith("crypto ca certificate chain") and (
        word == "certificate" or _HEX.match(line.text) is not None
    )


def _in_interface(line: Line) -> bool:
    """Return whether an unindented line continues an `interface` block; PIX 6 has global commands of the same words."""
    word, *rest = line.words
    if word == "nameif":
        return len(rest) == 1
    if word == "ip":
        return rest[:1] == ["address"] and (rest[1:2] in (["dhcp"], ["pppoe"]) or "." in "".join(rest[1:2]))
    if word == "no":
        return rest[:1] in (["nameif"], ["security-level"], ["shutdown"]) or rest == ["ip", "address"]
    return word in _PORT_WORDS
