"""Prefix lists and `apply-path`.

Junos Routing Policies User Guide, *prefix-list*: `apply-path "interfaces <*> unit <*> family inet address <*>"` fills a list with the
prefixes found at that path of the configuration, as it stands after groups are applied.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.groups import fits
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import AddressSet, NamedObject


@dataclass(slots=True)
class PrefixLists:
    """The prefix lists of a device; `top` is the tree that apply-paths walk."""

    draft: Draft
    memo: dict[str, list[AddressSet] | None] = field(default_factory=dict)

    def prefixes(self, name: str, use: Node) -> list[AddressSet] | None:
        """Return the prefixes of a list; None if it is not defined or holds what cannot be read."""
        self.draft.used.add(("prefix-list", name))
        if name not in self.memo:
            node = self.draft.root.get("policy-options", "prefix-list", name)
            self.memo[name] = self._read(node) if node is not None else None
            if node is None:
                self.draft.missing("prefix-list", name, use)
        return self.memo[name]

    def _read(self, node: Node) -> list[AddressSet] | None:
        node.take_all()
        out: list[AddressSet] = []
        readable = True
        for child in node.children.values():
            if child.inactive or child.word == "dynamic-db":
                readable = readable and child.word != "dynamic-db"
                continue
            if child.word == "apply-path":
                out += self._applied(node.value("apply-path"))
                continue
            try:
                out.append(AddressSet.parse(child.word))
            except ValueError:
                readable = False
                self.draft.unknown(child, f"not a prefix: {child.word[:60]}")
        return out if readable else None

    def _applied(self, path: str) -> list[AddressSet]:
        found = [self.draft.root]
        for word in path.split():
            found = [c for n in found for c in n.children.values() if not c.inactive and fits(word, c.word)]
        out: list[AddressSet] = []
        for node in found:
            try:
                out.append(AddressSet.parse(node.word))
            except ValueError:
                continue
        return out

    def objects(self) -> None:
        """Read what no rule used, and list every prefix list."""
        for node in self.draft.root.under("policy-options", "prefix-list"):
            used = ("prefix-list", node.word) in self.draft.used
            found = self.memo[node.word] if node.word in self.memo else self._read(node)
            addresses = AddressSet.union(found or [])
            self.draft.objects.append(
                NamedObject(node.word, "prefix-list", node.at, addresses, used, found is not None and not found)
            )
