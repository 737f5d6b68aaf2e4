"""What the parser makes of each construct: (construct, exact | atom | unknown | irrelevant, note)."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("braces, `set`, `delete`, `deactivate`, `insert`, `inactive:`, `replace:`", "exact", "also mixed in one file"),
    ("`groups`, `apply-groups`, `apply-groups-except`, wildcards", "exact", "`${node}` takes the groups of all cluster members; inherited policies stand last"),
    ("filter terms that a group brings in", "atom", "asked last, and perhaps first where they decide otherwise than the others"),
    ("`apply-path`", "exact", "after groups are applied"),
    ("logical systems, tenants", "exact", "one device each; routes between them are not followed"),
    ("routing instances", "exact", "interfaces and static routes; route leaking is a gap"),
    ("address books, address sets, ranges, wildcard addresses", "exact", "a DNS name is an atom"),
    ("applications, application sets, `junos-*`", "exact", "RPC programs and UUIDs choose ports at run time: atoms"),
    ("zone, intra-zone and global policies, default policy", "exact", "one forward list; inactive ones are kept and never match"),
    ("`source-address-excluded`, `destination-address-excluded`", "exact", ""),
    ("`scheduler-name`", "atom", "begin and end of all ranges of dates are kept"),
    ("`source-identity`, `dynamic-application`, `url-category`, `dscp`", "atom", ""),
    ("IDP, UTM, application firewall, screens", "irrelevant", "they only drop what a policy permits"),
    ("policies to `junos-host`, host-inbound-traffic, lo0 filters", "exact", "who reaches the services of the device"),
    ("filters inet, inet6, any: addresses, prefix lists, except, ports, protocols, ICMP", "exact", "longest match among prefixes"),
    ("`from interface`", "exact", "an atom with a wildcard, or for a port without unit that has other units than 0"),
    ("`next term`, nested filters, input and output lists, implicit accept and discard", "exact", ""),
    ("`tcp-established`, `tcp-initial`, `tcp-flags`", "exact", "an atom without `protocol tcp`, or where only some segments match"),
    ("`is-fragment`, DSCP, TTL, packet length, MAC, interface groups", "atom", ""),
    ("policers", "irrelevant", "a limit of rate, not of who may speak"),
    ("filters of VLANs, bridges, forwarding tables, families without IP", "atom", "a gap: they may deny"),
    ("filter actions that divert (`routing-instance`, `next-ip`), `services`", "atom", "a gap: either way"),
    ("NAT: source, destination, static", "exact", "policies see the real destination"),
    ("packet mode", "exact", "policies are read and not asked"),
    ("IKE and IPsec, remote access", "exact", "algorithms, peers, how people authenticate"),
    ("routing protocols", "exact", "named; their routes are not in the file"),
)  # fmt: skip
