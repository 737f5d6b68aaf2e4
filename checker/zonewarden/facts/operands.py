"""What rules say of their operands: sources, destinations, services. Equal operands are written once and shared."""

from __future__ import annotations

from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.json import Json, address_texts, service_texts
from zonewarden.facts.reach import HostIndex, opens_answers, opens_every_icmp, reach
from zonewarden_parsers.model import INITIATING, AddressSet, ServiceSet
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6
from zonewarden_parsers.model.services import TCP_ESTABLISHED, WITH_PORTS


class OperandWriter:
    """Writes the fields of rules that follow from one operand."""

    def __init__(self, catalogue: ServiceIndex, hosts: HostIndex) -> None:
        self._catalogue, self._hosts = catalogue, hosts
        self._sources: dict[AddressSet, Json] = {}
        self._destinations: dict[AddressSet, Json] = {}
        self._services: dict[ServiceSet, Json] = {}

    def sources(self, addresses: AddressSet) -> Json:
        """Return the fields about where packets come from."""
        known = self._sources.get(addresses)
        if known is None:
            known = self._sources[addresses] = {
                "any_source": is_any(addresses),
                "sources": address_texts(addresses),
                "source_reach": reach(addresses, self._hosts),
            }
        return known

    def destinations(self, addresses: AddressSet) -> Json:
        """Return the fields about where packets go."""
        known = self._destinations.get(addresses)
        if known is None:
            known = self._destinations[addresses] = {
                "any_destination": is_any(addresses),
                "destinations": address_texts(addresses),
                "destination_reach": reach(addresses, self._hosts),
            }
        return known

    def services(self, services: ServiceSet) -> Json:
        """Return the fields about what packets are for."""
        known = self._services.get(services)
        if known is None:
            touched = self._catalogue.touched(services)
            widest, total = _ports(services)
            known = self._services[services] = {
                "any_service": INITIATING <= services,
                "services": service_texts(services),
                "service_ids": list(touched),
                "classes": self._catalogue.classes(touched),
                "widest_port_range": widest,
                "port_count": total,
                "swept": self._swept(services) if widest > 1 else {},
                "return_range": opens_answers(services),
                "every_icmp": opens_every_icmp(services),
            }
        return known

    def _swept(self, services: ServiceSet) -> Json:
        """Return the services that write to control whose ports lie in a run of ports, each with all that share them."""
        runs = ServiceSet.union(
            ServiceSet.of((box.protocols,), (box.first,), (box.second,))
            for box in services.boxes()
            if box.second[1] > box.second[0]
        )
        rows = self._catalogue.rows
        return {
            id_: list(self._catalogue.touched(rows[id_].services & runs))
            for id_ in (() if INITIATING <= services else self._catalogue.touched(runs))
            if "control-write" in rows[id_].classes
        }


def is_any(addresses: AddressSet) -> bool:
    """Return whether these are all addresses of a family."""
    return addresses.v4 == ALL_V4 or addresses.v6 == ALL_V6


def _ports(services: ServiceSet) -> tuple[int, int]:
    """Return the widest run of destination ports and how many there are, over the protocols that have ports."""
    widest, seen = 0, 0
    for box in services.boxes():
        low, high = box.protocols
        if low == TCP_ESTABLISHED or not any(low <= p <= high for p in WITH_PORTS):
            continue
        width = box.second[1] - box.second[0] + 1
        widest, seen = max(widest, width), seen + width
    return widest, seen
