"""Cisco IOS and IOS-XE running configurations."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cisco_ios.commands import IOS
from zonewarden_parsers.cisco_ios.device import finish
from zonewarden_parsers.cisco_ios.reader import read

PLATFORM: str = "cisco-ios"
TITLE: str = "Cisco IOS and IOS-XE"

_SCORED = 200_000
_SIGNS = tuple(
    (re.compile(pattern, re.MULTILINE), weight)
    for pattern, weight in (
        (r"^version 1[0-9]\.[0-9]+ *$", 40),
        (r"^ip access-list (standard|extended) ", 30),
        (r"^access-list \d+ (permit|deny|remark|dynamic) ", 30),
        (r"^ +ip access-group \S+ (in|out)", 30),
        (r"^line (con|vty) \d", 30),
        (r"^service timestamps ", 20),
        (r"^interface (FastEthernet|GigabitEthernet|Ethernet|Serial|Vlan|Loopback|TenGigabitEthernet)\d", 20),
        (r"^ +ip address \d+\.\d+\.\d+\.\d+ \d+\.\d+\.\d+\.\d+", 20),
        (r"^ipv6 access-list ", 15),
        (r"^ip route \d+\.\d+\.\d+\.\d+ \d+\.\d+\.\d+\.\d+ ", 15),
        (r"^boot-start-marker", 20),
        (r"^hostname \S", 5),
        (r"^ipv6 access-list \S+\n +(permit|deny|sequence)", 10),
    )
)
_OTHERS = re.compile(
    r"^(ASA Version|: Saved|PIX Version|NGFW Version| *nameif |access-list \S+ (extended|standard|remark) |access-group \S+ (in|out|global)"
    r"|feature \S+|vdc \S+ id|!! IOS XR|!Command: show|set (version|system|interfaces) |config system|#config-version)",
    re.MULTILINE,
)


def score(text: str) -> int:
    """Return how sure it is that `text` is an IOS configuration, 0 to 100; reads the first 200,000 characters."""
    head = text[:_SCORED]
    found = sum(weight for pattern, weight in _SIGNS if pattern.search(head))
    others = len({m[1].split(" ")[0] for m in _OTHERS.finditer(head)})
    return max(0, min(100, found) - 40 * others)


def parse(text: str, path: str) -> Parsed:
    """Parse one running configuration (Cisco IOS Security Command Reference and its companions); one device."""
    draft = read(text, path, IOS)
    device = finish(draft, PLATFORM, IOS)
    return Parsed(path, PLATFORM, (device,), device.diagnostics, device.coverage)
