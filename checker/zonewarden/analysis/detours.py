"""What clients of remote access may open in the plant past its gateways, over all devices on their way.

A device hands on to another where all its traffic to the zone goes to addresses of that one, and the other sends what is for
the clients back by it: then both must let a packet pass. Where anything else may lead there, or a device rewrites addresses, each is
judged on its own (docs/decisions/0004): stricter than the network as a whole, never laxer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from zonewarden.analysis.clients import Clients, front_doors
from zonewarden.analysis.conduits import within
from zonewarden.analysis.isolation import next_hops
from zonewarden.analysis.matrix import Flow, Taint
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Outcome, Permit, in_series
from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden_parsers.model import AddressSet, Device, Location, ServiceSet


@dataclass(frozen=True, slots=True)
class Leg:
    """What one device lets clients initiate towards a zone, without the plant's gateways.

    `onward` are the next hops of all its traffic to the zone, `back` of all to the clients, `own` its addresses: nothing where
    it rewrites addresses, so that what it says of packets holds for no other device.
    """

    clients: Clients
    device: str
    flow: str
    from_zone: str
    to_zone: str
    permits: tuple[Permit, ...]
    onward: AddressSet
    back: AddressSet
    own: AddressSet
    taints: tuple[Taint, ...]


@dataclass(frozen=True, slots=True)
class Onward:
    """How hosts of a DMZ lead on: by a flow into a zone of the plant, with which services, by rules at which places."""

    flow: str
    to_zone: str
    services: tuple[str, ...]
    places: tuple[Location, ...]


@dataclass(frozen=True, slots=True)
class Detour:
    """What clients may open in a zone past the plant's gateways, and the devices that let them; no permits where none does.

    In a DMZ: how they take hosts that lead on into the plant, with where to, by which services, and the rules there.
    """

    clients: Clients
    from_zone: str
    to_zone: str
    devices: tuple[str, ...]
    permits: tuple[Permit, ...]
    taints: tuple[Taint, ...]
    onward: tuple[Onward, ...] = ()

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.clients.id}:{self.from_zone}>{self.to_zone}"


def legs(survey: Survey, services: Callable[[Flow], ServiceSet | None]) -> Iterator[Leg]:
    """Yield what each device lets clients open by flows, of the `services` that are asked about there; None: the flow does not count.

    What a gateway of the plant opens itself, for its users, is no detour.
    """
    site = survey.site
    known = [c for c in survey.clients if c.addresses and (c.scope == "it" or not c.by_proxy)]
    near = {z.id: [c for c in known if not c.addresses.isdisjoint(z.addresses)] for z in site.zones.values()}
    if not any(near.values()):
        return
    past = front_doors(site)
    jump_hosts = AddressSet.union(a.addresses for a in site.assets.values() if a.role == "jump_host")
    for device in survey.devices:
        for flow in (judged.flow for judged in device.flows if near[judged.flow.from_zone]):
            asked = services(flow)
            if asked is None:
                continue
            for who in near[flow.from_zone]:
                own = past if who.scope == "it" else past | jump_hosts
                sources = who.addresses & site.zones[flow.from_zone].addresses
                packets = window(sources, EVERYWHERE - own, asked)
                yield _leg(survey, device, flow, who, within(flow.permits, packets))


def _leg(survey: Survey, found: DeviceSurvey, flow: Flow, clients: Clients, permits: tuple[Permit, ...]) -> Leg:
    device = found.device
    alone = device.placeless or _rewrites(device)
    none = AddressSet()
    return Leg(
        clients,
        found.id,
        flow.id,
        flow.from_zone,
        flow.to_zone,
        permits,
        none if alone else _hops(device, survey.site.zones[flow.to_zone].addresses),
        none if alone else _hops(device, clients.addresses),
        none if alone else AddressSet.union(i.addresses for i in device.interfaces if i.enabled),
        flow.taints,
    )


def _rewrites(device: Device) -> bool:
    return any(rule.kind not in {"identity", "exempt"} for rule in device.nat)


def _hops(device: Device, addresses: AddressSet) -> AddressSet:
    return AddressSet.union(AddressSet.parse(text) for text in next_hops(device, addresses))


def detours(found: Iterable[Leg]) -> Iterator[Detour]:
    """Yield what clients may open in each zone, the devices on the way joined."""
    groups: dict[tuple[Clients, str, str], list[Leg]] = {}
    for leg in found:
        groups.setdefault((leg.clients, leg.from_zone, leg.to_zone), []).append(leg)
    for (who, from_zone, to_zone), group in groups.items():
        starts = [leg for leg in group if not _entered(leg, group)] or group
        permits = [p for leg in starts for p in _through(leg, group, ())]
        yield Detour(
            who,
            from_zone,
            to_zone,
            tuple(leg.device for leg in group if leg.permits or not permits),
            tuple(dict.fromkeys(permits)),
            tuple(dict.fromkeys(t for leg in group for t in leg.taints)),
        )


def _next(leg: Leg, group: Sequence[Leg]) -> list[Leg]:
    """Return the legs of the devices that a device hands all these packets on to; none where it may be another one."""
    there = [other for other in group if other is not leg and not other.own.isdisjoint(leg.onward)]
    return there if leg.onward and leg.onward <= AddressSet.union(other.own for other in there) else []


def _entered(leg: Leg, group: Sequence[Leg]) -> bool:
    """Return whether packets of the clients surely came through another of these devices."""
    before = [other for other in group if leg in _next(other, group)]
    return bool(leg.back) and leg.back <= AddressSet.union(other.own for other in before)


def _through(leg: Leg, group: Sequence[Leg], passed: tuple[Leg, ...]) -> tuple[Permit, ...]:
    following = _next(leg, group)
    if not following or any(other in passed for other in following):
        return leg.permits
    onward = [p for other in following for p in _through(other, group, (*passed, leg))]
    return _both(leg.permits, onward)


def _both(first: Iterable[Permit], second: Iterable[Permit]) -> tuple[Permit, ...]:
    one, other = tuple(first), tuple(second)
    return tuple(p for v in (4, 6) for p in in_series(_of_version(one, v), _of_version(other, v)).permits)


def _of_version(permits: Iterable[Permit], version: int) -> Outcome:
    return Outcome(tuple(p for p in permits if p.product.version == version))
