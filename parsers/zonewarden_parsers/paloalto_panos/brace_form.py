"""The brace form (`show` with the default output format, RANCID files): `key { ... }`, `key value;`, `key [ a b ];`."""

from __future__ import annotations

from zonewarden_parsers.paloalto_panos.document import Document, Fault
from zonewarden_parsers.paloalto_panos.tree import MAX_DEPTH, Node, TooLargeError
from zonewarden_parsers.paloalto_panos.words import brace_words, open_quote

MAX_QUOTED_LINES = 400


def read_braces(text: str, path: str) -> Document:
    """Read the brace form; braces that do not match are a fault that reaches to the end of the file."""
    document = Document.of(text, path)
    reader = _Reader(document)
    number, total = 1, len(document.lines)
    while number <= total:
        line, last = document.lines[number - 1], number
        stripped = line.strip()
        if not stripped or stripped[0] in "#!":
            document.notes.add(number)
        else:
            while open_quote(line) and last < min(total, number + MAX_QUOTED_LINES):
                last += 1
                line += "\n" + document.lines[last - 1]
            try:
                problem = reader.line(line, number, last)
            except TooLargeError as error:
                problem = f"refused: {error}"
            if problem:
                document.faults.append(Fault(number, total, problem))
                break
        number = last + 1
    reader.finish(total)
    return document


class _Reader:
    """Holds the open braces, and the words of the statement under way."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[Node] = [document.tree.root]
        self.path: list[Node] = []
        self.inside = False

    def line(self, line: str, number: int, last: int) -> str:
        """Read one line; return what is wrong with it, or nothing. A line of punctuation alone says nothing by itself."""
        for word, mark in brace_words(line):
            if not mark:
                self.word(word, number, last)
            elif word == "{":
                self.stack.append(self.path[-1] if self.path else self.stack[-1])
                self.path = []
                if len(self.stack) > MAX_DEPTH:
                    raise TooLargeError(f"braces nested deeper than {MAX_DEPTH}")
            elif word == "}":
                if len(self.stack) == 1:
                    return "a closing brace that nothing opened"
                closed = self.stack.pop()
                closed.end = max(closed.end, last)
                self.path = []
                self.document.tree.marks.append((number, closed))
            elif word == ";":
                self.path, self.inside = [], False
            else:
                self.inside = word == "["
        self.document.plain.add(number)
        return ""

    def word(self, word: str, number: int, last: int) -> None:
        """Put a word under the one before it, or under the open list or brace."""
        parent = self.path[-1] if self.path else self.stack[-1]
        if len(self.path) + len(self.stack) > MAX_DEPTH:
            raise TooLargeError(f"words nested deeper than {MAX_DEPTH}")
        node = self.document.tree.child(parent, word, number)
        node.end = max(node.end, last)
        self.document.tree.marks.extend((n, node) for n in range(number, last + 1))
        if not self.inside:
            self.path.append(node)

    def finish(self, total: int) -> None:
        """Say so where the file ends inside braces."""
        if (len(self.stack) > 1 or self.path) and not self.document.faults:
            self.document.faults.append(
                Fault(max(total, 1), max(total, 1), "the file ends inside an open brace or statement")
            )
