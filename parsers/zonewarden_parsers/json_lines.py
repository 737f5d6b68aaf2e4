"""JSON with places: values that know where they stand and what became of them (RFC 8259, read strictly and bounded).

Duplicate keys, NaN and text after the document are faults. A text that ends early or is broken in the middle still gives the
values before the fault.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.lines import Ledger, raw_lines
from zonewarden_parsers.model import LineState, Location

MAX_DEPTH = 100
MAX_VALUES = 8_000_000
MAX_DIGITS = 400
_SPACE = re.compile(r"[ \t\n\r]*")
_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?")
_STRING = re.compile(r'"((?:[^"\\\x00-\x1f]|\\.)*+)"')
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
_WORD = re.compile(r"true|false|null")
Scalar = str | int | float | bool | None


@dataclass(slots=True, eq=False)
class Value:
    """One value: from `start` to before `end`, offsets in the text; a member of an object starts at its key.

    An object has `members`, an array `items`, anything else is its `scalar`. `state` is what a parser made of it.
    """

    start: int
    end: int = 0
    scalar: Scalar = None
    members: dict[str, Value] | None = None
    items: list[Value] | None = None
    state: LineState = LineState.UNKNOWN

    def get(self, *keys: str) -> Value | None:
        """Return the member called `keys[0]`, of that `keys[1]`, ...; None where one is missing or no object."""
        found: Value | None = self
        for key in keys:
            found = found.members.get(key) if found is not None and found.members is not None else None
        return found

    def text(self, *keys: str) -> str:
        """Return the text of a member, claimed as modelled; empty where it is missing or no text."""
        found = self.get(*keys)
        if found is None or not isinstance(found.scalar, str):
            return ""
        found.claim()
        return found.scalar

    def list(self, *keys: str) -> list[Value]:
        """Return the items of a member, the member claimed as modelled; none where it is missing or no array."""
        found = self.get(*keys)
        if found is None or found.items is None:
            return []
        found.claim()
        return found.items

    def walk(self) -> Iterator[Value]:
        """Yield the value and everything in it, in the text's order."""
        todo: list[Value] = [self]
        while todo:
            value = todo.pop()
            yield value
            todo.extend(reversed(value.items if value.items is not None else [*(value.members or {}).values()]))

    def claim(self, state: LineState = LineState.MODELLED) -> None:
        """Say what became of the value alone."""
        self.state = state

    def claim_all(self, state: LineState = LineState.MODELLED) -> None:
        """Say what became of the value and of everything in it."""
        for value in self.walk():
            value.state = state


def is_null(value: Value) -> bool:
    """Return whether a value is `null`."""
    return value.scalar is None and value.members is None and value.items is None


def is_list_of_objects(value: Value) -> bool:
    """Return whether a value is an array of objects and of nothing else."""
    return value.items is not None and all(item.members is not None for item in value.items)


def scalar_text(value: Value) -> str:
    """Return a text or number as text."""
    return str(value.scalar) if isinstance(value.scalar, str | int) and not isinstance(value.scalar, bool) else ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no JSON we read, and the offset where that shows."""

    message: str
    offset: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text read: its value (None where there is none), and where reading had to stop, if it had."""

    path: str
    root: Value | None
    starts: tuple[int, ...]
    fault: Fault | None = None

    def at(self, value: Value) -> Location:
        """Return the place of a value."""
        (line, column), (end_line, end_column) = self.place(value.start), self.place(value.end)
        return Location(self.path, line, end_line if end_line != line else 0, column, end_column)

    def head(self, value: Value) -> Location:
        """Return the line on which a value begins, from its start."""
        place = self.at(value)
        return Location(self.path, place.line, 0, place.column, 0 if place.end_line else place.end_column)

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and column of an offset, both from 1."""
        line = bisect_right(self.starts, offset)
        return line, offset - self.starts[line - 1] + 1


class _FaultError(ValueError):
    def __init__(self, message: str, offset: int) -> None:
        super().__init__(message)
        self.fault = Fault(message, offset)


@dataclass(slots=True)
class _Reader:
    text: str
    root: Value | None = None
    count: int = 0
    stack: list[Value] = field(default_factory=list)

    def read(self) -> None:
        """Read the whole text into `root`; raises _FaultError."""
        at = self.opened(self.space(0), None)
        while self.stack:
            at = self.member(at) if self.stack[-1].members is not None else self.item(at)
        at = self.space(at)
        if at < len(self.text):
            raise _FaultError("text after the end of the document", at)

    def opened(self, at: int, key: tuple[str, int] | None) -> int:
        """Begin the value at `at`, a member under `key` (its text and offset); return where reading goes on."""
        self.count += 1
        if self.count > MAX_VALUES or len(self.stack) >= MAX_DEPTH:
            raise _FaultError("nested too deeply" if self.count <= MAX_VALUES else "too many values", at)
        value = Value(key[1] if key else at, at)
        first = self.text[at : at + 1]
        if first == "{":
            value.members, end = {}, at + 1
        elif first == "[":
            value.items, end = [], at + 1
        else:
            value.scalar, end = self.scalar(at)
        value.end = end
        self.attach(value, key)
        if value.members is not None or value.items is not None:
            self.stack.append(value)
        return end

    def attach(self, value: Value, key: tuple[str, int] | None) -> None:
        if not self.stack:
            self.root = value
            return
        holder = self.stack[-1]
        if holder.items is not None:
            holder.items.append(value)
        elif holder.members is not None and key is not None:
            if key[0] in holder.members:
                raise _FaultError(f"duplicate key {key[0][:60]!r}", key[1])
            holder.members[key[0]] = value

    def member(self, at: int) -> int:
        holder = self.stack[-1]
        at, closed = self.next(at, "}", first=not holder.members)
        if closed:
            return at
        if self.text[at : at + 1] != '"':
            raise _FaultError("a key in double quotes is missing", at)
        key, end = self.string(at)
        colon = self.space(end)
        if self.text[colon : colon + 1] != ":":
            raise _FaultError("`:` is missing after a key", colon)
        return self.opened(self.space(colon + 1), (key, at))

    def item(self, at: int) -> int:
        at, closed = self.next(at, "]", first=not self.stack[-1].items)
        return at if closed else self.opened(at, None)

    def next(self, at: int, close: str, *, first: bool) -> tuple[int, bool]:
        """Step over a comma, or close the innermost value; return where reading goes on and whether it was closed."""
        at = self.space(at)
        self.stack[-1].end = at
        found = self.text[at : at + 1]
        if found == close:
            self.stack.pop().end = at + 1
            return at + 1, True
        if first:
            return at, False
        if found != ",":
            raise _FaultError(f"`,` or `{close}` is missing" if found else "the text ends early", at)
        return self.space(at + 1), False

    def scalar(self, at: int) -> tuple[Scalar, int]:
        if self.text[at : at + 1] == '"':
            return self.string(at)
        word = _WORD.match(self.text, at)
        if word:
            return _WORDS[word[0]], word.end()
        number = _NUMBER.match(self.text, at)
        if number is None or number.end() - at > MAX_DIGITS:
            raise _FaultError("a value is missing" if at < len(self.text) else "the text ends early", at)
        return (float(number[0]) if number[1] or number[2] else int(number[0])), number.end()

    def string(self, at: int) -> tuple[str, int]:
        found = _STRING.match(self.text, at)
        if found is None:
            raise _FaultError("not a valid string", at)
        inner = found[1]
        if "\\" in inner:
            try:
                inner = str(json.loads(found[0]))
            except ValueError as error:
                raise _FaultError("not a valid string", at) from error
        return inner, found.end()

    def space(self, at: int) -> int:
        found = _SPACE.match(self.text, at)
        return found.end() if found else at


def read_json(text: str, path: str) -> Document:
    """Return the value of `text`; what stands before a fault is there too."""
    starts = (0, *(m.end() for m in re.finditer(r"\r\n|\r|\n", text)))
    reader = _Reader(text)
    fault: Fault | None = None
    try:
        reader.read()
    except _FaultError as error:
        # A text that ends early does so behind its last character, not on a line that is not there.
        fault = Fault(error.fault.message, min(error.fault.offset, len(text.rstrip())))
        for value in reader.stack:
            value.end = fault.offset
    return Document(path, reader.root, starts, fault)


_RANK = {LineState.BLANK: 0, LineState.IRRELEVANT: 1, LineState.MODELLED: 2, LineState.UNKNOWN: 3}


def paint(document: Document, ledger: Ledger, text: str) -> None:
    """Give every line the state of the values that begin on it; the least understood wins.

    Lines that only close something share the state of what they close; behind a fault all are unknown.
    """
    owned: list[LineState | None] = [None] * (ledger.total + 2)
    for value in document.root.walk() if document.root is not None else ():
        for offset in (value.start, max(value.start, value.end - 1)):
            line = document.place(offset)[0]
            before = owned[line] if line < len(owned) else None
            if line < len(owned) and (before is None or _RANK[value.state] > _RANK[before]):
                owned[line] = value.state
    behind = document.place(document.fault.offset)[0] if document.fault else ledger.total + 1
    for number, raw in enumerate(raw_lines(text), 1):
        if not raw.strip():
            ledger.states[number - 1] = LineState.BLANK
        elif number >= behind:
            ledger.states[number - 1] = LineState.UNKNOWN
        else:
            ledger.states[number - 1] = owned[number] or LineState.IRRELEVANT
