"""A packet simulator of one device, and our zone matrix against it over every cell of the packet space.

The simulator knows ports, routes, lists and levels as the generator meant them. A packet enters by the port that its
source is routed to and leaves by the port that its destination is routed to; both filters must let it through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from tests.oracles.cells import Decider, Rows, Side, Tag, address_rows, service_rows, sides
from tests.oracles.terms import Block, Entry, Listed, Packet, holds
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.site.model import Zone
from zonewarden_parsers.model import AddressSet, Device, IntervalSet, Location

HERE = Location("zones", 1)


@dataclass(slots=True)
class Port:
    """An interface: its subnets, its lists by (direction, IP version), its VRF, and on an ASA its security level."""

    name: str
    networks: list[Block]
    lists: dict[tuple[str, int], Listed] = field(default_factory=dict)
    vrf: str = ""
    up: bool = True
    level: int | None = None

    def speaks(self, version: int) -> bool:
        return version == 4 or any(n.version == 6 for n in self.networks)


@dataclass(frozen=True, slots=True)
class Way:
    """A route: a network and the ports it leaves by, none where nobody knows. `drops`: it leads into nothing."""

    network: Block
    ports: tuple[str, ...]
    connected: bool = False
    drops: bool = False


@dataclass(slots=True)
class Plant:
    """A device as meant. `ways` hold connected networks and routes in force. `shared` is an ASA's global list.

    `dynamic`: a routing protocol may know more routes.
    """

    ports: list[Port]
    ways: list[Way]
    zones: dict[str, list[Block]]
    shared: Listed | None = None
    same_level: bool = False
    dynamic: bool = False
    text: str = ""

    def port(self, name: str) -> Port:
        return next(p for p in self.ports if p.name == name)

    def places(self, version: int, address: int, *, leaving: bool = False) -> tuple[str, ...] | None:
        """Return the ports behind which an address lies: the longest network decides; None where nobody knows.

        `leaving`: the ports by which packets to the address leave; none where they are dropped, unless a routing protocol
        may know a longer network. Packets from an address that is routed into nothing may come from anywhere. Beside a
        routing protocol a static route decides only for a zone that holds all of its network.
        """
        found = [w for w in self.ways if w.network.version == version and w.network.holds(address)]
        if not found:
            return None
        longest = max(w.network.care for w in found)
        best = [w for w in found if w.network.care == longest]
        best = [w for w in best if w.connected] or best
        if any(w.drops for w in best):
            return () if leaving and not self.dynamic else None
        if self.dynamic and not best[0].connected and not self._zone_of(version, address) >= _network(best[0].network):
            return None
        return tuple(sorted({p for w in best for p in w.ports})) or None

    def _zone_of(self, version: int, address: int) -> AddressSet:
        found = (z for z in self.zones.values() if holds(z, version, address))
        return AddressSet.union(_network(b) for b in next(found, ()))

    def chain(self, entry: str, leave: str, version: int) -> tuple[tuple[Listed, ...], ...] | None:
        """Return the lists that judge a packet one after another (each is tried in order), None where it cannot pass at all."""
        one, other = self.port(entry), self.port(leave)
        if one is other or one.vrf != other.vrf or not (one.speaks(version) and other.speaks(version)):
            return None
        inbound = tuple(x for x in (one.lists.get(("in", version)), self.shared) if x)
        if one.level is not None and other.level is not None:
            if one.level == other.level and not self.same_level:
                return None
            if one.level < other.level and not inbound:
                return None
        outbound = other.lists.get(("out", version))
        return tuple(c for c in (inbound, (outbound,) if outbound else ()) if c)


def site_zones(zones: Mapping[str, Sequence[Block]]) -> dict[str, Zone]:
    """Return zones as the site declares them."""
    return {
        name: Zone(name, "cell", 1, 1, HERE, addresses=AddressSet.union(_network(b) for b in blocks))
        for name, blocks in zones.items()
    }


def _network(block: Block) -> AddressSet:
    low, high = min(block.cuts()), max(block.cuts()) - 1
    return AddressSet.range(block.version, low, high)


def wrong_flows(plant: Plant, device: Device) -> Iterator[str]:
    """Yield packets that `device`, our reading of the plant's text, treats otherwise than the plant does."""
    flows = {(f.from_zone, f.to_zone): f for f in matrix(device, "d", site_zones(plant.zones), None)}
    for a, b in product(plant.zones, repeat=2):
        if a != b:
            for version in (4, 6):
                yield from _wrong_pair(plant, a, b, version, flows.get((a, b)))


def _wrong_pair(plant: Plant, a: str, b: str, version: int, flow: Flow | None) -> Iterator[str]:
    permits = [p for p in flow.permits if p.product.version == version] if flow else []
    definite = sum(1 << i for i, p in enumerate(permits) if p.definite)
    lists, entries = ordered(plant)
    judge = Judge(plant, lists, version)
    source_sides, destination_sides = sides(entries)
    sources = zone_rows(plant, version, a, source_sides, [p.product.sources for p in permits])
    destinations = zone_rows(
        plant, version, b, destination_sides, [p.product.destinations for p in permits], leaving=True
    )
    services = service_rows([e.services.over for e in entries], [p.product.services for p in permits])
    for (s, at), (d, to), (v, points) in product(sources.items(), destinations.items(), services.items()):
        ours = s.ours & d.ours & v.ours
        initiating = [p for p in points if not p.ack]
        where = f"{a}>{b} {Packet(version, at[0], to[0], (initiating or points)[0])}"
        if ours and (s.tag is None or d.tag is None):
            yield f"{where}: outside the zones, we let it through"
        elif ours and len(initiating) < len(points):
            yield f"{where}: cannot begin a session, we let it through"
        elif initiating and s.tag is not None and d.tag is not None:
            right = judge.judge(s.tag[0], d.tag[0], s.over & d.over & v.over, s.under & d.under & v.under)
            for complaint in _complaints(right, bool(ours & definite), bool(ours), bool(flow and flow.taints)):
                yield f"{where} {complaint}"


def zone_rows(
    plant: Plant, version: int, zone: str, given: Sequence[Side], ours: Sequence[IntervalSet], *, leaving: bool = False
) -> Rows:
    """Return the rows of one side; an address of the zone is tagged with (its places,), any other with None."""
    blocks = plant.zones[zone]
    networks = [*(w.network for w in plant.ways), *blocks]

    def tag(point: int) -> Tag:
        return (plant.places(version, point, leaving=leaving),) if holds(blocks, version, point) else None

    return address_rows(version, given, ours, (c for n in networks if n.version == version for c in n.cuts()), tag)


@dataclass(frozen=True, slots=True)
class Right:
    """What the plant does with a cell: `sure` where its way is known; `readable`: without help of an unreadable line."""

    permit: bool
    deny: bool
    sure: bool
    readable: bool


def _complaints(right: Right, definite: bool, possible: bool, tainted: bool) -> Iterator[str]:
    passes = right.permit and not right.deny
    if definite and not passes:
        yield f"passes for sure, we say; it may be denied ({right})"
    if passes and right.sure and not definite:
        yield f"passes for sure, we say no ({right}, possible: {possible})"
    if right.permit and not possible and (right.readable or not tainted):
        yield f"may pass, we say never ({right}, tainted: {tainted})"
    if possible and not right.permit:
        yield f"never passes, we say perhaps ({right})"


def ordered(plant: Plant, shift: int = 0) -> tuple[list[tuple[Listed, int]], list[Entry]]:
    """Return each list with the bit its entries begin at, the global one last, and all entries; the first bit is `shift`."""
    found = {id(x): x for p in plant.ports for x in p.lists.values()}
    ordered = [x for x in found.values() if x is not plant.shared] + ([plant.shared] if plant.shared else [])
    entries: list[Entry] = []
    placed = []
    for one in ordered:
        placed.append((one, shift + len(entries)))
        entries += one.entries
    return placed, entries


class Judge:
    """Decides cells by their masks, for one plant and IP version."""

    def __init__(self, plant: Plant, lists: Sequence[tuple[Listed, int]], version: int) -> None:
        self._plant = plant
        self._version = version
        self._deciders = {id(x): Decider.of(x.entries, default=x.default, shift=shift) for x, shift in lists}
        self._everywhere = tuple(p.name for p in plant.ports if p.up)

    def judge(self, entries: tuple[str, ...] | None, exits: tuple[str, ...] | None, over: int, under: int) -> Right:
        ways = list(
            product(self._everywhere if entries is None else entries, self._everywhere if exits is None else exits)
        )
        sure = entries is not None and exits is not None and len(ways) == 1
        answers = [self._through(e, x, over, under, readable=False) for e, x in ways] or [(False, True)]
        readable = any(self._through(e, x, over, under, readable=True)[0] for e, x in ways)
        return Right(any(p for p, _ in answers), any(d for _, d in answers), sure, readable)

    def _through(self, entry: str, leave: str, over: int, under: int, *, readable: bool) -> tuple[bool, bool]:
        chain = self._plant.chain(entry, leave, self._version)
        if chain is None:
            return False, True
        permit, deny = True, False
        for step in chain:
            may_permit, may_deny = self._joined(step, readable=readable).decide(over, under)
            permit, deny = permit and may_permit, deny or may_deny
        return permit, deny

    def _joined(self, step: tuple[Listed, ...], *, readable: bool) -> Decider:
        parts = [self._deciders[id(x)] for x in step]
        return Decider(
            sum(p.permits for p in parts),
            sum(p.denies for p in parts),
            0 if readable else sum(p.unreadable for p in parts),
            sum(p.certain for p in parts),
            parts[-1].default,
        )
