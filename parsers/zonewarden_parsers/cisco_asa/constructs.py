"""What the parser makes of each construct of ASA, PIX, FWSM, Firepower Threat Defense, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        "extended, standard, IPv6 and old access lists, `line N`, inactive entries",
        "exact",
        "any means both IP versions from 9.0 on",
    ),
    (
        "objects and groups of addresses, services, protocols, ICMP types, nested",
        "exact",
        "undefined and circular ones are atoms",
    ),
    ("FQDN objects, users, security groups, time ranges", "atom", ""),
    ("access groups in, out, global; security levels, same-security traffic", "exact", ""),
    ("Firepower Threat Defense: `advanced` entries with `ifc`", "exact", "asked between these interfaces only"),
    ("Firepower Threat Defense: `trust`, `deny`", "exact", ""),
    (
        "Firepower Threat Defense: `permit` of an L4 or prefilter rule",
        "atom",
        "inspection decides, or a monitor rule goes on",
    ),
    (
        "Firepower Threat Defense: `permit` of an L7 rule",
        "unknown",
        "a rule of unknown action: whether it allows or blocks is not in the text",
    ),
    ("NAT of all generations", "exact", "read; see the translations of a device"),
    ("remote access and site-to-site VPNs, filters, pools, group policies", "exact", ""),
    ("administrative access, AAA, accounts, SNMP, logging, cryptography", "exact", ""),
    ("conduits, outbound lists, filters, EtherType lists, modules, shuns", "unknown", "each a gap"),
    ("inspection, timers, failover, hardware", "irrelevant", ""),
)
