"""Which services of the catalogue a set of packets touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from zonewarden.facts.span_index import SpanIndex
from zonewarden.site.model import Service
from zonewarden_parsers.model import ServiceSet
from zonewarden_parsers.model.region import Region, normalise, overlaps


class ServiceIndex:
    """The service catalogue, asked which of its rows a service set overlaps; answers are remembered."""

    def __init__(self, catalogue: Iterable[Service]) -> None:
        self.rows = {s.id: s for s in catalogue}
        self._protocols: dict[int, _PortIndex] | None = None
        self._known: dict[ServiceSet, tuple[str, ...]] = {}

    def touched(self, services: ServiceSet) -> tuple[str, ...]:
        """Return the ids of the services that share a packet with `services`, sorted."""
        known = self._known.get(services)
        if known is None:
            known = self._known[services] = tuple(sorted(self._touched(services)))
        return known

    def _touched(self, services: ServiceSet) -> set[str]:
        if self._protocols is None:
            self._protocols = _by_protocol(self.rows)
        return {
            name
            for low, high, ports in services.slabs
            for number, index in self._protocols.items()
            if low <= number <= high
            for name in index.touched(ports)
        }

    def classes(self, ids: Iterable[str]) -> list[str]:
        """Return the union of the classes of these services, sorted."""
        return sorted({c for i in ids for c in self.rows[i].classes})

    def packets(self, ids: Iterable[str]) -> ServiceSet:
        """Return the union of the packets of these services."""
        return ServiceSet.union(self.rows[i].services for i in ids if i in self.rows)


class _PortIndex:
    """The ports, or ICMP types and codes, of the services of one protocol."""

    __slots__ = ("_known", "_ports", "_seconds")

    def __init__(self, ports: Mapping[str, Region]) -> None:
        self._ports = ports
        self._seconds = SpanIndex(
            (i, normalise(s for _, _, second in region for s in second)) for i, region in ports.items()
        )
        self._known: dict[Region, frozenset[str]] = {}

    def touched(self, ports: Region) -> frozenset[str]:
        """Return the ids of the services that share a pair of ports with `ports`."""
        known = self._known.get(ports)
        if known is None:
            near = self._seconds.touching(normalise(span for _, _, second in ports for span in second))
            known = self._known[ports] = frozenset(i for i in near if _meet(self._ports[i], ports))
        return known


def _by_protocol(rows: Mapping[str, Service]) -> dict[int, _PortIndex]:
    """Return the rows by protocol number; protocols with the same rows share one index, as both halves of TCP mostly do."""
    ports: dict[int, dict[str, Region]] = {}
    for id_, row in rows.items():
        for low, high, region in row.services.slabs:
            for number in range(low, high + 1):
                ports.setdefault(number, {})[id_] = region
    shared: dict[tuple[tuple[str, Region], ...], _PortIndex] = {}
    found: dict[int, _PortIndex] = {}
    for number, here in ports.items():
        same = tuple(here.items())
        if same not in shared:
            shared[same] = _PortIndex(here)
        found[number] = shared[same]
    return found


def _meet(one: Region, other: Region) -> bool:
    """Return whether two sets of port pairs share one."""
    return any(low <= end and begin <= high and overlaps(a, b) for low, high, a in one for begin, end, b in other)
