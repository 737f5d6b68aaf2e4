"""The configuration as a tree of words: what `set` commands and braces both write.

`set a b c;` and `a { b c; }` are the path a, b, c. A node knows the place of the statement that made it first, whether it
is inactive, and what became of it. Statements that groups bring in point to the statement of the group.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from zonewarden_parsers.model import LineState, Location


@dataclass(slots=True, eq=False)
class Node:
    """One word of a statement with what stands under it, in order.

    `inherited` is True where a configuration group brought it in; `source` is then the statement of the group.
    `state` is what became of the word itself, `whole` what became of everything under it that says nothing else.
    """

    word: str
    at: Location
    children: dict[str, Node] = field(default_factory=dict)
    inactive: bool = False
    inherited: bool = False
    source: Node | None = None
    state: LineState | None = None
    whole: LineState | None = None

    def get(self, *words: str) -> Node | None:
        """Return the active node down this path, or None."""
        node: Node | None = self
        for word in words:
            node = node.children.get(word) if node else None
            if node is None or node.inactive:
                return None
        return node

    def under(self, *words: str) -> Iterator[Node]:
        """Yield the active nodes right under this path; those on the way are claimed as modelled."""
        node: Node = self
        for word in words:
            found = node.get(word)
            if found is None:
                return
            found.take()
            node = found
        yield from [child for child in node.children.values() if not child.inactive]

    def value(self, *words: str) -> str:
        """Return the single value under this path: the last one said here, or the first one inherited; empty if none."""
        node = self.get(*words)
        if node is None:
            return ""
        node.take_all()
        values = [child for child in node.children.values() if not child.inactive]
        own = [child for child in values if not child.inherited]
        return own[-1].word if own else values[0].word if values else ""

    def values(self, *words: str) -> list[str]:
        """Return all active words right under this path; the path and they are claimed as modelled."""
        node = self.get(*words)
        if node is None:
            return []
        node.take_all()
        return [child.word for child in node.children.values() if not child.inactive]

    def matching(self, pattern: str) -> list[Node]:
        """Return the active nodes right below whose word fits a wildcard pattern, as in `<ge-*>` without its brackets."""
        return [c for c in self.children.values() if not c.inactive and fnmatchcase(c.word, pattern)]

    def take(self) -> None:
        """Claim this word as modelled."""
        self.state = LineState.MODELLED

    def take_all(self) -> None:
        """Claim this word and everything under it as modelled."""
        self.state = self.whole = LineState.MODELLED

    def pass_over(self) -> None:
        """Claim this word and everything under it as irrelevant."""
        self.state = self.whole = LineState.IRRELEVANT

    def text(self) -> str:
        """Return what stands under the node on one line, words of a path in a row, statements separated by `;`."""
        parts: list[str] = []
        for child in self.children.values():
            inner = child.text()
            parts.append(f"{child.word} {{ {inner} }}" if ";" in inner else f"{child.word} {inner}".rstrip())
        return "; ".join(parts)


def add(root: Node, words: tuple[str, ...], at: Location) -> Node:
    """Return the node at the end of the path `words`, made where it is missing; a repeated leaf counts as said last."""
    node = root
    parent = root
    for word in words:
        parent, found = node, node.children.get(word)
        if found is None:
            found = node.children[word] = Node(word, at)
        node = found
    if words and not node.children and len(parent.children) > 1:
        parent.children[words[-1]] = parent.children.pop(words[-1])
    return node


def find(root: Node, words: tuple[str, ...]) -> Node | None:
    """Return the node at the end of the path, active or not, or None."""
    node: Node | None = root
    for word in words:
        node = node.children.get(word) if node else None
    return node


def remove(root: Node, words: tuple[str, ...]) -> bool:
    """Delete the path; its lines count as modelled, since what they said was followed. Return whether it was there."""
    parent, node = find(root, words[:-1]), find(root, words)
    if parent is None or node is None or not words:
        return False
    node.take_all()
    for child in list(walk(node)):
        child.take_all()
    del parent.children[words[-1]]
    return True


def move(root: Node, words: tuple[str, ...], name: str, *, after: bool) -> bool:
    """Reorder as `insert PATH before|after NAME` does; return whether both statements are there."""
    parent = find(root, words[:-1])
    if parent is None or words[-1] not in parent.children or name not in parent.children or name == words[-1]:
        return False
    moved = parent.children.pop(words[-1])
    order: dict[str, Node] = {}
    for word, child in parent.children.items():
        if word == name and not after:
            order[moved.word] = moved
        order[word] = child
        if word == name and after:
            order[moved.word] = moved
    parent.children = order
    return True


def walk(node: Node) -> Iterator[Node]:
    """Yield everything under `node`, outer words first."""
    for child in node.children.values():
        yield child
        yield from walk(child)
