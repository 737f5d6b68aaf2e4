"""Which services of the catalogue a set of packets touches."""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden.site.model import Service
from zonewarden_parsers.model import ServiceSet


class ServiceIndex:
    """The service catalogue, asked which of its rows a service set overlaps; answers are remembered."""

    def __init__(self, catalogue: Iterable[Service]) -> None:
        self.rows = {s.id: s for s in catalogue}
        self._known: dict[ServiceSet, tuple[str, ...]] = {}

    def touched(self, services: ServiceSet) -> tuple[str, ...]:
        """Return the ids of the services that share a packet with `services`, sorted."""
        known = self._known.get(services)
        if known is None:
            known = tuple(sorted(i for i, row in self.rows.items() if not row.services.isdisjoint(services)))
            self._known[services] = known
        return known

    def classes(self, ids: Iterable[str]) -> list[str]:
        """Return the union of the classes of these services, sorted."""
        return sorted({c for i in ids for c in self.rows[i].classes})

    def packets(self, ids: Iterable[str]) -> ServiceSet:
        """Return the union of the packets of these services."""
        return ServiceSet.union(self.rows[i].services for i in ids if i in self.rows)
