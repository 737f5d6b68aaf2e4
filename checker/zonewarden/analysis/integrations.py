"""Declared integrations as packets: what runs between their ends, and what business traffic belongs to none of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise, permutations

from zonewarden.analysis.conduits import Judged, Part, minus, within
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Conduit, ConduitService, Site
from zonewarden_parsers.model import ANY_SERVICE, NOWHERE, AddressSet, Product, ServiceSet
from zonewarden_parsers.strict_yaml.nodes import Mapping as Node
from zonewarden_parsers.strict_yaml.nodes import text, texts

CLASSES = frozenset({"historian", "integration", "database", "iiot", "web", "file-transfer"})
"""Classes of services by which business systems and the plant exchange data."""
BUSINESS = frozenset({"enterprise", "guest", "cloud"})
_ELSEWHERE = BUSINESS | {"vendor", "carrier", "internet", "unassociated", "remote_access"}
_AT_WORK = frozenset({"pilot", "live"})


@dataclass(frozen=True, slots=True)
class Leg:
    """One way of an integration, from one of its ends (`source`, `broker`, `consumer`) to the next, whoever opens the session.

    The hosts are the named asset's, or all of the zone where it names none or the asset has no address.
    """

    integration: str
    from_end: str
    to_end: str
    from_zone: str
    to_zone: str
    sources: AddressSet
    destinations: AddressSet
    services: tuple[str, ...]

    def packets(self, services: ServiceSet = ANY_SERVICE) -> tuple[Product, ...]:
        """Return the packets of these services from the hosts of the one end to those of the other."""
        return window(self.sources, self.destinations, services)


def legs(site: Site) -> tuple[Leg, ...]:
    """Return both ways between neighbouring ends of every integration at work: source, broker if any, consumer."""
    return tuple(leg for entry in site.registers.get("integrations", ()) for leg in _legs(site, entry.id, entry.node))


def _legs(site: Site, id_: str, node: Node) -> Iterator[Leg]:
    if text(node.get("status")) not in _AT_WORK:
        return
    named = [(name, *_end(site, node, name)) for name in ("source", "broker", "consumer")]
    ends = [end for end in named if end[1]]
    services = tuple(texts(node.get("services")))
    for pair in pairwise(ends):
        for (one, a, hosts), (other, b, others) in permutations(pair):
            if a != b:
                yield Leg(id_, one, other, a, b, hosts, others, services)


def _end(site: Site, node: Node, name: str) -> tuple[str, AddressSet]:
    asset = site.assets.get(text(node.get(name, "asset")))
    zone = text(node.get(name, "zone")) or (asset.zone if asset else "")
    if zone not in site.zones:
        return "", EVERYWHERE
    held = site.zones[zone].addresses
    stated = asset.addresses if asset else NOWHERE
    return zone, stated & held or stated or held


def along(judged: Judged, found: Iterable[Leg]) -> tuple[Leg, ...]:
    """Return the legs that run the way of a flow."""
    ends = (judged.flow.from_zone, judged.flow.to_zone)
    return tuple(leg for leg in found if (leg.from_zone, leg.to_zone) == ends)


def carried(judged: Judged, leg: Leg, site: Site) -> tuple[Permit, ...]:
    """Return what a flow lets pass of a leg: packets of the integration's services between its hosts."""
    return within(judged.flow.permits, leg.packets(services_of(site, leg.services)))


def beyond(judged: Judged, leg: Leg) -> tuple[Permit, ...]:
    """Return what a flow lets pass between the hosts of a leg and no conduit covers."""
    return within(outside(judged), leg.packets())


def outside(judged: Judged) -> list[Permit]:
    """Return what a flow lets pass outside of every conduit."""
    return [p for part in Part if part is not Part.PERMITTED for p in judged.parts[part]]


def allowed(conduit: Conduit, leg: Leg, service: ConduitService) -> bool:
    """Return whether a conduit lets the first end of a leg open sessions to the other with one of its services."""
    opens = {"from": (conduit.from_zone, conduit.to_zone), "to": (conduit.to_zone, conduit.from_zone)}
    opened = (leg.from_zone, leg.to_zone) in [opens[side] for side in conduit.initiators]
    return opened and service.id in leg.services and _shared(conduit, leg, service)


def _shared(conduit: Conduit, leg: Leg, service: ConduitService) -> bool:
    """Return whether hosts of a leg are endpoints of a conduit."""
    sources, destinations = _ends(conduit, leg.from_zone)
    return bool(window(leg.sources & sources, leg.destinations & destinations, service.services))


def _ends(conduit: Conduit, from_zone: str) -> tuple[AddressSet, AddressSet]:
    if from_zone == conduit.from_zone:
        return conduit.sources, conduit.destinations
    return conduit.destinations, conduit.sources


def unregistered(judged: Judged, site: Site, found: Sequence[Leg]) -> Mapping[str, tuple[Permit, ...]]:
    """Return by service what a flow between plant and business lets pass that belongs to no integration at work.

    A port stands for every service that uses it, and one registered service of it will do. In a conduit it stands for those
    that the conduit names; each is registered where an integration with it has its hosts, or one of a cluster, in the conduit.
    """
    if not _crosses(judged, site):
        return {}
    near = along(judged, found)
    kinds = {id_: s.services for id_, s in site.services.items() if CLASSES.intersection(s.classes)}
    known = [p for leg in near for p in leg.packets(services_of(site, leg.services))]
    left = minus(within(outside(judged), window(EVERYWHERE, EVERYWHERE, ServiceSet.union(kinds.values()))), known)
    out = (
        {id_: within(left, window(EVERYWHERE, EVERYWHERE, services)) for id_, services in kinds.items()} if left else {}
    )
    for conduit, service in _named(judged, site, kinds):
        if not any(service.id in leg.services and _shared(conduit, leg, service) for leg in near):
            named = within(judged.flow.permits, window(*_ends(conduit, judged.flow.from_zone), service.services))
            more = minus(named, [p.product for p in outside(judged)])
            out[service.id] = (*out.get(service.id, ()), *more)
    return {id_: permits for id_, permits in sorted(out.items()) if permits}


def _crosses(judged: Judged, site: Site) -> bool:
    one, other = (site.zones[z].kind for z in (judged.flow.from_zone, judged.flow.to_zone))
    return (one in BUSINESS and other not in _ELSEWHERE) or (other in BUSINESS and one not in _ELSEWHERE)


def services_of(site: Site, ids: Iterable[str]) -> ServiceSet:
    """Return the packets of the services with these ids, none where none is named."""
    return ServiceSet.union(site.services[i].services for i in ids if i in site.services)


def _named(judged: Judged, site: Site, kinds: Mapping[str, ServiceSet]) -> Iterator[tuple[Conduit, ConduitService]]:
    """Yield the services of the conduits that cover part of a flow, as far as they are of the classes in question."""
    near = set(judged.conduits[Part.PERMITTED])
    for conduit in site.conduits:
        if conduit.id in near:
            yield from ((conduit, service) for service in conduit.services if service.id in kinds)
