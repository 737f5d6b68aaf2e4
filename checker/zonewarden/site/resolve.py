"""Resolves declarations against each other: ids, references, addresses, services, intervals (SITE-SCHEMAS section 18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from zonewarden.site import conduits, overlay, zones
from zonewarden.site.files import Declared
from zonewarden.site.model import INTERNET, UNASSOCIATED, Service
from zonewarden.site.nodes import Mapping, Node, Scalar, mappings, scalars, text
from zonewarden.site.schema import KINDS
from zonewarden.site.shapes import moment
from zonewarden.site.validate import Report, references
from zonewarden_parsers.model import AddressSet, Diagnostic, Location

OBJECTS: dict[str, tuple[str, tuple[str, ...]]] = {
    "unit": ("units", ("units",)),
    "zone": ("zones", ("zones",)),
    "conduit": ("conduits", ("conduits",)),
    "asset": ("assets", ("assets",)),
    "device": ("devices", ("devices",)),
    "service": ("services", ("services",)),
    "gateway": ("remote-access", ("gateways",)),
    "vendor": ("remote-access", ("vendors",)),
    "grant": ("remote-access", ("grants",)),
    "person": ("remote-access", ("identity", "people")),
}
"""Where the objects of each kind are declared: kind of file and path of keys."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Objects by kind and id, the addresses of every zone, asset and conduit end, and all services by id."""

    objects: dict[str, dict[str, Mapping]]
    zones: dict[str, AddressSet]
    assets: dict[str, AddressSet]
    ends: dict[str, conduits.Ends]
    services: dict[str, Service]
    diagnostics: tuple[Diagnostic, ...]


def resolve(declared: Declared) -> Resolved:
    """Return everything that references stand for, and what is wrong with them."""
    report = Report()
    objects = {kind: _index(kind, declared, report) for kind in OBJECTS}
    _check_single(declared, report)
    services = overlay.all_services(objects["service"], report)
    _check_references(declared, objects, services, report)
    _check_reserved(objects["zone"], report)
    addresses = zones.zone_addresses(objects["zone"], report)
    assets = _asset_addresses(objects["asset"], objects["zone"], addresses, report)
    ends = conduits.resolve_ends(objects["conduit"], objects["zone"], addresses, objects["asset"], assets, report)
    if not declared.unreadable and "zones" not in declared.broken:
        _check_pools(objects["gateway"], objects["zone"], addresses, report)
    _check_grants(objects["grant"], report)
    return Resolved(objects, addresses, assets, ends, services, tuple(report.diagnostics))


def declared_objects(kind: str, declared: Declared) -> Iterator[Mapping]:
    """Yield the mappings of all objects of a kind, in order of declaration."""
    file_kind, path = OBJECTS[kind]
    for root in declared.roots(file_kind):
        yield from mappings(root.get(*path))


def _index(kind: str, declared: Declared, report: Report) -> dict[str, Mapping]:
    out: dict[str, Mapping] = {}
    for node in declared_objects(kind, declared):
        name = node.get("id")
        if not isinstance(name, Scalar) or name.value is None:
            continue
        if name.text in out:
            first = out[name.text].place("id")
            report.error(name.location, "duplicate-id", f"{kind} {name.text!r} is already declared at {first}")
        else:
            out[name.text] = node
    return out


def _check_single(declared: Declared, report: Report) -> None:
    for root in declared.roots("site")[1:]:
        first = declared.roots("site")[0].place("schema")
        report.error(root.place("schema"), "duplicate-site", f"the site is already declared at {first}")
    seen: dict[str, Location] = {}
    for root in declared.roots("remote-access"):
        for key in ("identity", "kill_switch", "break_glass"):
            if key in root.entries:
                place = root.entries[key].key.location
                if key in seen:
                    report.error(place, "duplicate-section", f"{key!r} is already declared at {seen[key]}")
                seen.setdefault(key, place)
    for root in declared.roots("site"):
        zone_name = root.get("timezone")
        if isinstance(zone_name, Scalar) and isinstance(zone_name.value, str) and time_zone(zone_name.text) is None:
            report.error(zone_name.location, "unknown-time-zone", f"unknown time zone {zone_name.text[:40]!r}")


def time_zone(name: str) -> ZoneInfo | None:
    """Return an IANA time zone, or None where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return None


def _check_references(
    declared: Declared, objects: dict[str, dict[str, Mapping]], services: dict[str, Service], report: Report
) -> None:
    known: dict[str, list[str]] = {kind: list(found) for kind, found in objects.items()}
    known["service"] = list(services)
    known["zone"] += [name for name in (INTERNET, UNASSOCIATED) if name not in objects["zone"]]
    names = {kind: frozenset(listed) for kind, listed in known.items()}
    # Seats of a governance file are people as well, and this version does not read them.
    unknown = {"person"} if "governance" in declared.files else set[str]()
    unknown |= (
        set(OBJECTS) if declared.unreadable else {k for k, (file, _) in OBJECTS.items() if file in declared.broken}
    )
    for kind, roots in declared.files.items():
        for root in roots if kind in KINDS else ():
            for scalar, kinds in references(root, KINDS[kind]):
                if not unknown.intersection(kinds) and not any(scalar.text in names[k] for k in kinds):
                    near = report.suggest(scalar.text, [name for k in kinds for name in known[k]])
                    what = " or ".join(kinds)
                    report.error(scalar.location, f"unknown-{kinds[0]}", f"unknown {what} {scalar.text[:70]!r}{near}")


def _check_reserved(found: dict[str, Mapping], report: Report) -> None:
    if UNASSOCIATED in found:
        message = f"{UNASSOCIATED!r} is the zone of private addresses that no zone declares; choose another id"
        report.error(found[UNASSOCIATED].place("id"), "reserved-id", message)
    if INTERNET in found and text(found[INTERNET].get("kind")) not in {INTERNET, ""}:
        report.error(found[INTERNET].place("kind"), "reserved-id", "the zone 'internet' is of kind internet")


def _asset_addresses(
    assets: dict[str, Mapping], found: dict[str, Mapping], addresses: dict[str, AddressSet], report: Report
) -> dict[str, AddressSet]:
    out: dict[str, AddressSet] = {}
    for name, asset in assets.items():
        zone = text(asset.get("zone"))
        parts: list[AddressSet] = []
        for scalar in (s for a in mappings(asset.get("addresses")) for s in scalars(a.get("ip"))):
            address = zones.network(scalar)
            if address is None:
                continue
            parts.append(address)
            if zone in found and found[zone].get("cidrs") and not address <= addresses[zone]:
                message = f"{scalar.text} of asset {name} is not inside zone {zone}{_owner(address, addresses)}"
                report.error(scalar.location, "address-outside-zone", message)
        out[name] = AddressSet.union(parts)
    return out


def _owner(address: AddressSet, addresses: dict[str, AddressSet]) -> str:
    owner = next((name for name, held in addresses.items() if address <= held), "")
    return f" but in {owner}" if owner else ""


def _check_pools(
    gateways: dict[str, Mapping], found: dict[str, Mapping], addresses: dict[str, AddressSet], report: Report
) -> None:
    allowed = AddressSet.union(addresses[n] for n, z in found.items() if text(z.get("kind")) == "remote_access")
    for scalar in (s for gateway in gateways.values() for s in scalars(gateway.get("pools"))):
        pool = zones.network(scalar)
        if pool and not pool <= allowed:
            report.error(scalar.location, "pool-outside-zone", f"pool {scalar.text} is not inside a remote_access zone")
    for gateway in gateways.values():
        zone = text(gateway.get("zone"))
        for scalar in scalars(gateway.get("addresses")) if found.get(zone) and found[zone].get("cidrs") else ():
            address = zones.network(scalar)
            if address and not address <= addresses[zone]:
                report.error(scalar.location, "address-outside-zone", f"{scalar.text} is not inside zone {zone}")


def _check_grants(grants: dict[str, Mapping], report: Report) -> None:
    for grant in grants.values():
        start, end = grant.get("valid_from"), grant.get("valid_until")
        _check_order(start, end, "valid_until must be after valid_from", report, equal_is_wrong=True)
        for approval in mappings(grant.get("approvals")):
            _check_order(approval.get("at"), start, "approved after the grant began", report, at_first=True)


def _check_order(
    first: Node | None,
    second: Node | None,
    message: str,
    report: Report,
    *,
    equal_is_wrong: bool = False,
    at_first: bool = False,
) -> None:
    before, after = moment(text(first)), moment(text(second))
    if before is None or after is None or first is None or second is None:
        return
    if before > after or (equal_is_wrong and before == after):
        report.error((first if at_first else second).location, "wrong-order", message)
