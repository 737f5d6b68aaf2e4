"""Writes first declarations from parsed devices, with comments that say what to review (`zonewarden init`)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from zonewarden.site.guess import slug, unique
from zonewarden.site.json_schema import schema_url
from zonewarden.site.model import INTERNET
from zonewarden.site.proposal import Place, ProposedZone, propose_zones
from zonewarden.site.zone_kinds import ZONE_KINDS
from zonewarden_parsers.model import Device
from zonewarden_parsers.strict_yaml.scalars import ambiguity, resolve

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9._/-]*").fullmatch
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
    into the project file. The result loads without errors.
    """
    zones, outward = propose_zones(devices)
    return {
        "zonewarden.yaml": _project(configs),
        "declarations/site.yaml": _dump("site", _document("site", id=slug(_name(root)) or "site")),
        "declarations/zones.yaml": _zones(zones),
        "declarations/devices.yaml": _devices(devices, zones, outward, root),
        "declarations/conduits.yaml": _conduits(),
    }


def _name(root: str) -> str:
    return posixpath.basename(posixpath.normpath(root))


def _text(value: str) -> str:
    """Return a text that is written plain only where every YAML reader takes it for the same text."""
    plain = bool(_SAFE(value)) and not ambiguity(value) and resolve(value) == value
    return value if plain else DoubleQuotedScalarString("".join(c for c in value if c.isprintable()))


def _flow(values: Sequence[str]) -> CommentedSeq:
    out = CommentedSeq(_text(value) for value in values)
    out.fa.set_flow_style()
    return out


def _document(kind: str, **fields: object) -> CommentedMap:
    return CommentedMap({"schema": f"{kind}/v1", **fields})


def _dump(kind: str, document: CommentedMap) -> str:
    yaml = YAML()
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    out = StringIO()
    yaml.dump(document, out)
    return f"# yaml-language-server: $schema={schema_url(kind)}\n{out.getvalue()}"


def _project(configs: Sequence[str]) -> str:
    document = _document("project", configs=_flow(configs), declarations=_flow(("declarations",)), fail_on="low")
    document.yaml_add_eol_comment("none, info, low, medium, high or critical", "fail_on")
    return _dump("project", document)


def _zones(zones: Sequence[ProposedZone]) -> str:
    document = _document("zones", zones=CommentedSeq(_zone(zone) for zone in zones))
    note = "One zone for each group of subnets in the configurations. `internet` is everything that no zone declares."
    document.yaml_set_comment_before_after_key("zones", before=note)
    return _dump("zones", document)


def _zone(zone: ProposedZone) -> CommentedMap:
    kind = ZONE_KINDS[zone.kind]
    level: object = CommentedSeq([kind.low, kind.high]) if kind.low != kind.high else kind.low
    if isinstance(level, CommentedSeq):
        level.fa.set_flow_style()
    out = CommentedMap({"id": _text(zone.id), "kind": zone.kind, "level": level, "cidrs": _flow(zone.cidrs)})
    if zone.vrf:
        out["vrf"] = _text(zone.vrf)
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
    return _dump("devices", _document("devices", devices=listed))


def _device(device: Device, name: str, zone_map: dict[str, str], root: str) -> CommentedMap:
    role = "router" if device.platform.endswith(("ios", "iosxe", "nxos")) else "firewall"
    config = posixpath.relpath(device.path, root) if device.path else ""
    out = CommentedMap({"id": _text(name), "role": role, "platform": _text(device.platform), "config": _text(config)})
    out.yaml_add_eol_comment("review", "role")
    if zone_map:
        out["zone_map"] = CommentedMap({_text(key): _text(value) for key, value in sorted(zone_map.items())})
    return out


def _conduits() -> str:
    document = _document("conduits", conduits=CommentedSeq())
    document.yaml_set_comment_before_after_key("conduits", before=_EXAMPLE.rstrip())
    return _dump("conduits", document)
