"""One packet through one device: where it enters and leaves, each filter on the way, and what decides.

The filters, their order and the places of addresses are those of the zone matrix (`chain`, `placement`, `translation`), so
the two cannot disagree. A packet whose place is not certain is traced through each interface that it may use.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from zonewarden.analysis.chain import Filters
from zonewarden.analysis.filtering import Answer, Asker, FilterTrace
from zonewarden.analysis.matrix import doubts_of
from zonewarden.analysis.permitted import Via
from zonewarden.analysis.placement import Place, place
from zonewarden.analysis.published import Addressed, addressed, source_rewritten
from zonewarden.analysis.translation import hidden_sources
from zonewarden.analysis.ways import crosses, gaps_between, versions
from zonewarden.site.model import UNASSOCIATED, DeclaredDevice, Zone
from zonewarden_parsers.model import Action, AddressSet, Device, Effect, Location, Packet, VpnKind
from zonewarden_parsers.model.services import TCP_ESTABLISHED

MAX_CROSSINGS = 64
_WIDE = 2**24
"""Translations of more addresses than this (`any`) concern every packet and are not worth a note."""


@dataclass(frozen=True, slots=True)
class Crossing:
    """The packet from one place of the device to another. `filters` ends with the first that surely denies.

    `reasons` says why the answer is not decided, or what was not read that may bear on it. `asked` is False where the
    packet was asked about by its real address and this is its host's published one. `routed` is the packet as it leaves,
    `rewritten` the translation that may give it another source, as text with its place.
    """

    entry: Place
    leave: Place
    filters: tuple[FilterTrace, ...]
    answer: Answer
    reasons: tuple[str, ...]
    routed: Packet
    rewritten: str
    asked: bool = True


@dataclass(frozen=True, slots=True)
class DeviceTrace:
    """A packet at one device, called `id`. `answer` is None where it does not pass through, for the first of `reasons`.

    With several crossings `answer` is what all of them agree on. `notes` are what a reader should know besides.
    """

    id: str
    device: Device
    packet: Packet
    crossings: tuple[Crossing, ...]
    answer: Answer | None
    reasons: tuple[str, ...]
    notes: tuple[str, ...]


class Tracer:
    """One device, indexed once and asked about many packets. `zones` and `declared` place addresses as in the matrix."""

    def __init__(self, id_: str, device: Device, zones: Mapping[str, Zone], declared: DeclaredDevice | None) -> None:
        self.id, self.device, self.zones, self.declared = id_, device, zones, declared
        self._filters = Filters(device)
        self._asker = Asker(self._filters)
        self._places: dict[str, tuple[Place, ...]] = {}

    def trace(self, packet: Packet) -> DeviceTrace:
        """Send one packet through the device."""
        device = self.device
        told = tuple(notes(device, packet))
        ways = list(self._ways(packet))
        if not ways:
            ends = (self.places(packet.version, address) for address in (packet.source, packet.destination))
            return DeviceTrace(self.id, device, packet, (), None, (_apart(*ends),), told)
        crossings = tuple(self._crossing(*way) for way in ways[:MAX_CROSSINGS])
        answer, reasons = _overall(crossings)
        if len(ways) > MAX_CROSSINGS:
            answer = Answer.NOT_DECIDED
            reasons = (f"{len(ways)} pairs of interfaces are possible, {MAX_CROSSINGS} of them traced", *reasons)
        return DeviceTrace(self.id, device, packet, crossings, answer, reasons, told)

    def places(self, version: int, address: int) -> tuple[Place, ...]:
        """Return where one address lies at the device: the places its zone has there, as far as they hold the address."""
        one = AddressSet.range(version, address, address)
        zone = zone_of(self.zones, one)
        if zone is None:
            nobody = Zone("", UNASSOCIATED, 5, 5, Location(self.device.path, 1), addresses=one)
            return place(nobody, self.device, self.declared)
        if zone.id not in self._places:
            self._places[zone.id] = place(zone, self.device, self.declared)
        return tuple(replace(p, addresses=one) for p in self._places[zone.id] if one <= p.addresses)

    def _ways(self, packet: Packet) -> Iterator[tuple[Place, Place, Addressed]]:
        for entry in self.places(packet.version, packet.source):
            for way in addressed(self._filters, packet, entry.interface):
                for leave in self.places(packet.version, way.routed.destination):
                    if crosses(self._filters, entry, leave):
                        yield entry, leave, way

    def _crossing(self, entry: Place, leave: Place, way: Addressed) -> Crossing:
        filters = list(self._met(entry, leave, way))
        gaps = gaps_between(self.device, entry.interface, leave.interface)
        may_permit = [f"{g.location}: {g.reason}" for g in gaps if g.effect is not Effect.MAY_DENY]
        may_deny = [f"{g.location}: {g.reason}" for g in gaps if g.effect is not Effect.MAY_PERMIT]
        doubts = list(doubts_of(entry, leave, gaps))
        if way.rule is not None and not way.exact:
            inexact = f"{way.rule.location}: addresses or ports are translated: {way.rule.text}"
            may_permit.append(inexact)
            doubts.append(inexact)
        if self.device.lists_before_nat and way.routed.version == 4:
            may_permit += (reason for reason, _ in hidden_sources(self._filters, entry, leave))
        answer, reasons = _final(filters, doubts, may_permit, may_deny)
        rule = source_rewritten(self._filters, way.routed, entry.interface, leave.interface)
        rewritten = f"{rule.location}: {rule.text}" if rule else ""
        return Crossing(entry, leave, tuple(filters), answer, reasons, way.routed, rewritten, way.asked)

    def _met(self, entry: Place, leave: Place, way: Addressed) -> Iterator[FilterTrace]:
        """Yield the filters on the way up to the first that surely denies."""
        if way.routed.version not in versions(self._filters, entry, leave):
            yield _not_carried(self.device, entry, leave)
            return
        if way.rule is not None:
            yield FilterTrace("translation", Answer.OPEN, Via("", way.rule.text, Action.PERMIT, way.rule.location))
        for stage in self._filters.stages(entry, leave, way.routed.version):
            found = self._asker.at(stage, way.routed if stage.leaving else way.seen)
            yield from found
            if found[-1].answer is Answer.DENIED:
                return


def zone_of(zones: Mapping[str, Zone], one: AddressSet) -> Zone | None:
    """Return the zone that holds an address, or None: zones share no address."""
    return next((z for z in zones.values() if one <= z.addresses), None)


def _final(
    filters: Sequence[FilterTrace], doubts: Iterable[str], may_permit: Sequence[str], may_deny: Sequence[str]
) -> tuple[Answer, tuple[str, ...]]:
    """Return the answer of a crossing and its reasons: what its filters say, unless something unread may say otherwise.

    As in the matrix, `doubts` keep a permit from being sure; what may deny and is no filter is told, and no more.
    """
    if filters[-1].answer is Answer.DENIED:
        return (Answer.NOT_DECIDED if may_permit else Answer.DENIED), tuple(dict.fromkeys(may_permit))
    open_ = [r for f in filters if f.answer is Answer.NOT_DECIDED for r in f.reasons]
    reasons = [*open_, *doubts]
    return (Answer.NOT_DECIDED if reasons else Answer.PERMITTED), tuple(dict.fromkeys([*reasons, *may_deny]))


def _overall(crossings: Sequence[Crossing]) -> tuple[Answer, tuple[str, ...]]:
    """Return the answer of a device: that of the packet as asked about, unless its host is reached by a published address."""
    answer, reasons = _agreed([c for c in crossings if c.asked] or crossings)
    for crossing in crossings:
        if not crossing.asked and answer is not Answer.PERMITTED and crossing.answer is not Answer.DENIED:
            answer = crossing.answer
            reasons = ("not by its own address, but by the one it is published as", *crossing.reasons)
    return answer, reasons


def _agreed(crossings: Sequence[Crossing]) -> tuple[Answer, tuple[str, ...]]:
    answers = {c.answer for c in crossings}
    if len(answers) == 1:
        return answers.pop(), tuple(dict.fromkeys(r for c in crossings for r in c.reasons))
    each = (f"{c.entry.interface} to {c.leave.interface}: {c.answer.value}" for c in crossings)
    return Answer.NOT_DECIDED, ("it depends on the interfaces the packet takes", *dict.fromkeys(each))


def _not_carried(device: Device, entry: Place, leave: Place) -> FilterTrace:
    for side in (entry, leave):
        interface = device.interface(side.interface)
        if interface is not None and not (interface.ipv6_enabled or interface.networks.v6 or interface.dynamic):
            text = f"{side.interface} carries no IPv6"
            return FilterTrace("IPv6", Answer.DENIED, Via("", text, Action.DENY, interface.location))
    raise AssertionError("both interfaces carry IPv6")


def _apart(entries: Sequence[Place], exits: Sequence[Place]) -> str:
    """Return why a packet does not pass through the device."""
    if not entries or not exits:
        return "the device has no interface that forwards traffic"
    one, other = entries[0].interface, exits[0].interface
    if one == other:
        return f"both addresses lie behind {one}"
    return f"{one} and {other} use different routing tables"


def notes(device: Device, packet: Packet) -> Iterator[str]:
    """Yield what else bears on a packet at a device: its own addresses, translation, sessions, tunnels."""
    for name, address in (("source", packet.source), ("destination", packet.destination)):
        for interface in device.interfaces:
            if address in interface.addresses.family(packet.version):
                yield f"the {name} is the device's own address on {interface.name}: its management settings decide too"
        for rule in device.nat:
            real, mapped = rule.real.family(packet.version), rule.mapped.family(packet.version)
            if address in real and real.size < _WIDE:
                yield f"{rule.location}: the {name} is a translated host: {rule.text}"
            elif address in mapped and mapped.size < _WIDE:
                yield f"{rule.location}: the {name} is published for {rule.real}: {rule.text}"
    if packet.protocol == TCP_ESTABLISHED and device.stateful:
        yield "a stateful device lets the answers of a permitted session pass without a rule"
    if device.vpn_bypass is not None and any(v.kind is VpnKind.SITE_TO_SITE and v.enabled for v in device.vpns):
        yield f"{device.vpn_bypass}: what arrives through a site-to-site VPN skips the interface access lists"
