"""Cisco IOS-XR running configurations."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cisco_ios.signs import Signs, weigh
from zonewarden_parsers.cisco_iosxr.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "cisco-iosxr"
TITLE: str = "Cisco IOS-XR"

_SIGNS = Signs(
    (
        (r"^!! IOS XR ", 80),
        (r"^ipv4 access-list \S", 45),
        (r"^ +ipv4 address \d", 45),
        (r"^ +ipv[46] access-group .*\b(ingress|egress)", 45),
        (r"^object-group (network ipv[46]|port) \S", 45),
        (r"^interface (preconfigure )?(MgmtEth|Bundle-Ether|TenGigE|HundredGigE|GigabitEthernet\d+/\d+/\d+/\d+)", 25),
        (r"^router static *$", 30),
        (r"^(route-policy|prefix-set|taskgroup|usergroup|vty-pool) \S", 25),
        (r"^ +management-plane *$", 30),
        (r"^line (default|template)\b", 25),
        (r"^ssh server (v2|vrf)", 20),
        (r"^telnet (vrf \S+ )?ipv[46] server ", 25),
        (r"^ +address-family ipv[46] unicast *$", 10),
    )
)
_OTHERS = re.compile(
    r"^(ASA Version|: Saved|ip access-list \S|feature [a-z]|boot-start-marker|service timestamps log|version 1[0-9]\.[0-9]+ *$"
    r"|line vty \d|management api|vrf instance|set (?:version|system|interfaces) |config system)",
    re.MULTILINE,
)


def score(text: str) -> int:
    """Return how sure it is that `text` is an IOS-XR configuration, 0 to 100; reads the first 200,000 characters."""
    return weigh(text, _SIGNS, _OTHERS)


def parse(text: str, path: str) -> Parsed:
    """Parse one running configuration (Cisco IOS XR IP Addresses and Services, System Security Configuration Guides)."""
    from zonewarden_parsers.cisco_ios.device import finish
    from zonewarden_parsers.cisco_ios.reader import read
    from zonewarden_parsers.cisco_iosxr.commands import IOSXR

    draft = read(text, path, IOSXR)
    device = finish(draft, PLATFORM, IOSXR)
    return Parsed(path, PLATFORM, (device,), device.diagnostics, device.coverage)
