"""The coverage ledger: every input line is modelled, irrelevant or unknown."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class LineState(StrEnum):
    """What became of one input line. Blank lines and comment separators are `BLANK` and not counted."""

    BLANK = "blank"
    MODELLED = "modelled"
    IRRELEVANT = "irrelevant"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Coverage:
    """One state for each line of a file, in order: `states[0]` is line 1."""

    states: tuple[LineState, ...]

    def count(self, state: LineState) -> int:
        """Return how many lines are in `state`."""
        return self.states.count(state)

    @property
    def unknown(self) -> tuple[int, ...]:
        """The 1-based numbers of the lines that nobody understood."""
        return tuple(i for i, s in enumerate(self.states, 1) if s is LineState.UNKNOWN)

    @property
    def share(self) -> float:
        """Modelled or irrelevant lines among all non-blank lines, 0.0 to 1.0; 1.0 for an empty file."""
        counted = len(self.states) - self.count(LineState.BLANK)
        return 1.0 if not counted else 1.0 - self.count(LineState.UNKNOWN) / counted
