"""Access lists: numbered and named, standard, extended and IPv6, in the order in which the device evaluates them.

Source: Cisco IOS Security Configuration Guide, IP Access List Entry Sequence Numbering: entries run by their sequence
number, one without gets the highest so far plus 10, the first gets 10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from zonewarden_parsers.cisco_ios import entries, operands
from zonewarden_parsers.cisco_ios.entries import PADDING, Entry, Scope
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.operands import UnreadableError, Words
from zonewarden_parsers.cisco_ios.options import Options
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange
from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    ANY_SERVICE,
    Action,
    Atom,
    AtomKind,
    Location,
    Match,
    Reference,
    Rule,
    Times,
)

ACTIONS = {"permit": Action.PERMIT, "deny": Action.DENY}
STEP = 10


@dataclass(slots=True)
class AccessList:
    """A list as it is read: numbered entries in the order of the file, and the remarks that wait for their entry."""

    name: str
    kind: str
    location: Location
    numbered: list[tuple[int, Rule]] = field(default_factory=list)
    last: int = 0
    ordered: bool = True
    remarks: list[str] = field(default_factory=list)

    @property
    def family(self) -> int:
        """The IP version that the list matches."""
        return 6 if self.kind == "ipv6" else 4

    def add(self, number: int | None, rule: Rule) -> None:
        """Put `rule` at its number, or behind everything so far."""
        if number is None:
            number = self.last + STEP
        elif number <= self.last:
            self.ordered = False
        self.last = max(number, self.last)
        self.numbered.append((number, rule))

    def rules(self) -> tuple[Rule, ...]:
        """Return the rules in evaluation order; of several with one number the last stands."""
        if self.ordered:
            return tuple([rule for _, rule in self.numbered])
        kept = dict(self.numbered)
        return tuple(replace(kept[n], index=i) for i, n in enumerate(sorted(kept)))

    def drop(self, numbers: set[int]) -> None:
        """Remove the entries with these numbers."""
        self.numbered = [(n, r) for n, r in self.numbered if n not in numbers]
        self.ordered = False


def numbered_kind(name: str) -> str | None:
    """Return what a list number means: `standard`, `extended`, `other` (not IP), or None for no list number."""
    if not (name.isascii() and name.isdigit() and len(name) < 5):
        return None
    number = int(name)
    if 1 <= number <= 99 or 1300 <= number <= 1999:
        return "standard"
    if 100 <= number <= 199 or 2000 <= number <= 2699:
        return "extended"
    return "other" if 200 <= number <= 1299 else None


@dataclass(slots=True)
class AccessLists:
    """All access lists of a file. `reflected` holds the entries that feed each reflexive list."""

    path: str
    ledger: Ledger
    groups: Groups
    time_ranges: dict[str, TimeRange]
    by_name: dict[tuple[int, str], AccessList] = field(default_factory=dict)
    reflected: dict[str, list[Rule]] = field(default_factory=dict)
    undefined: list[Reference] = field(default_factory=list)
    _scope: Scope | None = None

    def open(self, name: str, kind: str, head: Line) -> AccessList:
        """Return the list, created at `head` when it is new."""
        key = (6 if kind == "ipv6" else 4, name)
        found = self.by_name.get(key)
        if found is None:
            found = self.by_name[key] = AccessList(name, kind, self.ledger.at(head))
        return found

    def read_body(self, acl: AccessList, children: Sequence[Line]) -> None:
        """Read the entries under the head of a named list."""
        for line in children:
            self.read_line(acl, line, 0)

    def read_line(self, acl: AccessList, line: Line, start: int) -> None:
        """Read one entry, remark or removal, whose own words begin at `start`."""
        words = (*line.text.split(), *PADDING)
        i, number = start, None
        action = ACTIONS.get(words[i])
        if action is None:
            i, number = _numbered(words, start)
            action = ACTIONS.get(words[i])
        if action is None:
            self._other(acl, line, words, i, number)
            return
        try:
            entry = self._entry(acl, line, words, i + 1)
        except UnreadableError as error:
            self._unreadable(acl, line, number, error)
            return
        sources, destinations, services, options = entry
        if options is None and not (sources.doubts or destinations.doubts or services.doubts):
            rule = self._plain(acl, line, action, entry)
        else:
            rule = self._conditional(acl, line, action, entry, ())
            if number is None and options is not None:
                number = options.sequence
        acl.add(number, rule)
        self.ledger.modelled(line)

    def _entry(self, acl: AccessList, line: Line, words: Words, i: int) -> Entry:
        if acl.kind == "standard" or (acl.kind == "mixed" and not entries.begins_protocol(words[i])):
            return entries.read_standard(words, i)
        if self._scope is None:
            self._scope = Scope(self.groups, operands.Memo(), self.ledger, line)
        self._scope.line = line
        return entries.read_extended(words, i, 6 if acl.kind == "ipv6" else 4, self._scope)

    def _plain(self, acl: AccessList, line: Line, action: Action, entry: Entry) -> Rule:
        """Return the rule of an entry without conditions: nearly all of them."""
        sources, destinations, services, _ = entry
        match = Match(sources.over, destinations.over, services.over)
        indent, text = line.indent + 1, line.text
        at = Location(self.path, line.number, 0, indent, indent + len(text))
        named = services.name or sources.name or destinations.name
        references = tuple(n for n in (services.name, sources.name, destinations.name) if n) if named else ()
        remarks = _take(acl) if acl.remarks else ()
        return Rule(len(acl.numbered), action, match, at, text, "", True, False, remarks, "", None, references)

    def _conditional(
        self, acl: AccessList, line: Line, action: Action, entry: Entry, more: tuple[operands.Doubt, ...]
    ) -> Rule:
        options = entry.options or Options()
        parts = (entry.sources, entry.destinations, entry.services)
        at = self.ledger.at(line)
        doubts = [*more, *(d for p in parts for d in p.doubts), *options.doubts]
        under = (entry.sources.under, entry.destinations.under, entry.services.under)
        sure = options.sure and not more and bool(doubts) and all(under)
        match = Match(
            entry.sources.over, entry.destinations.over, entry.services.over,
            tuple(Atom(kind, text, at) for kind, text in dict.fromkeys(doubts)), under if sure else None,
        )  # fmt: skip
        names = (entry.services.name, entry.sources.name, entry.destinations.name, options.schedule, options.reflect)
        rule = Rule(
            len(acl.numbered), action, match, at, line.text, logged=options.logged, remarks=_take(acl),
            schedule=options.schedule, times=self._times(options.schedule, at),
            references=tuple(n for n in names if n),
        )  # fmt: skip
        if options.reflect:
            self.reflected.setdefault(options.reflect, []).append(rule)
        return rule

    def _times(self, name: str, at: Location) -> Times | None:
        if not name:
            return None
        found = self.time_ranges.get(name)
        if found is None:
            self.undefined.append(Reference(name, "time-range", at))
            return Times(known=False)
        found.used = True
        return found.times

    def _other(self, acl: AccessList, line: Line, words: Words, i: int, number: int | None) -> None:
        """Read what is no plain permit or deny."""
        match words[i]:
            case "remark":
                acl.remarks.append(" ".join(line.words[i + 1 :]))
                self.ledger.modelled(line)
            case "exit" | "quit" | "exit-access-list":
                self.ledger.irrelevant(line)
            case "statistics" | "fragments" if words[i + 1] in ("per-entry", "deny-all", "permit-all"):
                self.ledger.modelled(line)  # counters; later fragments, which begin nothing
            case "evaluate" if words[i + 1]:
                self._evaluate(acl, line, words[i + 1], number)
            case "dynamic" if words[i + 1]:
                self._dynamic(acl, line, words, i, number)
            case "no" if self.remove(acl, words, i + 1):
                self.ledger.modelled(line)
            case _:
                self._unreadable(acl, line, number, UnreadableError(i, f"{words[i]!r} begins no entry"))

    def _evaluate(self, acl: AccessList, line: Line, name: str, number: int | None) -> None:
        """`evaluate NAME`: permits what answers the sessions that `reflect NAME` saw; narrowed when all lists are read."""
        at = self.ledger.at(line)
        every = ANY4 if acl.family == 4 else ANY6
        match = Match(every, every, ANY_SERVICE, (Atom(AtomKind.REFLECT, f"evaluate {name}", at),))
        acl.add(
            number, Rule(len(acl.numbered), Action.PERMIT, match, at, line.text, remarks=_take(acl), references=(name,))
        )
        self.ledger.modelled(line)

    def _dynamic(self, acl: AccessList, line: Line, words: Words, i: int, number: int | None) -> None:
        """`dynamic NAME [timeout N] permit ...` (lock-and-key): matches only after somebody has logged in."""
        start = i + 4 if words[i + 2] == "timeout" else i + 2
        action = ACTIONS.get((words + PADDING)[start])
        try:
            if action is None:
                raise UnreadableError(start, "dynamic entry without permit or deny")
            entry = self._entry(acl, line, words, start + 1)
        except UnreadableError as error:
            self._unreadable(acl, line, number, error)
            return
        acl.add(number, self._conditional(acl, line, action, entry, ((AtomKind.USER, f"dynamic {words[i + 1]}"),)))
        self.ledger.modelled(line)

    def remove(self, acl: AccessList, words: Words, i: int) -> bool:
        """Remove what `NUMBER`, `sequence NUMBER` or `ENTRY` at word `i` behind a `no` names; whether it could be read."""
        if words[i] == "sequence":
            i += 1
        gone = tuple(w for w in words[i:] if w)
        if gone[:1] == ("remark",):
            return True
        if len(gone) == 1 and gone[0].isascii() and gone[0].isdigit() and len(gone[0]) < 11:
            acl.drop({int(gone[0])})
            return True
        if gone[:1] in (("permit",), ("deny",), ("evaluate",)):
            acl.drop({n for n, rule in acl.numbered if _body(rule.text) == gone})
            return True
        return False

    def _unreadable(self, acl: AccessList, line: Line, number: int | None, error: UnreadableError) -> None:
        at = self.ledger.at(line)
        every = ANY4 if acl.family == 4 else ANY6
        text = mask(line.text)
        match = Match(every, every, ANY_SERVICE, (Atom(AtomKind.UNREADABLE, text, at),))
        acl.add(number, Rule(len(acl.numbered), Action.UNKNOWN, match, at, text, remarks=_take(acl)))
        self.ledger.unknown(
            line, f"access list {acl.name}: {error}", min(error.word, len(line.words)), "unreadable-entry"
        )


def _numbered(words: Words, i: int) -> tuple[int, int | None]:
    """Return the index after `[sequence] [NUMBER]` and the number."""
    if words[i] == "sequence":
        i += 1
    if words[i].isascii() and words[i].isdigit() and len(words[i]) < 11:
        return i + 1, int(words[i])
    return i, None


def _take(acl: AccessList) -> tuple[str, ...]:
    taken = tuple(acl.remarks)
    acl.remarks = []
    return taken


def _body(text: str) -> Words:
    """Return the words of an entry without `access-list N` and without its sequence number."""
    words = tuple(text.split())
    if words[:1] == ("access-list",):
        words = words[2:]
    if words[:1] == ("sequence",):
        words = words[1:]
    return words[1:] if words and words[0].isdigit() else words
