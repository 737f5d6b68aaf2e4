"""Facts about hit counters: which rules nothing has used, for how long, and whether production did everything meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from zonewarden.analysis.printed_names import RuleNames, printed_names
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, location
from zonewarden.site.exports.hits import HITS, Hits
from zonewarden.site.model import Site
from zonewarden.site.shapes import moment
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import mappings, number, text

_TAGS = re.compile(r"[,;|+/]")
_SHOWN = 3
_DECIDING = frozenset({"live", "redundant", "undecided"})


def counters(survey: Survey, rules: Json) -> Json:
    """Return the counters of permits that are in use, of devices that an export of counters has rows of.

    `rules` are the facts about rules. A permit without a row of its own is there, with a taint: nobody knows whether it is used.
    """
    rows = survey.site.exports.rows(HITS.name, Hits)
    cycles = _cycles(survey.site)
    out: Json = {}
    for device in survey.devices:
        own = [row for row in rows if row.device in {device.id, device.device.name}]
        if own:
            bound = _Bound.of(device, own)
            known = (r for r in rules.values() if r["device"] == device.id and _judged(r))
            out |= {rule["id"]: _counter(rule, bound, survey, cycles) for rule in known}
    return out


def _judged(rule: Json) -> bool:
    """Return whether a permit decides packets of its own where it is applied: what never matches is for other policies."""
    applied = rule["action"] == "permit" and rule["enabled"] and rule["bound"] and not rule["answers"]
    return bool(applied and rule["status"] in _DECIDING)


@dataclass(frozen=True, slots=True)
class _Bound:
    """The rows of one device by the rule that they are about; `lost` are those that are about no rule, or about one of several."""

    rows: Mapping[str, Sequence[Hits]]
    lost: Sequence[Hits]

    @classmethod
    def of(cls, device: DeviceSurvey, rows: Iterable[Hits]) -> _Bound:
        names = RuleNames()
        for listed in device.device.rule_lists:
            ids: dict[tuple[object, str], str] = {}
            for rule, printed in printed_names(device.device, listed):
                # Rules that stand for parts of one line are one fact, called after the first.
                id_ = ids.setdefault((rule.location, rule.text), f"{device.id}/{listed.name}/{rule.index}")
                names.add(id_, printed)
        found: dict[str, list[Hits]] = {}
        lost: list[Hits] = []
        for row in rows:
            meant = names.meant(row.rule_id)
            for id_ in meant if len(meant) == 1 else ():
                found.setdefault(id_, []).append(row)
            if len(meant) != 1:
                lost.append(row)
        return cls(found, lost)

    def absence(self) -> str:
        """Return why a rule without a row cannot be judged."""
        if not self.lost:
            return "no row of the export hits is about it"
        named = ", ".join(repr(row.rule_id[:60]) for row in self.lost[:_SHOWN])
        more = f" and {len(self.lost) - _SHOWN} more" if len(self.lost) > _SHOWN else ""
        return f"no row of the export hits is about it, and these are about no one rule of its device: {named}{more}"


@dataclass(frozen=True, slots=True)
class Cycle:
    """What a unit's calendar says of its production cycle: its length, and its turnarounds."""

    length: timedelta | None
    turnarounds: tuple[tuple[datetime, datetime], ...]

    def within(self, since: datetime, now: datetime) -> bool | None:
        """Return whether all of the cycle lay between two moments; None where nothing says what it is."""
        if self.length is None and not self.turnarounds:
            return None
        long_enough = self.length is None or now - since >= self.length
        return long_enough and (not self.turnarounds or any(since <= s and e <= now for s, e in self.turnarounds))


def _cycles(site: Site) -> dict[str, Cycle]:
    out: dict[str, Cycle] = {}
    for entry in site.registers.get("production_calendar", ()):
        days = number(entry.node.get("cycle_days"))
        spans = [
            (start, end)
            for state in mappings(entry.node.get("states"))
            if text(state.get("state")) == "turnaround"
            and (start := moment(text(state.get("start")))) is not None
            and (end := moment(text(state.get("end")))) is not None
        ]
        out[entry.id] = Cycle(timedelta(days=days) if days else None, tuple(spans))
    return out


def _counter(rule: Json, bound: _Bound, survey: Survey, cycles: Mapping[str, Cycle]) -> Json:
    rows = bound.rows.get(rule["id"], ())
    hits = sum(row.count for row in rows) if rows else None
    since = _unused_since(rows)
    taints: list[Json] = []
    if not rows:
        place = bound.lost[0].location if bound.lost else Location(survey.site.exports.of(HITS.name)[0].path, 1)
        taints.append({"reason": bound.absence(), "location": location(place)})
    elif not hits and since is None:
        taints.append(
            {"reason": "its counter does not say since when it counts", "location": location(rows[0].location)}
        )
    return {
        "id": rule["id"],
        "title": f"counter of {rule['title']}",
        "locations": [*rule["locations"], *(location(row.location) for row in rows)],
        "taints": taints,
        **{key: rule[key] for key in ("device", "list", "text", "digest", "from_zones", "to_zones", "classes")},
        "tags": [tag for tag in _TAGS.split(rule["metadata"].get("tags", "")) if tag],
        "hits": hits,
        "unused_days": None if since is None else (survey.now - since) // timedelta(days=1),
        "cycle": None if since is None else _whole_cycle(rule, survey, cycles, since),
    }


def _unused_since(rows: Sequence[Hits]) -> datetime | None:
    """Return since when surely nothing used a rule: its last hit, or where it has none the time that its counter begins."""
    used = any(row.count for row in rows)
    seen = [row.last_seen for row in rows]
    begun = [row.counter_since for row in rows]
    if used:
        return max((t for t in seen if t), default=None) if all(row.last_seen for row in rows if row.count) else None
    return max((t for t in (*seen, *begun) if t), default=None)


def _whole_cycle(rule: Json, survey: Survey, cycles: Mapping[str, Cycle], since: datetime) -> bool | None:
    """Return whether every unit that a rule may serve went through its production cycle since; None where that is not declared."""
    zones = {*rule["from_zones"], *rule["to_zones"]} & survey.site.zones.keys()
    units = {unit for zone in zones for unit in survey.site.zones[zone].production_units} or set(survey.site.units)
    found = [cycles[unit].within(since, survey.now) if unit in cycles else None for unit in units]
    return False if False in found else None if None in found or not found else True
