"""First-match classification of an ordered list: for every rule whether it can ever decide a packet, and why not.

Exact over the whole packet space. A rule is *covered* when what it may match lies inside what earlier rules surely
match; the cover may be one rule or the union of several. Most rules are settled by bitmaps alone: an earlier rule that
contains it, or a corner packet of it that no earlier rule matches, which is the witness. The rest are decided by exact
subtraction (`residue`). Where the budget runs out the answer is *undecided*, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from zonewarden.analysis.columns import Dimension, Relation, ServiceDimension, bits_of, indices_of
from zonewarden.analysis.entries import Entry, empty, entries
from zonewarden.analysis.redundancy import redundant
from zonewarden.analysis.residue import OverBudgetError, covered, residue
from zonewarden_parsers.model import Action, AtomKind, Packet, Rule, RuleList

BLOCK = 8192
MAX_MINIMISED = 64


class Status(StrEnum):
    """What became of a rule. `UNMATCHABLE`: it matches no packet whatever stands before it."""

    LIVE = "live"
    SHADOWED = "shadowed"
    REDUNDANT = "redundant"
    UNMATCHABLE = "unmatchable"
    UNDEFINED = "undefined"
    DISABLED = "disabled"
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one rule.

    `blockers` are the indices of the rules that cover it (irredundant: none can be left out), or for a redundant rule
    those that would decide its packets the same way. `different_action` says whether one of them acts differently.
    `witness` is a packet that this rule decides.
    """

    status: Status
    blockers: tuple[int, ...] = ()
    different_action: bool = False
    witness: Packet | None = None


def classify(rule_list: RuleList) -> tuple[Verdict, ...]:
    """Return the verdict of each rule of the list, in the list's order."""
    by_version = [FamilyAnalysis(entries(rule_list.rules, version), version) for version in (4, 6)]
    answers: list[dict[int, Verdict]] = [analysis.verdicts() for analysis in by_version]
    return tuple(_combine(rule, [a[rule.index] for a in answers if rule.index in a]) for rule in rule_list.rules)


def _combine(rule: Rule, verdicts: Sequence[Verdict]) -> Verdict:
    if not rule.enabled:
        return Verdict(Status.DISABLED)
    if any(atom.kind is AtomKind.REFERENCE for atom in rule.match.atoms):
        return Verdict(Status.UNDEFINED)
    if rule.action is Action.UNKNOWN:
        return Verdict(Status.UNDECIDED)
    if not verdicts:
        return Verdict(Status.UNMATCHABLE)
    for status in (Status.LIVE, Status.UNDECIDED):
        for verdict in verdicts:
            if verdict.status is status:
                return verdict
    kinds = {v.status for v in verdicts}
    status = Status.REDUNDANT if Status.REDUNDANT in kinds else Status.SHADOWED
    blockers = tuple(sorted({b for v in verdicts for b in v.blockers}))
    return Verdict(status, blockers, any(v.different_action for v in verdicts), verdicts[0].witness)


@dataclass(frozen=True, slots=True)
class Tables:
    """The relations of one block of columns, looked up by entry."""

    family: FamilyAnalysis
    sources: dict[int, Relation]
    destinations: dict[int, Relation]
    services: dict[int, Relation]

    def row(self, i: int) -> tuple[Relation, Relation, Relation]:
        """Return the relations of entry `i`'s sources, destinations and services to the block's columns."""
        family = self.family
        return (
            self.sources[family.sources.ids[2 * i]],
            self.destinations[family.destinations.ids[2 * i]],
            self.services[family.services.ids[2 * i]],
        )


class FamilyAnalysis:
    """One list within one IP version. Bits and positions are those of `entries`, not of the rules."""

    def __init__(self, listed: Sequence[Entry], version: int) -> None:
        self.entries = listed
        self.version = version
        n = len(listed)
        self.sources = Dimension(s for e in listed for s in (e.over[0], e.under[0]))
        self.destinations = Dimension(s for e in listed for s in (e.over[1], e.under[1]))
        self.services = ServiceDimension(s for e in listed for s in (e.over[2], e.under[2]))
        self.cover: dict[int, int] = {}
        self.corners = bytearray([7]) * n
        self.overlapping: dict[int, list[tuple[int, int]]] = {}

    def verdicts(self) -> dict[int, Verdict]:
        """Return the verdict of each entry's rule, keyed by the rule's index in its list."""
        if not self.entries:
            return {}
        self._first_pass()
        settled = [self._settle(i) for i in range(len(self.entries))]
        live = [i for i, verdict in enumerate(settled) if verdict.status is Status.LIVE]
        for i, cover in redundant(self, live).items():
            settled[i] = replace(settled[i], status=Status.REDUNDANT, blockers=self.rule_indices(cover))
        return {entry.rule.index: verdict for entry, verdict in zip(self.entries, settled, strict=True)}

    def relate(self, columns: Sequence[int], rows: Iterable[int], base: int, *, over: bool) -> Tables:
        """Relate the over sets of the entries `rows` to the over or under sets of `columns` (bit 0 is entry `base`)."""
        wanted = list(rows)
        shift = 0 if over else 1
        tables: list[dict[int, Relation]] = []
        for dimension in (self.sources, self.destinations, self.services):
            by_value: dict[int, list[int]] = {}
            for j in columns:
                by_value.setdefault(dimension.ids[2 * j + shift], []).append(j - base)
            bits = {k: bits_of(positions, BLOCK) for k, positions in by_value.items()}
            tables.append(dimension.relate(bits, {dimension.ids[2 * i] for i in wanted}))
        return Tables(self, *tables)

    def _first_pass(self) -> None:
        n = len(self.entries)
        for base in range(0, n, BLOCK):
            stop = min(n, base + BLOCK)
            columns = [j for j in range(base, stop) if self._is_column(j)]
            rows = [i for i in range(base, n) if i not in self.cover]
            if not columns:
                continue
            tables = self.relate(columns, rows, base, over=False)
            for i in rows:
                s, d, v = tables.row(i)
                earlier = (1 << (i - base)) - 1 if i < stop else -1
                contain = s.contain & d.contain & v.contain & earlier
                if contain:
                    self.cover[i] = base + (contain & -contain).bit_length() - 1
                    self.overlapping.pop(i, None)
                    continue
                self._age_corners(i, s, d, v, earlier)
                overlap = s.overlap & d.overlap & v.overlap & earlier
                if overlap:
                    self.overlapping.setdefault(i, []).append((base, overlap))

    def _is_column(self, j: int) -> bool:
        entry = self.entries[j]
        return j not in self.cover and entry.action is not Action.UNKNOWN and not empty(entry.under)

    def _age_corners(self, i: int, s: Relation, d: Relation, v: Relation, earlier: int) -> None:
        alive = self.corners[i]
        if alive & 1 and s.first & d.first & v.first & earlier:
            alive &= ~1
        if alive & 2 and s.last & d.last & v.last & earlier:
            alive &= ~2
        if alive & 4 and s.first & d.last & v.first & earlier:
            alive &= ~4
        self.corners[i] = alive

    def _settle(self, i: int) -> Verdict:
        if i in self.cover:
            return self._shadowed(i, [self.cover[i]])
        if self.corners[i]:
            return Verdict(Status.LIVE, witness=self.corner(i))
        candidates = self.earlier(i)
        cells = [self.entries[j].under for j in candidates]
        try:
            left = residue(self.entries[i].over, cells)
        except OverBudgetError:
            return Verdict(Status.UNDECIDED)
        if left:
            s, d, v = left[0]
            box = next(v.boxes())
            packet = Packet(self.version, s[0][0], d[0][0], box.protocols[0], box.first[0], box.second[0])
            return Verdict(Status.LIVE, witness=packet)
        return self._shadowed(i, self._irredundant(i, candidates))

    def earlier(self, i: int) -> list[int]:
        """Return the positions of the uncovered earlier entries that may overlap entry `i`, ascending."""
        return [base + k for base, bits in self.overlapping.get(i, ()) for k in indices_of(bits)]

    def _irredundant(self, i: int, cover: list[int]) -> list[int]:
        """Drop members of a cover while the rest still covers; the later and smaller ones go first."""
        if len(cover) > MAX_MINIMISED:
            cover = self._needed(i, cover)
        kept = list(cover)
        for j in reversed(cover):
            rest = [k for k in kept if k != j]
            if rest and covered(self.entries[i].over, [self.entries[k].under for k in rest]):
                kept = rest
        return kept

    def _needed(self, i: int, cover: list[int]) -> list[int]:
        """Bisect for the shortest prefix that already covers: a quick cut before members are tried one by one."""
        low, high = 1, len(cover)
        while low < high:
            middle = (low + high) // 2
            if covered(self.entries[i].over, [self.entries[j].under for j in cover[:middle]]):
                high = middle
            else:
                low = middle + 1
        return cover[:low]

    def _shadowed(self, i: int, blockers: Sequence[int]) -> Verdict:
        action = self.entries[i].action
        different = any(self.entries[j].action is not action for j in blockers)
        return Verdict(Status.SHADOWED, self.rule_indices(blockers), different)

    def rule_indices(self, positions: Sequence[int]) -> tuple[int, ...]:
        """Return the list indices of the rules at these positions."""
        return tuple(sorted(self.entries[j].rule.index for j in positions))

    def corner(self, i: int) -> Packet:
        """Return a corner packet of entry `i` that no earlier entry matches."""
        s, d, _ = self.entries[i].over
        low, high = self.services.corners(self.services.ids[2 * i])
        if self.corners[i] & 1:
            return Packet(self.version, s[0][0], d[0][0], low.protocols[0], low.first[0], low.second[0])
        if self.corners[i] & 2:
            return Packet(self.version, s[-1][1], d[-1][1], high.protocols[1], high.first[1], high.second[1])
        return Packet(self.version, s[0][0], d[-1][1], low.protocols[0], low.first[0], low.second[0])
