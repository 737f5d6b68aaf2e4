"""Names of protocols, ports and ICMP types as Junos knows them.

Junos Routing Policies, Firewall Filters, and Traffic Policers User Guide, *Firewall filter match conditions for IPv4 traffic* and
*... for IPv6 traffic*.
"""

from __future__ import annotations

from zonewarden_parsers.model.region import Span, Spans, normalise

PROTOCOLS = {
    "icmp": 1, "igmp": 2, "ipip": 4, "tcp": 6, "egp": 8, "udp": 17, "dccp": 33, "ipv6": 41, "rsvp": 46, "gre": 47, "esp": 50,
    "ah": 51, "icmp6": 58, "icmpv6": 58, "no-next-header": 59, "dstopts": 60, "ospf": 89, "pim": 103, "vrrp": 112,
    "l2tp": 115, "sctp": 132, "fragment": 44, "hop-by-hop": 0, "routing": 43,
}  # fmt: skip

PORTS = {
    "afs": 1483, "bgp": 179, "biff": 512, "bootpc": 68, "bootps": 67, "cmd": 514, "cvspserver": 2401, "dhcp": 67,
    "domain": 53, "eklogin": 2105, "ekshell": 2106, "exec": 512, "finger": 79, "ftp": 21, "ftp-data": 20, "http": 80,
    "https": 443, "ident": 113, "imap": 143, "kerberos-sec": 88, "klogin": 543, "kpasswd": 761, "krb-prop": 754,
    "krbupdate": 760, "kshell": 544, "ldap": 389, "ldp": 646, "login": 513, "mobileip-agent": 434, "mobilip-mn": 435,
    "msdp": 639, "netbios-dgm": 138, "netbios-ns": 137, "netbios-ssn": 139, "nfsd": 2049, "nntp": 119, "ntalk": 518,
    "ntp": 123, "pop3": 110, "pptp": 1723, "printer": 515, "radacct": 1813, "radius": 1812, "rip": 520, "rkinit": 2108,
    "smtp": 25, "snmp": 161, "snmptrap": 162, "snpp": 444, "socks": 1080, "ssh": 22, "sunrpc": 111, "syslog": 514,
    "tacacs": 49, "tacacs-ds": 65, "talk": 517, "telnet": 23, "tftp": 69, "timed": 525, "who": 513, "xdmcp": 177,
    "zephyr-clt": 2103, "zephyr-hm": 2104,
}  # fmt: skip

ICMP_TYPES = {
    "echo-reply": 0, "unreachable": 3, "destination-unreachable": 3, "source-quench": 4, "redirect": 5, "echo-request": 8, "router-advertisement": 9,
    "router-solicit": 10, "time-exceeded": 11, "parameter-problem": 12, "timestamp": 13, "timestamp-reply": 14,
    "info-request": 15, "info-reply": 16, "mask-request": 17, "mask-reply": 18,
}  # fmt: skip

ICMP6_TYPES = {
    "destination-unreachable": 1, "packet-too-big": 2, "time-exceeded": 3, "parameter-problem": 4, "echo-request": 128,
    "echo-reply": 129, "membership-query": 130, "membership-report": 131, "membership-termination": 132,
    "router-solicit": 133, "router-advertisement": 134, "neighbor-solicit": 135, "neighbor-advertisement": 136,
    "redirect": 137, "router-renumbering": 138, "node-information-request": 139, "node-information-reply": 140,
    "certificate-path-solicitation": 148, "certificate-path-advertisement": 149, "home-agent-address-discovery-request": 144,
    "home-agent-address-discovery-reply": 145, "inverse-neighbor-discovery-solicitation": 141,
    "inverse-neighbor-discovery-advertisement": 142, "mobile-prefix-solicitation": 146,
    "mobile-prefix-advertisement-reply": 147,
}  # fmt: skip

ICMP_CODES = {
    "network-unreachable": 0, "host-unreachable": 1, "protocol-unreachable": 2, "port-unreachable": 3,
    "fragmentation-needed": 4, "source-route-failed": 5, "destination-network-unknown": 6, "destination-host-unknown": 7,
    "source-host-isolated": 8, "destination-network-prohibited": 9, "destination-host-prohibited": 10,
    "network-unreachable-for-tos": 11, "host-unreachable-for-tos": 12, "communication-prohibited-by-filtering": 13,
    "host-precedence-violation": 14, "precedence-cutoff-in-effect": 15, "redirect-for-network": 0, "redirect-for-host": 1,
    "redirect-for-tos-and-net": 2, "redirect-for-tos-and-host": 3, "ttl-eq-zero-during-transit": 0,
    "ttl-eq-zero-during-reassembly": 1, "ip-header-bad": 0, "required-option-missing": 1,
}  # fmt: skip


def number(text: str, top: int) -> int | None:
    """Return a decimal or hexadecimal number from 0 to `top`, else None."""
    if text.isascii() and text.isdigit() and len(text) <= 10:
        value = int(text)
    elif text[:2].lower() == "0x" and 3 <= len(text) <= 10 and all(c in "0123456789abcdefABCDEF" for c in text[2:]):
        value = int(text, 16)
    else:
        return None
    return value if value <= top else None


def span(text: str, names: dict[str, int], top: int) -> Span | None:
    """Return `a`, `a-b` or a name as a closed interval, None when it is none of these."""
    if text in names:
        return (names[text], names[text])
    low, dash, high = text.partition("-")
    first = number(low, top)
    last = number(high, top) if dash else first
    if first is None or last is None or first > last:
        return None
    return (first, last)


def spans(words: list[str], names: dict[str, int], top: int) -> tuple[Spans, list[str]]:
    """Return the union of some words, and the words that are none."""
    found = [(word, span(word, names, top)) for word in words]
    return normalise(s for _, s in found if s is not None), [word for word, s in found if s is None]
