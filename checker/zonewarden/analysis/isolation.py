"""Isolation played through: what still passes after a cut, and which production communication it breaks.

A cut is carried out where the playbook says: an interface is shut, a prestaged rule is switched on. Where it names
conduits and no such place, their packets are taken out as named. Cables, breakers and diodes are not in configurations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zonewarden.analysis.conduits import Required, conduit_packets, minus, within
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.placement import is_default, split_networks
from zonewarden.analysis.rule_names import goes_by
from zonewarden.analysis.survey import DeviceSurvey, Survey, required_by
from zonewarden.site.model import Conduit, Entry, Site
from zonewarden_parsers.model import AddressSet, Device, Interface, Rule, RuleList
from zonewarden_parsers.model.addresses import ANY4, ANY6
from zonewarden_parsers.model.device import Route
from zonewarden_parsers.strict_yaml.nodes import Mapping, mappings, text, texts

IN_CONFIGURATION = frozenset({"disabled_rule", "interface", "port"})


@dataclass(frozen=True, slots=True)
class Cut:
    """What an isolation action cuts: everything between two zones, or conduits; and the zone that is to stand alone."""

    action: Entry
    pair: frozenset[str]
    conduits: tuple[Conduit, ...]
    isolates: str
    keeps: tuple[Conduit, ...]
    points: tuple[Mapping, ...]

    def concerns(self, flow: Flow) -> bool:
        """Return whether a flow is one that the cut must end."""
        ends = frozenset((flow.from_zone, flow.to_zone))
        between = (frozenset((c.from_zone, c.to_zone)) for c in self.conduits)
        return ends == self.pair or self.isolates in ends or any(ends == pair for pair in between)


@dataclass(frozen=True, slots=True)
class Remainder:
    """What still passes of a flow after a cut. `hops` are the next hops of all traffic to one of its zones, by zone.

    A device at which every next hop belongs is on every path to that zone: what it does not let through does not arrive.
    """

    flow: Flow
    permits: tuple[Permit, ...]
    hops: tuple[tuple[str, frozenset[str]], ...]


@dataclass(frozen=True, slots=True)
class Prestaged:
    """A rule that goes by the name of a prestaged rule, switched off or on, with its list and whether that is applied."""

    name: str
    list_name: str
    rule: Rule
    bound: bool


@dataclass(frozen=True, slots=True)
class Isolation:
    """An isolation action at one device: places that its configuration does not hold, what still passes, what breaks.

    `assumed`: no place at this device is named, so conduits are taken out as if they were cut, and nothing else is.
    """

    cut: Cut
    device: str
    missing: tuple[str, ...]
    assumed: bool
    remaining: tuple[Remainder, ...]
    broken: tuple[Required, ...]
    prestaged: tuple[Prestaged, ...]

    @property
    def id(self) -> str:
        """The key in the facts."""
        return f"{self.cut.action.id}@{self.device}"


def isolations(survey: Survey) -> Iterator[Isolation]:
    """Yield every isolation action at each device that it names or that sits between what it separates."""
    cuts = [_cut(entry, survey.site) for entry in survey.site.registers.get("isolation_actions", ())]
    for device in survey.devices:
        for cut in cuts:
            named = any(text(p.get("device")) == device.id for p in cut.points)
            if named or any(cut.concerns(j.flow) for j in device.flows):
                yield _play(cut, device, survey.site)


def _cut(entry: Entry, site: Site) -> Cut:
    def conduits(*path: str) -> tuple[Conduit, ...]:
        wanted = set(texts(entry.node.get(*path)))
        return tuple(c for c in site.conduits if c.id in wanted)

    ends = [text(entry.node.get("cuts", key)) for key in ("from_zone", "to_zone")]
    return Cut(
        action=entry,
        pair=frozenset(ends) if all(ends) else frozenset(),
        conduits=conduits("cuts", "conduits"),
        isolates=text(entry.node.get("isolates")),
        keeps=conduits("keeps_conduits"),
        points=mappings(entry.node.get("enforcement")),
    )


def _play(cut: Cut, surveyed: DeviceSurvey, site: Site) -> Isolation:
    points = [p for p in cut.points if text(p.get("device")) == surveyed.id]
    device, missing = _carried_out(surveyed.device, points, public_interfaces(surveyed, site))
    assumed = not any(text(p.get("type")) in IN_CONFIGURATION for p in points)
    flows = [j.flow for j in surveyed.flows]
    if not assumed:
        flows = [from_somewhere(f) for f in matrix(device, surveyed.id, site.zones, surveyed.declared)]
    else:
        flows = [replace(f, permits=minus(f.permits, conduit_packets(cut.conduits, f))) for f in flows]
    remaining = [(f, _remaining(cut, f)) for f in flows if cut.concerns(f)]
    hops = {zone: next_hops(device, site.zones[zone].addresses) for zone in (cut.isolates, *cut.pair) if zone}
    return Isolation(
        cut,
        surveyed.id,
        missing,
        assumed,
        tuple(
            Remainder(f, permits, tuple((z, hops[z]) for z in (f.from_zone, f.to_zone) if hops.get(z)))
            for f, permits in remaining
            if permits
        ),
        tuple(_broken(site, device, surveyed, flows)),
        tuple(_held(surveyed.device, points)),
    )


def next_hops(device: Device, addresses: AddressSet) -> frozenset[str]:
    """Return the next hops of all traffic to these addresses; nothing unless static routes alone lead to all of them."""
    routes = [r for r in device.routes if not r.discard and not r.destination.isdisjoint(addresses)]
    explicit = [r for r in routes if not is_default(r)]
    leading = explicit if addresses <= AddressSet.union(r.destination for r in explicit) else routes
    connected = any(i.enabled and not i.networks.isdisjoint(addresses) for i in device.interfaces)
    routed = addresses <= AddressSet.union(r.destination for r in leading)
    if device.dynamic_routing or connected or not routed or not all(r.next_hop for r in leading):
        return frozenset()
    return frozenset(text for r in leading for text in r.next_hop.texts())


def from_somewhere(flow: Flow) -> Flow:
    """Return the flow without permits where its first zone lies behind no interface any more."""
    return flow if any(not place.dropped for place in flow.entries) else replace(flow, permits=())


def _remaining(cut: Cut, flow: Flow) -> tuple[Permit, ...]:
    """Return what of a flow the cut should have ended and did not."""
    if frozenset((flow.from_zone, flow.to_zone)) == cut.pair or cut.isolates in {flow.from_zone, flow.to_zone}:
        return minus(flow.permits, conduit_packets(cut.keeps, flow))
    return within(flow.permits, conduit_packets(cut.conduits, flow))


def _broken(site: Site, device: Device, before: DeviceSurvey, flows: Sequence[Flow]) -> Iterator[Required]:
    """Yield the required conduits of which the cut takes away something that the device let through, with what it takes."""
    lost = {r.conduit: r for r in before.required}
    for after in required_by(site, device, [*flows, *_gone(before, flows)]):
        known = lost.get(after.conduit)
        taken = minus(after.missing, [p.product for p in known.missing]) if known else after.missing
        if taken:
            yield replace(after, missing=taken)


def _gone(before: DeviceSurvey, flows: Sequence[Flow]) -> Iterator[Flow]:
    """Yield the flows that a cut leaves no way for at all, as flows that permit nothing."""
    left = {f.id for f in flows}
    yield from (replace(j.flow, permits=()) for j in before.flows if j.flow.id not in left)


def _carried_out(device: Device, points: Sequence[Mapping], public: frozenset[str]) -> tuple[Device, tuple[str, ...]]:
    """Return the device after the cuts that its configuration holds, and those that it does not hold, in words."""
    missing: list[str] = []
    for point in points:
        kind, name = text(point.get("type")), text(point.get("object"))
        if kind in {"interface", "port"}:
            held = [i for i in device.interfaces if name in {i.name, i.hardware}]
            found = bool(held)
            device = shut(device, held, public) if held else device
        elif kind == "disabled_rule":
            lists = tuple(_switched_on(listed, name) for listed in device.rule_lists)
            found = any(new is not old for new, old in zip(lists, device.rule_lists, strict=True))
            device = replace(device, rule_lists=lists)
        else:
            continue
        if not found:
            missing.append(f"{kind.replace('_', ' ')} {name or '(not named)'}")
    return device, tuple(missing)


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


def public_interfaces(surveyed: DeviceSurvey, site: Site) -> frozenset[str]:
    """Return the interfaces that are surely the Internet's, and behind which no zone of the plant or business lies."""
    kinds: dict[str, set[str]] = {}
    for id_, places in surveyed.places.items():
        for place in (p for p in places if p.certain):
            kinds.setdefault(place.interface, set()).add(site.zones[id_].kind)
    outside = {"internet", "remote_access"}  # VPN clients come from the Internet
    return frozenset(name for name, found in kinds.items() if "internet" in found and found <= outside)


def _switched_on(listed: RuleList, name: str) -> RuleList:
    """Return the list with its prestaged rules of this name in force; the same list where it has none."""
    if not any(_prestaged(rule, name) for rule in listed.rules):
        return listed
    return replace(listed, rules=tuple(replace(r, enabled=True) if _prestaged(r, name) else r for r in listed.rules))


def _held(device: Device, points: Sequence[Mapping]) -> Iterator[Prestaged]:
    """Yield the rules that go by the names of prestaged rules."""
    bound = {binding.rule_list for binding in device.bindings}
    for name in [text(p.get("object")) for p in points if text(p.get("type")) == "disabled_rule"]:
        for listed in device.rule_lists:
            named = (r for r in listed.rules if not r.implicit and goes_by(r, name))
            yield from (Prestaged(name, listed.name, rule, listed.name in bound) for rule in named)


def _prestaged(rule: Rule, name: str) -> bool:
    """Return whether a rule that is switched off goes by a name."""
    return not rule.enabled and goes_by(rule, name)
