"""The two ways VyOS and EdgeOS write a configuration, read into one tree: `config.boot` with braces, and `set` commands.

In both, each word is a node under the word before it: `set system host-name 'a'` and `system { host-name a }` are the same path. A
claim on a node counts for everything under it; a line is understood as its last node is, an opening line as the best of
what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.lines import Ledger, raw_lines
from zonewarden_parsers.model import LineState, Location

MAX_DEPTH = 64
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|\'[^\']*\'?|[^\s"\']\S*')
_SESSION = frozenset(
    {
        "configure",
        "commit",
        "save",
        "exit",
        "top",
        "up",
        "end",
        "run",
        "show",
        "quit",
        "commit-confirm",
        "confirm",
    }
)
_TEMPLATE = re.compile(r"(?:source|\.)\s+\S*/vyatta/etc/functions/script-template\s*")
"""The head of every script of commands (VyOS documentation, *Command scripting*)."""
_VERSION = re.compile(r"Release version:\s*(\S+)|vyos-config-version", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Node:
    """One word of a path: where it stands first, what stands under it in order, and what became of it."""

    name: str
    number: int
    column: int
    end_column: int
    end_number: int = 0
    children: dict[str, Node] = field(default_factory=dict[str, "Node"])
    state: LineState = LineState.UNKNOWN

    def get(self, *path: str) -> Node | None:
        """Return the node at a path under this one, None where there is none."""
        found: Node | None = self
        for name in path:
            found = found.children.get(name) if found is not None else None
        return found

    def under(self, *path: str) -> list[Node]:
        """Return what stands under a path: the values of a leaf, the tags of a list."""
        found = self.get(*path)
        return list(found.children.values()) if found is not None else []

    def value(self, *path: str) -> str:
        """Return the value of a leaf (the last one given counts), empty where there is none; claims it."""
        found = self.get(*path)
        if found is None:
            return ""
        found.claim()
        return next(reversed(found.children), "")

    def values(self, *path: str) -> list[str]:
        """Return all values of a leaf; claims them."""
        found = self.get(*path)
        if found is None:
            return []
        found.claim()
        return list(found.children)

    def has(self, *path: str) -> bool:
        """Return whether a node is there; claims it where nothing stands under it."""
        found = self.get(*path)
        if found is not None and not found.children:
            found.claim()
        return found is not None

    def claim(self, state: LineState = LineState.MODELLED) -> None:
        """Say what became of the node and of everything under it."""
        for node in self.walk():
            node.state = state

    def keep(self, *names: str) -> None:
        """Claim children that mean nothing to the model."""
        for name in names:
            found = self.children.get(name)
            if found is not None:
                found.claim(LineState.IRRELEVANT)

    def walk(self) -> Iterator[Node]:
        """Yield the node and everything under it, in order."""
        todo: list[Node] = [self]
        while todo:
            node = todo.pop()
            yield node
            todo.extend(reversed(node.children.values()))

    def leaves(self) -> Iterator[Node]:
        """Yield the last nodes under this one."""
        return (node for node in self.walk() if not node.children)

    def at(self, path: str) -> Location:
        """Return where the node stands: its line, to the closing brace where it has one."""
        end = self.end_number if self.end_number > self.number else 0
        return Location(path, self.number, end, self.column, 0 if end else self.end_column)


@dataclass(slots=True)
class Tree:
    """A configuration read: its root, which node each line ends with, the release it names, the lines that are no path."""

    root: Node
    lines: dict[int, Node] = field(default_factory=dict[int, Node])
    session: set[int] = field(default_factory=set[int])
    comments: set[int] = field(default_factory=set[int])
    broken: dict[int, str] = field(default_factory=dict[int, str])
    release: str = ""
    dialect: str = "vyos"


def read_tree(text: str) -> Tree:
    """Return the tree of a configuration in either form; a text may hold both."""
    tree = Tree(Node("", 1, 1, 1))
    stack: list[Node] = [tree.root]
    begun = 0
    for number, raw in enumerate(raw_lines(text), 1):
        stripped = raw.strip()
        if begun or stripped.startswith("/*"):
            begun = begun or number
            start = raw.find("*/", 0 if begun < number else raw.index("/*") + 2)
            _comment(tree, number, stripped)
            if start >= 0:
                begun = 0
                raw = " " * (start + 2) + raw[start + 2 :]
                if raw.strip():
                    tree.comments.discard(number)
                    _line(tree, stack, number, raw)
        elif stripped.startswith(("#", "//")):
            _comment(tree, number, stripped)
        elif stripped:
            _line(tree, stack, number, raw)
    if begun:
        _lost(tree, begun)
    elif len(stack) > 1 and stack[-1].end_number != -1:
        tree.broken[max(tree.lines)] = "the text ends inside a block"
    return tree


def _lost(tree: Tree, begun: int) -> None:
    """A comment that does not end: nobody knows how much of what it swallows was meant as one."""
    for number in [n for n in tree.comments if n >= begun]:
        tree.comments.discard(number)
        tree.broken[number] = "a comment that does not end"


def _comment(tree: Tree, number: int, text: str) -> None:
    tree.comments.add(number)
    found = _VERSION.search(text)
    if found is not None and found[1]:
        tree.release = found[1]
        tree.dialect = "edgeos" if found[1].startswith("v") else "vyos"


def _line(tree: Tree, stack: list[Node], number: int, raw: str) -> None:
    tokens = [(t.group(), t.start() + 1, t.end() + 1) for t in _TOKEN.finditer(raw)]
    words = [t[0] for t in tokens]
    command = words[0] if words else ""
    if command in ("set", "delete", "edit") and len(words) > 1 and words[-1] != "{":
        _command(tree, stack, number, tokens)
    elif (command in _SESSION and len(stack) <= 2 and "{" not in words) or _TEMPLATE.fullmatch(raw.strip()):
        tree.session.add(number)
        if command in ("top", "up", "exit") and len(stack) == 2 and stack[1].end_number == -1:
            stack.pop()
    else:
        _braces(tree, stack, number, tokens)


def _braces(tree: Tree, stack: list[Node], number: int, tokens: list[tuple[str, int, int]]) -> None:
    pending: list[tuple[str, int, int]] = []
    for token in tokens:
        if token[0] == "{":
            if len(stack) >= MAX_DEPTH:
                tree.broken[number] = "nested too deeply"
                return
            node = _put(stack[-1], pending, number)
            tree.lines[number] = node
            stack.append(node)
            pending = []
        elif token[0] == "}":
            if pending:
                tree.lines[number] = _put(stack[-1], pending, number)
                pending = []
            if len(stack) == 1:
                tree.broken[number] = "a closing brace too many"
                return
            closed = stack.pop()
            closed.end_number = number
            tree.lines.setdefault(number, closed)
        else:
            pending.append(token)
    if pending:
        tree.lines[number] = _put(stack[-1], pending, number)


def _command(tree: Tree, stack: list[Node], number: int, tokens: list[tuple[str, int, int]]) -> None:
    verb, path = tokens[0][0], tokens[1:]
    if len(path) > MAX_DEPTH:
        tree.broken[number] = "nested too deeply"
        return
    if verb == "delete":
        tree.session.add(number)
        _remove(stack[-1], [_plain(t[0]) for t in path])
        return
    node = _put(stack[-1], path, number)
    if verb == "edit":
        tree.session.add(number)
        del stack[1:]
        stack.append(node)
        node.end_number = -1
    else:
        tree.lines[number] = node


def _put(node: Node, path: list[tuple[str, int, int]], number: int) -> Node:
    start = path[0][1] if path else 1
    for word, _, end in path:
        name = _plain(word)
        child = node.children.get(name)
        if child is None:
            child = node.children[name] = Node(name, number, start, end)
        node = child
    return node


def _remove(node: Node, path: list[str]) -> None:
    for name in path[:-1]:
        found = node.children.get(name)
        if found is None:
            return
        node = found
    gone = node.children.pop(path[-1], None)
    if gone is not None:
        gone.claim(LineState.IRRELEVANT)


def _plain(word: str) -> str:
    """Return a word without its quotes."""
    if word[0] == '"':
        return re.sub(r"\\(.)", r"\1", word[1 : -1 if len(word) > 1 and word.endswith('"') else None])
    return word.strip("'") if word[0] == "'" else word


def paint(tree: Tree, ledger: Ledger, text: str) -> None:
    """Give every line its state. Comments are separators; a closing line is as its opening line."""
    known: dict[int, LineState] = {}
    for number, raw in enumerate(raw_lines(text), 1):
        if not raw.strip() or number in tree.comments:
            state = LineState.BLANK
        elif number in tree.session:
            state = LineState.IRRELEVANT
        elif number in tree.broken or number not in tree.lines:
            state = LineState.UNKNOWN
        else:
            state = _state(tree.lines[number], known)
        ledger.states[number - 1] = state


_RANK = {LineState.UNKNOWN: 0, LineState.BLANK: 0, LineState.IRRELEVANT: 1, LineState.MODELLED: 2}


def _state(node: Node, known: dict[int, LineState]) -> LineState:
    """Return what became of a line that ends with `node`: as claimed, else as the best of what stands under it."""
    found = known.get(id(node))
    if found is None:
        states = [node.state] if node.state is not LineState.UNKNOWN else [n.state for n in node.leaves()]
        found = known[id(node)] = max(states, key=_RANK.__getitem__)
    return found
