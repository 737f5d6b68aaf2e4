"""What of a rule table the model holds."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("addresses, prefixes, ranges, any; IPv4 and IPv6", "exact", ""),
    ("tcp, udp and sctp ports, icmp types, protocol numbers", "exact", ""),
    ("permit and deny in order, default, disabled rules, logging", "exact", ""),
    ("expires", "exact", "an expired rule still matches, and is reported"),
    ("a cell that cannot be read", "unknown", "its rule may do anything: not assessable"),
    ("columns that are not known", "irrelevant", "named once in a note"),
)
