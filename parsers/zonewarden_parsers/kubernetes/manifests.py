"""The objects of a file: documents of a YAML stream, the items of lists, and JSON, all in one form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zonewarden_parsers.json_lines import Document, Value, read_json
from zonewarden_parsers.lines import Ledger, raw_lines
from zonewarden_parsers.model import Diagnostic, LineState, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Entry, Mapping, Node, Scalar, Sequence, mappings, text
from zonewarden_parsers.strict_yaml.reader import read_documents

_RANK = {LineState.BLANK: 0, LineState.IRRELEVANT: 1, LineState.MODELLED: 2, LineState.UNKNOWN: 3}
_MARKERS = ("---", "...", "%YAML", "{", "}", "[", "]")
"""What begins a line that only separates or closes objects."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """One object: its API group without the version (empty: the core group), its kind, its namespace and name."""

    group: str
    kind: str
    namespace: str
    name: str
    node: Mapping


@dataclass(slots=True)
class Manifests:
    """What a file holds, the places where it cannot be read, and what became of its lines."""

    objects: list[Manifest] = field(default_factory=list)
    faults: list[Diagnostic] = field(default_factory=list)
    states: dict[int, LineState] = field(default_factory=dict)

    def claim(self, node: Node | Location | None, state: LineState) -> None:
        """Say what became of the lines of a value; the least understood of several wins."""
        if node is None:
            return
        place = node if isinstance(node, Location) else node.location
        for line in range(place.line, max(place.line, place.end_line) + 1):
            if _RANK[state] > _RANK[self.states.get(line, LineState.BLANK)]:
                self.states[line] = state

    def claim_entry(self, mapping: Node | None, key: str, state: LineState) -> None:
        """Say what became of a member, its key's line included."""
        entry = mapping.entries.get(key) if isinstance(mapping, Mapping) else None
        if entry is not None:
            self.claim(entry.key.location, state)
            self.claim(entry.value, state)

    def paint(self, text: str, ledger: Ledger) -> None:
        """Write the states into the ledger; a line that no object covers is unread."""
        behind = min((f.location.line for f in self.faults if f.code == "json-syntax"), default=ledger.total + 1)
        told = {d.location.line for d in (*self.faults, *ledger.diagnostics)}
        for number, raw in enumerate(raw_lines(text), 1):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            state = LineState.UNKNOWN if number >= behind else self.states.get(number)
            if state is None:
                state = LineState.IRRELEVANT if line.startswith(_MARKERS) else LineState.UNKNOWN
            ledger.states[number - 1] = state
            if state is LineState.UNKNOWN and number not in told:
                message = "no object that is known covers this line"
                ledger.diagnostics.append(Diagnostic(Location(ledger.path, number, 0, 1), "unread", message))


def read_manifests(text: str, path: str) -> Manifests:
    """Read a file of manifests."""
    made = Manifests()
    for node in _documents(text, path, made):
        _collect(node, made, nested=False)
    return made


def _documents(text: str, path: str, made: Manifests) -> Iterator[Node]:
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        document = read_json(text, path)
        if document.fault is not None:
            line, column = document.place(document.fault.offset)
            place = Location(path, max(1, min(line, len(raw_lines(text)))), 0, column)
            made.faults.append(Diagnostic(place, "json-syntax", document.fault.message, Severity.ERROR))
        if document.root is not None:
            yield _node(document, document.root)
        return
    for found in read_documents(text, path):
        if isinstance(found, Diagnostic):
            place = found.location  # what is wrong may be the line's end: there is no text to mark
            line = max(1, min(place.line, len(raw_lines(text))))
            made.faults.append(replace(found, location=Location(path, line, 0, place.column)))
        else:
            yield found


def _node(document: Document, value: Value) -> Node:
    """Return a JSON value as the YAML value that it also is; the depth is bounded by the JSON reader."""
    place = document.at(value)
    if value.members is not None:
        entries = {
            key: Entry(Scalar(key, key, plain=False, location=document.head(member)), _node(document, member))
            for key, member in value.members.items()
        }
        return Mapping(entries, place)
    if value.items is not None:
        return Sequence(tuple(_node(document, item) for item in value.items), place)
    scalar = value.scalar
    shown = scalar if isinstance(scalar, str) else "" if scalar is None else str(scalar)
    return Scalar(scalar, shown, plain=False, location=place)


def _collect(node: Node, made: Manifests, *, nested: bool) -> None:
    """Take an object, or the items of a list; a list within a list is no object."""
    if isinstance(node, Sequence) and not nested:
        for item in node.items:
            _collect(item, made, nested=True)
        return
    kind = text(node.get("kind")) if isinstance(node, Mapping) else ""
    if not isinstance(node, Mapping) or not kind:
        message = "not an object with `apiVersion` and `kind`"
        made.faults.append(Diagnostic(_head(node.location), "no-object", message, Severity.ERROR))
        made.claim(node, LineState.UNKNOWN)
        return
    if kind.endswith("List") and "items" in node.entries:
        for key in node.entries:
            if key != "items":
                made.claim_entry(node, key, LineState.IRRELEVANT)
        made.claim(node.entries["items"].key.location, LineState.IRRELEVANT)
        for item in mappings(node.get("items")):
            inner = item if "kind" in item.entries else _named(item, node, kind.removesuffix("List"))
            _collect(inner, made, nested=True)
        return
    made.objects.append(_manifest(node, kind))


def _named(item: Mapping, holder: Mapping, kind: str) -> Mapping:
    """Return an item of a typed list (`PodList`), which leaves its kind to the list."""
    own = {k: holder.entries[k] for k in ("apiVersion",) if k in holder.entries and k not in item.entries}
    shown = Scalar(kind, kind, plain=True, location=item.location)
    return Mapping({**item.entries, **own, "kind": Entry(shown, shown)}, item.location)


def _manifest(node: Mapping, kind: str) -> Manifest:
    version = text(node.get("apiVersion"))
    group = version.partition("/")[0] if "/" in version else ""
    namespace = text(node.get("metadata", "namespace")) or "default"
    return Manifest(group, kind, namespace, text(node.get("metadata", "name")), node)


def _head(place: Location) -> Location:
    return Location(place.path, place.line, 0, place.column, 0 if place.end_line else place.end_column)
