"""Filters and terms as written, from `.pol` text and from YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from zonewarden_parsers.aerleon_policy.naming import DEFINED, Naming
from zonewarden_parsers.lines import Ledger, Line, read_lines
from zonewarden_parsers.model import Diagnostic, LineState, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, Sequence, mappings, text
from zonewarden_parsers.strict_yaml.reader import read_yaml

_KEY = re.compile(r"([\w-]+)\s*::\s*(.*)$", re.DOTALL)
_WHOLE = re.compile(r"(header|term)\b\s*(\S*?)\s*\{\s*([^\"]*?)\s*\}$")
_NEXT = re.compile(r"\s+(?=[\w-]+\s*::)")
_OPEN = re.compile(r"(header|term)\b\s*(\S*?)\s*\{\s*$")


@dataclass(slots=True)
class Term:
    """A term: its name, its words by keyword, where each keyword stands. `include`: a file that is not here."""

    name: str
    place: Location
    words: dict[str, list[str]] = field(default_factory=dict)
    include: str = ""

    def add(self, keyword: str, value: str) -> None:
        """Add what a keyword says; a text in quotes is no list of words."""
        self.words.setdefault(keyword, []).extend([value] if value.startswith('"') else value.split())


@dataclass(slots=True)
class Filter:
    """A filter: its targets (platform and options) and its terms in order."""

    place: Location
    targets: list[list[str]] = field(default_factory=list)
    terms: list[Term] = field(default_factory=list)


@dataclass(slots=True)
class Policy:
    """What a file holds; `faults` are the errors behind which nothing is read."""

    filters: list[Filter] = field(default_factory=list)
    naming: Naming = field(default_factory=Naming)
    faults: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Text:
    """Reads `.pol` lines: blocks in braces, `keyword:: words` over one or more lines, definitions outside of blocks."""

    ledger: Ledger
    policy: Policy = field(default_factory=Policy)
    block: str = ""
    term: Term | None = None
    keyword: str = ""
    quoted: bool = False
    defined: str = ""

    def line(self, line: Line) -> None:
        """Take one line."""
        if self.quoted:
            self.quoted = line.text.count('"') % 2 == 0
            (self.ledger.blank if line.text.startswith("#") else self.ledger.modelled)(line)
        elif line.text.startswith("#include"):
            self.include(line)
        elif line.text.startswith("#"):
            self.ledger.blank(line)
        elif self.block:
            self.inside(line, bare(line.text))
        else:
            self.outside(line, bare(line.text))

    def include(self, line: Line) -> None:
        """A file that is not here: any terms may stand in its place."""
        place = self.ledger.at(line)
        self.ledger.unknown(line, "the included file is not read: put its text here", code="include")
        if self.policy.filters and not self.block:
            self.policy.filters[-1].terms.append(Term("include", place, include=line.text))
        else:
            self.policy.faults.append(Diagnostic(place, "include", "an included file is not read", Severity.ERROR))

    def outside(self, line: Line, written: str) -> None:
        opened, defined, whole = _OPEN.match(written), DEFINED.match(written), _WHOLE.match(written)
        if whole is not None:
            self.whole(line, whole[1], whole[2], whole[3])
        elif opened is not None:
            self.open(line, opened[1], opened[2])
        elif defined is not None or (self.defined and line.indent):
            self.defined = defined[1] if defined is not None else self.defined
            self.policy.naming.add_words(self.defined, (defined[2] if defined is not None else written).split())
            self.ledger.modelled(line)
        else:
            self.wrong(line, "not a header, a term or a definition")

    def open(self, line: Line, kind: str, name: str) -> None:
        place = self.ledger.at(line)
        self.block, self.keyword, self.defined, self.term = kind, "", "", None
        if kind == "header":
            self.policy.filters.append(Filter(place))
        elif self.policy.filters:
            self.term = Term(name, place)
            self.policy.filters[-1].terms.append(self.term)
        else:
            self.policy.filters.append(Filter(place, terms=[Term(name, place)]))
            self.term = self.policy.filters[-1].terms[0]
        self.ledger.modelled(line)

    def whole(self, line: Line, kind: str, name: str, written: str) -> None:
        """A block on one line."""
        faults = len(self.policy.faults)
        self.open(line, kind, name)
        for part in _NEXT.split(written) if written else ():
            self.inside(line, part)
        self.block = ""
        if len(self.policy.faults) > faults:
            self.ledger.states[line.number - 1] = LineState.UNKNOWN

    def inside(self, line: Line, written: str) -> None:
        if written == "}":
            self.block = ""
            self.ledger.modelled(line)
            return
        found = _KEY.match(written)
        if found is None and (not self.keyword or "{" in written or "}" in written):
            self.wrong(line, "not `keyword:: words`")
            return
        self.keyword = found[1] if found is not None else self.keyword
        value = found[2] if found is not None else written
        self.quoted = value.count('"') % 2 == 1
        if self.term is not None:
            self.term.add(self.keyword, value)
        elif self.keyword == "target":
            self.policy.filters[-1].targets.append(value.split())
        self.ledger.modelled(line)

    def wrong(self, line: Line, message: str) -> None:
        """A line that cannot be read: whatever it says may stand here."""
        self.ledger.unknown(line, message)
        self.policy.faults.append(Diagnostic(self.ledger.at(line), "unknown-line", message, Severity.ERROR))


def bare(written: str) -> str:
    """Return a line without its trailing comment."""
    at = written.find("#")
    return written[:at].rstrip() if at >= 0 and written[:at].count('"') % 2 == 0 else written


def read_text(written: str, ledger: Ledger) -> Policy:
    """Read a policy in Capirca's language."""
    reader = _Text(ledger)
    for line in read_lines(written):
        reader.line(line)
    if reader.block or reader.quoted:
        last = Location(ledger.path, max(1, ledger.total), 0, 1)
        reader.policy.faults.append(Diagnostic(last, "unclosed", "the last block is not closed", Severity.ERROR))
        ledger.diagnostics.append(reader.policy.faults[-1])
    return reader.policy


def read_yaml_policy(written: str, ledger: Ledger) -> Policy:
    """Read a policy in Aerleon's YAML: filters, networks and services of one document."""
    policy = Policy()
    node = read_yaml(written, ledger.path)
    lines = [line for line in read_lines(written) if not line.text.startswith("#")]
    if isinstance(node, Diagnostic) or not isinstance(node, Mapping):
        fault = (
            node
            if isinstance(node, Diagnostic)
            else Diagnostic(node.location, "no-policy", "not a policy", Severity.ERROR)
        )
        at = fault.location  # what is wrong may be the text's end: there is no text to mark
        fault = replace(fault, location=Location(at.path, max(1, min(at.line, ledger.total)), 0, at.column))
        policy.faults.append(fault)
        ledger.diagnostics.append(fault)
        for line in lines:
            ledger.unknown(line, "the document cannot be read")
        return policy
    for line in lines:
        ledger.modelled(line)
    policy.naming.add_yaml(node)
    for item in mappings(node.get("filters")):
        policy.filters.append(_filter(item))
    for key, entry in node.entries.items():
        if key not in {"filters", "networks", "services"}:
            fault = Diagnostic(entry.key.location, "unknown-key", f"`{key[:40]}` is not known", Severity.ERROR)
            ledger.states[entry.key.location.line - 1] = LineState.UNKNOWN
            ledger.diagnostics.append(fault)
            policy.faults.append(fault)
    return policy


def _filter(node: Mapping) -> Filter:
    made = Filter(_head(node.location))
    targets = node.get("header", "targets")
    for platform, entry in targets.entries.items() if isinstance(targets, Mapping) else ():
        made.targets.append([platform, *_words(entry.value)])
    listed = node.get("terms")
    for item in listed.items if isinstance(listed, Sequence) else ():
        place = _head(item.location)
        if not isinstance(item, Mapping) or "name" not in item.entries or "include" in item.entries:
            made.terms.append(Term("include", place, include="an included file or a term that cannot be read"))
            continue
        term = Term(text(item.get("name")), place)
        for key, entry in item.entries.items():
            if key != "name":
                term.words[key] = _words(entry.value)
        made.terms.append(term)
    return made


def _words(node: Node) -> list[str]:
    if isinstance(node, Scalar):
        return node.text.split()
    if isinstance(node, Sequence):
        return [word for item in node.items for word in _words(item)]
    return [f"{key} {' '.join(_words(entry.value))}" for key, entry in node.entries.items()]


def _head(place: Location) -> Location:
    return Location(place.path, place.line, 0, place.column, 0 if place.end_line else place.end_column)
