"""What the reader makes of each construct of a `config.xml`, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("filter rules of interfaces", "exact", "first match where `quick`, else last match"),
    ("floating rules", "exact", "before groups and interfaces; `quick` as stated; directions in, out, any"),
    ("interface group rules", "exact", "after floating rules, before those of interfaces"),
    (
        "OPNsense present rules (Firewall/Filter/rules)",
        "exact",
        "by priority and sequence, before older rules of the same kind",
    ),
    ("pass, block, reject, match", "exact", "match passes and drops nothing"),
    ("IPv4, IPv6, both; protocol; ICMP types; port ranges", "exact", ""),
    (
        "source and destination: any, network, interface network and address, this firewall, not",
        "exact",
        "atom where the address is leased",
    ),
    ("host, network, port aliases, nested", "exact", ""),
    ("aliases: FQDN, URL, URL table, GeoIP, MAC, ASN, users, dynamic hosts", "atom", "members are not in the file"),
    ("block private networks", "exact", ""),
    ("block bogon networks", "atom", "the list is fetched at run time"),
    ("missing `ipv6allow`", "exact", "pfSense drops all IPv6; atom on OPNsense, whose releases differ"),
    ("default deny in, default pass out, anti-lockout rule, ICMPv6 that is always passed", "exact", "built in"),
    ("disabled packet filter", "exact", "everything is passed"),
    ("schedules", "atom", "they recur, none ends"),
    ("TCP flags, OS fingerprint, tag match, DSCP, VLAN priority", "atom", ""),
    ("state type, limits of states and connections", "irrelevant", "they permit nothing more"),
    ("policy routing (gateway of a rule)", "unknown", "gap at the rule's interfaces"),
    (
        "port forwards, 1:1, outbound translation",
        "exact",
        "lists see real addresses; `pass` association bypasses the rules",
    ),
    ("IPv6 prefix translation, bridges, GIF and GRE tunnels", "unknown", "gap"),
    ("proxies, relays, load balancers, overlay networks", "unknown", "gap while switched on: they may carry traffic"),
    ("captive portal, traffic shaping, IDS", "irrelevant", "they pass nothing more"),
    ("OpenVPN, IPsec, WireGuard, L2TP, PPTP, PPPoE servers and clients", "exact", "factors, pools, peers, algorithms"),
    (
        "users, authentication servers, web interface, SSH, SNMP, syslog, NTP",
        "exact",
        "who reaches a service follows from the rules",
    ),
)
"""(construct, exact | atom | unknown | irrelevant, note)."""
