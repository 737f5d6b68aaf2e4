"""Words of RouterOS commands: quotes, brackets, escapes, semicolons."""

from __future__ import annotations

import re

_OPEN, _CLOSE = "[({", "])}"
_MARK = re.compile(r'["\\\[\](){}]')
_PIECE = re.compile(r'\\.?|\s+|["\[\](){}]', re.DOTALL)
_DIVIDER = re.compile(r'\\.?|[";\[\](){}]', re.DOTALL)
_ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "_": " "}


def balance(text: str, depth: int, quoted: bool) -> tuple[int, bool]:  # noqa: FBT001
    """Return how many brackets are open behind `text`, and whether a quote is, given both before it."""
    after = 0
    for found in _MARK.finditer(text):
        if found.start() < after:
            continue
        char = found[0]
        if char == "\\":
            after = found.end() + 1
        elif char == '"':
            quoted = not quoted
        elif not quoted and char in _OPEN:
            depth += 1
        elif not quoted:
            depth = max(0, depth - 1)
    return depth, quoted


def parts(line: str) -> list[str]:
    """Split a statement at semicolons outside quotes and brackets."""
    if ";" not in line:
        return [line]
    found, depth, quoted, start = list[str](), 0, False, 0
    for mark in _DIVIDER.finditer(line):
        char = mark[0]
        if char == '"':
            quoted = not quoted
        elif quoted or char[0] == "\\":
            continue
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            found.append(line[start : mark.start()])
            start = mark.end()
    return [p for p in (*found, line[start:]) if p.strip()]


def tokens(text: str) -> list[str]:
    """Split a command into words; quotes, brackets and what they hold stay in one word."""
    if _MARK.search(text) is None:
        return text.split()
    found, depth, quoted, start = list[str](), 0, False, 0
    for piece in _PIECE.finditer(text):
        char = piece[0]
        if char == '"':
            quoted = not quoted
        elif quoted:
            continue
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char.isspace() and not depth:
            if start < piece.start():
                found.append(text[start : piece.start()])
            start = piece.end()
    return [*found, text[start:]] if start < len(text) else found


def plain(word: str) -> str:
    """Return a value without its quotes, escapes undone."""
    if len(word) >= 2 and word[0] == word[-1] == '"':
        return re.sub(r"\\([0-9A-F]{2}|.)", _unescaped, word[1:-1], flags=re.DOTALL)
    return word


def _unescaped(found: re.Match[str]) -> str:
    code = found[1]
    return chr(int(code, 16)) if len(code) == 2 else _ESCAPES.get(code, code)
