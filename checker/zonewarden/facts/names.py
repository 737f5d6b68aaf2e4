"""Facts about named objects and groups, and about names that nothing defines."""

from __future__ import annotations

from zonewarden.analysis.clock import clocks, over
from zonewarden.analysis.grant_names import GrantNames
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, location, locations
from zonewarden.facts.operands import is_any
from zonewarden.facts.zones import is_ot
from zonewarden_parsers.model import AddressSet, NamedObject


def objects(survey: Survey) -> Json:
    """Return the named objects of every device."""
    ot = AddressSet.union(z.addresses for z in survey.site.zones.values() if is_ot(z))
    grants = GrantNames(survey.site)
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
            **_mentions(survey, grants, d, o),
            "ot": not (o.addresses or _named_addresses(d, o.name, o.kind)).isdisjoint(ot),
        }
        for d in survey.devices
        for o in d.device.objects
    }


def _mentions(survey: Survey, grants: GrantNames, device: DeviceSurvey, found: NamedObject) -> Json:
    """Return the grants that an object speaks of, and whether no rule in force uses it although some rule does."""
    mentions = grants.mentioned(found.name, found.description)
    if not mentions:
        return {"mentions": [], "dormant": False}
    zones = clocks(device.device, survey.site)
    rules = [r for listed in device.device.rule_lists for r in listed.rules if found.name in r.references]
    at_rest = [not r.enabled or over(r, zones, survey.now) for r in rules]
    return {"mentions": mentions, "dormant": bool(rules) and all(at_rest)}


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
