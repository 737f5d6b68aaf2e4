"""Which services hosts open that are not there for it: engineering without an engineering station, business systems into the plant.

A host is an inventoried asset with its addresses. Where an engineering station has none, any host of its zone may be it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from zonewarden.analysis.conduits import Judged, Part, conduit_packets, minus, within
from zonewarden.analysis.integrations import outside
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Asset, Conduit, Site
from zonewarden_parsers.model import ANY_SERVICE, AddressSet, Product
from zonewarden_parsers.strict_yaml.nodes import texts

ENGINEERING = frozenset({"ews", "safety_ews", "asset_mgmt"})
SAFETY = frozenset({"safety_ews"})
CONTROLLED = frozenset({"cell", "process", "safety"})
"""Kinds of zones in which controllers stand."""
BUSINESS = frozenset({"erp", "bi", "mes_it", "data_lake"})


def engineering_by_others(judged: Judged, site: Site) -> tuple[Permit, ...]:
    """Return what hosts that are no engineering stations may open into a control zone outside of every conduit, or by a conduit
    for engineering alone. What a conduit of another purpose covers is operation."""
    if site.zones[judged.flow.to_zone].kind not in CONTROLLED:
        return ()
    engineering, others = _covering(judged, site)
    by_engineering: tuple[Permit, ...] = ()
    if engineering:
        inside = minus(within(judged.flow.permits, engineering), [p.product for p in outside(judged)])
        by_engineering = minus(inside, others)
    return minus((*outside(judged), *by_engineering), _engineering(site, judged.flow.from_zone))


def past_safety_stations(judged: Judged, site: Site) -> tuple[Permit, ...]:
    """Return what a flow lets hosts open in a safety zone that are no engineering stations of one."""
    from_zone = judged.flow.from_zone
    if site.zones[judged.flow.to_zone].kind != "safety":
        return ()
    if site.zones[from_zone].kind != "safety":
        return judged.flow.permits
    stations = _hosts([a for a in site.assets.values() if a.zone == from_zone and a.role in SAFETY], site)
    return minus(judged.flow.permits, window(stations, EVERYWHERE, ANY_SERVICE))


def business_hosts(judged: Judged, site: Site) -> Iterator[tuple[Asset, tuple[Permit, ...]]]:
    """Yield the business systems that stand in the first zone of a flow, with what they may open by it."""
    for asset in site.assets.values():
        if asset.role in BUSINESS and judged.flow.from_zone in asset.places and judged.flow.permits:
            yield asset, from_hosts(judged.flow.permits, asset.addresses)


def from_hosts(permits: Iterable[Permit], hosts: AddressSet) -> tuple[Permit, ...]:
    """Return what of the permits these hosts may send."""
    return within(permits, window(hosts, EVERYWHERE, ANY_SERVICE))


def _engineering(site: Site, zone: str) -> list[Product]:
    """Return what the engineering stations of a zone may send: to the controllers they are authorised for, if that is declared."""
    stations = [a for a in site.assets.values() if a.zone == zone and a.role in ENGINEERING]
    return [p for a in stations for p in window(_hosts([a], site), _controllers(a, site), ANY_SERVICE)]


def _controllers(station: Asset, site: Site) -> AddressSet:
    """Return the addresses of the controllers that a station may program: all where nobody says which."""
    record = next(entry.node for entry in site.registers["asset_records"] if entry.id == station.id)
    if record.get("authorised_for") is None:
        return EVERYWHERE
    return _hosts((site.assets[id_] for id_ in texts(record.get("authorised_for")) if id_ in site.assets), site)


def _hosts(assets: Iterable[Asset], site: Site) -> AddressSet:
    return AddressSet.union(a.addresses or site.zones[a.zone].addresses for a in assets)


def _covering(judged: Judged, site: Site) -> tuple[list[Product], list[Product]]:
    """Return the packets of the conduits that cover part of a flow: of those for engineering, and of all others."""
    named = set(judged.conduits[Part.PERMITTED])
    near: tuple[list[Conduit], list[Conduit]] = ([], [])
    for conduit in site.conduits:
        if conduit.id in named:
            near[conduit.access != "engineering"].append(conduit)
    engineering, others = (conduit_packets(found, judged.flow) for found in near)
    return engineering, others
