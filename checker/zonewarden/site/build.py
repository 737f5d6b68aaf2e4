"""Builds the site's dataclasses from declarations that have no errors."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo

from zonewarden.site.exports.hits import HITS
from zonewarden.site.exports.model import Exports, Hits
from zonewarden.site.exports.sessions import SESSIONS
from zonewarden.site.files import Declared
from zonewarden.site.limits import DEFAULT_LIMITS
from zonewarden.site.model import (
    INTERNET,
    UNASSOCIATED,
    Asset,
    Conduit,
    ConduitService,
    DeclaredDevice,
    Entry,
    Gateway,
    Owners,
    Project,
    Service,
    Site,
    Unit,
    Vendor,
    Zone,
)  # fmt: skip
from zonewarden.site.registers import REGISTERS, TAKEN_UP
from zonewarden.site.resolve import Resolved, time_zone
from zonewarden.site.shapes import day, moment
from zonewarden.site.zone_kinds import kind_defaults
from zonewarden.site.zones import homes, network
from zonewarden_parsers.model import AddressSet, Location
from zonewarden_parsers.strict_yaml.nodes import (
    Mapping,
    Node,
    Sequence,
    flag,
    integer,
    items,
    mappings,
    number,
    scalars,
    table,
    text,
    texts,
)


def build_site(project: Project, declared: Declared, resolved: Resolved, exports: Exports) -> Site:
    """Return the site of declarations that were checked and resolved without an error."""
    roots = declared.roots("site")
    root = roots[0] if roots else Mapping({}, Location(project.path, 1))
    default = Site(project)
    objects = resolved.objects
    zone_ = time_zone(text(root.get("timezone"))) or UTC
    services = resolved.services
    registers = _registers(declared, root, default.id) | _exported(exports)
    return Site(
        project=project,
        id=text(root.get("id"), default.id),
        name=text(root.get("name")),
        currency=text(root.get("currency"), default.currency),
        impact_bands=_bands(root.get("impact_bands")),
        limits=_limits(root.get("limits")),
        rule_metadata_pattern=text(root.get("rule_metadata", "pattern"), default.rule_metadata_pattern),
        rule_metadata_required=_required(root.get("rule_metadata", "required"), default.rule_metadata_required),
        zones=_zones(project, root, resolved),
        conduits=tuple(_conduit(n, resolved, services, zone_) for n in objects["conduit"].values()),
        units={name: _unit(node) for name, node in objects["unit"].items()},
        assets={name: _asset(node, resolved.assets[name], resolved.zones) for name, node in objects["asset"].items()},
        devices={name: _device(node) for name, node in objects["device"].items()},
        services=services,
        gateways=tuple(_gateway(node) for node in objects["gateway"].values()),
        vendors=tuple(_vendor(node) for node in objects["vendor"].values()),
        time_zone=zone_,
        registers=registers,
        declared=frozenset(declared.files) | {name for name in TAKEN_UP if registers[name]} | exports.names,
        exports=exports,
        counters=_counters(exports),
    )


def _registers(declared: Declared, site: Mapping, default_id: str) -> dict[str, tuple[Entry, ...]]:
    """Return every declared object by its collection; the site itself is one even where no file declares it."""
    found = {
        name: tuple(
            Entry(register.name(node), node, parent, root)
            for root in declared.roots(register.file)
            for node, parent in register.members(root)
        )
        for name, register in REGISTERS.items()
    }
    return found | {"sites": (Entry(text(site.get("id"), default_id), site, file=site),)}


def _exported(exports: Exports) -> dict[str, tuple[Entry, ...]]:
    """Return the rows of exports that are objects of their own, by collection. An id that several files state is the first's."""
    found: dict[str, Entry] = {}
    for row in exports.rows(SESSIONS.name, Mapping):
        name = REGISTERS[SESSIONS.name].name(row)
        found.setdefault(name, Entry(name, row))
    return {SESSIONS.name: tuple(found.values())}


def _counters(exports: Exports) -> dict[str, tuple[Hits, ...]]:
    found: dict[str, list[Hits]] = {}
    for row in exports.rows(HITS.name, Hits):
        found.setdefault(row.device, []).append(row)
    return {device: tuple(rows) for device, rows in found.items()}


def _bands(node: Node | None) -> tuple[float, float, float] | None:
    match [number(item) for item in items(node)]:
        case [float(low), float(middle), float(high)]:
            return low, middle, high
        case _:
            return None


def _limits(node: Node | None) -> dict[str, float]:
    out = dict(DEFAULT_LIMITS)
    for name, entry in node.entries.items() if isinstance(node, Mapping) else ():
        inner = entry.value.entries.items() if isinstance(entry.value, Mapping) else ()
        own = {name: entry.value, **{f"{name}.{key}": value.value for key, value in inner}}
        out |= {key: value for key, found in own.items() if (value := number(found)) is not None}
    return out


def _required(node: Node | None, default: tuple[str, ...]) -> tuple[str, ...]:
    return texts(node) if isinstance(node, Sequence) else default


def _owners(node: Mapping) -> Owners:
    return Owners(*(text(node.get("owners", key)) for key in ("ot", "it", "deputy")))


def _networks(node: Node | None) -> AddressSet:
    return AddressSet.union(block for s in scalars(node) if (block := network(s)))


def _score(node: Node | None) -> int | None:
    if isinstance(node, Mapping):
        return max((score for e in node.entries.values() if (score := integer(e.value)) is not None), default=None)
    return integer(node)


def _zones(project: Project, root: Mapping, resolved: Resolved) -> dict[str, Zone]:
    trust = root.get("trust")
    out = {name: _zone(node, trust, resolved.zones[name]) for name, node in resolved.objects["zone"].items()}
    for name in (INTERNET, UNASSOCIATED):
        if name not in out:
            kind = kind_defaults(name)
            place = Location(project.path, 1)
            level = integer(trust.get(name)) if isinstance(trust, Mapping) else None
            value = kind.trust if level is None else level
            held = resolved.zones[name]
            out[name] = Zone(name, name, kind.low, kind.high, place, addresses=held, trust=value, implied=True)
    return out


def _zone(node: Mapping, trust: Node | None, addresses: AddressSet) -> Zone:
    name = text(node.get("kind"))
    kind = kind_defaults(name)
    stated = [number(item) for item in items(node.get("level"))] or [kind.low, kind.high]
    levels = [level for level in stated if level is not None]
    chosen = [integer(node.get("trust")), integer(trust.get(name)) if isinstance(trust, Mapping) else None, kind.trust]
    return Zone(
        id=text(node.get("id")),
        kind=name,
        level_low=min(levels),
        level_high=max(levels),
        location=node.place("id"),
        name=text(node.get("name")),
        function=text(node.get("function")),
        addresses=addresses,
        interfaces=tuple((text(i.get("device")), text(i.get("interface"))) for i in mappings(node.get("interfaces"))),
        vlans=texts(node.get("vlans")),
        vrf=text(node.get("vrf")),
        production_units=texts(node.get("production_unit")),
        security_level_target=_score(node.get("sl_t")),
        criticality=integer(node.get("criticality")),
        trust=next(value for value in chosen if value is not None),
        owners=_owners(node),
        combined_safety_justified=_stated(node.get("combined_safety_justification")),
    )


def _conduit(node: Mapping, resolved: Resolved, services: dict[str, Service], zone: tzinfo) -> Conduit:
    name = text(node.get("id"))
    ends = resolved.ends[name]
    return Conduit(
        id=name,
        from_zone=text(node.get("from")),
        to_zone=text(node.get("to")),
        location=node.place("id"),
        name=text(node.get("name")),
        purpose=text(node.get("purpose")),
        sources=ends.sources,
        destinations=ends.destinations,
        endpoints_declared=ends.declared,
        initiators=ends.initiators,
        services=tuple(_conduit_service(item, services) for item in items(node.get("services"))),
        access=text(node.get("access")),
        required=any(flag(node.get(key)) for key in ("essential", "required", "required_in_degraded_mode")),
        safety_approved=_stated(node.get("safety_approved")),
        unidirectional=flag(node.get("unidirectional")) is True,
        enforced_by=texts(node.get("enforced_by")),
        expires=expiry(text(node.get("expires")), zone),
        owners=_owners(node),
        transport=text(node.get("transport")),
        crypto=text(node.get("crypto")),
        availability_class=text(node.get("availability_class")),
        fail_mode=text(node.get("fail_mode")),
        skip_level_justified=_stated(node.get("skip_level_justification")),
        wireless_approved=_stated(node.get("wireless_approved")),
        translated=_networks(node.get("nat", "inside")),
        inspection=tuple(_inspection(node)),
    )


def _stated(node: Node | None) -> bool:
    """Return whether an approval or a reason is given: a record of it, a text, or true."""
    return isinstance(node, Mapping) or flag(node) is True or bool(text(node).strip())


def _inspection(node: Mapping) -> Iterator[str]:
    ips = text(node.get("inspection", "ips"))
    if ips in {"detect", "block"}:
        yield f"ips:{ips}"
    if flag(node.get("inspection", "ot_dpi")):
        yield "ot-dpi"
    if text(node.get("inspection", "sensor")):
        yield "sensor"


def expiry(written: str, zone: tzinfo) -> datetime | None:
    """Return the moment after which something is over: a timestamp, or the end of a day in the site's time zone."""
    date = day(written)
    if date is None:
        return moment(written)
    return (
        datetime.combine(date, time.max, zone)
        if date.year == 9999
        else datetime.combine(date + timedelta(1), time(), zone)
    )


def _conduit_service(node: Node, services: dict[str, Service]) -> ConduitService:
    if isinstance(node, Mapping):
        name = text(node.get("service"))
        row = services[name]
        pinned = text(node.get("app_id")), texts(node.get("functions"))
        return ConduitService(name, row.services, row.needed, *pinned, commands=_commands(row))
    row = services[text(node)]
    return ConduitService(text(node), row.services, row.needed, commands=_commands(row))


def _commands(row: Service) -> bool:
    return row.writes or row.unauthenticated_control not in {"", "none"}


def _unit(node: Mapping) -> Unit:
    return Unit(
        id=text(node.get("id")),
        name=text(node.get("name")),
        location=node.place("id"),
        owners=_owners(node),
        downtime_cost_per_hour=number(node.get("bia", "downtime_cost_per_hour")),
        credible_outage_h=number(node.get("bia", "credible_outage_h")),
        safety_consequence=integer(node.get("bia", "safety_consequence")),
        environmental_consequence=integer(node.get("bia", "environmental_consequence")),
        regulatory_level=integer(node.get("bia", "regulatory_exposure", "level")),
    )


def _asset(node: Mapping, addresses: AddressSet, held: dict[str, AddressSet]) -> Asset:
    return Asset(
        id=text(node.get("id")),
        role=text(node.get("role")),
        zone=text(node.get("zone")),
        location=node.place("id"),
        addresses=addresses,
        production_unit=text(node.get("production_unit")),
        services=texts(node.get("services")),
        criticality=integer(node.get("criticality")),
        essential=flag(node.get("essential")) is True,
        safety=flag(node.get("safety")) is True,
        allowed_zones=texts(node.get("allowed_zones")),
        hostname=text(node.get("hostname")),
        crown_jewel=flag(node.get("crown_jewel")) is True,
        wireless=flag(node.get("wireless")) is True,
        transient=flag(node.get("transient")) is True,
        external_connectivity=text(node.get("external_connectivity")),
        forwarding=flag(node.get("forwarding")),
        homes=homes(addresses, text(node.get("zone")), held),
    )


def _device(node: Mapping) -> DeclaredDevice:
    return DeclaredDevice(
        id=text(node.get("id")),
        location=node.place("id"),
        role=text(node.get("role")),
        platform=text(node.get("platform")),
        config=text(node.get("config")),
        boundary=texts(node.get("boundary")),
        management_zone=text(node.get("management", "zone")),
        context=text(node.get("context")),
        zone_map=table(node.get("zone_map")),
        owners=_owners(node),
        fail_mode=text(node.get("fail_mode")),
    )


def _gateway(node: Mapping) -> Gateway:
    return Gateway(
        id=text(node.get("id")),
        scope=text(node.get("scope")),
        zone=text(node.get("zone")),
        location=node.place("id"),
        device=text(node.get("device")),
        portal=text(node.get("portal")),
        addresses=_networks(node.get("addresses")),
        public_addresses=_networks(node.get("public_address")),
        pools=_networks(node.get("pools")),
        protocols=texts(node.get("protocols")),
        mfa_required=flag(node.get("mfa", "required")),
        mfa_methods=texts(node.get("mfa", "methods")),
        idle_timeout_min=integer(node.get("idle_timeout_min")),
        absolute_timeout_h=number(node.get("absolute_timeout_h")),
        recorded=texts(node.get("session_recording")),
    )


def _vendor(node: Mapping) -> Vendor:
    return Vendor(text(node.get("id")), text(node.get("name")), node.place("id"), texts(node.get("units")))
