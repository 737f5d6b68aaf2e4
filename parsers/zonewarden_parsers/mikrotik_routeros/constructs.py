"""What the reader makes of each construct, for the documentation."""

from __future__ import annotations

CONSTRUCTS: tuple[tuple[str, str, str], ...] = (
    ("add, set, remove, enable, disable; find with =, !=, ~; numbers; place-before", "exact", "replayed in order"),
    ("move, other conditions of find, unset", "unknown", "gap"),
    (":if, :foreach and other statements", "unknown", "gap, unless every command in them is irrelevant"),
    ("filter chains input, forward and own ones; jump, return, passthrough, log", "exact", "the default is accept"),
    ("fasttrack-connection", "atom", "later packets pass by all rules"),
    (
        "address lists; interface lists with include and exclude",
        "exact",
        "atom for names, entries that expire, lists that rules fill",
    ),
    ("connection-state, untracked", "exact", "untracked follows the notrack rules of raw"),
    ("connection-nat-state", "atom", "dstnat can only hold for the targets of destination translation"),
    (
        "protocol, ports, port, icmp-options, tcp-flags, negation",
        "exact",
        "atom for flags that say nothing about opening a session",
    ),
    ("rates, layer 7, marks, times, MAC, IPsec policy, address type", "atom", ""),
    ("raw, bridge filter", "unknown", "gap where they drop"),
    ("mangle", "irrelevant", "gap where it routes by marks"),
    ("dst-nat, netmap, src-nat, masquerade", "exact", "chains see real addresses"),
    ("IPv6 translation, UPnP, proxies, routing rules", "unknown", "gap"),
    ("addresses, DHCP client, VLANs, bridges, VRFs, routes", "exact", ""),
    (
        "services, users, SNMP, logging, NTP, RADIUS",
        "exact",
        "who reaches a service follows from the input chain and its address limit",
    ),
    ("L2TP, PPTP, SSTP, PPPoE, OpenVPN, WireGuard, IPsec", "exact", "clients come in by the interface all-ppp"),
)
"""(construct, exact | atom | unknown | irrelevant, note)."""
