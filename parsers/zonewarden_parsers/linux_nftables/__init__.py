"""Linux nftables: `nft list ruleset`, scripts for `nft -f`, and `nft -j list ruleset`."""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.linux_nftables.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "linux-nftables"
TITLE: str = "Linux nftables"

_SCORED = 200_000
_JSON = re.compile(r"\s*\{\s*\"nftables\"\s*:")
_SIGNS = tuple(
    (re.compile(pattern, re.MULTILINE), weight)
    for pattern, weight in (
        (r"^#!.*\bnft\b", 60),
        (r"^\s*(?:add\s+)?table\s+(?:(?:ip|ip6|inet|arp|bridge|netdev)\s+)?[\w.-]+\s*\{", 60),
        (r"\btype\s+(?:filter|nat|route)\s+hook\s+\w+", 50),
        (r"^\s*chain\s+[\w.-]+\s*\{", 20),
        (r"^\s*(?:nft\s+)?(?:add|insert|create)\s+(?:table|chain|rule|set|map|element)\s", 40),
        (r"^\s*flush ruleset", 30),
        (r"^\s*table\s+(?:ip|ip6|inet|arp|bridge|netdev)\s+[\w.-]+\s*$", 30),
        (r"^\s*nft\s+\S", 20),
        (r"^\s*(?:ip6?|tcp|udp|ct|meta|iifname|oifname)\s.*\b(?:accept|drop|reject)\s*$", 20),
    )
)


def score(text: str) -> int:
    """Return how sure it is that `text` is an nftables rule set, 0 to 100; reads the first 200,000 characters."""
    if _JSON.match(text):
        return 100
    head = text[:_SCORED]
    return min(100, sum(weight for pattern, weight in _SIGNS if pattern.search(head)))


def parse(text: str, path: str) -> Parsed:
    """Parse a rule set of one machine (nft(8), libnftables-json(5)); one device."""
    from dataclasses import replace

    from zonewarden_parsers.linux_nftables.device import build
    from zonewarden_parsers.linux_nftables.draft import account
    from zonewarden_parsers.linux_nftables.json_reader import read_ruleset
    from zonewarden_parsers.linux_nftables.reader import read
    from zonewarden_parsers.model import LineState

    draft, paper = read_ruleset(text, path) if _JSON.match(text) else read(text, path)
    account(draft, paper)
    device, unread = build(draft, PLATFORM, paper.coverage())
    for line in unread:
        paper.worsen(line, LineState.UNKNOWN)
    coverage = paper.coverage()
    return Parsed(path, PLATFORM, (replace(device, coverage=coverage),), device.diagnostics, coverage)
