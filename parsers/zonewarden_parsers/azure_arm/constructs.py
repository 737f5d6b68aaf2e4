"""What of Azure resources the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        "network security groups: rules inside and as resources of their own",
        "exact",
        "by priority, the default rules at the end",
    ),
    ("prefixes, port ranges, protocols", "exact", "IPv4 and IPv6"),
    ("members of a group", "atom", "any address"),
    (
        "service tags, application security groups",
        "atom",
        "any address: `VirtualNetwork` grows with peerings and routes, so deny at the end what the default rules would let in",
    ),
    ("template expressions as values", "atom", "any value; a denial that hangs on one denies nothing"),
    ("conditions, copy loops, linked templates", "unknown", "flows are not assessable"),
    ("other filters: Azure Firewall, security admin rules", "unknown", "flows are not assessable"),
    ("other resources", "irrelevant", "they permit and deny no packet"),
)
