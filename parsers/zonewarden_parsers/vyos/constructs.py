"""What the reader makes of each construct, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("config.boot and set commands, edit, delete", "exact", "both give one tree"),
    ("rule sets (name, ipv6-name), default-action, bound in, out, local", "exact", ""),
    ("base chains forward, input; jump, return, continue", "exact", "RETURN in a base chain passes, as in the kernel"),
    (
        "zone policies: from, default-action, local zone, intra-zone filtering",
        "exact",
        "packets to interfaces outside all zones pass",
    ),
    ("prerouting raw, bridge filtering", "unknown", "gap: they may drop more"),
    ("address, network, port, interface groups, include, negation", "exact", ""),
    ("domain, MAC, remote, dynamic groups; fqdn, geoip", "atom", "members are not in the file"),
    ("EdgeOS ADDRv4_, NETv4_ groups", "exact", "atom where the address is leased"),
    ("protocols, ports, ICMP types, TCP flags", "exact", "atom for flags that say nothing about opening a session"),
    ("session states, state policy", "exact", "invalid is in doubt among packets of begun sessions"),
    ("inbound and outbound interface, groups, wildcards, VRFs", "exact", ""),
    ("time, limit, recent, fragment, ipsec, mark, ttl, length, dscp", "atom", ""),
    (
        "source and destination translation, EdgeOS port-forward",
        "exact",
        "lists see real addresses; automatic rules of port forwards are permits",
    ),
    ("nat66, nat64, cgnat, policy routing, load balancing", "unknown", "gap"),
    ("static routes, VRFs; daemons by name", "exact", ""),
    ("IPsec, L2TP, PPTP, SSTP, OpenConnect, OpenVPN, WireGuard", "exact", "factors, pools, peers, algorithms"),
    (
        "SSH, HTTPS, SNMP, NTP, syslog, users",
        "exact",
        "who reaches a service follows from the lists for packets to the router",
    ),
    ("proxies, UPnP, containers", "unknown", "gap: they may carry traffic"),
)
"""(construct, exact | atom | unknown | irrelevant, note)."""
