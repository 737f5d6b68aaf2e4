"""Statements, expressions and values of a rule in JSON (libnftables-json(5))."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.linux_nftables.plain_json import Plain, is_list, items, many, members, short, single
from zonewarden_parsers.linux_nftables.statements import BITMASKS
from zonewarden_parsers.linux_nftables.syntax import (
    Anything,
    Block,
    Branch,
    Decide,
    Doubt,
    Expression,
    Field,
    Fill,
    Flags,
    Idle,
    Items,
    Joined,
    Log,
    Masked,
    Named,
    Scalar,
    Several,
    Span,
    Statement,
    Strange,
    Test,
    Translate,
    Unread,
    Value,
)
from zonewarden_parsers.linux_nftables.verdicts import REJECT_ONLY, VERDICTS
from zonewarden_parsers.model import AtomKind

MAX_DEPTH = 32
_IDLE = frozenset({
    "counter", "mangle", "notrack", "ct helper", "ct timeout", "ct expectation", "flow", "dup", "last", "secmark", "reset",
})  # fmt: skip
_DOUBTS = {"limit": AtomKind.RATE, "quota": AtomKind.RATE, "ct count": AtomKind.RATE, "meter": AtomKind.RATE}
_TRANSLATING = frozenset({"dnat", "snat", "masquerade", "redirect", "tproxy"})
_RATES = frozenset({"limit", "quota", "ct count"})


def statements(data: Plain) -> tuple[Statement, ...]:
    """Return a rule's statements. One that cannot be read stands as such, and those behind it are not read."""
    found: list[Statement] = []
    for one in items(data):
        read = _statement(one)
        found.append(read or Unread(short(one)))
        if read is None:
            break
    return tuple(found)


def _statement(data: Plain) -> Statement | None:
    pair = single(data)
    if pair is None:
        return None
    kind, body = pair
    decided = verdict(data)
    if decided is not None:
        return decided
    if kind in _IDLE:
        return Idle(kind)
    if kind in _DOUBTS:
        return Doubt(_DOUBTS[kind], short(data))
    if kind == "log":
        return Log()
    if kind in _TRANSLATING:
        to = members(body).get("addr")
        return Translate(kind, value(to) if to is not None else None)
    return _READERS[kind](members(body)) if kind in _READERS else None


def verdict(data: Plain) -> Decide | None:
    """Return a verdict statement, None for anything else."""
    pair = single(data)
    if pair is None:
        return None
    kind, body = pair
    if kind in VERDICTS:
        return Decide(VERDICTS[kind])
    if kind in {"jump", "goto"}:
        target = members(body).get("target")
        return Decide(Verdict.JUMP if kind == "jump" else Verdict.GOTO, target) if isinstance(target, str) else None
    if kind == "reject":
        how = str(members(body).get("type", ""))
        return Decide(Verdict.DENY, only=REJECT_ONLY.get(how.partition(" ")[0], ""))
    return Decide(Verdict.UNKNOWN) if kind in {"queue", "synproxy", "fwd"} else None


def _match(body: dict[str, Plain]) -> Statement:
    left = expression(body.get("left"))
    op = str(body.get("op", "=="))
    right = body.get("right")
    if isinstance(left, Strange) and isinstance(right, bool):
        return Doubt(AtomKind.PACKET, f"{left.text} {'exists' if right else 'missing'}")
    read = Flags(tuple(words(right))) if is_list(right) else value(right)
    if op == "in" and not (isinstance(left, Field) and left.name in BITMASKS):
        op = "=="
    return Test(left, op, read)


def _branch(body: dict[str, Plain]) -> Statement:
    key = expression(body.get("key"))
    data = body.get("data")
    if isinstance(data, str):
        return Branch(key, data.removeprefix("@"))
    found = verdicts(members(data).get("set"))
    return Branch(key, found) if found is not None else Unread(short(data))


def verdicts(data: Plain) -> tuple[tuple[Value, Decide], ...] | None:
    """Return the elements of a verdict map, None where one of them is something else."""
    found: list[tuple[Value, Decide]] = []
    for one in items(data):
        pair = items(one)
        decided = verdict(pair[1]) if len(pair) == 2 else None
        if decided is None:
            return None
        found.append((value(pair[0]), decided))
    return tuple(found)


def _filling(body: dict[str, Plain]) -> Statement:
    if any(_RATES & set(members(s)) for s in items(body.get("stmt"))):
        return Doubt(AtomKind.RATE, f"set {body.get('set')}")
    return Fill(str(body.get("set", body.get("map", ""))).removeprefix("@"))


_READERS: dict[str, Callable[[dict[str, Plain]], Statement]] = {
    "match": _match, "vmap": _branch, "set": _filling, "map": _filling,
}  # fmt: skip


def expression(data: Plain, depth: int = 0) -> Expression:
    """Return a left side: a field, a masked field, a concatenation; anything else as it stands."""
    pair = single(data)
    if pair is None or depth > MAX_DEPTH:
        return Strange(short(data))
    kind, body = pair
    listed, fields = items(body), members(body)
    if kind == "concat":
        return Several(tuple(expression(p, depth + 1) for p in listed))
    if kind == "&" and len(listed) == 2:
        left = expression(listed[0], depth + 1)
        return Masked(left, _mask(listed[1])) if isinstance(left, Field) else Strange(short(data))
    if kind == "payload" and isinstance(fields.get("protocol"), str):
        return Field(f"{fields['protocol']} {fields.get('field')}")
    if kind in {"meta", "rt"}:
        return Field(f"{kind} {fields.get('key')}")
    if kind == "ct":
        told = ("ct", fields.get("dir"), fields.get("family"), fields.get("key"))
        return Field(" ".join(str(w) for w in told if w))
    return Strange(" ".join([kind, *(str(fields[k]) for k in ("name", "field", "key") if k in fields)]))


def _mask(data: Plain) -> Value:
    found = list(words(data))
    return Flags(tuple(found)) if len(found) > 1 else Scalar(found[0]) if found else Strange(short(data))


def words(data: Plain, depth: int = 0) -> Iterator[str]:
    """Yield the words of `a|b|c`, which is a list or nested pairs."""
    if isinstance(data, str | int):
        yield str(data)
    elif depth < MAX_DEPTH:
        pair = single(data)
        for one in items(pair[1]) if pair is not None and pair[0] == "|" else items(data):
            yield from words(one, depth + 1)


def value(data: Plain, depth: int = 0) -> Value:
    """Return a right side or an element."""
    if isinstance(data, str):
        return Anything() if data == "*" else Named(data[1:]) if data.startswith("@") else Scalar(data)
    if isinstance(data, bool) or depth > MAX_DEPTH:
        return Strange(short(data))
    if isinstance(data, int):
        return Scalar(str(data))
    if is_list(data):
        return Items(tuple(value(v, depth + 1) for v in items(data)))
    pair = single(data)
    return _composed(pair[0], pair[1], depth) if pair is not None else Strange(short(data))


def _composed(kind: str, body: Plain, depth: int) -> Value:
    parts, fields = items(body), members(body)
    length = fields.get("len")
    if kind == "set":
        return Items(tuple(value(v, depth + 1) for v in many(body)))
    if kind == "concat":
        return Joined(tuple(value(v, depth + 1) for v in parts))
    if kind == "range" and len(parts) == 2:
        return Span(str(parts[0]), str(parts[1]))
    if kind == "prefix" and isinstance(length, int):
        return Block(str(fields.get("addr")), length)
    if kind == "elem" and "val" in fields:
        return value(fields["val"], depth + 1)
    return Flags(tuple(words({kind: body}))) if kind == "|" else Strange(kind)
