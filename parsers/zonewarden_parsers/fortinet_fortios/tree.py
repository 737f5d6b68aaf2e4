"""The tree that `config`, `edit`, `set`, `unset`, `next` and `end` build, after every command has had its effect.

FortiOS CLI Reference, *Subcommands*: inside a table `edit` opens an entry, and `delete`, `rename`, `move`, `clone` and
`purge` change the table; inside an entry or an object `set`, `append`, `select`, `unselect`, `unset` and `clear` change a
field. `end` inside an entry closes the entry and its table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

MAX_DEPTH = 16


@dataclass(slots=True)
class Field:
    """The value of one field: its words, the lines of all commands about it, and whether a reader has understood it.

    `cleared` is the line of the last `unset`. An unset field has no words and `present` False.
    """

    words: tuple[str, ...]
    lines: list[int]
    present: bool = True
    used: bool = False
    cleared: int = 0

    @property
    def line(self) -> int:
        """The line of the command that decided the value."""
        return self.lines[-1]


@dataclass(slots=True)
class Node:
    """A `config` object or table, or an `edit` entry: fields, nested objects, and entries in the table's order.

    `lines` are its structural lines (`config`, `edit`, `next`, `end`, `move` ...), `end` its last line. `renames` maps an
    old entry name to (line, new name); `dropped` are entries that were deleted.
    """

    name: str
    line: int
    end: int = 0
    fields: dict[str, Field] = field(default_factory=dict)
    tables: dict[str, Node] = field(default_factory=dict)
    entries: dict[str, Node] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    renames: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    dropped: list[Node] = field(default_factory=list)
    used: bool = False

    def words(self, name: str) -> tuple[str, ...]:
        """Return the words of a field, nothing where it is not set; the field counts as understood."""
        found = self.fields.get(name)
        if found is None:
            return ()
        found.used = True
        return found.words

    def text(self, name: str, default: str = "") -> str:
        """Return a field's words as one text, `default` where it is not set."""
        words = self.words(name)
        return " ".join(words) if words else default

    def on(self, name: str) -> bool:
        """Return whether a field is `enable`."""
        return self.words(name) == ("enable",)

    def off(self, name: str) -> bool:
        """Return whether a field is `disable`."""
        return self.words(name) == ("disable",)

    def at(self, name: str) -> int:
        """Return the line of a field, of the node itself where it is not set."""
        found = self.fields.get(name)
        return found.line if found else self.line

    def claim(self, *names: str) -> None:
        """Count fields as understood."""
        for name in names:
            if name in self.fields:
                self.fields[name].used = True

    def table(self, name: str) -> Node:
        """Return a nested object, an empty one where the configuration has none; it counts as understood."""
        found = self.tables.get(name)
        if found is None:
            return Node(name, self.line)
        found.used = True
        return found

    def current(self, name: str, line: int) -> str:
        """Return the present name of the entry that was called `name` when `line` was entered."""
        if not self.renames:
            return name
        seen = 0
        while seen < 64:
            later = next(((at, new) for at, new in self.renames.get(name, ()) if at > line), None)
            if later is None:
                return name
            line, name = later
            seen += 1
        return name

    def copy(self, name: str, line: int) -> Node:
        """Return a copy of an entry under another name."""
        return replace(
            self,
            name=name,
            line=line,
            end=line,
            fields={k: replace(v, lines=[*v.lines]) for k, v in self.fields.items()},
            tables=dict(self.tables),
            entries=dict(self.entries),
            lines=[],
            dropped=[],
        )

    def walk(self) -> Iterator[Node]:
        """Yield the node and all nodes under it, dropped ones included."""
        ahead: list[Node] = [self]
        while ahead:
            node = ahead.pop()
            yield node
            ahead += [*node.tables.values(), *node.entries.values(), *node.dropped]
