"""VLAN access maps as they are read."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.lines import Line


@dataclass(slots=True)
class VlanStep:
    """One step of a VLAN access map: the lists it tests (IP version, name), whether it tests MAC addresses, its action."""

    line: Line
    tests: list[tuple[int, str]] = field(default_factory=list)
    mac: bool = False
    action: str = ""
    action_line: Line | None = None


@dataclass(frozen=True, slots=True)
class VlanFilter:
    """`vlan filter`: a map applied to VLANs, given as spans."""

    name: str
    vlans: tuple[tuple[int, int], ...]
    line: Line
