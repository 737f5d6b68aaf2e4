"""Cisco ASA, PIX and FWSM configurations (`show running-config`, or the scripts that make one).

Sources: Cisco ASA Series Command Reference and CLI Configuration Guides 9.x; PIX Firewall Command Reference 6.3; FWSM
Command Reference 2.3 and 4.1.
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cisco_asa.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "cisco-asa"
TITLE: str = "Cisco ASA, PIX, FWSM, Firepower Threat Defense"

_HEADER = re.compile(r"^(?:ASA|PIX|FWSM|NGFW) V(?:ersion|ERSION) \S", re.MULTILINE)
_SIGNS = re.compile(
    r"^ *(?:nameif \S|security-level \d|access-list [A-Za-z]\S* (?:line \d+ )?(?:extended|advanced|permit|deny|standard) "
    r"|access-group \S+ (?:in|out|global)\b|object network \S|same-security-traffic |fixup protocol |tunnel-group \S"
    r"|static \(|global \(|nat \(|route (?!-)\S+ [\d.]+ [\d.]+ [\d.]+|group-policy \S)",
    re.MULTILINE,
)
_SCORED = 200_000


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    head = text[:_SCORED]
    if _HEADER.search(head):
        return 100
    signs = {found.group().split()[0] for found in _SIGNS.finditer(head)}
    return min(90, 40 + 15 * len(signs)) if signs else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration into one device (a context's own file is one device with `context`)."""
    from zonewarden_parsers.cisco_asa.parser import parse as whole

    return whole(text, path)
