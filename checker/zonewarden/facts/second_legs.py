"""Facts about second legs of remote access: what jump hosts, and others beside them, may open where remote sessions end."""

from __future__ import annotations

from zonewarden.analysis.second_legs import Kind, SecondLeg, second_legs
from zonewarden.analysis.survey import Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.flows import permits_facts
from zonewarden.facts.json import Json, locations, taints
from zonewarden.facts.zones import is_ot
from zonewarden_parsers.model import Location, ServiceSet

MAX_PLACES = 4
_TITLES = {
    Kind.JUMP_HOST: "jump host {host} in {from_zone}",
    Kind.OTHERS: "others than gateways and jump hosts in {from_zone}",
    Kind.FILES: "files from {from_zone}",
    Kind.PAST: "all past the gateways from {from_zone}",
}


def second_leg_facts(survey: Survey, flows: Json, catalogue: ServiceIndex) -> Json:
    """Return the second legs: of jump hosts to every zone, others into the plant."""
    plant = {z.id for z in survey.site.zones.values() if is_ot(z)}
    places = {a.id: a.location for a in survey.site.assets.values()}
    zones = {z.id: z.location for z in survey.site.zones.values()}
    return {
        leg.id: _leg(leg, places.get(leg.host, zones[leg.flow.from_zone]), flows[leg.flow.id], catalogue)
        for leg in survey.concluded(second_legs).values()
        if leg.kind is Kind.JUMP_HOST or leg.flow.to_zone in plant
    }


def _leg(leg: SecondLeg, place: Location, flow: Json, catalogue: ServiceIndex) -> Json:
    where = _TITLES[leg.kind].format(host=leg.host, from_zone=leg.flow.from_zone)
    touched = catalogue.touched(ServiceSet.union(p.product.services for p in leg.permits)) if leg.permits else ()
    rules = dict.fromkeys(v.location for p in leg.permits for v in p.via)
    return {
        "id": leg.id,
        "title": f"{where} to {leg.flow.to_zone} through {flow['device']}",
        "locations": locations([*list(rules)[:MAX_PLACES], place]),
        "taints": taints(leg.taints),
        "kind": leg.kind.value,
        "asset": leg.host,
        "device": flow["device"],
        "flow": leg.flow.id,
        "from": leg.flow.from_zone,
        "to": leg.flow.to_zone,
        "permitted": permits_facts(leg.permits, (), {}),
        "services": {id_: flow["services"][id_] for id_ in touched if id_ in flow["services"]},
        "reaches": list(leg.reaches),
    }
