"""Whether a device that keeps no sessions lets the answers of required communication back.

A router with plain access lists judges each packet alone: a session needs a permit in both directions. Answers are TCP
segments with ACK set (docs/decisions/0003), from the port that was asked to a dynamic port of the client: 49152-65535 (RFC
6335, section 6; what clients of every operating system use), unless the service says which port it asks from.

- **TCP**: without answers there is no session, so answers that surely stay out are required communication that is blocked.
- **UDP**: no port tells whether a service answers. Answers that stay out make the question not assessable; what is sent one
  way by its standard (system log, traps, flow records) needs none.
- **Other protocols**, ICMP among them, are not followed: replies are of types of their own.
- **Sessions kept in part**: `evaluate` of a reflexive list passes what it reflects. Inspection on an interface, translated
  addresses and lines that are not understood may open a list in ways that the model does not hold: not assessable where the
  lists alone keep answers out. Tables for the whole device (zone-based firewall) inspect sessions and are not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zonewarden.analysis.blocking import blockers
from zonewarden.analysis.conduits import ONE_WAY, Answers, Required, minus
from zonewarden.analysis.matrix import Flow, Taint, doubts_of
from zonewarden.analysis.permitted import Permit, Via
from zonewarden.analysis.ways import VERSIONS, Ways
from zonewarden_parsers.model import ESTABLISHED, AtomKind, Device, Direction, Effect, Product, ServiceSet
from zonewarden_parsers.model.region import Spans, intersection
from zonewarden_parsers.model.services import TCP_ESTABLISHED, TCP_NEW, UDP, Box

DYNAMIC: Spans = ((49152, 65535),)
_UDP = ServiceSet.protocol(UDP)
_ANSWERS = ESTABLISHED | _UDP


def answers(ways: Ways, found: Required) -> Answers:
    """Return what becomes of the answers to those packets of a required conduit that the device lets through."""
    device, flow = ways.filters.device, found.flow
    if device.stateful or device.placeless or any(b.direction is Direction.FORWARD for b in device.bindings):
        return Answers()
    asked = minus(found.needed, [p.product for p in found.missing])
    needed = [Permit(each, ()) for p in asked for each in _answering(p.product)]
    back = replace(flow, from_zone=flow.to_zone, to_zone=flow.from_zone, entries=flow.exits, exits=flow.entries)
    returning, unread = _returning(ways, back)
    stopped = minus(needed, [p.product for p in returning])
    tcp = tuple(p for p in stopped if p.product.services <= ESTABLISHED)
    doubts = list(_uncertain(minus(needed, [p.product for p in stopped]), returning))
    doubts += (Taint(_SILENT.format(v.text), v.location) for v in _of(ways, back, stopped, _UDP)[:1])
    open_doubts = [*unread, *_sessions(device, flow)]
    if tcp and (open_doubts or not all(p.definite for p in tcp)):
        denying = _of(ways, back, tcp, ESTABLISHED)[:1]
        doubts += (Taint(f"answers may be denied by {v.text!r}", v.location) for v in denying)
        return Answers(doubts=tuple(dict.fromkeys([*doubts, *open_doubts])))
    return Answers(tcp, _of(ways, back, tcp, ESTABLISHED), tuple(dict.fromkeys(doubts)))


_SILENT = "whether the service answers by UDP is not known, and {!r} denies its answers"


def _of(ways: Ways, back: Flow, stopped: Iterable[Permit], services: ServiceSet) -> tuple[Via, ...]:
    """Return what denies those of the packets `stopped` that are of these services."""
    products = [p.product for p in stopped if p.product.services <= services]
    return blockers(ways, back, products) if products else ()


def _answering(asked: Product) -> Iterator[Product]:
    """Yield the answers to packets: ends and ports the other way round."""
    tcp, udp = asked.services & TCP_NEW, (asked.services & _UDP) - ONE_WAY
    for services, protocol in ((tcp, TCP_ESTABLISHED), (udp, UDP)):
        mirrored = ServiceSet.union(_mirrored(box, protocol) for box in services.boxes())
        if mirrored:
            yield Product(asked.version, asked.destinations, asked.sources, mirrored)


def _mirrored(box: Box, protocol: int) -> ServiceSet:
    client = intersection((box.first,), DYNAMIC) or (box.first,)
    return ServiceSet.of(((protocol, protocol),), (box.second,), client)


def _returning(ways: Ways, back: Flow) -> tuple[list[Permit], list[Taint]]:
    """Return which answers the device lets through, and what is not understood on their way."""
    permits: list[Permit] = []
    unread: list[Taint] = []
    for way in ways.between(ways.side(back.entries), ways.side(back.exits)).ways:
        doubts = doubts_of(way.entry, way.leave, way.kind.gaps)
        for version, stages in zip(VERSIONS, way.kind.stages, strict=True):
            if version not in way.kind.carried:
                continue
            sources, destinations = (p.addresses.family(version) for p in (way.entry, way.leave))
            outcome = ways.filters.passing(stages, version, sources, destinations, _ANSWERS)
            permits += (_judged(p, doubts) for p in outcome.permits)
            unread += (Taint(reason, location) for reason, location in outcome.undecided)
        unread += (Taint(g.reason, g.location) for g in way.kind.gaps if g.effect is not Effect.MAY_DENY)
    return permits, unread


def _judged(permit: Permit, doubts: tuple[str, ...]) -> Permit:
    """Return a permit of answers with its certainty: what a reflexive list opens it opens for just these."""
    atoms = [atom.kind for via in permit.via if via.rule is not None for atom in via.rule.match.atoms]
    reflected = bool(atoms) and all(kind is AtomKind.REFLECT for kind in atoms)
    definite = (permit.definite or reflected) and not doubts
    return replace(permit, definite=definite, reasons=() if definite else (*permit.reasons, *doubts))


def _uncertain(needed: Iterable[Permit], returning: Sequence[Permit]) -> Iterator[Taint]:
    """Yield why answers that are not stopped come back perhaps only."""
    for permit in minus(needed, [p.product for p in returning if p.definite]):
        for p in returning:
            if not p.definite and not p.product.isdisjoint(permit.product):
                yield Taint(f"answers pass perhaps only: {', '.join(p.reasons)}", p.via[-1].location)


def _sessions(device: Device, flow: Flow) -> Iterator[Taint]:
    """Yield what may open lists for answers that the model does not hold."""
    for rule in device.nat[:1]:
        yield Taint("addresses are translated: which ones the lists see in answers is not followed", rule.location)
    for place in dict.fromkeys((*flow.entries, *flow.exits)):
        found = next((i for i in device.interfaces if i.name == place.interface), None)
        if found is not None and "inspect" in found.settings:
            yield Taint(f"inspection on {found.name} may open lists for answers", found.location)
