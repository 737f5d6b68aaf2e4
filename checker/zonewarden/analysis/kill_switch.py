"""The kill switch of remote access played through: whether a configuration holds what it works by, and what goes with it.

An implementation names an object of a device. A rule of that name (or with it in a remark) is switched: one that is off comes into
force, a permit in force goes. An interface is shut, a VPN no longer serves its clients, what an address group holds is cut off.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from zonewarden.analysis.clients import declared_gateway
from zonewarden.analysis.conduits import conduit_packets, minus, within
from zonewarden.analysis.cut_points import shut
from zonewarden.analysis.isolation import from_somewhere, public_interfaces
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.rule_names import goes_by
from zonewarden.analysis.survey import DeviceSurvey, Survey, names_of
from zonewarden.site.model import Conduit, Entry, Site
from zonewarden_parsers.model import ANY_SERVICE, NOWHERE, Action, AddressSet, Device, Location, Rule, RuleList
from zonewarden_parsers.strict_yaml.nodes import Mapping, mappings, text, texts

CUT_OFF = frozenset({"vendor", "remote_access", "internet"})
"""Kinds of zones that a kill switch is to cut off: what comes from there is nobody's production."""


class Held(StrEnum):
    """Whether a configuration holds what an implementation names. `UNKNOWN`: it may be of a kind that the model does not hold."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Touched:
    """What the switch takes from a flow, or leaves of it."""

    flow: Flow
    permits: tuple[Permit, ...]


@dataclass(frozen=True, slots=True)
class KillSwitch:
    """One implementation of the kill switch at one device.

    `lost` is what it takes away, `conduits` those that production needs, or that it must leave running, of which it takes something.
    `left` is what third parties and clients of the plant's remote access may open all the same. `told` is False where nothing says
    what the object does when it is switched.
    """

    entry: Entry
    number: int
    node: Mapping
    device: str
    wanted: str
    held: Held
    places: tuple[Location, ...] = ()
    lost: tuple[Touched, ...] = ()
    conduits: tuple[str, ...] = ()
    left: tuple[Touched, ...] = ()
    told: bool = True

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.entry.id}/{self.number}@{self.device}"


@dataclass(frozen=True, slots=True)
class _Switched:
    """A device after the switch: changed, or with packets to and from `addresses` cut off. `places` are what was switched.

    `told` is False where the object is there and nothing says what its switch does: a list that is applied nowhere yet.
    """

    device: Device
    places: tuple[Location, ...]
    addresses: AddressSet = NOWHERE
    told: bool = True


def kill_switches(survey: Survey) -> Iterator[KillSwitch]:
    """Yield every implementation at each device that it names, by itself or as the device of a gateway."""
    site = survey.site
    gateways = {g.id: g for g in site.gateways}
    for entry in site.registers.get("kill_switch", ()):
        for number, node in enumerate(mappings(entry.node.get("implementations"))):
            where, wanted = text(node.get("device")), text(node.get("object"))
            if where in gateways:
                where, wanted = gateways[where].device, wanted or gateways[where].portal
            for found in survey.devices:
                if where in names_of(site, found.device, found.id):
                    yield _play(survey, found, KillSwitch(entry, number, node, found.id, wanted, Held.NO))


def _play(survey: Survey, found: DeviceSurvey, point: KillSwitch) -> KillSwitch:
    kind = text(point.node.get("type")).lower()
    excluded = set(texts(point.entry.node.get("excludes_conduits")))
    switched = _switched(found, survey.site, point.wanted, kind) if point.wanted else None
    if switched is not None and not switched.told:
        return replace(point, held=Held.YES, places=switched.places, told=False)
    if switched is not None:
        after = {f.id: f for f in _after(survey.site, found, switched)}
        lost = tuple(_lost(found, after))
        needed, left = _needed(survey.site, lost, excluded), _left(survey, after.values(), excluded)
        return replace(
            point, held=Held.YES, places=switched.places, lost=lost, conduits=tuple(needed), left=tuple(left)
        )
    if point.wanted and not any(word in kind for words in _TYPES.values() for word in words):
        return replace(point, held=Held.UNKNOWN)
    return replace(point, left=tuple(_left(survey, (judged.flow for judged in found.flows), excluded)))


_TYPES = {
    "vpn": ("portal", "tunnel", "vpn"),
    "interface": ("interface", "port"),
    "rule": ("rule", "policy", "acl", "access-list", "access_list"),
}
"""Words of types whose objects the model of a configuration holds all. Groups of users, accounts and flags are in no model."""


def _switched(found: DeviceSurvey, site: Site, name: str, kind: str) -> _Switched | None:
    """Return the device after the switch of that name; None where its configuration holds nothing that goes by it.

    What the declared type speaks of is looked for first: a remark may hold the name of a portal.
    """
    ways: dict[str, Callable[[], _Switched | None]] = {
        "vpn": lambda: _vpn(found, site, name),
        "interface": lambda: _interface(found, site, name),
        "rule": lambda: _rule(found.device, name),
        "object": lambda: _object(found.device, name),
    }
    first = [way for way, words in _TYPES.items() if any(word in kind for word in words)]
    return next((switched for way in dict.fromkeys((*first, *ways)) if (switched := ways[way]())), None)


def _vpn(found: DeviceSurvey, site: Site, name: str) -> _Switched | None:
    """Cut off the clients of a VPN: those of the gateway that it is, where one declares it."""
    held = [v for v in found.device.vpns if name in {v.name, v.group_policy}]
    names = names_of(site, found.device, found.id)
    gateways = (declared_gateway(site.gateways, names, v.name, v.pools) for v in held)
    pools = AddressSet.union((*(v.pools for v in held), *(g.pools for g in gateways if g is not None)))
    return _Switched(found.device, tuple(v.location for v in held), pools) if held else None


def _interface(found: DeviceSurvey, site: Site, name: str) -> _Switched | None:
    held = [i for i in found.device.interfaces if name in {i.name, i.hardware, i.zone}]
    if not held:
        return None
    return _Switched(shut(found.device, held, public_interfaces(found, site)), tuple(i.location for i in held))


def _rule(device: Device, name: str) -> _Switched | None:
    held = [r for listed in device.rule_lists for r in listed.rules if not r.implicit and goes_by(r, name)]
    lists = tuple(_turned(listed, name) for listed in device.rule_lists)
    return _Switched(replace(device, rule_lists=lists), tuple(r.location for r in held)) if held else None


def _turned(listed: RuleList, name: str) -> RuleList:
    """Return a list with its rules of a name switched: those that are off in force, permits in force off."""

    def turned(rule: Rule) -> Rule:
        if rule.implicit or not goes_by(rule, name):
            return rule
        return replace(rule, enabled=not (rule.enabled and rule.action is Action.PERMIT))

    return replace(listed, rules=tuple(map(turned, listed.rules)))


def _object(device: Device, name: str) -> _Switched | None:
    held = [o for o in device.objects if o.name == name]
    addresses = AddressSet.union(o.addresses for o in held)
    return _Switched(device, tuple(o.location for o in held), addresses, bool(addresses)) if held else None


def _after(site: Site, found: DeviceSurvey, switched: _Switched) -> list[Flow]:
    """Return the flows of the device after the switch."""
    if switched.device is not found.device:
        return [from_somewhere(f) for f in matrix(switched.device, found.id, site.zones, found.declared)]
    there = window(switched.addresses, EVERYWHERE, ANY_SERVICE)
    back = window(EVERYWHERE, switched.addresses, ANY_SERVICE)
    return [replace(j.flow, permits=minus(j.flow.permits, (*there, *back))) for j in found.flows]


def _lost(found: DeviceSurvey, after: dict[str, Flow]) -> Iterator[Touched]:
    for flow in (judged.flow for judged in found.flows):
        left = after[flow.id].permits if flow.id in after else ()
        gone = minus(flow.permits, [p.product for p in left])
        if gone:
            yield Touched(flow, gone)


def _needed(site: Site, lost: Sequence[Touched], excluded: set[str]) -> list[str]:
    """Return the ids of conduits that the switch must leave running, and of which it takes something."""
    running = [c for c in site.conduits if c.id in excluded or (c.required and not _of_those_cut_off(site, c))]
    return [c.id for c in running if any(within(one.permits, conduit_packets([c], one.flow)) for one in lost)]


def _of_those_cut_off(site: Site, conduit: Conduit) -> bool:
    """Return whether a conduit begins where the switch is to cut."""
    ends = {"from": conduit.from_zone, "to": conduit.to_zone}
    return all(site.zones[ends[side]].kind in CUT_OFF for side in conduit.initiators if side in ends)


def _left(survey: Survey, after: Iterable[Flow], excluded: set[str]) -> Iterator[Touched]:
    """Yield what third parties and clients of the plant's remote access may open in other zones after the switch.

    What a required conduit carries, or one that is to be left running, is not theirs to lose.
    """
    site = survey.site
    parties = [z.addresses for z in site.zones.values() if z.kind == "vendor"]
    clients = [c.addresses for c in survey.clients if c.scope in {"ot", "shared"} and not c.by_proxy]
    wanted = window(AddressSet.union((*parties, *clients)), EVERYWHERE, ANY_SERVICE)
    running = [c for c in site.conduits if c.required or c.id in excluded]
    for flow in after:
        permits = within(flow.permits, wanted) if site.zones[flow.to_zone].kind not in CUT_OFF else ()
        permits = minus(permits, conduit_packets(running, flow)) if permits else ()
        if permits:
            yield Touched(flow, permits)
