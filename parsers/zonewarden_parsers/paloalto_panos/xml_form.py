"""The XML form (`running-config.xml`, Panorama exports, API answers), read with defusedxml.

defusedxml's SAX parser refuses entity declarations and external references, `forbid_dtd` refuses document types, so that
nothing can expand; the tree bounds size and depth. The SAX locator gives the line of every element, which defusedxml's tree
builder does not.
"""

from __future__ import annotations

from xml.sax import SAXException, SAXParseException
from xml.sax.handler import ContentHandler, property_lexical_handler
from xml.sax.xmlreader import AttributesImpl, Locator

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from zonewarden_parsers.paloalto_panos.document import Document, Fault
from zonewarden_parsers.paloalto_panos.tree import MAX_DEPTH, Node, TooLargeError

_CHUNK = 1 << 16


class _Builder(ContentHandler):
    """Builds the tree from SAX events; also the lexical handler that learns where comments are."""

    def __init__(self, document: Document, place: Locator) -> None:
        super().__init__()
        self.document = document
        self.stack: list[Node] = [document.tree.root]
        self.words: list[str] = []
        self.word_line = 0
        self.place = place
        self.busy: set[int] = set()
        self.remarks: set[int] = set()

    def line(self) -> int:
        """Return the line that the parser stands on."""
        return self.place.getLineNumber() or 1

    def startElement(self, name: str, attrs: AttributesImpl) -> None:  # noqa: N802
        """Open an element: an entry goes by its name, anything else by its tag."""
        line = self.line()
        self.busy.add(line)
        self.loose(line)
        if len(self.stack) > MAX_DEPTH:
            raise TooLargeError(f"elements nested deeper than {MAX_DEPTH}")
        if name == "config" and "version" in attrs and not self.document.version:
            self.document.version, self.document.version_line = attrs["version"], line
        if name == "member":
            self.stack.append(self.stack[-1])
        else:
            node = self.document.tree.child(self.stack[-1], attrs.get("name", name) if name == "entry" else name, line)
            self.document.tree.marks.append((line, node))
            self.stack.append(node)
        self.words, self.word_line = [], 0

    def endElement(self, name: str) -> None:  # noqa: N802
        """Close an element; its text, if any, is a child."""
        line = self.line()
        self.busy.add(line)
        node = self.stack.pop()
        self.value(node, line)
        if name != "member":
            node.end = max(node.end, line)

    def value(self, node: Node, line: int) -> None:
        text = "".join(self.words).strip()
        if text:
            child = self.document.tree.child(node, text, self.word_line)
            child.end = max(child.end, line)
            self.document.tree.marks.append((self.word_line, child))
        self.words, self.word_line = [], 0

    def loose(self, line: int) -> None:
        """Text between elements is no PAN-OS: it is kept as a value that nobody will claim."""
        if "".join(self.words).strip():
            self.value(self.stack[-1], line)

    def characters(self, content: str) -> None:
        """Collect text, and where its first word stands."""
        if not self.word_line and content.strip():
            self.word_line = self.line() + content[: len(content) - len(content.lstrip())].count("\n")
        if not content.isspace():
            line = self.line()
            self.busy.update(line + i for i, part in enumerate(content.split("\n")) if part.strip())
        self.words.append(content)

    def processingInstruction(self, target: str, data: str) -> None:  # noqa: N802
        """An instruction for other programs says nothing of the configuration."""
        del target, data
        self.document.plain.add(self.line())

    def comment(self, content: str) -> None:
        """Learn the lines of a comment (lexical handler)."""
        line = self.line()
        self.remarks.update(range(line, line + content.count("\n") + 1))

    def startCDATA(self) -> None:  # noqa: N802
        """Need nothing (lexical handler)."""

    def endCDATA(self) -> None:  # noqa: N802
        """Need nothing (lexical handler)."""

    def startDTD(self, name: str, public_id: str | None, system_id: str | None) -> None:  # noqa: N802
        """Never come here: document types are refused (lexical handler)."""

    def endDTD(self) -> None:  # noqa: N802
        """Need nothing (lexical handler)."""


def read_xml(text: str, path: str) -> Document:
    """Read an XML configuration; what cannot be read, and all behind it, is a fault."""
    document = Document.of(text, path)
    parser = DefusedExpatParser(forbid_dtd=True, forbid_entities=True, forbid_external=True)
    builder = _Builder(document, parser)
    parser.setContentHandler(builder)
    parser.setProperty(property_lexical_handler, builder)
    clean = text.encode("utf-8", "replace").decode("utf-8")
    try:
        for start in range(0, len(clean), _CHUNK):
            parser.feed(clean[start : start + _CHUNK])
        parser.close()
    except SAXParseException as error:
        _fault(builder, error.getLineNumber() or builder.line(), f"not well-formed XML: {error.getMessage()}")
    except (DefusedXmlException, TooLargeError) as error:
        _fault(builder, builder.line(), f"refused: {error}")
    except SAXException as error:
        _fault(builder, builder.line(), f"not readable: {error.getMessage()}")
    document.notes = builder.remarks - builder.busy
    if clean.lstrip().startswith("<?xml"):
        document.plain.add(document.first().line)
    return document


def _fault(builder: _Builder, line: int, message: str) -> None:
    lines = builder.document.lines
    last = max(len(lines), 1)
    line = min(max(line, 1), last)
    for node in builder.stack[1:]:
        node.end = max(node.end, line)
    builder.document.faults.append(Fault(line, last, message))
