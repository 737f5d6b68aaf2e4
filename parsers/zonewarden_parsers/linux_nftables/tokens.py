"""Tokens of nft text: words, strings, punctuation, line ends; each with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple, cast

_TOKEN = re.compile(
    r"""[ \t\r\f\v]*+(?:
    (?P<plain>[\w.*/+%-][\w.*/+\\%-]*+(?!:))
    |(?P<continued>\\\r?\n)
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
    |(?P<odd>.)
    |\Z)""",
    re.VERBOSE,
)
"""One token with the blanks before it; `plain` is a word with no colon behind it, which is no address: nearly all of them."""


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


_New = Callable[[type[Token], tuple[str, str, int, int]], Token]


def tokens(text: str) -> list[Token]:
    """Return the tokens of a text; comments and white space are left out."""
    out: list[Token] = []
    new = cast("_New", tuple.__new__)  # half the time of Token()
    line, behind = 1, -1
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup
        if kind == "plain":
            out.append(new(Token, ("word", found[1], line, found.start(1) - behind)))
        elif kind is None or kind == "comment":
            continue
        elif kind == "continued":
            line, behind = line + 1, found.end() - 1
        else:
            out.append(new(Token, (kind, found[kind], line, found.start(kind) - behind)))
            if kind == "end":
                line, behind = line + 1, found.end() - 1
    return out


def plain(listed: Sequence[Token]) -> str:
    """Return tokens as text, one space between them."""
    return " ".join(t.text for t in listed if t.kind != "end")
