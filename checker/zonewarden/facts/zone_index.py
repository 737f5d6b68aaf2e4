"""Which zones share an address with a set of addresses: one look-up instead of a comparison with each zone."""

from __future__ import annotations

from collections.abc import Mapping

from zonewarden.facts.span_index import SpanIndex
from zonewarden_parsers.model import AddressSet


class ZoneIndex:
    """The addresses of zones, cut where they begin and end."""

    __slots__ = ("_v4", "_v6")

    def __init__(self, zones: Mapping[str, AddressSet]) -> None:
        self._v4 = SpanIndex((z, a.v4.spans) for z, a in zones.items())
        self._v6 = SpanIndex((z, a.v6.spans) for z, a in zones.items())

    def touching(self, addresses: AddressSet) -> list[str]:
        """Return the ids of the zones that share an address with `addresses`, sorted."""
        return sorted(self._v4.touching(addresses.v4.spans) | self._v6.touching(addresses.v6.spans))
