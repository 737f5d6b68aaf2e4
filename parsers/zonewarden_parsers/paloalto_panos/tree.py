"""The tree that all three written forms of a PAN-OS configuration describe, and who has read which part of it.

XML, `set` commands and the braces of `show` are one tree: `<entry name="x">` and `<member>x</member>` are a child `x`, text is
a child without children. Reading a child claims it; what nobody claims is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

MAX_DEPTH = 64
MAX_NODES = 4_000_000


class Claim(IntEnum):
    """What became of a node."""

    NONE = 0
    IRRELEVANT = 1
    MODELLED = 2


class TooLargeError(Exception):
    """A configuration with more nodes or deeper nesting than any device writes."""


@dataclass(slots=True, eq=False)
class Node:
    """A word of the configuration with what is under it. `line` is where it first stands, `end` where it ends."""

    key: str
    line: int
    end: int
    touched: int = 1
    children: dict[str, Node] = field(default_factory=dict)
    claim: Claim = Claim.NONE

    def get(self, key: str) -> Node | None:
        """Return the child `key`, claimed, or None."""
        found = self.children.get(key)
        if found is not None:
            found.claim = Claim.MODELLED
        return found

    def at(self, *path: str) -> Node | None:
        """Return the node at the end of `path`, everything on the way claimed, or None."""
        here: Node | None = self
        for key in path:
            here = here.get(key) if here is not None else None
        return here

    def values(self, key: str) -> list[Node]:
        """Return the values of a child (a member list, or one value), all claimed."""
        found = self.get(key)
        return found.entries() if found is not None else []

    def entries(self) -> list[Node]:
        """Return all children, claimed."""
        for child in self.children.values():
            child.claim = Claim.MODELLED
        return list(self.children.values())

    def text(self, *path: str) -> str:
        """Return the value at the end of `path`: the last one given, as a later `set` replaces an earlier one."""
        found = self.at(*path)
        if found is None or not found.children:
            return ""
        value = next(reversed(found.children.values()))
        for child in found.children.values():
            child.claim = Claim.MODELLED
        return value.key

    def flag(self, *path: str) -> bool | None:
        """Return a yes/no value, None where it is not stated."""
        return {"yes": True, "no": False}.get(self.text(*path))

    def mark(self, claim: Claim = Claim.MODELLED) -> None:
        """Claim the node and everything under it that is not claimed yet."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if node.claim is Claim.NONE:
                node.claim = claim
            stack.extend(node.children.values())

    def ignore(self, keys: frozenset[str]) -> None:
        """Claim the children `keys`, with all under them, as irrelevant."""
        for key in self.children.keys() & keys:
            self.children[key].mark(Claim.IRRELEVANT)

    def below(self) -> Iterator[Node]:
        """Yield every node under this one, the nearest first on each branch."""
        stack = list(reversed(self.children.values()))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children.values()))


@dataclass(slots=True)
class Tree:
    """A tree while it is read, with its size; `marks` are the lines in the order in which they were read."""

    root: Node = field(default_factory=lambda: Node("", 1, 1, claim=Claim.MODELLED))
    marks: list[tuple[int, Node]] = field(default_factory=list)
    size: int = 0

    def child(self, parent: Node, key: str, line: int) -> Node:
        """Return the child `key` of `parent`, made if it is not there; a value that is given again becomes the last."""
        found = parent.children.get(key)
        if found is None:
            self.size += 1
            if self.size > MAX_NODES:
                raise TooLargeError(f"more than {MAX_NODES} elements")
            found = parent.children[key] = Node(key, line, line)
            return found
        if line > found.end:
            found.touched += 1
            found.end = line
        if not found.children and len(parent.children) > 1:
            parent.children[key] = parent.children.pop(key)
        return found


def merged(nodes: list[Node]) -> Node:
    """Return one node for several that are laid over each other, the first one on top.

    Values of the upper ones come last, where `text` looks; lists are joined. Nodes without children are the originals, so
    that what is read of the result counts as read of them; of several that say the same, one stands for all.
    """
    top = nodes[0]
    result = Node(top.key, top.line, top.end, top.touched)
    below: dict[str, list[Node]] = {}
    for node in reversed(nodes):
        for key, child in node.children.items():
            same = below.pop(key, [])
            below[key] = [child, *same]
    for key, same in below.items():
        held = [n for n in same if n.children]
        kept = same[0] if not held else held[0] if len(held) == 1 else merged(held)
        result.children[key] = kept
        for twin in same:
            if not twin.children and twin is not kept:
                twin.claim = Claim.MODELLED
    return result
