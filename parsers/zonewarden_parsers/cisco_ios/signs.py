"""How sure a Cisco parser is that a text is its own: signs that speak for it, and those of other systems."""

from __future__ import annotations

import re

_READ = 200_000
_FOREIGN = re.compile(
    r"^(?: *sysname \S| *acl (?:number|name|advanced|basic) |user-interface (?:vty|con)|! ?Version (?:ArubaOS|\d+\.\d+\.\d+\.\d+)| +apply access-list "
    r"|access-list ip \S+ *$|ver 0\d\.\d|interface (?:ve \d|breakout |ethernet\d+/\d+/\d)"
    r"|rbridge-id \d|; J\d+\w Configuration Editor|config-file-header *$|#TMSH-VERSION|management api |! device: .*EOS|transceiver qsfp"
    r"|service routing protocols |   ip address \d+\.\d+\.\d+\.\d+/\d)",
    re.MULTILINE,
)
"""What systems write that look like these and are others: Huawei, H3C, ArubaOS, Dell, Ruckus, Brocade, ProCurve, Small Business, Arista."""


class Signs:
    """Patterns at the beginning of lines, each with the weight that one hit has."""

    def __init__(self, weighted: tuple[tuple[str, int], ...]) -> None:
        """Compile the patterns."""
        self.weighted = tuple((re.compile(pattern, re.MULTILINE), weight) for pattern, weight in weighted)


def weigh(text: str, signs: Signs, others: re.Pattern[str]) -> int:
    """Return 0 to 100: the weight of all signs that occur, less 40 for each different sign of a related system; 0 for a foreign one."""
    head = text[:_READ]
    if _FOREIGN.search(head):
        return 0
    found = sum(weight for pattern, weight in signs.weighted if pattern.search(head))
    against = len({m[0].strip().split(" ")[0] for m in others.finditer(head)})
    return max(0, min(100, found) - 40 * against)
