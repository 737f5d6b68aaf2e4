"""Facts about devices: attachment to zones, interfaces, management plane, VPN terminations."""

from __future__ import annotations

from zonewarden.analysis.chain import Filters
from zonewarden.analysis.clients import declared_gateway
from zonewarden.analysis.grant_names import GrantNames
from zonewarden.analysis.survey import DeviceSurvey, Survey, names_of, zones_holding
from zonewarden.facts.exploited import exploited
from zonewarden.facts.json import Json, address_texts, gap_taints, location, locations, taints
from zonewarden.facts.management import management
from zonewarden.facts.places import zones_at
from zonewarden.facts.source_hiding import source_hiding
from zonewarden.facts.unmatched import unmatched
from zonewarden.facts.zones import EXTERNAL_KINDS, impact, is_ot
from zonewarden.site.model import Gateway, Zone
from zonewarden_parsers.model import (
    AddressSet,
    Aspect,
    Direction,
    Interface,
    Location,
    RoutingPeer,
    Vpn,
)


def devices(survey: Survey) -> Json:
    """Return the devices."""
    return {d.id: _device(survey, d) for d in survey.devices}


def _device(survey: Survey, found: DeviceSurvey) -> Json:
    device, declared = found.device, found.declared
    attached = attached_zones(survey, found)
    ot = [z for z in attached if is_ot(z)]
    return {
        "id": found.id,
        "title": f"device {found.id}",
        "locations": [location(Location(found.device.path, 1))],
        "taints": taints(gap_taints(device, [Aspect.MANAGEMENT])),
        "name": device.name or found.id,
        "platform": device.platform,
        "version": device.version,
        "path": device.path,
        "stateful": device.stateful,
        "declared": declared is not None,
        "boundary": list(declared.boundary) if declared else [],
        "zones": [z.id for z in attached],
        "it_ot": bool(ot) and any(not is_ot(z) and z.kind != "unassociated" for z in attached),
        "external": any(z.kind in EXTERNAL_KINDS for z in attached),
        "impact": max((impact(z, survey.site)[0] for z in attached), default=0),
        "management_zone": declared.management_zone if declared else "",
        "dynamic_routing": [name for name, _ in device.dynamic_routing],
        "routing_peers": [
            {
                "protocol": peer.protocol,
                "where": peer.where,
                "interface": peer.interface,
                "authentication": peer.authentication,
                "zones": _peer_zones(survey, found, peer),
                "locations": [location(peer.location)],
            }
            for peer in device.routing_peers
        ],
        "route_handovers": [
            {
                "protocol": given.protocol,
                "what": given.what,
                "filtered": given.filtered,
                "zones": sorted(
                    {
                        z
                        for p in device.routing_peers
                        if p.protocol == given.protocol
                        for z in _peer_zones(survey, found, p)
                    }
                ),
                "locations": [location(given.location)],
            }
            for given in device.route_handovers
        ],
        "source_hiding": source_hiding(survey, found),
        "exploited": exploited(device, survey.site),
        "ipv6": any(i.ipv6_enabled for i in device.interfaces if i.enabled),
        "management": management(survey, found),
    }


def _peer_zones(survey: Survey, found: DeviceSurvey, peer: RoutingPeer) -> list[str]:
    """Return the zones in which a peer is: those of the interface, or that hold its address."""
    if peer.interface:
        return [z.id for z in zones_at(survey, found, peer.interface, certain=True)]
    try:
        return zones_holding(survey.site, AddressSet.parse(peer.where)) if peer.where else []
    except ValueError:
        return []


def attached_zones(survey: Survey, found: DeviceSurvey) -> list[Zone]:
    """Return the zones with a certain place at the device; all with any place where none is certain."""
    certain = [z for z, places in found.places.items() if any(p.certain for p in places)]
    return [survey.site.zones[z] for z in sorted(certain or [z for z, places in found.places.items() if places])]


def interfaces(survey: Survey) -> Json:
    """Return the layer-3 interfaces that are up and forward traffic."""
    out: Json = {}
    for found in survey.devices:
        filters = Filters(found.device)
        for interface in found.device.interfaces:
            addressed = interface.addresses or interface.networks or interface.ipv6_enabled or interface.dynamic
            if interface.enabled and not interface.management_only and addressed:
                out[f"{found.id}/{interface.name}"] = _interface(survey, found, interface, filters)
    return out


def _interface(survey: Survey, found: DeviceSurvey, interface: Interface, filters: Filters) -> Json:
    here = zones_at(survey, found, interface.name, certain=True)
    id_ = f"{found.id}/{interface.name}"
    return {
        "id": id_,
        "title": f"interface {interface.name} of {found.id}",
        "locations": [location(interface.location)],
        "taints": taints(gap_taints(found.device, [Aspect.FLOWS], interface.name)),
        "device": found.id,
        "name": interface.name,
        "hardware": interface.hardware,
        "zones": [z.id for z in here],
        "possible_zones": [z.id for z in zones_at(survey, found, interface.name, certain=False)],
        "ot": any(is_ot(z) for z in here),
        "external": any(z.kind in EXTERNAL_KINDS for z in here),
        "addresses": address_texts(interface.addresses),
        "networks": address_texts(interface.networks),
        "vrf": interface.vrf,
        "security_level": interface.security_level,
        "description": interface.description,
        "ipv4": bool(interface.networks.v4) or interface.dynamic,
        "ipv6": interface.ipv6_enabled or bool(interface.networks.v6),
        "settings": sorted(interface.settings),
        **{
            f"{direction.value}{version}": filters.bound(interface.name, direction, version)
            for direction in (Direction.IN, Direction.OUT)
            for version in (4, 6)
        },
        "unmatched4": unmatched(found.device, filters, interface, 4),
        "unmatched6": unmatched(found.device, filters, interface, 6),
    }


def vpns(survey: Survey) -> Json:
    """Return the VPN terminations of every device."""
    grants = GrantNames(survey.site)
    return {f"{d.id}/{v.name}": _vpn(survey, d, v, grants) for d in survey.devices for v in d.device.vpns}


def _vpn(survey: Survey, found: DeviceSurvey, vpn: Vpn, grants: GrantNames) -> Json:
    names = names_of(survey.site, found.device, found.id)
    gateway = declared_gateway(survey.site.gateways, names, vpn.name, vpn.pools)
    holding = [survey.site.zones[z] for z in zones_holding(survey.site, vpn.pools)]
    inside = [z for z in holding if z.kind == "remote_access" and vpn.pools <= z.addresses]
    at = [z for name in vpn.reached_by or (vpn.interface,) for z in zones_at(survey, found, name, certain=True)]
    return {
        "id": f"{found.id}/{vpn.name}",
        "title": f"VPN {vpn.name} of {found.id}",
        "locations": [location(vpn.location)],
        "taints": taints(gap_taints(found.device, [Aspect.REMOTE_ACCESS])),
        "device": found.id,
        "name": vpn.name,
        "kind": vpn.kind.value,
        "interface": vpn.interface,
        "interface_external": any(z.kind in EXTERNAL_KINDS for z in at),
        "enabled": vpn.enabled,
        "authentication": list(vpn.authentication),
        "factors": factors(vpn, gateway),
        "pools": address_texts(vpn.pools),
        "pool_zones": [z.id for z in holding],
        "pool_inside_remote_access_zone": bool(inside),
        "pool_overlaps_ot": any(is_ot(z) for z in holding),
        "group_policy": vpn.group_policy,
        "split_tunnel": vpn.split_tunnel,
        "filter_list": vpn.filter_list,
        "idle_timeout_min": vpn.idle_timeout_min,
        "session_timeout_min": vpn.session_timeout_min,
        "simultaneous_logins": vpn.simultaneous_logins,
        "posture": vpn.posture,
        "protocols": list(vpn.protocols),
        "peers": list(vpn.peers),
        "crypto": list(vpn.crypto),
        "declared_gateway": gateway.id if gateway else "",
        "bypass": found.device.vpn_bypass is not None,
        "mentions": grants.mentioned(vpn.name, vpn.group_policy, vpn.filter_list or "", *vpn.pool_names),
        "field_locations": {name: locations([place]) for name, place in sorted(vpn.locations.items())},
    }


def factors(vpn: Vpn, gateway: Gateway | None) -> int:
    """Return how many different factors a user of the VPN must show.

    A password (AAA), a second password server, a certificate and an identity provider (SAML) are one each; a group key
    is none. What an external server asks for is not in the configuration: where the declared gateway requires MFA, AAA
    on such a server or SAML counts as two.
    """
    kinds: set[str] = set()
    for method in vpn.authentication:
        kind, _, server = method.partition(":")
        if kind == "psk":
            continue
        kinds.add(kind)
        external = kind == "saml" or (kind == "aaa" and server.upper() != "LOCAL")
        if external and gateway is not None and gateway.mfa_required:
            kinds.add("declared second factor")
    return len(kinds)
