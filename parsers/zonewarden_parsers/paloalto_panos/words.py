"""Words of the `set` and brace forms: quoted or bare, with brackets, braces and semicolons as words of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator

_SET_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\[|\])(?=\s|$)|(\S+)')
_BRACE_WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|([\[\]{};])|([^\s;\[\]{}"]+)')
_ESCAPED = re.compile(r'\\(["\\])')


def set_words(text: str) -> list[tuple[str, bool]] | None:
    """Return the words of a command as (word, whether it is a bracket), None where they are only parted by spaces."""
    if '"' not in text and "[" not in text:
        return None
    found: list[tuple[str, bool]] = []
    for match in _SET_WORD.finditer(text):
        quoted, bracket, bare = match.groups()
        if quoted is not None:
            found.append((_ESCAPED.sub(r"\1", quoted), False))
        elif bracket:
            found.append((bracket, True))
        else:
            found.extend(_attached(bare))
    return found


def _attached(word: str) -> Iterator[tuple[str, bool]]:
    """Yield a bare word, a bracket that sticks to it apart (`[a` and `b]`)."""
    if word.startswith("[") and len(word) > 1:
        yield "[", True
        word = word[1:]
    if word.endswith("]") and len(word) > 1 and "[" not in word:
        yield word[:-1], False
        yield "]", True
    else:
        yield word, False


def brace_words(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the words of a line of the brace form as (word, whether it is punctuation)."""
    for match in _BRACE_WORD.finditer(text):
        quoted, mark, bare = match.groups()
        if quoted is not None:
            yield _ESCAPED.sub(r"\1", quoted), False
        else:
            yield (mark, True) if mark else (bare, False)


def open_quote(text: str) -> bool:
    """Return whether a quoted word begins in `text` and does not end."""
    return len(re.findall(r'(?<!\\)"', text)) % 2 == 1
