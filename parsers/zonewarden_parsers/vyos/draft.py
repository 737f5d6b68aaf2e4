"""What has been read of one configuration so far: the only mutable state of the reader."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.address_bounds import Addresses
from zonewarden_parsers.chains import Chain
from zonewarden_parsers.findings import Findings
from zonewarden_parsers.model import Binding, IntervalSet, Location, NamedObject, RuleList
from zonewarden_parsers.vyos.groups import Group
from zonewarden_parsers.vyos.tree import Node, Tree


@dataclass(slots=True)
class Draft(Findings[Node]):
    """Everything read from one file. `vrfs` are VRFs with their interfaces; `local` the lists for packets to the router."""

    tree: Tree
    nodes: dict[str, Node] = field(default_factory=dict[str, Node])
    vrfs: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    groups: dict[tuple[str, str], Group] = field(default_factory=dict[tuple[str, str], Group])
    exact_groups: dict[tuple[str, str], Addresses] = field(default_factory=dict[tuple[str, str], Addresses])
    port_groups: dict[str, IntervalSet | None] = field(default_factory=dict[str, IntervalSet | None])
    chains: dict[str, Chain] = field(default_factory=dict[str, Chain])
    lists: dict[str, RuleList] = field(default_factory=dict[str, RuleList])
    bindings: list[Binding] = field(default_factory=list[Binding])
    local: list[tuple[str, RuleList]] = field(default_factory=list[tuple[str, RuleList]])
    objects: list[NamedObject] = field(default_factory=list[NamedObject])
    used: set[tuple[str, str]] = field(default_factory=set[tuple[str, str]])

    @property
    def root(self) -> Node:
        """The root of the configuration."""
        return self.tree.root

    def at(self, place: Node) -> Location:
        """Return where a node stands."""
        return place.at(self.path)

    def claim(self, place: Node) -> None:
        """Count a node as understood."""
        place.claim()
