"""Lines of pieces of text, each with a style, and their breaking into lines that fit."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from zonewarden.reports.cells import cell_len, chopped

Piece = tuple[str, str]
"""A text and its style: words of `CODES`, or nothing."""
Line = tuple[Piece, ...]
CODES = {
    "bold": "1", "dim": "2", "red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36",
}  # fmt: skip
"""Select Graphic Rendition of ECMA-48 for each style."""
_WORD = re.compile(r"\s*\S+\s*")


def styled(text: str, style: str = "") -> Line:
    """Return a line of one piece; an empty one for no text."""
    return ((text, style),) if text else ()


def plain(line: Line) -> str:
    """Return a line without its styles."""
    return line[0][0] if len(line) == 1 else "".join([text for text, _ in line])


def painted(line: Line) -> str:
    """Return a line with its styles as escape sequences."""
    return "".join([_painted(text, style) if style and text else text for text, style in line])


def _painted(text: str, style: str) -> str:
    return f"\x1b[{';'.join(CODES[word] for word in style.split())}m{text}\x1b[0m"


def wrapped(line: Line, width: int) -> list[Line]:
    """Return the lines of `line`, broken at its line ends and where words no longer fit into `width` cells.

    A word that fits nowhere is broken where the line ends.
    """
    text = plain(line)
    if len(text) <= width and text.isascii() and "\n" not in text:
        return [line]
    cuts = [0]
    start = 0
    for part in text.split("\n"):
        cuts += [start + at for at in _breaks(part, width)]
        start += len(part) + 1
        cuts.append(start)
    return [stripped(_cut(line, low, high)) for low, high in pairwise(cuts)]


def _breaks(text: str, width: int) -> Iterator[int]:
    """Yield where new lines begin: greedily, each word with the blanks after it."""
    start = 0
    if text.isascii() and text.isprintable() and not text.startswith(" "):
        while len(text) - start > width:
            last = text.rfind(" ", start, start + width + 1)
            if last <= start:  # a word that is longer than a line
                break
            begin = last + 1
            while text.startswith(" ", begin):
                begin += 1
            if begin == len(text):
                return
            yield begin
            start = begin
        else:
            return
    for at in _breaks_by_words(text[start:], width):
        yield start + at


def _breaks_by_words(text: str, width: int) -> Iterator[int]:
    used = 0
    for found in _WORD.finditer(text):
        word, start = found.group(), found.start()
        size = cell_len(word.rstrip())
        if width - used >= size:
            used += cell_len(word)
        elif size > width:
            for piece in chopped(word, width):
                if start:
                    yield start
                start += len(piece)
                used = cell_len(piece)
        else:
            if used and start:
                yield start
            used = cell_len(word)


def _cut(line: Line, low: int, high: int) -> Line:
    out: list[Piece] = []
    at = 0
    for text, style in line:
        piece = text[max(low - at, 0) : max(high - at, 0)]
        if piece:
            out.append((piece, style))
        at += len(text)
    return tuple(out)


def stripped(line: Line) -> Line:
    """Return a line without the blanks and line ends after its last word."""
    while line:
        text, style = line[-1]
        kept = text.rstrip(" \n")
        if kept:
            return line if kept == text else (*line[:-1], (kept, style))
        line = line[:-1]
    return line
