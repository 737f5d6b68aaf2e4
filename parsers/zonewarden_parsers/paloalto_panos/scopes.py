"""Where things are: firewall or Panorama, virtual systems, device groups with their ancestors, templates and stacks.

The three forms put the same containers in different places: XML under `config devices localhost.localdomain`, `set` commands at
the top (for one virtual system even without `vsys`), RANCID files under `config` and `policy panorama`. A *base* is a node that
may hold them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.paloalto_panos.tree import Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_BASE_KEYS = keywords(
    "network deviceconfig vsys shared mgt-config device-group template template-stack zone rulebase address"
)
MAX_ANCESTORS = 16


def bases(root: Node) -> list[Node]:
    """Return the nodes that may hold containers, outermost first."""
    found = [root]
    for node in found:
        for key in ("response", "result", "config"):
            inner = node.get(key)
            if inner is not None:
                found.append(inner)
        devices = node.children.get("devices")
        if devices is not None and any(_BASE_KEYS & d.children.keys() for d in devices.children.values()):
            found.extend(devices.entries())
    return found


def containers(nodes: list[Node], key: str) -> list[Node]:
    """Return the containers `key` of some bases."""
    return [found for node in nodes if (found := node.get(key)) is not None]


def entries(nodes: list[Node], key: str) -> dict[str, list[Node]]:
    """Return the entries of the containers `key`, by name; one name may be in two bases."""
    found: dict[str, list[Node]] = {}
    for container in containers(nodes, key):
        for entry in container.entries():
            found.setdefault(entry.key, []).append(entry)
    return found


@dataclass(slots=True)
class Layout:
    """The scopes of a file."""

    root: Node
    bases: list[Node]
    vsys: dict[str, list[Node]]
    groups: dict[str, list[Node]]
    templates: dict[str, list[Node]]
    stacks: dict[str, list[Node]]
    shared: list[Node]
    pushed: list[Node]
    parents: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, root: Node) -> Layout:
        """Return the scopes found in a tree."""
        found = bases(root)
        for base in found:
            base.at("policy", "shared")
        pushed = [p for b in found if (p := b.at("policy", "panorama")) is not None]
        panorama = [p for p in containers(found, "panorama") if p not in pushed]
        layout = cls(
            root,
            [*found, *panorama],
            entries(found, "vsys"),
            entries(found, "device-group"),
            entries(found, "template"),
            entries(found, "template-stack"),
            containers(found, "shared"),
            pushed,
        )
        layout.parents = _parents(found, layout.groups)
        return layout

    @property
    def ancestors_first(self) -> bool:
        """Whether objects of ancestors count before a device group's own ones of the same name."""
        path = ("deviceconfig", "setting", "management", "ancestor-objects-take-precedence")
        return any(base.text(*path) == "yes" for base in self.bases)

    @property
    def panorama(self) -> bool:
        """Whether this is a Panorama's configuration."""
        return bool(self.groups or self.templates or self.stacks)

    def ancestors(self, group: str) -> list[str]:
        """Return the device groups above `group`, the nearest first; a circle ends where it closes."""
        found: list[str] = []
        parent = self.parents.get(group, "")
        while parent and parent != "shared" and parent != group and parent not in found and len(found) < MAX_ANCESTORS:
            found.append(parent)
            parent = self.parents.get(parent, "")
        return found

    def leaves(self) -> list[str]:
        """Return the groups that firewalls are in: those with devices, and those that no other group is under."""
        inner = set(self.parents.values())
        return [g for g, nodes in self.groups.items() if g not in inner or _serials(nodes)]

    def stacks_of(self, group: str) -> list[str]:
        """Return the template stacks (or templates) whose firewalls are in a device group, or that it names."""
        serials = _serials(self.groups.get(group, []))
        holders = {**self.templates, **self.stacks}
        found = [name for name, nodes in holders.items() if serials & _serials(nodes)]
        if found:
            return found
        named = [n.key for node in self.groups.get(group, []) for n in node.values("reference-templates")]
        return [name for name in named if name in holders]

    def template_bases(self, name: str) -> list[Node]:
        """Return the bases of a stack's templates, the one that counts first, or of a template."""
        found: list[Node] = []
        for node in self.stacks.get(name, []):
            found += _inner(node)
            for template in node.values("templates"):
                for entry in self.templates.get(template.key, []):
                    found += _inner(entry)
        for node in self.templates.get(name, []):
            found += _inner(node)
        return found

    def vsys_of(self, group: str) -> set[str]:
        """Return the virtual systems of its firewalls that a group is for; empty where it does not say."""
        found: set[str] = set()
        for node in self.groups.get(group, []):
            for device in node.values("devices"):
                found |= {v.key for v in device.values("vsys")}
        return found


def _inner(node: Node) -> list[Node]:
    config = node.get("config")
    return bases(config) if config is not None else []


def _serials(nodes: list[Node]) -> set[str]:
    return {d.key for node in nodes for d in node.values("devices")}


def _parents(found: list[Node], groups: dict[str, list[Node]]) -> dict[str, str]:
    """Return the parent of each device group: Panorama keeps it in `readonly`, older exports in the group."""
    parents: dict[str, str] = {}
    tables: list[dict[str, list[Node]]] = [groups]
    for node in found:
        readonly = node.get("readonly")
        if readonly is not None:
            tables.append(entries(bases(readonly), "device-group"))
    for table in tables:
        for name, nodes in table.items():
            for node in nodes:
                parent = node.text("parent-dg")
                if parent:
                    parents[name] = parent
    return parents
