"""Rule lists that are hard to decide: each shape defeats some way of deciding them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import product
from random import Random

from lists import EVERYWHERE, IP, PORTS, TCP, UDP, Line, Span

LAST = Line(True, IP, EVERYWHERE, EVERYWHERE)


def boxes(count: int, random: Random) -> Iterator[Line]:
    """Wide ranges in all four dimensions: nearly all overlap."""
    for _ in range(count):
        yield Line(
            random.random() < 0.5, random.choice((TCP, UDP)), _range(random, EVERYWHERE), _range(random, EVERYWHERE),
            _range(random, PORTS), _range(random, PORTS),
        )  # fmt: skip


def stripes(count: int, _random: Random) -> Iterator[Line]:
    """Every other source stripe to anywhere, then every other destination stripe from anywhere."""
    half = count // 2
    width = 2**32 // half
    for i in range(half):
        yield Line(i % 2 == 0, IP, (i * width, i * width + width // 2), EVERYWHERE)
    for i in range(half):
        yield Line(i % 2 == 0, IP, EVERYWHERE, (i * width, i * width + width // 2))
    yield LAST


def grid(count: int, random: Random) -> Iterator[Line]:
    """Cells that tile everything; only the union of all of them covers the last rule."""
    side = int(count**0.5)
    cells = list(product(_tiles(side, EVERYWHERE), repeat=2))
    random.shuffle(cells)
    for source, destination in cells:
        yield Line(random.random() < 0.5, IP, source, destination)
    yield LAST


def grid4(count: int, random: Random) -> Iterator[Line]:
    """The same in four dimensions."""
    side = max(2, round(count**0.25))
    cells = list(product(_tiles(side, EVERYWHERE), _tiles(side, EVERYWHERE), _tiles(side, PORTS), _tiles(side, PORTS)))
    random.shuffle(cells)
    for source, destination, first, second in cells:
        yield Line(random.random() < 0.5, TCP, source, destination, first, second)
    yield Line(True, TCP, EVERYWHERE, EVERYWHERE)


def blocklist(count: int, random: Random) -> Iterator[Line]:
    """Single hosts denied on either side, then everything permitted."""
    for i in range(count - 1):
        host = random.getrandbits(32)
        ends = ((host, host), EVERYWHERE) if i % 2 else (EVERYWHERE, (host, host))
        yield Line(False, IP, *ends)
    yield LAST


def ports_only(count: int, random: Random) -> Iterator[Line]:
    """Any to any throughout, random ranges of ports: what decision diagrams like best."""
    for _ in range(count):
        yield Line(random.random() < 0.5, TCP, EVERYWHERE, EVERYWHERE, _range(random, PORTS), _range(random, PORTS))


def halves(count: int, random: Random) -> Iterator[Line]:
    """Half of a grid of addresses and a whole grid of ports: splitting by addresses first pays the product of both."""
    side, ports = max(2, int((count / 10) ** 0.5)), 0
    ports = int((count - side * side / 2) ** 0.5)
    cells = list(product(_tiles(side, EVERYWHERE), repeat=2))
    for source, destination in random.sample(cells, len(cells) // 2):
        yield Line(random.random() < 0.5, TCP, source, destination)
    services = list(product(_tiles(ports, PORTS), repeat=2))
    random.shuffle(services)
    for first, second in services:
        yield Line(random.random() < 0.5, TCP, EVERYWHERE, EVERYWHERE, first, second)
    yield Line(True, TCP, EVERYWHERE, EVERYWHERE)


def _range(random: Random, whole: Span) -> Span:
    low, high = sorted(random.randint(*whole) for _ in range(2))
    return (low, high)


def _tiles(count: int, whole: Span) -> list[Span]:
    width = (whole[1] + 1) // count
    return [(i * width, whole[1] if i == count - 1 else (i + 1) * width - 1) for i in range(count)]


SHAPES: dict[str, Callable[[int, Random], Iterator[Line]]] = {
    "boxes": boxes,
    "stripes": stripes,
    "grid": grid,
    "grid4": grid4,
    "blocklist": blocklist,
    "ports-only": ports_only,
    "halves": halves,
}


def shape(name: str, count: int, seed: int) -> list[Line]:
    """Return the lines of one shape, about `count` of them."""
    return list(SHAPES[name](count, Random(f"{name}:{seed}")))
