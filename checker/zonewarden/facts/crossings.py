"""What sites' devices let pass from zone to zone, joined over all of them: relays through the DMZ, and ways inward.

A crossing is one permitted flow at one device, with as much of it as may be handed from process to process.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from zonewarden.analysis.conduits import Judged, Part
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.survey import Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.json import Json
from zonewarden.facts.parallels import Passing, pairs, passing
from zonewarden.facts.zones import DMZ_KINDS
from zonewarden_parsers.model import AddressSet, Location

MAX_PLACES = 4
STEPPING = frozenset({"admin", "control-write", "engineering", "lateral", "program-download", "remote-interactive"})
"""Classes of services by which whoever holds one host takes the next."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """A permitted flow: its services, those of them that lead on to hosts, the rules, and what bears on it unread.

    `dmz_hosts` are the addresses at its end in a DMZ, by service; nothing where neither or both of its ends are one. `passing` is
    there where it is compared with what another device lets pass.
    """

    flow: str
    device: str
    from_zone: str
    to_zone: str
    definite: bool
    stepping: tuple[str, ...]
    dmz_hosts: tuple[tuple[str, AddressSet], ...]
    places: tuple[Location, ...]
    taints: tuple[Taint, ...]
    passing: Passing | None = None


def crossings(survey: Survey, document: Json, catalogue: ServiceIndex) -> tuple[Crossing, ...]:
    """Return the flows of surveyed devices that permit anything, are tainted or compared, with the services that their facts name."""
    wanted = pairs(survey.site)
    return tuple(
        _crossing(survey, judged, device.id, document["flows"][judged.flow.id]["services"], catalogue, compared)
        for device in survey.devices
        for judged in device.flows
        if (compared := passing(wanted, device, judged)) or judged.parts[Part.PERMITTED] or judged.flow.taints
    )


def _crossing(
    survey: Survey,
    judged: Judged,
    device: str,
    services: Mapping[str, Json],
    catalogue: ServiceIndex,
    compared: Passing | None,
) -> Crossing:
    flow = judged.flow
    permits = judged.parts[Part.PERMITTED]
    ends = [survey.site.zones[z].kind in DMZ_KINDS for z in (flow.from_zone, flow.to_zone)]
    places = dict.fromkeys(via.location for permit in permits for via in permit.via)
    return Crossing(
        flow.id,
        device,
        flow.from_zone,
        flow.to_zone,
        any(p.definite for p in permits),
        tuple(sorted(id_ for id_, service in services.items() if STEPPING & set(service["classes"]))),
        _hosts(permits, services, catalogue, at_source=ends[0]) if ends[0] is not ends[1] else (),
        tuple(places)[:MAX_PLACES],
        tuple(flow.taints)[:MAX_PLACES],
        compared,
    )


def _hosts(
    permits: Iterable[Permit], services: Mapping[str, Json], catalogue: ServiceIndex, *, at_source: bool
) -> tuple[tuple[str, AddressSet], ...]:
    found: dict[str, list[AddressSet]] = {}
    for permit in permits:
        product = permit.product
        spans = product.sources if at_source else product.destinations
        hosts = AddressSet(v4=spans) if product.version == 4 else AddressSet(v6=spans)
        for id_ in catalogue.touched(product.services):
            if id_ in services:
                found.setdefault(id_, []).append(hosts)
    return tuple((id_, AddressSet.union(parts)) for id_, parts in sorted(found.items()))


def union_of_taints(found: Sequence[Crossing]) -> list[Taint]:
    """Return the first taints of several crossings, each once."""
    return list(dict.fromkeys(t for crossing in found for t in crossing.taints))[:MAX_PLACES]
