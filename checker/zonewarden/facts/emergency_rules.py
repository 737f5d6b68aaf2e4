"""Facts about rules that an emergency left in force: they name its change in their remarks or names."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.analysis.rule_tags import RuleTags
from zonewarden.analysis.survey import Survey
from zonewarden.facts.dates import past
from zonewarden.facts.json import Json, digest, location
from zonewarden_parsers.model import Action, Rule
from zonewarden_parsers.strict_yaml.nodes import text

_ENDS = ("review", "expires", "until")


def emergency_rules(survey: Survey) -> Json:
    """Return the permits in force of every device that name an emergency change, by change and rule."""
    urgent = {e.id for e in survey.site.registers.get("changes", ()) if text(e.node.get("type")) == "emergency"}
    if not urgent:
        return {}
    tags = RuleTags(survey.site)
    rows = [
        _row(survey, change, f"{found.id}/{listed.name}", found.id, rule, dict(tags.pairs(rule)))
        for found in survey.devices
        for listed in found.device.rule_lists
        for rule in listed.rules
        if rule.enabled and rule.action is Action.PERMIT
        for change in _named(tags, rule, urgent)
    ]
    return {row["id"]: row for row in rows}


def _named(tags: RuleTags, rule: Rule, urgent: set[str]) -> Iterator[str]:
    """Yield the emergency changes that a rule names, each once."""
    if any(change in words for change in urgent for words in (*rule.remarks, rule.name)):
        yield from sorted({value.strip(",;.)") for _, value in tags.pairs(rule)} & urgent)


def _row(survey: Survey, change: str, place: str, device: str, rule: Rule, metadata: dict[str, str]) -> Json:
    return {
        "id": f"{change}@{place}/{rule.index}",
        "title": f"rule of change {change} on {device}",
        "locations": [location(rule.location)],
        "taints": [],
        "change": change,
        "device": device,
        "text": rule.text,
        "digest": digest(rule),
        "overdue": any(past(metadata.get(key, ""), survey.now) for key in _ENDS),
    }
