"""Seeded rule lists to measure with, as plain lines and as IOS, ASA and Aerleon text.

`realistic` draws from the hosts, subnets and services of one organisation with the skew of real lists: objects nest and are
used again, some rules copy an earlier one, some are covered only by several. Same arguments, same lines. The parameters are
those of the table that `run.py` writes; the seed that is reported is never the one that code was tuned on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

PORTS = (0, 65535)
EVERYWHERE = (0, 2**32 - 1)
IP, ICMP, TCP, UDP = -1, 1, 6, 17
NAMES = {IP: "ip", ICMP: "icmp", TCP: "tcp", UDP: "udp", 47: "gre", 50: "esp", 89: "ospf", 103: "pim"}
TCP_PORTS = (
    443, 80, 22, 3389, 445, 1433, 5432, 1521, 389, 636, 88, 135, 139, 8080, 8443, 53, 21, 25, 502, 102, 44818, 20000,
    2404, 4840, 5900, 5985, 9100, 179, 1883, 8883, 23, 3268, 111, 2049, 5671, 9092,
)  # fmt: skip
UDP_PORTS = (53, 123, 161, 162, 514, 67, 69, 88, 389, 500, 4500, 1812, 1813, 137, 138, 2222, 47808, 34964)
RANGES = ((1024, 65535), (49152, 65535), (5000, 5100), (8000, 8999), (137, 139), (20, 21), (30000, 32767))
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: closed ranges of addresses and ports. `protocol` is IP for every protocol."""

    permit: bool
    protocol: int
    source: Span
    destination: Span
    source_ports: Span = PORTS
    ports: Span = PORTS


@dataclass(frozen=True, slots=True)
class Mix:
    """What a list is made of, as shares of its lines."""

    any_address: float = 0.05
    deny: float = 0.12
    narrowed: float = 0.03
    repeated: float = 0.01
    halved: float = 0.01
    reuse: float = 1.1


DENSE = Mix(reuse=1.6)
"""Fewer objects, used more often: most rules overlap many others."""


def realistic(count: int, seed: int, mix: Mix = Mix()) -> list[Line]:
    """Return `count` lines, the last one `deny ip any any`."""
    random = Random(f"{seed}:{count}:{mix}")
    plant = _Plant(random, count, mix)
    lines: list[Line] = []
    while len(lines) < count - 1:
        lines.extend(_next(random, plant, lines, mix))
    return [*lines[: count - 1], Line(False, IP, EVERYWHERE, EVERYWHERE)]


def _next(random: Random, plant: _Plant, lines: Sequence[Line], mix: Mix) -> Iterator[Line]:
    permit = random.random() >= mix.deny
    draw = random.random()
    if lines and draw < mix.narrowed:
        old = random.choice(lines)
        part = _inside(random, old.source)
        yield replace(old, permit=permit, source=part, destination=old.destination)
    elif lines and draw < mix.narrowed + mix.repeated:
        yield replace(random.choice(lines), permit=permit)
    elif draw < mix.narrowed + mix.repeated + mix.halved:
        whole = replace(plant.line(permit), destination=plant.subnet())
        low, high = whole.destination
        middle = (low + high) // 2
        yield replace(whole, destination=(low, middle))
        yield replace(whole, destination=(middle + 1, high))
        yield replace(whole, permit=random.random() < 0.5)
    else:
        yield plant.line(permit)


def _inside(random: Random, span: Span) -> Span:
    host = random.randint(*span)
    return (host, host)


class _Plant:
    """The objects of one organisation: sites of a /16, subnets in them, hosts in those, and partners outside."""

    def __init__(self, random: Random, count: int, mix: Mix) -> None:
        self.random, self.mix = random, mix
        sites = [(10 << 24) | (i << 16) for i in random.sample(range(256), max(4, min(200, count // 50 + 4)))]
        self.sites = [_block(s, 16) for s in sites]
        self.subnets = [
            _block(
                random.choice(sites) | random.getrandbits(16), random.choice((22, 23, 24, 24, 24, 24, 25, 26, 27, 28))
            )
            for _ in range(max(8, count // 8))
        ]
        self.hosts = [_inside(random, random.choice(self.subnets)) for _ in range(max(16, count // 2))]
        heads = (172, 192, 198, 203, 52, 34, 13, 20, 185)
        self.partners = [
            _block(random.choice(heads) << 24 | random.getrandbits(24), random.choice((12, 16, 20, 24, 24, 28, 32)))
            for _ in range(max(8, count // 40))
        ]

    def line(self, permit: bool) -> Line:
        while True:
            source, destination = self.address(), self.address()
            protocol, source_ports, ports = self.service()
            wide = sum(high - low >= 2**24 - 1 for low, high in (source, destination))
            open_ports = protocol == IP or (protocol in (TCP, UDP) and ports[1] - ports[0] > 1000)
            if wide == 2 or (wide and open_ports and self.random.random() < 0.9):
                continue
            return Line(permit, protocol, source, destination, source_ports, ports)

    def address(self) -> Span:
        draw = self.random.random()
        if draw < self.mix.any_address:
            return EVERYWHERE
        for share, pool in ((0.5, self.hosts), (0.8, self.subnets), (0.9, self.sites), (1.1, self.partners)):
            if draw < share:
                return pool[self._skewed(len(pool))]
        raise AssertionError("the shares end above 1")

    def subnet(self) -> Span:
        return self.random.choice([s for s in self.random.choices(self.subnets, k=8) if s[0] < s[1]])

    def service(self) -> tuple[int, Span, Span]:
        draw = self.random.random()
        if draw < 0.07:
            return IP, PORTS, PORTS
        if draw < 0.11:
            return self.random.choice((ICMP, ICMP, ICMP, 47, 50, 89)), PORTS, PORTS
        protocol = TCP if draw < 0.83 else UDP
        source_ports = (1024, 65535) if self.random.random() < 0.01 else PORTS
        kind = self.random.random()
        if kind < 0.04:
            return protocol, source_ports, PORTS
        if kind < 0.1:
            return protocol, source_ports, self.random.choice(RANGES)
        known = TCP_PORTS if protocol == TCP else UDP_PORTS
        port = known[self._skewed(len(known))] if kind < 0.93 else self.random.randrange(1024, 65536)
        return protocol, source_ports, (port, port)

    def _skewed(self, size: int) -> int:
        return min(size - 1, int(size * self.random.random() ** self.mix.reuse))


def _block(address: int, length: int) -> Span:
    low = address & (2**32 - 2 ** (32 - length))
    return (low, low + 2 ** (32 - length) - 1)


def ios(lines: Sequence[Line]) -> str:
    """Return a router's configuration with one list, bound."""
    head = (
        "hostname r1\n!\ninterface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\n ip access-group ACL in\n!\n"
    )
    body = "".join(f" {_rule(line, wildcard)}\n" for line in lines)
    return f"{head}ip access-list extended ACL\n{body}!\nend\n"


def asa(lines: Sequence[Line]) -> str:
    """Return a firewall's configuration with one list, bound."""
    head = (
        "ASA Version 9.16(1)\n!\nhostname fw1\n!\ninterface GigabitEthernet0/0\n nameif outside\n security-level 0\n"
        " ip address 10.0.0.1 255.255.255.0\n!\n"
    )
    body = "".join(f"access-list ACL extended {_rule(line, netmask)}\n" for line in lines)
    return f"{head}{body}access-group ACL in interface outside\n"


def _rule(line: Line, mask: Callable[[Span], str]) -> str:
    return (
        f"{'permit' if line.permit else 'deny'} {NAMES[line.protocol]} {mask(line.source)}{_ports(line.source_ports)} "
        f"{mask(line.destination)}{_ports(line.ports)}"
    )


def wildcard(span: Span) -> str:
    """Return a block as an IOS operand."""
    return _operand(span, span[1] - span[0])


def netmask(span: Span) -> str:
    """Return a block as an ASA operand."""
    return _operand(span, 2**32 - 1 ^ (span[1] - span[0]))


def _operand(span: Span, mask: int) -> str:
    if span == EVERYWHERE:
        return "any"
    return f"host {dotted(span[0])}" if span[0] == span[1] else f"{dotted(span[0])} {dotted(mask)}"


def dotted(address: int) -> str:
    """Return an IPv4 address as text."""
    return ".".join(str(address >> shift & 255) for shift in (24, 16, 8, 0))


def _ports(span: Span) -> str:
    if span == PORTS:
        return ""
    return f" eq {span[0]}" if span[0] == span[1] else f" range {span[0]} {span[1]}"


def aerleon(lines: Sequence[Line]) -> tuple[str, list[str], list[str]]:
    """Return a list as Aerleon and Capirca take it: the policy, network definitions, service definitions."""
    networks: dict[Span, str] = {}
    services: dict[tuple[int, Span], str] = {}
    terms = []
    for i, line in enumerate(lines):
        words = [f"  action:: {'accept' if line.permit else 'deny'}"]
        if line.protocol != IP:
            words.append(f"  protocol:: {NAMES[line.protocol]}")
        for key, span in (("source-address", line.source), ("destination-address", line.destination)):
            if span != EVERYWHERE:
                words.append(f"  {key}:: {networks.setdefault(span, f'N{len(networks)}')}")
        for key, span in (("source-port", line.source_ports), ("destination-port", line.ports)):
            if span != PORTS and line.protocol in (TCP, UDP):
                words.append(f"  {key}:: {services.setdefault((line.protocol, span), f'S{len(services)}')}")
        terms.append("\n".join([f"term r{i} {{", *words, "}"]))
    policy = "header {\n  target:: cisco ACL extended\n}\n" + "\n".join(terms) + "\n"
    defined = [f"{name} = {dotted(low)}/{32 - (high - low).bit_length()}" for (low, high), name in networks.items()]
    ports = [f"{name} = {low}-{high}/{NAMES[p]}" for (p, (low, high)), name in services.items()]
    return policy, defined, ports
