"""Reads the lines of an iptables file in order: save format, commands of a script, ipset lines.

iptables-save(8), iptables-restore(8), ip6tables-save(8), ipset(8). A section belongs to IPv6 when the header comment above it names
ip6tables, or when a rule in it has an IPv6 address or an ICMPv6 condition. A script's commands change the chains in order,
as the kernel would (`-I` in front, `-D` taken out, `-F` emptied); what a shell decides at run time is not read.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zonewarden_parsers.lines import Ledger, Line, count_lines, read_lines
from zonewarden_parsers.linux_iptables.commands import apply
from zonewarden_parsers.linux_iptables.draft import Draft, TableDraft
from zonewarden_parsers.linux_iptables.ipset_lines import read_ipset
from zonewarden_parsers.linux_iptables.script import Script
from zonewarden_parsers.linux_iptables.words import split
from zonewarden_parsers.model import Aspect, Effect, Severity

_HEADER = re.compile(r"^#.*\b(ip6?)tables(?:-nft|-legacy)?-save\b")
_V6 = re.compile(
    r"\s(?:-s|-d|--src|--dst|--source|--destination|--(?:src|dst)-range)\s+(?:!\s*)?[0-9a-fA-F]*:"
    r"|\s-p\s+(?:icmpv6|ipv6-icmp)\b|\s--icmpv6-type\s|icmp6-"
)
_POLICY = re.compile(r"^:(\S+)\s+(\S+)(?:\s+\[\d+:\d+\])?$")
_COUNTERS = re.compile(r"^\[\d+:\d+\]\s+")


def read(text: str, path: str) -> Draft:
    """Read a whole file into a draft."""
    lines = read_lines(text)
    draft = Draft(path, Ledger(path, count_lines(text)))
    draft.ledger.pending(lines)
    _Reader(draft, lines).run()
    return draft


class _Reader:
    """Walks the lines. `table` is the open section of save format; `family` what the last header comment said."""

    def __init__(self, draft: Draft, lines: Sequence[Line]) -> None:
        self.draft = draft
        self.lines = lines
        self.table: TableDraft | None = None
        self.family: int | None = None
        self.script = Script(draft)
        self.done = 0

    def run(self) -> None:
        """Read every line."""
        while self.done < len(self.lines):
            line = self.lines[self.done]
            self.done += 1
            self.line(line)
        if self.table is not None:
            self.unfinished(self.lines[-1])

    def unfinished(self, line: Line) -> None:
        """A section without its COMMIT is cut off: rules may be missing, and iptables-restore would apply none of it."""
        reason = "the section does not end with COMMIT: the file may be cut off"
        self.draft.ledger.report(line, "unexpected-end", reason)
        for aspect in (Aspect.FLOWS, Aspect.MANAGEMENT):
            self.draft.gap(Effect.EITHER, reason, line, aspect)

    def line(self, line: Line) -> None:
        """Read one line."""
        first = line.text[0]
        if first == "#":
            header = _HEADER.match(line.text)
            if header and self.table is None:
                self.family = 6 if header[1] == "ip6" else 4
            self.draft.ledger.blank(line)
        elif first == "*":
            self.open(line)
        elif line.text == "COMMIT":
            self.table = None
            self.draft.ledger.modelled(line)
        elif first == ":":
            self.policy(line)
        elif first in "-[":
            self.command(line)
        elif not read_ipset(self.draft, line):
            self.script.line(self.continued(line))

    def open(self, line: Line) -> None:
        """Begin a section: restoring a table empties it first."""
        if self.table is not None:
            self.unfinished(line)
        name = line.text[1:].strip()
        family = self.family or self.guessed()
        if (family, name) in self.draft.tables:
            self.draft.ledger.report(
                line, "table-twice", f"the table {name} is stated again: the later one counts", Severity.NOTE
            )
            del self.draft.tables[family, name]
        self.table = self.draft.table(family, name, line)
        self.draft.ledger.modelled(line)

    def guessed(self) -> int:
        """Return the IP version of the section that begins here by what stands in it."""
        for line in self.lines[self.done :]:
            if line.text == "COMMIT":
                break
            if (":" in line.text or "icmp" in line.text) and _V6.search(line.text):
                return 6
        return 4

    def current(self, line: Line) -> TableDraft:
        """Return the open section; a fragment without one speaks of the filter table."""
        if self.table is None:
            self.done, here = 0, self.done
            family = self.family or self.guessed()
            self.done = here
            return self.draft.table(family, "filter", line)
        return self.table

    def policy(self, line: Line) -> None:
        """Read `:CHAIN POLICY [packets:bytes]`."""
        found = _POLICY.match(line.text)
        if found is None or found[2] not in {"ACCEPT", "DROP", "-"}:
            self.draft.unread(line, "not a chain with its policy")
            return
        apply(self.draft, self.current(line), line, ["-N", found[1]] if found[2] == "-" else ["-P", found[1], found[2]])

    def command(self, line: Line) -> None:
        """Read a line that begins with an option, as in save format."""
        words = split(line)
        if words is None:
            self.draft.unread(line, "a quote does not end")
            return
        if words and _COUNTERS.match(line.text):
            words = words[1:]
        apply(self.draft, self.current(line), line, words)

    def continued(self, line: Line) -> list[Line]:
        r"""Return a line with those that follow it after a `\`."""
        found = [line]
        while found[-1].text.endswith("\\") and self.done < len(self.lines):
            found.append(self.lines[self.done])
            self.done += 1
        return found
