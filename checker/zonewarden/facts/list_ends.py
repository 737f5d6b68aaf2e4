"""Where a list is applied, and the zones on either side of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from zonewarden.analysis.placement import Place
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json
from zonewarden.facts.zone_index import ZoneIndex
from zonewarden.facts.zones import is_ot
from zonewarden.site.model import Zone
from zonewarden_parsers.model import AddressSet, Binding, Direction, RuleList


@dataclass(frozen=True, slots=True)
class Ends:
    """Where a list is applied, and the zones on either side of it with their places there."""

    bindings: tuple[Binding, ...]
    sources: dict[str, tuple[Place, ...]]
    destinations: dict[str, tuple[Place, ...]]


def list_ends(device: DeviceSurvey, rule_list: RuleList) -> Ends:
    """Return where a list of a device is applied, and the zones on either side of it."""
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


class Side:
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


def touches(survey: Survey, sources: Iterable[str], destinations: Iterable[str]) -> Json:
    """Return the fields that say which kinds of zones are joined by what leads from one side to the other."""
    a = [survey.site.zones[z] for z in sources]
    b = [survey.site.zones[z] for z in destinations]
    return {
        "ot": any(is_ot(z) for z in (*a, *b)),
        "it_ot": _joins(a, b) or _joins(b, a),
        "external": any(z.kind in {"vendor", "cloud", "carrier", "internet"} for z in (*a, *b)),
        "safety": any(z.kind == "safety" for z in (*a, *b)),
        "remote_access": _ends_sessions(a, b) or _ends_sessions(b, a),
    }


def _ends_sessions(one: Sequence[Zone], other: Sequence[Zone]) -> bool:
    """Return whether a zone where remote sessions end is on one side and any other known zone on the other."""
    return any(z.kind == "remote_access" for z in one) and any(
        z.kind not in {"remote_access", "unassociated"} for z in other
    )


def _joins(one: Sequence[Zone], other: Sequence[Zone]) -> bool:
    return any(is_ot(z) for z in one) and any(not is_ot(z) and z.kind != "unassociated" for z in other)
