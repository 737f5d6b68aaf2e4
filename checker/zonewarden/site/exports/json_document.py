"""One JSON document as a file, with every value's place; what is not of the expected kind is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden.site.validate import Report
from zonewarden_parsers.json_lines import Document, Value, read_json
from zonewarden_parsers.model import Location


@dataclass(frozen=True, slots=True)
class JsonFile:
    """A document that was read, and where to tell what is wrong with it."""

    document: Document
    root: Value
    report: Report

    def place(self, value: Value) -> Location:
        """Return the line on which a value begins."""
        return self.document.head(value)

    def head(self, value: Value, *keys: str) -> Location:
        """Return the line of a member, of the document's beginning where it is missing."""
        found = value.get(*keys)
        return self.place(found) if found is not None else Location(self.document.path, 1)

    def required(self, value: Value, *keys: str) -> str:
        """Return a text that must be there; what is missing or no text is told, and empty."""
        found = value.get(*keys)
        if found is not None and isinstance(found.scalar, str) and found.scalar:
            return found.scalar
        name = ".".join(keys)
        self.report.error(
            self.place(found or value), "missing-key" if found is None else "wrong-type", f"no text {name!r}"
        )
        return ""

    def objects(self, value: Value, *keys: str) -> Iterator[Value]:
        """Yield the objects of a list; what is no list of objects is told."""
        found = value.get(*keys)
        if found is None:
            return
        if found.items is None:
            self.report.error(self.place(found), "wrong-type", f"{'.'.join(keys)!r} is no list")
            return
        for item in found.items:
            if item.members is None:
                self.report.error(self.place(item), "wrong-type", f"an item of {'.'.join(keys)!r} is no object")
            else:
                yield item


def read_document(text: str, path: str, report: Report) -> JsonFile | None:
    """Return a text that is one JSON object, None where it is not."""
    document = read_json(text, path)
    if document.fault is not None:
        line, column = document.place(document.fault.offset)
        report.error(Location(path, line, 0, column), "json-syntax", f"not valid JSON: {document.fault.message}")
    elif document.root is None or document.root.members is None:
        report.error(Location(path, 1), "wrong-type", "the document is no JSON object")
    else:
        return JsonFile(document, document.root, report)
    return None


def words(value: Value, *keys: str) -> list[str]:
    """Return the texts of a list, of one text that one."""
    found = value.get(*keys)
    if found is None:
        return []
    if isinstance(found.scalar, str):
        return [found.scalar]
    return [item.scalar for item in found.items or () if isinstance(item.scalar, str)]
