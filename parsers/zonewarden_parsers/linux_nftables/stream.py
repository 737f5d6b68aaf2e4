"""The tokens of nft text taken statement by statement, with definitions put in (nft(8), SYMBOLIC VARIABLES)."""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden_parsers.linux_nftables.shell import unquoted
from zonewarden_parsers.linux_nftables.tokens import Token, tokens

Words = list[Token]
FAMILIES = frozenset({"ip", "ip6", "inet", "arp", "bridge", "netdev"})
OBJECTS = frozenset({"counter", "quota", "limit", "ct", "secmark", "synproxy", "flowtable"})
SETS = frozenset({"set", "map", "meter"})
MAX_SPLICED = 200_000
_BLOCKS = frozenset({"table", "chain", *SETS, *OBJECTS})
_OPENING, _CLOSING, _ENDING = frozenset("{(["), frozenset("})]"), frozenset(";\n}")


class Stream:
    """Walks the tokens. `next` is the index of the next one, `defined` holds what `define` said."""

    def __init__(self, text: str) -> None:
        self.tokens = unquoted(tokens(text))
        self.next = 0
        self.defined: dict[str, Words] = {}

    @property
    def ended(self) -> bool:
        """Whether there is nothing left."""
        return self.next >= len(self.tokens)

    def take(self) -> Token:
        """Return the next token and go past it."""
        self.next += 1
        return self.tokens[self.next - 1]

    def statement(self, *, blocks: bool) -> tuple[Words, str]:
        """Return the tokens up to a separator outside braces, and what ended them: `}`, `;`, a line end, or with `blocks` a `{`.

        Every end but `}` is passed.
        """
        listed, start, depth = self.tokens, self.next, 0
        for at in range(start, len(listed)):
            kind, text, _, _ = listed[at]
            if kind != "op" and kind != "end":
                continue
            if depth == 0 and text in _ENDING:
                self.next = at + (text != "}")
                return listed[start:at], text
            if blocks and depth == 0 and text == "{" and _opens_block(listed[start : min(at, start + 3)]):
                self.next = at + 1
                return listed[start:at], "{"
            depth += (text in _OPENING) - (text in _CLOSING)
        self.next = len(listed)
        return listed[start:], ""

    def skip(self, end: str) -> Words:
        """Go past a block that is not read, where `end` has opened one; return its tokens."""
        depth = 1 if end == "{" else 0
        start = self.next
        while depth and self.next < len(self.tokens):
            text = self.tokens[self.next].text if self.tokens[self.next].kind == "op" else ""
            depth += (text == "{") - (text == "}")
            self.next += 1
        return self.tokens[start : self.next]

    def spliced(self, words: Words) -> Words:
        """Return the tokens with variables put in; unknown ones stay."""
        if not self.defined or not any(w.kind == "name" and w.text[0] == "$" for w in words):
            return words
        found: Words = []
        for word in words:
            value = self.defined.get(word.text[1:]) if word.kind == "name" and word.text[0] == "$" else None
            found.extend(
                [Token(t.kind, t.text, word.line, word.column) for t in value] if value is not None else [word]
            )
            if len(found) > MAX_SPLICED:
                return words
        return found


def _opens_block(words: Words) -> bool:
    """Return whether a `{` behind these words begins a block of statements rather than a list of elements."""
    listed = [w.text for w in words]
    for prefix in ("nft", "add", "create"):
        if listed[:1] == [prefix]:
            listed = listed[1:]
    return bool(listed) and listed[0] in _BLOCKS


def inner_rules(listed: Sequence[Token]) -> list[Words]:
    """Return the rules between the braces of an inline chain."""
    found: list[Words] = [[]]
    depth = 0
    for token in listed:
        text = token.text if token.kind in {"op", "end"} else ""
        depth += (text in _OPENING) - (text in _CLOSING)
        if depth == 0 and text in {";", "\n"}:
            found.append([])
        elif token.kind != "end":
            found[-1].append(token)
    return [words for words in found if words]
