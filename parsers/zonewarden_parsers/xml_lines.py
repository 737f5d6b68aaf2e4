"""XML with places: elements that know where they stand and what became of them, read without entities or DTDs.

Hardened by `defusedxml` (no DTD, no entity, no external reference) and bounded in depth and in the number of elements. A
text that ends early or is broken in the middle still gives the elements before the fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from zonewarden_parsers.lines import Ledger, raw_lines
from zonewarden_parsers.model import LineState, Location

MAX_DEPTH = 200
MAX_ELEMENTS = 4_000_000


@dataclass(slots=True, eq=False)
class Element:
    """One element: `line` and `column` (1-based) of its start tag's `<`, `end_line` and `end_column` behind its end tag.

    `text` is its own character data, stripped. `state` is what a parser made of it: unknown until somebody claims it.
    """

    tag: str
    line: int
    column: int
    attributes: dict[str, str] = field(default_factory=dict)
    text: str = ""
    children: list[Element] = field(default_factory=list)
    end_line: int = 0
    end_column: int = 0
    state: LineState = LineState.UNKNOWN

    def all(self, tag: str) -> list[Element]:
        """Return the children called `tag`, in order."""
        return [c for c in self.children if c.tag == tag]

    def child(self, *tags: str) -> Element | None:
        """Return the first child called `tags[0]`, of that the first called `tags[1]`, ...; None where one is missing."""
        found: Element | None = self
        for tag in tags:
            found = next((c for c in found.children if c.tag == tag), None) if found is not None else None
        return found

    def value(self, *tags: str) -> str:
        """Return the text of a descendant, empty where it is missing."""
        found = self.child(*tags)
        return found.text if found is not None else ""

    def walk(self) -> Iterator[Element]:
        """Yield the element and everything under it, in document order."""
        todo: list[Element] = [self]
        while todo:
            element = todo.pop()
            yield element
            todo.extend(reversed(element.children))

    def claim(self, state: LineState = LineState.MODELLED) -> None:
        """Say what became of the element alone."""
        self.state = state

    def claim_all(self, state: LineState = LineState.MODELLED) -> None:
        """Say what became of the element and of everything under it."""
        for element in self.walk():
            element.state = state

    def at(self, path: str) -> Location:
        """Return the element's place, from its start tag to behind its end tag."""
        end_line = self.end_line if self.end_line != self.line else 0
        return Location(path, self.line, end_line, self.column, self.end_column)

    def head(self, path: str) -> Location:
        """Return the line the element begins on, from its start tag."""
        return Location(path, self.line, 0, self.column, self.end_column if self.end_line == self.line else 0)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a text is no XML we read, and where it stops."""

    message: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Document:
    """A text read: its outermost element (None where there is none), and where reading had to stop, if it had."""

    root: Element | None
    fault: Fault | None = None


class _TooLargeError(ValueError):
    """The text nests deeper, or holds more elements, than any configuration does."""


class _Builder:
    """Builds elements while the parser reports tags; `expat` is where it stands."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.expat: Any = None
        self.root: Element | None = None
        self.open: list[Element] = []
        self.texts: list[list[str]] = []
        self.count = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.open) >= MAX_DEPTH or self.count > MAX_ELEMENTS:
            raise _TooLargeError("elements nested too deeply" if self.count <= MAX_ELEMENTS else "too many elements")
        element = Element(tag, self.expat.CurrentLineNumber, self.expat.CurrentColumnNumber + 1, attributes)
        if self.open:
            self.open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self.open.append(element)
        self.texts.append([])

    def data(self, text: str) -> None:
        if self.texts:
            self.texts[-1].append(text)

    def end(self, tag: str) -> None:
        del tag
        self.finish(self.expat.CurrentLineNumber, self.expat.CurrentColumnNumber)

    def finish(self, line: int, column: int) -> None:
        """Close the innermost element: its end tag begins at `column`, counted from 0 (behind it where it is `<empty/>`)."""
        element = self.open.pop()
        text = "".join(self.texts.pop())
        row = self.lines[line - 1] if line <= len(self.lines) else ""
        empty = not element.children and not text and row.endswith("/>", 0, column)
        element.text = text.strip()
        element.end_line, element.end_column = line, (column if empty else row.find(">", column) + 1 or len(row)) + 1

    def close(self) -> Element | None:
        return self.root


def read_xml(text: str) -> Document:
    """Return the elements of `text`; what stands before a fault is there too, closed where reading stopped."""
    lines = raw_lines(text)
    builder = _Builder(lines)
    parser = DefusedXMLParser(target=builder, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    builder.expat = parser.parser
    fault: Fault | None = None
    try:
        parser.feed(text.encode("utf-8", "replace").decode("utf-8"))
        parser.close()
    except ParseError as error:
        line, column = error.position
        fault = Fault(f"not well-formed XML: {str(error).partition(':')[0]}", line, column + 1)
    except (DefusedXmlException, _TooLargeError) as error:
        fault = Fault(f"XML not accepted: {error}", builder.expat.CurrentLineNumber, 1)
    last = min(fault.line, len(lines)) if fault else len(lines)
    while builder.open:
        builder.finish(last, len(lines[last - 1]) if lines else 0)
    return Document(builder.root, fault)


_RANK = {LineState.BLANK: 0, LineState.IRRELEVANT: 1, LineState.MODELLED: 2, LineState.UNKNOWN: 3}


def paint(document: Document, ledger: Ledger, text: str) -> None:
    """Give every line the state of the innermost elements on it; the least understood of them wins.

    Blank lines stay blank; lines of no element (the declaration, comments) are irrelevant, behind a fault they are unknown.
    """
    owned: list[LineState | None] = [None] * ledger.total
    if document.root is not None:
        for element in document.root.walk():
            _paint_element(element, owned)
    behind = document.fault.line if document.fault else ledger.total + 1
    for number, raw in enumerate(raw_lines(text), 1):
        state = owned[number - 1]
        if not raw.strip():
            ledger.states[number - 1] = LineState.BLANK
        elif state is None or number >= behind:
            ledger.states[number - 1] = LineState.UNKNOWN if number >= behind else LineState.IRRELEVANT
        else:
            ledger.states[number - 1] = state


def _paint_element(element: Element, owned: list[LineState | None]) -> None:
    """Claim the lines of an element's own tags and text; lines between belong to its children, which come later."""
    last = min(element.end_line, len(owned))
    own = range(element.line, last + 1) if not element.children else (element.line, last)
    for number in own:
        before = owned[number - 1] if number <= len(owned) else None
        if before is None or _RANK[element.state] > _RANK[before]:
            owned[number - 1] = element.state
