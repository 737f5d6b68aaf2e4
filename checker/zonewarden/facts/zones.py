"""Facts about what the site declares: zones, conduits, assets, the service catalogue."""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden.analysis.conduits import expired
from zonewarden.analysis.integrations import Leg, allowed, legs
from zonewarden.analysis.survey import Survey
from zonewarden.facts.enforcement import enforcement
from zonewarden.facts.json import Json, address_texts, location
from zonewarden.site.model import UNASSOCIATED, Asset, Conduit, Owners, Service, Site, Unit, Zone
from zonewarden_parsers.model import NOWHERE, AddressSet

OT_KINDS = frozenset(
    {
        "process",
        "cell",
        "supervisory",
        "operations",
        "safety",
        "management",
        "monitoring",
        "wireless",
        "transient",
        "edge",
    }
)
DMZ_KINDS = frozenset({"idmz", "remote_access"})
IT_KINDS = frozenset({"enterprise", "guest"})
EXTERNAL_KINDS = frozenset({"vendor", "cloud", "carrier", "internet"})
UNKNOWN_IMPACT = 3


def is_ot(zone: Zone) -> bool:
    """Return whether a zone is operational technology: by kind, or by level where the kind does not say."""
    outside = DMZ_KINDS | IT_KINDS | EXTERNAL_KINDS | {"unassociated"}
    return zone.kind in OT_KINDS or (zone.kind not in outside and zone.level_low <= 3)


def impact(zone: Zone, site: Site) -> tuple[int, bool]:
    """Return the production impact of a zone, 0-4, and whether it is known (docs/severity.md).

    Unknown impact of an OT zone counts as 3: declaring a business impact can lower a severity, silence cannot.
    """
    values = [unit_impact(site.units[u], site) for u in zone.production_units if u in site.units]
    known = [v for v in values if v is not None]
    if zone.criticality is not None and not known:
        known = [zone.criticality]
    if not known or None in values:
        value = max([UNKNOWN_IMPACT, *known]) if is_ot(zone) else max(known, default=0)
        return value, not is_ot(zone)
    return (max(3, *known) if zone.kind == "safety" else max(known)), True


def unit_impact(unit: Unit, site: Site) -> int | None:
    """Return the impact of a production unit, 0-4, or None where its business impact is not declared."""
    parts = [unit.safety_consequence, unit.environmental_consequence, unit.regulatory_level]
    known = [p for p in parts if p is not None]
    if unit.downtime_cost_per_hour is not None and unit.credible_outage_h is not None and site.impact_bands:
        loss = unit.downtime_cost_per_hour * unit.credible_outage_h
        known.append(0 if loss <= 0 else 1 + sum(loss >= band for band in site.impact_bands))
    return min(4, max(known)) if known else None


def zones(survey: Survey) -> Json:
    """Return the zones."""
    clients = survey.client_zones
    return {z.id: _zone(z, survey.site, vpn_clients=z.id in clients) for z in survey.site.zones.values()}


def _zone(zone: Zone, site: Site, *, vpn_clients: bool) -> Json:
    worst, known = impact(zone, site)
    return {
        "id": zone.id,
        "title": f"zone {zone.id}",
        "locations": [location(zone.location)],
        "taints": [],
        "name": zone.name,
        "kind": zone.kind,
        "level_low": zone.level_low,
        "level_high": zone.level_high,
        "ot": is_ot(zone),
        "it": zone.kind in IT_KINDS,
        "dmz": zone.kind in DMZ_KINDS,
        "external": zone.kind in EXTERNAL_KINDS,
        "trust": zone.trust,
        "impact": worst,
        "impact_known": known,
        "criticality": zone.criticality,
        "sl_t": zone.security_level_target,
        "production_units": list(zone.production_units),
        "owners": _owners(zone.owners),
        "implied": zone.implied,
        "vpn_clients": vpn_clients,
        "placed": bool(zone.addresses or zone.interfaces or zone.vlans),
        "combined_safety_justified": zone.combined_safety_justified,
    }


def _owners(owners: Owners) -> Json:
    return {"ot": owners.ot, "it": owners.it, "deputy": owners.deputy}


def conduits(survey: Survey) -> Json:
    """Return the conduits, each with how its declared enforcing devices stand."""
    declared = legs(survey.site)
    return {c.id: _conduit(c, survey, declared) for c in survey.site.conduits}


def _conduit(conduit: Conduit, survey: Survey, declared: Iterable[Leg]) -> Json:
    return {
        "id": conduit.id,
        "title": f"conduit {conduit.id} ({conduit.from_zone} to {conduit.to_zone})",
        "locations": [location(conduit.location)],
        "taints": [],
        "name": conduit.name,
        "from": conduit.from_zone,
        "to": conduit.to_zone,
        "initiators": list(conduit.initiators),
        "services": [s.id for s in conduit.services],
        "access": conduit.access,
        "required": conduit.required,
        "safety_approved": conduit.safety_approved,
        "unidirectional": conduit.unidirectional,
        "endpoints_declared": conduit.endpoints_declared,
        "expired": expired(conduit, survey.now),
        "unpinned_services": [s.id for s in conduit.services if not s.app_id and not s.functions],
        "transport": conduit.transport,
        "crypto": conduit.crypto,
        "availability_class": conduit.availability_class,
        "fail_mode": conduit.fail_mode,
        "skip_level_justified": conduit.skip_level_justified,
        "wireless_approved": conduit.wireless_approved,
        "inspection": list(conduit.inspection),
        "owners": _owners(conduit.owners),
        "enforced_by": list(conduit.enforced_by),
        "enforcement": enforcement(conduit, survey.devices),
        "integrations": [row for leg in declared if (row := _leg(conduit, leg))["services"]],
    }


def _leg(conduit: Conduit, leg: Leg) -> Json:
    """Return which of an integration's services a conduit lets the first end of a leg open to the other."""
    return {
        "integration": leg.integration,
        "from": leg.from_zone,
        "to": leg.to_zone,
        "from_end": leg.from_end,
        "to_end": leg.to_end,
        "services": [s.id for s in conduit.services if allowed(conduit, leg, s)],
    }


def assets(survey: Survey) -> Json:
    """Return the inventoried hosts."""
    return {
        a.id: {
            "id": a.id,
            "title": f"{a.role or 'asset'} {a.id}",
            "locations": [location(a.location)],
            "taints": [],
            "role": a.role,
            "zone": a.zone,
            "safety": a.safety,
            "essential": a.essential,
            "services": list(a.services),
            "addresses": address_texts(a.addresses),
            "hostname": a.hostname,
            "production_unit": a.production_unit,
            "allowed_zones": list(a.allowed_zones),
            "crown_jewel": a.crown_jewel,
            "wireless": a.wireless,
            "transient": a.transient,
            "external_connectivity": a.external_connectivity,
            "forwarding": a.forwarding,
            "homes": list(a.homes),
            "unplaced": address_texts(_unplaced(a, survey.site)),
            "machine_ids": [],
            "seen_in": [],
        }
        for a in survey.site.assets.values()
    }


def _unplaced(asset: Asset, site: Site) -> AddressSet:
    """Return the addresses of an asset that no zone holds; a zone without blocks of its own may hold any of them."""
    listed = asset.zone != UNASSOCIATED and site.zones[asset.zone].addresses
    return asset.addresses & site.zones[UNASSOCIATED].addresses if listed else NOWHERE


def services(catalogue: Iterable[Service]) -> Json:
    """Return the service catalogue."""
    return {
        s.id: {
            "name": s.name,
            "roles": list(s.roles),
            "writes": s.writes,
            "auth": s.auth,
            "encryption": s.encryption,
            "unauthenticated_control": s.unauthenticated_control,
            "classes": list(s.classes),
            "encrypted_alternative": s.encrypted_alternative,
        }
        for s in catalogue
    }
