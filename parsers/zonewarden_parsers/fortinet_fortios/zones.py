"""Which interfaces a policy's `srcintf` and `dstintf` mean: interfaces, zones, SD-WAN zones, `any`.

FortiOS CLI Reference, `config system zone`, `config system sdwan`, `config system virtual-wan-link`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import Doubt
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import AtomKind

ZONE = "system zone"
SDWAN = ("system sdwan", "system virtual-wan-link")
OLD_SDWAN_ZONE = "virtual-wan-link"


@dataclass(frozen=True, slots=True)
class Ports:
    """A set of interfaces (`names`, None for any), and why it may be another one."""

    names: frozenset[str] | None
    doubts: tuple[Doubt, ...] = ()


ANYWHERE = Ports(None)


def read_zones(draft: Draft) -> None:
    """Read the zones and SD-WAN zones: their members, by the present names of the interfaces."""
    for zone in draft.section(ZONE).entries.values():
        zone.used = True
        zone.claim("intrazone")
        draft.zones[zone.name] = frozenset(zone.words("interface"))
    for name in SDWAN:
        section = draft.section(name)
        declared = section.table("zone").entries
        for zone in declared.values():
            zone.used = True
            draft.zones.setdefault(zone.name, frozenset())
        for member in sdwan_members(section):
            member.used = True
            member.claim("gateway", "zone")
            if not member.off("status"):
                home = member.text("zone", OLD_SDWAN_ZONE)
                draft.zones[home] = draft.zones.get(home, frozenset()) | {member.text("interface")}


def sdwan_members(section: Node) -> list[Node]:
    """Return the member entries of an SD-WAN section."""
    return [m for m in section.table("members").entries.values() if m.words("interface")]


@dataclass(slots=True)
class PortReader:
    """Reads lists of interface and zone names, each list once."""

    draft: Draft
    known: dict[tuple[str, ...], Ports] = field(default_factory=dict)

    def read(self, names: tuple[str, ...], line: int) -> Ports:
        """Return the interfaces that the names mean; a name that nothing defines may be any of them."""
        found = self.known.get(names)
        if found is None:
            found = self._read(names, line)
            if not found.doubts and not self.draft.section(ZONE).renames:
                self.known[names] = found
        return found

    def _read(self, names: tuple[str, ...], line: int) -> Ports:
        if "any" in names:
            return ANYWHERE
        out: set[str] = set()
        missing: list[str] = []
        for name in names:
            current = self.draft.section(ZONE).current(name, line)
            if current in self.draft.zones:
                self.draft.used.add((ZONE, current))
                out |= self.draft.zones[current]
            elif current in self.draft.interfaces:
                out.add(current)
            else:
                missing.append(name)
        if not missing:
            return Ports(frozenset(out))
        for name in missing:
            self.draft.missing("interface", name, line)
        return Ports(None, tuple(Doubt(AtomKind.REFERENCE, f"interface {name} is not defined") for name in missing))
