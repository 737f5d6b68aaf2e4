"""A universe so small that every packet of it is tried, one by one, on lists written as text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from random import Random

from tests.oracles.cells import point_of
from tests.oracles.draw import text4
from tests.oracles.draw_ios import icmp
from tests.oracles.terms import (
    ICMP,
    TCP,
    TOP,
    UDP,
    Addresses,
    Block,
    Entry,
    Listed,
    Packet,
    Service,
    Services,
    Traffic,
    everywhere,
    verdict,
)
from zonewarden.analysis.first_match import Status, classify
from zonewarden.analysis.permitted import ListIndex, through_list
from zonewarden_parsers.model import IntervalSet, PacketSet, Product, RuleList, ServiceSet

BASE = 10 << 24
SIZE = 8
SERVICES = (
    *(Service(p, 49152, port) for p in (TCP, UDP) for port in (79, 80, 81, 82)),
    *(Service(TCP, 80, 49152, ack) for ack in (False, True)),
    *(Service(ICMP, type_, 0) for type_ in (0, 8)),
    Service(47),
)
UNIVERSE = [Packet(4, BASE + a, BASE + b, service) for a, b, service in product(range(SIZE), range(SIZE), SERVICES)]


def tiny_list(rng: Random, *, asa: bool) -> tuple[str, Listed]:
    """Return a list over eight hosts as text for IOS or ASA, and what it means."""
    entries, lines = [], []
    for _ in range(rng.randrange(1, 9)):
        (words, services), sources, destinations = _service(rng, asa=asa), _hosts(rng, asa=asa), _hosts(rng, asa=asa)
        permit = rng.random() < 0.5
        entries.append(Entry(permit, sources, destinations, services))
        line = (
            f"{'permit' if permit else 'deny'} {services.protocol} {sources.words} {destinations.words} {words}".strip()
        )
        lines.append(f"access-list T extended {line}" if asa else f" {line}")
    head = ["ASA Version 9.8(2)"] if asa else ["ip access-list extended T"]
    return "\n".join((*head, *lines, "")), Listed("T", tuple(entries))


def _hosts(rng: Random, *, asa: bool) -> Addresses:
    size = rng.choice((0, 0, 1, 2, 3, 3))
    mask = (1 << size) - 1
    base = BASE + rng.randrange(SIZE) & ~mask
    block = Block(4, base, TOP[4] ^ mask)
    if rng.random() < 0.2:
        return Addresses("any", everywhere(4))
    return Addresses(f"{text4(base)} {text4(block.care if asa else mask)}", (block,))


def _service(rng: Random, *, asa: bool) -> tuple[str, Services]:
    kind = rng.choice(("ip", "tcp", "udp", "tcp", "udp", "icmp", "established"))
    if kind == "ip":
        return "", Services("ip", (Traffic(),))
    if kind == "icmp":
        return "echo", Services("icmp", (icmp(ICMP, 8, None),))
    if kind == "established" and not asa:
        return kind, Services("tcp", (Traffic(TCP, ack=True),))
    low, high = sorted((rng.randrange(79, 83), rng.randrange(79, 83)))
    protocol = UDP if kind == "udp" else TCP
    return f"range {low} {high}", Services(
        "udp" if kind == "udp" else "tcp", (Traffic(protocol, second=((low, high),)),)
    )


def wrong_packets(listed: Listed, found: RuleList) -> Iterator[str]:
    """Yield every packet of the universe that we decide wrongly, and rules whose status the universe refutes."""
    every = IntervalSet(((BASE, BASE + SIZE - 1),))
    permits = PacketSet.of(p.product for p in through_list(ListIndex(found, 4), every, every).permits)
    for packet in UNIVERSE:
        right = verdict(listed.entries, packet, default=False)[0]
        if (one(packet) <= permits) is not right:
            yield f"{packet} passes: {right}"
    verdicts = classify(found)
    for i, entry in enumerate(listed.entries):
        left = [p for p in UNIVERSE if entry.may_match(p) and not any(e.may_match(p) for e in listed.entries[:i])]
        if left and verdicts[i].status is Status.SHADOWED:
            yield f"rule {i} decides {left[0]}, we say shadowed"


def one(packet: Packet) -> PacketSet:
    """Return the set that holds one packet."""
    p, f, s = point_of(packet.service)
    source, destination = (IntervalSet(((x, x),)) for x in (packet.source, packet.destination))
    return PacketSet((Product(packet.version, source, destination, ServiceSet.of(((p, p),), ((f, f),), ((s, s),))),))
