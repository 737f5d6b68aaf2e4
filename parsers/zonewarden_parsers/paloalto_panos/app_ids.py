"""The default ports of common App-IDs, for `application-default`: IT services and the protocols of control systems.

The ports are those that the protocols' standards and the IANA registry give, with the further ones that Palo Alto Networks'
Applipedia lists where they are known to us, the secure ports that `application-default` allows since PAN-OS 9.0 where the firewall
decrypts (web on 443), and those of the applications that an App-ID implicitly uses (TLS, web). The list on a firewall comes with its content updates and may be longer: a rule
keeps its condition (an atom) in any case, and an application that is not here, or that moves to negotiated ports (MS-RPC, OPC
Classic, FTP data), may use any port.
"""

from __future__ import annotations

from functools import cache

from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.services import ICMP, ICMP6

APP_IDS = {
    # web, name, time, management
    "web-browsing": "tcp/80,443", "ssl": "tcp/443", "dns": "udp/53,5353 tcp/53", "dns-base": "udp/53,5353 tcp/53",
    "ntp": "udp/123 tcp/123", "ntp-base": "udp/123 tcp/123", "dhcp": "udp/67,68", "dhcpv6": "udp/546,547",
    "ssh": "tcp/22", "telnet": "tcp/23", "tftp": "udp/69", "snmp": "udp/161,162 tcp/161,162",
    "snmp-base": "udp/161,162 tcp/161,162", "snmpv1": "udp/161,162 tcp/161,162", "snmpv2": "udp/161,162 tcp/161,162",
    "snmpv3": "udp/161,162 tcp/161,162", "snmp-trap": "udp/161,162 tcp/161,162",
    "syslog": "udp/514,1468,6514 tcp/514,601,1468,6514", "netflow": "udp/2055,9995,9996",
    "smtp": "tcp/25,465,587", "smtp-base": "tcp/25,465,587", "pop3": "tcp/110,995", "imap": "tcp/143,993",
    # directories and accounts
    "ldap": "tcp/389,636,3268,3269 udp/389,3268", "kerberos": "tcp/88,464 udp/88,464",
    "radius": "udp/1645,1646,1812,1813,3799 tcp/1812,1813,2083", "tacacs": "tcp/49 udp/49",
    "tacacs-plus": "tcp/49 udp/49",
    # Windows and remote control
    "ms-rdp": "tcp/3389 udp/3389", "ms-ds-smb": "tcp/139,445 udp/445", "ms-ds-smb-base": "tcp/139,445 udp/445",
    "ms-ds-smbv1": "tcp/139,445 udp/445", "ms-ds-smbv2": "tcp/139,445 udp/445", "ms-ds-smbv3": "tcp/139,445 udp/445",
    "netbios-ns": "udp/137 tcp/137", "netbios-dg": "udp/138 tcp/138", "netbios-ss": "tcp/139 udp/139",
    # data bases
    "mssql-db": "tcp/1433 udp/1433", "mssql-db-base": "tcp/1433 udp/1433", "mssql-mon": "udp/1434 tcp/1434",
    "mysql": "tcp/3306", "postgres": "tcp/5432",
    # routing and tunnels
    "bgp": "tcp/179", "ike": "udp/500,4500", "ipsec-esp-udp": "udp/4500", "rip": "udp/520,521",
    "hsrp": "udp/1985,2029", "bfd": "udp/3784,3785,4784",
    "ospf": "ip/89", "ospfigp": "ip/89", "eigrp": "ip/88", "igmp": "ip/2", "vrrp": "ip/112", "pim": "ip/103",
    "gre": "ip/47", "ipsec-esp": "ip/50", "ipsec-ah": "ip/51", "etherip": "ip/97",
    "icmp": "ip/1", "ipv6-icmp": "ip/58",
    # control systems
    "modbus": "tcp/502 udp/502", "dnp3": "tcp/20000 udp/20000", "iec-60870-5-104": "tcp/2404 udp/2404",
    "s7-comm": "tcp/102", "s7-comm-plus": "tcp/102", "siemens-s7": "tcp/102", "siemens-s7-comm-plus": "tcp/102",
    "mms-ics": "tcp/102", "mms": "tcp/102", "iccp": "tcp/102",
    "cip-ethernet-ip": "tcp/2222,44818 udp/2222,44818", "opc-ua": "tcp/80,443,4840,4843 udp/4840",
    "bacnet": "udp/47808 tcp/47808", "mqtt": "tcp/80,443,1883,8883 udp/1883", "coap": "udp/5683,5684 tcp/5683,5684",
    "hart-ip": "tcp/5094 udp/5094", "omron-fins": "tcp/9600 udp/9600", "ge-srtp": "tcp/18245,18246",
    "profinet": "udp/34962-34964 tcp/34962-34964", "ethercat": "udp/34980 tcp/34980", "niagara-fox": "tcp/1911,4911",
    "foundation-fieldbus": "tcp/1089-1091,3622 udp/1089-1091,3622", "dlms": "tcp/4059 udp/4059",
    "synchrophasor": "tcp/4712,4713 udp/4712,4713", "osisoft-pi": "tcp/5450", "mtconnect": "tcp/80,443,5000,7878",
    "knx": "udp/3671 tcp/3671",
}  # fmt: skip
"""Default services by name: `protocol/ports`, several apart by spaces; `ip/N` for a protocol number."""

FAMILIES = (
    "modbus",
    "dnp3",
    "iec-60870-5-104",
    "cip-ethernet-ip",
    "s7-comm-plus",
    "s7-comm",
    "bacnet",
    "opc-ua",
    "mqtt",
    "mms",
    "iccp",
)
"""Applications whose functions are App-IDs of their own on the same ports: `modbus-write-single-coil`, `dnp3-base`."""

_NUMBERS = {"tcp": 6, "udp": 17, "sctp": 132}


def port_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return the spans of `80,8000-8010`, sorted and joined; raises ValueError for other text."""
    spans: list[tuple[int, int]] = []
    for part in text.split(","):
        low, dash, high = part.strip().partition("-")
        first, last = int(low), int(high if dash else low)
        if not 0 <= first <= last <= 65535:
            raise ValueError(f"not a port range: {part}")
        spans.append((first, last))
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    return tuple(joined)


@cache
def default_services(text: str) -> ServiceSet:
    """Return the services of a table entry; raises ValueError for other text."""
    found: list[ServiceSet] = []
    for word in text.split():
        protocol, _, ports = word.partition("/")
        if protocol == "ip":
            found.append(ServiceSet.protocol(int(ports)))
        elif protocol in _NUMBERS:
            found.append(ServiceSet.ports(_NUMBERS[protocol], port_spans(ports)))
        else:
            raise ValueError(f"not a protocol: {protocol}")
    return ServiceSet.union(found)


HEADER_ONLY = {
    "ping": ServiceSet.icmp(ICMP, 8),
    "ping6": ServiceSet.icmp(ICMP6, 128),
}
"""Applications that are told by the packet header alone."""


def known_services(name: str) -> ServiceSet | None:
    """Return what an App-ID uses by default, None where that may be anything."""
    text = APP_IDS.get(name)
    if text is None:
        family = next((f for f in FAMILIES if name.startswith(f + "-")), None)
        text = APP_IDS[family] if family is not None else None
    return default_services(text) if text is not None else None
