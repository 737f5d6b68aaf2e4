"""The virtual domains of a file: which sections are global and which belong to one of them.

FortiOS Administration Guide, *Virtual domains*: a backup with virtual domains holds `config vdom` with an entry for each and
`config global`; a backup of a device without them holds the sections themselves.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.tree import Node


def contexts(root: Node, path: str, release: str) -> Iterator[Draft]:
    """Yield a draft for each virtual domain, one for the whole device where there are none."""
    domains = root.tables.get("vdom")
    shared = root.tables.get("global")
    if domains is None or not domains.entries:
        yield Draft(path, _with(root, shared), _with(shared or root, root), release=release)
        return
    common = _with(shared or Node("global", 1), root)
    for entry in domains.entries.values():
        entry.used = True
        yield Draft(path, entry, common, context=entry.name, release=release)


def _with(node: Node, other: Node | None) -> Node:
    """Return `node` with the sections of `other` that it does not have: scripts leave `config global` out."""
    if other is None or other is node:
        return node
    extra = {n: t for n, t in other.tables.items() if n not in node.tables and n not in ("vdom", "global")}
    return Node(node.name, node.line, node.end, tables={**node.tables, **extra})
