"""Commands of a shell script that call nft: what the shell takes away before nft reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonewarden_parsers.linux_nftables.tokens import Token, tokens

_QUOTED = frozenset({"comment", "prefix"})
_SIGNS = frozenset("{};")


def unquoted(listed: Sequence[Token]) -> list[Token]:
    r"""Return tokens as nft sees them: `sudo` and the path of the program, quotes around several words, and `\` before a sign are gone."""
    if not any(t[1].endswith("nft") and _is_program(t) for t in listed):
        return list(listed)
    return list(_seen(listed))


def _seen(listed: Sequence[Token]) -> Iterator[Token]:
    first, called, before = True, False, ""
    for token in listed:
        if first and token.text == "sudo":
            continue
        if first:
            called = _is_program(token)
            token = token._replace(text="nft") if called else token
        first = token.kind == "end"
        if called and token.text == "\\":
            continue
        if called and token.kind == "string" and before not in _QUOTED and _is_argument(token, before):
            yield from (t._replace(line=token.line, column=token.column + t.column) for t in tokens(token.value))
        else:
            yield token
        before = token.text


def _is_program(token: Token) -> bool:
    return token.kind == "word" and token.text.rsplit("/", 1)[-1] == "nft"


def _is_argument(token: Token, before: str) -> bool:
    """Return whether quotes hold words of nft rather than a string of its own."""
    return token.text[0] == "'" or before == "nft" or not _SIGNS.isdisjoint(token.text)
