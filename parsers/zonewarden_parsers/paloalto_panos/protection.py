"""Zone protection profiles: what a zone's interfaces drop before any rule is asked.

PAN-OS Networking Administrator's Guide, *Zone Protection Profiles*: `discard-ip-spoof` (*Spoofed IP address*) drops packets whose
source the firewall would not reach by the interface that they came in by; `flood` limits new connections for each kind of packet.
"""

from __future__ import annotations

from zonewarden_parsers.paloalto_panos.tree import Node
from zonewarden_parsers.paloalto_panos.zones import Zones

URPF, FLOODS = "urpf", "flood-protection"


def zone_settings(networks: list[Node], zones: Zones) -> dict[str, frozenset[str]]:
    """Return what the profile of each zone switches on, as settings of its interfaces."""
    profiles = {
        profile.key: frozenset(_settings(profile))
        for network in networks
        if (body := network.get("profiles")) is not None
        for profile in body.values("zone-protection-profile")
    }
    return {zone: profiles.get(name, frozenset()) for zone, name in zones.protection.items()}


def _settings(profile: Node) -> list[str]:
    found: list[str] = []
    if profile.flag("discard-ip-spoof") is True:
        found.append(URPF)
    flood = profile.get("flood")
    if flood is not None and any(kind.flag("enable") is True for kind in flood.children.values()):
        found.append(FLOODS)
    return found
