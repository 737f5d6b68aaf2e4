"""A rule list as the analysis reads it: one entry a rule that can decide a packet of one IP version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zonewarden_parsers.model import Action, Rule, ServiceSet
from zonewarden_parsers.model.region import Spans

Cell = tuple[Spans, Spans, ServiceSet]
"""A product of packets within one IP version: sources, destinations, services."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A rule within one IP version. `over` is what it may match, `under` what it surely matches (equal without atoms).

    `under` has an empty part where nothing surely matches.
    """

    rule: Rule
    action: Action
    over: Cell
    under: Cell

    @property
    def exact(self) -> bool:
        """Whether the entry matches exactly `over`."""
        return self.over is self.under


def empty(cell: Cell) -> bool:
    """Return whether a cell holds no packet."""
    return not (cell[0] and cell[1] and cell[2])


def entries(rules: Iterable[Rule], version: int) -> list[Entry]:
    """Return the entries of the enabled rules that may match a packet of IP `version`, in evaluation order."""
    out: list[Entry] = []
    for rule in rules:
        if not rule.enabled:
            continue
        match = rule.match
        over = _cell(match.sources.family(version).spans, match.destinations.family(version).spans, match.services)
        if empty(over):
            continue
        under = over
        if match.atoms or rule.action is Action.UNKNOWN:
            sources, destinations, services = match.under_parts
            under = _cell(sources.family(version).spans, destinations.family(version).spans, services)
        out.append(Entry(rule, rule.action, over, under))
    return out


def _cell(sources: Spans, destinations: Spans, services: ServiceSet) -> Cell:
    return (sources, destinations, services)
