"""What `match protocol NAME` of an inspection class matches: the ports that Port-to-Application Mapping gives the name.

Source: Cisco IOS Security Command Reference, `ip port-map` (system-defined mappings) and `match protocol (zone)`. Sessions
that an inspected protocol opens on the side (FTP data, RTP of SIP and H.323) are answers to it and outside the model.
"""

from __future__ import annotations

from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.region import Spans, normalise
from zonewarden_parsers.model.services import ICMP, ICMP6, TCP, UDP

WHOLE: dict[str, ServiceSet] = {
    "tcp": ServiceSet.protocol(TCP),
    "udp": ServiceSet.protocol(UDP),
    "icmp": ServiceSet.protocol(ICMP) | ServiceSet.protocol(ICMP6),
}
"""`icmp` inspects ICMP in IPv4 and ICMPv6 in IPv6 packets."""

_TCP = """
bgp 179 cifs 445 citrix 1494 cuseeme 7648 daytime 13 exec 512 finger 79 ftp 21 ftps 990 gopher 70 http 80 https 443
ica 1494 ident 113 imap 143 imap3 220 imaps 993 irc 194 ircs 994 iscsi-target 3260 kermit 1649 ldap 389 ldaps 636
login 513 lotusnote 1352 microsoft-ds 445 ms-sql 1433 mysql 3306 netbios-ssn 139 netshow 1755 nntp 119 pop3 110 pop3s 995
pptp 1723 realmedia 7070 rtelnet 107 rtsp 554 shell 514 skinny 2000 smtp 25 sip-tls 5061 sqlnet 1521 ssh 22 streamworks 1558
tacacs 49 telnet 23 telnets 992 uucp 540 vdolive 7000
"""
_UDP = """
bootpc 68 bootps 67 isakmp 500 ipsec-msft 4500 mgcp 2427 netbios-dgm 138 netbios-ns 137 ntp 123 radius 1812 radius 1813
router 520 snmp 161 snmptrap 162 syslog 514 tftp 69 who 513 xdmcp 177
"""
_BOTH = "dns 53 sip 5060 kerberos 88 sunrpc 111 h323 1720"
_SURE_BOTH = frozenset({"dns", "sip"})


def _pairs(text: str) -> list[tuple[str, int]]:
    words = text.split()
    return [(name, int(port)) for name, port in zip(words[::2], words[1::2], strict=True)]


def _mapped() -> dict[str, ServiceSet]:
    table: dict[str, ServiceSet] = {}
    for protocols, text in (((TCP,), _TCP), ((UDP,), _UDP), ((TCP, UDP), _BOTH)):
        for name, port in _pairs(text):
            for protocol in protocols:
                table[name] = table.get(name, ServiceSet()) | ServiceSet.ports(protocol, ((port, port),))
    return table


MAPPED: dict[str, ServiceSet] = _mapped()
UNSURE = frozenset(name for name, _ in _pairs(_BOTH)) - _SURE_BOTH
"""Names whose transport the references give differently: they may match either."""


def mapping(words: tuple[str, ...]) -> ServiceSet | None:
    """Return the ports of `port [tcp|udp] {N ... | from N to M}` in `ip port-map NAME ...`; None when they cannot be read.

    Without a transport word the mapping holds for both.
    """
    protocols = {"tcp": (TCP,), "udp": (UDP,)}.get(words[0] if words else "", (TCP, UDP))
    rest = words[1:] if len(protocols) == 1 else words
    if rest[:1] == ("from",) and rest[2:3] == ("to",) and len(rest) > 3:
        spans = _spans((rest[1], rest[3]), as_range=True)
    else:
        spans = _spans(rest, as_range=False)
    return ServiceSet.union(ServiceSet.ports(p, spans) for p in protocols) if spans else None


def _spans(words: tuple[str, ...], *, as_range: bool) -> Spans:
    numbers: list[int] = []
    for word in words:
        if not (word.isascii() and word.isdigit() and len(word) < 6 and int(word) < 65536):
            break
        numbers.append(int(word))
    if as_range:
        return ((numbers[0], numbers[1]),) if len(numbers) == 2 and numbers[0] <= numbers[1] else ()
    return normalise((n, n) for n in numbers)
