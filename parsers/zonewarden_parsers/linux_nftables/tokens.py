"""Tokens of nft text: words, strings, punctuation, line ends; each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>(?:[ \t\r\f\v]|\\\r?\n)+)
    |(?P<comment>\#[^\n]*)
    |(?P<end>\n)
    |(?P<string>"[^"\n]*"|'[^'\n]*')
    |(?P<mac>[0-9A-Fa-f]{1,2}(?::[0-9A-Fa-f]{1,2}){5}(?![0-9A-Fa-f:]))
    |(?P<six>(?=[0-9A-Fa-f]*:[0-9A-Fa-f]*:)[0-9A-Fa-f:]+(?:(?<=:)\d{1,3}(?:\.\d{1,3}){3}|(?:\.\d{1,3}){3})?(?:/\d+)?
        (?:-[0-9A-Fa-f:]*:[0-9A-Fa-f:]*)?)
    |(?P<raw>@[a-z]+,\d+,\d+)
    |(?P<name>[@$][A-Za-z_][\w./\\-]*)
    |(?P<op>==|!=|<=|>=|<<|>>|[{}()\[\];:,=<>&|^!~])
    |(?P<word>[\w.*/+\\%-]+)
    |(?P<odd>.)""",
    re.VERBOSE,
)
MAX_TOKENS = 4_000_000


class Token(NamedTuple):
    """A piece of text. `kind` is word, string, mac, six, raw, name, op, end or odd; `line` and `column` count from 1.

    A tuple, since a file has more tokens than anything else and a tuple is made in half the time of a dataclass.
    """

    kind: str
    text: str
    line: int
    column: int

    @property
    def value(self) -> str:
        """The text without quotes."""
        return self.text[1:-1] if self.kind == "string" else self.text

    @property
    def end_column(self) -> int:
        """The column behind the token."""
        return self.column + len(self.text)


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text; comments and white space are left out."""
    line, start = 1, 0
    for count, found in enumerate(_TOKEN.finditer(text)):
        kind = found.lastgroup or "odd"
        if kind in {"space", "comment"}:
            broken = found.group().count("\n")
            if broken:
                line += broken
                start = found.start() + found.group().rindex("\n") + 1
            continue
        if count > MAX_TOKENS:
            return
        yield Token(kind, found.group(), line, found.start() - start + 1)
        if kind == "end":
            line += 1
            start = found.end()


def plain(listed: Sequence[Token]) -> str:
    """Return tokens as text, one space between them."""
    return " ".join(t.text for t in listed if t.kind != "end")
