"""What the parser makes of each construct of IOS-XR, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("`ipv4 access-list`, `ipv6 access-list`, entries by source alone, sequence numbers", "exact", ""),
    (
        "`object-group network`, `object-group port`, nested, `net-group`, `port-group`",
        "exact",
        "undefined, empty and circular ones are atoms",
    ),
    ("fragment types, packet length, TTL, DSCP, `nexthop1` forwarding", "atom", ""),
    ("`ipv4|ipv6 access-group NAME ingress|egress`", "exact", "an undefined or empty list may do either"),
    ("`access-group common`, policies of type PBR", "unknown", "a gap on the interface"),
    (
        "interfaces, subinterfaces, VRFs, HSRP, VRRP",
        "exact",
        "management ports forward only with `rp mgmtethernet forwarding`",
    ),
    ("`router static`", "exact", "a route into another table is a gap as well"),
    (
        "SSH, Telnet, HTTP, TFTP, NETCONF, XML, gRPC servers with lists and tables; `vty-pool`, `line` access classes",
        "exact",
        "",
    ),
    (
        "management plane protection, in-band and out-of-band, peers",
        "exact",
        "a protocol that it does not name stays open",
    ),
    ("users with groups, AAA, TACACS+, RADIUS, SNMP, NTP, logging", "exact", ""),
    ("routing protocols", "unknown", "named; their routes are not in the file"),
    ("route policies, MPLS, layer 2 VPN, quality of service, telemetry", "irrelevant", ""),
)
