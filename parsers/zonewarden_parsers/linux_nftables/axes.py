"""Fields that the model knows: how their values read, and which packets they are.

Payload fields imply their protocol (`tcp dport` TCP, `ip saddr` IPv4), also where the comparison is negated (nft(8), PAYLOAD
EXPRESSIONS: nft adds the dependency). `ip6 nexthdr` is read as the transport protocol, though extension headers may come between.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from zonewarden_parsers.cubes import ALL, Cube
from zonewarden_parsers.linux_interfaces import InterfaceNames
from zonewarden_parsers.linux_names import ICMP6_TYPES, ICMP_TYPES, port_number, protocol_number
from zonewarden_parsers.linux_nftables.scope import UnreadableError
from zonewarden_parsers.linux_nftables.syntax import Block, Scalar, Span, Value, said
from zonewarden_parsers.model import ANY, ANY4, ANY6, ANY_SERVICE, AddressSet, AtomKind, Match, ServiceSet
from zonewarden_parsers.model.addresses import block4
from zonewarden_parsers.model.services import ICMP, ICMP6, WITH_PORTS

PROTOCOL_FIELDS = {
    "tcp": 6, "udp": 17, "udplite": 136, "sctp": 132, "dccp": 33, "icmp": ICMP, "icmpv6": ICMP6, "ah": 51, "esp": 50, "comp": 108, "igmp": 2, "gre": 47,
}  # fmt: skip
_CODES = {"net-unreachable": 0, "host-unreachable": 1, "prot-unreachable": 2, "port-unreachable": 3, "frag-needed": 4, "net-prohibited": 9,
          "host-prohibited": 10, "admin-prohibited": 13}  # fmt: skip
_CODES6 = {
    "no-route": 0,
    "admin-prohibited": 1,
    "addr-unreachable": 3,
    "port-unreachable": 4,
    "policy-fail": 5,
    "reject-route": 6,
}
_ETHER = {
    "ip": ANY4,
    "ip6": ANY6,
    "ipv4": ANY4,
    "ipv6": ANY6,
    "0x0800": ANY4,
    "0x86dd": ANY6,
    "2048": ANY4,
    "34525": ANY6,
    "4": ANY4,
    "6": ANY6,
    "2": ANY4,
    "10": ANY6,
}
_NOT_IP = frozenset({"arp", "vlan", "8021q", "8021ad", "0x0806", "0x8100", "bridge", "netdev", "inet"})


@dataclass(frozen=True, slots=True)
class AddressAxis:
    """Sources or destinations of one IP version."""

    source: bool
    version: int

    @property
    def universe(self) -> AddressSet:
        """Every value."""
        return ANY4 if self.version == 4 else ANY6

    def read(self, value: Value) -> AddressSet:
        """Return the addresses of a value."""
        return _addresses(value, self.version)

    def cube(self, values: AddressSet) -> Cube:
        """Return the packets with one of these values."""
        every = self.universe
        return Cube(Match(values, every) if self.source else Match(every, values))


@dataclass(frozen=True, slots=True)
class FamilyAxis:
    """The IP version."""

    universe: AddressSet = ANY

    def read(self, value: Value) -> AddressSet:
        """Return all addresses of a version; none for what is no IP."""
        text = value.text.lower() if isinstance(value, Scalar) else ""
        if text in _NOT_IP:
            return AddressSet()
        if text not in _ETHER:
            raise UnreadableError(said(value))
        return _ETHER[text]

    def cube(self, values: AddressSet) -> Cube:
        """Return the packets of these versions."""
        return Cube(Match(values, values))


@dataclass(frozen=True, slots=True)
class ServiceAxis:
    """A part of the service space: `number` reads a word, `services` gives the packets from one number to another."""

    universe: ServiceSet
    number: Callable[[str], int | None]
    services: Callable[[int, int], ServiceSet]
    version: int = 0

    def read(self, value: Value) -> ServiceSet:
        """Return the services of a value."""
        low, high = (
            (value.text, value.text)
            if isinstance(value, Scalar)
            else (value.low, value.high)
            if isinstance(value, Span)
            else ("", "")
        )
        first, last = self.number(low), self.number(high)
        if first is None or last is None or first > last:
            raise UnreadableError(said(value))
        return self.services(first, last)

    def cube(self, values: ServiceSet) -> Cube:
        """Return the packets with one of these services."""
        every = {4: ANY4, 6: ANY6}.get(self.version, ANY)
        return Cube(Match(every, every, values))


Axis = AddressAxis | FamilyAxis | ServiceAxis


@lru_cache(maxsize=65536)
def _addresses(value: Value, version: int) -> AddressSet:
    try:
        match value:
            case Scalar() if version == 4 and (block := block4(value.text)) is not None:
                found = AddressSet.range(4, *block)
            case Block():
                found = AddressSet.parse(f"{value.address}/{value.length}")
            case Span():
                found = AddressSet.parse(f"{value.low}-{value.high}")
            case Scalar():
                found = AddressSet.range(version, *[int(_address(value.text, version))] * 2)
            case _:
                raise UnreadableError(said(value))
    except ValueError as error:
        raise UnreadableError(said(value)) from error
    if not found.family(version):
        raise UnreadableError(said(value))
    return found


def _address(text: str, version: int) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.IPv4Address(text) if version == 4 else ipaddress.IPv6Address(text)


def is_host_name(value: Value) -> bool:
    """Return whether a value is a name that a resolver would have to look up."""
    return isinstance(value, Scalar) and value.text[:1].isalpha() and ":" not in value.text


def _integer(text: str) -> int | None:
    try:
        return int(text, 0) if text[:1].isdigit() and len(text) < 12 else None
    except ValueError:
        return None


def _port(text: str) -> int | None:
    found = port_number(text)
    number = _integer(text) if found is None else found
    return number if number is not None and number <= 65535 else None


def _protocol(text: str) -> int | None:
    return protocol_number(text)


def _protocols(low: int, high: int) -> ServiceSet:
    found = ServiceSet.of(((low, high),))
    return found | ServiceSet.protocol(6) if low <= 6 <= high else found


def _ports(numbers: tuple[int, ...], *, source: bool) -> ServiceAxis:
    def services(low: int, high: int) -> ServiceSet:
        spans = ((low, high),)
        return ServiceSet.union(
            ServiceSet.ports(n, source=spans) if source else ServiceSet.ports(n, spans) for n in numbers
        )

    return ServiceAxis(services(0, 65535), _port, services)


def _types(number: int, names: dict[str, tuple[int, int | None]]) -> ServiceAxis:
    def read(text: str) -> int | None:
        found = _integer(text)
        return found if found is not None else names.get(text, (None, None))[0]

    def services(low: int, high: int) -> ServiceSet:
        return ServiceSet.union(ServiceSet.icmp(number, kind) for kind in range(low, min(high, 255) + 1))

    return ServiceAxis(ServiceSet.icmp(number), read, services)


def _codes(number: int, names: dict[str, int]) -> ServiceAxis:
    def read(text: str) -> int | None:
        found = _integer(text)
        return found if found is not None else names.get(text)

    def services(low: int, high: int) -> ServiceSet:
        return ServiceSet.union(ServiceSet.icmp(number, None, code) for code in range(low, min(high, 255) + 1))

    return ServiceAxis(ServiceSet.icmp(number), read, services)


_WITH_PORTS = tuple(sorted(WITH_PORTS - {256}))
AXES: dict[str, Axis] = {
    "ip saddr": AddressAxis(source=True, version=4), "ip daddr": AddressAxis(source=False, version=4),
    "ip6 saddr": AddressAxis(source=True, version=6), "ip6 daddr": AddressAxis(source=False, version=6),
    **{f"{name} sport": _ports((number,), source=True) for name, number in PROTOCOL_FIELDS.items() if number in WITH_PORTS},
    **{f"{name} dport": _ports((number,), source=False) for name, number in PROTOCOL_FIELDS.items() if number in WITH_PORTS},
    "th sport": _ports(_WITH_PORTS, source=True), "th dport": _ports(_WITH_PORTS, source=False),
    "meta l4proto": ServiceAxis(ANY_SERVICE, _protocol, _protocols),
    "ip protocol": ServiceAxis(ANY_SERVICE, _protocol, _protocols, 4), "ip6 nexthdr": ServiceAxis(ANY_SERVICE, _protocol, _protocols, 6),
    "icmp type": _types(ICMP, ICMP_TYPES), "icmpv6 type": _types(ICMP6, ICMP6_TYPES),
    "icmp code": _codes(ICMP, _CODES), "icmpv6 code": _codes(ICMP6, _CODES6),
    **dict.fromkeys(("meta nfproto", "meta protocol", "ether type", "ip version", "ip6 version", "vlan type"), FamilyAxis()),
}  # fmt: skip
"""Fields whose values are exact sets."""

INTERFACES = {"meta iif": True, "meta iifname": True, "meta oif": False, "meta oifname": False}
"""Interface fields, and whether they tell where a packet comes from."""

KINDS: dict[str, AtomKind] = {
    **dict.fromkeys(("mark", "nftrace", "secmark", "priority", "ipsec", "secpath", "cgroup", "random", "rtclassid"), AtomKind.STATE),
    **dict.fromkeys(("skuid", "skgid"), AtomKind.USER), **dict.fromkeys(("time", "hour", "day"), AtomKind.SCHEDULE),
    **dict.fromkeys(("iifgroup", "oifgroup", "iiftype", "oiftype", "iifkind", "oifkind", "sdif", "sdifname", "ibrname", "obrname"), AtomKind.INTERFACE),
}  # fmt: skip


def kind_of(name: str) -> AtomKind:
    """Return the kind of doubt that a field gives which is not exact."""
    protocol, _, rest = name.partition(" ")
    if protocol == "ct":
        return AtomKind.STATE
    if protocol == "ether":
        return AtomKind.MAC
    if name == "ip frag-off" or protocol == "frag":
        return AtomKind.FRAGMENTS
    return KINDS.get(rest, AtomKind.PACKET) if protocol == "meta" else AtomKind.PACKET


def implied(name: str) -> Cube:
    """Return the packets that have a field at all."""
    protocol = name.partition(" ")[0]
    if protocol in PROTOCOL_FIELDS:
        return Cube(Match(services=ServiceSet.protocol(PROTOCOL_FIELDS[protocol])))
    if protocol in {"ip", "ip6"}:
        every = ANY4 if protocol == "ip" else ANY6
        return Cube(Match(every, every))
    return ALL


def interfaces_of(text: str, names: InterfaceNames) -> frozenset[str]:
    """Return the interfaces that a name or a pattern like `eth*` means."""
    if text.endswith("*") and not text.endswith("\\*"):
        return names.starting(text[:-1])
    return frozenset({text.replace("\\*", "*")})
