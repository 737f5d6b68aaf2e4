"""Which named sets of numbers share a number with spans: one look-up instead of a comparison with each of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from zonewarden_parsers.model.region import Spans


class SpanIndex:
    """Named sets of numbers from 0 on, cut where their spans begin and end."""

    __slots__ = ("_cells", "_starts")

    def __init__(self, named: Iterable[tuple[str, Sequence[tuple[int, int]]]]) -> None:
        events: dict[int, list[tuple[str, bool]]] = {0: []}
        for name, spans in named:
            for low, high in spans:
                events.setdefault(low, []).append((name, True))
                events.setdefault(high + 1, []).append((name, False))
        self._starts = sorted(events)
        self._cells: list[frozenset[str]] = []
        here: set[str] = set()
        for start in self._starts:
            here -= {name for name, begins in events[start] if not begins}
            here |= {name for name, begins in events[start] if begins}
            self._cells.append(frozenset(here))

    def touching(self, spans: Spans) -> set[str]:
        """Return the names of the sets that share a number with `spans`."""
        return {
            name
            for low, high in spans
            for here in self._cells[bisect_right(self._starts, low) - 1 : bisect_right(self._starts, high)]
            for name in here
        }
