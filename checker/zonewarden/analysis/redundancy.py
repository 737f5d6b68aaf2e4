"""Live rules that could be removed without changing any verdict: later rules decide their packets the same way.

The list's implicit default does not count as such a rule: an explicit deny before it is deliberate. A rule with atoms,
or that overlaps a later rule with atoms before its packets are decided, stays live.

Most rules are settled by one packet that they decide and that a later rule would decide otherwise, or by a later rule of
the same action that contains them before anything else meets them. The rest is decided by exact search.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

from zonewarden.analysis.blocks import Block
from zonewarden.analysis.columns import bits_of, indices_of, lowest, unite
from zonewarden.analysis.cover import Clip, Cuts, Piece, Steps, pieces
from zonewarden.analysis.entries import Cell
from zonewarden.analysis.points import Point, first_corner
from zonewarden.analysis.questions import UNSURE, Packets, batches, first_container, next_matches, overlaps, unmatched
from zonewarden.analysis.residue import OverBudgetError
from zonewarden_parsers.model import Action
from zonewarden_parsers.model.region import intersection

if TYPE_CHECKING:
    from zonewarden.analysis.entries import Entry
    from zonewarden.analysis.first_match import Shadowing


def redundant(shadows: Shadowing) -> dict[int, list[int] | None]:
    """Return the redundant entries, each with the later ones that decide for it, or with None where the steps ran out."""
    rows = [i for i in sorted(shadows.witnesses) if shadows.entries[i].exact]
    rows = _kept_by_next(shadows, {i: shadows.witnesses[i] for i in rows})
    out: dict[int, list[int] | None] = {}
    ends: dict[int, int] = {}
    doubts: dict[int, int] = {}
    for i, meeting in _meetings(shadows, rows).items():
        if meeting.first == meeting.end and meeting.contained:
            out[i] = [meeting.end]
            continue
        ends[i] = meeting.end
        if meeting.other is not None:
            doubts[i] = meeting.other
    refuted = _refuted(shadows, doubts)
    open_ = [i for i in sorted(ends) if i not in refuted]
    for batch in batches(open_, len(shadows.entries)):
        out.update(_walked(shadows, batch, ends))
    return {i: cover for i, cover in out.items() if cover is None or cover}


def _kept_by_next(shadows: Shadowing, packets: Mapping[int, Point]) -> list[int]:
    """Return the rows whose packet would next be matched by an entry that decides it the same way."""
    following = next_matches(shadows.may, Packets(packets.items()))
    return [i for i, j in sorted(following.items()) if j == UNSURE or _same(shadows.entries[i], shadows.entries[j])]


def _same(entry: Entry, other: Entry) -> bool:
    return other.exact and other.action is entry.action and other.action is not Action.UNKNOWN


@dataclass(frozen=True, slots=True)
class _Meeting:
    """The later entries that a row overlaps: the first, the first that acts otherwise, and where they may end.

    The end is the first entry of the same action that contains the row, or the last entry of the list where none does.
    """

    first: int
    other: int | None
    end: int
    contained: bool


def _meetings(shadows: Shadowing, rows: Sequence[int]) -> dict[int, _Meeting]:
    """Return for each row the later entries that it meets; rows that meet none are left out."""
    out: dict[int, _Meeting] = {}
    first: dict[int, int] = {}
    other: dict[int, int] = {}
    waiting = list(rows)
    for block in shadows.may.blocks(rows[0] if rows else 0):
        same = _by_action(shadows, block)
        overlap, contain = block.overlapping(), block.containing()
        for i in waiting:
            if i >= block.stop:
                break
            cell, good = shadows.entries[i].over, same[shadows.entries[i].action]
            hits = overlap(cell)
            if i >= block.base:
                hits &= -2 << (i - block.base)
            if not hits:
                continue
            first.setdefault(i, block.base + lowest(hits))
            k = first_container(block, contain(cell) & hits & good, cell)
            bad = hits & ~good
            if bad and i not in other and (k is None or lowest(bad) < k):
                other[i] = block.base + lowest(bad)
            if k is not None:
                out[i] = _Meeting(first[i], other.get(i), block.base + k, contained=True)
        waiting = [i for i in waiting if i not in out]
    last = len(shadows.entries) - 1
    out.update((i, _Meeting(first[i], other.get(i), last, contained=False)) for i in waiting if i in first)
    return out


def _by_action(shadows: Shadowing, block: Block) -> dict[Action, int]:
    """Return the columns of a block that surely act, by action."""
    positions: dict[Action, list[int]] = {Action.PERMIT: [], Action.DENY: []}
    for k, entry in enumerate(shadows.entries[block.base : block.stop]):
        if entry.exact and entry.action is not Action.UNKNOWN:
            positions[entry.action].append(k)
    return {action: bits_of(found) for action, found in positions.items()}


def _refuted(shadows: Shadowing, others: Mapping[int, int]) -> set[int]:
    """Return the rows that are surely not redundant: a corner they share with a later entry that acts otherwise shows it."""
    packets: dict[int, Point] = {}
    for i, j in sorted(others.items()):
        both = _both(shadows.entries[i].over, shadows.entries[j].over)
        if both is not None:
            packets[i] = first_corner(both)
    free = unmatched(shadows.sure, Packets(packets.items()))
    return set(free).difference(_kept_by_next(shadows, {i: packets[i] for i in free}))


def _both(a: Cell, b: Cell) -> Cell | None:
    both = (intersection(a[0], b[0]), intersection(a[1], b[1]), a[2] & b[2])
    return both if both[0] and both[1] and both[2] else None


def _walked(shadows: Shadowing, rows: Sequence[int], ends: Mapping[int, int]) -> dict[int, list[int] | None]:
    """Decide rows exactly: the later entries that would decide their packets, all the same way; empty where they would not."""
    out: dict[int, list[int] | None] = {}
    for i, (earlier, later) in _around(shadows, rows, ends).items():
        try:
            shadows.steps.begin()
            shadows.spare.begin()
            out[i] = _walk(shadows, i, shadows.uncovered(earlier), indices_of(later))
        except OverBudgetError:
            out[i] = None
    return out


def _around(shadows: Shadowing, rows: Sequence[int], ends: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Return for each row the earlier entries that overlap it, and the later ones up to its end, as bits."""
    cells = {i: shadows.entries[i].over for i in rows}
    if shadows.sure is shadows.may:
        both = overlaps(shadows.may, cells, {i: range(ends[i] + 1) for i in rows})
        return {i: (bits & ((1 << i) - 1), bits & (-2 << i)) for i, bits in both.items()}
    before = overlaps(shadows.sure, cells, {i: range(i) for i in rows})
    after = overlaps(shadows.may, cells, {i: range(i + 1, ends[i] + 1) for i in rows})
    return {i: (before[i], after[i]) for i in rows}


def _walk(shadows: Shadowing, i: int, earlier: Sequence[int], later: Sequence[int]) -> list[int]:
    """Return the later entries that are the next match of some packet which entry `i` decides; none if one acts otherwise."""
    entries = shadows.entries
    cuts, sure, may = shadows.cuts(i, earlier, later)
    before = reduce(unite, map(cuts.bits, sure), 0)
    numbered = [(cuts.bits(k), j, _same(entries[i], entries[j])) for k, j in zip(may, later, strict=True)]
    alike = reduce(unite, (bits for bits, _, same in numbered if same), before)
    if cuts.cover(pieces(entries[i].over), alike, shadows.steps).point is not None:
        return []
    clip = Clip(entries[i].over)
    decided = before
    for bits, j, same in numbered:
        if not same and cuts.cover(clip(entries[j].over), decided, shadows.steps).point is not None:
            return []
        decided |= bits
    decided, used = before, list[int]()
    for bits, j, _ in numbered:
        if _reached(cuts, clip(entries[j].over), decided, shadows.spare):
            used.append(j)
        decided |= bits
    return used


def _reached(cuts: Cuts, part: Sequence[Piece], before: int, spare: Steps) -> bool:
    """Return whether the cuts `before` leave something of a part; True as well where the steps run out."""
    try:
        return cuts.cover(part, before, spare).point is not None
    except OverBudgetError:
        return bool(part)
