"""Flows against conduits: what no conduit covers, and which required communication is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from zonewarden.analysis.matrix import Flow, Taint
from zonewarden.analysis.permitted import Permit, Via
from zonewarden.analysis.residue import OverBudgetError, residue
from zonewarden.site.model import Conduit
from zonewarden_parsers.model import (
    ANY_SERVICE,
    INITIATING,
    Action,
    AddressSet,
    IntervalSet,
    PacketSet,
    Product,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.model.services import UDP

ONE_WAY = ServiceSet.ports(UDP, ((162, 162), (514, 514), (2055, 2055), (4739, 4739), (6343, 6343)))
"""SNMP traps (RFC 3413), system log (RFC 5426), NetFlow (RFC 3954), IPFIX (RFC 7011), sFlow: nobody answers."""


class Part(StrEnum):
    """The disjoint parts of a flow. `WRONG_INITIATOR`, `EXCESS_SERVICES` and `UNDECLARED` are outside every conduit."""

    PERMITTED = "permitted"
    WRONG_INITIATOR = "wrong_initiator"
    EXCESS_SERVICES = "excess_services"
    UNDECLARED = "undeclared"


@dataclass(frozen=True, slots=True)
class Judged:
    """A flow, its parts, and the ids of the conduits that lie near each part."""

    flow: Flow
    parts: dict[Part, tuple[Permit, ...]]
    conduits: dict[Part, tuple[str, ...]]


def judge(flow: Flow, conduits: Iterable[Conduit], now: datetime, opposite: Iterable[Permit] = ()) -> Judged:
    """Split what a flow permits by the conduits between its two zones. Expired conduits cover nothing.

    `opposite` is what a device that keeps no sessions permits the other way: see `paired_answers`.
    """
    ends = ((flow.from_zone, flow.to_zone), (flow.to_zone, flow.from_zone))
    between = [c for c in conduits if (c.from_zone, c.to_zone) in ends and not expired(c, now)]
    allowed = [s for c in between for s in _sides(c) if s.allowed and s.from_zone == flow.from_zone]
    reverse = [s for c in between for s in _sides(c) if not s.allowed and s.from_zone == flow.from_zone]
    left = minus(flow.permits, [p for s in allowed for p in s.packets()])
    parts = {Part.PERMITTED: flow.permits}
    against = within(left, [p for s in reverse for p in s.packets()])
    if against:
        against = minus(against, list(paired_answers(between, flow.from_zone, opposite)))
    parts[Part.WRONG_INITIATOR] = against
    left = minus(left, [p for s in reverse for p in s.packets()])
    wide = [p for s in allowed for p in replace(s, services=ANY_SERVICE).packets()]
    parts[Part.EXCESS_SERVICES] = within(left, wide)
    parts[Part.UNDECLARED] = minus(left, wide)
    near = {
        Part.PERMITTED: tuple(s.conduit for s in allowed),
        Part.WRONG_INITIATOR: tuple(s.conduit for s in reverse),
        Part.EXCESS_SERVICES: tuple(s.conduit for s in allowed),
        Part.UNDECLARED: (),
    }
    return Judged(flow, parts, {k: tuple(dict.fromkeys(v)) for k, v in near.items()})


def paired_answers(conduits: Iterable[Conduit], answering: str, asked: Iterable[Permit]) -> Iterator[Product]:
    """Yield the answers of a zone to sessions that go from a port of a service to that very port, as NTP and IKE use.

    Without session state their packets look like a session opened from the wrong side, and no list can tell them apart.
    They count as answers only where the device surely lets the questions of these hosts pass, a conduit lets the other zone
    open them, and the service neither writes nor is one-way: else the same packet could command, or has no answer. Answers to
    dynamic ports are not among them: they reach other services than the one declared (docs/decisions/0003).
    """
    sure = [p.product for p in asked if p.definite]
    for conduit in conduits:
        ports = _paired_ports(conduit)
        for side in _sides(conduit) if ports else ():
            if not side.allowed or side.from_zone == answering:
                continue
            for both in (p & q for p in sure for q in replace(side, services=ports).packets()):
                if both:
                    yield Product(both.version, both.destinations, both.sources, both.services)


def _paired_ports(conduit: Conduit) -> ServiceSet:
    """Return the UDP services of a conduit that only read, each from its port to the same port."""
    known = (s.services for s in conduit.services if not s.commands)
    spans = {b.second for b in ((ServiceSet.union(known) & ServiceSet.protocol(UDP)) - ONE_WAY).boxes()}
    return ServiceSet.union(ServiceSet.of(((UDP, UDP),), (span,), (span,)) for span in spans if span[0] == span[1])


def expired(conduit: Conduit, now: datetime) -> bool:
    """Return whether the conduit's end has passed."""
    return conduit.expires is not None and conduit.expires < now


@dataclass(frozen=True, slots=True)
class _Side:
    """One direction of a conduit: who would open the session, and whether the conduit allows it."""

    conduit: str
    from_zone: str
    allowed: bool
    sources: AddressSet
    destinations: AddressSet
    services: ServiceSet

    def packets(self) -> tuple[Product, ...]:
        return PacketSet.match(self.sources, self.destinations, self.services).products


def _sides(conduit: Conduit) -> tuple[_Side, _Side]:
    services = ServiceSet.union(s.services for s in conduit.services)
    initiators = conduit.initiators
    return (
        _Side(conduit.id, conduit.from_zone, "from" in initiators, conduit.sources, conduit.destinations, services),
        _Side(conduit.id, conduit.to_zone, "to" in initiators, conduit.destinations, conduit.sources, services),
    )


def conduit_packets(conduits: Iterable[Conduit], flow: Flow) -> list[Product]:
    """Return the packets of conduits that run the way of a flow, whichever end opens the session."""
    ends = (flow.from_zone, flow.to_zone)
    sides = [side for c in conduits for side in _sides(c) if {c.from_zone, c.to_zone} == set(ends)]
    return [p for side in sides if side.from_zone == flow.from_zone for p in side.packets()]


def allowed_packets(conduit: Conduit, from_zone: str, to_zone: str) -> list[Product]:
    """Return the packets that hosts of one zone may send to another to open sessions by a conduit."""
    if {conduit.from_zone, conduit.to_zone} != {from_zone, to_zone}:
        return []
    return [p for side in _sides(conduit) if side.allowed and side.from_zone == from_zone for p in side.packets()]


def minus(permits: Iterable[Permit], cuts: Sequence[Product]) -> tuple[Permit, ...]:
    """Return the permits without the packets of `cuts`; past the budget a permit stays whole, as only possible."""
    out: list[Permit] = []
    for permit in permits:
        p = permit.product
        near = [c for c in cuts if not p.isdisjoint(c)]
        if not near:
            out.append(permit)
            continue
        if any(p <= c for c in near):
            continue
        cells = [(c.sources.spans, c.destinations.spans, c.services) for c in near]
        try:
            left = residue((p.sources.spans, p.destinations.spans, p.services), cells)
        except OverBudgetError:
            out.append(replace(permit, definite=False, reasons=(*permit.reasons, "too complex to split exactly")))
            continue
        out.extend(replace(permit, product=Product(p.version, IntervalSet(s), IntervalSet(d), v)) for s, d, v in left)
    return tuple(out)


def within(permits: Iterable[Permit], windows: Sequence[Product]) -> tuple[Permit, ...]:
    """Return the parts of the permits that lie in the union of `windows`, without overlap among the windows."""
    out: list[Permit] = []
    left = tuple(permits)
    for window in windows:
        for permit in left:
            both = permit.product & window
            if both:
                out.append(replace(permit, product=both))
        left = minus(left, [window])
    return tuple(out)


@dataclass(frozen=True, slots=True)
class Answers:
    """What a device keeps from coming back of required communication (answers.py), and what denies it.

    `doubts` are why it is not certain that all answers come back.
    """

    missing: tuple[Permit, ...] = ()
    blockers: tuple[Via, ...] = ()
    doubts: tuple[Taint, ...] = ()


@dataclass(frozen=True, slots=True)
class Required:
    """A required conduit at a device that sits between its zones.

    `missing` is what the device surely blocks (definite) or may block of what production needs (`needed`); `blockers` the
    rules, or the list's end, that block it.
    """

    conduit: str
    flow: Flow
    needed: tuple[Permit, ...]
    missing: tuple[Permit, ...]
    blockers: tuple[Via, ...]
    answers: Answers = Answers()


def required(conduit: Conduit, flow: Flow, denies: Sequence[Via]) -> Required | None:
    """Return how `flow` serves a required conduit, or None when the conduit does not run this way or place."""
    side = next((s for s in _sides(conduit) if s.allowed and s.from_zone == flow.from_zone), None)
    if side is None or {conduit.from_zone, conduit.to_zone} != {flow.from_zone, flow.to_zone} or not flow.placed:
        return None
    services = ServiceSet.union(s.needed for s in conduit.services)
    entry = AddressSet.union(p.addresses for p in flow.entries)
    leave = AddressSet.union(p.addresses for p in flow.exits)
    needed = PacketSet.match(side.sources & entry, side.destinations & leave, services & INITIATING)
    if not needed:
        return None
    wanted = tuple(Permit(p, ()) for p in needed.products)
    sure = minus(wanted, [p.product for p in flow.permits])
    missing = (*sure, *_doubtful(wanted, sure, flow))
    return Required(conduit.id, flow, wanted, missing, tuple(v for v in denies if _blocks(v, missing)))


def _doubtful(wanted: Sequence[Permit], sure: Sequence[Permit], flow: Flow) -> list[Permit]:
    """Return what only permits that are not definite let through of what a conduit needs."""
    if all(p.definite for p in flow.permits):
        return []
    unsure = minus(wanted, [p.product for p in flow.permits if p.definite])
    reasons = tuple(dict.fromkeys(r for p in flow.permits if not p.definite for r in p.reasons))
    return [replace(p, definite=False, reasons=reasons) for p in minus(unsure, [p.product for p in sure])]


def _blocks(via: Via, missing: Sequence[Permit]) -> bool:
    if via.rule is None:
        return True
    return any(_touches(via.rule, p.product) for p in missing)


def _touches(rule: Rule, product: Product) -> bool:
    match = rule.match
    return rule.action is not Action.PERMIT and (
        not match.sources.family(product.version).isdisjoint(product.sources)
        and not match.destinations.family(product.version).isdisjoint(product.destinations)
        and not match.services.isdisjoint(product.services)
    )
