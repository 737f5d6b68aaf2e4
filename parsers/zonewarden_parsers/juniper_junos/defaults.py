"""The applications that Junos predefines, as data (`show configuration groups junos-defaults applications`).

TCP and UDP destination ports. Applications that choose their ports at run time are in `RPC`, with the protocol they keep to.
"""

from __future__ import annotations

from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.services import ICMP6, TCP, UDP

_TCP = {
    "aol": "5190-5193", "bgp": "179", "cifs": "139 445", "cvspserver": "2401", "dns-tcp": "53", "finger": "79", "ftp": "21",
    "ftp-data": "20", "gopher": "70", "http": "80", "http-ext": "7001", "https": "443", "ident": "113", "imap": "143",
    "imaps": "993", "internet-locator-service": "389", "irc": "6660-6669", "ldap": "389", "ldp-tcp": "646",
    "lpr": "515", "mail": "25", "ms-rpc-epm": "135", "ms-rpc-tcp": "135", "ms-sql": "1433", "msn": "1863",
    "netbios-session": "139", "nfsd-tcp": "2049", "nntp": "119", "ns-global": "15397", "ns-global-pro": "15397",
    "nsm": "69", "pop3": "110", "pptp": "1723", "printer": "515", "realaudio": "554", "rsh": "514", "rtsp": "554",
    "sccp": "2000", "smb": "139 445", "smb-session": "445", "smtp": "25", "smtps": "465", "snpp": "444",
    "sqlnet-v1": "1525", "sqlnet-v2": "1521", "ssh": "22", "sun-rpc-portmap-tcp": "111", "sun-rpc-tcp": "111",
    "tacacs": "49", "tacacs-ds": "65", "tcp-any": "0-65535", "telnet": "23", "vdo-live": "7000-7010", "vnc": "5800 5900",
    "wais": "210", "whois": "43", "winframe": "1494", "wxcontrol": "3578", "x-windows": "6000-6063",
    "xnm-clear-text": "3221", "xnm-ssl": "3220", "ymsg": "5000-5010 5050", "rdp": "3389", "stun-tcp": "3478-3479", "snmp-agentx": "705",
    }  # fmt: skip

_UDP = {
    "biff": "512", "bootpc": "68", "bootps": "67", "chargen": "19", "dhcp-client": "68", "dhcp-relay": "67", "dhcp-server": "67",
    "discard": "9", "dns-udp": "53", "echo": "7", "gnutella": "6346-6347", "gprs-gtp-c": "2123", "gprs-gtp-u": "2152",
    "gprs-gtp-v0": "3386", "gtp": "2123", "ike": "500", "ike-nat": "4500", "l2tp": "1701", "ldp-udp": "646",
    "mgcp-ca": "2727", "mgcp-ua": "2427", "ms-rpc-udp": "135", "nbds": "138", "nbname": "137", "nfs": "111",
    "nfsd-udp": "2049", "ntalk": "518", "ntp": "123", "pc-anywhere": "5632", "persistent-nat": "0-65535", "r2cp": "28672",
    "radacct": "1813", "radius": "1812", "rip": "520", "sip": "5060", "sql-monitor": "1434", "stun-udp": "3478-3479",
    "sun-rpc-portmap-udp": "111", "sun-rpc-udp": "111", "syslog": "514", "talk": "517", "tftp": "69", "udp-any": "0-65535", "uucp": "540",
    "who": "513",
}  # fmt: skip

_OTHER_PROTOCOLS = {"gre": 47, "ospf": 89, "icmp-all": 1, "icmp6-all": 58, "sctp-any": 132}

_ICMP6 = {
    "dst-unreach-route": (1, 0), "dst-unreach-admin": (1, 1), "dst-unreach-beyond": (1, 2), "dst-unreach-addr": (1, 3),
    "dst-unreach-port": (1, 4), "packet-too-big": (2, None), "time-exceed-transit": (3, 0),
    "time-exceed-reassembly": (3, 1), "param-prob-header": (4, 0), "param-prob-nexthdr": (4, 1),
    "param-prob-option": (4, 2), "echo-request": (128, None), "echo-reply": (129, None),
}  # fmt: skip


def _ports(protocol: int, text: str) -> ServiceSet:
    ends = [part.partition("-") for part in text.split()]
    return ServiceSet.ports(protocol, tuple((int(low), int(high or low)) for low, _, high in ends))


def _defaults() -> dict[str, ServiceSet]:
    out = {f"junos-{name}": _ports(TCP, text) for name, text in _TCP.items()}
    out |= {f"junos-{name}": _ports(UDP, text) for name, text in _UDP.items()}
    out |= {f"junos-{name}": ServiceSet.protocol(number) for name, number in _OTHER_PROTOCOLS.items()}
    out |= {f"junos-icmp6-{name}": ServiceSet.icmp(ICMP6, *form) for name, form in _ICMP6.items()}
    ping = ServiceSet.icmp(1, 8)
    out |= {"junos-icmp-ping": ping, "junos-ping": ping, "junos-pingv6": ServiceSet.icmp(ICMP6, 128)}
    out["junos-gprs-sctp"] = _ports(132, "36412")
    out["junos-h323"] = _ports(TCP, "389 522 1503 1720 1731") | _ports(UDP, "1719")
    out["junos-sip"] = _ports(TCP, "5060") | _ports(UDP, "5060")
    out["junos-stun"] = _ports(TCP, "3478-3479") | _ports(UDP, "3478-3479")
    out["junos-talk"] = _ports(TCP, "517") | _ports(UDP, "517")
    out["junos-ntalk"] = _ports(TCP, "518") | _ports(UDP, "518")
    out["junos-radacct"] = _ports(UDP, "1813")
    return out


DEFAULTS = _defaults()
"""The predefined applications that ports or types pin down."""

DEFAULT_SETS = {
    "junos-cifs": ("junos-netbios-session", "junos-smb-session"),
    "junos-mgcp": ("junos-mgcp-ua", "junos-mgcp-ca"),
    "junos-routing-inbound": ("junos-bgp", "junos-rip", "junos-ldp-tcp", "junos-ldp-udp"),
    "junos-ms-rpc": ("junos-ms-rpc-tcp", "junos-ms-rpc-udp"),
    "junos-sun-rpc": ("junos-sun-rpc-tcp", "junos-sun-rpc-udp"),
    "junos-sun-rpc-portmap": ("junos-sun-rpc-portmap-tcp", "junos-sun-rpc-portmap-udp"),
    **{
        f"junos-sun-rpc-{name}": (f"junos-sun-rpc-{name}-tcp", f"junos-sun-rpc-{name}-udp")
        for name in ("any", "mountd", "nfs", "nlockmgr", "rquotad", "ruserd", "sadmind", "sprayd", "status", "walld", "ypbind", "ypserv")
    },
    "junos-sun-rpc-nfs-access": ("junos-sun-rpc-nfs", "junos-sun-rpc-mountd"),
    "junos-ms-rpc-any": ("junos-ms-rpc-uuid-any-tcp", "junos-ms-rpc-uuid-any-udp"),
}  # fmt: skip
"""The predefined application sets."""

_MS = (
    "iis-com", "iis-com-1", "iis-com-adminbase", "msexchange", "msexchange-directory-nsp", "msexchange-directory-rfr",
    "msexchange-info-store", "wmic", "wmic-admin", "wmic-admin2", "wmic-mgmt", "wmic-webm-callresult", "wmic-webm-classobject",
    "wmic-webm-level1login", "wmic-webm-login-clientid", "wmic-webm-login-helper", "wmic-webm-objectsink",
    "wmic-webm-refreshing-services", "wmic-webm-remote-refresher", "wmic-webm-services", "wmic-webm-shutdown", "uuid-any-tcp",
)  # fmt: skip
_SUN = (
    "any",
    "mountd",
    "nfs",
    "nlockmgr",
    "rquotad",
    "ruserd",
    "sadmind",
    "sprayd",
    "status",
    "walld",
    "ypbind",
    "ypserv",
)

RPC: dict[str, ServiceSet] = {
    **{f"junos-ms-rpc-{name}": ServiceSet.protocol(TCP) for name in _MS},
    "junos-ms-rpc-uuid-any-udp": ServiceSet.protocol(UDP),
    **{f"junos-sun-rpc-{name}-tcp": ServiceSet.protocol(TCP) for name in _SUN},
    **{f"junos-sun-rpc-{name}-udp": ServiceSet.protocol(UDP) for name in _SUN},
}
"""Predefined applications whose ports a port mapper gives out, with all the ports they may get."""
