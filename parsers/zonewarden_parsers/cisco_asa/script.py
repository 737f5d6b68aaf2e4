"""Configurations that are scripts: `no ...` and `clear ...` lines that take back lines above them.

fwbuilder and capirca write such files. A line that is taken back exactly is dropped; one that is taken back in a way we
cannot follow stays in force and leaves a gap.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.layout import Layout, RawLine
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import LineState

_EXEC = frozenset({"xlate", "arp", "conn", "counters", "logging", "local-host", "crypto", "shun", "asp", "capture"})
"""`clear` of running state, which changes no configuration."""

_FILTERS = frozenset({
    "access-group", "access-list", "conduit", "global", "interface", "ipv6", "name", "nameif", "nat", "object",
    "object-group", "outbound", "route", "static", "time-range",
})  # fmt: skip
"""Commands that decide flows: taking one of these back must be understood, or it is reported."""


Words = tuple[str, ...]


def replay(draft: Draft, layout: Layout, *, old: bool) -> None:
    """Drop the lines of `layout` that later lines take back; `old` is PIX 6 and FWSM, where `clear X` is configuration."""
    taken = _Taken(draft, layout)
    for block in layout.blocks:
        word, *rest = block.line.words
        if word == "no" and rest:
            taken.negate(block)
        elif word == "clear" and rest:
            taken.clear(block.line, old=old)
        else:
            taken.keep(block)
    layout.blocks = sorted(taken.blocks.values(), key=lambda b: b.line.number)
    layout.access_lists = [entry for entry in layout.access_lists if entry[0] not in taken.entries]


class _Taken:
    """The blocks still in force while a script is replayed, by line number, and the access-list lines that are not."""

    def __init__(self, draft: Draft, layout: Layout) -> None:
        self._draft = draft
        self._layout = layout
        self._exact: dict[Words, list[int]] = {}
        self._first: dict[str, list[int]] = {}
        self._lists: dict[Words, list[RawLine]] | None = None
        self.blocks: dict[int, Block] = {}
        self.entries: set[int] = set()

    def keep(self, block: Block) -> None:
        words, number = block.line.words, block.line.number
        self.blocks[number] = block
        self._exact.setdefault(words, []).append(number)
        self._first.setdefault(words[0], []).append(number)

    def negate(self, block: Block) -> None:
        """Drop what `no COMMAND` names word for word; the line stays for the commands that mean something negated."""
        line, target = block.line, block.line.words[1:]
        if target[0] == "access-list":
            self._negate_entry(line, target)
            return
        numbers = [n for n in self._exact.pop(target, []) if n in self.blocks]
        for number in numbers:
            self._drop(number)
        if not numbers and target[0] in _FILTERS and self._related(target):
            self._draft.unknown(line, "takes back lines in a way that is not understood")
        else:
            self.blocks[line.number] = block

    def _related(self, target: Words) -> bool:
        there = (self.blocks[n].line.words for n in self._first.get(target[0], ()) if n in self.blocks)
        return any(words[: len(target)] == target for words in there)

    def _negate_entry(self, line: Line, target: Words) -> None:
        found = [n for n, _ in self._entries().get((*target, ""), ()) if n < line.number]
        for number in found:
            self._drop_entry(number)
        if not found and any(n < line.number for n, _ in self._entries().get(target[:2], ())):
            self._draft.unknown(line, "takes back access-list lines in a way that is not understood")
        else:
            self._draft.ledger.irrelevant(line)

    def clear(self, line: Line, *, old: bool) -> None:
        """Drop what `clear configure COMMAND` names; a cleared list takes its `access-group` with it."""
        target = line.words[1:]
        self._draft.ledger.irrelevant(line)
        configures = target[0] in ("config", "configure")
        target = target[1:] if configures else target
        if not target or (not configures and (not old or target[0] in _EXEC)):
            return
        if target[0] == "all":
            for number in list(self.blocks):
                self._drop(number)
        for number in [n for n in self._first.get(target[0], ()) if n in self.blocks]:
            if self.blocks[number].line.words[: len(target)] == target:
                self._drop(number)
        if target[0] in ("all", "access-list"):
            self._clear_lists(line, target[1:2] if target[0] == "access-list" else ())

    def _clear_lists(self, line: Line, name: Words) -> None:
        for number, raw in self._layout.access_lists:
            if number < line.number and (not name or tuple(raw.split(None, 2)[1:2]) == name):
                self._drop_entry(number)
        for number in [n for n in self._first.get("access-group", ()) if n in self.blocks]:
            if not name or self.blocks[number].line.words[1:2] == name:
                self._drop(number)

    def _entries(self) -> dict[Words, list[RawLine]]:
        """Return access-list lines by all their words with an empty one at the end, and by their first two."""
        if self._lists is None:
            self._lists = {}
            for entry in self._layout.access_lists:
                words = tuple(entry[1].split())
                self._lists.setdefault((*words, ""), []).append(entry)
                self._lists.setdefault(words[:2], []).append(entry)
        return self._lists

    def _drop(self, number: int) -> None:
        block = self.blocks.pop(number)
        self._draft.ignore((block.line, *block.children))

    def _drop_entry(self, number: int) -> None:
        self.entries.add(number)
        self._draft.ledger.states[number - 1] = LineState.IRRELEVANT
