"""The syntax of Netspoc's policy language: definitions, attributes and lists, as a tree of words."""

from __future__ import annotations

import re


class RefusedError(Exception):
    """The policy uses something that is not read here; the message names it."""


_TOKEN = re.compile(r"#[^\n]*|\s+|(=|\{|\}|;|,|&|\[|\]|!)|([^\s={};,&\[\]!#]+)")
Tree = dict[str, "list[str] | Tree"]


def tokens(text: str) -> list[str]:
    """Return the words and signs of a policy."""
    return [m[1] or m[2] for m in _TOKEN.finditer(text) if m[1] or m[2]]


class Reader:
    """Reads `key = words;`, `key = { ... }` and `key;` into a tree; several `permit` stay apart by a number."""

    def __init__(self, text: str) -> None:
        self._tokens = tokens(text)
        self._at = 0

    def tree(self, *, inner: bool = False) -> Tree:
        out: Tree = {}
        while self._at < len(self._tokens):
            token = self._take()
            if token == "}" and inner:
                return out
            if token in ("permit", "deny"):
                while self._peek() in ("src", "dst", "prt"):
                    key = (
                        f"{token} {len([k for k in out if k.endswith('src')]) - (self._peek() != 'src')} {self._take()}"
                    )
                    self._expect("=")
                    out[key] = self._words()
            elif self._peek() == ";":
                self._take()
                out[token] = []
            else:
                self._expect("=")
                out[token] = self._value()
        if inner:
            raise RefusedError("the policy is cut short")
        return out

    def _value(self) -> list[str] | Tree:
        if self._peek() == "{":
            self._take()
            found = self.tree(inner=True)
            if self._peek() == ";":
                self._take()
            return found
        return self._words()

    def _words(self) -> list[str]:
        out = []
        while (token := self._take()) != ";":
            if token in ("{", "}"):
                raise RefusedError(f"{token} in a list")
            out.append(token)
        return out

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        if self._at >= len(self._tokens):
            raise RefusedError("the policy is cut short")
        self._at += 1
        return self._tokens[self._at - 1]

    def _expect(self, sign: str) -> None:
        if (token := self._take()) != sign:
            raise RefusedError(f"{token!r} where {sign!r} should be")
