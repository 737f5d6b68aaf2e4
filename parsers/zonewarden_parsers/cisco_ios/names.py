"""The words IOS uses for protocols, ports, ICMP messages and TCP flags.

Source: Cisco IOS Security Command Reference, `permit (IP)`, `permit (IPv6)` and `access-list (IP extended)`.
"""

from __future__ import annotations

PROTOCOLS = {
    "ahp": 51, "egp": 8, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 1, "igmp": 2, "igrp": 9, "ipinip": 4, "ipv6": 41,
    "nos": 94, "ospf": 89, "pcp": 108, "pim": 103, "rsvp": 46, "sctp": 132, "tcp": 6, "udp": 17, "vrrp": 112,
}  # fmt: skip
"""IPv4 lists. `ip` is every protocol. `ipinip` is RFC 2003 (4), `nos` is KA9Q NOS (94)."""

PROTOCOLS6 = {
    "ahp": 51, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 58, "icmpv6": 58, "ipinip": 4, "ospf": 89, "pcp": 108, "pim": 103,
    "sctp": 132, "tcp": 6, "udp": 17, "vrrp": 112,
}  # fmt: skip
"""IPv6 lists. `ipv6` is every protocol. `icmpv6` is how IOS-XR says it."""

TCP_PORTS = {
    "bgp": 179, "chargen": 19, "cmd": 514, "connectedapps-plain": 15001, "connectedapps-tls": 15002, "daytime": 13,
    "discard": 9, "domain": 53, "drip": 3949, "echo": 7, "exec": 512, "finger": 79, "ftp": 21, "ftp-data": 20,
    "gopher": 70, "hostname": 101, "https": 443, "ident": 113, "irc": 194, "klogin": 543, "kshell": 544, "ldp": 646,
    "login": 513, "lpd": 515, "msrpc": 135, "nntp": 119, "onep-plain": 15001, "onep-tls": 15002, "pim-auto-rp": 496,
    "pop2": 109, "pop3": 110, "smtp": 25, "ssh": 22, "sunrpc": 111, "syslog": 514, "tacacs": 49, "tacacs-ds": 65,
    "talk": 517, "telnet": 23, "time": 37, "uucp": 540, "whois": 43, "www": 80, "http": 80,
}  # fmt: skip
"""`https`, `ssh`, `http` and `ldp` are words of other Cisco systems with one meaning each."""

UDP_PORTS = {
    "biff": 512, "bootpc": 68, "bootps": 67, "discard": 9, "dnsix": 195, "domain": 53, "echo": 7, "isakmp": 500,
    "mobile-ip": 434, "nameserver": 42, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ss": 139,
    "non500-isakmp": 4500, "ntp": 123, "pim-auto-rp": 496, "rip": 520, "ripv6": 521, "snmp": 161, "snmptrap": 162,
    "sunrpc": 111, "syslog": 514, "tacacs": 49, "tacacs-ds": 65, "talk": 517, "tftp": 69, "time": 37, "who": 513,
    "xdmcp": 177,
}  # fmt: skip

PORT_WORDS = frozenset(TCP_PORTS) | frozenset(UDP_PORTS)
PORT_OPERATORS = frozenset({"eq", "neq", "gt", "lt", "range"})

ICMP: dict[str, tuple[int, int | None]] = {
    "administratively-prohibited": (3, 13), "alternate-address": (6, None), "conversion-error": (31, None),
    "dod-host-prohibited": (3, 10), "dod-net-prohibited": (3, 9), "echo": (8, None), "echo-reply": (0, None),
    "general-parameter-problem": (12, 0), "host-isolated": (3, 8), "host-precedence-unreachable": (3, 14),
    "host-redirect": (5, 1), "host-tos-redirect": (5, 3), "host-tos-unreachable": (3, 12), "host-unknown": (3, 7),
    "host-unreachable": (3, 1), "information-reply": (16, None), "information-request": (15, None),
    "mask-reply": (18, None), "mask-request": (17, None), "mobile-redirect": (32, None), "net-redirect": (5, 0),
    "net-tos-redirect": (5, 2), "net-tos-unreachable": (3, 11), "net-unreachable": (3, 0), "network-unknown": (3, 6),
    "no-room-for-option": (12, 2), "option-missing": (12, 1), "packet-too-big": (3, 4),
    "parameter-problem": (12, None), "port-unreachable": (3, 3), "precedence-unreachable": (3, 15),
    "protocol-unreachable": (3, 2), "reassembly-timeout": (11, 1), "redirect": (5, None),
    "router-advertisement": (9, None), "router-solicitation": (10, None), "source-quench": (4, None),
    "source-route-failed": (3, 5), "time-exceeded": (11, None), "timestamp-reply": (14, None),
    "timestamp-request": (13, None), "traceroute": (30, None), "ttl-exceeded": (11, 0), "unreachable": (3, None),
}  # fmt: skip
"""ICMP message words: (type, code), code None for all codes."""

ICMP6: dict[str, tuple[int, int | None]] = {
    "address-unreachable": (1, 3), "beyond-scope": (1, 2), "destination-unreachable": (1, 3), "dhaad-reply": (145, None),
    "dhaad-request": (144, None), "echo": (128, None), "echo-reply": (129, None), "echo-request": (128, None), "header": (4, 0),
    "hop-limit": (3, 0), "mld-query": (130, None), "mld-reduction": (132, None), "mld-report": (131, None),
    "mldv2": (143, None), "mpd-advertisement": (147, None), "mpd-solicitation": (146, None), "nd-na": (136, None),
    "nd-ns": (135, None), "neighbor-redirect": (137, None), "next-header": (4, 1), "no-admin": (1, 1), "no-route": (1, 0), "packet-too-big": (2, None),
    "parameter-option": (4, 2), "parameter-problem": (4, None), "port-unreachable": (1, 4),
    "reassembly-timeout": (3, 1), "redirect": (137, None), "renum-command": (138, 0), "renum-result": (138, 1),
    "renum-seq-number": (138, 255), "router-advertisement": (134, None), "router-renumbering": (138, None),
    "router-solicitation": (133, None), "time-exceeded": (3, None), "unreachable": (1, None),
}  # fmt: skip

IGMP = frozenset({"dvmrp", "host-query", "host-report", "pim", "query", "report", "trace", "v2-leave", "v2-report", "v3-report", "mtrace", "mtrace-response"})  # fmt: skip

TCP_FLAGS = frozenset({"ack", "fin", "psh", "rst", "syn", "urg"})


def protocol_number(word: str, family: int) -> int | None:
    """Return the IP protocol number of `word`, a name or 0-255, or None."""
    named = (PROTOCOLS if family == 4 else PROTOCOLS6).get(word)
    if named is not None:
        return named
    return int(word) if word.isascii() and word.isdigit() and len(word) < 4 and int(word) < 256 else None


def port_number(word: str, protocol: int) -> int | None:
    """Return the port that `word` names for TCP (6), UDP (17) or another protocol (numbers only), or None.

    A word that only the other transport has is accepted where one number is meant, as IOS does for `tcp-udp` groups.
    """
    if word.isascii() and word.isdigit():
        return int(word) if len(word) < 6 and int(word) < 65536 else None
    table, other = (UDP_PORTS, TCP_PORTS) if protocol == 17 else (TCP_PORTS, UDP_PORTS)
    return table.get(word, other.get(word))
