"""Random firewalls as ASA text, with what they mean: security levels, lists in, out and global, routes by interface."""

from __future__ import annotations

from random import Random

from tests.oracles import draw
from tests.oracles.device_ios import connected, first_hop, random_zones, subnet
from tests.oracles.draw_asa import Asa
from tests.oracles.plant import Plant, Port, Way
from tests.oracles.terms import Block, Listed
from tests.oracles.write_asa import write_list
from tests.oracles.write_ios import Written

NAMES = ("inside", "outside", "dmz", "cell")
SAME = ("same-security-traffic permit inter-interface", "same-security-traffic permit intra-interface")


def random_firewall(seed: int, doubt: float = 0.0, *, far_routes: bool = False, variant: int = 0) -> Plant:
    """Return a firewall with its text; three in four speak ASA 9, the others 8.2. Variants: see `random_router`.

    `far_routes`: some static routes leave by interfaces that are down.
    """
    rng = Random(seed)
    asa = Asa(Random(f"{seed} {variant}"), rng.random() < 0.75, doubt)
    places = rng.sample([(i, j) for i in range(3) for j in range(3)], 9)
    ports = _ports(rng, places, dual=asa.dual)
    lists = [write_list(asa, f"{name}_access", rng.randrange(1, 6)) for name in NAMES[: rng.randrange(1, 4)]]
    bindings, shared = _bind(asa, ports, lists)
    statics, ways = _routes(rng, ports, places, far=far_routes)
    plant = Plant(ports, [*ways, *connected(ports)], random_zones(rng), shared)
    plant.same_level = rng.random() < 0.4
    same = rng.sample(SAME, 1 + (rng.random() < 0.3)) if plant.same_level else [SAME[1]] if rng.random() < 0.2 else []
    if plant.same_level and SAME[0] not in same:
        same.append(SAME[0])
    plant.text = "\n".join((
        "ASA Version 9.8(2)" if asa.dual else "ASA Version 8.2(5)", "hostname fw1", *_port_lines(rng, ports), *same, *asa.text(),
        "time-range HOURS", " periodic daily 8:00 to 17:00", *(line for w in lists for line in w.lines), *bindings, *statics, "",
    ))  # fmt: skip
    return plant


def _ports(rng: Random, places: list[tuple[int, int]], *, dual: bool) -> list[Port]:
    ports = list[Port]()
    for name in NAMES[: rng.randrange(2, 5)]:
        i, j = places.pop()
        networks = [subnet(4, i, j), *([subnet(6, i, j)] if dual and rng.random() < 0.6 else [])]
        level = rng.choice((0, 50, 50, 100)) if rng.random() < 0.8 else 100 if name == "inside" else 0
        ports.append(Port(name, networks, up=rng.random() > 0.08, level=level))
    return ports


def _port_lines(rng: Random, ports: list[Port]) -> list[str]:
    lines = []
    for k, port in enumerate(ports):
        default = 100 if port.name == "inside" else 0
        body = [f"nameif {port.name}"]
        body += [] if port.level == default and rng.random() < 0.5 else [f"security-level {port.level}"]
        for n in port.networks:
            four = f"ip address {draw.text4(n.base + 1)} {draw.text4(n.care)}"
            body.append(four if n.version == 4 else f"ipv6 address {draw.text6(rng, n.base + 1)}/64")
        body += [] if port.up else ["shutdown"]
        lines += [f"interface GigabitEthernet0/{k}", *(f" {b}" for b in body), "!"]
    return lines


def _bind(asa: Asa, ports: list[Port], lists: list[Written]) -> tuple[list[str], Listed | None]:
    rng, lines = asa.rng, list[str]()
    for port in ports:
        for direction, share in (("in", 0.5), ("out", 0.2)):
            if rng.random() < share:
                found = rng.choice(lists).listed
                lines.append(f"access-group {found.name} {direction} interface {port.name}")
                port.lists |= {(direction, version): found for version in ((4, 6) if asa.dual else (4,))}
    if asa.dual and rng.random() < 0.3:
        unused = [w for w in lists if all(w.listed is not x for p in ports for x in p.lists.values())]
        if unused:
            lines.append(f"access-group {unused[0].listed.name} global")
            return lines, unused[0].listed
    return lines, None


def _routes(rng: Random, ports: list[Port], places: list[tuple[int, int]], *, far: bool) -> tuple[list[str], list[Way]]:
    lines, ways = [], list[Way]()
    wanted = [subnet(4, *p) for p in places[: rng.randrange(4)]]
    wanted += [subnet(4, rng.randrange(3), 0, 16)] if rng.random() < 0.4 else []
    wanted += [Block(4, 0, 0)] if rng.random() < 0.4 else []
    wanted += [subnet(6, rng.randrange(3), 0, 48)] if rng.random() < 0.4 else []
    for network in wanted:
        network = Block(network.version, network.base & network.care, network.care)
        port = rng.choice(ports)
        via = [n for n in port.networks if n.version == network.version]
        if not via or not (far or port.up):
            continue
        hop = draw.text(rng, network.version, first_hop(via[0]))
        if network.version == 6:
            lines.append(f"ipv6 route {port.name} {draw.text6(rng, network.base)}/{network.care.bit_count()} {hop}")
        else:
            target = (
                "0 0"
                if network.care == 0 and rng.random() < 0.3
                else f"{draw.text4(network.base)} {draw.text4(network.care)}"
            )
            lines.append(f"route {port.name} {target} {hop} 1")
        ways += [Way(network, (port.name,))] if port.up else []
    return lines, ways
