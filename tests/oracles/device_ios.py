"""Random routers as IOS text, with what they mean."""

from __future__ import annotations

from random import Random
from typing import NamedTuple

from tests.oracles import draw
from tests.oracles.draw_ios import Ios
from tests.oracles.plant import Plant, Port, Way
from tests.oracles.terms import TOP, Block, Listed
from tests.oracles.write_ios import Written, write_list

HOP = 254


def subnet(version: int, i: int, j: int, length: int = 0) -> Block:
    """Return one of the nine networks that random addresses fall into, or its larger neighbourhood."""
    if version == 4:
        return Block(4, 10 << 24 | i << 16 | j << 8, draw.care(4, length or 24))
    return Block(6, 0x20010DB8 << 96 | i << 80 | j << 64, draw.care(6, length or 64))


def first_hop(network: Block) -> int:
    """Return the neighbour's address in a network."""
    return network.base + HOP


def random_router(seed: int, doubt: float = 0.0, *, far_routes: bool = False, variant: int = 0) -> Plant:
    """Return a router with its text. `far_routes`: some static routes lead over others, to a neighbour that is gone, or into nothing.

    Variants of a seed differ in their lists and where these are bound, in nothing else.
    """
    rng = Random(seed)
    ios = Ios(Random(f"{seed} {variant}"), doubt)
    places = rng.sample([(i, j) for i in range(3) for j in range(3)], 9)
    ports = _ports(rng, places)
    lists = _lists(ios, ports)
    statics, ways = _routes(rng, ports, places, far=far_routes)
    if rng.random() < 0.15:
        statics += ["router ospf 1", " network 0.0.0.0 255.255.255.255 area 0"]
        ways = [w for w in ways if w.network.care]
    plant = Plant(ports, [*ways, *connected(ports)], random_zones(rng))
    plant.dynamic = "router ospf 1" in statics
    blocks = [[line for w in lists for line in w.lines], _port_lines(rng, ports, lists), statics]
    rng.shuffle(blocks)
    plant.text = "\n".join(
        ("version 15.2", "hostname r1", *ios.text(), *(line for b in blocks for line in b), "end", "")
    )
    return plant


def connected(ports: list[Port]) -> list[Way]:
    """Return the routes to the networks of the ports that are up."""
    return [Way(n, (p.name,), connected=True) for p in ports if p.up for n in p.networks]


def _ports(rng: Random, places: list[tuple[int, int]]) -> list[Port]:
    ports = []
    vrfs = ["", "", "", "PLANT"] if rng.random() < 0.3 else [""]
    for k in range(rng.randrange(2, 5)):
        networks = [subnet(4, *places.pop())]
        if rng.random() < 0.25 and len(places) > 3:
            networks.append(subnet(4, *places.pop()))
        if rng.random() < 0.6:
            networks.append(subnet(6, networks[0].base >> 16 & 255, networks[0].base >> 8 & 255))
        ports.append(Port(f"GigabitEthernet0/{k}", networks, vrf=rng.choice(vrfs), up=rng.random() > 0.08))
    return ports


def _lists(ios: Ios, ports: list[Port]) -> list[Written]:
    rng = ios.rng
    made: dict[int, list[Written]] = {4: [], 6: []}
    for version, names in ((4, ("101", "2001", "7", "ACL-IN", "ACL-OUT")), (6, ("V6-A", "V6-B"))):
        for name in rng.sample(names, rng.randrange(1, 3)):
            made[version].append(write_list(ios, version, name, rng.randrange(1, 6)))
    empty = Listed("NOT-THERE", (), default=True)
    for port in ports:
        for direction in ("in", "out"):
            for version in (4, 6):
                if port.speaks(version) and rng.random() < 0.5:
                    choice = rng.choice(made[version]).listed if rng.random() > 0.05 else empty
                    port.lists[direction, version] = choice
    return made[4] + made[6]


def _port_lines(rng: Random, ports: list[Port], lists: list[Written]) -> list[str]:
    lines = []
    for port in ports:
        body = [f"vrf forwarding {port.vrf}"] if port.vrf else []
        four = [n for n in port.networks if n.version == 4]
        body += [
            f"ip address {draw.text4(n.base + 1)} {draw.text4(n.care)}{' secondary' if k else ''}"
            for k, n in enumerate(four)
        ]
        body += [f"ipv6 address {draw.text6(rng, n.base + 1)}/64" for n in port.networks if n.version == 6]
        for (direction, version), found in port.lists.items():
            body.append(f"{'ip access-group' if version == 4 else 'ipv6 traffic-filter'} {found.name} {direction}")
        body += [] if port.up else ["shutdown"]
        lines += [f"interface {port.name}", *(f" {b}" for b in body), "!"]
    return lines


class Static(NamedTuple):
    """A static route as configured: to a neighbour, by a port, by both, or into nothing."""

    network: Block
    vrf: str
    hop: int | None = None
    port: str = ""


def _routes(rng: Random, ports: list[Port], places: list[tuple[int, int]], *, far: bool) -> tuple[list[str], list[Way]]:
    """Return static routes: by neighbour and by port; if `far`, by a neighbour that another route leads to, and into nothing."""
    lines, found = [], list[Static]()
    wanted = [subnet(4, *p) for p in places[: rng.randrange(4)]]
    wanted += [subnet(4, rng.randrange(3), 0, 16)] if rng.random() < 0.4 else []
    wanted += [subnet(4, rng.randrange(3), rng.randrange(3), 25)] if rng.random() < 0.3 else []
    wanted += rng.sample(wanted, 1) if wanted and rng.random() < 0.15 else []
    wanted += [Block(4, 0, 0)] if rng.random() < 0.4 else []
    wanted += [subnet(6, rng.randrange(3), 0, 48)] if rng.random() < 0.4 else []
    for network in wanted:
        network = Block(network.version, network.base & network.care, network.care)
        port = rng.choice(ports)
        via = [n for n in port.networks if n.version == network.version]
        if not via or not (far or port.up):
            continue
        vrf = f"vrf {port.vrf} " if port.vrf else ""
        head = f"{'ip' if network.version == 4 else 'ipv6'} route {vrf}{_target(rng, network)}"
        if Static(network, "", port="Null0") in found:
            continue
        if far and rng.random() < 0.1 and not any(p.vrf for p in ports) and all(r.network != network for r in found):
            lines.append(f"{head} Null0")
            found.append(Static(network, "", port="Null0"))
            continue
        hop = first_hop(rng.choice(via))
        if far and rng.random() < 0.15 and network.version == 4:
            lines.append(f"ip route {vrf}{_target(rng, FAR)} {draw.text4(hop)}")
            found.append(Static(FAR, port.vrf, hop))
            hop = FAR.base + 1
        out = f"{port.name} " if rng.random() < 0.3 else ""
        lines.append(f"{head} {out}{draw.text(rng, network.version, hop)}")
        found.append(Static(network, port.vrf, hop, port.name if out else ""))
    exits = [(r, _exits(r, found, ports)) for r in found]
    return lines, [Way(r.network, e, drops=r.port == "Null0") for r, e in exits if e is not None]


def _exits(route: Static, routes: list[Static], ports: list[Port], depth: int = 5) -> tuple[str, ...] | None:
    """Return the ports a route leaves by: none where nobody knows, None for a route by a port that is down: not in force."""
    if route.port == "Null0":
        return ()
    if route.port:
        return (route.port,) if next(p.up for p in ports if p.name == route.port) else None
    if route.hop is None or not depth:
        return ()
    version = route.network.version
    for port in ports:
        near = [n for n in port.networks if n.version == version and n.holds(route.hop)]
        if near and port.up and port.vrf == route.vrf:
            return (port.name,)
    over = [
        r
        for r in routes
        if r.vrf == route.vrf and r.network.version == version and r.network.care and r.network.holds(route.hop)
    ]
    longest = max((r.network.care for r in over), default=0)
    exits = [_exits(r, routes, ports, depth - 1) or () for r in over if r.network.care == longest and r != route]
    return tuple(sorted({p for e in exits for p in e}))


FAR = Block(4, 10 << 24 | 99 << 16, draw.care(4, 24))
"""A transit network that only static routes lead to."""


def _target(rng: Random, network: Block) -> str:
    if network.version == 4:
        return f"{draw.text4(network.base)} {draw.text4(network.care)}"
    return f"{draw.text6(rng, network.base)}/{network.care.bit_count()}"


def random_zones(rng: Random) -> dict[str, list[Block]]:
    """Return zones made of the nine networks, of halves of them and of something far away; together or apart."""
    pieces = []
    for i in range(3):
        for j in range(3):
            whole = subnet(4, i, j)
            if rng.random() < 0.15:
                care = draw.care(4, 25)
                pieces += [Block(4, whole.base, care), Block(4, whole.base | 128, care)]
            else:
                pieces.append(whole)
            pieces.append(subnet(6, i, j))
    pieces.append(Block(4, 0xC0A80000, draw.care(4, 16)))
    zones: dict[str, list[Block]] = {}
    for piece in pieces:
        if rng.random() < 0.7:
            zones.setdefault(rng.choice("abcde"), []).append(piece)
    return zones


assert TOP[4] == draw.care(4, 32)
