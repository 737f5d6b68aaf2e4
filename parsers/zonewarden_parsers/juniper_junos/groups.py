"""Configuration groups: `groups`, `apply-groups`, `apply-groups-except`, wildcards.

Junos CLI User Guide, *Configuration groups*: what is said in place has precedence over what is inherited, the first group named
over later ones, inner `apply-groups` over outer ones; a wildcard such as `<*>` or `<ge-*>` applies to the statements
that are there and makes none. Inherited policies come after those said in place, as final deny policies from a group rely on;
for filter terms nothing is documented, and `filters` leaves their order open.
`${node}` stands for the groups of all cluster members: what any of them has is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos.tree import Node

MAX_NODES = 400_000
"""How many statements groups may bring in; beyond that the expansion stops and says so."""

MAX_NESTING = 12
"""How many groups may apply one another."""

_NODE = re.compile(r"node\d")
_APPLY = ("apply-groups", "apply-groups-except")


@dataclass(slots=True)
class Groups:
    """The groups of a configuration and what expanding them found."""

    roots: Mapping[str, Node]
    report: Callable[[Node, str], None]
    budget: int = MAX_NODES
    busy: set[str] = field(default_factory=set)
    ready: set[str] = field(default_factory=set)

    def expand(self, root: Node) -> None:
        """Bring everything into `root` that its `apply-groups` name."""
        self._expand(root, [])

    def _expand(self, node: Node, path: list[Node]) -> None:
        for child in list(node.children.values()):
            if child.word not in _APPLY and child.word != "groups" and not child.inactive:
                self._expand(child, [*path, child])
        if node.get("apply-groups-except"):
            node.children["apply-groups-except"].take_all()
        applied = node.get("apply-groups")
        if applied is None or (path and path[-1].word == "apply-groups"):
            return
        applied.take_all()
        barred = {c.word for c in node.under("apply-groups-except")}
        for mention in list(applied.children.values()):
            if not mention.inactive and mention.word not in barred:
                for name in self._names(mention):
                    self._merge(self.roots[name], node, path, name)

    def _names(self, mention: Node) -> list[str]:
        if "${" in mention.word:
            return [name for name in self.roots if _NODE.fullmatch(name)]
        if mention.word in self.roots:
            return [mention.word]
        if mention.word != "junos-defaults":
            self.report(mention, f"configuration group {mention.word} is not defined")
        return []

    def _merge(self, group: Node, target: Node, path: list[Node], name: str) -> None:
        if name in self.busy or len(self.busy) > MAX_NESTING:
            self.report(group, f"configuration group {name} applies itself, or through too many others")
            return
        if name not in self.ready:
            self.busy.add(name)
            self._expand(group, [])
            self.busy.discard(name)
            self.ready.add(name)
        if any(self._barred(step, name) for step in path):
            return
        for found in self._down(group, [step.word for step in path]):
            self._copy(found, target)

    def _barred(self, step: Node, name: str) -> bool:
        return step.get("apply-groups-except", name) is not None

    def _down(self, group: Node, words: list[str]) -> list[Node]:
        found = [group]
        for word in words:
            found = [c for node in found for c in node.children.values() if not c.inactive and fits(c.word, word)]
        return found

    def _copy(self, group: Node, target: Node) -> None:
        for child in group.children.values():
            if child.inactive or child.word in _APPLY:
                continue
            if is_wild(child.word):
                for fitting in list(target.children.values()):
                    if fits(child.word, fitting.word) and not fitting.inactive and fitting.word not in _APPLY:
                        self._copy(child, fitting)
                continue
            self._bring(child, target)

    def _bring(self, child: Node, target: Node) -> None:
        found = target.children.get(child.word)
        if found is None:
            self.budget -= 1
            if self.budget < 0:
                if self.budget == -1:
                    self.report(child, "configuration groups bring in too many statements")
                return
            found = Node(child.word, child.at, inherited=True, source=child)
            target.children[child.word] = found
        if not found.inactive:
            self._copy(child, found)


def is_wild(word: str) -> bool:
    """Return whether a word of a group is a wildcard, `<...>`."""
    return len(word) > 2 and word[0] == "<" and word[-1] == ">"


def fits(pattern: str, word: str) -> bool:
    """Return whether `word` is the pattern or fits the wildcard it is (`*`, `?`, `[...]`)."""
    if pattern == word:
        return True
    return is_wild(pattern) and _compiled(pattern[1:-1]).fullmatch(word) is not None


def _compiled(glob: str) -> re.Pattern[str]:
    found = _GLOBS.get(glob)
    if found is None:
        out = "".join(".*" if c == "*" else "." if c == "?" else re.escape(c) for c in glob)
        if len(_GLOBS) > 4096:
            _GLOBS.clear()
        found = _GLOBS[glob] = re.compile(out, re.DOTALL)
    return found


_GLOBS: dict[str, re.Pattern[str]] = {}
