"""The exact packets a violation selects: part of a flow, narrowed to services, with their rules and a witness."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from zonewarden.analysis.conduits import Judged, Part
from zonewarden.analysis.exposure import exposures
from zonewarden.analysis.grants import grant_flows
from zonewarden.analysis.integrations import along, beyond, carried, legs, unregistered
from zonewarden.analysis.managed import management_addresses, reaching
from zonewarden.analysis.packet_scope import assets_addresses
from zonewarden.analysis.permitted import Permit, Via
from zonewarden.analysis.pinning import unpinned
from zonewarden.analysis.second_legs import second_legs
from zonewarden.analysis.smb1 import of_smb1_hosts
from zonewarden.analysis.stations import engineering_by_others, from_hosts, past_safety_stations
from zonewarden.analysis.survey import Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.json import shortened
from zonewarden.site.model import Site
from zonewarden.triage.finding import Certainty, Contribution, PacketRow
from zonewarden_parsers.model import AddressSet, Packet, PacketSet, Product
from zonewarden_parsers.model.packets import regions_without
from zonewarden_parsers.model.region import Region
from zonewarden_parsers.model.services import PROTOCOL_NAMES, WITH_PORTS, WITH_TYPES

INTEGRATION_PARTS = frozenset({"unregistered", "carried", "beyond"})
HOST_PARTS = {
    "engineering_by_others": engineering_by_others,
    "past_safety_stations": past_safety_stations,
    "of_smb1_hosts": of_smb1_hosts,
}
MAX_ROWS = 10
MAX_TEXTS = 6


@dataclass(frozen=True, slots=True)
class Selection:
    """The packets of one violation. `definite` says whether any of them surely passes (or is surely missing)."""

    permits: tuple[Permit, ...]
    blockers: tuple[Via, ...] = ()

    @property
    def certainty(self) -> Certainty:
        """Definite where at least one packet is."""
        return Certainty.DEFINITE if any(p.definite for p in self.permits) else Certainty.POSSIBLE

    @property
    def products(self) -> tuple[Product, ...]:
        """The packets as products: the definite ones where there are any, else the possible ones."""
        sure = tuple(p.product for p in self.permits if p.definite)
        return sure or tuple(p.product for p in self.permits)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the packets are only possible; empty when some are definite."""
        if self.certainty is Certainty.DEFINITE:
            return ()
        return tuple(dict.fromkeys(r for p in self.permits for r in p.reasons))


def select(survey: Survey, catalogue: ServiceIndex, wanted: Mapping[str, Any]) -> Selection | None:
    """Return what a violation's `packets` names, or None when there is no such flow, part or required conduit."""
    if "required" in wanted:
        return _required(survey, wanted)
    if "exposure" in wanted:
        found_at = survey.concluded(exposures).get(wanted["exposure"])
        return Selection(found_at.permits) if found_at else None
    if "grant_flow" in wanted:
        served = survey.concluded(grant_flows).get(wanted["grant_flow"])
        return Selection(served.beyond) if served else None
    if "second_leg" in wanted:
        leg = survey.concluded(second_legs).get(wanted["second_leg"])
        return Selection(tuple(_narrowed(leg.permits, catalogue, wanted))) if leg else None
    judged = survey.flow(wanted["flow"])
    return _of_flow(survey, judged, catalogue, wanted) if judged is not None else None


def _of_flow(survey: Survey, judged: Judged, catalogue: ServiceIndex, wanted: Mapping[str, Any]) -> Selection | None:
    """Return the packets of a part of a flow, None where there is no such part."""
    part = wanted.get("part", Part.PERMITTED.value)
    if part in INTEGRATION_PARTS:
        return Selection(tuple(_narrowed(_of_integrations(survey.site, judged, part, wanted), catalogue, wanted)))
    if part == "unpinned":
        by = unpinned(judged, survey.site)
        return Selection(tuple(p for conduit, _, permits in by if conduit == wanted["conduit"] for p in permits))
    if part in HOST_PARTS:
        return Selection(tuple(_narrowed(HOST_PARTS[part](judged, survey.site), catalogue, wanted)))
    if part not in set(Part):
        return None
    permits = judged.parts[Part(part)]
    if "from_assets" in wanted:
        permits = from_hosts(permits, assets_addresses(survey.site, wanted["from_assets"]))
    if "to_devices" in wanted:
        known = management_addresses(survey.site)
        permits = reaching(permits, AddressSet.union(known[id_] for id_ in wanted["to_devices"]))
    return Selection(tuple(_narrowed(permits, catalogue, wanted)))


def _required(survey: Survey, wanted: Mapping[str, Any]) -> Selection | None:
    """Return the packets of a required conduit that a device blocks, or the answers that it blocks."""
    for device in survey.devices:
        for found in device.required:
            if f"{found.conduit}@{device.id}" == wanted["required"]:
                of = found.answers if wanted.get("answers") else found
                return Selection(of.missing, of.blockers)
    return None


def _narrowed(permits: Iterable[Permit], catalogue: ServiceIndex, wanted: Mapping[str, Any]) -> Iterator[Permit]:
    """Yield the permits as far as they are of the services that a violation names, if it names any."""
    window = catalogue.packets(wanted["services"]) if "services" in wanted else None
    for p in permits:
        of = p.product if window is None else replace(p.product, services=p.product.services & window)
        if of:
            yield replace(p, product=of)


def _of_integrations(site: Site, judged: Judged, part: str, wanted: Mapping[str, Any]) -> Iterator[Permit]:
    """Yield the packets of a part that declared integrations make: of no integration, of one, or beyond it."""
    declared = legs(site)
    if part == "unregistered":
        found = unregistered(judged, site, declared)
        yield from dict.fromkeys(p for id_ in wanted["services"] for p in found.get(id_, ()))
        return
    for leg in along(judged, declared):
        if leg.integration == wanted["integration"]:
            yield from carried(judged, leg, site) if part == "carried" else beyond(judged, leg)


def rows(selection: Selection, residual: Mapping[int, Region]) -> tuple[tuple[PacketRow, ...], int]:
    """Return the packets as at most MAX_ROWS rows of text, and how many rows are left out; definite ones first.

    `residual` is the normal form of the selection's products.
    """
    parts = [(residual, selection.certainty)]
    if selection.certainty is Certainty.DEFINITE:
        possible = PacketSet(tuple(p.product for p in selection.permits if not p.definite)).regions()
        parts.append((regions_without(possible, residual), Certainty.POSSIBLE))
    products = [(p, certainty) for regions, certainty in parts for p in PacketSet.of_regions(regions).products]
    out = [_row(product, certainty) for product, certainty in products[:MAX_ROWS]]
    return tuple(out), max(0, len(products) - MAX_ROWS)


def _row(product: Product, certainty: Certainty) -> PacketRow:
    sources, destinations, services = (tuple(shortened(texts, MAX_TEXTS)) for texts in product.texts())
    return PacketRow(sources, destinations, services, certainty)


def contributions(selection: Selection) -> tuple[Contribution, ...]:
    """Return every responsible rule once: those that permit the packets, or that block required ones."""
    vias = [v for p in selection.permits for v in p.via] + list(selection.blockers)
    unique = {(v.list_name, v.location, v.text): v for v in vias}
    return tuple(Contribution(v.action.value, v.text, v.location, v.list_name) for v in unique.values())


def witness(products: Sequence[Product]) -> str:
    """Return one packet as text, e.g. `tcp 10.40.0.1:49152 -> 10.20.1.10:502`, or an empty string for none."""
    packet = PacketSet(tuple(products)).witness()
    return packet_text(packet) if packet else ""


def packet_text(packet: Packet) -> str:
    """Return a packet as text. Where any source port will do, 49152 (the first dynamic port) stands for it."""
    kind = ipaddress.IPv4Address if packet.version == 4 else ipaddress.IPv6Address
    source, destination = str(kind(packet.source)), str(kind(packet.destination))
    name = PROTOCOL_NAMES.get(packet.protocol, f"protocol {packet.protocol}")
    if packet.protocol in WITH_PORTS:
        pattern = "{}:{}" if packet.version == 4 else "[{}]:{}"
        return f"{name} {pattern.format(source, packet.first)} -> {pattern.format(destination, packet.second)}"
    if packet.protocol in WITH_TYPES:
        return f"{name} type {packet.first} code {packet.second} {source} -> {destination}"
    return f"{name} {source} -> {destination}"
