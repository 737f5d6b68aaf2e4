"""First-match classification of an ordered list: for every rule whether it can ever decide a packet, and why not.

Exact over the whole packet space. A rule is *covered* when what it may match lies inside what earlier rules surely match;
the cover may be one rule or the union of several. Three questions settle nearly every rule by bitmaps alone (`questions`):
has one of three corner packets of the rule no earlier match, then that packet is its witness; does one earlier rule contain
it; and for the few that are left an exact search (`cover`). Where its budget runs out the answer is *undecided*, never a guess.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce

from zonewarden.analysis.blocks import Columns
from zonewarden.analysis.columns import bits_of, indices_of, unite
from zonewarden.analysis.cover import Clip, Cuts, Steps, pieces
from zonewarden.analysis.entries import Cell, Entry, entries
from zonewarden.analysis.points import Point, as_packet, first_corner, last_corner, mixed_corner
from zonewarden.analysis.questions import Packets, batches, containers, overlaps, unmatched
from zonewarden.analysis.redundancy import redundant
from zonewarden.analysis.residue import OverBudgetError
from zonewarden.analysis.scoping import Scoped
from zonewarden_parsers.model import Action, AtomKind, Location, Packet, Rule, RuleList

STEPS_EACH = 500_000
"""Steps of exact search for one rule (`cover.Steps`)."""
STEPS_LIST = 1_000_000
"""Steps of exact search for a list, to which each rule adds STEPS_RULE."""
STEPS_RULE = 250
MANY = 50
FEW = 64
MAX_SHARED = 16384


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
    `witness` is a packet that this rule decides; an undecided rule that has one is live, perhaps redundant.
    """

    status: Status
    blockers: tuple[int, ...] = ()
    different_action: bool = False
    witness: Packet | None = None


def classify(rule_list: RuleList) -> tuple[Verdict, ...]:
    """Return the verdict of each rule of the list, in the list's order.

    Where rules name interfaces, a rule is live if it decides a packet between some two interfaces, and redundant or shadowed
    only if it is between all of them that it is asked for. Rules that stand for parts of one line (a chain called from
    several places, a match that is no product) have one verdict: that line's.
    """
    return _verdicts(rule_list, (_with_redundancy(Shadowing(part, version)) for part, version in _parts(rule_list)))


def shadowing(rule_list: RuleList) -> tuple[Verdict, ...]:
    """Return the verdict of each rule as `classify` does, where redundant rules are not told from live ones."""
    return _verdicts(rule_list, (Shadowing(part, version).verdicts() for part, version in _parts(rule_list)))


def _parts(rule_list: RuleList) -> Iterator[tuple[RuleList, int]]:
    scoped = Scoped(rule_list)
    return ((scoped.rules(part), version) for part in scoped.parts() for version in (4, 6))


def _verdicts(rule_list: RuleList, answers: Iterable[dict[int, Verdict]]) -> tuple[Verdict, ...]:
    found: dict[int, list[Verdict]] = {}
    for answer in answers:
        for index, verdict in answer.items():
            found.setdefault(index, []).append(verdict)
    parts: dict[tuple[Location, str], list[int]] = {}
    for rule in rule_list.rules:
        parts.setdefault((rule.location, rule.text), []).append(rule.index)
    return tuple(
        _combine(rule, [v for i in parts[rule.location, rule.text] for v in found.get(i, ())])
        for rule in rule_list.rules
    )


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


class Shadowing:
    """One list within one IP version, and what earlier rules leave of each. Positions are those of `entries`.

    `blockers` are the covers found, `witnesses` the packets that prove an entry live; an entry with neither is undecided.
    """

    def __init__(self, rule_list: RuleList, version: int) -> None:
        self.entries = entries(rule_list.rules, version)
        self.version = version
        self.may = Columns([e.over for e in self.entries])
        self.sure = self.may if all(map(_certain, self.entries)) else Columns([_sure(e) for e in self.entries])
        self.steps = Steps(STEPS_EACH, STEPS_LIST + STEPS_RULE * len(self.entries))
        self.spare = Steps(STEPS_EACH, STEPS_LIST + STEPS_RULE * len(self.entries))
        self.blockers: dict[int, list[int]] = {}
        self.witnesses: dict[int, Point] = {}
        self._shared: Cuts | None = None
        self._asked = 0
        self._contained = 0
        open_ = self._without_free_corner(first_corner, range(len(self.entries)))
        open_ = self._without_container(open_)
        if len(open_) * MANY > len(self.entries):
            open_ = self._without_free_corner(last_corner, open_)
            open_ = self._without_free_corner(mixed_corner, open_)
        for rows in batches(open_, len(self.entries)):
            self._search(rows)

    def _without_free_corner(self, corner: Callable[[Cell], Point], rows: Sequence[int]) -> list[int]:
        """Find the entries one of whose corners no earlier entry matches; return the others."""
        packets = Packets((i, corner(self.entries[i].over)) for i in rows)
        for i in unmatched(self.sure, packets):
            self.witnesses[i] = corner(self.entries[i].over)
        return [i for i in rows if i not in self.witnesses]

    def _without_container(self, rows: Sequence[int]) -> list[int]:
        """Find the entries that a single earlier one contains; return the others."""
        for i, j in containers(self.sure, {i: self.entries[i].over for i in rows}).items():
            self.blockers[i] = [j]
        self._contained = bits_of(sorted(self.blockers))
        return [i for i in rows if i not in self.blockers]

    def _search(self, rows: Sequence[int]) -> None:
        """Decide entries that only several earlier ones can cover, as far as the steps go."""
        found = overlaps(self.sure, {i: self.entries[i].over for i in rows}, {i: range(i) for i in rows})
        for i, earlier in found.items():
            try:
                self.steps.begin()
                self._decide(i, self.uncovered(earlier))
            except OverBudgetError:
                continue

    def _decide(self, i: int, candidates: Sequence[int]) -> None:
        cuts, numbers, _ = self.cuts(i, candidates, ())
        every = reduce(unite, map(cuts.bits, numbers), 0)
        answer = cuts.cover(pieces(self.entries[i].over), every, self.steps)
        if answer.point is not None:
            self.witnesses[i] = answer.point
        else:
            numbered = list(zip(candidates, numbers, strict=True))
            kept = self._irredundant(i, cuts, numbered, answer.core)
            self.blockers[i] = [j for j, number in numbered if kept & cuts.bits(number)]

    def _irredundant(self, i: int, cuts: Cuts, numbered: Sequence[tuple[int, int]], core: int) -> int:
        """Return the bits of a cover without cuts that the rest covers; the later ones go first.

        `core` is a cover already, so that a cut outside it goes without a question. Where the steps run out it is the answer.
        """
        kept = reduce(unite, (cuts.bits(number) for _, number in numbered), 0)
        clip = Clip(self.entries[i].over)
        try:
            self.spare.begin()
            for j, number in reversed(numbered):
                own = cuts.bits(number)
                if own & core:
                    answer = cuts.cover(clip(self.entries[j].under), kept & ~own, self.spare)
                    if answer.point is not None:
                        continue
                    core = core & ~own | answer.core
                kept &= ~own
        except OverBudgetError:
            return core
        return kept

    def cuts(self, i: int, earlier: Sequence[int], later: Sequence[int]) -> tuple[Cuts, Sequence[int], Sequence[int]]:
        """Return cuts that have what `earlier` entries surely and `later` ones may match, and their numbers among the cuts.

        Many of them are looked up in tables that all entries share; a few get tables of their own, cut down to entry `i`.
        """
        shared = self._shared_cuts(len(earlier) + len(later))
        if shared is not None:
            return shared, earlier, later
        clip = Clip(self.entries[i].over)
        cells = [self.entries[j].under for j in earlier] + [self.entries[j].over for j in later]
        return Cuts(map(clip, cells), self.steps), range(len(earlier)), range(len(earlier), len(cells))

    def _shared_cuts(self, asked: int) -> Cuts | None:
        """Return the tables of all entries where a question about `asked` of them gains by it; they pay after a few."""
        self.steps.spend(asked)
        if asked <= FEW or len(self.entries) > MAX_SHARED or self.sure is not self.may:
            return None
        self._asked += asked
        if self._shared is None and self._asked > len(self.entries):
            parts = [pieces(entry.over) for entry in self.entries]
            if self.steps.allows(4 * Cuts.cost(parts)):
                self._shared = Cuts(parts, self.steps)
        return self._shared

    def uncovered(self, positions: int) -> list[int]:
        """Return the positions among these bits, without entries that a single earlier one contains."""
        return indices_of(positions & ~self._contained)

    def verdicts(self) -> dict[int, Verdict]:
        """Return the verdict of each entry's rule, keyed by the rule's index in its list."""
        return {entry.rule.index: self._verdict(i) for i, entry in enumerate(self.entries)}

    def _verdict(self, i: int) -> Verdict:
        if i in self.blockers:
            action = self.entries[i].action
            different = any(self.entries[j].action is not action for j in self.blockers[i])
            return Verdict(Status.SHADOWED, self.rule_indices(self.blockers[i]), different)
        if i in self.witnesses:
            return Verdict(Status.LIVE, witness=as_packet(self.version, self.witnesses[i]))
        return Verdict(Status.UNDECIDED)

    def rule_indices(self, positions: Iterable[int]) -> tuple[int, ...]:
        """Return the list indices of the rules at these positions."""
        return tuple(sorted(self.entries[j].rule.index for j in positions))


def _with_redundancy(shadows: Shadowing) -> dict[int, Verdict]:
    verdicts = shadows.verdicts()
    for i, cover in redundant(shadows).items():
        index = shadows.entries[i].rule.index
        witness = verdicts[index].witness
        status = Status.UNDECIDED if cover is None else Status.REDUNDANT
        verdicts[index] = Verdict(status, shadows.rule_indices(cover or ()), witness=witness)
    return verdicts


def _certain(entry: Entry) -> bool:
    return entry.exact and entry.action is not Action.UNKNOWN


def _sure(entry: Entry) -> Cell:
    """Return what an entry surely decides; nothing where it is unknown what it does."""
    return ((), (), entry.under[2]) if entry.action is Action.UNKNOWN else entry.under
