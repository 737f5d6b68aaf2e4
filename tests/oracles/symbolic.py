"""What a list means as z3 formulas over the real packet space: 32 or 128 bit addresses, all protocols, ports, types and flags."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tests.oracles.terms import ICMP, ICMP6, PORTED, TCP, WIDTH, Block, Entry, Part, Traffic
from zonewarden.analysis.first_match import Status, classify
from zonewarden.analysis.permitted import ListIndex, through_list
from zonewarden_parsers.model import IntervalSet, RuleList, ServiceSet
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6

Formula = Any
"""A z3 Boolean; z3 has no types."""


class Space:
    """The variables of one packet of an IP version, and what every packet obeys."""

    def __init__(self, z3: Any, version: int) -> None:
        self.z3 = z3
        self.version = version
        self.source, self.destination = z3.BitVecs("source destination", WIDTH[version])
        self.protocol, self.first, self.second = z3.Ints("protocol first second")
        self.ack = z3.Bool("ack")
        p, ports = self.protocol, z3.Or(*(self.protocol == n for n in PORTED))
        types = z3.Or(p == ICMP, p == ICMP6)
        slots = [z3.And(x >= 0, x <= z3.If(ports, 65535, z3.If(types, 255, 0))) for x in (self.first, self.second)]
        self.valid = z3.And(p >= 0, p <= 255, z3.Implies(self.ack, p == TCP), *slots)

    def parts(self, term: Any, found: Iterable[Part]) -> Formula:
        """Return whether an address is in one of the parts."""
        z3 = self.z3
        return z3.Or(*(self._part(term, p) for p in found if p.version == self.version), z3.BoolVal(False))

    def _part(self, term: Any, part: Part) -> Formula:
        if isinstance(part, Block):
            return term & part.care == part.base & part.care
        return self.z3.And(self.z3.UGE(term, part.low), self.z3.ULE(term, part.high))

    def traffic(self, found: Iterable[Traffic]) -> Formula:
        """Return whether the service is in one of the terms."""
        z3 = self.z3
        return z3.Or(
            *(
                z3.And(
                    z3.BoolVal(True) if t.protocol is None else self.protocol == t.protocol,
                    self._within(self.first, t.first),
                    self._within(self.second, t.second),
                    z3.Implies(z3.BoolVal(t.ack), self.ack),
                )
                for t in found
            ),
            z3.BoolVal(False),
        )

    def _within(self, term: Any, spans: Iterable[tuple[int, int]]) -> Formula:
        return self.z3.Or(*(self.z3.And(term >= a, term <= b) for a, b in spans), self.z3.BoolVal(False))

    def over(self, e: Entry) -> Formula:
        """Return whether the entry may match."""
        return self._entry(e, e.sources.over, e.destinations.over) if e.enabled else self.z3.BoolVal(False)

    def under(self, e: Entry) -> Formula:
        """Return whether the entry surely matches."""
        if not e.enabled or e.condition or e.permit is None:
            return self.z3.BoolVal(False)
        return self._entry(e, e.sources.sure, e.destinations.sure)

    def _entry(self, e: Entry, sources: Sequence[Part], destinations: Sequence[Part]) -> Formula:
        return self.z3.And(
            self.parts(self.source, sources), self.parts(self.destination, destinations), self.traffic(e.services.over)
        )

    def addresses(self, term: Any, found: IntervalSet) -> Formula:
        """Return whether an address is in one of our sets."""
        z3 = self.z3
        return z3.Or(*(z3.And(z3.UGE(term, a), z3.ULE(term, b)) for a, b in found.spans), z3.BoolVal(False))

    def services(self, found: ServiceSet) -> Formula:
        """Return whether the service is in one of our sets, where TCP with ACK or RST is protocol 256."""
        z3, p = self.z3, self.z3.If(self.ack, 256, self.protocol)
        boxes = [
            z3.And(
                self._within(p, (b.protocols,)),
                self._within(self.first, (b.first,)),
                self._within(self.second, (b.second,)),
            )
            for b in found.boxes()
        ]
        return z3.Or(*boxes, z3.BoolVal(False))

    def product(self, sources: IntervalSet, destinations: IntervalSet, services: ServiceSet) -> Formula:
        """Return whether the packet is in one of our products."""
        return self.z3.And(
            self.addresses(self.source, sources),
            self.addresses(self.destination, destinations),
            self.services(services),
        )


def permits(space: Space, entries: Sequence[Entry], *, default: bool) -> tuple[Formula, Formula]:
    """Return whether the list surely permits the packet, and whether it may, unreadable lines left out of the latter."""
    z3 = space.z3
    may, deny = z3.BoolVal(default), z3.BoolVal(not default)
    readable = z3.BoolVal(default)
    for e in reversed(entries):
        over, under = space.over(e), space.under(e)
        may = z3.Or(z3.And(over, e.permit is not False), z3.And(z3.Not(under), may))
        readable = z3.Or(z3.And(over, e.permit is True), z3.And(z3.Not(under), readable))
        deny = z3.Or(z3.And(over, e.permit is not True), z3.And(z3.Not(under), deny))
    return z3.And(may, z3.Not(deny)), readable


def disagreements(
    z3: Any, versions: Sequence[int], entries: Sequence[Entry], found: RuleList, *, default: bool
) -> Iterator[str]:
    """Yield what z3 finds wrong with our rules, our permitted packets and our statuses of shadowed rules."""
    spaces = [Space(z3, version) for version in versions]
    for space in spaces:
        yield from _wrong_matches(space, entries, found)
        yield from _wrong_permits(space, entries, found, default=default)
    yield from _wrong_shadows(spaces, entries, found)


def _wrong_matches(space: Space, entries: Sequence[Entry], found: RuleList) -> Iterator[str]:
    stated = (r for r in found.rules if r.name != "implicit")
    for rule, entry in zip(stated, entries, strict=False):
        if entry.permit is None or not entry.enabled:
            continue
        for what, right, parts in (
            ("may match", space.over(entry), rule.match.over_parts),
            ("surely matches", space.under(entry), rule.match.under_parts),
        ):
            ours = space.product(parts[0].family(space.version), parts[1].family(space.version), parts[2])
            yield from _differ(space, right, ours, f"{rule.text!r} {what}")


def _wrong_permits(space: Space, entries: Sequence[Entry], found: RuleList, *, default: bool) -> Iterator[str]:
    z3, every = space.z3, ALL_V4 if space.version == 4 else ALL_V6
    outcome = through_list(ListIndex(found, space.version), every, every)
    products = [
        (p.definite, space.product(p.product.sources, p.product.destinations, p.product.services))
        for p in outcome.permits
    ]
    definite, possible = permits(space, entries, default=default)
    false = z3.BoolVal(False)
    yield from _differ(space, definite, z3.Or(*(f for sure, f in products if sure), false), "surely permitted")
    yield from _differ(space, possible, z3.Or(*(f for _, f in products), false), "may be permitted")


def _wrong_shadows(spaces: Sequence[Space], entries: Sequence[Entry], found: RuleList) -> Iterator[str]:
    listed = zip(found.rules, entries, classify(found), strict=False)
    for i, (rule, entry, verdict) in enumerate(listed):
        if rule.name == "implicit" or not entry.enabled or entry.undefined or entry.permit is None:
            continue
        if not any(_possible(s, [s.over(entry)]) for s in spaces):
            continue
        live = any(_possible(s, [s.over(entry), *(s.z3.Not(s.under(e)) for e in entries[:i])]) for s in spaces)
        if live is (verdict.status is Status.SHADOWED):
            yield f"{rule.text!r} can decide a packet: {live}, we say {verdict.status}"


def _possible(space: Space, formulas: Sequence[Formula]) -> bool:
    solver = space.z3.Solver()
    solver.add(space.valid, *formulas)
    answer = solver.check()
    assert answer != space.z3.unknown
    return bool(answer == space.z3.sat)


def _differ(space: Space, right: Formula, ours: Formula, what: str) -> Iterator[str]:
    solver = space.z3.Solver()
    solver.add(space.valid, space.z3.Xor(right, ours))
    if solver.check() != space.z3.unsat:
        yield f"{what}: z3 finds {solver.model()}"
