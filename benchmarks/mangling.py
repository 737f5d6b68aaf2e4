"""Texts that are nearly configurations: small pieces of real files with words, lines and blocks changed at random."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

_CLOSES = re.compile(r"\s*(?:</|[\]})]|next$|end$|exit\b|#end)")
_COMMA = re.compile(r",(\s*[\]}])")
_WORD = re.compile(r"[\w./:-]+|[^\w\s]")
_ODD = ("", " ", '"', "'", "\\", "{", "}", "[", "]", "<", ">", "&", "#", "!", "-", "0", "65536", "-1", "1/0", "any", "::", "\t", "\ufeff", "\x00", "é", "٣")  # fmt: skip
"""What is put in place of a word now and then: marks, numbers out of range, digits that are not ASCII."""


def block_end(lines: list[str], start: int) -> int:
    """Return the index after the block that a line begins: the deeper lines below it, with the line that closes it."""
    depth = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and (not lines[end].strip() or len(lines[end]) - len(lines[end].lstrip()) > depth):
        end += 1
    closes = end < len(lines) and end > start + 1 and _CLOSES.match(lines[end])
    return end + 1 if closes else end


def pruned(text: str, size: int, random: Random) -> str:
    """Return a text with whole blocks taken out until at most `size` lines are left, or blocks cannot bring it there."""
    lines = text.split("\n")
    for _ in range(20 * len(lines)):
        if len(lines) <= size:
            break
        start = random.randrange(1, len(lines))
        if not _CLOSES.match(lines[start]):
            end = block_end(lines, start)
            if len(lines) - (end - start) >= size // 3:
                del lines[start:end]
    kept = "\n".join(lines)
    return _COMMA.sub(r"\1", kept) if text.lstrip()[:1] in ("{", "[") else kept


@dataclass(frozen=True, slots=True)
class Pool:
    """What mutations draw from: the pieces, all their lines and words, and chance."""

    random: Random
    pieces: tuple[str, ...]
    lines: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, texts: list[str], size: int, each: int, random: Random) -> Pool:
        """Cut `each` pieces of at most `size` lines out of every longer text."""
        pieces = tuple(pruned(t, size, random) for t in texts for _ in range(each if t.count("\n") > size else 1))
        lines = tuple(sorted({line for piece in pieces for line in piece.split("\n")}))
        words = tuple(sorted({word for line in lines for word in _WORD.findall(line)}))
        return cls(random, pieces, lines, words)


Change = Callable[[list[str], int, Pool], None]
"""Changes lines in place, at an index."""


def _cut(lines: list[str], at: int, _: Pool) -> None:
    del lines[at]


def _cut_block(lines: list[str], at: int, _: Pool) -> None:
    del lines[at : block_end(lines, at)]


def _double(lines: list[str], at: int, _: Pool) -> None:
    lines.insert(at, lines[at])


def _double_block(lines: list[str], at: int, _: Pool) -> None:
    lines[at:at] = lines[at : block_end(lines, at)]


def _move_block(lines: list[str], at: int, pool: Pool) -> None:
    block = lines[at : block_end(lines, at)]
    del lines[at : at + len(block)]
    to = pool.random.randrange(len(lines) + 1)
    lines[to:to] = block


def _swap(lines: list[str], at: int, pool: Pool) -> None:
    other = pool.random.randrange(len(lines))
    lines[at], lines[other] = lines[other], lines[at]


def _shorten(lines: list[str], at: int, pool: Pool) -> None:
    lines[at] = lines[at][: pool.random.randrange(len(lines[at]) + 1)]


def _end(lines: list[str], at: int, pool: Pool) -> None:
    _shorten(lines, at, pool)
    del lines[at + 1 :]


def _indent(lines: list[str], at: int, pool: Pool) -> None:
    lines[at] = " " * pool.random.randrange(5) + lines[at].lstrip()


def _join(lines: list[str], at: int, _: Pool) -> None:
    lines[at : at + 2] = [" ".join(lines[at : at + 2])]


def _insert(lines: list[str], at: int, pool: Pool) -> None:
    lines.insert(at, pool.random.choice(pool.lines))


def _replace_word(lines: list[str], at: int, pool: Pool) -> None:
    found = list(_WORD.finditer(lines[at]))
    if found:
        word = pool.random.choice(found)
        new = pool.random.choice(pool.words if pool.random.random() < 0.8 else _ODD)
        lines[at] = lines[at][: word.start()] + new + lines[at][word.end() :]


def _add_word(lines: list[str], at: int, pool: Pool) -> None:
    words = lines[at].split(" ")
    words.insert(pool.random.randrange(len(words) + 1), pool.random.choice(pool.words))
    lines[at] = " ".join(words)


def _drop_word(lines: list[str], at: int, pool: Pool) -> None:
    words = lines[at].split(" ")
    del words[pool.random.randrange(len(words))]
    lines[at] = " ".join(words)


def _odd_character(lines: list[str], at: int, pool: Pool) -> None:
    place = pool.random.randrange(len(lines[at]) + 1)
    lines[at] = lines[at][:place] + pool.random.choice(_ODD) + lines[at][place + pool.random.randrange(2) :]


_WORDS: tuple[Change, ...] = (_replace_word, _replace_word, _replace_word, _add_word, _drop_word, _odd_character)
_LINES: tuple[Change, ...] = (
    _cut, _cut_block, _double, _double_block, _move_block, _swap, _shorten, _end, _indent, _join, _insert, _insert,
)  # fmt: skip


def mangled(pool: Pool) -> str:
    """Return a piece with one to six changes: half of them to words, so that its structure often survives."""
    lines = pool.random.choice(pool.pieces).split("\n")
    for _ in range(pool.random.randint(1, 6)):
        change = pool.random.choice(_WORDS if pool.random.random() < 0.5 else _LINES)
        change(lines, pool.random.randrange(len(lines)), pool)
        lines = lines or [""]
    return "\n".join(lines)
