"""Facts about the ports of switches: what they carry, how they are protected, which zones their hosts are in."""

from __future__ import annotations

from zonewarden.analysis.survey import DeviceSurvey, Survey
from zonewarden.facts.json import Json, gap_taints, location, taints
from zonewarden.facts.zones import EXTERNAL_KINDS
from zonewarden_parsers.model import Aspect, Interface, SwitchPort
from zonewarden_parsers.strict_yaml.nodes import mappings, text

LAST_VLAN = 4094


def ports(survey: Survey) -> Json:
    """Return the ports of every device whose switch ports are read."""
    out: Json = {}
    for found in survey.devices:
        declared = _declared(survey, found)
        for interface in found.device.interfaces:
            if interface.port is not None:
                id_ = f"{found.id}/{interface.name}"
                use, asset = declared.get(interface.name, ("", ""))
                out[id_] = _port(survey, found, interface, interface.port) | {"id": id_, "use": use, "asset": asset}
    return out


def _declared(survey: Survey, found: DeviceSurvey) -> dict[str, tuple[str, str]]:
    """Return the declared use of a device's ports and the asset at each, by the port's name."""
    return {
        text(row.get("port")): (text(row.get("use")), text(row.get("asset")))
        for entry in survey.site.registers.get("device_records", ())
        if entry.id == found.id
        for row in mappings(entry.node.get("ports"))
    }


def _port(survey: Survey, found: DeviceSurvey, interface: Interface, port: SwitchPort) -> Json:
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
        "settings": sorted(port.settings),
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
