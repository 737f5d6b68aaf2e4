"""Text to statements: braces, `set` commands, and files that mix both.

Junos CLI User Guide, *Junos OS CLI configuration statements* (braces, brackets, comments, `inactive:`), *Load replace and
load patch* (`replace:`, `delete:`), *display set* (`set`, `deactivate`), *insert*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.lines import raw_lines

MAX_DEPTH = 60
"""Longer paths are no configuration; their lines are unknown."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\];]|[^\s"{}\[\];]+|"')
_OUTSIDE = re.compile(r'(?:"(?:[^"\\]|\\.)*"|(?!/\*)[^"]|"(?=[^"]*$))+')
_COMMANDS = frozenset({"set", "delete", "deactivate", "activate", "insert", "annotate", "protect", "rename", "copy",
                       "replace", "unprotect", "edit", "top", "up", "exit", "run", "commit", "show", "rollback"})  # fmt: skip
_TAGS = frozenset({"inactive:", "replace:", "delete:", "protect:", "active:"})
_PROMPT = re.compile(
    r"^\{(?:(?:master|backup|linecard|primary|secondary)(?::\w+)?|\w+:node\d)\}(?:\[.*\])?$|^\S+@\S+[>#%]|^\[edit[^\]]*\]$"
    r"|^---\(more(?: \d+%)?\)---$|^--- JUNOS .*"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """What one statement says: a command, the path it is about, and its line and column span."""

    command: str
    words: tuple[str, ...]
    line: int
    column: int
    end_column: int
    tags: tuple[str, ...] = ()


@dataclass(slots=True)
class Reading:
    """Statements in order; `blank` lines are empty or begin with `#`, `quiet` ones are comments and prompts, `odd` ones cannot be read, `closing` those
    that only close braces."""

    statements: list[Statement] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)
    quiet: set[int] = field(default_factory=set)
    odd: dict[int, str] = field(default_factory=dict)
    closing: dict[int, int] = field(default_factory=dict)


@dataclass(slots=True)
class _Braces:
    """Where a file in braces stands: open statements, and the words of the one being read."""

    open: list[tuple[int, int]] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    listed: list[str] | None = None
    start: tuple[int, int] = (0, 0)
    comment: bool = False


def read(text: str) -> Reading:
    """Read a whole file."""
    out, state = Reading(), _Braces()
    for number, raw in enumerate(raw_lines(text), 1):
        stripped = raw.strip()
        if state.words and _is_new(state, stripped):
            out.odd[state.start[0]] = "statement without an end"
            state.words, state.tags = [], []
        if not stripped or stripped[0] == "#":
            _hash(out, state, number, stripped)
        elif (state.words and stripped[0] == "-" and _PROMPT.match(stripped)) or (
            not (state.comment or state.words) and _PROMPT.match(stripped)
        ):
            out.quiet.add(number)
        elif state.comment or state.words:
            _braced(out, state, number, raw)
        elif (command := stripped.split(None, 1)[0]) in _COMMANDS and "{" not in stripped[:60].split('"')[0]:
            _command(out, number, raw, stripped, command)
        else:
            _braced(out, state, number, raw)
    _finish(out, state)
    return out


def _is_new(state: _Braces, stripped: str) -> bool:
    """Return whether a line is a command although what was before it, outside all braces, never ended."""
    return (
        not state.open and state.listed is None and stripped.startswith(("set ", "delete ", "deactivate ", "insert "))
    )


def _hash(out: Reading, state: _Braces, number: int, stripped: str) -> None:
    out.blank.add(number)
    if state.comment and "*/" in stripped:
        state.comment = False
        if stripped.rpartition("*/")[2].strip():
            out.odd[number] = "text behind the end of a comment"


def _command(out: Reading, number: int, raw: str, stripped: str, command: str) -> None:
    words = _words(stripped) if '"' in stripped or "[" in stripped or ";" in stripped else stripped.split()
    column = len(raw) - len(raw.lstrip()) + 1
    if len(words) > MAX_DEPTH or len(words) < 2:
        out.odd[number] = "not a configuration command"
        return
    for path in _spread(words[1:]):
        out.statements.append(Statement(command, path, number, column, column + len(stripped)))


def _words(text: str) -> list[str]:
    return [unquote(t) for t in _TOKEN.findall(text) if t != ";"]


def _spread(words: list[str]) -> Iterator[tuple[str, ...]]:
    """Yield one path for each word of a trailing `[ list ]`."""
    if "[" not in words:
        yield tuple(words)
        return
    at = words.index("[")
    inner = [w for w in words[at + 1 :] if w not in ("[", "]")]
    for word in inner or [""]:
        yield (*words[:at], word) if word else tuple(words[:at])


def unquote(word: str) -> str:
    """Return a word without its quotes; an empty quoted word is one space, so that it stays a word."""
    if len(word) > 1 and word[0] == word[-1] == '"':
        return word[1:-1] or " "
    return word


def _braced(out: Reading, state: _Braces, number: int, raw: str) -> None:
    told = False
    closed: int | None = None
    end = len(raw.rstrip()) + 1
    for found in _TOKEN.finditer(_uncommented(raw, state)):
        sign = found.group()
        if sign[0] == "#":
            break
        if sign == "}" and not state.words:
            if state.open:
                depth, closed = state.open.pop()
                del state.path[depth:]
            else:
                out.odd[number] = "closing brace without an open one"
                told = True
        else:
            told = True
            _token(out, state, sign, number, found.start() + 1, end)
    if not told:
        if closed is None:
            out.quiet.add(number)
        else:
            out.closing[number] = closed


def _uncommented(raw: str, state: _Braces) -> str:
    """Return the line with blanks where comments are; a comment may go on over lines."""
    kept: list[str] = []
    at = 0
    while at < len(raw):
        if state.comment:
            end = raw.find("*/", at)
            state.comment = end < 0
            stop = len(raw) if end < 0 else end + 2
            kept.append(" " * (stop - at))
            at = stop
            continue
        if raw.startswith("/*", at):
            state.comment = True
            kept.append("  ")
            at += 2
            continue
        found = _OUTSIDE.match(raw, at)
        stop = found.end() if found else at + 1
        kept.append(raw[at:stop])
        at = stop
    return "".join(kept)


def _token(out: Reading, state: _Braces, sign: str, number: int, column: int, end: int) -> None:
    if sign in (";", "{", "}"):
        _end(out, state, sign, number, end)
    elif sign == "[" and state.words:
        state.listed = []
    elif sign == "]" and state.listed is not None:
        state.words = [*state.words, "[", *state.listed, "]"]
        state.listed = None
    elif state.listed is not None:
        state.listed.append(unquote(sign))
    else:
        if not state.words and not state.tags:
            state.start = (number, column)
        if sign in _TAGS and not state.words:
            state.tags.append(sign)
        elif sign not in ("[", "]", '"'):
            state.words.append(unquote(sign))
        else:
            out.odd[number] = "bracket or quote out of place"


def _end(out: Reading, state: _Braces, sign: str, number: int, end: int) -> None:
    line, column = state.start if state.words else (number, 1)
    words = [*state.words, *(["[", *state.listed, "]"] if state.listed is not None else [])]
    tags = tuple(state.tags)
    state.words, state.tags, state.listed = [], [], None
    if len(state.path) + len(words) > MAX_DEPTH:
        out.odd[number] = "statement nested too deep"
        words = []
    if sign == "}":
        out.odd[number] = "statement without a semicolon before a closing brace"
    command = "delete" if "delete:" in tags else "set"
    for path in _spread(words) if words else ():
        span = end if line == number else column + 1
        out.statements.append(Statement(command, (*state.path, *path), line, column, span, tags))
    if sign == "{":
        state.open.append((len(state.path), line))
        state.path.extend(w for w in words if w not in ("[", "]"))
    elif sign == "}" and state.open:
        depth, _ = state.open.pop()
        del state.path[depth:]


def _finish(out: Reading, state: _Braces) -> None:
    if state.words:
        out.odd[state.start[0]] = "statement without an end"
    for _, line in state.open:
        out.odd.setdefault(line, "brace that is never closed")
