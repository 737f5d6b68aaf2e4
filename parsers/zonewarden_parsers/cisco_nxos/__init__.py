"""Cisco NX-OS running configurations (Nexus)."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cisco_ios.signs import Signs, weigh
from zonewarden_parsers.cisco_nxos.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "cisco-nxos"
TITLE: str = "Cisco NX-OS"

_SIGNS = Signs(
    (
        (r"^feature [a-z]", 45),
        (r"^vdc \S+ id \d", 45),
        (r"^version \d+\.\d+\(\d", 45),
        (r"^boot (nxos|kickstart|poap) ", 45),
        (r"^!RANCID-CONTENT-TYPE: cisco-nx", 60),
        (r"^vrf context \S", 45),
        (r"^ +vrf member \S", 40),
        (r"^object-group (ip|ipv6) (address|port) \S", 45),
        (r"^ +(\d+ )?(permit|deny) .*\b(addrgroup|portgroup) ", 45),
        (r"^ +statistics per-entry", 30),
        (r"^ip access-list (?!(standard|extended|logging|log-update|resequence|cache|match-local-traffic|persistent)\b)\S+ *$", 25),
        (r"^ip route \d+\.\d+\.\d+\.\d+/\d+ ", 10),
        (r"^ +ip address \d+\.\d+\.\d+\.\d+/\d+", 10),
        (r"^interface (Ethernet\d+/\d+|port-channel\d+|mgmt0|loopback\d+|Vlan\d+)", 10),
        (r"^(no )?system default switchport", 40),
        (r"^(copp profile|rmon event \d|role name|fabric forwarding|cfs |no password strength-check|ntp distribute)", 30),
        (r"^ +rule \d+ (permit|deny) (command|read|read-write)", 30),
        (r"^username \S+ password 5 \S+ +role ", 30),
    )
)  # fmt: skip
_OTHERS = re.compile(
    r"^(ASA Version|: Saved|ip access-list (?:standard|extended) \S|boot-start-marker|service timestamps|version 1[0-9]\.[0-9]+ *$"
    r"|line (?:con|vty) \d|!! IOS XR|ipv4 access-list|management api|vrf instance|! device: |daemon |set (?:version|system|interfaces) |config system"
    r"|interface Ethernet\d+ *$|transceiver qsfp|service routing protocols|router static$)",
    re.MULTILINE,
)


def score(text: str) -> int:
    """Return how sure it is that `text` is an NX-OS configuration, 0 to 100; reads the first 200,000 characters."""
    return weigh(text, _SIGNS, _OTHERS)


def parse(text: str, path: str) -> Parsed:
    """Parse one running configuration (Cisco Nexus 9000 Series NX-OS Security Configuration Guide and companions)."""
    from zonewarden_parsers.cisco_ios.device import finish
    from zonewarden_parsers.cisco_ios.reader import read
    from zonewarden_parsers.cisco_nxos.commands import NXOS
    from zonewarden_parsers.cisco_nxos.features import finish_features

    draft = read(text, path, NXOS)
    finish_features(draft)
    device = finish(draft, PLATFORM, NXOS)
    return Parsed(path, PLATFORM, (device,), device.diagnostics, device.coverage)
