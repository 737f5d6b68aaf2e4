"""What of a Check Point policy the model holds exactly, what only as a condition, and what not."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("hosts, networks, ranges, wildcards, multicast ranges, groups", "exact", "nested, IPv4 and IPv6"),
    ("groups with exclusion, negated columns", "exact", "under and over sets where a member is a condition"),
    ("gateways and clusters as objects", "exact", "the addresses that the export shows"),
    ("TCP, UDP, SCTP, ICMP, ICMPv6 and other services, groups of them", "exact", "port ranges, source ports"),
    ("ordered layers of a package", "exact", "each must accept"),
    ("inline layers", "exact", "called by their rule, with their own cleanup rule"),
    ("sections, disabled rules, tracking", "exact", ""),
    ("paged rulebases", "exact", "missing pages may do anything: not assessable"),
    ("static NAT, manual and automatic", "exact", "one host for one host; networks and ports only possible"),
    ("hide NAT", "exact", "read; changes no destination"),
    (
        "dynamic, updatable and data centre objects, domains, access roles, zones",
        "atom",
        "addresses are not in the export",
    ),
    ("applications, categories, RPC and DCE-RPC, protocol signatures, content", "atom", "ports alone do not tell"),
    ("INSPECT expressions of other services", "atom", "over its protocol"),
    ("time, VPN column, install-on single gateways, ask, inform, user authentication", "atom", ""),
    ("objects that the export does not hold", "atom", "unresolved reference"),
    (
        "implied rules, gateway settings, threat prevention, HTTPS inspection",
        "unknown",
        "not in the API's answers about access",
    ),
)
