"""Hosts that rules and discovery name, and that no declaration does."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.facts.span_index import SpanIndex
from zonewarden.site.exports.discovery import DISCOVERY, Seen
from zonewarden.site.model import UNASSOCIATED, Site, Zone
from zonewarden.site.zone_kinds import kind_defaults
from zonewarden_parsers.model import Action, AddressSet, Location

_Span = tuple[int, int, int]
"""IP version, first and last address."""
FEW = 3
"""Addresses that stand side by side and are hosts all the same; more of them are a network."""


@dataclass(frozen=True, slots=True)
class Named:
    """An address of no declared host: the zone that it lies in, and where it is named."""

    address: str
    zone: str
    location: Location


class UndeclaredSpace:
    """The addresses of zones that no declaration names as a host's: of hosts, gateways and their clients, ends of conduits."""

    __slots__ = ("_indexes",)

    def __init__(self, site: Site, zones: Iterable[Zone]) -> None:
        known = _declared(site)
        left = [(zone.id, zone.addresses - known) for zone in zones]
        self._indexes = {
            4: SpanIndex((id_, space.v4.spans) for id_, space in left),
            6: SpanIndex((id_, space.v6.spans) for id_, space in left),
        }

    def named(self, spans: Iterable[_Span], place: Location) -> Iterator[Named]:
        """Yield the hosts of some spans that lie in this space."""
        for version, low, high in spans:
            for number in range(low, high + 1):
                for zone in sorted(self._indexes[version].touching(((number, number),))):
                    yield Named(str(AddressSet.range(version, number, number)), zone, place)


def kept_space(site: Site) -> UndeclaredSpace:
    """Return the space of the plant zones and DMZs that have declared hosts."""
    hosts = AddressSet.union(asset.addresses for asset in site.assets.values())
    return UndeclaredSpace(site, (z for z in site.zones.values() if _inner(z) and not z.addresses.isdisjoint(hosts)))


def in_rules(device: DeviceSurvey, space: UndeclaredSpace) -> Iterator[Named]:
    """Yield the hosts of a space, each once, that permits of a device name."""
    seen: set[_Span] = set()
    for rule in (rule for listed in device.device.rule_lists for rule in listed.rules):
        if rule.action is Action.PERMIT and rule.enabled and not rule.implicit:
            for side in (rule.match.sources, rule.match.destinations):
                fresh = [span for span in _few(side) if span not in seen]
                seen.update(fresh)
                yield from space.named(fresh, rule.location)


def in_discovery(site: Site) -> Iterator[Named]:
    """Yield the hosts that discovery saw in plant zones and DMZs, and in private space outside every zone."""
    rows = site.exports.rows(DISCOVERY.name, Seen)
    if rows:
        space = UndeclaredSpace(site, (z for z in site.zones.values() if _inner(z) or z.id == UNASSOCIATED))
        for row in rows:
            yield from space.named(_few(row.address), row.location)


def _declared(site: Site) -> AddressSet:
    ends = AddressSet.union(
        AddressSet.range(*span) for c in site.conduits for side in (c.sources, c.destinations) for span in _few(side)
    )
    gateways = AddressSet.union(part for g in site.gateways for part in (g.addresses, g.pools))
    return AddressSet.union(a.addresses for a in site.assets.values()) | gateways | ends


def _inner(zone: Zone) -> bool:
    """Return whether hosts of a zone belong into the inventory: those of the plant and of the DMZ that stay there."""
    return kind_defaults(zone.kind).side > 0 and zone.kind != "transient"


def _few(addresses: AddressSet) -> Iterator[_Span]:
    for version, spans in ((4, addresses.v4.spans), (6, addresses.v6.spans)):
        yield from ((version, low, high) for low, high in spans if high - low < FEW)
