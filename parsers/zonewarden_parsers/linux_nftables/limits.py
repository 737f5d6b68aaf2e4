"""Statements that count packets and may stop matching after some: counters, limits, quotas, sets that rules fill (nft(8), STATEMENTS)."""

from __future__ import annotations

from zonewarden_parsers.linux_nftables.expressions import Cursor, operand
from zonewarden_parsers.linux_nftables.syntax import Doubt, Fill, Idle, Statement
from zonewarden_parsers.model import AtomKind

_UNITS = frozenset({"bytes", "kbytes", "mbytes", "gbytes", "packets"})


def counter(at: Cursor) -> Statement:
    """Read `counter [packets N bytes N]` or a named counter, which decides nothing."""
    at.take()
    if at.skip("name"):
        operand(at)
    elif at.kind() == "string":
        at.take()
    else:
        while at.peek() in {"packets", "bytes"}:
            at.take()
            at.take()
    return Idle("counter")


def limit(at: Cursor) -> Statement:
    """Read `limit rate [over] N/UNIT [burst N UNIT]` or a named limit."""
    start = at.next
    at.take()
    if at.skip("name"):
        operand(at)
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


def quota(at: Cursor) -> Statement:
    """Read `quota [over] N UNIT [used N UNIT]` or a named quota."""
    start = at.next
    at.take()
    if at.skip("name"):
        operand(at)
        return Doubt(AtomKind.RATE, at.since(start))
    if at.peek() in {"over", "until"}:
        at.take()
    at.take()
    at.take()
    if at.skip("used"):
        at.take()
        at.take()
    return Doubt(AtomKind.RATE, at.since(start))


def fill(at: Cursor) -> Statement:
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


def count(at: Cursor) -> Statement:
    """Read `ct count [over] N`."""
    start = at.next
    at.take()
    at.take()
    if at.peek() in {"over", "until"}:
        at.take()
    at.take()
    return Doubt(AtomKind.RATE, at.since(start))
