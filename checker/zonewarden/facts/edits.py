"""What a change touches, as facts: configuration files, packets between zones, declared objects, files that decide how to check.

Each member says which change records name it (`named_by`). A record names a configuration by all its devices or by its path,
packets by the conduits that they belong to or by both their zones, a declared object by its id or by its file's path, and
the project's file and policies by their paths.

Records of what was decided or happened (changes, windows, exceptions, vulnerabilities, incident response, governance, measures,
grants and people) are not asked for: they carry approvals of their own, and policies judge those. But the record of an
approved change itself may not be rewritten by the change (kind `record`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from zonewarden.analysis.conduits import allowed_packets, expired, minus
from zonewarden.analysis.difference import Change, PairDifference
from zonewarden.analysis.hunks import Numbered, hunks
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.permitted import Permit, Via
from zonewarden.analysis.survey import Survey
from zonewarden.facts.json import Json, location, locations, taints
from zonewarden.facts.scopes import Scope, naming, rewritten, scopes
from zonewarden.site.model import Conduit, Entry, Site
from zonewarden.site.registers import REGISTERS
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import plain

MAX_PLACES = 20
GOVERNED = (
    "sites", "units", "zone_records", "conduit_records", "asset_records", "device_records", "service_records", "gateways",
    "identity", "vendors", "kill_switch", "break_glass", "approved_tools", "integrations",
)  # fmt: skip
"""The declared objects that only a change may edit."""
_NOTES = {
    "": {"reviewed_at", "source"},
    "device_records": {"config_collected_at", "baseline", "last_backup", "last_recertified", "startup_equals_running"},
    "identity": {"people"},
}
"""What is written down about an object without changing it."""
_SCOPES = {
    "units": "units", "zone_records": "zones", "conduit_records": "conduits", "asset_records": "assets",
    "device_records": "devices", "gateways": "assets",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """A configuration of one version: its path as given, its lines but blank ones, and the ids of its devices."""

    path: str
    lines: tuple[Numbered, ...]
    devices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one version by their path in the project: configurations, and those that decide how to check, as text."""

    configs: Mapping[str, ConfigFile]
    rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Versions:
    """The two versions of a site."""

    old: Site
    new: Site
    before: Files
    after: Files

    @property
    def fallback(self) -> Location:
        """Where something is that the new version does not have."""
        return Location(self.new.project.path, 1)


def inside(site: Site, path: str) -> str:
    """Return a path as seen from the project file, wherever the run was started."""
    root = site.project.root.rstrip("/")
    return path.removeprefix(f"{root}/") if root not in {"", "."} else path


def edits(versions: Versions, pairs: Sequence[PairDifference], after: Survey, records: Json) -> Json:
    """Return every edit by id. `records` are the facts about the declared objects of the new version."""
    known = scopes(versions.old, versions.new)
    zones = {d.id: sorted({z for z, places in d.places.items() if places}) for d in after.devices}
    found = [
        *_configurations(versions, known, zones),
        *_flows(versions, known, pairs, after),
        *_declarations(versions, known, records),
        *_rules(versions, known),
        *_records(versions, records),
    ]
    return {member["id"]: member for member in sorted(found, key=lambda m: str(m["id"]))}


def _member(kind: str, what: str, change: str, places: Sequence[Location], **rest: Any) -> Json:
    empty: Json = {
        "file": "", "device": "", "devices": [], "from": "", "to": "", "conduits": [], "undeclared": False,
        "certainty": "definite", "named_by": [], "zones": [], "fresh_roles": [], "taints": [],
    }  # fmt: skip
    return {
        **empty,
        "id": f"{kind.replace(' ', '-')}:{what}",
        "title": f"{kind} {what}",
        "kind": kind,
        "change": change,
        "locations": locations(places[:MAX_PLACES]),
        **rest,
    }


def _kind_of_change(old: object, new: object) -> str:
    return "added" if old is None else "removed" if new is None else "changed"


def _configurations(
    versions: Versions, known: Mapping[str, Scope], zones: Mapping[str, Sequence[str]]
) -> Iterator[Json]:
    old, new = versions.before.configs, versions.after.configs
    for name in sorted({*old, *new}):
        one, other = old.get(name), new.get(name)
        places = [versions.fallback]
        if other is not None:
            places = hunks(other.path, [line for _, line in one.lines] if one else [], other.lines)
        if not places and one is not None and other is not None:
            continue
        devices = sorted({*(one.devices if one else ()), *(other.devices if other else ())})
        yield _member(
            "configuration", name, _kind_of_change(one, other), places or [Location(other.path if other else name, 1)],
            file=name,
            device=devices[0] if devices else "",
            devices=devices,
            named_by=naming(known, partial(_names_config, path=name, devices=devices)),
            zones=sorted({z for d in devices for z in zones.get(d, ())}),
        )  # fmt: skip


def _names_config(scope: Scope, path: str, devices: Sequence[str]) -> bool:
    return scope.holds_file(path) or (bool(devices) and all(scope.holds("devices", d) for d in devices))


def _flows(
    versions: Versions, known: Mapping[str, Scope], pairs: Sequence[PairDifference], after: Survey
) -> Iterator[Json]:
    conduits = [c for c in versions.new.conduits if not expired(c, after.now)]
    files = {d.id: d.device.path for d in after.devices}
    for pair in pairs:
        here = Location(files[pair.device], 1) if pair.device in files else versions.fallback
        for word, changes in (("opened", pair.opened), ("closed", pair.closed)):
            if changes:
                yield _flow(known, conduits, pair, word, changes, here)
        doubts = [Taint(f"in the earlier version: {t.reason}", here) for t in pair.base_taints]
        doubts += pair.head_taints
        if doubts and not pair.opened and not pair.closed:
            yield _flow(known, conduits, pair, "unknown", (), here) | {"taints": taints(doubts)}


def _flow(
    known: Mapping[str, Scope], conduits: Sequence[Conduit], pair: PairDifference, word: str,
    changes: Sequence[Change], here: Location,
) -> Json:  # fmt: skip
    touched, undeclared = _belonging(conduits, pair, changes)
    ends = pair.from_zone, pair.to_zone
    vias = [v for c in changes for v in (c.permitted_by if word == "opened" else c.blocked_by)]

    def names(scope: Scope) -> bool:
        if all(scope.holds("zones", zone) for zone in ends):
            return True
        free = undeclared and word != "closed"
        return bool(changes) and not free and all(scope.holds("conduits", c) for c in touched)

    return _member(
        "flow", f"{pair.device}:{ends[0]}>{ends[1]}:{word}", word, _rule_places(vias) or [here],
        title=f"flow from {ends[0]} to {ends[1]} at {pair.device}",
        device=pair.device,
        devices=[pair.device],
        **{"from": ends[0], "to": ends[1]},
        conduits=touched,
        undeclared=undeclared,
        certainty="definite" if any(c.definite for c in changes) else "possible",
        named_by=naming(known, names),
        zones=list(ends),
    )  # fmt: skip


def _rule_places(vias: Sequence[Via]) -> list[Location]:
    return list(dict.fromkeys(v.location for v in vias))


def _belonging(conduits: Sequence[Conduit], pair: PairDifference, changes: Sequence[Change]) -> tuple[list[str], bool]:
    """Return the conduits that packets of a change belong to, and whether some belong to none."""
    packets = {c.id: allowed_packets(c, pair.from_zone, pair.to_zone) for c in conduits}
    products = [p for change in changes for p in change.products]
    touched = [id_ for id_, cuts in packets.items() if any(not p.isdisjoint(c) for p in products for c in cuts)]
    left = minus([Permit(p, ()) for p in products], [p for cuts in packets.values() for p in cuts])
    return sorted(touched), bool(left)


def _declarations(versions: Versions, known: Mapping[str, Scope], records: Json) -> Iterator[Json]:
    for name in GOVERNED:
        old, new = _objects(versions.old, name), _objects(versions.new, name)
        for id_ in sorted({*old, *new}):
            if _stated(name, old.get(id_)) != _stated(name, new.get(id_)):
                yield _declaration(versions, known, records, name, old.get(id_), new.get(id_))


def _declaration(
    versions: Versions, known: Mapping[str, Scope], records: Json, name: str, old: Entry | None, new: Entry | None
) -> Json:
    entry = new if new is not None else old
    if entry is None:
        raise ValueError("an object that neither version has")
    site = versions.new if new is not None else versions.old
    path = inside(site, entry.node.location.path)
    place = entry.node.place("id") if new is not None else versions.fallback
    kind = _SCOPES.get(name, "")
    return _member(
        REGISTERS[name].kind, entry.id, _kind_of_change(old, new), [place],
        file=path,
        named_by=naming(known, lambda s: s.holds_file(path) or s.holds(kind, entry.id)),
        zones=records.get(name, {}).get(entry.id, {}).get("zones", []),
    )  # fmt: skip


def _objects(site: Site, name: str) -> dict[str, Entry]:
    return {e.id: e for e in site.registers.get(name, ())}


def _stated(name: str, entry: Entry | None) -> object:
    if entry is None:
        return None
    left_out = _NOTES[""] | _NOTES.get(name, set())
    return {key: plain(found.value) for key, found in entry.node.entries.items() if key not in left_out}


def _rules(versions: Versions, known: Mapping[str, Scope]) -> Iterator[Json]:
    old, new = versions.before.rules, versions.after.rules
    for name in sorted({*old, *new}):
        if old.get(name) != new.get(name):
            root = versions.new.project.root
            place = Location(f"{root}/{name}" if root not in {"", "."} else name, 1)
            yield _member(
                "project file", name, _kind_of_change(old.get(name), new.get(name)),
                [place if name in new else versions.fallback],
                file=name,
                named_by=naming(known, partial(Scope.holds_file, path=name)),
            )  # fmt: skip


def _records(versions: Versions, records: Json) -> Iterator[Json]:
    for id_, (entry, roles) in rewritten(versions.old, versions.new).items():
        yield _member(
            "record", id_, "changed", [entry.node.place("id")],
            title=f"record of change {id_}",
            file=inside(versions.new, entry.node.location.path),
            named_by=[id_],
            zones=records["changes"][id_]["zones"],
            fresh_roles=roles,
        )  # fmt: skip


def comparison(site: Site, base: str, changes: Sequence[str]) -> Json:
    """Return the fact that two versions were compared, and which changes the difference is said to be."""
    return {
        "comparison": {
            "id": "comparison",
            "title": f"difference from {base}",
            "locations": [location(Location(site.project.path, 1))],
            "taints": [],
            "base": base,
            "changes": list(changes),
        }
    }
