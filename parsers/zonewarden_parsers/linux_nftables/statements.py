"""Statements of one rule in nft text (nft(8), STATEMENTS)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.linux_nftables.expressions import Cursor, elements, expression, scalar, split, value
from zonewarden_parsers.linux_nftables.syntax import (
    Branch,
    Decide,
    Doubt,
    Expression,
    Field,
    Fill,
    Flags,
    Idle,
    Items,
    Log,
    Masked,
    Scalar,
    Statement,
    Strange,
    Test,
    Translate,
    Unread,
    Value,
)
from zonewarden_parsers.linux_nftables.tokens import Token, plain
from zonewarden_parsers.model import AtomKind

VERDICTS = {"accept": Verdict.PERMIT, "drop": Verdict.DENY, "return": Verdict.RETURN, "continue": Verdict.CONTINUE}
_OPERATORS = frozenset({"==", "!=", "<", ">", "<=", ">=", "eq", "ne", "lt", "gt", "le", "ge"})
_NAMES = {"eq": "==", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">="}
BITMASKS = frozenset({"tcp flags", "ct state", "ct status", "ct event", "ip6 flags"})
_LOG_WORDS = {"prefix": 1, "level": 1, "group": 1, "snaplen": 1, "queue-threshold": 1, "flags": 1}
_UNITS = frozenset({"bytes", "kbytes", "mbytes", "gbytes", "packets"})
Nested = Callable[[Sequence[Token]], str]
"""Keeps an anonymous chain and returns its name."""


def statements(listed: Sequence[Token], nested: Nested) -> tuple[tuple[Statement, ...], str]:
    """Return a rule's statements in order and its comment. A statement that cannot be read takes the rest of the rule with it."""
    at = Cursor(listed)
    found: list[Statement] = []
    comment = ""
    while at.next < len(at.tokens):
        start, head = at.next, at.peek()
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
            one = _call(at, nested)
        elif read is not None and head not in {"meta", "ct", "ip", "ip6", "tcp"}:
            one = read(at)
        else:
            one = _compare(at, nested)
        if one is None or at.next == start:
            found.append(Unread(plain(at.tokens[start:])))
            break
        found.append(one)
    return tuple(found), comment


_PLAIN = {
    "ip": frozenset({"saddr", "daddr", "protocol"}),
    "tcp": frozenset({"sport", "dport"}),
    "udp": frozenset({"sport", "dport"}),
}
_NOT_NEXT = frozenset({"and", "or", "xor", "vmap", "map"})


def _plain(at: Cursor) -> Test | None:
    """Read a field that is compared with one number, range or block, the most frequent statement; None for anything else."""
    text, behind = at.peek(2), at.peek(3)
    if at.peek(1) not in _PLAIN[at.peek()] or not text[:1].isdigit():
        return None
    if behind and (not behind[0].isalpha() or behind in _NOT_NEXT):
        return None
    if (
        at.tokens[at.next].kind != "word"
        or at.tokens[at.next + 1].kind != "word"
        or at.tokens[at.next + 2].kind != "word"
    ):
        return None
    if behind and at.tokens[at.next + 3].kind != "word":
        return None
    at.next += 3
    return plain_test(*at.texts[at.next - 3 : at.next])


@lru_cache(maxsize=65536)
def plain_test(first: str, second: str, text: str) -> Test:
    """Return the comparison of a field with one value."""
    return Test(Field(f"{first} {second}"), "==", scalar(text))


def verdict(listed: Sequence[Token], nested: Nested) -> Decide | None:
    """Return the verdict that stands alone in these tokens, as in a verdict map."""
    at = Cursor(listed)
    found = _call(at, nested) if at.peek() in {"jump", "goto"} else _decide(at) if at.peek() in _DECIDING else None
    return found if isinstance(found, Decide) and at.next == len(at.tokens) else None


_DECIDING = frozenset({*VERDICTS, "queue", "reject"})


def _call(at: Cursor, nested: Nested) -> Decide:
    kind = Verdict.JUMP if at.word() == "jump" else Verdict.GOTO
    return Decide(kind, nested(at.braces()) if at.peek() == "{" else at.word())


def _decide(at: Cursor) -> Decide:
    word = at.word()
    if word == "reject":
        return Decide(Verdict.DENY, only=_answer(at))
    if word == "queue":
        _queue(at)
        return Decide(Verdict.UNKNOWN)
    return Decide(VERDICTS[word])


REJECT_ONLY = {"tcp": "tcp", "icmp": "ip", "icmpv6": "ip6"}
"""What a reject answers: nft adds the condition that goes with it."""


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
        _operand(at)
    while at.peek() in {"bypass", "fanout", ","}:
        at.take()


def _operand(at: Cursor) -> Value:
    """Read a value or an expression, with the map that translates it; what is computed is not followed."""
    start = at.next
    found: Value | None = None
    computed = expression(at)
    if computed is None:
        found = value(at)
    if at.skip("map"):
        value(at)
        found = None
    while at.peek() in {"&", "|", "^", "and", "or", "xor", "<<", ">>", "mod", "offset"}:
        at.take()
        value(at)
        found = None
    return found if found is not None else Strange(at.since(start))


def _counter(at: Cursor) -> Statement:
    at.take()
    if at.skip("name"):
        _operand(at)
    elif at.kind() == "string":
        at.take()
    else:
        while at.peek() in {"packets", "bytes"}:
            at.take()
            at.take()
    return Idle("counter")


def _log(at: Cursor) -> Statement:
    at.take()
    while at.peek() in _LOG_WORDS:
        flags = at.word() == "flags"
        at.take()
        while flags and (at.skip(",") or at.peek() in {"sequence", "options"}):
            at.take()
    return Log()


def _limit(at: Cursor) -> Statement:
    start = at.next
    at.take()
    if at.skip("name"):
        _operand(at)
    elif at.kind() == "string":
        at.take()
    else:
        at.skip("rate")
        if at.peek() in {"over", "until"}:
            at.take()
        at.take()
        if at.peek() in _UNITS or at.peek().partition("/")[0] in _UNITS:
            at.take()
        if at.skip("burst"):
            at.take()
            if at.peek() in _UNITS:
                at.take()
    return Doubt(AtomKind.RATE, at.since(start))


def _quota(at: Cursor) -> Statement:
    start = at.next
    at.take()
    if at.skip("name"):
        _operand(at)
        return Doubt(AtomKind.RATE, at.since(start))
    if at.peek() in {"over", "until"}:
        at.take()
    at.take()
    at.take()
    if at.skip("used"):
        at.take()
        at.take()
    return Doubt(AtomKind.RATE, at.since(start))


def _fill(at: Cursor) -> Statement:
    """Read `add @set { ... }`, `update @set { ... }`, `set add KEY @set`, `meter NAME { ... }`."""
    start = at.next
    word = at.word()
    name = ""
    rate = False
    if word == "meter":
        at.take()
        if at.skip("size"):
            at.take()
        rate = any(t.text in {"limit", "quota", "count"} for t in at.braces())
        return Doubt(AtomKind.RATE, at.since(start)) if rate else Idle("meter")
    if word == "set":
        at.take()
    while at.next < len(at.tokens) and at.kind() != "name" and at.peek() != "{":
        at.take()
    if at.kind() == "name":
        name = at.word()[1:]
    if at.peek() == "{":
        rate = any(t.text in {"limit", "quota", "count"} for t in at.braces())
    if rate:
        return Doubt(AtomKind.RATE, at.since(start))
    return Fill(name)


def _translate(at: Cursor) -> Statement:
    """Read dnat, snat, masquerade, redirect, tproxy with address, ports and flags; ports are not kept."""
    kind = at.word()
    if at.peek() in {"ip", "ip6"} and at.peek(1) in {"to", "addr", "prefix", "interval"}:
        at.take()
    while at.peek() in {"prefix", "interval", "addr", ".", "port"}:
        at.take()
    to: Value | None = None
    old_way = at.kind() in {"six", "name"} or at.peek()[:1].isdigit() or at.peek() == "["
    if at.skip("to") or old_way:
        if at.peek() != ":":
            to = _address(at)
        if at.skip(":"):
            _operand(at)
    while at.peek() in {"random", "fully-random", "persistent", ","}:
        at.take()
    return Translate(kind, to)


def _address(at: Cursor) -> Value:
    if at.peek() == "[":
        inner = at.braces()
        if at.peek() == "-":
            at.take()
            at.braces()
            return Strange(plain(inner))
        return value(Cursor(inner))
    return _operand(at)


def _out(at: Cursor) -> Statement:
    """Read `dup to ... [device ...]` and `fwd to ...`: `fwd` takes the packet away."""
    word = at.word()
    if at.peek() in {"ip", "ip6"}:
        at.take()
    if at.skip("to"):
        _operand(at)
    if at.skip("device"):
        _operand(at)
    return Idle(word) if word == "dup" else Decide(Verdict.UNKNOWN)


def _rest(at: Cursor) -> Statement:
    """Read a statement whose operands do not matter up to the end of the rule or the next verdict."""
    word = at.word()
    while at.next < len(at.tokens) and at.peek() not in _DECIDING | {"jump", "goto", "comment", "counter", "log"}:
        if at.peek() == "{":
            at.braces()
        else:
            at.take()
    return Decide(Verdict.UNKNOWN) if word == "synproxy" else Idle(word)


def _idle(at: Cursor) -> Statement:
    return Idle(at.word())


def _list(at: Cursor) -> Statement:
    """Read `ct count [over] N`."""
    start = at.next
    at.take()
    at.take()
    if at.peek() in {"over", "until"}:
        at.take()
    at.take()
    return Doubt(AtomKind.RATE, at.since(start))


_READERS: dict[str, Callable[[Cursor], Statement]] = {
    **dict.fromkeys(VERDICTS, _decide), "reject": _decide, "queue": _decide,
    "counter": _counter, "log": _log, "limit": _limit, "quota": _quota, "notrack": _idle,
    **dict.fromkeys(("add", "update", "delete", "set", "meter"), _fill),
    **dict.fromkeys(("dnat", "snat", "masquerade", "redirect", "tproxy"), _translate),
    **dict.fromkeys(("dup", "fwd"), _out),
    **dict.fromkeys(("flow", "synproxy", "last", "xt", "reset", "secmark"), _rest),
}  # fmt: skip


def _compare(at: Cursor, nested: Nested) -> Statement | None:
    """Read what begins with an expression: a comparison, a verdict map, or a statement that sets a field."""
    if at.peek() == "ct" and at.peek(1) == "count":
        return _list(at)
    start = at.next
    left = expression(at)
    if left is None:
        return None
    if at.peek() == "vmap":
        at.take()
        return _branch(at, left, nested)
    if at.peek() == "set" and at.kind() == "word":
        at.take()
        _operand(at)
        return Idle(at.since(start))
    return _test(at, left)


def _branch(at: Cursor, key: Expression, nested: Nested) -> Statement:
    if at.kind() == "name":
        return Branch(key, at.word()[1:])
    found = verdict_map(at.braces(), nested)
    return Branch(key, found) if found is not None else Unread("vmap")


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
    if at.skip("/"):
        mask = value(at)
        return Test(Masked(left, mask), op or "==", right)
    bits = isinstance(left, Field) and left.name in BITMASKS
    if not op:
        op = "in" if bits and isinstance(right, Scalar | Flags) else "=="
    if bits and isinstance(right, Items):
        right = Items(right.items)
    return Test(left, op, right)
