"""A configuration file as a tree with the lines that it came from, whatever its written form."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import Location
from zonewarden_parsers.paloalto_panos.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Fault:
    """A place where the text stops being readable: everything from `line` to `end` is lost."""

    line: int
    end: int
    message: str


@dataclass(slots=True)
class Document:
    """What a reader hands over. `notes` are the lines with comments only, `plain` those that say nothing by themselves."""

    path: str
    lines: list[str]
    tree: Tree = field(default_factory=Tree)
    notes: set[int] = field(default_factory=set)
    plain: set[int] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)
    version: str = ""
    version_line: int = 0
    spread: bool = False
    """Whether an element's lines may lie apart (`set` commands), so that a range from first to last is none."""

    @classmethod
    def of(cls, text: str, path: str) -> Document:
        """Return an empty document over `text`."""
        return cls(path, raw_lines(text))

    def at(self, node: Node) -> Location:
        """Return the place of a node: its whole range where that holds nothing else."""
        line = min(max(node.line, 1), max(len(self.lines), 1))
        whole = node.end > line and (not self.spread or node.end - line + 1 == node.touched)
        return Location(self.path, line, min(node.end, len(self.lines)) if whole else 0)

    def first(self) -> Location:
        """Return the first line that holds anything."""
        number = next((i for i, text in enumerate(self.lines, 1) if text.strip()), 1)
        return Location(self.path, number)
