"""Conduit ends: which addresses they are, whether they lie in their zones, and who opens sessions."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden.site.model import INTERNET, UNASSOCIATED
from zonewarden.site.shapes import is_network
from zonewarden.site.space import EVERYTHING
from zonewarden.site.validate import Report
from zonewarden.site.zone_kinds import kind_defaults
from zonewarden.site.zones import network
from zonewarden_parsers.model import NOWHERE, AddressSet
from zonewarden_parsers.strict_yaml.nodes import Mapping, Scalar, scalars, text


@dataclass(frozen=True, slots=True)
class Ends:
    """The resolved ends of a conduit; `declared` is False where both are whole zones by default."""

    sources: AddressSet
    destinations: AddressSet
    declared: bool
    initiators: tuple[str, ...]


def resolve_ends(
    conduits: dict[str, Mapping],
    zones: dict[str, Mapping],
    addresses: dict[str, AddressSet],
    assets: dict[str, Mapping],
    asset_addresses: dict[str, AddressSet],
    report: Report,
) -> dict[str, Ends]:
    """Return the ends of every conduit by id, and report ends that lie elsewhere than in their zone."""
    place = _Places(zones, addresses, assets, asset_addresses, report)
    out: dict[str, Ends] = {}
    for name, conduit in conduits.items():
        declared = bool(scalars(conduit.get("endpoints", "from")) or scalars(conduit.get("endpoints", "to")))
        if text(conduit.get("from")) == text(conduit.get("to")) != "":
            report.warn(conduit.place("to"), "same-zone", "a conduit joins two zones; this one stays in one")
        out[name] = Ends(
            place.end(conduit, "from"), place.end(conduit, "to"), declared, _initiators(conduit, zones, report)
        )
    return out


@dataclass(frozen=True, slots=True)
class _Places:
    zones: dict[str, Mapping]
    addresses: dict[str, AddressSet]
    assets: dict[str, Mapping]
    asset_addresses: dict[str, AddressSet]
    report: Report

    def end(self, conduit: Mapping, side: str) -> AddressSet:
        zone = text(conduit.get(side))
        named = scalars(conduit.get("endpoints", side))
        if not named:
            return self.addresses.get(zone, NOWHERE)
        return AddressSet.union(self.endpoint(scalar, zone) for scalar in named)

    def endpoint(self, scalar: Scalar, zone: str) -> AddressSet:
        if is_network(scalar.text):
            return self.block(scalar, zone)
        asset = self.assets.get(scalar.text)
        if asset is None:
            return NOWHERE
        lies_in = text(asset.get("zone"))
        stated = self.asset_addresses.get(scalar.text, NOWHERE)
        held = self.addresses.get(zone) or (stated if lies_in == zone else NOWHERE)
        if lies_in != zone and held.isdisjoint(stated) and zone in self.addresses and lies_in in self.addresses:
            message = f"asset {scalar.text} lies in zone {lies_in}, not in {zone}"
            self.report.error(scalar.location, "endpoint-outside-zone", message)
        elif held.isdisjoint(stated):
            where = f" in zone {zone}" if stated else ""
            message = f"asset {scalar.text} has no address{where}: the conduit allows nothing for it"
            self.report.warn(scalar.location, "no-address", message)
        return stated & held

    def block(self, scalar: Scalar, zone: str) -> AddressSet:
        block = network(scalar)
        held = self.addresses.get(zone)
        if block is None or held is None:
            return NOWHERE
        if _kind(zone, self.zones) == INTERNET:
            return block & held if scalar.text in EVERYTHING else block
        without_blocks = zone in self.zones and not self.zones[zone].get("cidrs")
        if not block <= held and not without_blocks:
            message = f"{scalar.text} is not inside zone {zone}"
            self.report.error(scalar.location, "endpoint-outside-zone", message)
        return block


def _kind(zone: str, zones: dict[str, Mapping]) -> str:
    if zone in zones:
        return text(zones[zone].get("kind"))
    return zone if zone in {INTERNET, UNASSOCIATED} else ""


def _initiators(conduit: Mapping, zones: dict[str, Mapping], report: Report) -> tuple[str, ...]:
    stated = text(conduit.get("initiator"), "from")
    if stated == "both":
        return ("from", "to")
    if stated not in {"ot", "it"}:
        return (stated,)
    kinds = {side: _kind(text(conduit.get(side)), zones) for side in ("from", "to")}
    if not all(kinds.values()):
        return ("from",)  # an unknown zone, reported as such
    ends = {side: kind_defaults(kind).side for side, kind in kinds.items()}
    if ends["from"] == ends["to"]:
        message = f"initiator {stated!r} says nothing here: both zones are on the same side; write from, to or both"
        report.error(conduit.place("initiator"), "unclear-initiator", message)
        return ("from",)
    inner, outer = ("from", "to") if ends["from"] > ends["to"] else ("to", "from")
    return (inner,) if stated == "ot" else (outer,)
