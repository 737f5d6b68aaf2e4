"""What became of each line of nft text: a line takes the worst state of what begins or goes on there."""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.linux_nftables.tokens import Token
from zonewarden_parsers.model import Coverage, LineState, Location

_RANK = {LineState.BLANK: 0, LineState.IRRELEVANT: 1, LineState.MODELLED: 2, LineState.UNKNOWN: 3}


class Paper:
    """The text's lines and their states."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.lines = raw_lines(text)
        self.states = [LineState.BLANK] * len(self.lines)

    def mark(self, listed: Sequence[Token], state: LineState) -> None:
        """Give the lines that tokens stand on a state, unless they have a worse one."""
        if listed and listed[0].line == listed[-1].line and listed[0].kind != "end":
            self.worsen(listed[0].line, state)
            return
        for number in {t.line for t in listed if t.kind != "end"}:
            self.worsen(number, state)

    def worsen(self, number: int, state: LineState) -> None:
        """Give a line a state, unless it has a worse one."""
        if number <= len(self.states) and _RANK[state] > _RANK[self.states[number - 1]]:
            self.states[number - 1] = state

    def place(self, listed: Sequence[Token]) -> Location:
        """Return the place of tokens, within the line on which they begin."""
        if listed and listed[0].line == listed[-1].line and "end" not in (listed[0].kind, listed[-1].kind):
            return Location(self.path, listed[0].line, 0, listed[0].column, listed[-1].end_column)
        own = [t for t in listed if t.kind != "end"]
        if not own:
            return Location(self.path, listed[0].line if listed else 1)
        last = [t for t in own if t.line == own[0].line][-1]
        return Location(self.path, own[0].line, 0, own[0].column, last.end_column)

    def text(self, at: Location) -> str:
        """Return the text of a place."""
        return self.lines[at.line - 1][at.column - 1 : at.end_column - 1] if at.line <= len(self.lines) else ""

    def coverage(self) -> Coverage:
        """Return the finished ledger; lines without tokens are comments or empty."""
        return Coverage(tuple(self.states))
