"""What a chain of filters lets through between two sets of addresses, with every rule that is responsible."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zonewarden.analysis.blocks import Columns
from zonewarden.analysis.columns import indices_of
from zonewarden.analysis.entries import Cell, Entry, empty, entries
from zonewarden.analysis.questions import overlaps
from zonewarden.analysis.residue import OverBudgetError, residue
from zonewarden_parsers.model import (
    ANY_SERVICE,
    Action,
    IntervalSet,
    Location,
    Match,
    Product,
    Rule,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.region import intersection
from zonewarden_parsers.model.region import overlaps as overlaps_spans

UNFILTERED = "implicit permit of an empty or undefined list"
"""What decides where a list is applied that holds no rule."""
FEW_PAIRS = 4096
"""Pairs of permits that are compared one by one; more are looked up in bitmaps first."""
ROWS = 8192
"""Permits whose neighbours are held in memory at a time."""


@dataclass(frozen=True, slots=True)
class Via:
    """A rule that decides packets: of list `list_name`, or an implicit rule of the platform where `rule` is None."""

    list_name: str
    text: str
    action: Action
    location: Location
    rule: Rule | None = None


@dataclass(frozen=True, slots=True)
class Permit:
    """Packets that are let through, and by which rules (one a filter on the way).

    `definite`: no unknown condition can stop them. `reasons` says what makes it only possible.
    """

    product: Product
    via: tuple[Via, ...]
    definite: bool = True
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of one filter: permits (definite ones first), and what it could not decide, as sentences with places."""

    permits: tuple[Permit, ...]
    undecided: tuple[tuple[str, Location], ...] = ()


class ListIndex:
    """One ordered list within one IP version, indexed so that a zone pair costs only the rules that touch it."""

    def __init__(self, rule_list: RuleList, version: int) -> None:
        self.rule_list = rule_list
        self.version = version
        self.entries = [*entries(rule_list.rules, version), *_default_entry(rule_list, version)]
        self._columns = Columns([e.over for e in self.entries])
        self._lookups = [(block, block.overlapping()) for block in self._columns.blocks()]
        self._denies: dict[int, list[int]] | None = None

    def touching(self, sources: IntervalSet, destinations: IntervalSet) -> list[int]:
        """Return the positions of the entries that may match a packet from `sources` to `destinations`."""
        window = (sources.spans, destinations.spans, ANY_SERVICE)
        found = [block.base + k for block, lookup in self._lookups for k in indices_of(lookup(window))]
        return [i for i in found if self._meets(i, window)]

    def _meets(self, i: int, window: Cell) -> bool:
        over = self.entries[i].over
        return overlaps_spans(over[0], window[0]) and overlaps_spans(over[1], window[1])

    def denies_before(self, i: int) -> list[int]:
        """Return the positions of the entries before `i` that may deny a packet that entry `i` matches."""
        if self._denies is None:
            self._denies = self._relate_denies()
        return self._denies.get(i, [])

    def _relate_denies(self) -> dict[int, list[int]]:
        denying = [j for j, e in enumerate(self.entries) if e.action is not Action.PERMIT]
        columns = Columns([self.entries[j].over for j in denying])
        rows = {i: e.over for i, e in enumerate(self.entries) if e.action is Action.PERMIT}
        found = overlaps(columns, rows, {i: range(bisect_left(denying, i)) for i in rows})
        return {i: [denying[k] for k in indices_of(bits)] for i, bits in found.items() if bits}


def _default_entry(rule_list: RuleList, version: int) -> list[Entry]:
    if rule_list.default is Action.DENY:
        return []
    location = rule_list.default_location or rule_list.location
    text = "implicit permit" if rule_list.rules else UNFILTERED
    rule = Rule(len(rule_list.rules), rule_list.default, Match(), location, text)
    return entries([rule], version)


def through_list(
    indexed: ListIndex, sources: IntervalSet, destinations: IntervalSet, services: ServiceSet = ANY_SERVICE
) -> Outcome:
    """Return what the list permits from `sources` to `destinations`, first match, over the whole service space or a part."""
    window = (sources.spans, destinations.spans, services)
    touching = indexed.touching(sources, destinations)
    permits: list[Permit] = []
    undecided: list[tuple[str, Location]] = []
    for i in touching:
        entry = indexed.entries[i]
        if entry.action is Action.UNKNOWN:
            undecided.append((f"{entry.rule.location}: {entry.rule.undecided}", entry.rule.location))
        elif entry.action is Action.PERMIT:
            try:
                permits.extend(_permits(indexed, i, window))
            except OverBudgetError:
                undecided.append((f"{entry.rule.location}: too complex to decide exactly", entry.rule.location))
    return Outcome(tuple(permits), tuple(undecided))


def _permits(indexed: ListIndex, i: int, window: Cell) -> Iterable[Permit]:
    entry = indexed.entries[i]
    rule = entry.rule
    via = (Via(indexed.rule_list.name, rule.text, Action.PERMIT, rule.location, rule),)
    target = _clip(entry.over, window)
    denies = [indexed.entries[j] for j in indexed.denies_before(i)]
    if not all(d.exact for d in denies):  # a doubt counts only where it bears on these packets
        denies = [d for d in denies if not empty(_clip(d.over, target))]
    exact = entry.exact and all(d.exact for d in denies)
    possible = residue(target, [d.under for d in denies if not empty(d.under)]) if not empty(target) else []
    if exact:
        return [Permit(_product(indexed.version, cell), via) for cell in possible]
    under = _clip(entry.under, window)
    definite = residue(under, [d.over for d in denies]) if not empty(under) else []
    reasons = tuple(
        dict.fromkeys(
            f"{e.rule.location}: {atom.kind.value} {atom.text}" for e in (entry, *denies) for atom in e.rule.match.atoms
        )
    )
    return [
        *(Permit(_product(indexed.version, cell), via) for cell in definite),
        *(Permit(_product(indexed.version, cell), via, False, reasons) for cell in possible),
    ]


def _clip(cell: Cell, window: Cell) -> Cell:
    return (intersection(cell[0], window[0]), intersection(cell[1], window[1]), cell[2] & window[2])


def _product(version: int, cell: Cell) -> Product:
    return Product(version, IntervalSet(cell[0]), IntervalSet(cell[1]), cell[2])


def in_series(first: Outcome, second: Outcome) -> Outcome:
    """Return what passes both filters: every pair of permits that share packets, with the rules of both."""
    permits: list[Permit] = []
    for a, near in _neighbours(first.permits, second.permits):
        for b in near:
            both = a.product & b.product
            if both:
                reasons = tuple(dict.fromkeys(a.reasons + b.reasons))
                permits.append(Permit(both, a.via + b.via, a.definite and b.definite, reasons))
    return Outcome(tuple(permits), first.undecided + second.undecided)


def _neighbours(first: Sequence[Permit], second: Sequence[Permit]) -> Iterator[tuple[Permit, Iterable[Permit]]]:
    """Yield each permit of `first` with those of `second` that may share packets with it; both are of one IP version."""
    if len(first) * len(second) <= FEW_PAIRS:
        yield from ((a, second) for a in first)
        return
    columns = Columns([_cell(b.product) for b in second])
    everyone = range(len(second))
    for start in range(0, len(first), ROWS):
        rows = {i: _cell(first[i].product) for i in range(start, min(start + ROWS, len(first)))}
        found = overlaps(columns, rows, dict.fromkeys(rows, everyone))
        yield from ((first[i], [second[k] for k in indices_of(bits)]) for i, bits in found.items() if bits)


def _cell(product: Product) -> Cell:
    return (product.sources.spans, product.destinations.spans, product.services)


def everything(version: int, sources: IntervalSet, destinations: IntervalSet, via: tuple[Via, ...]) -> Outcome:
    """Return a filter that permits everything between two sets, because of `via`."""
    product = Product(version, sources, destinations, ANY_SERVICE)
    return Outcome((Permit(product, via),)) if product else Outcome(())


NOTHING = Outcome(())
