"""Facts about hit counters: which rules nothing has used, for how long, and whether production did everything meanwhile."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from zonewarden.analysis.printed_names import RuleNames, printed_names, remark_names
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, location
from zonewarden.site.exports.hits import HITS
from zonewarden.site.exports.model import Hits
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
    if not survey.site.counters:
        return {}
    bound, cycles = bound_rows(survey), _cycles(survey.site)
    known = [rule for rule in rules.values() if rule["device"] in bound.lost and _judged(rule)]
    some = {rule["device"] for rule in known if rule["id"] in bound.rows}
    told = {rule["id"]: _counter(rule, bound, survey, cycles) for rule in known if rule["device"] in some}
    return told | {id_: _unbound(id_, bound) for id_ in sorted({rule["device"] for rule in known} - some)}


def _judged(rule: Json) -> bool:
    """Return whether a permit decides packets of its own where it is applied: what never matches is for other policies."""
    applied = rule["action"] == "permit" and rule["enabled"] and rule["bound"] and not rule["answers"]
    return bool(applied and rule["status"] in _DECIDING)


@dataclass(frozen=True, slots=True)
class BoundRows:
    """Rows by the rule that they are about; by counted device, those that are about none of its rules, or about one of several."""

    rows: dict[str, list[Hits]] = field(default_factory=dict[str, list[Hits]])
    lost: dict[str, list[Hits]] = field(default_factory=dict[str, list[Hits]])

    def absence(self, device: str) -> str:
        """Return why a rule without a row cannot be judged."""
        lost = self.lost[device]
        if not lost:
            return "no row of the export hits is about it"
        named = ", ".join(repr(row.rule_id[:60]) for row in lost[:_SHOWN])
        more = f" and {len(lost) - _SHOWN} more" if len(lost) > _SHOWN else ""
        return f"no row of the export hits is about it, and these are about no one rule of its device: {named}{more}"


def bound_rows(survey: Survey) -> BoundRows:
    """Return the rule of each row. Contexts of one machine may share its name: then a row must mean one rule of all of them.

    Where a row means a remark of a list, somebody numbered the list otherwise than its device does, and none of its rows counts.
    """
    bound = BoundRows()
    for name, rows in survey.site.counters.items():
        own = [d for d in survey.devices if d.id == name]
        devices = own or [d for d in survey.devices if d.device.name == name]
        names, remarks = RuleNames(), RuleNames()
        for device in devices:
            _add_names(device, names, remarks)
            bound.lost.setdefault(device.id, [])
        doubtful = tuple(list_ for row in rows for list_ in remarks.meant(row.rule_id))
        for row in rows if devices else ():
            meant = names.meant(row.rule_id)
            if len(meant) == 1 and not min(meant).startswith(doubtful):
                bound.rows.setdefault(min(meant), []).append(row)
            else:
                for device in devices:
                    bound.lost[device.id].append(row)
    return bound


def _add_names(device: DeviceSurvey, names: RuleNames, remarks: RuleNames) -> None:
    for listed in device.device.rule_lists:
        remarks.add(f"{device.id}/{listed.name}/", remark_names(device.device, listed))
        ids: dict[tuple[Location, str], str] = {}
        for rule, printed in printed_names(device.device, listed):
            # Rules that stand for parts of one line are one fact, called after the first.
            id_ = ids.setdefault((rule.location, rule.text), f"{device.id}/{listed.name}/{rule.index}")
            names.add(id_, printed)


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


def _counter(rule: Json, bound: BoundRows, survey: Survey, cycles: Mapping[str, Cycle]) -> Json:
    rows = bound.rows.get(rule["id"], ())
    hits = sum(row.count for row in rows) if rows else None
    since = _unused_since(rows)
    taints: list[Json] = []
    if not rows:
        lost = bound.lost[rule["device"]]
        place = lost[0].location if lost else Location(survey.site.exports.of(HITS.name)[0].path, 1)
        taints.append({"reason": bound.absence(rule["device"]), "location": location(place)})
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


def _unbound(device: str, bound: BoundRows) -> Json:
    """Return that none of a device's rows is about a rule: once, and not for each of its rules."""
    lost = bound.lost[device]
    named = ", ".join(repr(row.rule_id[:60]) for row in lost[:_SHOWN])
    return {
        "id": device,
        "title": f"counters of {device}",
        "locations": [location(lost[0].location)],
        "taints": [
            {"reason": f"no rule goes by the names of its rows: {named}", "location": location(lost[0].location)}
        ],
        "device": device,
        "list": "",
        "text": "",
        "digest": "",
        "from_zones": [],
        "to_zones": [],
        "classes": [],
        "tags": [],
        "hits": None,
        "unused_days": None,
        "cycle": None,
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
