"""Cisco IOS and IOS-XE running configurations."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cisco_ios.constructs import CONSTRUCTS
from zonewarden_parsers.cisco_ios.signs import Signs, weigh

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "cisco-ios"
TITLE: str = "Cisco IOS and IOS-XE"

_SIGNS = Signs(
    (
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
        (r"^(zone-pair security|class-map type inspect|ip inspect name) ", 30),
    )
)
_OTHERS = re.compile(
    r"^(ASA Version|: Saved|PIX Version|NGFW Version| *nameif |access-list \S+ (?:extended|standard|remark|advanced) |access-group \S+ (?:in|out|global)"
    r"|feature [a-z]|vdc \S+ id|vrf context | +vrf member |!! IOS XR|!Command: show|set (?:version|system|interfaces) |config system|#config-version"
    r"|ipv4 access-list | +ip(?:v4)? address \d+\.\d+\.\d+\.\d+/\d|router static *$|vrf instance |management api |! device: |! Command: show|daemon |transceiver qsfp|service routing protocols"
    r"|!RANCID-CONTENT-TYPE: (?:arista|cisco-nx|cisco-xr))",
    re.MULTILINE,
)


def score(text: str) -> int:
    """Return how sure it is that `text` is an IOS configuration, 0 to 100; reads the first 200,000 characters."""
    return weigh(text, _SIGNS, _OTHERS)


def parse(text: str, path: str) -> Parsed:
    """Parse one running configuration (Cisco IOS Security Command Reference and its companions); one device."""
    from zonewarden_parsers.cisco_ios.commands import IOS
    from zonewarden_parsers.cisco_ios.device import finish
    from zonewarden_parsers.cisco_ios.reader import read

    draft = read(text, path, IOS)
    device = finish(draft, PLATFORM, IOS)
    return Parsed(path, PLATFORM, (device,), device.diagnostics, device.coverage)
