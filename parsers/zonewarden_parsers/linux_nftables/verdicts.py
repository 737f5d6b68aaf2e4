"""Verdicts in nft text: what ends a rule, chains that are called, verdict maps (nft(8), VERDICT STATEMENTS)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.linux_nftables.expressions import Cursor, elements, operand, split
from zonewarden_parsers.linux_nftables.syntax import Decide, Value
from zonewarden_parsers.linux_nftables.tokens import Token

VERDICTS = {"accept": Verdict.PERMIT, "drop": Verdict.DENY, "return": Verdict.RETURN, "continue": Verdict.CONTINUE}
_DECIDED = {word: Decide(verdict) for word, verdict in VERDICTS.items()}
DECIDING = frozenset({*VERDICTS, "queue", "reject"})
REJECT_ONLY = {"tcp": "tcp", "icmp": "ip", "icmpv6": "ip6"}
"""What a reject answers: nft adds the condition that goes with it."""
Nested = Callable[[Sequence[Token]], str]
"""Keeps an anonymous chain and returns its name."""


def verdict(listed: Sequence[Token], nested: Nested) -> Decide | None:
    """Return the verdict that stands alone in these tokens, as in a verdict map."""
    at = Cursor(listed)
    found = call(at, nested) if at.peek() in {"jump", "goto"} else decide(at) if at.peek() in DECIDING else None
    return found if isinstance(found, Decide) and at.next == len(at.tokens) else None


def verdict_map(listed: Sequence[Token], nested: Nested) -> tuple[tuple[Value, Decide], ...] | None:
    """Return the elements of a verdict map, None where one of them cannot be read."""
    found: list[tuple[Value, Decide]] = []
    for part in split(listed):
        sides = split(part, ":")
        decided = verdict(sides[-1], nested) if len(sides) == 2 else None
        if decided is None:
            return None
        keys = elements(sides[0])
        found.extend((key, decided) for key in keys)
    return tuple(found)


def call(at: Cursor, nested: Nested) -> Decide:
    """Read `jump CHAIN`, `goto CHAIN`, or the same with a chain between braces."""
    kind = Verdict.JUMP if at.word() == "jump" else Verdict.GOTO
    return Decide(kind, nested(at.braces()) if at.peek() == "{" else at.word())


def decide(at: Cursor) -> Decide:
    """Read what ends a rule, with how a reject answers or which queue takes the packet."""
    word = at.word()
    if word == "reject":
        return Decide(Verdict.DENY, only=_answer(at))
    if word == "queue":
        _queue(at)
        return Decide(Verdict.UNKNOWN)
    return _DECIDED[word]


def _answer(at: Cursor) -> str:
    """Read `with tcp reset`, `with icmp [type] X`, and return the packets that this can answer."""
    if not at.skip("with"):
        return ""
    kind = at.word()
    at.skip("type")
    if at.peek() not in {"", "comment"}:
        at.take()
    return REJECT_ONLY.get(kind, "")


def _queue(at: Cursor) -> None:
    if at.skip("flags"):
        at.take()
        while at.skip(","):
            at.take()
    if at.peek() in {"num", "to"}:
        at.take()
        operand(at)
    while at.peek() in {"bypass", "fanout", ","}:
        at.take()
