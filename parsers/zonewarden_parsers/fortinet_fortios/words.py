"""Commands of a FortiOS configuration: words, quotes, and strings that run over several lines.

FortiOS CLI Reference, *Using the CLI*: words are separated by blanks; double quotes hold a string with blanks or line ends,
inside which a backslash escapes a quote or a backslash; outside quotes it escapes any character, a line end as well. A
single quote that is not closed on its line is taken as an apostrophe.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_PIECE = re.compile(r"(\s+)|\\(.)|\"((?:[^\"\\]|\\.)*)\"|'([^'\n]*)'|([^\s\"'\\]+)|(.)", re.DOTALL)
_MARK = re.compile(r"\\.|[\"']|\\\Z", re.DOTALL)
_ESCAPE = re.compile(r"\\([\"'\\])")


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its first word in lower case, the other words, and its first and last line.

    `broken` says why it may not be what it seems: a quote without its end, or a string that swallows other commands.
    """

    verb: str
    words: tuple[str, ...]
    line: int
    end: int
    broken: str = ""


_TERMINAL = re.compile(r"^(?:--More--\s*|[\w.-]+ (?:\([^()]*\) )?#(?: +|$)(?:(?:show|get|exit|quit|diag|exec)\b.*)?)")
"""What a recorded session shows before a command, with the commands that only ask."""


def without_prompt(text: str) -> str:
    """Return the command of a line of a recorded session: what follows a prompt or a pager, and changes something."""
    return _TERMINAL.sub("", text) if text[:1] == "-" or " # " in f"{text[:60]} " else text


def commands(lines: Sequence[str]) -> Iterator[Command]:
    """Yield the commands of the lines of a file; blank lines and comments are passed over."""
    number, unclosed = 0, False
    while number < len(lines):
        first = number
        text = lines[number].strip()
        number += 1
        text = without_prompt(text)
        if not text or text[0] == "#":
            continue
        if '"' not in text and "\\" not in text and "'" not in text:
            words = text.split()
            yield Command(words[0].lower(), tuple(words[1:]), first + 1, first + 1)
            continue
        if "\\" not in text and "'" not in text and (plain := _plainly_quoted(text)) is not None:
            yield Command(plain[0].lower(), tuple(plain[1:]), first + 1, first + 1)
            continue
        broken = ""
        state = _open_after(text, "")
        if state and not unclosed:
            last = _closing_line(lines, number, state)
            if last is None:
                unclosed, broken = True, "a string without its end"
            else:
                text = "\n".join((text, *lines[number : last + 1]))
                number = last + 1
                broken = _swallowed(lines[first + 1 : last + 1])
        elif state:
            broken = "a string without its end"
        words = split_words(text)
        if words:
            yield Command(words[0].lower(), tuple(words[1:]), first + 1, number, broken)


def _swallowed(lines: Sequence[str]) -> str:
    inside = any(line.strip() in ("next", "end") for line in lines)
    return "a string over several lines that holds commands" if inside else ""


def _closing_line(lines: Sequence[str], number: int, state: str) -> int | None:
    """Return the index of the line that ends a string left open before line `number`, None when none does."""
    for i in range(number, len(lines)):
        state = _open_after(lines[i], state)
        if not state:
            return i
    return None


def _open_after(line: str, state: str) -> str:
    """Return what is open at the end of a line: `"` a string, `\\` an escaped line end, empty nothing."""
    quoted = state == '"'
    at = 0
    while found := _MARK.search(line, at):
        mark, at = found.group(), found.end()
        if mark == "\\":
            return '"' if quoted else "\\"
        if mark == '"':
            quoted = not quoted
        elif mark == "'" and not quoted:
            close = line.find("'", at)
            at = close + 1 if close >= 0 else at
    return '"' if quoted else ""


def split_words(text: str) -> list[str]:
    """Return the words of a command, without their quotes; adjacent quoted and plain parts are one word."""
    if "\\" not in text and "'" not in text and (plain_words := _plainly_quoted(text)) is not None:
        return plain_words
    words: list[str] = []
    current: list[str] = []
    started = False
    for blank, escaped, double, single, plain, other in _PIECE.findall(text):
        if blank:
            if started:
                words.append("".join(current))
            current, started = [], False
            continue
        started = True
        current.append(_ESCAPE.sub(r"\1", double) if double else single or plain or _escaped(escaped) or _other(other))
    if started:
        words.append("".join(current))
    return words


def _escaped(character: str) -> str:
    return "" if character == "\n" else character


def _other(character: str) -> str:
    return "" if character == '"' else character


def _plainly_quoted(text: str) -> list[str] | None:
    """Return the words where every quoted part stands alone between blanks, None where one does not."""
    parts = text.split('"')
    if len(parts) % 2 == 0:
        return None
    words: list[str] = []
    for i, part in enumerate(parts):
        if i % 2:
            words.append(part)
            continue
        if (i and part and not part[0].isspace()) or (i + 1 < len(parts) and part and not part[-1].isspace()):
            return None
        if not part and 0 < i < len(parts) - 1:
            return None
        words.extend(part.split())
    return words
