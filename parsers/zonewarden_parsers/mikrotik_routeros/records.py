"""Entries of RouterOS tables, and commands that are none."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.model import LineState

Path = tuple[str, ...]


@dataclass(slots=True, eq=False)
class Record:
    """One entry of a table, or a command that is none: its properties, the lines that made it, what became of it."""

    path: Path
    verb: str
    properties: dict[str, str]
    spans: list[tuple[int, int]]
    text: str
    state: LineState = LineState.UNKNOWN

    def get(self, key: str) -> str:
        """Return a property, empty where it is not there."""
        return self.properties.get(key, "")

    @property
    def disabled(self) -> bool:
        """Whether the entry is kept and not in force."""
        return self.get("disabled") in ("yes", "true")

    def claim(self, state: LineState = LineState.MODELLED) -> None:
        """Say what became of the lines."""
        self.state = state
