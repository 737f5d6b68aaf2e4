"""Works out what an inspection class matches, nested classes included."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from zonewarden_parsers.cisco_ios import inspect_protocols, pieces
from zonewarden_parsers.cisco_ios.pieces import Piece
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex
from zonewarden_parsers.cisco_ios.zone_draft import InspectClass, Test, ZoneDraft
from zonewarden_parsers.lines import Ledger, Line
from zonewarden_parsers.model import AtomKind, Location, Reference, RuleList

MAX_DEPTH = 32
"""Classes nested deeper are not followed; IOS itself stops much earlier."""


@dataclass(slots=True)
class Classes:
    """The classes of a file with what each matches, worked out once. `undefined` are the names that nothing defines."""

    zoning: ZoneDraft
    lists: ListIndex
    ledger: Ledger
    undefined: list[Reference] = field(default_factory=list)
    _known: dict[str, list[Piece]] = field(default_factory=dict)
    _lists: dict[str, list[Piece]] = field(default_factory=dict)
    _open: list[str] = field(default_factory=list)

    def matched(self, name: str, use: Line) -> list[Piece]:
        """Return what the class `name`, used at `use`, matches; a class that is undefined or circular may match anything."""
        found = self._known.get(name)
        if found is not None:
            return found
        at = self.ledger.at(use)
        definition = self.zoning.classes.get(name)
        if definition is None:
            self.undefined.append(Reference(name, "class-map", at))
            return [pieces.doubtful(AtomKind.REFERENCE, name, at, use.text)]
        if name in self._open or len(self._open) >= MAX_DEPTH:
            return [pieces.doubtful(AtomKind.UNREADABLE, f"class {name} is nested too deep", at, use.text)]
        self._open.append(name)
        found = self._combine(definition)
        self._open.pop()
        if not self._open:
            self._known[name] = found
        return found

    def _combine(self, definition: InspectClass) -> list[Piece]:
        at, text = self.ledger.at(definition.line), definition.line.text
        if not definition.tests:
            return [pieces.doubtful(AtomKind.OTHER, f"class {definition.name} tests nothing", at, text)]
        parts = [self._test(t) for t in definition.tests]
        joined: list[Piece] | None = parts[0]
        if not definition.every:
            joined = [p for part in parts for p in part]
        else:
            for part in parts[1:]:
                joined = pieces.in_both(joined, part) if joined is not None else None
        if joined is None or len(joined) > pieces.MAX_PIECES:
            return [_too_large(definition.name, at, text)]
        return pieces.merged(joined)

    def _test(self, test: Test) -> list[Piece]:
        found = self._positive(test)
        if not test.negated:
            return found
        at = self.ledger.at(test.line)
        rest = pieces.without([pieces.everything(at, test.line.text)], found)
        return rest if rest is not None else [_too_large("not", at, test.line.text)]

    def _positive(self, test: Test) -> list[Piece]:
        at, text = self.ledger.at(test.line), test.line.text
        match test.words:
            case ("access-group", "name", name) | ("access-group", name):
                return self._list(name, at, text)
            case ("protocol", name, *more):
                return self._protocol(name, more, at, text)
            case ("class-map", name):
                return self.matched(name, test.line)
            case ("any",):  # no test of inspection classes: Packet Tracer takes it as everything, IOS may refuse it
                return [pieces.doubtful(AtomKind.OTHER, "any", at, text)]
            case ("user-group", name):
                return [pieces.doubtful(AtomKind.USER, name, at, text)]
            case _:
                return [pieces.doubtful(AtomKind.OTHER, " ".join(test.words), at, text)]

    def _list(self, name: str, at: Location, text: str) -> list[Piece]:
        found = self._lists.get(name)
        if found is None:
            known = [r for family in ("ip", "ipv6") if (r := self.lists.get((family, name)))]
            found = self._lists[name] = self._entries(known, name, at, text)
        return found

    def _entries(self, known: Sequence[RuleList], name: str, at: Location, text: str) -> list[Piece]:
        if not known or not any(r.rules for r in known):
            return [pieces.doubtful(AtomKind.REFERENCE, f"access list {name}", at, text)]
        permitted = [pieces.permitted(r.rules) for r in known]
        if any(p is None for p in permitted):
            return [_too_large(name, at, text)]
        return [piece for p in permitted for piece in p or []]

    def _protocol(self, name: str, more: Sequence[str], at: Location, text: str) -> list[Piece]:
        whole = inspect_protocols.WHOLE.get(name)
        mapped = inspect_protocols.MAPPED.get(name)
        if whole is not None and not more:
            return [pieces.everything(at, text, whole)]
        added = self.zoning.ports.get(name, [])
        if (mapped is None and not added) or more:
            return [pieces.doubtful(AtomKind.APPLICATION, " ".join((name, *more)), at, text)]
        if name in inspect_protocols.UNSURE and mapped is not None:
            found = [pieces.doubtful(AtomKind.APPLICATION, name, at, text, mapped)]
        else:
            found = [pieces.everything(at, text, mapped)] if mapped is not None else []
        for services, line, limited in added:
            if limited:
                found.append(pieces.doubtful(AtomKind.APPLICATION, line.text, at, text, services))
            else:
                found.append(pieces.everything(at, text, services))
        return found


def _too_large(name: str, at: Location, text: str) -> Piece:
    return pieces.doubtful(AtomKind.OTHER, f"{name} is too large to work out", at, text)
