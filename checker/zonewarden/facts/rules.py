"""Facts about rule lists, rules, named objects and undefined references."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import assert_never

from zonewarden.analysis.first_match import Verdict
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.placement import Place
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.json import Json, address_texts, digest, gap_taints, location, locations, service_texts, taints
from zonewarden.facts.reach import HostIndex, opens_answers, opens_every_icmp, reach
from zonewarden.facts.zone_index import ZoneIndex
from zonewarden.facts.zones import impact, is_ot
from zonewarden.site.model import Zone
from zonewarden_parsers.model import (
    ESTABLISHED,
    INITIATING,
    Action,
    AddressSet,
    AtomKind,
    Binding,
    Direction,
    Location,
    Rule,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6
from zonewarden_parsers.model.services import TCP_ESTABLISHED, WITH_PORTS

_TRACKED = re.compile(r"\b(?:ctstate|state|connection-state)\b.*\b(?:established|related)\b", re.IGNORECASE)
_TEMPORARY = re.compile(r"\b(temp|temporary|tmp|test|poc|vendor visit)\b", re.IGNORECASE)


def rule_lists(survey: Survey) -> Json:
    """Return every ordered list of every device."""
    out: Json = {}
    for device in survey.devices:
        for rule_list in device.device.rule_lists:
            ends = _ends(device, rule_list)
            out[f"{device.id}/{rule_list.name}"] = _rule_list(survey, device, rule_list, ends)
    return out


def _rule_list(survey: Survey, device: DeviceSurvey, rule_list: RuleList, ends: Ends) -> Json:
    unread = [Taint(f"cannot be read: {r.text}", r.location) for r in rule_list.rules if r.action is Action.UNKNOWN]
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
        **_touches(survey, zones, zones),
        "impact": max((impact(survey.site.zones[z], survey.site)[0] for z in zones), default=0),
    }


def _final_deny_logged(rule_list: RuleList) -> bool | None:
    last = rule_list.rules[-1] if rule_list.rules else None
    if last is None or last.action is not Action.DENY or not _unbounded(last):
        return None
    return last.logged


def _unbounded(rule: Rule) -> bool:
    match = rule.match
    return _is_any(match.sources) and _is_any(match.destinations) and INITIATING <= match.services


def _is_any(addresses: AddressSet) -> bool:
    return addresses.v4 == ALL_V4 or addresses.v6 == ALL_V6


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a list is applied, and the zones on either side of it with their places there."""

    bindings: tuple[Binding, ...]
    sources: dict[str, tuple[Place, ...]]
    destinations: dict[str, tuple[Place, ...]]


def _ends(device: DeviceSurvey, rule_list: RuleList) -> Ends:
    bindings = tuple(b for b in device.device.bindings if b.rule_list == rule_list.name)
    sources: dict[str, tuple[Place, ...]] = {}
    destinations: dict[str, tuple[Place, ...]] = {}
    for binding in bindings:
        for zone, places in device.places.items():
            for target, found in zip((sources, destinations), _sides(binding, _settled(places)), strict=True):
                if found:
                    target[zone] = (*target.get(zone, ()), *found)
    return Ends(bindings, sources, destinations)


def _sides(binding: Binding, places: Sequence[Place]) -> tuple[Sequence[Place], Sequence[Place]]:
    """Return the places from which and to which packets go that a binding judges."""
    near = [p for p in places if p.interface == binding.interface]
    far = [p for p in places if p.interface != binding.interface]
    match binding.direction:
        case Direction.IN:
            return near, far
        case Direction.OUT:
            return far, near
        case Direction.GLOBAL | Direction.FORWARD:
            return places, places
        case _:
            assert_never(binding.direction)


def _settled(places: Sequence[Place]) -> Sequence[Place]:
    """Return the certain places, or all where none is certain."""
    return [p for p in places if p.certain] or places


class _Side:
    """The zones on one side of a list, looked up by addresses and by the interfaces that a rule names."""

    def __init__(self, zones: Mapping[str, Sequence[Place]]) -> None:
        self._zones = zones
        self._indexes: dict[frozenset[str] | None, ZoneIndex] = {}
        self._known: dict[tuple[AddressSet, frozenset[str] | None], list[str]] = {}

    def touching(self, addresses: AddressSet, interfaces: frozenset[str] | None) -> list[str]:
        """Return the ids of the zones that have one of the addresses behind one of the interfaces (None: any), sorted."""
        known = self._known.get((addresses, interfaces))
        if known is None:
            if interfaces not in self._indexes:
                self._indexes[interfaces] = ZoneIndex(self._behind(interfaces))
            known = self._known[addresses, interfaces] = self._indexes[interfaces].touching(addresses)
        return known

    def _behind(self, interfaces: frozenset[str] | None) -> dict[str, AddressSet]:
        return {
            zone: AddressSet.union(p.addresses for p in places if interfaces is None or p.interface in interfaces)
            for zone, places in self._zones.items()
        }


def _touches(survey: Survey, sources: Iterable[str], destinations: Iterable[str]) -> Json:
    a = [survey.site.zones[z] for z in sources]
    b = [survey.site.zones[z] for z in destinations]
    return {
        "ot": any(is_ot(z) for z in (*a, *b)),
        "it_ot": _joins(a, b) or _joins(b, a),
        "external": any(z.kind in {"vendor", "cloud", "carrier", "internet"} for z in (*a, *b)),
        "safety": any(z.kind == "safety" for z in (*a, *b)),
    }


def _joins(one: Sequence[Zone], other: Sequence[Zone]) -> bool:
    return any(is_ot(z) for z in one) and any(not is_ot(z) and z.kind != "unassociated" for z in other)


def rules(survey: Survey, catalogue: ServiceIndex) -> Json:
    """Return every rule that a configuration states: one a line, without those that the platform adds by itself."""
    pattern = re.compile(survey.site.rule_metadata_pattern)
    hosts = HostIndex(asset.addresses for asset in survey.site.assets.values())
    out: Json = {}
    for device in survey.devices:
        for rule_list in device.device.rule_lists:
            ends = _ends(device, rule_list)
            verdicts = device.verdicts[rule_list.name]
            writer = _RuleWriter(survey, device, rule_list, ends, catalogue, pattern, hosts)
            written: dict[tuple[Location, str], Json] = {}
            for rule, verdict in zip(rule_list.rules, verdicts, strict=True):
                if rule.implicit:
                    continue
                fact = writer.fact(rule, verdict)
                first = written.setdefault((rule.location, rule.text), fact)
                if first is not fact:
                    _join(first, fact)
            out.update((fact["id"], fact) for fact in written.values())
    return out


_EITHER = ("any_source", "any_destination", "any_service", "ot", "it_ot", "external", "safety")


def _join(first: Json, other: Json) -> None:
    """Add to the fact of one line what a further rule that stands for a part of it matches."""
    for key in _EITHER:
        first[key] = first[key] or other[key]
    for key in ("from_zones", "to_zones", "service_ids", "classes"):
        first[key] = sorted({*first[key], *other[key]})
    for key in ("widest_port_range", "port_count"):
        first[key] = max(first[key], other[key])


class _RuleWriter:
    """Writes the facts of one list's rules; equal operands are rendered once."""

    def __init__(
        self,
        survey: Survey,
        device: DeviceSurvey,
        rule_list: RuleList,
        ends: Ends,
        catalogue: ServiceIndex,
        pattern: re.Pattern[str],
        hosts: HostIndex,
    ) -> None:
        self.survey, self.device, self.rule_list, self.ends = survey, device, rule_list, ends
        self.catalogue, self.pattern, self.hosts = catalogue, pattern, hosts
        self._list_id = f"{device.id}/{rule_list.name}"
        self._near, self._far = _Side(ends.sources), _Side(ends.destinations)
        self._sources: dict[AddressSet, Json] = {}
        self._destinations: dict[AddressSet, Json] = {}
        self._services: dict[ServiceSet, Json] = {}
        self._touched: dict[tuple[str, ...], Json] = {}

    def fact(self, rule: Rule, verdict: Verdict) -> Json:
        match = rule.match
        metadata = {m["key"]: m["value"] for text in (*rule.remarks, rule.name) for m in self.pattern.finditer(text)}
        sources = self._source_facts(match.sources)
        destinations = self._destination_facts(match.destinations)
        services = self._service_facts(match.services)
        from_zones = self._near.touching(match.sources, rule.from_interfaces)
        to_zones = self._far.touching(match.destinations, rule.to_interfaces)
        return {
            "id": f"{self._list_id}/{rule.index}",
            "title": f"rule {rule.index + 1} of {self.rule_list.name} on {self.device.id}",
            "locations": [location(rule.location)],
            "taints": [],
            "device": self.device.id,
            "list": self._list_id,
            "index": rule.index,
            "action": rule.action.value,
            "enabled": rule.enabled,
            "bound": bool(self.ends.bindings),
            "status": verdict.status.value,
            "blockers": [self._blocker(i) for i in verdict.blockers],
            "different_action": verdict.different_action,
            **sources,
            **destinations,
            **services,
            "from_zones": from_zones,
            "to_zones": to_zones,
            **self._touches(from_zones, to_zones),
            "answers": self._answers(rule),
            "logged": rule.logged,
            "remarks": list(rule.remarks),
            "metadata": metadata,
            "metadata_missing": [k for k in self.survey.site.rule_metadata_required if k not in metadata],
            "review_overdue": _past(metadata.get("review", ""), self.survey.now),
            "temporary": "review" not in metadata and bool(_TEMPORARY.search(" ".join((*rule.remarks, rule.name)))),
            "schedule": rule.schedule,
            "schedule_expired": _past(rule.schedule_end, self.survey.now),
            "undefined": [a.text for a in match.atoms if a.kind is AtomKind.REFERENCE],
            "atoms": [{"kind": a.kind.value, "text": a.text} for a in match.atoms],
            "text": rule.text,
            "digest": digest(rule),
        }

    def _answers(self, rule: Rule) -> bool:
        """Return whether the rule lets through only what belongs to sessions that another rule let begin.

        A connection tracker knows them; that the rule asks it must be evident from its text, because a condition on TCP flags
        (`! --syn`) has the same services and asks nobody.
        """
        return (
            self.device.device.stateful
            and rule.match.services <= ESTABLISHED
            and _TRACKED.search(rule.text) is not None
        )

    def _blocker(self, index: int) -> Json:
        rule = self.rule_list.rules[index]
        return {
            "id": f"{self._list_id}/{index}", "text": rule.text, "action": rule.action.value, "location": location(rule.location)
        }  # fmt: skip

    def _source_facts(self, addresses: AddressSet) -> Json:
        known = self._sources.get(addresses)
        if known is None:
            known = self._sources[addresses] = {
                "any_source": _is_any(addresses),
                "sources": address_texts(addresses),
                "source_reach": reach(addresses, self.hosts),
            }
        return known

    def _destination_facts(self, addresses: AddressSet) -> Json:
        known = self._destinations.get(addresses)
        if known is None:
            known = self._destinations[addresses] = {
                "any_destination": _is_any(addresses),
                "destinations": address_texts(addresses),
                "destination_reach": reach(addresses, self.hosts),
            }
        return known

    def _touches(self, from_zones: list[str], to_zones: list[str]) -> Json:
        key = (*from_zones, ">", *to_zones)
        known = self._touched.get(key)
        if known is None:
            known = self._touched[key] = _touches(self.survey, from_zones, to_zones)
        return known

    def _service_facts(self, services: ServiceSet) -> Json:
        known = self._services.get(services)
        if known is None:
            touched = self.catalogue.touched(services)
            widest, total = _ports(services)
            known = self._services[services] = {
                "any_service": INITIATING <= services,
                "services": service_texts(services),
                "service_ids": list(touched),
                "classes": self.catalogue.classes(touched),
                "widest_port_range": widest,
                "port_count": total,
                "return_range": opens_answers(services),
                "every_icmp": opens_every_icmp(services),
            }
        return known


def _ports(services: ServiceSet) -> tuple[int, int]:
    """Return the widest run of destination ports and how many there are, over the protocols that have ports."""
    widest, seen = 0, 0
    for box in services.boxes():
        low, high = box.protocols
        if low == TCP_ESTABLISHED or not any(low <= p <= high for p in WITH_PORTS):
            continue
        width = box.second[1] - box.second[0] + 1
        widest, seen = max(widest, width), seen + width
    return widest, seen


def _past(text: str, now: datetime) -> bool:
    """Return whether an ISO 8601 date or moment lies before `now`; False for none or for other text."""
    if not text:
        return False
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return False
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (moment.replace(hour=23, minute=59, second=59) if len(text) == 10 else moment) < now


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
    return AddressSet.union(s for s in sides if not _is_any(s))


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
