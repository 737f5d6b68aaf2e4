"""Facts about named objects and groups, and about names that nothing defines."""

from __future__ import annotations

from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, location, locations
from zonewarden.facts.operands import is_any
from zonewarden.facts.zones import is_ot
from zonewarden_parsers.model import AddressSet


def objects(survey: Survey) -> Json:
    """Return the named objects of every device."""
    ot = AddressSet.union(z.addresses for z in survey.site.zones.values() if is_ot(z))
    return {
        f"{d.id}/{o.kind}/{o.name}": {
            "id": f"{d.id}/{o.kind}/{o.name}",
            "title": f"{o.kind} {o.name} of {d.id}",
            "locations": [location(o.location)],
            "taints": [],
            "device": d.id,
            "name": o.name,
            "kind": o.kind,
            "used": o.used,
            "empty": o.empty,
            "ot": not (o.addresses or _named_addresses(d, o.name, o.kind)).isdisjoint(ot),
        }
        for d in survey.devices
        for o in d.device.objects
    }


def _named_addresses(device: DeviceSurvey, name: str, kind: str) -> AddressSet:
    """Return the limited addresses that an access list names; nothing for other kinds of objects."""
    rule_list = device.device.rule_list(name) if kind == "access-list" else None
    sides = [s for r in (rule_list.rules if rule_list else ()) for s in (r.match.sources, r.match.destinations)]
    return AddressSet.union(s for s in sides if not is_any(s))


def references(survey: Survey) -> Json:
    """Return the names that a configuration uses and never defines."""
    return {
        f"{d.id}/{r.kind}/{r.name}@{r.location.line}": {
            "id": f"{d.id}/{r.kind}/{r.name}@{r.location.line}",
            "title": f"{r.kind} {r.name} of {d.id}",
            "locations": locations([r.location]),
            "taints": [],
            "device": d.id,
            "name": r.name,
            "kind": r.kind,
        }
        for d in survey.devices
        for r in d.device.undefined
    }
