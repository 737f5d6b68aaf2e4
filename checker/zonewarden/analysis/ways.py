"""The ways through a device from one zone to another, those that it treats alike found once.

A zone whose place is not certain may be behind every interface, so two such zones have as many pairs of places as there are
pairs of interfaces. What a device does with a packet depends on less: the lists that it meets, what is not known of them,
and its addresses. Ways that agree in that are of one *kind*. Kinds are worked out once for two interfaces, and kept as
bitmaps over the interfaces to leave by, so that a pair of zones costs its kinds and not its pairs of places.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass, field, replace

from zonewarden.analysis.chain import Filters, Stage
from zonewarden.analysis.columns import indices_of
from zonewarden.analysis.placement import Place
from zonewarden.analysis.translation import seen_through
from zonewarden_parsers.model import Action, AddressSet, Aspect, Device, Gap

VERSIONS = (4, 6)


@dataclass(frozen=True, slots=True)
class Kind:
    """All that an answer between two interfaces depends on, beside addresses and the certainty of places.

    `carried` are the IP versions that both interfaces carry. `stages` are the filters of IPv4 and of IPv6, without their
    names; of a version that is not carried only those that may deny, which say what stands in its way.
    """

    stages: tuple[tuple[Stage, ...], tuple[Stage, ...]]
    carried: tuple[int, ...]
    gaps: tuple[Gap, ...]
    translation: Hashable


@dataclass(frozen=True, slots=True)
class Way:
    """A way through a device: the first one that packets may take of its kind, between these addresses."""

    entry: Place
    leave: Place
    kind: Kind


@dataclass(frozen=True, slots=True)
class Passage:
    """How packets get from one side of a device to another: the places they may enter and leave by, and the ways."""

    entries: tuple[Place, ...]
    exits: tuple[Place, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, slots=True)
class Side:
    """Places at a device, numbered for `Ways`: each has a gate (an interface, or a tunnel that ends there) and a group.

    Places of one group have the same addresses and certainty. `open` has for each group the gates that packets may leave by.
    """

    places: tuple[Place, ...]
    gates: tuple[int, ...]
    groups: tuple[int, ...]
    open: tuple[int, ...]


@dataclass(slots=True)
class _Row:
    """What is known of the ways that begin at one gate: the kinds of those to other gates, as bits."""

    known: int = 0
    every: int = 0
    kinds: dict[int, int] = field(default_factory=dict[int, int])


class Ways:
    """The ways through one device, whose `filters` tell kinds apart."""

    def __init__(self, filters: Filters) -> None:
        self.filters = filters
        self._gates: dict[tuple[str, int], int] = {}
        self._samples: list[Place] = []
        self._rows: list[_Row] = []
        self._kinds: dict[Kind, int] = {}
        self._listed: list[Kind] = []

    def side(self, places: Iterable[Place]) -> Side:
        """Return places as a side to enter or leave by."""
        listed = tuple(places)
        groups: dict[tuple[AddressSet, bool], int] = {}
        numbers = tuple(groups.setdefault((p.addresses, p.certain), len(groups)) for p in listed)
        gates = tuple(map(self._gate, listed))
        open_ = [0] * len(groups)
        for place, gate, group in zip(listed, gates, numbers, strict=True):
            open_[group] |= 0 if place.dropped else 1 << gate
        return Side(listed, gates, numbers, tuple(open_))

    def _gate(self, place: Place) -> int:
        key = (place.interface, id(place.tunnel))
        number = self._gates.setdefault(key, len(self._gates))
        if number == len(self._rows):
            self._samples.append(replace(place, dropped=False))
            self._rows.append(_Row())
        return number

    def between(self, source: Side, target: Side) -> Passage:
        """Return the ways from one side to another, in the order of their places; none where packets cannot cross."""
        wanted = 0
        for gates in target.open:
            wanted |= gates
        entries: list[Place] = []
        left = dict.fromkeys(range(len(target.places)))
        exits: list[Place] = []
        found: dict[tuple[int, int, int], tuple[int, int]] = {}
        for i, place in enumerate(source.places):
            row = self._row(source.gates[i], wanted)
            if not row.every & wanted:
                continue
            entries.append(place)
            for j in _leaving(target, left, row.every):
                exits.append(target.places[j])
                del left[j]
            for key, gates in _kinds(row, target, source.groups[i]):
                if key not in found:
                    found[key] = (i, _first(target, key[2], gates))
        ways = sorted((i, j, kind) for (kind, _, _), (i, j) in found.items())
        return Passage(
            tuple(entries),
            tuple(exits),
            tuple(Way(source.places[i], target.places[j], self._listed[kind]) for i, j, kind in ways),
        )

    def _row(self, gate: int, wanted: int) -> _Row:
        """Return what is known from a gate on, with the ways to the gates `wanted`."""
        row = self._rows[gate]
        for other in indices_of(wanted & ~row.known):
            row.known |= 1 << other
            entry, leave = self._samples[gate], self._samples[other]
            if crosses(self.filters, entry, leave):
                kind = self._kind(entry, leave)
                row.every |= 1 << other
                row.kinds[kind] = row.kinds.get(kind, 0) | 1 << other
        return row

    def _kind(self, entry: Place, leave: Place) -> int:
        filters = self.filters
        carried = versions(filters, entry, leave)
        four, six = (_stages(filters, entry, leave, version, whole=version in carried) for version in VERSIONS)
        gaps = gaps_between(filters.device, entry.interface, leave.interface)
        kind = Kind((four, six), carried, gaps, seen_through(filters, entry, leave))
        number = self._kinds.setdefault(kind, len(self._kinds))
        if number == len(self._listed):
            self._listed.append(kind)
        return number


def _stages(filters: Filters, entry: Place, leave: Place, version: int, *, whole: bool) -> tuple[Stage, ...]:
    """Return the filters between two places; unless `whole`, without the platform's own permits, which name interfaces."""
    stages = filters.stages(entry, leave, version)
    kept = (s for s in stages if whole or s.via is None or s.via.action is not Action.PERMIT)
    return tuple(replace(stage, what="") for stage in kept)


def _leaving(target: Side, left: Iterable[int], gates: int) -> list[int]:
    return [j for j in left if gates >> target.gates[j] & 1 and not target.places[j].dropped]


def _kinds(row: _Row, target: Side, group: int) -> Iterator[tuple[tuple[int, int, int], int]]:
    """Yield (kind, group of the source, group of the target) for the ways from one place, with the gates they lead to."""
    for kind, gates in row.kinds.items():
        for number, open_ in enumerate(target.open):
            if gates & open_:
                yield (kind, group, number), gates & open_


def _first(target: Side, group: int, gates: int) -> int:
    return next(
        j
        for j, place in enumerate(target.places)
        if target.groups[j] == group and gates >> target.gates[j] & 1 and not place.dropped
    )


def crosses(filters: Filters, entry: Place, leave: Place) -> bool:
    """Return whether a packet can enter at one place and leave at the other: other interface, same routing table.

    A port for management only forwards nothing, wherever the site says its zone is.
    """
    if filters.device.placeless:
        return True
    if leave.dropped or (entry.interface == leave.interface and entry.tunnel is leave.tunnel):
        return False
    one, other = filters.interface(entry.interface), filters.interface(leave.interface)
    if one is None or other is None or one.management_only or other.management_only:
        return False
    return one.vrf == other.vrf


def versions(filters: Filters, entry: Place, leave: Place) -> tuple[int, ...]:
    """Return the IP versions that both interfaces carry: without an IPv6 address or `ipv6 enable` one forwards no IPv6."""
    if filters.device.placeless:
        return VERSIONS
    sides = [filters.interface(p.interface) for p in (entry, leave)]
    return VERSIONS if all(i is not None and (i.ipv6_enabled or i.networks.v6 or i.dynamic) for i in sides) else (4,)


def gaps_between(device: Device, *interfaces: str) -> tuple[Gap, ...]:
    """Return what is not in the model and bears on flows through these interfaces."""
    return tuple(
        g
        for g in device.gaps
        if g.aspect in {Aspect.FLOWS, Aspect.ALL} and (not g.interface or g.interface in interfaces)
    )
