"""Lines of an indented configuration, their words and columns, and the ledger that says what became of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zonewarden_parsers.model import Coverage, Diagnostic, LineState, Location, Severity
from zonewarden_parsers.model.swift import swift

_WORD = re.compile(r"\S+")


@swift
@dataclass(frozen=True, slots=True)
class Line:
    """One non-blank input line: `number` counts from 1, `indent` is the leading white space, `text` has none around it.

    Its words are those between white space unless others are given. They are kept once they are asked for: a long list,
    whose entries are split as they are read, does not hold them all.
    """

    number: int
    indent: int
    text: str
    _words: tuple[str, ...] | None = field(default=None, repr=False, compare=False)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the line."""
        found = self._words
        if found is None:
            found = tuple(self.text.split())
            object.__setattr__(self, "_words", found)
        return found

    def column(self, word: int) -> int:
        """Return the 1-based column of the `word`-th word (0 is the first); past the last word, of the line's end."""
        for i, found in enumerate(_WORD.finditer(self.text)):
            if i == word:
                return self.indent + found.start() + 1
        return self.indent + len(self.text) + 1


@swift
@dataclass(frozen=True, slots=True)
class Block:
    """A line and the lines indented under it, in order."""

    line: Line
    children: tuple[Line, ...] = ()


def read_lines(text: str) -> list[Line]:
    """Return the non-blank lines of `text`."""
    lines: list[Line] = []
    for number, raw in enumerate(split_lines(text), 1):
        stripped = raw.strip()
        if stripped:
            lines.append(Line(number, len(raw) - len(raw.lstrip()), stripped))
    return lines


def count_lines(text: str) -> int:
    """Return how many lines `text` has, the last one with or without a line end."""
    return len(split_lines(text))


def split_lines(text: str) -> list[str]:
    """Return the lines of `text`, blank ones too; CR, LF and CRLF end a line, and nothing else does."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if lines and not lines[-1]:
        lines.pop()
    return lines


def blocks(lines: Sequence[Line]) -> Iterator[Block]:
    """Group lines by indentation: each line at the outer level with the deeper lines that follow it."""
    i = 0
    while i < len(lines):
        head = lines[i]
        j = i + 1
        while j < len(lines) and lines[j].indent > head.indent:
            j += 1
        yield Block(head, tuple(lines[i + 1 : j]))
        i = j


@dataclass(slots=True)
class Ledger:
    """What became of each line while a file is parsed. A line that nobody claims ends as *unknown* with a diagnostic."""

    path: str
    total: int
    states: list[LineState] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.states = [LineState.BLANK] * self.total

    def pending(self, lines: Sequence[Line]) -> None:
        """Mark `lines` as unknown until somebody claims them."""
        for line in lines:
            self.states[line.number - 1] = LineState.UNKNOWN

    def modelled(self, line: Line) -> None:
        """Claim a line whose meaning is in the model."""
        self.states[line.number - 1] = LineState.MODELLED

    def irrelevant(self, line: Line) -> None:
        """Claim a line that the parser knows and that changes nothing the model describes."""
        self.states[line.number - 1] = LineState.IRRELEVANT

    def blank(self, line: Line) -> None:
        """Claim a separator or comment line, which is not counted."""
        self.states[line.number - 1] = LineState.BLANK

    def unknown(self, line: Line, message: str, word: int = 0, code: str = "unknown-line") -> None:
        """Record that `line` could not be read, and why, at its `word`-th word."""
        self.states[line.number - 1] = LineState.UNKNOWN
        self.diagnostics.append(Diagnostic(self.at(line, word), code, message))

    def report(self, line: Line, code: str, message: str, severity: Severity = Severity.WARNING, word: int = 0) -> None:
        """Record something about `line` without changing its state."""
        self.diagnostics.append(Diagnostic(self.at(line, word), code, message, severity))

    def at(self, line: Line, word: int = 0) -> Location:
        """Return the place of `line` from its `word`-th word to its end."""
        return Location(
            self.path, line.number, 0, line.column(word) if word else line.indent + 1, line.indent + len(line.text) + 1
        )

    def coverage(self) -> Coverage:
        """Return the finished ledger."""
        return Coverage(tuple(self.states))


def raw_lines(text: str) -> list[str]:
    """Split `text` as `read_lines` does, blank lines included, without reading words: for fast paths over long lists."""
    return split_lines(text)
