"""Places where an isolation action cuts, carried out on a device: interfaces shut, rules switched on, lists applied, portals closed.

What a configuration holds is carried out exactly. A port of a switch, a breaker, a diode and a gateway without a device are
real and in no configuration, or do at layer 2 what no configuration tells: they are left to the reader (`untold`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from zonewarden.analysis.placement import is_default, split_networks
from zonewarden.analysis.rule_names import goes_by
from zonewarden.site.model import Site
from zonewarden_parsers.model import AddressSet, Binding, Device, Direction, Interface, Rule, RuleList
from zonewarden_parsers.model.addresses import ANY4, ANY6, NOWHERE
from zonewarden_parsers.model.device import Route
from zonewarden_parsers.strict_yaml.nodes import Mapping, text

LINKS = frozenset({"interface", "port", "cable", "breaker"})
"""Kinds that end a link of the device: of an interface that is shut, or of a cable or breaker that is opened."""


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """A device after cuts: `missing` are places that its configuration does not hold, `untold` those that no configuration tells.

    `count` is how many were carried out; no packet comes from or goes to the client addresses `closed` any more.
    """

    device: Device
    missing: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
    count: int = 0
    closed: AddressSet = NOWHERE

    def without(self, what: str) -> CarriedOut:
        """Return the same, with a place that is not there."""
        return replace(self, missing=(*self.missing, what))

    def leaving(self, what: str) -> CarriedOut:
        """Return the same, with a place whose effect nobody can tell."""
        return replace(self, untold=(*self.untold, what))

    def after(self, device: Device, closed: AddressSet = NOWHERE) -> CarriedOut:
        """Return what is so after one more cut."""
        return replace(self, device=device, count=self.count + 1, closed=self.closed | closed)


def points_at(points: Sequence[Mapping], device: str, site: Site) -> list[Mapping]:
    """Return the places at a device: those that name it, or a gateway that stands on it."""
    gateways = {g.id for g in site.gateways if g.device == device}
    return [p for p in points if text(p.get("device")) in {device, *gateways}]


def carried_out(device: Device, points: Sequence[Mapping], site: Site, public: frozenset[str]) -> CarriedOut:
    """Return a device after the cuts at it; `public` are interfaces to the Internet alone."""
    so_far = CarriedOut(device)
    for point in points:
        kind = text(point.get("type"))
        if kind in LINKS:
            so_far = _cut_link(so_far, point, public)
        elif kind == "disabled_rule":
            so_far = _switch_on(so_far, point)
        elif kind == "portal_disable":
            so_far = _close(so_far, point, site)
        else:
            so_far = so_far.leaving(words(point))
    return so_far


def words(point: Mapping) -> str:
    """Return a place in words: its kind and its name."""
    kind, name = text(point.get("type")).replace("_", " "), text(point.get("object")) or text(point.get("interface"))
    return f"{kind} {name or '(not named)'}"


def _cut_link(so_far: CarriedOut, point: Mapping, public: frozenset[str]) -> CarriedOut:
    name = text(point.get("interface")) or text(point.get("object"))
    held = [i for i in so_far.device.interfaces if name and _is_part(i, name)]
    if not held:
        labelled = text(point.get("type")) == "breaker" and not text(point.get("interface"))
        return so_far.leaving(words(point)) if labelled else so_far.without(words(point))
    routed = {r.interface for r in so_far.device.routes}
    if not any(i.networks or i.dynamic or i.name in routed for i in held):
        return so_far.leaving(f"{words(point)}, which routes nothing itself")
    return so_far.after(shut(so_far.device, held, public))


def _is_part(interface: Interface, name: str) -> bool:
    """Return whether an interface goes by a name, is in a zone of the device that does, or is a subinterface of what does."""
    own = (interface.name, interface.hardware)
    return interface.zone == name or any(part == name or part.startswith(f"{name}.") for part in own)


def _switch_on(so_far: CarriedOut, point: Mapping) -> CarriedOut:
    """Return the device with a prestaged rule in force, or with a prestaged list applied."""
    device, name, where = so_far.device, text(point.get("object")), text(point.get("interface"))
    listed = [found for found in device.rule_lists if found.name == name]
    bound = any(binding.rule_list == name for binding in device.bindings)
    if listed and where:
        interface = next((i for i in device.interfaces if where in {i.name, i.hardware}), None)
        if interface is None:
            return so_far.without(f"interface {where} for the list {name}")
        return so_far.after(_applied(device, listed, interface, text(point.get("direction")) or "in"))
    if listed and not bound:
        return so_far.leaving(f"list {name}, of which nobody says where it is applied")
    lists = tuple(_with_switched_on(found, name) for found in device.rule_lists)
    if all(new is old for new, old in zip(lists, device.rule_lists, strict=True)):
        return so_far.after(device) if bound else so_far.without(words(point))
    return so_far.after(replace(device, rule_lists=lists))


def _applied(device: Device, lists: Sequence[RuleList], interface: Interface, direction: str) -> Device:
    """Return the device with a list applied, in place of what is applied there for the same IP versions."""
    way = Direction(direction)
    usual = next((b.families for b in device.bindings if 4 in b.families), (4,))
    families = (6,) if all(found.family == "ipv6" for found in lists) else usual
    new = Binding(lists[0].name, interface.name, way, lists[0].location, families)
    kept = [
        replace(b, families=tuple(f for f in b.families if f not in families))
        if (b.interface, b.direction) == (interface.name, way)
        else b
        for b in device.bindings
    ]
    return replace(device, bindings=(*(b for b in kept if b.families), new))


def _close(so_far: CarriedOut, point: Mapping, site: Site) -> CarriedOut:
    """Return that clients of a portal are cut off; who they are is told by the configuration, or by the gateway's pools."""
    gateway = next((g for g in site.gateways if g.id == text(point.get("device"))), None)
    name = text(point.get("object")) or (gateway.portal if gateway else "")
    vpns = so_far.device.vpns
    found = [v for v in vpns if name and name in {v.name, v.group_policy}]
    if vpns and not found:
        return so_far.without(words(point))
    closed = AddressSet.union(v.pools for v in found) | (gateway.pools if gateway else NOWHERE)
    return so_far.after(so_far.device, closed) if closed else so_far.leaving(words(point))


def shut(device: Device, held: Sequence[Interface], public: frozenset[str]) -> Device:
    """Return the device with interfaces shut: their networks and what lies behind them are no longer routed there.

    What no other route covers is dropped, instead of being wherever it may be: nobody re-plugged anything. Beside a
    routing protocol, or with a default route into the plant, it may still be reached another way; a default route to
    the Internet alone (`public`) leads to none of the plant's networks.
    """
    networks = AddressSet.union(i.networks for i in held)
    behind = tuple(r for r in device.routes if not r.interface and r.next_hop and r.next_hop <= networks)
    lost = [networks, *(r.destination for r in (*behind, *_by(device, held)) if not is_default(r))]
    defaults = [r for r in device.routes if is_default(r) and r not in behind]
    if not all(r.interface in public for r in defaults):
        lost = []
    routes = tuple(r for r in device.routes if r not in behind)
    dropped = [Route(n, held[0].location, vrf=held[0].vrf, discard=True) for a in lost for n in split_networks(a)]
    if not defaults:
        dropped += [Route(family, held[0].location, vrf=held[0].vrf, discard=True) for family in (ANY4, ANY6)]
    interfaces = tuple(replace(i, enabled=False) if i in held else i for i in device.interfaces)
    return replace(device, interfaces=interfaces, routes=(*routes, *dropped))


def _by(device: Device, held: Sequence[Interface]) -> list[Route]:
    """Return the routes that leave by shut interfaces."""
    return [r for r in device.routes if r.interface in {i.name for i in held}]


def _with_switched_on(listed: RuleList, name: str) -> RuleList:
    """Return the list with its prestaged rules of this name in force; the same list where it has none."""
    if not any(_prestaged(rule, name) for rule in listed.rules):
        return listed
    return replace(listed, rules=tuple(replace(r, enabled=True) if _prestaged(r, name) else r for r in listed.rules))


def _prestaged(rule: Rule, name: str) -> bool:
    """Return whether a rule that is switched off goes by a name."""
    return not rule.enabled and goes_by(rule, name)
