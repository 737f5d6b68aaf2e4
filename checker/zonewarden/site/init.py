"""Writes first declarations from parsed devices, with comments that say what to review (`zonewarden init`)."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from zonewarden.site.guess import slug, unique
from zonewarden.site.model import INTERNET
from zonewarden.site.proposal import Place, ProposedZone, propose_zones
from zonewarden.site.yaml_text import document, dump, flow, plain_text
from zonewarden.site.zone_kinds import ZONE_KINDS
from zonewarden_parsers.model import Device

_ROUTERS = {"cisco-ios", "cisco-iosxr", "cisco-nxos"}
_EXAMPLE = """\
A conduit allows a communication between two zones. Example:
- id: cnd-scada-cell1
  purpose: "supervisory control of line 1"
  from: ops
  to: cell1
  initiator: from
  services: [s7comm]
  essential: true
  enforced_by: [fw-ot-1]
  owners: {ot: "production manager", it: "network security"}
"""


def propose(devices: Sequence[Device], configs: Sequence[str] = ("configs",), root: str = ".") -> dict[str, str]:
    """Return file names, relative to the project folder `root`, with the YAML text of first declarations.

    One zone for each group of overlapping subnets; ids, kinds and levels are guesses marked `# review`. `configs` goes
    into the project file. The result loads without errors. Conduits follow from computed flows (drafting.py), which need
    this result; until then there is none.
    """
    zones, outward = propose_zones(devices)
    return {
        "zonewarden.yaml": _project(configs),
        "declarations/site.yaml": dump("site", document("site", id=slug(_name(root)) or "site")),
        "declarations/zones.yaml": _zones(zones),
        "declarations/devices.yaml": _devices(devices, zones, outward, root),
        "declarations/conduits.yaml": _conduits(),
    }


def _name(root: str) -> str:
    return posixpath.basename(posixpath.normpath(root))


def _project(configs: Sequence[str]) -> str:
    written = document("project", configs=flow(configs), declarations=flow(("declarations",)), fail_on="low")
    written.yaml_add_eol_comment("none, info, low, medium, high or critical", "fail_on")
    return dump("project", written)


def _zones(zones: Sequence[ProposedZone]) -> str:
    written = document("zones", zones=CommentedSeq(_zone(zone) for zone in zones))
    note = "One zone for each group of subnets in the configurations. `internet` is everything that no zone declares."
    written.yaml_set_comment_before_after_key("zones", before=note)
    return dump("zones", written)


def _zone(zone: ProposedZone) -> CommentedMap:
    kind = ZONE_KINDS[zone.kind]
    level: object = CommentedSeq([kind.low, kind.high]) if kind.low != kind.high else kind.low
    if isinstance(level, CommentedSeq):
        level.fa.set_flow_style()
    out = CommentedMap({"id": plain_text(zone.id), "kind": zone.kind, "level": level, "cidrs": flow(zone.cidrs)})
    if zone.vrf:
        out["vrf"] = plain_text(zone.vrf)
    out.yaml_add_eol_comment("review: guessed from names" if zone.certain else "review: nothing hints at it", "kind")
    out.yaml_add_eol_comment("review: default of the kind", "level")
    return out


def _devices(devices: Sequence[Device], zones: Sequence[ProposedZone], outward: Sequence[Place], root: str) -> str:
    taken: set[str] = set()
    maps: list[dict[str, str]] = [{} for _ in devices]
    for zone in zones:
        for place in zone.places:
            maps[place.device][place.interface.name] = zone.id
    for place in outward:
        maps[place.device][place.interface.name] = INTERNET
    listed = CommentedSeq(
        _device(device, unique(slug(f"{device.name}-{device.context}") or "device", taken), names, root)
        for device, names in zip(devices, maps, strict=True)
    )
    return dump("devices", document("devices", devices=listed))


def _device(device: Device, name: str, zone_map: dict[str, str], root: str) -> CommentedMap:
    role = "router" if device.platform in _ROUTERS else "firewall"
    config = posixpath.relpath(device.path, root) if device.path else ""
    out = CommentedMap(
        {"id": plain_text(name), "role": role, "platform": plain_text(device.platform), "config": plain_text(config)}
    )
    if device.context:
        out["context"] = plain_text(device.context)
    out.yaml_add_eol_comment("review", "role")
    if zone_map:
        out["zone_map"] = CommentedMap({plain_text(key): plain_text(value) for key, value in sorted(zone_map.items())})
    return out


def _conduits() -> str:
    written = document("conduits", conduits=CommentedSeq())
    written.yaml_set_comment_before_after_key("conduits", before=_EXAMPLE.rstrip())
    return dump("conduits", written)
