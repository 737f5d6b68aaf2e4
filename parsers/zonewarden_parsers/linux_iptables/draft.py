"""What is gathered while an iptables file is read: tables, chains, rule lines, IP sets."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import Aspect, Effect, Gap, Location, Reference

FORWARDING = ("FORWARD",)
BUILT_IN = {
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "raw": ("PREROUTING", "OUTPUT"),
    "rawpost": ("POSTROUTING",),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
}
"""The built-in chains of each table (iptables(8), TABLES)."""


@dataclass(frozen=True, slots=True)
class Record:
    """One appended rule: its line and its words without command, table and chain."""

    line: Line
    words: tuple[str, ...]


@dataclass(slots=True)
class ChainDraft:
    """A chain: `policy` is ACCEPT, DROP or `-`, `line` where it is declared (or first used)."""

    name: str
    line: Line
    policy: str = "-"
    policy_line: Line | None = None
    records: list[Record] = field(default_factory=list[Record])


@dataclass(slots=True)
class TableDraft:
    """A table of one IP version. `line` is where it begins."""

    family: int
    name: str
    line: Line
    chains: dict[str, ChainDraft] = field(default_factory=dict[str, ChainDraft])


@dataclass(slots=True)
class IpSet:
    """A set of ipset(8): `kind` is its type (`hash:ip,port`), `options` what stands behind, `elements` as written."""

    name: str
    kind: str
    line: Line
    options: tuple[str, ...] = ()
    elements: list[tuple[str, ...]] = field(default_factory=list[tuple[str, ...]])
    used: bool = False


@dataclass(slots=True)
class Draft:
    """One file while it is read."""

    path: str
    ledger: Ledger
    tables: dict[tuple[int, str], TableDraft] = field(default_factory=dict[tuple[int, str], TableDraft])
    sets: dict[str, IpSet] = field(default_factory=dict[str, IpSet])
    gaps: list[Gap] = field(default_factory=list[Gap])
    undefined: list[Reference] = field(default_factory=list[Reference])
    filled: set[str] = field(default_factory=set[str])
    """Sets that a rule adds packets' addresses to."""

    def at(self, line: Line) -> Location:
        """Return the place of a line."""
        return self.ledger.at(line)

    def gap(self, effect: Effect, reason: str, line: Line, aspect: Aspect = Aspect.FLOWS) -> None:
        """Record something that the model leaves open."""
        self.gaps.append(Gap(aspect, effect, reason, self.at(line)))

    def unread(self, line: Line, message: str) -> None:
        """Record a line that could not be read and that may decide about packets."""
        self.ledger.unknown(line, message)
        for aspect in (Aspect.FLOWS, Aspect.MANAGEMENT):
            self.gap(Effect.EITHER, "a line of the rule set could not be read", line, aspect)

    def table(self, family: int, name: str, line: Line) -> TableDraft:
        """Return a table, made with its built-in chains where it is new (their policy is ACCEPT until something says other)."""
        found = self.tables.get((family, name))
        if found is None:
            chains = {c: ChainDraft(c, line, "ACCEPT") for c in BUILT_IN.get(name, ())}
            found = self.tables[family, name] = TableDraft(family, name, line, chains)
        return found
