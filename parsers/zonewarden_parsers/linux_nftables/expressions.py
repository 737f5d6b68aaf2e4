"""Expressions and values of nft text (nft(8), PRIMARY EXPRESSIONS, PAYLOAD EXPRESSIONS, SETS)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zonewarden_parsers.linux_nftables.syntax import (
    Anything,
    Block,
    Expression,
    Field,
    Flags,
    Items,
    Joined,
    Masked,
    Named,
    Scalar,
    Several,
    Span,
    Strange,
    Value,
)
from zonewarden_parsers.linux_nftables.tokens import Token, plain

MAX_NESTING = 24
_META = frozenset({
    "length", "protocol", "l4proto", "nfproto", "priority", "mark", "iif", "iifname", "iiftype", "oif", "oifname", "oiftype", "skuid", "skgid",
    "nftrace", "rtclassid", "ibrname", "obrname", "pkttype", "cpu", "iifgroup", "oifgroup", "cgroup", "random", "ipsec", "iifkind", "oifkind",
    "time", "hour", "day", "sdif", "sdifname", "broute", "ibrpvid", "ibrvproto", "ibriport", "obriport", "secpath", "secmark", "bri_iifname", "bri_oifname",
})  # fmt: skip
_BARE_META = frozenset({
    "mark", "iif", "iifname", "iiftype", "oif", "oifname", "oiftype", "skuid", "skgid", "nftrace", "rtclassid", "ibrname", "obrname", "pkttype", "cpu",
    "iifgroup", "oifgroup", "cgroup", "secmark", "l4proto", "nfproto", "priority", "protocol", "length", "sdifname", "random",
})  # fmt: skip
_PAYLOADS = frozenset({
    "ip", "ip6", "tcp", "udp", "udplite", "sctp", "dccp", "th", "icmp", "icmpv6", "ether", "vlan", "arp", "esp", "ah", "comp", "igmp", "gre",
    "gretap", "geneve", "vxlan", "hbh", "dst", "mh", "frag", "rt", "rt0", "rt2", "rt4", "srh",
})  # fmt: skip
_LONG = {
    ("tcp", "option"): 2,
    ("ip", "option"): 2,
    ("sctp", "chunk"): 2,
    ("dccp", "option"): 1,
    ("exthdr",): 1,
    ("arp", "saddr"): 1,
    ("arp", "daddr"): 1,
}
_CT_DIRECTION = frozenset({"original", "reply"})
_CT_LONG = frozenset({"ip", "ip6"})
_NET = re.compile(r"(?P<address>[0-9A-Fa-f.:]+)/(?P<length>\d{1,3})")
_RANGE = re.compile(r"(?P<low>(?:\d+(?:\.\d+){3}|\d+|0x[0-9a-fA-F]+))-(?P<high>(?:\d+(?:\.\d+){3}|\d+|0x[0-9a-fA-F]+))")
_SIX_RANGE = re.compile(r"(?P<low>[0-9A-Fa-f:.]+)-(?P<high>[0-9A-Fa-f:.]+)")
_WORDS = frozenset({"word", "string", "mac", "six"})


class Cursor:
    """Tokens of one statement, without line ends, and how far they are read; `simple` where all of them are words."""

    def __init__(self, listed: Sequence[Token]) -> None:
        kinds = [t[0] for t in listed]
        self.simple = kinds.count("word") == len(kinds)
        self.tokens = list(listed) if "end" not in kinds else [t for t in listed if t.kind != "end"]
        self.texts = [t[1] for t in self.tokens]
        self.next = 0

    def peek(self, ahead: int = 0) -> str:
        """Return the text of a coming token, empty past the end."""
        at = self.next + ahead
        return self.texts[at] if at < len(self.texts) else ""

    def kind(self) -> str:
        """Return the kind of the next token, empty at the end."""
        return self.tokens[self.next].kind if self.next < len(self.tokens) else ""

    def take(self) -> Token | None:
        """Return the next token and go on."""
        found = self.tokens[self.next] if self.next < len(self.tokens) else None
        self.next += found is not None
        return found

    def word(self) -> str:
        """Return the next token's value, empty at the end."""
        found = self.take()
        return found.value if found else ""

    def skip(self, text: str) -> bool:
        """Go past the next token when it is `text`."""
        if self.peek() == text:
            self.next += 1
            return True
        return False

    def since(self, start: int) -> str:
        """Return the text of the tokens from `start` to here."""
        return plain(self.tokens[start : self.next])

    def braces(self) -> list[Token]:
        """Return the tokens inside the braces that begin here, going past them; unclosed ones end with the statement."""
        start = self.next + 1
        depth = 0
        while self.next < len(self.tokens):
            text = self.tokens[self.next].text
            depth += (text in "{([") - (text in "})]")
            self.next += 1
            if depth == 0:
                return self.tokens[start : self.next - 1]
        return self.tokens[start:]


def expression(at: Cursor, depth: int = 0) -> Expression | None:
    """Read a field, a masked field or a concatenation; None where none begins here."""
    if depth > MAX_NESTING:
        return None
    found = _masked(at, depth)
    if found is None:
        return None
    parts = [found]
    while at.peek() == ".":
        at.take()
        part = _masked(at, depth)
        if part is None:
            return Strange(plain(at.tokens))
        parts.append(part)
    return parts[0] if len(parts) == 1 else Several(tuple(parts))


def _masked(at: Cursor, depth: int) -> Expression | None:
    if at.peek() == "(":
        inner = Cursor(at.braces())
        found = expression(inner, depth + 1)
        return found if found is not None and inner.next == len(inner.tokens) else Strange(plain(inner.tokens))
    found = _field(at)
    while found is not None and at.peek() in {"&", "and", "|", "or", "^", "xor", "<<", ">>"}:
        op = at.word()
        operand = _operand(at)
        plain_and = op in {"&", "and"} and isinstance(found, Field)
        found = Masked(found, operand) if plain_and else Strange(f"{found} {op} {operand}")
    return found


def _operand(at: Cursor) -> Value:
    if at.peek() == "(":
        return value(Cursor(at.braces()))
    words = [at.word()]
    while at.peek() == "|":
        at.take()
        words.append(at.word())
    return Flags(tuple(words)) if len(words) > 1 else scalar(words[0])


def _field(at: Cursor) -> Expression | None:
    first = at.peek()
    if at.kind() == "raw":
        return Strange(at.word())
    if at.kind() != "word":
        return None
    if first == "meta":
        at.take()
        return Field(f"meta {at.word()}")
    if first in _PAYLOADS or first == "exthdr":
        return _payload(at)
    if first == "ct":
        return _tracked(at)
    if first in _BARE_META:
        return Field(f"meta {at.word()}")
    if first in {"fib", "socket", "osf", "numgen", "jhash", "symhash", "ipsec", "tunnel"}:
        return _lookup(at)
    return None


def _payload(at: Cursor) -> Expression:
    first = at.word()
    if first == "exthdr":
        return Strange(f"exthdr {at.word()}")
    second = at.word()
    if first == "rt" and second in {"ip", "ip6"}:
        second = at.word()
    more = _LONG.get((first, second), 0)
    if first in {"tcp", "ip", "sctp", "dccp"} and second in {"option", "chunk"}:
        words = [first, second, at.word()]
        if at.kind() == "word" and at.peek() not in {"exists", "missing", "set"} and not at.peek().isdigit():
            words.append(at.word())
        return Strange(" ".join(words))
    return Field(" ".join([first, second, *(at.word() for _ in range(more))]))


def _tracked(at: Cursor) -> Expression:
    at.take()
    words = [at.word()]
    if words[0] in _CT_DIRECTION:
        words.append(at.word())
        if words[1] in _CT_LONG:
            words.append(at.word())
    return Field("ct " + " ".join(words))


def _lookup(at: Cursor) -> Expression:
    """Read `fib`, `socket`, `numgen` and their like up to a comparison or value (nft(8), PRIMARY EXPRESSIONS)."""
    start, kind = at.next, at.word()
    if kind in _HASHES:
        while (at.kind() == "word" and at.peek() != "mod") or at.peek() == ".":
            at.take()
        for option in ("mod", "seed", "offset"):
            if at.skip(option):
                at.take()
    elif kind == "ipsec":
        at.take()
        if at.skip("spnum"):
            at.take()
        if at.word() in {"ip", "ip6"}:
            at.take()
    else:
        while at.kind() == "word" or at.peek() == ".":
            if at.word() in _LAST[kind]:
                break
        if at.peek() == "level":
            at.next += 2
    return Strange(at.since(start))


_HASHES = frozenset({"numgen", "jhash", "symhash"})
_LAST = {
    "fib": frozenset({"oif", "oifname", "type"}),
    "socket": frozenset({"transparent", "mark", "wildcard", "cgroupv2"}),
    "osf": frozenset({"name", "version"}),
    "tunnel": frozenset({"id", "path"}),
}
"""The word that ends an expression."""


def value(at: Cursor, depth: int = 0) -> Value:
    """Read what a field is compared with: scalar, range, block, flags, set, concatenation."""
    found = _joined(at, depth)
    words = [found.text] if isinstance(found, Scalar) else []
    while words and at.peek() in {",", "|"}:
        at.take()
        words.append(at.word())
    return Flags(tuple(words)) if len(words) > 1 else found


def _joined(at: Cursor, depth: int) -> Value:
    parts = [_one(at, depth)]
    while at.peek() == ".":
        at.take()
        parts.append(_one(at, depth))
    return parts[0] if len(parts) == 1 else Joined(tuple(parts))


def _one(at: Cursor, depth: int) -> Value:
    if depth > MAX_NESTING:
        return Strange(plain(at.tokens[at.next :]))
    if at.peek() == "{":
        return Items(elements(at.braces(), depth + 1))
    if at.peek() == "(":
        return value(Cursor(at.braces()), depth + 1)
    if at.kind() == "name":
        text = at.word()
        return Named(text[1:]) if text.startswith("@") else Strange(text)
    if at.peek() == "*":
        at.take()
        return Anything()
    if at.kind() not in _WORDS:
        text = at.word()
        return Strange(text)
    quoted = at.kind() == "string"
    text = at.word()
    if at.peek() == "-":
        at.take()
        return Span(text, at.word())
    return Scalar(text) if quoted else scalar(text)


def scalar(text: str) -> Value:
    """Return a single value: a block, a range, or what else one word is."""
    if text[:1].isalpha() and ":" not in text:
        return Scalar(text)
    if found := _NET.fullmatch(text):
        return Block(found["address"], int(found["length"]))
    if found := (_RANGE if ":" not in text else _SIX_RANGE).fullmatch(text):
        return Span(found["low"], found["high"])
    return Scalar(text)


def split(listed: Sequence[Token], separator: str = ",") -> list[list[Token]]:
    """Return the parts of a token list between separators outside braces; empty parts are left out."""
    parts: list[list[Token]] = [[]]
    depth = 0
    for token in listed:
        depth += (token.text in "{([") - (token.text in "})]") if token.kind == "op" else 0
        if token.text == separator and depth == 0:
            parts.append([])
        elif token.kind != "end":
            parts[-1].append(token)
    return [p for p in parts if p]


def elements(listed: Sequence[Token], depth: int = 0) -> tuple[Value, ...]:
    """Read the elements between a set's braces; what stands behind a value (timeout, comment, counter) is left out."""
    found: list[Value] = []
    for part in split(listed):
        one = value(Cursor(part), depth)
        found.extend(one.items if isinstance(one, Items) else [one])
    return tuple(found)


def operand(at: Cursor) -> Value:
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
