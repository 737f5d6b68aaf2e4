"""FortiGate configurations (FortiOS 5.0 to 7.6): backups, `show` output, and scripts of the same commands.

Sources: FortiOS CLI Reference and Administration Guide; Fortinet technical tips named where they decide a reading. The parser
plays the commands into a tree (`words`, `replay`, `tree`), reads the tree of each virtual domain (`contexts`, `device`), and
accounts for every line from what the readers took of it (`ledger`).
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.fortinet_fortios.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "fortinet-fortios"
TITLE: str = "Fortinet FortiOS (FortiGate)"

_HEADER = re.compile(r"^#config-version=[A-Z0-9]+-(\d+\.\d+\.?\d*)", re.MULTILINE)
_SIGNS = re.compile(
    r"^\s*config (?:system (?:global|interface|admin|zone|settings)|firewall (?:policy6?|address6?|addrgrp6?|service \S+|vip|local-in-policy6?)"
    r"|router (?:static6?|bgp|ospf)|vpn (?:ssl|ipsec) \S+|user (?:local|group)|log \S+ setting|vdom|global)\s*$",
    re.MULTILINE,
)
_ANY_OBJECT = re.compile(r"^\s*config \S.*\n\s*(?:set|edit) \S", re.MULTILINE)
_SCORED = 200_000


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    head = text[:_SCORED]
    if _HEADER.search(head):
        return 100
    signs = set(_SIGNS.findall(head))
    if signs:
        return min(95, 70 + 10 * len(signs))
    return 40 if _ANY_OBJECT.search(head) else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration into one device for each virtual domain."""
    from zonewarden_parsers.fortinet_fortios.parser import parse as whole

    return whole(text, path)
