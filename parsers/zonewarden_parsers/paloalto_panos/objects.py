"""Named objects of one context: where a name is looked up, which names are used, which are defined nowhere.

A virtual system's own objects come first, then what Panorama pushed, then shared ones; in Panorama a device group's come before
its ancestors' and those before shared ones, unless `ancestor-objects-take-precedence` turns that round (Panorama Administrator's
Guide, *Manage Precedence of Inherited Objects*).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.model import Atom, AtomKind, Location, NamedObject, Reference
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Node

KINDS = {
    "address": "network", "address-group": "network", "external-list": "network", "region": "network",
    "service": "service", "service-group": "service", "application": "application", "application-group": "application",
    "application-filter": "application", "schedule": "time-range",
}  # fmt: skip
"""The containers of objects, with the kind that the model calls them by."""
MAX_GROUP_DEPTH = 48


@dataclass(slots=True)
class Names:
    """The objects that a context sees. `layers` are the places that hold containers of objects, nearest first."""

    document: Document
    layers: tuple[Node, ...]
    used: set[int]
    """Identities of the definitions that rules reach, over all contexts: a shared object is used if any of them uses it."""
    tables: dict[str, dict[str, Node]] = field(default_factory=dict)
    missing: dict[tuple[str, str], Reference] = field(default_factory=dict)

    def table(self, kind: str) -> dict[str, Node]:
        """Return the objects of a kind by name, the nearest definition of each."""
        known = self.tables.get(kind)
        if known is None:
            found: dict[str, Node] = {}
            for layer in reversed(self.layers):
                container = layer.get(kind)
                for entry in container.entries() if container is not None else []:
                    hidden = found.get(entry.key)
                    if hidden is not None:
                        hidden.mark()
                    found[entry.key] = entry
            known = self.tables[kind] = found
        return known

    def find(self, kind: str, name: str) -> Node | None:
        """Return an object, which is used from now on, or None."""
        found = self.table(kind).get(name)
        if found is not None:
            self.used.add(id(found))
        return found

    def at(self, node: Node) -> Location:
        """Return the place of a node."""
        return self.document.at(node)

    def undefined(self, name: str, kind: str, at: Location) -> Atom:
        """Record a name that is defined nowhere, and return the condition that it leaves."""
        self.missing.setdefault((kind, name), Reference(name, kind, at))
        return Atom(AtomKind.REFERENCE, f"undefined {kind} {name}", at)

    def named(self, used: frozenset[int]) -> list[NamedObject]:
        """Return the objects, for the checks of unused and empty ones; `used` as it was when all rules had been read."""
        found: list[NamedObject] = []
        for kind, called in KINDS.items():
            for name, node in self.table(kind).items():
                empty = kind.endswith("-group") and not any(not n.children for n in node.below())
                found.append(
                    NamedObject(
                        name,
                        called,
                        self.at(node),
                        used=id(node) in used,
                        empty=empty,
                        description=node.text("description"),
                    )
                )
        return found
