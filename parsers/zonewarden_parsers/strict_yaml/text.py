"""What must not stand in a YAML text at all, seen before any parser reads it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

# U+0085, U+2028 and U+2029 end a line for libyaml and not for editors: they can hide a key behind a comment.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)
# Never needed in a declaration. libyaml compares each %TAG with all before it, so a long list of them takes hours.
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_TAB = re.compile(r"^( *)\t[ \t]*[^ \t\r\n#]", re.MULTILINE)
MAX_TAB_LINES = 10_000
_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason to refuse a file; line and column count from 1, column 0 means the whole line."""

    code: str
    message: str
    line: int = 1
    column: int = 0


def decode(data: bytes) -> str | Problem:
    """Return UTF-8 text, with or without a byte order mark, or where it stops being UTF-8."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = position(data[: error.start].decode("utf-8", "replace"))
        return Problem("not-utf8", "not UTF-8 text", line, column)


def position(before: str) -> tuple[int, int]:
    """Return the 1-based line and column of what follows the text `before`."""
    breaks = list(_BREAK.finditer(before))
    return len(breaks) + 1, len(before) - (breaks[-1].end() if breaks else 0) + 1


def unsafe_text(text: str) -> Problem | None:
    """Return the first character or directive that may not stand in a file, or None."""
    if found := _FORBIDDEN.search(text):
        name = unicodedata.name(found[0], "control character")
        line, column = position(text[: found.start()])
        return Problem("yaml-character", f"U+{ord(found[0]):04X} ({name}) is not allowed", line, column)
    if found := _DIRECTIVE.search(text):
        return Problem("yaml-directive", "YAML directives are not allowed", *position(text[: found.start()]))
    return None


def tab_lines(text: str) -> dict[int, int]:
    """Return the lines that begin with a tab, after spaces or not, each with the tab's column.

    Some may lie inside a text. Stops after MAX_TAB_LINES + 1 of them: so many are not indentation by accident.
    """
    if "\t" not in text:
        return {}
    lines = _BREAK.split(text)
    matches = ((number, _TAB.match(line)) for number, line in enumerate(lines, 1))
    found_lines = ((number, len(found[1]) + 1) for number, found in matches if found)
    return dict(islice(found_lines, MAX_TAB_LINES + 1))
