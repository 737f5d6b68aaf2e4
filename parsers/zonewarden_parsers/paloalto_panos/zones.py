"""Zones, and which interfaces a rule's zone names mean.

A zone that the file gives no interfaces for, because they come from a template that is not in it, becomes an interface of the
zone's name without networks: rules between such zones are kept apart, and a site that says where the zone is (`zone_map`) places it.
Where the file holds interfaces, an empty zone is empty, and rules for it match nothing. Packets by an interface without a zone
are dropped (PAN-OS Networking Administrator's Guide, *Security Zones*).
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.model import Effect, Interface, Location
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

KINDS = ("layer3", "layer2", "virtual-wire", "tap", "tunnel", "external")
_QUIET = keywords("enable-user-identification enable-device-identification user-acl device-acl")
_NETWORK_QUIET = keywords("zone-protection-profile enable-packet-buffer-protection log-setting net-inspection")


@dataclass(slots=True)
class Zones:
    """The zones of one context. `complete` is True where the file holds the interfaces, so that an empty zone is empty."""

    document: Document
    complete: bool
    ports: frozenset[str] = frozenset()
    """Names that interfaces of the file have, which no zone's stand-in may take."""
    members: dict[str, frozenset[str]] = field(default_factory=dict)
    places: dict[str, Location] = field(default_factory=dict)
    of_interface: dict[str, str] = field(default_factory=dict)
    stand_ins: dict[str, Interface] = field(default_factory=dict)
    protection: dict[str, str] = field(default_factory=dict[str, str])
    """The zone protection profile of each zone that has one."""
    outward: list[tuple[str, Location, Effect]] = field(default_factory=list)
    """Zones that lead to other virtual systems, whose policies the packets pass too."""

    def read(self, scope: Node) -> None:
        """Read the zones of a virtual system or template."""
        for entry in scope.values("zone"):
            at = self.document.at(entry)
            names: set[str] = set()
            network = entry.get("network")
            for kind in KINDS if network is not None else ():
                values = [n.key for n in network.values(kind)] if network is not None else []
                if kind == "external" and network is not None and kind in network.children:
                    self.outward.append((entry.key, at, Effect.MAY_PERMIT))
                    names.add(self._stand_in(entry.key, at))
                else:
                    names.update(values)
            self.members[entry.key] = self.members.get(entry.key, frozenset()) | names
            self.places.setdefault(entry.key, at)
            for name in names:
                self.of_interface[name] = entry.key
            if network is not None:
                profile = network.text("zone-protection-profile")
                if profile:
                    self.protection[entry.key] = profile
                network.ignore(_NETWORK_QUIET)
            entry.ignore(_QUIET)

    def mention(self, name: str, at: Location) -> bool:
        """Learn a zone that a rule names; return whether the file should define it and does not."""
        if name in ("any", "multicast") or self.members.get(name):
            return False
        if name in self.members and self.complete:
            return False
        missing = self.complete and bool(self.places)
        called = self._stand_in(name, at)
        self.members[name] = frozenset({called})
        self.of_interface.setdefault(called, name)
        return missing

    def _stand_in(self, zone: str, at: Location) -> str:
        """Make the interface that stands for a zone, and return its name."""
        name = zone
        while name in self.ports:
            name = f"{name} (zone)"
        place = self.places.setdefault(zone, at)
        self.stand_ins.setdefault(name, Interface(name=name, location=place, zone=zone))
        return name

    def interfaces(self, names: list[str]) -> frozenset[str] | None:
        """Return the interfaces of some zones, None for any."""
        if not names or "any" in names:
            return None
        return frozenset(i for name in names for i in self.members.get(name, ()))

    def expand(self, names: list[str]) -> list[str]:
        """Return zone names written out, all of them for any."""
        return list(self.members) if not names or "any" in names else names
