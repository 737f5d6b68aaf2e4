"""JSON Lines: one JSON object a line, checked against the fields of a row (jsonlines.org; RFC 8259)."""

from __future__ import annotations

from zonewarden.site.shapes import Record, Text
from zonewarden.site.validate import Report, check
from zonewarden_parsers.json_lines import Document, Value, is_null, read_json
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import Entry, Mapping, Node, Scalar, Sequence


def read_json_rows(text: str, path: str, shape: Record, report: Report) -> tuple[Mapping, ...]:
    """Return the rows of a file that are as they should be. What is null or an empty text counts as not stated."""
    rows: list[Mapping] = []
    for number, line in enumerate(text.split("\n"), 1):
        before = len(report.diagnostics)
        row = _row(line.rstrip("\r"), path, number, shape, report) if line.strip() else None
        if row is not None:
            check(row, shape, report)
            if len(report.diagnostics) == before:
                rows.append(row)
    return tuple(rows)


def _row(line: str, path: str, number: int, shape: Record, report: Report) -> Mapping | None:
    document = read_json(line, path)
    if document.fault is not None:
        place = Location(path, number, 0, document.fault.offset + 1)
        report.error(place, "json-syntax", f"not valid JSON: {document.fault.message}")
    elif document.root is None or document.root.members is None:
        report.error(Location(path, number, 0, 1), "wrong-type", "each line is one JSON object")
    else:
        names = frozenset(f.name for f in shape.fields if isinstance(f.shape, Text))
        return _mapping(document.root, _Lines(document, number), names)
    return None


class _Lines:
    """Places of values in a document that stands on one line of a file."""

    def __init__(self, document: Document, number: int) -> None:
        self._document = document
        self._number = number

    def at(self, value: Value) -> Location:
        """Return the place of a value, of a member with its key."""
        return Location(self._document.path, self._number, 0, value.start + 1, value.end + 1)


def _mapping(value: Value, lines: _Lines, texts: frozenset[str] = frozenset()) -> Mapping:
    """Return an object without members that state nothing; whole numbers under `texts` are texts, as ids often are."""
    entries: dict[str, Entry] = {}
    for name, member in (value.members or {}).items():
        if is_null(member) or member.scalar == "":
            continue
        place = lines.at(member)
        node = _node(member, lines)
        if name in texts and isinstance(node, Scalar) and type(node.value) is int:
            node = Scalar(node.text, node.text, False, place)
        entries[name] = Entry(Scalar(name, name, False, place), node)
    return Mapping(entries, lines.at(value))


def _node(value: Value, lines: _Lines) -> Node:
    if value.members is not None:
        return _mapping(value, lines)
    if value.items is not None:
        return Sequence(tuple(_node(item, lines) for item in value.items), lines.at(value))
    return Scalar(value.scalar, str(value.scalar), False, lines.at(value))
