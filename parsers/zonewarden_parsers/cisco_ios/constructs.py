"""What the parser makes of each construct of IOS and IOS-XE, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        "numbered and named, standard, extended and IPv6 access lists, sequence numbers, removals",
        "exact",
        "non-contiguous wildcard masks up to 4096 ranges, beyond an atom",
    ),
    ("`established`, `match-any`/`match-all` TCP flags", "exact", "an atom where flags other than ACK and RST count"),
    ("object groups of addresses and services, nested", "exact", "an undefined, empty or circular group is an atom"),
    ("fragments, DSCP, TTL, options, time ranges, FQDN and geographic groups, lock-and-key", "atom", ""),
    (
        "reflexive lists (`reflect`, `evaluate`), inspection (`ip inspect`)",
        "exact",
        "they open for answers only; Java, URL and application filters are a gap",
    ),
    (
        "interface bindings in and out, implicit denies, undefined lists",
        "exact",
        "an undefined or empty list permits everything",
    ),
    (
        "zone-based firewall: zones, default zone, pairs, `inspect`/`pass`/`drop`, `class-default`",
        "exact",
        "one forward list; static translation beside it is a gap",
    ),
    (
        "inspection classes: match-any, match-all, nested, `match not`, access groups",
        "exact",
        "an atom past 4096 pieces or 32 levels",
    ),
    (
        "inspection classes: `match protocol`, `ip port-map`",
        "exact",
        "by port; names without fixed ports, user groups and other conditions are atoms",
    ),
    ("zone pairs to `self`", "exact", "narrow the administrative services; pairs from `self` decide nothing"),
    (
        "VLAN access maps",
        "exact",
        "between the VLAN's interface and others; frames within a VLAN are a gap where no interface is there",
    ),
    ("static routes, VRFs, secondary and shared addresses", "exact", ""),
    (
        "NAT static, dynamic, overload",
        "exact",
        "route maps are not evaluated; destination pools and outside translations are a gap",
    ),
    ("crypto maps, IPsec profiles, remote access", "exact", ""),
    ("VTY, HTTP, SNMP with their lists; accounts, AAA, servers, logging", "exact", ""),
    ("policy routing, WCCP, TrustSec, bridging, intrusion prevention, dropping policy maps", "unknown", "each a gap"),
    ("routing protocols", "unknown", "named; their routes are not in the file"),
    ("quality of service, layer 2, voice, hardware, measuring", "irrelevant", ""),
)
