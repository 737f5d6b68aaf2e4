"""Names that Linux rule files use for protocols, ports and ICMP types (IANA registries, as in /etc/protocols and /etc/services)."""

from __future__ import annotations

from functools import lru_cache

PROTOCOLS = {
    "icmp": 1, "igmp": 2, "ggp": 3, "ipencap": 4, "ipip": 4, "st": 5, "tcp": 6, "egp": 8, "igp": 9, "pup": 12, "udp": 17,
    "hmp": 20, "xns-idp": 22, "rdp": 27, "iso-tp4": 29, "dccp": 33, "xtp": 36, "ddp": 37, "idpr-cmtp": 38, "ipv6": 41,
    "ipv6-route": 43, "ipv6-frag": 44, "idrp": 45, "rsvp": 46, "gre": 47, "esp": 50, "ah": 51, "skip": 57, "ipv6-icmp": 58,
    "icmpv6": 58, "icmp6": 58, "ipv6-nonxt": 59, "ipv6-opts": 60, "rspf": 73, "cpx": 73, "vmtp": 81, "eigrp": 88, "ospf": 89,
    "ospfigp": 89, "ax.25": 93, "etherip": 97, "encap": 98, "pim": 103, "ipcomp": 108, "comp": 108, "vrrp": 112, "l2tp": 115,
    "isis": 124, "sctp": 132, "fc": 133, "mobility-header": 135, "mh": 135, "udplite": 136, "mpls-in-ip": 137,
    "manet": 138, "hip": 139, "shim6": 140, "wesp": 141, "rohc": 142,
}  # fmt: skip

PORTS = {
    "tcpmux": 1, "echo": 7, "discard": 9, "systat": 11, "daytime": 13, "netstat": 15, "qotd": 17, "chargen": 19,
    "ftp-data": 20, "ftp": 21, "ssh": 22, "telnet": 23, "smtp": 25, "mail": 25, "time": 37, "rlp": 39, "nameserver": 42,
    "whois": 43, "nicname": 43, "tacacs": 49, "re-mail-ck": 50, "domain": 53, "bootps": 67, "bootpc": 68, "tftp": 69,
    "gopher": 70, "finger": 79, "http": 80, "www": 80, "www-http": 80, "link": 87, "kerberos": 88, "kerberos5": 88, "krb5": 88,
    "hostnames": 101, "iso-tsap": 102, "acr-nema": 104, "csnet-ns": 105, "rtelnet": 107, "pop2": 109, "pop3": 110,
    "pop-3": 110, "sunrpc": 111, "portmapper": 111, "auth": 113, "ident": 113, "tap": 113, "sftp": 115, "uucp-path": 117, "nntp": 119,
    "ntp": 123, "epmap": 135, "loc-srv": 135, "netbios-ns": 137, "netbios-dgm": 138, "netbios-ssn": 139,
    "imap": 143, "imap2": 143, "imap4": 143, "snmp": 161, "snmp-trap": 162, "snmptrap": 162, "cmip-man": 163, "mailq": 174, "xdmcp": 177,
    "bgp": 179, "irc": 194, "smux": 199, "qmtp": 209, "z3950": 210, "ipx": 213, "imap3": 220, "pawserv": 345, "zserv": 346,
    "rpc2portmap": 369, "codaauth2": 370, "clearcase": 371, "ldap": 389, "svrloc": 427, "https": 443, "snpp": 444,
    "microsoft-ds": 445, "kpasswd": 464, "kpasswd5": 464, "submissions": 465, "smtps": 465, "ssmtp": 465, "urd": 465, "saft": 487,
    "isakmp": 500, "exec": 512, "biff": 512, "comsat": 512, "login": 513, "who": 513, "shell": 514, "cmd": 514, "syslog": 514, "printer": 515,
    "talk": 517, "ntalk": 518, "route": 520, "router": 520, "rip": 520, "ripng": 521, "timed": 525, "tempo": 526, "uucp": 540,
    "klogin": 543, "kshell": 544, "dhcpv6-client": 546, "dhcpv6-server": 547, "afpovertcp": 548, "rtsp": 554, "nntps": 563,
    "submission": 587, "nqs": 607, "ipp": 631, "ldaps": 636, "ldp": 646, "silc": 706, "kerberos-adm": 749, "domain-s": 853,
    "rsync": 873, "ftps-data": 989, "ftps": 990, "telnets": 992, "imaps": 993, "ircs": 994, "pop3s": 995, "socks": 1080, "proofd": 1093,
    "rootd": 1094, "openvpn": 1194, "rmiregistry": 1099, "lotusnote": 1352, "ms-sql-s": 1433, "ms-sql-m": 1434, "ingreslock": 1524,
    "datametrics": 1645, "sa-msg-port": 1646, "kermit": 1649, "groupwise": 1677, "l2f": 1701, "l2tp": 1701, "pptp": 1723, "radius": 1812,
    "radius-acct": 1813, "ssdp": 1900, "cisco-sccp": 2000, "nfs": 2049, "gnunet": 2086, "rtcm-sc104": 2101, "zephyr-srv": 2102, "gsigatekeeper": 2119,
    "iprop": 2121, "gris": 2135, "cvspserver": 2401, "venus": 2430, "venus-se": 2431, "codasrv": 2432, "codasrv-se": 2433,
    "mon": 2583, "dict": 2628, "f5-globalsite": 2792, "gsiftp": 2811, "gpsd": 2947, "gds-db": 3050, "icpv2": 3130, "squid": 3128, "isns": 3205,
    "iscsi-target": 3260, "mysql": 3306, "ms-wbt-server": 3389, "rdp": 3389, "nut": 3493, "distcc": 3632, "daap": 3689, "svn": 3690,
    "suucp": 4031, "sysrqd": 4094, "sieve": 4190, "epmd": 4369, "remctl": 4373, "f5-iquery": 4353, "ntske": 4460, "ipsec-nat-t": 4500, "iax": 4569,
    "mtn": 4691, "radmin-port": 4899, "sip": 5060, "sip-tls": 5061, "xmpp-client": 5222, "xmpp-server": 5269, "cfengine": 5308,
    "mdns": 5353, "nat-pmp": 5351, "postgresql": 5432, "postgres": 5432, "freeciv": 5556, "amqps": 5671, "amqp": 5672, "vnc-server": 5900, "x11": 6000, "x11-1": 6001,
    "x11-2": 6002, "x11-3": 6003, "x11-4": 6004, "x11-5": 6005, "x11-6": 6006, "x11-7": 6007, "gnutella-svc": 6346,
    "gnutella-rtr": 6347, "redis": 6379, "sge-qmaster": 6444, "sge-execd": 6445, "mysql-proxy": 6446, "syslog-tls": 6514, "sane-port": 6566, "ircd": 6667,
    "babel": 6696, "bbs": 7000, "afs3-fileserver": 7000, "afs3-callback": 7001, "http-alt": 8080, "webcache": 8080, "puppet": 8140,
    "bacula-dir": 9101, "bacula-fd": 9102, "bacula-sd": 9103, "xmms2": 9667, "nbd": 10809, "amanda": 10080, "zabbix-agent": 10050, "zabbix-trapper": 10051, "dicom": 11112,
    "hkp": 11371, "git": 9418, "dcap": 22125, "gsidcap": 22128, "wnn6": 22273, "asp": 27374, "modbus": 502, "mbap": 502, "iec-104": 2404, "dnp": 20000, "ethernet-ip-2": 44818, "bacnet": 47808,
}  # fmt: skip

ICMP_TYPES: dict[str, tuple[int, int | None]] = {
    "echo-reply": (0, None), "pong": (0, None), "destination-unreachable": (3, None), "network-unreachable": (3, 0),
    "host-unreachable": (3, 1), "protocol-unreachable": (3, 2), "port-unreachable": (3, 3), "fragmentation-needed": (3, 4),
    "source-route-failed": (3, 5), "network-unknown": (3, 6), "host-unknown": (3, 7), "network-prohibited": (3, 9),
    "host-prohibited": (3, 10), "TOS-network-unreachable": (3, 11), "TOS-host-unreachable": (3, 12),
    "communication-prohibited": (3, 13), "host-precedence-violation": (3, 14), "precedence-cutoff": (3, 15),
    "source-quench": (4, None), "redirect": (5, None), "network-redirect": (5, 0), "host-redirect": (5, 1),
    "TOS-network-redirect": (5, 2), "TOS-host-redirect": (5, 3), "echo-request": (8, None), "ping": (8, None),
    "router-advertisement": (9, None), "router-solicitation": (10, None), "time-exceeded": (11, None),
    "ttl-exceeded": (11, None), "ttl-zero-during-transit": (11, 0), "ttl-zero-during-reassembly": (11, 1),
    "parameter-problem": (12, None), "ip-header-bad": (12, 0), "required-option-missing": (12, 1),
    "timestamp-request": (13, None), "timestamp-reply": (14, None), "info-request": (15, None), "info-reply": (16, None),
    "address-mask-request": (17, None), "address-mask-reply": (18, None),
}  # fmt: skip
"""Names of `iptables -p icmp -h` and `nft describe icmp type`, with the code where the name implies one."""

ICMP6_TYPES: dict[str, tuple[int, int | None]] = {
    "destination-unreachable": (1, None), "no-route": (1, 0), "communication-prohibited": (1, 1), "beyond-scope": (1, 2),
    "address-unreachable": (1, 3), "port-unreachable": (1, 4), "failed-policy": (1, 5), "reject-route": (1, 6),
    "packet-too-big": (2, None), "time-exceeded": (3, None), "ttl-exceeded": (3, None),
    "ttl-zero-during-transit": (3, 0), "ttl-zero-during-reassembly": (3, 1), "parameter-problem": (4, None),
    "bad-header": (4, 0), "unknown-header-type": (4, 1), "unknown-option": (4, 2), "echo-request": (128, None),
    "ping": (128, None), "echo-reply": (129, None), "pong": (129, None), "mld-listener-query": (130, None),
    "mld-listener-report": (131, None), "mld-listener-done": (132, None), "mld-listener-reduction": (132, None),
    "nd-router-solicit": (133, None), "router-solicitation": (133, None), "nd-router-advert": (134, None),
    "router-advertisement": (134, None), "nd-neighbor-solicit": (135, None), "neighbour-solicitation": (135, None),
    "neighbor-solicitation": (135, None), "nd-neighbor-advert": (136, None), "neighbour-advertisement": (136, None),
    "neighbor-advertisement": (136, None), "nd-redirect": (137, None), "redirect": (137, None),
    "router-renumbering": (138, None), "ind-neighbor-solicit": (141, None), "ind-neighbor-advert": (142, None),
    "mld2-listener-report": (143, None),
}  # fmt: skip


def protocol_number(text: str) -> int | None:
    """Return an IP protocol given by name or number, None for what is neither."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 3 and int(text) <= 255 else None
    return PROTOCOLS.get(text.lower())


@lru_cache(maxsize=65536)
def port_number(text: str) -> int | None:
    """Return a port given by name or number, None for what is neither."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 5 and int(text) <= 65535 else None
    return PORTS.get(text.lower())
