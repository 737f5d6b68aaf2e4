"""Facts about dynamic translations into the plant: whose addresses they hide, and whether the rules that let them by keep a log.

The log of a rule names the client as it was before the translation; where no rule logs, the address behind it is all that is left.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.stations import from_hosts
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, locations
from zonewarden.facts.zones import is_ot
from zonewarden_parsers.model import AddressSet, NatRule

MAX_PLACES = 10
AUTOMATIC = 2
"""The section of translations that are for every destination and service (ASA: those of objects); others may be for some alone."""
HIDING = frozenset({"dynamic", "pat"})


def source_hiding(survey: Survey, found: DeviceSurvey) -> list[Json]:
    """Return by translation and flow into the plant from elsewhere what is hidden; for translations that say whose addresses they
    hide and by which interface packets leave."""
    return [
        row
        for number, rule in enumerate(found.device.nat)
        if rule.kind in HIDING and rule.real and found.device.interface(rule.mapped_interface) is not None
        for row in _rows(survey, found, number, rule)
    ]


def _rows(survey: Survey, found: DeviceSurvey, number: int, rule: NatRule) -> Iterator[Json]:
    alone = rule.section == AUTOMATIC and not any(_takes_from(earlier, rule) for earlier in found.device.nat[:number])
    own = any(r.location.line == rule.location.line for listed in found.device.rule_lists for r in listed.rules)
    for judged in found.flows:
        flow = judged.flow
        entries, exits = ({p.interface for p in places} for places in (flow.entries, flow.exits))
        if rule.mapped_interface not in exits or not _hides(survey, flow.from_zone, flow.to_zone):
            continue
        if found.device.interface(rule.real_interface) is not None and rule.real_interface not in entries:
            continue
        permits = from_hosts(flow.permits, AddressSet(v4=rule.real.v4))
        if own:  # a translation that is part of a rule hides what that rule permits
            permits = tuple(p for p in permits if any(v.location.line == rule.location.line for v in p.via))
        if not permits:
            continue
        sure = (alone or own) and len(exits) == 1 and (not rule.real_interface or len(entries) == 1)
        bare = [p for p in permits if not _logs(p)]
        places = dict.fromkeys(via.location for p in bare for via in p.via)
        yield {
            "text": rule.text,
            "from": flow.from_zone,
            "to": flow.to_zone,
            "unlogged": bool(bare),
            "certainty": "definite" if sure and any(p.definite for p in bare) else "possible",
            "locations": locations([rule.location, *list(places)[:MAX_PLACES]]),
        }


def _hides(survey: Survey, from_zone: str, to_zone: str) -> bool:
    zones = survey.site.zones
    return is_ot(zones[to_zone]) and not is_ot(zones[from_zone])


def _takes_from(earlier: NatRule, rule: NatRule) -> bool:
    """Return whether an earlier translation may take packets that a later one would else hide."""
    return not earlier.real or not earlier.real.isdisjoint(rule.real)


def _logs(permit: Permit) -> bool:
    return any(via.rule is not None and via.rule.logged for via in permit.via)
