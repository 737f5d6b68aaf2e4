"""What denies given packets at a device: every rule that decides some of them, the ends of lists, the platform itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zonewarden.analysis.chain import Filters, Stage
from zonewarden.analysis.entries import Cell, Entry, empty, entries
from zonewarden.analysis.filtering import end_of
from zonewarden.analysis.matrix import Flow
from zonewarden.analysis.permitted import Via
from zonewarden.analysis.residue import OverBudgetError, residue
from zonewarden.analysis.ways import VERSIONS, Ways
from zonewarden_parsers.model import Action, Product
from zonewarden_parsers.model.region import intersection, overlaps

MAX_PIECES = 500


def blockers(ways: Ways, flow: Flow, products: Iterable[Product]) -> tuple[Via, ...]:
    """Return what denies, or may deny, packets of `products` between the two zones of a flow, in the order it is met.

    Exact by first match; where the packets fall into more than MAX_PIECES pieces, every later deny that touches them.
    """
    found: dict[Via, None] = {}
    wanted = list(products)
    for way in ways.between(ways.side(flow.entries), ways.side(flow.exits)).ways:
        for version, stages in zip(VERSIONS, way.kind.stages, strict=True):
            sources, destinations = (p.addresses.family(version).spans for p in (way.entry, way.leave))
            cells = [
                _clip((p.sources.spans, p.destinations.spans, p.services), sources, destinations)
                for p in wanted
                if p.version == version
            ]
            left = [c for c in cells if not empty(c)]
            for stage in stages:
                if not left:
                    break
                denying, left = _through(ways.filters, stage, version, left)
                found.update(dict.fromkeys(denying))
    return tuple(found)


def _clip(cell: Cell, sources: tuple[tuple[int, int], ...], destinations: tuple[tuple[int, int], ...]) -> Cell:
    return (intersection(cell[0], sources), intersection(cell[1], destinations), cell[2])


def _through(filters: Filters, stage: Stage, version: int, cells: list[Cell]) -> tuple[list[Via], list[Cell]]:
    """Return what denies packets of `cells` at one stage, and the packets that go on."""
    if stage.via is not None:
        return ([stage.via], []) if stage.via.action is Action.DENY else ([], cells)
    denying: list[Via] = []
    passed: list[Cell] = []
    for part in stage.parts:
        rule_list = filters.rule_list(part)
        listed = [e for e in entries(rule_list.rules, version) if any(_meet(c, e.over) for c in cells)]
        met, through, cells = _first_match(listed, cells)
        denying += (Via(part.name, e.rule.text, e.action, e.rule.location, e.rule) for e in met)
        passed += through
        default = rule_list.default if part == stage.parts[-1] or rule_list.default is Action.UNKNOWN else None
        if cells and default in {Action.DENY, Action.UNKNOWN}:
            denying.append(end_of(rule_list))
        if default in {Action.PERMIT, Action.UNKNOWN}:
            passed += cells
    return denying, passed


def _first_match(listed: Sequence[Entry], cells: list[Cell]) -> tuple[list[Entry], list[Cell], list[Cell]]:
    """Return the entries that deny some packets of `cells`, the packets that are permitted, and those that nothing matches."""
    met: list[Entry] = []
    passed: list[Cell] = []
    left = cells
    for position, entry in enumerate(listed):
        hit = [c for c in left if _meet(c, entry.over)]
        if not hit:
            continue
        if entry.action is not Action.DENY:
            passed += (_both(c, entry.over) for c in hit)
        if entry.action is not Action.PERMIT:
            met.append(entry)
        if entry.action is Action.UNKNOWN:
            continue
        try:
            rest = [piece for c in hit for piece in _without(c, entry.under)]
        except OverBudgetError:
            return [*met, *_touching(listed[position + 1 :], cells)], passed, left
        left = [c for c in left if c not in hit] + rest
        if len(left) > MAX_PIECES:
            return [*met, *_touching(listed[position + 1 :], cells)], passed, left
    return met, passed, left


def _without(cell: Cell, cut: Cell) -> list[Cell]:
    return [cell] if empty(cut) or not _meet(cell, cut) else residue(cell, [cut], MAX_PIECES)


def _touching(listed: Iterable[Entry], cells: Sequence[Cell]) -> Iterator[Entry]:
    return (e for e in listed if e.action is not Action.PERMIT and any(_meet(c, e.over) for c in cells))


def _both(a: Cell, b: Cell) -> Cell:
    return (intersection(a[0], b[0]), intersection(a[1], b[1]), a[2] & b[2])


def _meet(a: Cell, b: Cell) -> bool:
    return overlaps(a[0], b[0]) and overlaps(a[1], b[1]) and not a[2].isdisjoint(b[2])
