"""Which zones share an address with a set of addresses: one look-up instead of a comparison with each zone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping

from zonewarden_parsers.model import AddressSet
from zonewarden_parsers.model.region import Spans

_Cells = tuple[list[int], list[frozenset[str]]]
"""Where the answer changes, and the zones from each of these addresses to the next."""


class ZoneIndex:
    """The addresses of zones, cut where they begin and end."""

    __slots__ = ("_v4", "_v6")

    def __init__(self, zones: Mapping[str, AddressSet]) -> None:
        self._v4 = _cells((z, a.v4.spans) for z, a in zones.items())
        self._v6 = _cells((z, a.v6.spans) for z, a in zones.items())

    def touching(self, addresses: AddressSet) -> list[str]:
        """Return the ids of the zones that share an address with `addresses`, sorted."""
        found = {z for here in _touched(self._v4, addresses.v4.spans) for z in here}
        if addresses.v6:
            found.update(z for here in _touched(self._v6, addresses.v6.spans) for z in here)
        return sorted(found)


def _cells(zones: Iterable[tuple[str, Spans]]) -> _Cells:
    events: dict[int, list[tuple[str, bool]]] = {0: []}
    for zone, spans in zones:
        for low, high in spans:
            events.setdefault(low, []).append((zone, True))
            events.setdefault(high + 1, []).append((zone, False))
    starts = sorted(events)
    here: set[str] = set()
    cells: list[frozenset[str]] = []
    for start in starts:
        here -= {zone for zone, begins in events[start] if not begins}
        here |= {zone for zone, begins in events[start] if begins}
        cells.append(frozenset(here))
    return starts, cells


def _touched(cells: _Cells, spans: Spans) -> Iterable[frozenset[str]]:
    starts, zones = cells
    for low, high in spans:
        yield from zones[bisect_right(starts, low) - 1 : bisect_right(starts, high)]
