"""The account of a file: what became of every line, from what readers have understood of the tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden_parsers.fortinet_fortios import irrelevant
from zonewarden_parsers.fortinet_fortios.replay import Replay
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.words import without_prompt
from zonewarden_parsers.model import Aspect, Coverage, Diagnostic, Effect, Gap, LineState, Location

_CONTAINERS = frozenset({"vdom", "global"})


def _first_state(text: str) -> LineState:
    if not text or text[0] == "#":
        return LineState.BLANK
    command = without_prompt(text)
    return LineState.UNKNOWN if command and command[0] != "#" else LineState.IRRELEVANT


class Account:
    """Line states, diagnostics and gaps of one file."""

    def __init__(self, path: str, lines: list[str], played: Replay) -> None:
        """Begin with every line unknown but blank ones and comments."""
        self.path = path
        self.states = [_first_state(line.strip()) for line in lines]
        self.ends = played.ends
        self.diagnostics: list[Diagnostic] = []
        self.gaps: list[Gap] = []
        self._whole_strings(lines)
        self._close(played)

    def _whole_strings(self, lines: list[str]) -> None:
        """A line inside a string counts with its command, even where it looks like a comment."""
        for first, last in self.ends.items():
            for i in range(first, last):
                if lines[i].strip():
                    self.states[i] = LineState.UNKNOWN

    def _close(self, played: Replay) -> None:
        for number, problem in (*played.unread.items(), *played.broken.items()):
            self._unknown(number, problem, Aspect.ALL)
        for number, what in played.refused.items():
            self.diagnostics.append(Diagnostic(self._at(number), "no-effect", what))
        for number in played.missing_ends:
            self.diagnostics.append(
                Diagnostic(self._at(number), "missing-end", "the object before this line has no end")
            )
        if played.unclosed:
            last = max(len(self.states), 1)
            self.diagnostics.append(
                Diagnostic(self._at(last), "unclosed", f"the file ends inside config {played.unclosed}")
            )
            self.gaps.append(
                Gap(Aspect.ALL, Effect.EITHER, f"the file ends inside config {played.unclosed}", self._at(last))
            )

    def _at(self, number: int) -> Location:
        return Location(self.path, number)

    def _mark(self, number: int, state: LineState) -> None:
        for i in range(number - 1, self.ends.get(number, number)):
            if self.states[i] is not LineState.BLANK:
                self.states[i] = state

    def _unknown(self, number: int, message: str, aspect: Aspect) -> None:
        """Report a line, with the other lines of its command, and leave a gap."""
        for i in range(number, self.ends.get(number, number) + 1):
            if self.states[i - 1] is not LineState.BLANK:
                self.states[i - 1] = LineState.UNKNOWN
                self.diagnostics.append(Diagnostic(self._at(i), "unknown-line", message))
        self.gaps.append(Gap(aspect, Effect.EITHER, message, self._at(number)))

    def settle(self, root: Node) -> Coverage:
        """Give every line of the tree its state and return the ledger."""
        read = {d.location.line for d in self.diagnostics if d.code == "unknown-line"}
        for part in _parts(root):
            rest = LineState.IRRELEVANT if part.inert else LineState.UNKNOWN
            for number in part.node.lines:
                self._claim(number, LineState.MODELLED if part.read else rest, part.section, "", read)
            for name, found in part.node.fields.items():
                inert = part.read and irrelevant.is_field(part.section, name)
                state = LineState.MODELLED if part.read and found.used else LineState.IRRELEVANT if inert else rest
                for number in found.lines:
                    self._claim(number, state, part.section, f"{name} in ", read)
        return Coverage(tuple(self.states))

    def _claim(self, number: int, state: LineState, section: str, what: str, read: set[int]) -> None:
        if number in read:
            return
        if state is LineState.UNKNOWN:
            self._unknown(number, f"{what}config {section or 'vdom'} is not understood", irrelevant.aspect(section))
        else:
            self._mark(number, state)


@dataclass(frozen=True, slots=True)
class _Part:
    """A node with the path of its section; `read`: a reader asked for it; `inert`: what no reader took is irrelevant."""

    node: Node
    section: str
    read: bool
    inert: bool


def _parts(root: Node) -> Iterator[_Part]:
    """Yield every node. What is nested in a section that nobody knows is as unknown as the section.

    A deleted entry is understood: it is not there.
    """
    ahead = [_Part(root, "", read=True, inert=False)]
    while ahead:
        part = ahead.pop()
        yield part
        for name, table in part.node.tables.items():
            ahead.append(_below(part, name, table))
        for child in part.node.entries.values():
            ahead.append(_Part(child, part.section, part.read, part.inert))
        for child in part.node.dropped:
            ahead.append(_Part(child, part.section, part.read, inert=True))


def _below(part: _Part, name: str, table: Node) -> _Part:
    if not part.section and name in _CONTAINERS:
        return _Part(table, "", read=True, inert=False)
    path = f"{part.section}/{name}" if part.section else name
    if not part.section:
        return _Part(table, path, read=table.used, inert=irrelevant.is_section(name))
    return _Part(
        table, path, read=part.read and table.used, inert=part.inert or (part.read and irrelevant.is_table(path))
    )
