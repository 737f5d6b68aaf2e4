"""MikroTik RouterOS: `/export` files of RouterOS 6 and 7, and scripts of the same commands.

Sources: MikroTik documentation (*Firewall*, *Filter*, *NAT*, *Address lists*, *Interface lists*, *Services*, *Scripting*).
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.mikrotik_routeros.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "mikrotik-routeros"
TITLE: str = "MikroTik RouterOS"

_HEADER = re.compile(r"^# .*by RouterOS \d", re.MULTILINE)
_PATHS = re.compile(
    r"^/(?:interface|ip|ipv6|system|routing|user|snmp|ppp|tool|queue|certificate|radius)[ /](?:[a-z0-9-]+)(?:[ /][a-z0-9-]+)*(?: |$)",
    re.MULTILINE,
)
_SCRIPT = re.compile(r"^:(?:global|local|if|foreach|set)\b|\[/(?:system|interface|ip)[/ ]", re.MULTILINE)
_SCORED = 200_000


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    head = text[:_SCORED]
    if _HEADER.search(head):
        return 100
    paths = {found.group().strip() for found in _PATHS.finditer(head)}
    if paths:
        return min(95, 60 + 10 * len(paths))
    return 50 if len(_SCRIPT.findall(head)) > 2 else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one script into one device."""
    from zonewarden_parsers.mikrotik_routeros import device

    return device.parse(text, path, PLATFORM)
