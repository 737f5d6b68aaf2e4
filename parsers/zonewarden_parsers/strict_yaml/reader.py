"""Strict YAML 1.2 core on libyaml's parse events: one document, positions for keys and values, bounded in every way.

PyYAML's loaders build nodes in Python, recurse, resolve YAML 1.1 types and let the last of two equal keys win; the event
stream below them does none of that. Aliases and merge keys work, but what they expand to is counted.
"""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml
from yaml import events

from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Entry, Mapping, Node, Scalar, Sequence
from zonewarden_parsers.strict_yaml.scalars import ScalarValue, resolve
from zonewarden_parsers.strict_yaml.text import MAX_TAB_LINES, Problem, decode, tab_lines, unsafe_text

MAX_BYTES = 20_000_000
MAX_DEPTH = 64
MAX_NODES = 500_000
_LOADERS: tuple[Any, ...] = tuple(getattr(yaml, n) for n in ("CSafeLoader", "SafeLoader") if hasattr(yaml, n))
_TAB_MESSAGE = "tab used for indentation; use spaces"
_TAG = "tag:yaml.org,2002:"
_RESOLVED_TAGS = frozenset(_TAG + t for t in ("int", "float", "bool", "null"))
_COLLECTION_TAGS = frozenset({None, _TAG + "map", _TAG + "seq"})


def read_yaml_file(path: Path, shown: str) -> Node | Diagnostic:
    """Return the value of the file at `path`, called `shown` in locations, or the one error that makes it unusable."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return _error(shown, Problem("unreadable-file", "not a regular file"))
        size = status.st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) else error
        return _error(shown, Problem("unreadable-file", f"cannot be read: {reason}"))
    if size > MAX_BYTES:
        return _error(shown, Problem("yaml-limit", f"larger than {MAX_BYTES // 1_000_000} MB"))
    decoded = decode(data)
    return _error(shown, decoded) if isinstance(decoded, Problem) else read_yaml(decoded, shown)


def read_yaml(text: str, path: str, loader: Any = _LOADERS[0], *, above: int = 0) -> Node | Diagnostic:
    """Return the value of the one document in `text`, or the first error.

    `path` goes into every location, and the text begins under `above` lines of that file.
    """
    node = _read(text, path, loader, above)
    if isinstance(node, Problem):
        return _error(path, replace(node, line=node.line + above))
    return node


def _read(text: str, path: str, loader: Any, above: int) -> Node | Problem:
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES:
        return Problem("yaml-limit", f"larger than {MAX_BYTES // 1_000_000} MB")
    found = unsafe_text(text)
    if found:
        return found
    tabs = tab_lines(text)
    if len(tabs) > MAX_TAB_LINES:
        line = min(tabs)
        return Problem("yaml-tab", _TAB_MESSAGE, line, tabs[line])
    try:
        return _Builder(path, tabs, above, raw_lines(text)).build(_events(text, loader))
    except _RejectedError as rejected:
        return rejected.problem
    except yaml.MarkedYAMLError as error:
        return _syntax(error, tabs, text)
    except yaml.YAMLError as error:
        return Problem("yaml-syntax", str(error).splitlines()[0])


def _events(text: str, loader: Any) -> Iterator[Any]:
    source = loader(text)
    try:
        while (event := source.get_event()) is not None:
            yield event
    finally:
        source.dispose()


def _error(path: str, problem: Problem) -> Diagnostic:
    place = Location(path, problem.line, 0, problem.column, problem.column + 1 if problem.column else 0)
    return Diagnostic(place, problem.code, problem.message, Severity.ERROR)


def _syntax(error: yaml.MarkedYAMLError, tabs: dict[int, int], text: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    lines = raw_lines(text)
    if line > len(lines):  # the end of the text, where it ends with a line end
        line, column = max(1, len(lines)), MAX_BYTES
    column = min(column, len(lines[line - 1]) if lines else 1)
    if line in tabs:
        return Problem("yaml-tab", _TAB_MESSAGE, line, tabs[line])
    what = ", ".join(part for part in (error.problem, error.context) if part)
    if "maximum nesting depth" in what:  # libyaml's own bound, met where its scanner runs ahead of the events
        return Problem("yaml-limit", f"nested deeper than {MAX_DEPTH} levels", line, column)
    return Problem("yaml-syntax", f"not valid YAML: {what[:200]}", line, column)


class _RejectedError(Exception):
    def __init__(self, code: str, message: str, mark: Any) -> None:
        super().__init__(message)
        self.problem = Problem(code, message, mark.line + 1, mark.column + 1)


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BETWEEN = re.compile(r"---\s*(?:#.*)?$")


@dataclass(slots=True)
class _Frame:
    """A collection that is being read. `key` waits for its value; `seen` maps key values and texts to their places."""

    is_mapping: bool
    start: Any
    anchor: str | None
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    seen: dict[object, Location] = field(default_factory=dict)
    merges: list[Mapping] = field(default_factory=list)
    key: Scalar | None = None
    weight: int = 1


@dataclass(slots=True)
class _Builder:
    """Turns events into nodes. `weights` of anchors count what an alias adds; None marks an anchor still open."""

    path: str
    tabs: dict[int, int]
    above: int
    lines: list[str]
    root: Node | None = None
    stack: list[_Frame] = field(default_factory=list)
    anchors: dict[str, tuple[Node, int] | None] = field(default_factory=dict)
    values: dict[str, ScalarValue] = field(default_factory=dict)
    total: int = 0
    last: Any = None

    def build(self, stream: Iterator[Any]) -> Node:
        act: dict[object, Callable[[Any], None]] = {
            events.ScalarEvent: self.scalar,
            events.MappingStartEvent: self.start,
            events.SequenceStartEvent: self.start,
            events.MappingEndEvent: self.end,
            events.SequenceEndEvent: self.end,
            events.AliasEvent: self.alias,
            events.DocumentStartEvent: self.document,
        }
        for event in stream:
            if (step := act.get(event.__class__)) is not None:
                step(event)
        if self.root is None:
            return Scalar(None, "", plain=True, location=Location(self.path, self.above + 1))
        for line, column in self.tabs.items():
            raise _RejectedError("yaml-tab", _TAB_MESSAGE, _Mark(line - 1, column - 1))
        return self.root

    def document(self, event: Any) -> None:
        if self.root is not None:
            raise _RejectedError("yaml-documents", "more than one document in the file", event.start_mark)

    def scalar(self, event: Any) -> None:
        tag: str | None = event.tag
        text: str = event.value
        self.count(1, event.start_mark)
        is_plain = event.style is None or event.style == ""
        if tag in _RESOLVED_TAGS or (tag is None and is_plain):
            if text not in self.values:
                self.values[text] = resolve(text)
            value = self.values[text]
        elif tag in {None, "!", _TAG + "str"}:
            value = text
        else:
            raise _RejectedError("yaml-tag", f"tag {str(tag)[:40]!r} is not allowed", event.start_mark)
        node = Scalar(value, text, is_plain and tag is None, self.scalar_place(event, is_plain))
        self.last = event.end_mark
        if event.end_mark.line > event.start_mark.line:
            self.forgive_tabs(event.start_mark.line + 2, event.end_mark.line + 1)
        self.add(node, event.anchor, 1, event.start_mark)

    def scalar_place(self, event: Any, is_plain: bool) -> Location:  # noqa: FBT001
        start, end = event.start_mark, event.end_mark
        if is_plain and (event.anchor or event.tag) and start.line == end.line:
            return self.place(_Mark(end.line, end.column - len(event.value)), end)
        return self.place(start, end)

    def forgive_tabs(self, first: int, last: int) -> None:
        for line in range(first, last + 1) if self.tabs else ():
            self.tabs.pop(line, None)

    def start(self, event: Any) -> None:
        mark = event.start_mark
        self.count(1, mark)
        if len(self.stack) >= MAX_DEPTH:
            raise _RejectedError("yaml-limit", f"nested deeper than {MAX_DEPTH} levels", mark)
        if event.tag not in _COLLECTION_TAGS:
            raise _RejectedError("yaml-tag", f"tag {event.tag[:40]!r} is not allowed", mark)
        self.no_complex_key(mark)
        if event.anchor:
            self.anchors[event.anchor] = None
        self.stack.append(_Frame(type(event) is events.MappingStartEvent, mark, event.anchor))

    def end(self, event: Any) -> None:
        frame = self.stack.pop()
        first, after = event.start_mark, event.end_mark
        if (first.line, first.column) != (after.line, after.column):
            self.last = after
        stop = self.last if self.last and self.last.index >= frame.start.index else frame.start
        place = self.place(frame.start, stop)
        node: Node = self.mapping(frame, place) if frame.is_mapping else Sequence(tuple(frame.items), place)
        self.add(node, frame.anchor, frame.weight, frame.start)

    def mapping(self, frame: _Frame, place: Location) -> Mapping:
        for source in frame.merges:
            for name, entry in source.entries.items():
                frame.entries.setdefault(name, entry)
        return Mapping(frame.entries, place)

    def alias(self, event: Any) -> None:
        mark, name = event.start_mark, event.anchor
        if name not in self.anchors:
            raise _RejectedError("yaml-alias", f"alias *{name[:40]} has no anchor before it", mark)
        known = self.anchors[name]
        if known is None:
            raise _RejectedError("yaml-alias", f"alias *{name[:40]} contains itself", mark)
        self.count(known[1], mark)
        self.last = event.end_mark
        self.add(known[0], None, known[1], mark)

    def count(self, weight: int, mark: Any) -> None:
        self.total += weight
        if self.total > MAX_NODES:
            raise _RejectedError(
                "yaml-limit", f"more than {MAX_NODES:,} values (aliases counted as often as used)", mark
            )

    def no_complex_key(self, mark: Any) -> None:
        if self.stack and self.stack[-1].is_mapping and self.stack[-1].key is None:
            raise _RejectedError("yaml-key", "a key must be one plain or quoted text", mark)

    def add(self, node: Node, anchor: str | None, weight: int, mark: Any) -> None:
        if anchor:
            self.anchors[anchor] = (node, weight)
        if not self.stack:
            self.root = node
            return
        frame = self.stack[-1]
        frame.weight += weight
        if not frame.is_mapping:
            frame.items.append(node)
        elif frame.key is None:
            self.take_key(frame, node, mark)
        else:
            self.take_value(frame, frame.key, node, mark)
            frame.key = None

    def take_key(self, frame: _Frame, node: Node, mark: Any) -> None:
        if not isinstance(node, Scalar):
            raise _RejectedError("yaml-key", "a key must be one plain or quoted text", mark)
        first = frame.seen.get(("text", node.text)) or frame.seen.get(node.value)
        if first:
            where = f"line {first.line}, column {first.column}"
            raise _RejectedError(
                "yaml-duplicate-key", f"duplicate key {node.text[:40]!r}, first given on {where}", mark
            )
        frame.seen["text", node.text] = frame.seen[node.value] = node.location
        frame.key = node

    def take_value(self, frame: _Frame, key: Scalar, node: Node, mark: Any) -> None:
        if key.text != "<<" or not key.plain:
            frame.entries[key.text] = Entry(key, node)
            return
        for source in node.items if isinstance(node, Sequence) else (node,):
            if not isinstance(source, Mapping):
                raise _RejectedError("yaml-merge", "`<<` merges mappings only", mark)
            frame.merges.append(source)

    def place(self, start: Any, end: Any) -> Location:
        line, column = self.inside(start)
        last, after = self.inside(end)
        end_line = self.above + last + 1 if last != line else 0
        return Location(self.path, self.above + line + 1, end_line, column + 1, after + 1)

    def inside(self, mark: Any) -> tuple[int, int]:
        """Return a line and column from 0; the end of the text for what libyaml puts on the line that would follow it."""
        if self.lines and mark.line >= len(self.lines):
            return len(self.lines) - 1, len(self.lines[-1])
        return mark.line, mark.column


@dataclass(frozen=True, slots=True)
class _Mark:
    line: int
    column: int


def read_documents(text: str, path: str) -> list[Node | Diagnostic]:
    """Return every document of a stream, each read apart: one that is wrong leaves the others. Empty ones are left out."""
    found: list[Node | Diagnostic] = []
    lines = _LINE.findall(text)
    starts = [0, *(i for i, line in enumerate(lines) if _BETWEEN.match(line)), len(lines)]
    for start, stop in pairwise(starts):
        body = lines[start:stop]
        if body and _BETWEEN.match(body[0]):
            body[0] = "\n"
        if any(line.strip() and not line.lstrip().startswith("#") for line in body):
            found.append(read_yaml("".join(body), path, above=start))
    return found
