"""Statements of one rule in nft text (nft(8), STATEMENTS)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from zonewarden_parsers.linux_nftables import effects, limits
from zonewarden_parsers.linux_nftables.expressions import Cursor, expression, operand, scalar, value
from zonewarden_parsers.linux_nftables.syntax import (
    Branch,
    Doubt,
    Expression,
    Field,
    Flags,
    Idle,
    Items,
    Masked,
    Scalar,
    Statement,
    Strange,
    Test,
    Unread,
)
from zonewarden_parsers.linux_nftables.tokens import Token, plain
from zonewarden_parsers.linux_nftables.verdicts import VERDICTS, Nested, call, decide, verdict_map
from zonewarden_parsers.model import AtomKind

_OPERATORS = frozenset({"==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge"})
_NAMES = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}
BITMASKS = frozenset({"tcp flags", "ct state", "ct status", "ct event", "ip6 flags"})
_READERS: dict[str, Callable[[Cursor], Statement]] = {
    **dict.fromkeys(VERDICTS, decide), "reject": decide, "queue": decide,
    "counter": limits.counter, "log": effects.log, "limit": limits.limit, "quota": limits.quota, "notrack": effects.idle,
    **dict.fromkeys(("add", "update", "delete", "set", "meter"), limits.fill),
    **dict.fromkeys(("dnat", "snat", "masquerade", "redirect", "tproxy"), effects.translate),
    **dict.fromkeys(("dup", "fwd"), effects.out),
    **dict.fromkeys(("flow", "synproxy", "last", "xt", "reset", "secmark"), effects.rest),
}  # fmt: skip
_PLAIN = {
    "ip": frozenset({"saddr", "daddr", "protocol"}),
    "tcp": frozenset({"sport", "dport"}),
    "udp": frozenset({"sport", "dport"}),
}
_NOT_NEXT = frozenset({"and", "or", "xor", "vmap", "map"})


def statements(listed: Sequence[Token], nested: Nested) -> tuple[tuple[Statement, ...], str]:
    """Return a rule's statements in order and its comment. A statement that cannot be read takes the rest of the rule with it."""
    at = Cursor(listed)
    found: list[Statement] = []
    comment = ""
    while at.next < len(at.tokens):
        start, head = at.next, at.texts[at.next]
        if head == "comment":
            at.take()
            comment = at.word()
            continue
        one: Statement | None = _plain(at) if head in _PLAIN else None
        if one is not None:
            found.append(one)
            continue
        read = _READERS.get(head) if at.kind() == "word" else None
        if head in {"jump", "goto"}:
            one = call(at, nested)
        elif read is not None and head not in {"meta", "ct", "ip", "ip6", "tcp"}:
            one = read(at)
        else:
            one = _compare(at, nested)
        if one is None or at.next == start:
            found.append(Unread(plain(at.tokens[start:])))
            break
        found.append(one)
    return tuple(found), comment


def _plain(at: Cursor) -> Test | None:
    """Read a field that is compared with one number, range or block, the most frequent statement; None for anything else."""
    begin = at.next
    words = at.texts[begin : begin + 4]
    if len(words) < 3 or words[1] not in _PLAIN[words[0]] or not words[2][0].isdigit():
        return None
    if len(words) == 4 and (not words[3][0].isalpha() or words[3] in _NOT_NEXT):
        return None
    if not at.simple and any(t.kind != "word" for t in at.tokens[begin : begin + 4]):
        return None
    at.next += 3
    return plain_test(*words[:3])


@lru_cache(maxsize=65536)
def plain_test(first: str, second: str, text: str) -> Test:
    """Return the comparison of a field with one value."""
    return Test(Field(f"{first} {second}"), "==", scalar(text))


def _compare(at: Cursor, nested: Nested) -> Statement | None:
    """Read what begins with an expression: a comparison, a verdict map, or a statement that sets a field."""
    if at.peek() == "ct" and at.peek(1) == "count":
        return limits.count(at)
    start = at.next
    left = expression(at)
    if left is None:
        return None
    if at.peek() == "vmap":
        at.take()
        return _branch(at, left, nested)
    if at.peek() == "set" and at.kind() == "word":
        at.take()
        operand(at)
        if at.skip(":"):  # a class of tc(8): major:minor
            at.word()
        return Idle(at.since(start))
    return _test(at, left)


def _branch(at: Cursor, key: Expression, nested: Nested) -> Statement:
    if at.kind() == "name":
        return Branch(key, at.word()[1:])
    found = verdict_map(at.braces(), nested)
    return Branch(key, found) if found is not None else Unread("vmap")


def _test(at: Cursor, left: Expression) -> Statement | None:
    op = ""
    if at.peek() in _OPERATORS and at.kind() in {"op", "word"}:
        op = _NAMES.get(at.peek(), at.peek())
        at.take()
    elif at.skip("!"):
        op = "!"
    elif at.kind() == "word" and at.peek() in {"exists", "missing"} and isinstance(left, Strange):
        return Doubt(AtomKind.PACKET, f"{left.text} {at.word()}")
    if at.next >= len(at.tokens):
        return None
    right = value(at)
    if isinstance(left, Field) and left.name == "meta priority" and at.skip(":"):
        return Doubt(AtomKind.PACKET, f"{left.name} {at.word()}")
    if at.skip("/"):
        mask = value(at)
        return Test(Masked(left, mask), op or "==", right)
    bits = isinstance(left, Field) and left.name in BITMASKS
    if not op:
        op = "in" if bits and isinstance(right, Scalar | Flags) else "=="
    if bits and isinstance(right, Items):
        right = Items(right.items)
    return Test(left, op, right)
