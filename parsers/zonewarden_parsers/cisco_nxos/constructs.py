"""What the parser makes of each construct of NX-OS, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    (
        "`ip access-list`, `ipv6 access-list`, prefixes and wildcard masks, sequence numbers",
        "exact",
        "`fragments deny-all`, `permit-all` begin no session",
    ),
    (
        "`object-group ip address`, `ip port`, `ipv6 address`, `addrgroup`, `portgroup`",
        "exact",
        "undefined and empty ones are atoms",
    ),
    ("`established`", "exact", ""),
    ("fragments, DSCP, packet length, TTL, VLAN, HTTP method, time ranges", "atom", ""),
    ("`ip access-group`, `ipv6 traffic-filter` on interfaces", "exact", "an undefined or empty list may do either"),
    ("lists on switch ports, MAC lists, policy routing", "unknown", "each a gap"),
    ("`vlan access-map`, `vlan filter`", "exact", "into and out of the VLAN's interface"),
    (
        "SVIs, subinterfaces, secondary addresses, HSRP, VRRP, `vrf member`",
        "exact",
        "an interface is up unless it says `shutdown`",
    ),
    ("static routes, `vrf context`", "exact", "a route into another table is a gap as well"),
    (
        "`feature` for SSH, Telnet, NX-API, NETCONF, RESTCONF, gRPC; `line vty` access class",
        "exact",
        "SSH is on unless it is off",
    ),
    (
        "users with roles, AAA, TACACS+, RADIUS, SNMP, NTP, logging, CoPP profile",
        "exact",
        "custom CoPP classes are not evaluated",
    ),
    ("routing protocols, overlays", "unknown", "named; their routes are not in the file"),
    ("layer 2, quality of service, hardware, fabric", "irrelevant", ""),
)
