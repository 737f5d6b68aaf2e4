"""Simple first-match lists of Iptables_Semantics (formally verified), and packets to compare them with ours."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from zonewarden_parsers.model import Action, AddressSet, IntervalSet, Packet, Rule, RuleList
from zonewarden_parsers.model.services import ServiceSet

PROTOCOLS = {"tcp": 6, "udp": 17, "icmp": 1}
SAMPLES = 1500


@dataclass(frozen=True, slots=True)
class Simple:
    """One rule of a closure."""

    permit: bool
    protocol: int | None
    sources: IntervalSet
    destinations: IntervalSet
    sports: IntervalSet
    dports: IntervalSet

    def holds(self, packet: Packet) -> bool:
        return (
            self.protocol in {None, packet.protocol}
            and packet.source in self.sources
            and packet.destination in self.destinations
            and (packet.protocol not in {6, 17} or (packet.first in self.sports and packet.second in self.dports))
        )


def simple(row: dict[str, Any]) -> Simple:
    """Return a rule as recorded: `match` holds `tcp dpt:22`, `udp spts:1:3 dpts:4:5` ..."""
    ports = {"s": IntervalSet(((0, 65535),)), "d": IntervalSet(((0, 65535),))}
    for word in row["match"].split():
        name, _, span = word.partition(":")
        if name[:1] in ports and name[1:] in {"pt", "pts"}:
            low, _, high = span.partition(":")
            ports[name[0]] = IntervalSet(((int(low), int(high or low)),))
        else:
            assert word in {"tcp", "udp", "icmp"}, row
    return Simple(
        row["action"] == "ACCEPT", None if row["proto"] == "all" else PROTOCOLS[row["proto"]],
        AddressSet.parse(row["src"]).v4, AddressSet.parse(row["dst"]).v4, ports["s"], ports["d"],
    )  # fmt: skip


def accepts(rules: Sequence[Simple], packet: Packet, policy: bool) -> bool:
    """Return what a closure does with a packet."""
    return next((r.permit for r in rules if r.holds(packet)), policy)


def answers(rules: RuleList, packet: Packet, came: str, left: str | None) -> set[bool]:
    """Return what our list may do with a packet that comes in and goes out by these interfaces (`left` None: to itself)."""
    found: set[bool] = set()
    for rule in rules.rules:
        if not _asked(rule, came, left) or not _holds(rule.match.over_parts, packet):
            continue
        found |= {True, False} if rule.action is Action.UNKNOWN else {rule.action is Action.PERMIT}
        if rule.action is not Action.UNKNOWN and _holds(rule.match.under_parts, packet):
            return found
    return found | {rules.default is Action.PERMIT}


def _asked(rule: Rule, came: str, left: str | None) -> bool:
    return (rule.from_interfaces is None or came in rule.from_interfaces) and (
        rule.to_interfaces is None or left in rule.to_interfaces
    )


def _holds(parts: tuple[AddressSet, AddressSet, ServiceSet], packet: Packet) -> bool:
    point = ServiceSet.of(*(((x, x),) for x in (packet.protocol, packet.first, packet.second)))
    return packet.source in parts[0].v4 and packet.destination in parts[1].v4 and point <= parts[2]


def packets(rules: Sequence[Simple], ours: RuleList) -> Iterator[Packet]:
    """Yield packets at the edges of both lists, mixed at random with a fixed seed."""
    dice = random.Random(7)
    sources = _edges(chain((r.sources for r in rules), (r.match.sources.v4 for r in ours.rules)), 2**32 - 1)
    targets = _edges(chain((r.destinations for r in rules), (r.match.destinations.v4 for r in ours.rules)), 2**32 - 1)
    boxes = [b for r in ours.rules for b in r.match.services.boxes()]
    ports = _edges(chain((r.sports for r in rules), (r.dports for r in rules)), 65535)
    ports += _edges((IntervalSet((b.second,)) for b in boxes), 65535)
    for _ in range(SAMPLES):
        protocol = dice.choice([6, 6, 6, 17, 1, 47])
        first, second = (dice.choice(ports), dice.choice(ports)) if protocol in {6, 17} else (8, 0)
        yield Packet(4, dice.choice(sources), dice.choice(targets), protocol, first, second)


def _edges(sets: Iterator[IntervalSet], top: int) -> list[int]:
    points = {p for s in sets for low, high in s.spans for p in (low - 1, low, (low + high) // 2, high, high + 1)}
    return sorted(p for p in points | {0, top} if 0 <= p <= top)
