"""Statements that do something to a packet beside a verdict: logging, translation, copies (nft(8), STATEMENTS)."""

from __future__ import annotations

from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.linux_nftables.expressions import Cursor, operand, value
from zonewarden_parsers.linux_nftables.syntax import Decide, Idle, Log, Statement, Strange, Translate, Value
from zonewarden_parsers.linux_nftables.tokens import plain
from zonewarden_parsers.linux_nftables.verdicts import DECIDING

_LOG_WORDS = frozenset({"prefix", "level", "group", "snaplen", "queue-threshold", "flags"})


def log(at: Cursor) -> Statement:
    """Read `log` with its words."""
    at.take()
    while at.peek() in _LOG_WORDS:
        flags = at.word() == "flags"
        at.take()
        while flags and (at.skip(",") or at.peek() in {"sequence", "options"}):
            at.take()
    return Log()


def translate(at: Cursor) -> Statement:
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
            operand(at)
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
    return operand(at)


def out(at: Cursor) -> Statement:
    """Read `dup to ... [device ...]` and `fwd to ...`: `fwd` takes the packet away."""
    word = at.word()
    if at.peek() in {"ip", "ip6"}:
        at.take()
    if at.skip("to"):
        operand(at)
    if at.skip("device"):
        operand(at)
    return Idle(word) if word == "dup" else Decide(Verdict.UNKNOWN)


def rest(at: Cursor) -> Statement:
    """Read a statement whose operands do not matter up to the end of the rule or the next verdict."""
    word = at.word()
    while at.next < len(at.tokens) and at.peek() not in DECIDING | {"jump", "goto", "comment", "counter", "log"}:
        if at.peek() == "{":
            at.braces()
        else:
            at.take()
    return Decide(Verdict.UNKNOWN) if word == "synproxy" else Idle(word)


def idle(at: Cursor) -> Statement:
    """Read a statement of one word."""
    return Idle(at.word())
