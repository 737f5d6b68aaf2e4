"""Facts about rule lists."""

from __future__ import annotations

from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, gap_taints, location, taints
from zonewarden.facts.list_ends import Ends, list_ends, touches
from zonewarden.facts.operands import is_any
from zonewarden.facts.zones import impact
from zonewarden_parsers.model import INITIATING, Action, Rule, RuleList


def rule_lists(survey: Survey) -> Json:
    """Return every ordered list of every device."""
    out: Json = {}
    for device in survey.devices:
        for rule_list in device.device.rule_lists:
            ends = list_ends(device, rule_list)
            out[f"{device.id}/{rule_list.name}"] = _rule_list(survey, device, rule_list, ends)
    return out


def _rule_list(survey: Survey, device: DeviceSurvey, rule_list: RuleList, ends: Ends) -> Json:
    unread = [Taint(r.undecided, r.location) for r in rule_list.rules if r.action is Action.UNKNOWN]
    zones = {*ends.sources, *ends.destinations}
    return {
        "id": f"{device.id}/{rule_list.name}",
        "title": f"access list {rule_list.name} of {device.id}",
        "locations": [location(rule_list.location)],
        "taints": taints([*unread, *gap_taints(device.device, [])]),
        "device": device.id,
        "name": rule_list.name,
        "rules": len(rule_list.rules),
        "default": rule_list.default.value,
        "bound": [{"interface": b.interface, "direction": b.direction.value} for b in ends.bindings],
        "final_deny_logged": _final_deny_logged(rule_list),
        **touches(survey, zones, zones),
        "impact": max((impact(survey.site.zones[z], survey.site)[0] for z in zones), default=0),
    }


def _final_deny_logged(rule_list: RuleList) -> bool | None:
    last = rule_list.rules[-1] if rule_list.rules else None
    if last is None or last.action is not Action.DENY or not _unbounded(last):
        return None
    return last.logged


def _unbounded(rule: Rule) -> bool:
    match = rule.match
    return is_any(match.sources) and is_any(match.destinations) and INITIATING <= match.services
