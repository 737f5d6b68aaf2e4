"""What is gathered while an nftables file is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.linux_nftables.lines import Paper
from zonewarden_parsers.linux_nftables.syntax import ChainText, SetText, TableText
from zonewarden_parsers.model import Aspect, Diagnostic, Effect, Gap, LineState, Location, Severity

PRIORITIES = {
    "raw": -300,
    "mangle": -150,
    "conntrack": -200,
    "dstnat": -100,
    "filter": 0,
    "security": 50,
    "srcnat": 100,
    "out": 100,
}
DSTNAT, SRCNAT = -100, 100
UNREAD_RULE = "a rule could not be read"
_CONTINUED = frozenset({"\\", ";"})
"""Lines that say nothing: a continuation of nothing, an empty statement."""


@dataclass(slots=True)
class Draft:
    """One file while it is read: its tables by family and name, gaps, diagnostics."""

    path: str
    tables: dict[tuple[str, str], TableText] = field(default_factory=dict[tuple[str, str], TableText])
    gaps: list[Gap] = field(default_factory=list[Gap])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    first: Location | None = None

    def table(self, family: str, name: str, at: Location) -> TableText:
        """Return a table, new where there was none."""
        self.first = self.first or at
        return self.tables.setdefault((family, name), TableText(family, name, at))

    def unread(self, at: Location, message: str, code: str = "unknown-line") -> None:
        """Record text that could not be read and that may decide about packets."""
        self.diagnostics.append(Diagnostic(at, code, message))
        for aspect in (Aspect.FLOWS, Aspect.MANAGEMENT):
            self.gaps.append(Gap(aspect, Effect.EITHER, "a part of the rule set could not be read", at))

    def note(self, at: Location, code: str, message: str) -> None:
        """Record something that changes nothing."""
        self.diagnostics.append(Diagnostic(at, code, message, Severity.NOTE))


def account(draft: Draft, paper: Paper) -> None:
    """Give every line that is unread a diagnostic: what no token stands on (behind the last one allowed, inside a string), and
    the lines over which something unread goes on."""
    told = {d.location.line for d in draft.diagnostics}
    for number, line in enumerate(paper.lines, 1):
        text = line.strip()
        state = paper.states[number - 1]
        at = Location(draft.path, number, 0, 1, len(line) + 1)
        if state is LineState.BLANK and text and text[0] != "#":
            paper.worsen(number, LineState.IRRELEVANT if text in _CONTINUED else LineState.UNKNOWN)
            if text not in _CONTINUED:
                draft.unread(at, "not read")
        elif state is LineState.UNKNOWN and number not in told:
            draft.diagnostics.append(Diagnostic(at, "unknown-line", "goes on from what could not be read"))


def chain_of(table: TableText, name: str, at: Location) -> ChainText:
    """Return a chain of a table, new where there was none."""
    return table.chains.setdefault(name, ChainText(name, at))


def set_of(table: TableText, name: str, at: Location) -> SetText:
    """Return a set or map of a table, new where there was none."""
    return table.sets.setdefault(name, SetText(name, at))


def priority(words: list[str]) -> int | None:
    """Return a hook priority: a number, a name, or a name with an offset (`filter + 10`); None for anything else."""
    text = "".join(words).replace("dstnat-", "dstnat -").replace(" ", "")
    for name, base in PRIORITIES.items():
        if text.startswith(name):
            text, number = text[len(name) :], base
            break
    else:
        number = 0
    if not text:
        return number
    try:
        return number + int(text)
    except ValueError:
        return None
