"""Protocols, ICMP types and ports of a rule as sets of services.

Names of ICMP types: pf's `icmp-type` and `icmp6-type` (pf.conf(5), print_icmp of pfctl).
"""

from __future__ import annotations

from zonewarden_parsers.model import ANY_SERVICE, EMPTY_SERVICE, Atom, AtomKind, Location, ServiceSet
from zonewarden_parsers.model.services import ICMP, ICMP6, TCP, UDP
from zonewarden_parsers.pf_xml.aliases import Ports

_PROTOCOLS = {
    "icmp": 1, "igmp": 2, "ipencap": 4, "ipip": 4, "tcp": 6, "egp": 8, "igp": 9, "udp": 17, "ipv6": 41, "rsvp": 46, "gre": 47, "esp": 50,
    "ah": 51, "icmp6": 58, "ipv6-icmp": 58, "icmpv6": 58, "eigrp": 88, "ospf": 89, "ospfigp": 89, "pim": 103, "ipcomp": 108, "carp": 112,
    "vrrp": 112, "l2tp": 115, "sctp": 132, "udplite": 136, "pfsync": 240, "etherip": 97, "dccp": 33, "isis": 124,
}  # fmt: skip
_ICMP = {
    "echorep": 0, "unreach": 3, "squench": 4, "redir": 5, "althost": 6, "echoreq": 8, "routeradv": 9, "routersol": 10, "timex": 11,
    "paramprob": 12, "timereq": 13, "timerep": 14, "inforeq": 15, "inforep": 16, "maskreq": 17, "maskrep": 18, "trace": 30, "dataconv": 31,
    "mobredir": 32, "ipv6-where": 33, "ipv6-here": 34, "mobregreq": 35, "mobregrep": 36, "skip": 39, "photuris": 40,
}  # fmt: skip
_ICMP6 = {
    "unreach": 1, "toobig": 2, "timex": 3, "paramprob": 4, "echoreq": 128, "echorep": 129, "groupqry": 130, "listqry": 130, "grouprep": 131,
    "listenrep": 131, "groupterm": 132, "listendone": 132, "routersol": 133, "routeradv": 134, "neighbrsol": 135, "neighbradv": 136,
    "redir": 137, "routrrenum": 138, "wrureq": 139, "fqdnreq": 139, "niqry": 139, "wrurep": 140, "fqdnrep": 140, "nirep": 140,
    "mtraceresp": 200, "mtrace": 201,
}  # fmt: skip
WITH_PORTS = {"tcp": (TCP,), "udp": (UDP,), "tcp/udp": (TCP, UDP)}


def protocols(text: str, families: tuple[int, ...]) -> tuple[int, ...] | None:
    """Return the numbers of a rule's protocol; empty for any, None for a name we do not know.

    `icmp` in a rule for IPv6 is ICMPv6, as both products write it for pf.
    """
    name = text.lower()
    if name in ("", "any"):
        return ()
    if name in WITH_PORTS:
        return WITH_PORTS[name]
    if name == "icmp":
        return tuple({4: ICMP, 6: ICMP6}[f] for f in families)
    if name.isascii() and name.isdigit() and len(name) < 4 and int(name) < 256:
        return (int(name),)
    return (_PROTOCOLS[name],) if name in _PROTOCOLS else None


def icmp_types(text: str, numbers: tuple[int, ...]) -> ServiceSet | None:
    """Return the ICMP services of a list of type names or numbers, None where one is not known."""
    found: list[ServiceSet] = []
    for word in filter(None, text.replace(" ", ",").split(",")):
        kinds = [ServiceSet.icmp(n, t) for n in numbers if (t := _type(word, n)) is not None]
        if not kinds:
            return None
        found.extend(kinds)
    return ServiceSet.union(found)


def _type(word: str, protocol: int) -> int | None:
    if word.isascii() and word.isdigit() and len(word) < 4:
        return int(word)
    return (_ICMP if protocol == ICMP else _ICMP6).get(word.lower())


def with_ports(numbers: tuple[int, ...], source: Ports, destination: Ports) -> tuple[ServiceSet, ServiceSet]:
    """Return what may and what surely is a service of these protocols between these ports."""
    over = [ServiceSet.ports(n, destination.over.spans, source.over.spans) for n in numbers]
    under = [ServiceSet.ports(n, destination.under.spans, source.under.spans) for n in numbers]
    return ServiceSet.union(over), ServiceSet.union(under)


def services(
    protocol: str, types: str, families: tuple[int, ...], source: Ports | None, destination: Ports | None, at: Location
) -> tuple[ServiceSet, ServiceSet, tuple[Atom, ...]]:
    """Return what may and what surely is a service of the rule, and the conditions that lie between.

    Ports beside a protocol that has none are not written for pf. Here they are kept as a condition: the rule may mean less.
    """
    numbers = protocols(protocol, families)
    atoms = tuple(a for p in (source, destination) if p is not None for a in p.atoms)
    if numbers is None:
        return ANY_SERVICE, EMPTY_SERVICE, (*atoms, Atom(AtomKind.UNREADABLE, f"protocol {protocol}", at))
    everything = ServiceSet.union(map(ServiceSet.protocol, numbers)) if numbers else ANY_SERVICE
    if types and not {ICMP, ICMP6}.isdisjoint(numbers) and "any" not in types.lower().split(","):
        found = icmp_types(types, numbers)
        if found is None:
            return everything, EMPTY_SERVICE, (*atoms, Atom(AtomKind.UNREADABLE, f"ICMP type {types}", at))
        return found, found, atoms
    if source is None and destination is None:
        return everything, everything, atoms
    if protocol.lower() not in WITH_PORTS:
        return everything, EMPTY_SERVICE, (*atoms, Atom(AtomKind.UNREADABLE, f"ports with protocol {protocol}", at))
    over, under = with_ports(numbers, source or _ALL, destination or _ALL)
    return over, under, atoms


_ALL = Ports.every()
