"""Facts about flows between zones, their parts, and required communication."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zonewarden.analysis.conduits import Judged, Part, Required, conduit_packets, minus, within
from zonewarden.analysis.integrations import Leg, along, beyond, carried, legs, unregistered
from zonewarden.analysis.managed import managed, management_addresses
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.pinning import unpinned
from zonewarden.analysis.smb1 import of_hosts, smb1_hosts
from zonewarden.analysis.stations import business_hosts, engineering_by_others, past_safety_stations
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.json import Json, locations, shortened, taints, via
from zonewarden.site.model import Site
from zonewarden_parsers.model import INITIATING, Aspect, Effect, Location, Rule, ServiceSet
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6

MAX_PRODUCTS = 10


def flows(survey: Survey, catalogue: ServiceIndex) -> Json:
    """Return every flow at every device, keyed by id."""
    conduit_services = {c.id: ServiceSet.union(s.services for s in c.services) for c in survey.site.conduits}
    named = {c.id: tuple(s.id for s in c.services) for c in survey.site.conduits}
    declared = legs(survey.site)
    addresses = management_addresses(survey.site)
    old = smb1_hosts(survey.site)
    out: Json = {}
    for device in survey.devices:
        ids = rule_ids(device)
        for judged in device.flows:
            flow = _flow(device, judged, ids, catalogue, conduit_services, named)
            flow["uninspected"] = _uninspected(judged.parts[Part.PERMITTED])
            flow["integrations"] = _integrations(judged, survey.site, along(judged, declared), catalogue)
            flow |= _by_hosts(judged, survey.site, catalogue)
            flow["managed_devices"] = {
                id_: _touched(permits, catalogue) for id_, permits in managed(judged, survey.site, addresses)
            }
            flow["of_smb1_hosts"] = _touched(of_hosts(judged, old), catalogue) if old else []
            flow["detect_only"] = _detect_only(judged, survey.site)
            flow["unpinned"] = _unpinned(judged, survey.site)
            flow["unregistered"] = list(unregistered(judged, survey.site, declared)) if declared else []
            out[judged.flow.id] = flow
    return out


def _flow(
    device: DeviceSurvey,
    judged: Judged,
    ids: dict[Location, str],
    catalogue: ServiceIndex,
    conduit_services: dict[str, ServiceSet],
    named: dict[str, tuple[str, ...]],
) -> Json:
    flow = judged.flow
    interfaces = [device.device.interface(p.interface) for p in (*flow.entries, *flow.exits)]
    return {
        "id": flow.id,
        "title": f"{flow.from_zone} to {flow.to_zone} through {device.id}",
        "locations": locations(i.location for i in interfaces if i is not None),
        "taints": taints(flow.taints),
        "device": device.id,
        "from": flow.from_zone,
        "to": flow.to_zone,
        "placed": flow.placed,
        **{part.value: _part(judged, part, ids) for part in Part},
        "services": _services(judged, catalogue, conduit_services, named),
    }


def _uninspected(permits: Iterable[Permit]) -> Json | None:
    """Return where packets pass that no rule on their way has looked into, or None where there are none."""
    bare = [p for p in permits if not any(via.rule and via.rule.inspection for via in p.via)]
    if not bare:
        return None
    binds = any(via.rule is not None and via.rule.inspection is not None for p in bare for via in p.via)
    places = dict.fromkeys(via.location for p in bare for via in p.via)
    return {"certainty": "definite" if binds else "possible", "locations": locations(list(places)[:MAX_PRODUCTS])}


def _by_hosts(judged: Judged, site: Site, catalogue: ServiceIndex) -> Json:
    """Return the services that hosts may open which are not there for it (analysis/stations.py)."""
    return {
        "engineering_by_others": _touched(engineering_by_others(judged, site), catalogue),
        "past_safety_stations": _touched(past_safety_stations(judged, site), catalogue),
        "business_hosts": {
            asset.id: ids for asset, permits in business_hosts(judged, site) if (ids := _touched(permits, catalogue))
        },
    }


def _touched(permits: Iterable[Permit], catalogue: ServiceIndex) -> list[str]:
    return sorted({id_ for p in permits for id_ in catalogue.touched(p.product.services)})


def _detect_only(judged: Judged, site: Site) -> Json:
    """Return by conduit that declares blocking where its packets pass by rules that surely only detect."""
    named = set(judged.conduits[Part.PERMITTED])
    told = [p for p in judged.flow.permits if any(_only_detects(via.rule) for via in p.via if via.rule is not None)]
    out: Json = {}
    for conduit in site.conduits if told else ():
        if conduit.id in named and "ips:block" in conduit.inspection:
            found = within(told, conduit_packets([conduit], judged.flow))
            places = dict.fromkeys(v.location for p in found for v in p.via if v.rule and _only_detects(v.rule))
            if places:
                out[conduit.id] = locations(list(places)[:MAX_PRODUCTS])
    return out


def _only_detects(rule: Rule) -> bool:
    return "ips:detect" in (rule.inspection or ()) and "ips:block" not in (rule.inspection or ())


def _unpinned(judged: Judged, site: Site) -> Json:
    found: Json = {}
    for conduit, service, _ in unpinned(judged, site):
        found.setdefault(conduit, []).append(service)
    return found


def _integrations(judged: Judged, site: Site, near: Iterable[Leg], catalogue: ServiceIndex) -> Json:
    """Return what of the integrations that run this way passes between their hosts."""
    return {leg.integration: _leg(judged, site, leg, catalogue) for leg in near}


def _leg(judged: Judged, site: Site, leg: Leg, catalogue: ServiceIndex) -> Json:
    own = ServiceSet.union(p.product.services for p in carried(judged, leg, site))
    more = ServiceSet.union(p.product.services for p in beyond(judged, leg))
    return {
        "from_end": leg.from_end,
        "to_end": leg.to_end,
        "services": [id_ for id_ in catalogue.touched(own) if id_ in leg.services],
        "beyond": shortened(list(more.texts()), 8),
    }


def _part(judged: Judged, part: Part, ids: dict[Location, str]) -> Json | None:
    return permits_facts(judged.parts[part], judged.conduits[part], ids)


def permits_facts(permits: Sequence[Permit], conduits: Iterable[str], ids: Mapping[Location, str]) -> Json | None:
    """Return permits as facts write the part of a flow, or None where there are none."""
    if not permits:
        return None
    return {
        "certainty": "definite" if any(p.definite for p in permits) else "possible",
        "count": len(permits),
        "products": [_texts(p) for p in permits[:MAX_PRODUCTS]],
        "conduits": list(conduits),
        "services": list(ServiceSet.union(p.product.services for p in permits).texts()),
        "rules": list(dict.fromkeys(ids[v.location] for p in permits for v in p.via if v.location in ids)),
        "any_service": any(INITIATING <= p.product.services for p in permits),
        "any_source": any(p.product.sources in (ALL_V4, ALL_V6) for p in permits),
        "any_destination": any(p.product.destinations in (ALL_V4, ALL_V6) for p in permits),
    }


def rule_ids(device: DeviceSurvey) -> dict[Location, str]:
    """Return the ids of a device's rules in the facts, by their places: of several that one line stands for, the first's."""
    return {
        r.location: f"{device.id}/{listed.name}/{r.index}"
        for listed in device.device.rule_lists
        for r in reversed(listed.rules)
    }


def _texts(permit: Permit) -> Json:
    sources, destinations, services = permit.product.texts()
    return {
        "sources": shortened(sources, 8),
        "destinations": shortened(destinations, 8),
        "services": shortened(services, 8),
    }


def _services(
    judged: Judged, catalogue: ServiceIndex, conduit_services: dict[str, ServiceSet], named: dict[str, tuple[str, ...]]
) -> Json:
    """Return the services the flow touches.

    A port stands for every service that uses it, unless the packets lie in a conduit: then for those the conduit names.
    """
    outside = [p for part in (Part.WRONG_INITIATOR, Part.EXCESS_SERVICES, Part.UNDECLARED) for p in judged.parts[part]]
    out: Json = {}
    for permit in outside:
        _add(out, catalogue.touched(permit.product.services), catalogue, definite=permit.definite, uncovered=True)
    inside = minus(judged.flow.permits, [p.product for p in outside])
    for permit in inside:
        for conduit in judged.conduits[Part.PERMITTED]:
            if not permit.product.services.isdisjoint(conduit_services[conduit]):
                ids = [i for i in named[conduit] if not catalogue.packets([i]).isdisjoint(permit.product.services)]
                _add(out, ids, catalogue, definite=permit.definite, uncovered=False)
    return dict(sorted(out.items()))


def _add(out: Json, ids: Iterable[str], catalogue: ServiceIndex, *, definite: bool, uncovered: bool) -> None:
    for id_ in ids:
        seen = out.get(id_)
        if seen is None:
            certainty = "definite" if definite else "possible"
            out[id_] = {
                "certainty": certainty,
                "uncovered": uncovered,
                "classes": list(catalogue.rows[id_].classes),
            }
            continue
        seen["uncovered"] = seen["uncovered"] or uncovered
        if definite:
            seen["certainty"] = "definite"


def required(survey: Survey) -> Json:
    """Return every required conduit at each device between its zones."""
    return {f"{r.conduit}@{d.id}": _required(d, r) for d in survey.devices for r in d.required}


def _required(device: DeviceSurvey, found: Required) -> Json:
    interfaces = [device.device.interface(p.interface) for p in (*found.flow.entries, *found.flow.exits)]
    return {
        "id": f"{found.conduit}@{device.id}",
        "title": f"conduit {found.conduit} at {device.id}",
        "locations": locations(i.location for i in interfaces if i is not None),
        "taints": taints((*found.flow.taints, *_denying_gaps(device), *found.answers.doubts)),
        "conduit": found.conduit,
        "device": device.id,
        "from": found.flow.from_zone,
        "to": found.flow.to_zone,
        "missing": missing_facts(found.missing),
        "blockers": [via(v) for v in found.blockers[:MAX_PRODUCTS]],
        "answers": missing_facts(found.answers.missing),
        "answer_blockers": [via(v) for v in found.answers.blockers[:MAX_PRODUCTS]],
    }


def _denying_gaps(device: DeviceSurvey) -> list[Taint]:
    """Return what may stop required communication unseen: filters that the model does not hold."""
    return [
        Taint(g.reason, g.location)
        for g in device.device.gaps
        if g.aspect in {Aspect.FLOWS, Aspect.ALL} and g.effect is not Effect.MAY_PERMIT
    ]


def missing_facts(permits: Sequence[Permit]) -> Json | None:
    """Return what is missing of required communication, or None where nothing is."""
    if not permits:
        return None
    return {
        "certainty": "definite" if any(p.definite for p in permits) else "possible",
        "count": len(permits),
        "products": [_texts(p) for p in permits[:MAX_PRODUCTS]],
    }
