"""Live rules that could be removed without changing any verdict: later rules decide their packets the same way.

The list's implicit default does not count as such a rule: an explicit deny before it is deliberate. A rule with atoms,
or that overlaps a later rule with atoms before its packets are decided, stays live.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from zonewarden.analysis.columns import indices_of
from zonewarden.analysis.entries import Cell
from zonewarden.analysis.residue import OverBudgetError, covered, residue
from zonewarden_parsers.model import Action
from zonewarden_parsers.model.region import overlaps

if TYPE_CHECKING:
    from zonewarden.analysis.first_match import FamilyAnalysis, Tables

BLOCK = 8192
MAX_LATER = 2000


def redundant(family: FamilyAnalysis, live: Sequence[int]) -> dict[int, list[int]]:
    """Return the redundant ones among the entries `live`, each with the later entries that decide for it."""
    out = {}
    for i, later in _candidates(family, live).items():
        cover = _decided_later(family, i, later)
        if cover:
            out[i] = cover
    return out


def _candidates(family: FamilyAnalysis, live: Sequence[int]) -> dict[int, list[int]]:
    """Return the entries that may be redundant with the later entries that overlap them, ascending.

    An entry is out as soon as its witness corner's next match is known and acts differently.
    """
    n = len(family.entries)
    later: dict[int, list[int]] = {i: [] for i in live if family.entries[i].exact}
    corner_open = {i for i in later if family.corners[i] & 3}
    for base in range(0, n, BLOCK):
        columns = range(base, min(n, base + BLOCK))
        rows = [i for i in later if i < columns[-1]]
        if not rows:
            continue
        tables = family.relate(columns, rows, base, over=True)
        for i in rows:
            s, d, v = tables.row(i)
            after = -1 << max(i + 1 - base, 0)
            if i in corner_open:
                following = _next_match(family, tables, i, after, base)
                if following is not None:
                    corner_open.discard(i)
                    if family.entries[following].exact and _acts_differently(family, i, following):
                        del later[i]
                        continue
            later[i].extend(base + k for k in indices_of(s.overlap & d.overlap & v.overlap & after))
    return {i: found for i, found in later.items() if found and len(found) <= MAX_LATER}


def _next_match(family: FamilyAnalysis, tables: Tables, i: int, after: int, base: int) -> int | None:
    s, d, v = tables.row(i)
    hits = (s.first & d.first & v.first if family.corners[i] & 1 else s.last & d.last & v.last) & after
    return base + (hits & -hits).bit_length() - 1 if hits else None


def _acts_differently(family: FamilyAnalysis, i: int, j: int) -> bool:
    return family.entries[j].action is not family.entries[i].action


def _decided_later(family: FamilyAnalysis, i: int, later: Sequence[int]) -> list[int]:
    entry = family.entries[i]
    same = [j for j in later if family.entries[j].exact and not _acts_differently(family, i, j)]
    if not same:
        return []
    before = [family.entries[j].under for j in family.earlier(i)]
    try:
        if not covered(entry.over, before + [family.entries[j].over for j in same]):
            return []
        return _walk(family, i, residue(entry.over, before), later)
    except OverBudgetError:
        return []


def _walk(family: FamilyAnalysis, i: int, left: list[Cell], later: Sequence[int]) -> list[int]:
    used = []
    for j in later:
        other = family.entries[j]
        hit = [cell for cell in left if _meets(cell, other.over)]
        if not hit:
            continue
        if not other.exact or other.action is Action.UNKNOWN or _acts_differently(family, i, j):
            return []
        used.append(j)
        left = [cell for cell in left if cell not in hit] + [p for cell in hit for p in residue(cell, [other.over])]
        if not left:
            return used
    return []


def _meets(a: Cell, b: Cell) -> bool:
    return overlaps(a[0], b[0]) and overlaps(a[1], b[1]) and not a[2].isdisjoint(b[2])
