"""Access lists: `access-list` and `ipv6 access-list` lines grouped, ordered and read into rule lists."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from zonewarden_parsers.cisco_asa import ftd
from zonewarden_parsers.cisco_asa.ace_services import UnreadableError
from zonewarden_parsers.cisco_asa.aces import PLAIN, Ace, AceReader, Options, unreadable
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.groups import Resolver
from zonewarden_parsers.cisco_asa.layout import RawLine, raw_line
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    Action,
    Atom,
    AtomKind,
    LineState,
    Location,
    Match,
    Rule,
    RuleList,
)

_GLOBAL_WORDS = frozenset({"alert-interval", "deny-flow-max", "mode", "commit", "compiled"})
"""`access-list` commands that are no list: logging limits, commit mode, Turbo ACL. So are the heads of `show access-list`."""

_SKIPPED = frozenset({"ethertype", "compiled"})
"""Entries that say nothing about IP packets: layer-2 frames by EtherType, Turbo ACL compilation."""


@dataclass(slots=True)
class ListDraft:
    """The lines of one list in evaluation order; `ethertype` for a list that filters layer-2 frames."""

    name: str
    family: str = "ip"
    entries: list[RawLine] = field(default_factory=list)
    ethertype: bool = False


def group_lines(draft: Draft, lines: Iterable[RawLine]) -> dict[str, ListDraft]:
    """Sort `access-list` lines into lists, `line N` inserted at its place; lines that name no list are claimed."""
    lists: dict[str, ListDraft] = {}
    for entry in lines:
        parts = entry[1].split(None, 2)
        if len(parts) < 2:
            draft.unknown(raw_line(entry), "access list without name")
            continue
        if parts[1] in _GLOBAL_WORDS or parts[1][-1] == ";" or "".join(parts[2:]).startswith("ACL log flows"):
            draft.ledger.irrelevant(raw_line(entry))
            continue
        if len(parts) < 3:
            draft.unknown(raw_line(entry), "access list without entry")
            continue
        name, rest = parts[1], parts[2]
        found = lists.get(name)
        if found is None:
            found = lists[name] = ListDraft(name)
        if rest.startswith("line ") and "(hitcnt=" not in rest:
            _insert(found.entries, entry, rest.split(None, 2)[1:2])
        else:
            found.entries.append(entry)
    return lists


def _insert(entries: list[RawLine], entry: RawLine, place: list[str]) -> None:
    position = number(place[0]) if place else None
    entries.insert(len(entries) if position is None else max(position - 1, 0), entry)


class ListReader:
    """Reads grouped lines into rule lists; keeps one entry reader for each meaning of `any`."""

    def __init__(self, draft: Draft, resolver: Resolver) -> None:
        self._draft = draft
        self._ip = AceReader(draft, resolver, ANY if draft.dual else ANY4)
        self._ipv6 = AceReader(draft, resolver, ANY6)

    def read(self, source: ListDraft) -> RuleList | None:
        """Return the list's rules, None when it holds nothing about IP packets; every line is claimed."""
        reader = self._ipv6 if source.family == "ipv6" else self._ip
        rules: list[Rule] = []
        remarks: list[str] = []
        titles: ftd.Titles = {}
        path, states = self._draft.path, self._draft.ledger.states
        skip = 3 if source.family == "ipv6" else 2
        for lineno, raw in source.entries:
            text = raw.strip()
            words = text.split()
            column = 1 if raw[0] == "a" else len(raw) - len(raw.lstrip()) + 1
            at = Location(path, lineno, 0, column, column + len(text))
            states[lineno - 1] = LineState.MODELLED
            i = skip
            if words[i] == "line":
                i += 2
            kind = words[i] if i < len(words) else ""
            if text[-1] == ")" or words[-1].startswith("0x"):
                words = words[: next((k for k, word in enumerate(words) if word.startswith("(hitcnt=")), len(words))]
            if kind == "remark":
                remarks.append(" ".join(text.split(None, i + 1)[i + 1 :]))
                ftd.note_title(remarks[-1], titles)
                continue
            if kind in _SKIPPED:
                states[lineno - 1] = LineState.IRRELEVANT
                source.ethertype = source.ethertype or kind == "ethertype"
                continue
            try:
                if kind == "extended":
                    action, match, options, references = reader.extended(words, i + 1, at)
                else:
                    action, match, options, references = _READERS.get(kind, _extended_old)(reader, words, i, at)
            except (UnreadableError, IndexError) as problem:
                rules.append(self._unread((lineno, raw), at, problem, len(rules), remarks))
            else:
                remarked, named = tuple(remarks), options.schedule
                rule = Rule(
                    len(rules), action, match, at, text, "", options.enabled, options.logged, remarked, named,
                    options.times, references,
                )  # fmt: skip
                if options is not PLAIN:
                    rule = _placed(rule, options)
                rules.append(ftd.titled(rule, options.number, titles) if options.number else rule)
            if remarks:
                remarks = []
        return self._finish(source, rules)

    def _finish(self, source: ListDraft, rules: list[Rule]) -> RuleList | None:
        at = self._draft.at(raw_line(source.entries[0]))
        if not rules:
            if source.ethertype:
                return None
            return RuleList(source.name, (), at, Action.UNKNOWN, at, source.family)
        return RuleList(source.name, tuple(rules), at, Action.DENY, at, source.family)

    def _unread(self, entry: RawLine, at: Location, problem: Exception, index: int, remarks: list[str]) -> Rule:
        reason = str(problem) if isinstance(problem, UnreadableError) else "entry is cut short"
        line = raw_line(entry)
        self._draft.ledger.unknown(line, f"access-list entry not understood: {reason}", code="unreadable-rule")
        return Rule(index, Action.UNKNOWN, unreadable(at, reason), at, mask(line.text), remarks=tuple(remarks))


def _placed(rule: Rule, options: Options) -> Rule:
    """Return the rule with the interfaces that its packets must come in and go out by."""
    if not (options.entry or options.leave):
        return rule
    entry = frozenset({options.entry}) if options.entry else None
    leave = frozenset({options.leave}) if options.leave else None
    return replace(rule, from_interfaces=entry, to_interfaces=leave)


def _extended(reader: AceReader, words: list[str], i: int, at: Location) -> Ace:
    return reader.extended(words, i + 1, at)


def _extended_old(reader: AceReader, words: list[str], i: int, at: Location) -> Ace:
    return reader.extended(words, i, at)


def _standard(reader: AceReader, words: list[str], i: int, at: Location) -> Ace:
    return reader.standard(words, i + 1, at)


def _webtype(reader: AceReader, words: list[str], i: int, at: Location) -> Ace:
    """Read a WebVPN entry: it matches URLs, which no packet header shows."""
    plain = reader.standard(["permit" if words[i + 1] == "permit" else "deny", "any"], 0, at)
    return plain._replace(match=Match(atoms=(Atom(AtomKind.OTHER, " ".join(words[i:]), at),)))


_READERS: dict[str, Callable[[AceReader, list[str], int, Location], Ace]] = {
    "advanced": _extended,
    "standard": _standard,
    "webtype": _webtype,
}
