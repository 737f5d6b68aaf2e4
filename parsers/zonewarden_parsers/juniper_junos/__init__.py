"""Juniper Junos configurations: SRX firewalls, MX, EX and QFX routers and switches; in braces, as `set` commands, or mixed.

Sources: the Junos OS user guides that each module names.
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.juniper_junos.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "juniper-junos"
TITLE: str = "Juniper Junos (SRX, MX, EX, QFX)"

_TOPS = (
    r"(?:system|interfaces|security|firewall|policy-options|routing-options|routing-instances|protocols|applications|snmp"
    r"|groups|chassis|vlans|class-of-service|logical-systems|tenants|version|apply-groups|forwarding-options|access|services)"
)
_SET = re.compile(rf"^[ \t]*(?:set|deactivate)[ \t]+{_TOPS}[ \t]+(?!name |ip |all )\S", re.MULTILINE)
_TELLING = re.compile(
    r"^[ \t]*set[ \t]+(?:security[ \t]+(?:policies|zones|address-book|nat)|firewall[ \t]+(?:family[ \t]+(?:inet6?|any|ethernet-switching)[ \t]+)?filter"
    r"|system[ \t]+host-name|interfaces[ \t]+\S+[ \t]+unit|policy-options|routing-options|applications[ \t]+application)\b",
    re.MULTILINE,
)
_BRACES = re.compile(
    rf"^(?:inactive:[ \t]+|replace:[ \t]+)?{_TOPS}[ \t]*(?:\{{|[ \t]\S+;)|^[ \t]+host-name[ \t]+\S+;$|^[ \t]*(?:replace:[ \t]+)?(?:family inet6?|filter|from-zone \S+ to-zone) ?\S* \{{",
    re.MULTILINE,
)
_STOP = re.compile(
    r"^\s*(?:config firewall|edit \d+|config vdom|firewall \{\s*\n\s+(?:all-ping|name |ipv4-name|group \{)|set deviceconfig|set vsys |set address \S+ ip-netmask)",
    re.MULTILINE,
)
_SCORED = 200_000


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    head = text[:_SCORED]
    if _STOP.search(head):
        return 0
    if "JUNIPER CONFIG" in head or "RANCID-CONTENT-TYPE: juniper" in head[:2000]:
        return 100
    flat = len({m.group().split()[1] for m in _SET.finditer(head)})
    if _TELLING.search(head):
        return min(95, 70 + 5 * flat)
    braces = len({m.group().split()[0] for m in _BRACES.finditer(head)})
    return min(95, max(40 * (flat > 0), 45 * (braces > 0)) + 10 * (flat + braces)) if flat or braces else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration: one device, and one more for each logical system and tenant."""
    from zonewarden_parsers.juniper_junos.parser import parse as whole

    return whole(text, path)
