"""Facts about what a device accepts for itself: services, lines, accounts, SNMP, servers, secrets, settings."""

from __future__ import annotations

from zonewarden.analysis.survey import DeviceSurvey, Survey, zones_holding
from zonewarden.facts.json import Json, address_texts, location
from zonewarden.facts.management_ports import is_management_port
from zonewarden.facts.places import zones_at
from zonewarden.facts.zones import EXTERNAL_KINDS
from zonewarden_parsers.model import AddressSet, AdminService, Server
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6


def management(survey: Survey, found: DeviceSurvey) -> Json:
    """Return the management plane of a device."""
    plane = found.device.management
    settings: Json = {}
    for setting in plane.settings:
        entry = {"value": setting.value, "locations": [location(setting.location)]}
        settings.setdefault(setting.name, []).append(entry)
    return {
        "services": [_service(survey, found, s) for s in plane.services],
        "lines": [
            {
                "name": line.name,
                "idle_timeout_s": line.idle_timeout_s,
                "transports": None if line.transports is None else list(line.transports),
                "access_class": line.access_class,
                "login": line.login,
                "exec_disabled": line.exec_disabled,
                "locations": [location(line.location)],
            }
            for line in plane.lines
        ],
        "users": [
            {"name": u.name, "hash": u.hash, "privilege": u.privilege, "locations": [location(u.location)]}
            for u in plane.users
        ],
        "snmp": [
            {
                "version": s.version,
                "write": s.write,
                "level": s.level,
                "filter_name": s.filter_name,
                "default_name": s.default_name,
                "any_source": _is_any(s.sources),
                "locations": [location(s.location)],
            }
            for s in plane.snmp
        ],
        "servers": [_server(survey, s) for s in plane.servers],
        "secrets": [{"kind": s.kind, "what": s.what, "locations": [location(s.location)]} for s in plane.secrets],
        "settings": settings,
    }


def _service(survey: Survey, found: DeviceSurvey, service: AdminService) -> Json:
    managed = [z.addresses for z in survey.site.zones.values() if z.kind == "management"]
    listening = [
        i for i in found.device.interfaces if i.enabled and (not service.interfaces or i.name in service.interfaces)
    ]
    external = any(z.kind in EXTERNAL_KINDS for i in listening for z in zones_at(survey, found, i.name, certain=True))
    return {
        "protocol": service.protocol,
        "any_source": _is_any(service.sources),
        "sources": address_texts(service.sources),
        "source_zones": zones_holding(survey.site, service.sources),
        "interfaces": list(service.interfaces),
        "external": external,
        "management_ports": bool(listening) and all(is_management_port(survey, found, i) for i in listening),
        "outside_management": not service.sources <= AddressSet.union(managed) if managed else None,
        "filter_name": service.filter_name,
        "line": service.line,
        "sources_known": service.sources_known,
        "locations": [location(service.location)],
    }


def _server(survey: Survey, server: Server) -> Json:
    return {
        "purpose": server.purpose,
        "host": server.host,
        "zones": zones_holding(survey.site, server.addresses),
        "authenticated": server.authenticated,
        "transport": server.transport,
        "interface": server.interface,
        "locations": [location(server.location)],
    }


def _is_any(addresses: AddressSet) -> bool:
    return addresses.v4 == ALL_V4 or addresses.v6 == ALL_V6
