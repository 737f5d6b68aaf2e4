"""Facts about declared objects: the fields of their files with nothing missing, times as hours, what they bear on.

Every field of docs/site-files.md is there: null where it is not declared, an empty list where a list is not. A field that
may be one text or several is a list. A time `t` has `t_ago_h` beside it: the hours since then, negative before.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any, assert_never

from zonewarden.analysis.grants import target_zones, wide_targets
from zonewarden.analysis.sessions import SessionScope, SessionScopes
from zonewarden.facts.grant_certificates import grant_certificates
from zonewarden.facts.json import Json, location
from zonewarden.facts.zones import UNKNOWN_IMPACT, impact, unit_impact
from zonewarden.site.model import Entry, Site
from zonewarden.site.registers import REGISTERS, Register
from zonewarden.site.shapes import (
    MOMENT,
    UNTIL,
    Either,
    Field,
    Flag,
    Form,
    Free,
    Items,
    Number,
    Record,
    Shape,
    Table,
    Text,
    day,
    moment,
)  # fmt: skip
from zonewarden.site.validate import references
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, items, number, plain, text, texts

TIMES = frozenset({"timestamp", "date", "moment"})
"""The names of the forms that are times."""
COMPUTED: dict[str, Json] = {
    "vulnerabilities": {"exposure": None, "exposed_from": []},
    "kpis": {"recomputed": [], "recomputed_most": None},
    "sensors": {"blind": ""},
    "compensating_controls": {"proof": "open", "faults": []},
    "exceptions": {"covers": None, "unjudged": []},
}
"""What devices (facts/evidence.py) and findings (triage/coverings.py) tell of declared objects, as long as none was asked."""
_THEMSELVES = frozenset({"zone", "conduit", "asset", "device", "unit"})
"""Objects that bear on where they are, and not on what they name."""


def registers(site: Site, now: datetime) -> Json:
    """Return every declared object at a moment, by collection and id."""
    clock = _Clock(site, now)
    found: Json = {
        name: {
            entry.id: _member(register, entry, clock) | _computed(name, entry, site)
            for entry in site.registers.get(name, ())
        }
        for name, register in REGISTERS.items()
    }
    for id_, certificates in grant_certificates(found, site).items():
        found["grants"][id_]["certificates"] = certificates
    scopes = SessionScopes(site)
    for entry in site.registers.get("sessions", ()):
        found["sessions"][entry.id] |= _session(scopes.of(entry), found["sessions"][entry.id], site)
    return found


def _session(scope: SessionScope, session: Json, site: Site) -> Json:
    zones = {*session["zones"], *(site.assets[scope.asset].places if scope.asset else ())}
    return {
        "zones": sorted(zones & site.zones.keys()),
        "asset": scope.asset,
        "services": list(scope.services),
        "target_granted": scope.target_granted,
        "service_granted": scope.service_granted,
    }


def _computed(name: str, entry: Entry, site: Site) -> Json:
    if name == "grants":
        return {"wide_targets": wide_targets(entry, site), "target_zones": target_zones(entry, site)}
    return COMPUTED.get(name, {})


@dataclass(frozen=True, slots=True)
class _Clock:
    """The moment that times are seen from, and the site whose days they are."""

    site: Site
    now: datetime

    def ago(self, node: Node | None, form: Form) -> float | None:
        """Return the hours since a time, to two digits. A day counts from its beginning, or to its end where it is a last one."""
        written = text(node)
        date = day(written)
        if date is None:
            then = moment(written)
        elif form is UNTIL and date.year < 9999:
            then = datetime.combine(date + timedelta(1), time(), self.site.time_zone)
        else:
            then = datetime.combine(date, time.max if form is UNTIL else time(), self.site.time_zone)
        return None if then is None else round((self.now - then).total_seconds() / 3600, 2)


def _member(register: Register, entry: Entry, clock: _Clock) -> Json:
    zones, units = _affected(register, entry, clock.site)
    whole = register.kind == "kpi" and text(entry.node.get("scope")) == "site"
    worst, known = worst_impact(clock.site, zones, sorted(clock.site.units) if whole else units)
    own = record_facts(register.shape, entry.node, clock)
    words = next((w for key in ("title", "name") if isinstance(w := own.get(key), str)), "")
    return {
        **own,
        "id": entry.id,
        "title": f"{register.kind} {entry.id}" + (f" ({words})" if words else ""),
        "locations": [location(entry.node.place("id"))],
        "taints": [],
        "parent": entry.parent,
        "zones": zones,
        "affected_units": units,
        "worst_impact": worst,
        "impact_known": known,
        "file_reviewed_ago_h": clock.ago(entry.file.get("reviewed_at") if entry.file else None, MOMENT),
    }


def record_facts(shape: Record, node: Node | None, clock: _Clock) -> Json:
    """Return a record with all its fields."""
    here = node if isinstance(node, Mapping) else None
    return dict(pair for f in shape.fields for pair in _field(f, here.get(f.name) if here else None, clock))


def _field(declared: Field, node: Node | None, clock: _Clock) -> Iterator[tuple[str, object]]:
    yield declared.name, _value(declared.shape, node, clock)
    form = time_form(declared.shape)
    if form is not None:
        yield f"{declared.name}_ago_h", clock.ago(node, form)


def time_form(shape: Shape) -> Form | None:
    """Return the form of a time, or None for what is no time."""
    return shape.form if isinstance(shape, Text) and shape.form and shape.form.name in TIMES else None


def one_or_more(shape: Either) -> Items | None:
    """Return the list of a shape that is one thing or a list of such things, or None for other alternatives."""
    return next((o for o in shape.options if isinstance(o, Items) and o.item in shape.options), None)


def _value(shape: Shape, node: Node | None, clock: _Clock) -> object:
    match shape:
        case Record():
            return record_facts(shape, node, clock)
        case Items(item):
            return [_value(item, one, clock) for one in items(node)]
        case Either():
            listed = one_or_more(shape)
            return _value(listed, node, clock) if listed else _plain(node)
        case Table(value):
            entries = node.entries.items() if isinstance(node, Mapping) else ()
            return {key: _value(value, entry.value, clock) for key, entry in entries}
        case Text():
            return shape.meaning(node.text) if isinstance(node, Scalar) and node.value is not None else None
        case Number():
            found = number(node)
            return int(found) if found is not None and found.is_integer() else found
        case Flag() | Free():
            return _plain(node)
        case _:
            assert_never(shape)


def _plain(node: Node | None) -> object:
    return None if node is None else plain(node)


def _affected(register: Register, entry: Entry, site: Site) -> tuple[list[str], list[str]]:
    """Return the zones and production units that an object bears on: those it is, names, or belongs to."""
    zones: set[str] = set()
    units: set[str] = set()
    named: list[tuple[str, str]] = []
    if register.kind not in _THEMSELVES:
        named = [(ref.text, kind) for ref, kinds in references(entry.node, register.shape) for kind in kinds]
    if register.kind == "change" and any(kind == "conduit" for _, kind in named):
        named = [(name, kind) for name, kind in named if kind != "device"]  # it says what of its devices it touches
    if register.kind == "exception":
        named += [(name, kind) for name in texts(entry.node.get("scope", "objects")) for kind in _THEMSELVES]
    for name, kind in [*named, (entry.id, register.kind)]:
        zones |= _zones_of(kind, name, site)
        units |= _units_of(kind, name, site)
    held = {z for z in zones if z in site.zones}
    held |= {z.id for z in site.zones.values() if units & set(z.production_units)}
    if not units:
        units = {u for z in held for u in site.zones[z].production_units}
    return sorted(held), sorted(units)


def _zones_of(kind: str, name: str, site: Site) -> set[str]:
    match kind:
        case "zone":
            return {name}
        case "asset" if name in site.assets:
            return set(site.assets[name].places)
        case "conduit":
            return {zone for c in site.conduits if c.id == name for zone in (c.from_zone, c.to_zone)}
        case "device":
            return {zone for c in site.conduits if name in c.enforced_by for zone in (c.from_zone, c.to_zone)}
        case "gateway":
            return {g.zone for g in site.gateways if g.id == name}
        case _:
            return set()


def _units_of(kind: str, name: str, site: Site) -> set[str]:
    if kind == "unit":
        return {name} & site.units.keys()
    unit = site.assets[name].production_unit if kind == "asset" and name in site.assets else ""
    return {unit} - {""}


def worst_impact(site: Site, zones: list[str], units: list[str]) -> tuple[int, bool]:
    """Return the worst production impact of zones and units, 0-4, and whether it is known; nothing affected is 0."""
    found = [impact(site.zones[z], site) for z in zones]
    for name in units:
        value = unit_impact(site.units[name], site) if name in site.units else None
        found.append((UNKNOWN_IMPACT, False) if value is None else (value, True))
    worst = max((value for value, _ in found), default=0)
    return worst, all(known for value, known in found if value == worst)


def member_schema(shape: Record) -> Json:
    """Return the JSON Schema of the own fields of a register's members, by name."""
    out: Json = {}
    for declared in shape.fields:
        out[declared.name] = _schema(declared.shape)
        if time_form(declared.shape) is not None:
            out[f"{declared.name}_ago_h"] = {"type": ["number", "null"]}
    return out


def _schema(shape: Shape) -> dict[str, Any]:
    match shape:
        case Record():
            fields = member_schema(shape)
            return {
                "type": "object",
                "properties": fields,
                "required": sorted(fields),
                "additionalProperties": False,
            }
        case Items(item):
            return {"type": "array", "items": _schema(item)}
        case Either():
            listed = one_or_more(shape)
            return _schema(listed) if listed else {}
        case Table(value):
            return {"type": "object", "additionalProperties": _schema(value)}
        case Text():
            return {"type": ["string", "null"]}
        case Number():
            return {"type": ["number", "null"]}
        case Flag():
            return {"type": ["boolean", "null"]}
        case Free():
            return {}
        case _:
            assert_never(shape)
