"""Facts about the ports of switches: what they carry, how they are protected, which zones their hosts are in."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, gap_taints, location, taints
from zonewarden.facts.span_sessions import copied_to
from zonewarden.facts.zones import EXTERNAL_KINDS
from zonewarden_parsers.model import AddressSet, Aspect, Device, Interface, SwitchPort
from zonewarden_parsers.strict_yaml.nodes import mappings, text

LAST_VLAN = 4094


def ports(survey: Survey) -> Json:
    """Return the ports of every device whose switch ports are read."""
    out: Json = {}
    for found in survey.devices:
        declared, dhcp = _declared(survey, found), _Dhcp.of(found.device)
        for interface in found.device.interfaces:
            if interface.port is not None:
                id_ = f"{found.id}/{interface.name}"
                use, asset = declared.get(interface.name, ("", ""))
                out[id_] = (
                    _port(survey, found, interface, interface.port)
                    | dhcp.facts(interface.port.access_vlan)
                    | {"id": id_, "use": use, "asset": asset}
                )
    return out


@dataclass(frozen=True, slots=True)
class _Dhcp:
    """In which VLANs a switch relays or serves DHCP, and in which it looks at what hosts say of addresses."""

    used: frozenset[int]
    snooped: tuple[tuple[int, int], ...]
    inspected: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, device: Device) -> _Dhcp:
        """Return what a device's settings and interfaces say."""
        stated: dict[str, list[str]] = {}
        for setting in device.management.settings:
            stated.setdefault(setting.name, []).append(setting.value)
        pools = AddressSet.union(AddressSet.parse(text) for text in stated.get("dhcp-pool", []))
        used = frozenset(
            int(i.vlan)
            for i in device.interfaces
            if i.port is None and i.vlan.isdigit() and ("dhcp-relay" in i.settings or not i.networks.isdisjoint(pools))
        )
        on = stated.get("dhcp-snooping", [])[-1:] == ["on"]
        snooped = _runs(stated.get("dhcp-snooping-vlans", [])) if on else ()
        return cls(used, snooped, _runs(stated.get("arp-inspection-vlans", [])))

    def facts(self, vlan: int) -> Json:
        """Return what they mean for the hosts of a VLAN."""
        return {
            "dhcp": vlan in self.used,
            "dhcp_snooped": any(low <= vlan <= high for low, high in self.snooped),
            "arp_inspected": any(low <= vlan <= high for low, high in self.inspected),
        }


def _runs(texts: list[str]) -> tuple[tuple[int, int], ...]:
    """Return the runs of VLANs in texts like `10,20-29`; what is no number is none."""
    found = [part.partition("-") for text in texts for part in text.split(",")]
    return tuple((int(low), int(high or low)) for low, _, high in found if low.isdigit() and (high or low).isdigit())


def _declared(survey: Survey, found: DeviceSurvey) -> dict[str, tuple[str, str]]:
    """Return the declared use of a device's ports and the asset at each, by the port's name."""
    return {
        text(row.get("port")): (text(row.get("use")), text(row.get("asset")))
        for entry in survey.site.registers.get("device_records", ())
        if entry.id == found.id
        for row in mappings(entry.node.get("ports"))
    }


def _port(survey: Survey, found: DeviceSurvey, interface: Interface, port: SwitchPort) -> Json:
    spans = [s.value for s in found.device.management.settings if s.name == "span-session"]
    copies = frozenset(["span-destination"] if copied_to(spans, interface.name) else [])
    return {
        "title": f"port {interface.name} of {found.id}",
        "locations": [location(interface.location)],
        "taints": taints(gap_taints(found.device, [Aspect.ALL], interface.name)),
        "device": found.id,
        "name": interface.name,
        "enabled": interface.enabled,
        "description": interface.description,
        "mode": port.mode,
        "access_vlan": port.access_vlan,
        "native_vlan": port.native_vlan,
        "all_vlans": port.vlans == ((1, LAST_VLAN),),
        "vlans": [str(low) if low == high else f"{low}-{high}" for low, high in port.vlans],
        "settings": sorted(port.settings | copies),
        "zones": zones_of_vlan(survey, found, port.access_vlan),
    }


def zones_of_vlan(survey: Survey, found: DeviceSurvey, vlan: int) -> list[str]:
    """Return the zones of a VLAN: those that declare it, and those whose addresses its interface at this device has.

    Networks of others are every address that no zone declares; no VLAN is theirs for that.
    """
    networks = [i.networks for i in found.device.interfaces if i.vlan == str(vlan) and i.port is None]
    return sorted(
        zone.id
        for zone in survey.site.zones.values()
        if str(vlan) in zone.vlans
        or (zone.kind not in EXTERNAL_KINDS and any(not n.isdisjoint(zone.addresses) for n in networks))
    )
