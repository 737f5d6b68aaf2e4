"""Isolation played through: what still passes after a cut, and which production communication it breaks.

A cut is carried out where the playbook says (`cut_points`). Where an action names no place at all, the packets of its
conduits are taken out as named; where it names places that no configuration tells of, what they must end is taken for
ended when it is asked what breaks, and for open when it is asked what remains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from zonewarden.analysis.conduits import Required, conduit_packets, minus, within
from zonewarden.analysis.cut_points import CarriedOut, carried_out, points_at
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.analysis.packet_scope import EVERYWHERE, window
from zonewarden.analysis.permitted import Permit
from zonewarden.analysis.placement import is_default
from zonewarden.analysis.rule_names import goes_by
from zonewarden.analysis.survey import DeviceSurvey, Survey, required_by
from zonewarden.site.model import Conduit, Entry, Site
from zonewarden_parsers.model import ANY_SERVICE, AddressSet, Device, IntervalSet, Product, Rule
from zonewarden_parsers.strict_yaml.nodes import Mapping, mappings, text, texts


@dataclass(frozen=True, slots=True)
class Cut:
    """What an isolation action cuts: everything between two zones, or conduits; and the zone that is to stand alone."""

    action: Entry
    pair: frozenset[str]
    conduits: tuple[Conduit, ...]
    isolates: str
    keeps: tuple[Conduit, ...]
    points: tuple[Mapping, ...]

    @property
    def ends(self) -> frozenset[str]:
        """The zones at both ends of what is cut."""
        return frozenset({z for c in self.conduits for z in (c.from_zone, c.to_zone)} | self.pair | {self.isolates}) - {
            ""
        }

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

    `untold` are places here of which no configuration tells what they cut. `assumed`: nothing was carried out here.
    """

    cut: Cut
    device: str
    missing: tuple[str, ...]
    untold: tuple[str, ...]
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
            if points_at(cut.points, device.id, survey.site) or any(cut.concerns(j.flow) for j in device.flows):
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
    points = points_at(cut.points, surveyed.id, site)
    done = carried_out(surveyed.device, points, site, public_interfaces(surveyed, site))
    before = [j.flow for j in surveyed.flows]
    flows = _after(done, cut, surveyed, site)
    remaining = [(f, _remaining(cut, f)) for f in flows if cut.concerns(f)]
    ended = [_as_meant(cut, f) for f in before] if done.untold and not done.count else flows
    return Isolation(
        cut,
        surveyed.id,
        done.missing,
        done.untold,
        not done.count,
        tuple(
            Remainder(f, permits, tuple(_onward(done.device, cut, f, permits))) for f, permits in remaining if permits
        ),
        tuple(_broken(site, done.device, surveyed, ended)),
        tuple(_held(surveyed.device, points)),
    )


def _after(done: CarriedOut, cut: Cut, surveyed: DeviceSurvey, site: Site) -> list[Flow]:
    """Return the flows that are left after what was carried out at a device."""
    if done.count:
        flows = (from_somewhere(f) for f in matrix(done.device, surveyed.id, site.zones, surveyed.declared))
        return [replace(f, permits=minus(f.permits, _packets_of(done.closed))) for f in flows]
    flows = (j.flow for j in surveyed.flows)
    if cut.points:
        return list(flows)
    return [replace(f, permits=minus(f.permits, conduit_packets(cut.conduits, f))) for f in flows]


def _packets_of(clients: AddressSet) -> tuple[Product, ...]:
    """Return every packet from or to these addresses."""
    return (*window(clients, EVERYWHERE, ANY_SERVICE), *window(EVERYWHERE, clients, ANY_SERVICE))


def _as_meant(cut: Cut, flow: Flow) -> Flow:
    """Return a flow without what a cut must end."""
    ended = [p.product for p in _remaining(cut, flow)] if cut.concerns(flow) else []
    return replace(flow, permits=minus(flow.permits, ended))


def _onward(device: Device, cut: Cut, flow: Flow, permits: Sequence[Permit]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each end of a cut with the next hops to the addresses there of the packets that remain."""
    left = [permit.product for permit in permits]
    sources = AddressSet.union(_of_version(p.version, p.sources) for p in left)
    targets = AddressSet.union(_of_version(p.version, p.destinations) for p in left)
    for zone, addresses in ((flow.from_zone, sources), (flow.to_zone, targets)):
        hops = next_hops(device, addresses)
        if zone in cut.ends and hops:
            yield zone, hops


def _of_version(version: int, spans: IntervalSet) -> AddressSet:
    return AddressSet(v4=spans) if version == 4 else AddressSet(v6=spans)


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


def public_interfaces(surveyed: DeviceSurvey, site: Site) -> frozenset[str]:
    """Return the interfaces that are surely the Internet's, and behind which no zone of the plant or business lies."""
    kinds: dict[str, set[str]] = {}
    for id_, places in surveyed.places.items():
        for place in (p for p in places if p.certain):
            kinds.setdefault(place.interface, set()).add(site.zones[id_].kind)
    outside = {"internet", "remote_access"}  # VPN clients come from the Internet
    return frozenset(name for name, found in kinds.items() if "internet" in found and found <= outside)


def _held(device: Device, points: Sequence[Mapping]) -> Iterator[Prestaged]:
    """Yield the rules that go by the names of prestaged rules."""
    bound = {binding.rule_list for binding in device.bindings}
    for name in [text(p.get("object")) for p in points if text(p.get("type")) == "disabled_rule"]:
        for listed in device.rule_lists:
            named = (r for r in listed.rules if not r.implicit and (name == listed.name or goes_by(r, name)))
            yield from (Prestaged(name, listed.name, rule, listed.name in bound) for rule in named)
