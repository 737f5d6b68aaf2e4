"""Resolves declarations against each other: ids, references, addresses, services, intervals (SITE-SCHEMAS section 18)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from zonewarden.site import conduits, overlay, zones
from zonewarden.site.files import Declared
from zonewarden.site.model import INTERNET, UNASSOCIATED, Service
from zonewarden.site.order import check_orders
from zonewarden.site.registers import REGISTERS, Register
from zonewarden.site.schema import KINDS
from zonewarden.site.validate import Report, references
from zonewarden_parsers.model import AddressSet, Diagnostic, Location
from zonewarden_parsers.strict_yaml.nodes import Mapping, Scalar, mappings, scalars, text

OBJECTS: dict[str, Register] = {register.kind: register for register in REGISTERS.values() if register.named}
"""Where the objects that have ids are declared, by kind of object."""
_TICKETS = frozenset({"change"})
"""Objects that a site may keep elsewhere: their ids are free while no file of their kind is declared."""


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
    _check_keys(declared, report)
    services = overlay.all_services(objects["service"], report)
    _check_references(declared, objects, services, report)
    _check_reserved(objects["zone"], report)
    addresses = zones.zone_addresses(objects["zone"], report)
    assets = _asset_addresses(objects["asset"])
    ends = conduits.resolve_ends(objects["conduit"], objects["zone"], addresses, objects["asset"], assets, report)
    if not declared.unreadable and "zones" not in declared.broken:
        _check_pools(objects["gateway"], objects["zone"], addresses, report)
    check_orders(objects, report)
    return Resolved(objects, addresses, assets, ends, services, tuple(report.diagnostics))


def declared_objects(kind: str, declared: Declared) -> Iterator[Mapping]:
    """Yield the mappings of all objects of a kind, in order of declaration."""
    register = OBJECTS[kind]
    for root in declared.roots(register.file):
        yield from (node for node, _ in register.members(root))


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
    sections = {
        "remote-access": ("identity", "kill_switch", "break_glass"),
        "governance": ("council", "authority_levels"),
    }
    for root, keys in ((root, keys) for kind, keys in sections.items() for root in declared.roots(kind)):
        for key in keys:
            if key in root.entries:
                place = root.entries[key].key.location
                if key in seen:
                    report.error(place, "duplicate-section", f"{key!r} is already declared at {seen[key]}")
                seen.setdefault(key, place)
    for root in declared.roots("site"):
        zone_name = root.get("timezone")
        if isinstance(zone_name, Scalar) and isinstance(zone_name.value, str) and time_zone(zone_name.text) is None:
            report.error(zone_name.location, "unknown-time-zone", f"unknown time zone {zone_name.text[:40]!r}")


def _check_keys(declared: Declared, report: Report) -> None:
    """Report objects without ids of their own that are declared twice, such as two measurements of one period."""
    for register in (r for r in REGISTERS.values() if r.path and r.keys and not r.named):
        seen: dict[str, Location] = {}
        for node in (node for root in declared.roots(register.file) for node, _ in register.members(root)):
            name = register.name(node)
            if name in seen:
                message = f"{register.kind} {name!r} is already declared at {seen[name]}"
                report.error(node.place(register.keys[0]), "duplicate-id", message)
            seen.setdefault(name, node.place(register.keys[0]))


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
    known["person"] += _seats(declared)
    known["whole site"] = ["site"]
    names = {kind: frozenset(listed) for kind, listed in known.items()}
    absent = {kind for kind in _TICKETS if OBJECTS[kind].file not in declared.files}
    broken = {kind for kind, register in OBJECTS.items() if register.file in declared.broken}
    if "governance" in declared.broken:
        broken.add("person")
    unknown = set(OBJECTS) if declared.unreadable else absent | broken
    for kind, roots in declared.files.items():
        for root in roots if kind in KINDS else ():
            for scalar, kinds in references(root, KINDS[kind]):
                if not unknown.intersection(kinds) and not any(scalar.text in names[k] for k in kinds):
                    near = report.suggest(scalar.text, [name for k in kinds for name in known[k]])
                    what = " or ".join(kinds)
                    report.error(scalar.location, f"unknown-{kinds[0]}", f"unknown {what} {scalar.text[:70]!r}{near}")


def _seats(declared: Declared) -> list[str]:
    """Return the people of the council: seats, deputies, sponsor."""
    councils = [council for root in declared.roots("governance") for council in mappings(root.get("council"))]
    seats = [seat for council in councils for seat in mappings(council.get("seats"))]
    named = [council.get("sponsor", "id") for council in councils]
    named += [seat.get(key) for seat in seats for key in ("id", "deputy")]
    return [name for node in named if (name := text(node))]


def _check_reserved(found: dict[str, Mapping], report: Report) -> None:
    if UNASSOCIATED in found:
        message = f"{UNASSOCIATED!r} is the zone of private addresses that no zone declares; choose another id"
        report.error(found[UNASSOCIATED].place("id"), "reserved-id", message)
    if INTERNET in found and text(found[INTERNET].get("kind")) not in {INTERNET, ""}:
        report.error(found[INTERNET].place("kind"), "reserved-id", "the zone 'internet' is of kind internet")


def _asset_addresses(assets: dict[str, Mapping]) -> dict[str, AddressSet]:
    """Return the addresses of every asset. Where they lie is for policies to judge (SEG-017, SEG-031)."""
    written = {
        name: [s for a in mappings(node.get("addresses")) for s in scalars(a.get("ip"))]
        for name, node in assets.items()
    }
    return {
        name: AddressSet.union(block for scalar in listed if (block := zones.network(scalar)))
        for name, listed in written.items()
    }


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
