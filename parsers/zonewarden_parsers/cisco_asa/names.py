"""Names that ASA, PIX and FWSM accept for ports, protocols, ICMP types and log levels.

Source: Cisco ASA Series General Operations CLI Configuration Guide, "Addresses, Protocols, and Ports"; the older PIX
and FWSM command references agree but for `kerberos` (750, the port the device writes back) and `sqlnet` (1521).
"""

from __future__ import annotations

PROTOCOLS = {
    "ah": 51, "eigrp": 88, "esp": 50, "gre": 47, "icmp": 1, "icmp6": 58, "igmp": 2, "igrp": 9, "ipinip": 4,
    "ipsec": 50, "nos": 94, "ospf": 89, "pcp": 108, "pim": 103, "pptp": 47, "sctp": 132, "snp": 109, "tcp": 6,
    "udp": 17,
}  # fmt: skip

SHARED_PORTS = {
    "cifs": 3020, "discard": 9, "domain": 53, "echo": 7, "http": 80, "kerberos": 750, "nfs": 2049,
    "pim-auto-rp": 496, "rtsp": 554, "sip": 5060, "sunrpc": 111, "rpc": 111, "tacacs": 49, "talk": 517, "www": 80,
}  # fmt: skip

TCP_PORTS = SHARED_PORTS | {
    "aol": 5190, "bgp": 179, "chargen": 19, "citrix-ica": 1494, "cmd": 514, "ctiqbe": 2748, "daytime": 13,
    "exec": 512, "finger": 79, "ftp": 21, "ftp-data": 20, "gopher": 70, "h323": 1720, "hostname": 101, "https": 443,
    "ident": 113, "imap4": 143, "irc": 194, "klogin": 543, "kshell": 544, "ldap": 389, "ldaps": 636, "login": 513,
    "lotusnotes": 1352, "lpd": 515, "netbios-ssn": 139, "nntp": 119, "pcanywhere-data": 5631, "pop2": 109,
    "pop3": 110, "pptp": 1723, "rsh": 514, "smtp": 25, "sqlnet": 1521, "ssh": 22, "telnet": 23, "uucp": 540,
    "whois": 43,
}  # fmt: skip

UDP_PORTS = SHARED_PORTS | {
    "biff": 512, "bootpc": 68, "bootps": 67, "dnsix": 195, "isakmp": 500, "mobile-ip": 434, "nameserver": 42,
    "netbios-dgm": 138, "netbios-ns": 137, "ntp": 123, "pcanywhere-status": 5632, "radius": 1645,
    "radius-acct": 1646, "rip": 520, "secureid-udp": 5510, "snmp": 161, "snmptrap": 162, "syslog": 514, "tftp": 69,
    "time": 37, "vxlan": 4789, "who": 513, "xdmcp": 177,
}  # fmt: skip

PORTS = UDP_PORTS | TCP_PORTS
"""All port names: no name means one port for TCP and another for UDP."""

ICMP_TYPES = {
    "alternate-address": 6, "conversion-error": 31, "echo": 8, "echo-reply": 0, "information-reply": 16,
    "information-request": 15, "mask-reply": 18, "mask-request": 17, "mobile-redirect": 32, "parameter-problem": 12,
    "redirect": 5, "router-advertisement": 9, "router-solicitation": 10, "source-quench": 4, "time-exceeded": 11,
    "timestamp-reply": 14, "timestamp-request": 13, "traceroute": 30, "unreachable": 3,
}  # fmt: skip

ICMP6_TYPES = {
    "echo": 128, "echo-reply": 129, "membership-query": 130, "membership-reduction": 132, "membership-report": 131,
    "neighbor-advertisement": 136, "neighbor-redirect": 137, "neighbor-solicitation": 135, "packet-too-big": 2,
    "parameter-problem": 4, "router-advertisement": 134, "router-renumbering": 138, "router-solicitation": 133,
    "time-exceeded": 3, "unreachable": 1,
}  # fmt: skip

LOG_LEVELS = (
    "emergencies", "alerts", "critical", "errors", "warnings", "notifications", "informational", "debugging",
)  # fmt: skip

OPERATORS = frozenset({"eq", "neq", "gt", "lt", "range"})


def number(text: str, top: int = 2**32 - 1) -> int | None:
    """Return `text` as a decimal number from 0 to `top`, or None when it is anything else."""
    if not (text.isascii() and text.isdigit() and len(text) <= 10):
        return None
    value = int(text)
    return value if value <= top else None


def protocol(text: str) -> int | None:
    """Return the IP protocol number of a name or a number; None for `ip` (no single number) and for unknown names."""
    return PROTOCOLS[text] if text in PROTOCOLS else number(text, 255)


def port(text: str) -> int | None:
    """Return the port of a name or a number."""
    return PORTS[text] if text in PORTS else number(text, 65535)


def icmp_type(text: str, proto: int) -> int | None:
    """Return the ICMP (1) or ICMPv6 (58) type of a name or a number from 0 to 255."""
    table = ICMP6_TYPES if proto == 58 else ICMP_TYPES
    return table[text] if text in table else number(text, 255)


def log_level(text: str) -> str:
    """Return the level's name for its number or name, or `text` itself (a message list) otherwise."""
    level = number(text, 7)
    return text if level is None else LOG_LEVELS[level]
