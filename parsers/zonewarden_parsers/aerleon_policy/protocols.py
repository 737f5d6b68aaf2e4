"""Names of protocols and of ICMP types in a policy (IANA's assignments under the names that the policies use)."""

from __future__ import annotations

PROTOCOLS = {
    "hopopt": 0, "icmp": 1, "igmp": 2, "ggp": 3, "ipip": 4, "tcp": 6, "egp": 8, "igp": 9, "udp": 17, "rdp": 27, "dccp": 33, "ipv6": 41,
    "ipv6-route": 43, "fragment": 44, "rsvp": 46, "gre": 47, "esp": 50, "ah": 51, "icmpv6": 58, "ipv6-nonxt": 59, "ipv6-opts": 60,
    "ospf": 89, "pim": 103, "vrrp": 112, "l2tp": 115, "sctp": 132, "udplite": 136,
}  # fmt: skip
_V4 = {
    "echo-reply": 0, "unreachable": 3, "source-quench": 4, "redirect": 5, "alternate-address": 6, "echo-request": 8,
    "router-advertisement": 9, "router-solicitation": 10, "time-exceeded": 11, "parameter-problem": 12, "timestamp-request": 13,
    "timestamp-reply": 14, "information-request": 15, "information-reply": 16, "mask-request": 17, "mask-reply": 18,
    "conversion-error": 31, "mobile-redirect": 32,
}  # fmt: skip
_V6 = {
    "destination-unreachable": 1, "packet-too-big": 2, "time-exceeded": 3, "parameter-problem": 4, "echo-request": 128, "echo-reply": 129,
    "multicast-listener-query": 130, "multicast-listener-report": 131, "multicast-listener-done": 132, "router-solicit": 133,
    "router-advertisement": 134, "neighbor-solicit": 135, "neighbor-advertisement": 136, "redirect-message": 137,
    "router-renumbering": 138, "version-2-multicast-listener-report": 143,
}  # fmt: skip
ICMP_TYPES = {"icmp": _V4, "icmpv6": _V6}
