"""The zone-based firewall as it is read: zones, zone pairs, inspection classes and policies."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import ServiceSet

SELF = "self"
DEFAULT = "default"


@dataclass(slots=True)
class Test:
    """One `match` line of a class: its words without `match` and `not`."""

    line: Line
    words: tuple[str, ...]
    negated: bool = False


@dataclass(slots=True)
class InspectClass:
    """`class-map type inspect [match-any|match-all] NAME`; without a word all of its tests must match."""

    name: str
    line: Line
    every: bool
    tests: list[Test] = field(default_factory=list)


@dataclass(slots=True)
class PolicyClass:
    """One class of an inspection policy with what is done with it: `inspect`, `pass`, `drop`, or empty: nothing."""

    name: str
    line: Line
    action: str = ""
    action_line: Line | None = None
    logged: bool = False


@dataclass(slots=True)
class InspectPolicy:
    """`policy-map type inspect NAME`: its classes in order of evaluation."""

    name: str
    line: Line
    classes: list[PolicyClass] = field(default_factory=list)


@dataclass(slots=True)
class ZonePair:
    """`zone-pair security NAME source Z destination Z` with the policy between the two, empty: none."""

    name: str
    line: Line
    source: str
    destination: str
    policy: str = ""
    policy_line: Line | None = None


@dataclass(slots=True)
class ZoneDraft:
    """All of the zone-based firewall. `members` are the `zone-member` lines by interface."""

    zones: dict[str, Line] = field(default_factory=dict)
    pairs: dict[str, ZonePair] = field(default_factory=dict)
    classes: dict[str, InspectClass] = field(default_factory=dict)
    policies: dict[str, InspectPolicy] = field(default_factory=dict)
    ports: dict[str, list[tuple[ServiceSet, Line, bool]]] = field(default_factory=dict)
    """What `ip port-map NAME` adds to a protocol name, its line, and whether a list limits it."""
    members: dict[str, Line] = field(default_factory=dict)
