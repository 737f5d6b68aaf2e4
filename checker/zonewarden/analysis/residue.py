"""What is left of a product of packets after others are taken away: exact, over local atoms.

The target's own sets are cut at the ends of the sets that are taken away; between two cuts nothing changes, so each
dimension becomes a short row of *atoms* and each set a bit mask over them. One subtraction splits a product in at most
three, however many intervals the sets have (PERFORMANCE.md, algorithm 1 step 4).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from zonewarden.analysis.columns import lowest
from zonewarden.analysis.entries import Cell
from zonewarden_parsers.model import region
from zonewarden_parsers.model.region import Region, Span, Spans
from zonewarden_parsers.model.services import ServiceSet

MAX_PRODUCTS = 5000
MAX_SERVICE_CELLS = 200_000

Masks = tuple[int, int, int]


class OverBudgetError(Exception):
    """The answer needs more products or cells than the budget allows; the caller says *not decided*."""


class _Axis:
    """The atoms of one dimension of the target: intervals inside `own` that no other set cuts."""

    __slots__ = ("_known", "_starts", "_stop")

    def __init__(self, own: Spans, others: Iterable[Spans]) -> None:
        low, stop = own[0][0], own[-1][1] + 1
        cuts = {x for a, b in own for x in (a, b + 1)}
        for spans in set(others):
            for a, b in spans:
                if low < a < stop:
                    cuts.add(a)
                if low < b + 1 < stop:
                    cuts.add(b + 1)
        self._starts = sorted(cuts)
        self._stop = stop
        self._known: dict[Spans, int] = {}

    def __len__(self) -> int:
        return len(self._starts)

    def range(self, low: int, high: int) -> tuple[int, int]:
        """Return the half-open index range of the atoms inside the closed interval, clipped to the target."""
        return bisect_left(self._starts, low), bisect_left(self._starts, min(high + 1, self._stop))

    def mask(self, spans: Spans) -> int:
        """Return the atoms inside `spans` as bits. Atoms outside the target may be set; callers intersect."""
        known = self._known.get(spans)
        if known is None:
            known = 0
            for low, high in spans:
                i, j = self.range(low, high)
                if j > i:
                    known |= (1 << j) - (1 << i)
            self._known[spans] = known
        return known

    def spans(self, mask: int) -> Spans:
        """Return the atoms in `mask` as canonical spans: neighbouring atoms touch, so each run of bits is one."""
        out: list[Span] = []
        at = 0
        while mask:
            skip = lowest(mask)
            length = lowest(~(mask >> skip))
            first = at + skip
            at = first + length
            out.append((self._starts[first], (self._starts[at] if at < len(self._starts) else self._stop) - 1))
            mask >>= skip + length
        return tuple(out)


class _ServiceAxis:
    """The atoms of the service dimension: a grid of protocol x first x second atoms, flattened into one mask.

    The atoms of a row (one protocol, one first atom) are padded to whole bytes, so that rows are read back as slices.
    """

    __slots__ = ("_bytes", "_first", "_known", "_protocol", "_second", "bits")

    def __init__(self, services: Sequence[ServiceSet]) -> None:
        boxes = [box for service in services for box in service.boxes()]
        self._protocol = _Axis(region.normalise(b.protocols for b in boxes), ((b.protocols,) for b in boxes))
        self._first = _Axis(region.normalise(b.first for b in boxes), ((b.first,) for b in boxes))
        self._second = _Axis(region.normalise(b.second for b in boxes), ((b.second,) for b in boxes))
        self._bytes = -(-len(self._second) // 8)
        self.bits = len(self._protocol) * len(self._first) * self._bytes * 8
        if len(self._protocol) * len(self._first) * len(self._second) > MAX_SERVICE_CELLS:
            raise OverBudgetError
        self._known: dict[ServiceSet, int] = {}

    def mask(self, service: ServiceSet) -> int:
        known = self._known.get(service)
        if known is None:
            known = 0
            row_bits = self._bytes * 8
            plane_bits = len(self._first) * row_bits
            for box in service.boxes():
                p, p_stop = self._protocol.range(*box.protocols)
                f, f_stop = self._first.range(*box.first)
                s, s_stop = self._second.range(*box.second)
                plane = _repeated((1 << s_stop) - (1 << s), row_bits, f_stop - f) << f * row_bits
                known |= _repeated(plane, plane_bits, p_stop - p) << p * plane_bits
            self._known[service] = known
        return known

    def services(self, mask: int) -> ServiceSet:
        """Return the atoms in `mask` as a service set: slabs of protocols, of first and of second atoms, equal ones joined."""
        plane = len(self._first) * self._bytes
        cells = mask.to_bytes(len(self._protocol) * plane, "little")
        return ServiceSet(_slabs(self._protocol, cells, plane, self._ports))

    def _ports(self, plane: bytes) -> Region:
        return _slabs(self._first, plane, self._bytes, lambda row: self._second.spans(int.from_bytes(row, "little")))


def _repeated(pattern: int, width: int, count: int) -> int:
    """Return `pattern` written `count` times, each `width` bits above the last; doubling keeps that near linear."""
    out, done = 0, 0
    for bit in range(count.bit_length()):
        if count >> bit & 1:
            out |= pattern << done * width
            done += 1 << bit
        pattern |= pattern << (width << bit)
    return out


def _slabs(axis: _Axis, cells: bytes, width: int, inner: Callable[[bytes], Any]) -> Region:
    """Return the region of cells that hold `width` bytes for each atom of `axis`; `inner` reads those of one atom."""
    atoms_of: dict[bytes, int] = {}
    for at, start in enumerate(range(0, len(cells), width)):
        part = cells[start : start + width]
        atoms_of[part] = atoms_of.get(part, 0) | 1 << at
    atoms_of.pop(bytes(width), None)
    found = ((*span, part) for row, atoms in atoms_of.items() for part in (inner(row),) for span in axis.spans(atoms))
    return tuple(sorted(found))


def residue(target: Cell, cuts: Sequence[Cell], limit: int = MAX_PRODUCTS) -> list[Cell]:
    """Return disjoint products that hold exactly what is in `target` and in none of `cuts`.

    Raises OverBudgetError past `limit` products on the way or past MAX_SERVICE_CELLS service atoms.
    """
    if not cuts:
        return [target]
    left, axes = _subtract(target, cuts, limit)
    sources, destinations, services = axes
    return [(sources.spans(s), destinations.spans(d), services.services(v)) for s, d, v in left]


def covered(target: Cell, cuts: Sequence[Cell], limit: int = MAX_PRODUCTS) -> bool:
    """Return whether the union of `cuts` holds every packet of `target`; raises OverBudgetError as `residue` does."""
    return not _subtract(target, cuts, limit)[0]


def _subtract(target: Cell, cuts: Sequence[Cell], limit: int) -> tuple[list[Masks], tuple[_Axis, _Axis, _ServiceAxis]]:
    sources = _Axis(target[0], (c[0] for c in cuts))
    destinations = _Axis(target[1], (c[1] for c in cuts))
    services = _ServiceAxis([target[2], *{c[2] for c in cuts}])
    whole = (sources.mask(target[0]), destinations.mask(target[1]), services.mask(target[2]))
    masks = {
        (sources.mask(c[0]) & whole[0], destinations.mask(c[1]) & whole[1], services.mask(c[2]) & whole[2])
        for c in cuts
    }
    left = [whole]
    for s, d, v in sorted(masks, key=lambda m: (-m[0].bit_count() * m[1].bit_count() * m[2].bit_count(), m)):
        if not (s and d and v):
            continue
        pieces: list[Masks] = []
        for piece in left:
            a, b, c = piece
            both = (a & s, b & d, c & v)
            if not (both[0] and both[1] and both[2]):
                pieces.append(piece)
                continue
            if a != both[0]:
                pieces.append((a ^ both[0], b, c))
            if b != both[1]:
                pieces.append((both[0], b ^ both[1], c))
            if c != both[2]:
                pieces.append((both[0], both[1], c ^ both[2]))
        left = pieces
        if not left:
            break
        if len(left) > limit:
            raise OverBudgetError
    return left, (sources, destinations, services)
