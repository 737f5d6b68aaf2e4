"""The parts of an nftables rule set, as its text and its JSON both say them (nft(8), libnftables-json(5))."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.chains import Verdict
from zonewarden_parsers.model import AtomKind, Location
from zonewarden_parsers.model.swift import swift


@dataclass(frozen=True, slots=True)
class Scalar:
    """A number, a name, an address; strings without their quotes."""

    text: str


@dataclass(frozen=True, slots=True)
class Span:
    """`low-high`, both included."""

    low: str
    high: str


@dataclass(frozen=True, slots=True)
class Block:
    """`address/length`."""

    address: str
    length: int


@dataclass(frozen=True, slots=True)
class Items:
    """An anonymous set. Sets in sets are one set."""

    items: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Flags:
    """`a,b` or `a|b`: values of a bit mask."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined:
    """A concatenation of values."""

    parts: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """`@name`: the elements of a set or map."""

    name: str


@dataclass(frozen=True, slots=True)
class Anything:
    """`*` as an element: what no other element holds."""


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that is known to be a value or an expression and that is not followed."""

    text: str


Value = Scalar | Span | Block | Items | Flags | Joined | Named | Anything | Strange


def said(value: Value) -> str:
    """Return a value as text."""
    match value:
        case Scalar() | Strange():
            return value.text
        case Span():
            return f"{value.low}-{value.high}"
        case Block():
            return f"{value.address}/{value.length}"
        case Flags():
            return ",".join(value.words)
        case Named():
            return f"@{value.name}"
        case Items():
            return "{ " + ", ".join(said(v) for v in value.items[:8]) + (", ..." if len(value.items) > 8 else "") + " }"
        case Joined():
            return " . ".join(said(v) for v in value.parts)
        case _:
            return "*"


@dataclass(frozen=True, slots=True)
class Field:
    """What a rule looks at: `ip saddr`, `tcp dport`, `meta iifname`, `ct state`."""

    name: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A field of which only some bits count."""

    field: Expression
    mask: Value


@dataclass(frozen=True, slots=True)
class Several:
    """A concatenation of fields."""

    parts: tuple[Expression, ...]


Expression = Field | Masked | Several | Strange


@dataclass(frozen=True, slots=True, eq=False)
class Test:
    """A comparison. `op` is `==`, `!=`, `<`, `>`, `<=`, `>=`; `in`: one of the bits is set; `!`: none of them is.

    Two are equal where they are one object, as text makes them of equal words: what they match is looked up by them.
    """

    left: Expression
    op: str
    right: Value


@dataclass(frozen=True, slots=True)
class Decide:
    """A verdict. `target` is the chain that jump and goto name; `only` what a reject can answer: `tcp`, `ip`, `ip6` or all."""

    verdict: Verdict
    target: str = ""
    only: str = ""


@dataclass(frozen=True, slots=True)
class Branch:
    """A verdict map: the verdict of the element that holds the key; a name stands for a named map."""

    key: Expression
    entries: tuple[tuple[Value, Decide], ...] | str


@dataclass(frozen=True, slots=True)
class Log:
    """The packet is logged, and the rule goes on."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A condition that a packet header does not tell."""

    kind: AtomKind
    text: str


@dataclass(frozen=True, slots=True)
class Idle:
    """A statement that changes nothing about the verdict (counter, mark, mangling)."""

    word: str


@dataclass(frozen=True, slots=True)
class Fill:
    """Packets add elements to a set (or take them out)."""

    name: str


@dataclass(frozen=True, slots=True)
class Translate:
    """dnat, snat, masquerade, redirect, tproxy; `to` is the new address where it is written out."""

    kind: str
    to: Value | None = None


@dataclass(frozen=True, slots=True)
class Unread:
    """A statement that nobody knows, or one with values that cannot be read."""

    text: str


Statement = Test | Decide | Branch | Log | Doubt | Idle | Fill | Translate | Unread


@swift
@dataclass(frozen=True, slots=True)
class RuleText:
    """A rule: its statements in order, its place and its text (the line on which it begins)."""

    statements: tuple[Statement, ...]
    location: Location
    text: str
    comment: str = ""
    handle: str = ""


@dataclass(slots=True)
class ChainText:
    """A chain. A base chain has a `hook`; `policy` is accept where it says nothing."""

    name: str
    location: Location
    kind: str = ""
    hook: str = ""
    priority: int = 0
    policy: str = "accept"
    policy_location: Location | None = None
    rules: list[RuleText] = field(default_factory=list[RuleText])


@dataclass(slots=True)
class SetText:
    """A named set or map: the types (or fields) of its key, its flags, its elements; a map's with verdicts where it has such."""

    name: str
    location: Location
    types: tuple[str, ...] = ()
    flags: frozenset[str] = frozenset()
    elements: list[Value] = field(default_factory=list["Value"])
    verdicts: list[tuple[Value, Decide]] = field(default_factory=list[tuple["Value", Decide]])
    used: bool = False


@dataclass(slots=True)
class TableText:
    """A table of one family."""

    family: str
    name: str
    location: Location
    chains: dict[str, ChainText] = field(default_factory=dict[str, ChainText])
    sets: dict[str, SetText] = field(default_factory=dict[str, SetText])
    dormant: bool = False
