"""The JSON Schema (draft-07) of the facts document, written as one table a collection."""

from __future__ import annotations

from typing import Any

from zonewarden.facts.document import VERSION
from zonewarden.facts.registers import member_schema
from zonewarden.site.registers import REGISTERS
from zonewarden.site.shapes import Record

Schema = dict[str, Any]
_TYPES: dict[str, Schema] = {
    "text": {"type": "string"},
    "flag": {"type": "boolean"},
    "count": {"type": "integer", "minimum": 0},
    "number": {"type": "number"},
    "number?": {"type": ["number", "null"]},
    "texts": {"type": "array", "items": {"type": "string"}},
    "numbers": {"type": "array", "items": {"type": "number"}},
    "text?": {"type": ["string", "null"]},
    "flag?": {"type": ["boolean", "null"]},
    "count?": {"type": ["integer", "null"]},
    "texts?": {"type": ["array", "null"], "items": {"type": "string"}},
    "object": {"type": "object"},
    "texts by name": {"type": "object", "additionalProperties": {"type": "string"}},
    "lists by name": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "string"}}},
    "numbers by name": {"type": "object", "additionalProperties": {"type": "number"}},
    "places": {"type": "array", "items": {"$ref": "#/definitions/location"}},
    "place": {"$ref": "#/definitions/location"},
    "places by name": {"type": "object", "additionalProperties": {"$ref": "#/definitions/locations"}},
    "taints": {"type": "array", "items": {"$ref": "#/definitions/taint"}},
    "part?": {"oneOf": [{"type": "null"}, {"$ref": "#/definitions/part"}]},
    "missing?": {"oneOf": [{"type": "null"}, {"$ref": "#/definitions/missing"}]},
    "owners": {"$ref": "#/definitions/owners"},
    "decision": {"$ref": "#/definitions/decision"},
    "exploited": {"type": "array", "items": {"$ref": "#/definitions/exploited"}},
    "source hiding": {"type": "array", "items": {"$ref": "#/definitions/source hiding"}},
    "affected": {"type": "array", "items": {"$ref": "#/definitions/affected"}},
    "faults": {"type": "array", "items": {"$ref": "#/definitions/fault"}},
    "uninspected?": {"oneOf": [{"type": "null"}, {"$ref": "#/definitions/uninspected"}]},
    "rules": {"type": "array", "items": {"$ref": "#/definitions/responsible"}},
    "reach": {"$ref": "#/definitions/reach"},
    "times?": {"oneOf": [{"type": "null"}, {"$ref": "#/definitions/times"}]},
    "let through": {"type": "array", "items": {"$ref": "#/definitions/product"}},
    "unfiltered": {"type": "array", "items": {"$ref": "#/definitions/unfiltered"}},
    "passed by": {"type": "array", "items": {"$ref": "#/definitions/passing"}},
    "covered?": {"oneOf": [{"type": "null"}, {"type": "array", "items": {"$ref": "#/definitions/covered"}}]},
}
_DEFINITIONS: dict[str, dict[str, str]] = {
    "location": {"path": "text", "line": "count", "end_line": "count", "column": "count", "end_column": "count"},
    "taint": {"reason": "text", "location": "place"},
    "owners": {"ot": "text", "it": "text", "deputy": "text"},
    "uninspected": {"certainty": "text", "locations": "places"},
    "unfiltered": {"from": "text", "to": "text", "certainty": "text", "locations": "places"},
    "exploited": {"cve": "text", "document": "text", "added": "text", "locations": "places"},
    "affected": {"cve": "text", "asset": "text"},
    "fault": {"key": "text", "text": "text", "zones": "texts", "locations": "places"},
    "decision": {"decision": "text", "reason": "text", "locations": "places"},
    "responsible": {"id": "text", "text": "text", "action": "text", "location": "place"},
    "passing": {"list": "text", "index": "count?", "text": "text", "digest": "text", "location": "place"},
    "covered": {
        "policy": "text",
        "kind": "text",
        "subject": "text",
        "title": "text",
        "severity": "text",
        "fingerprint": "text",
        "waived": "flag",
    },
    "product": {"sources": "texts", "destinations": "texts", "services": "texts"},
    "times": {
        "known": "flag",
        "recurring": "flag",
        "bounded": "flag",
        "ends": "flag",
        "elapsed": "text",
        "ends_sessions": "flag?",
    },
    "reach": {"prefix4": "count?", "prefix6": "count?", "addresses": "count", "assets": "count", "most": "flag"},
}
_COMMON = {"id": "text", "title": "text", "locations": "places", "taints": "taints"}
_DECLARED = _COMMON | {
    "parent": "text", "zones": "texts", "affected_units": "texts", "worst_impact": "count", "impact_known": "flag",
    "file_reviewed_ago_h": "number?",
}  # fmt: skip
_COMPUTED: dict[str, dict[str, str]] = {
    "vulnerabilities": {"exposure": "text?", "exposed_from": "texts"},
    "exceptions": {"covers": "covered?", "unjudged": "texts"},
    "kpis": {"recomputed": "numbers", "recomputed_most": "number?"},
    "grants": {"wide_targets": "texts", "target_zones": "texts", "certificates": "grant certificates"},
    "sessions": {"asset": "text", "services": "texts", "target_granted": "flag?", "service_granted": "flag?"},
    "sensors": {"blind": "text"},
    "compensating_controls": {"proof": "text", "faults": "faults"},
}
_COLLECTIONS: dict[str, dict[str, str]] = {
    "zones": {
        "name": "text", "kind": "text", "level_low": "number", "level_high": "number", "ot": "flag", "it": "flag",
        "dmz": "flag", "external": "flag", "trust": "count", "impact": "count", "impact_known": "flag",
        "criticality": "count?", "sl_t": "count?", "production_units": "texts", "owners": "owners", "implied": "flag",
        "vpn_clients": "flag", "placed": "flag", "combined_safety_justified": "flag",
    },
    "conduits": {
        "name": "text", "from": "text", "to": "text", "initiators": "texts", "services": "texts", "access": "text",
        "required": "flag", "safety_approved": "flag", "unidirectional": "flag", "endpoints_declared": "flag",
        "expired": "flag", "owners": "owners", "enforced_by": "texts", "enforcement": "enforcement", "integrations": "legs",
        "unpinned_services": "texts", "transport": "text", "crypto": "text", "availability_class": "text", "fail_mode": "text",
        "skip_level_justified": "flag", "wireless_approved": "flag", "inspection": "texts",
    },
    "exports": {"files": "texts", "rows": "count"},
    "strange_hosts": {"device": "text", "hosts": "strangers"},
    "unlisted": {"source": "text", "zone": "text", "zones": "texts", "addresses": "texts", "count": "count"},
    "counters": {
        "device": "text", "list": "text", "text": "text", "digest": "text", "from_zones": "texts", "to_zones": "texts",
        "classes": "texts", "tags": "texts", "hits": "count?", "unused_days": "count?", "cycle": "flag?",
    },
    "publications": {
        "format": "text", "document": "text", "released_ago_h": "number?", "first_released_ago_h": "number?", "newest": "flag",
        "affects": "affected", "doubtful": "texts",
    },
    "statements": {
        "publication": "text", "path": "text", "issuer": "text", "cve": "text", "status": "text", "justification": "text",
        "explained": "flag", "released_ago_h": "number?", "superseded": "flag", "assets": "texts",
    },
    "known_exploited": {"vendor": "text", "product": "text", "added": "text", "added_ago_h": "number?"},
    "assets": {
        "role": "text", "zone": "text", "safety": "flag", "essential": "flag", "services": "texts", "addresses": "texts",
        "hostname": "text", "production_unit": "text", "allowed_zones": "texts", "crown_jewel": "flag", "wireless": "flag",
        "transient": "flag", "external_connectivity": "text", "forwarding": "flag?", "homes": "texts", "unplaced": "texts",
        "machine_ids": "texts", "seen_in": "texts",
    },
    "devices": {
        "name": "text", "platform": "text", "version": "text", "path": "text", "stateful": "flag", "declared": "flag",
        "boundary": "texts", "zones": "texts", "it_ot": "flag", "external": "flag", "impact": "count",
        "management_zone": "text", "dynamic_routing": "texts", "routing_peers": "routing peers", "route_handovers": "route handovers",
        "source_hiding": "source hiding", "exploited": "exploited", "ipv6": "flag", "management": "management",
    },
    "interfaces": {
        "device": "text", "name": "text", "hardware": "text", "zones": "texts", "possible_zones": "texts", "ot": "flag",
        "external": "flag", "addresses": "texts", "networks": "texts", "vrf": "text", "security_level": "count?",
        "description": "text", "ipv4": "flag", "ipv6": "flag", "settings": "texts", "in4": "text", "in6": "text",
        "out4": "text", "out6": "text", "unmatched4": "decision", "unmatched6": "decision",
    },
    "ports": {
        "device": "text", "name": "text", "enabled": "flag", "description": "text", "mode": "text", "access_vlan": "count",
        "native_vlan": "count", "all_vlans": "flag", "vlans": "texts", "settings": "texts", "zones": "texts", "use": "text",
        "asset": "text", "dhcp": "flag", "dhcp_snooped": "flag", "arp_inspected": "flag",
    },
    "vpns": {
        "device": "text", "name": "text", "kind": "text", "interface": "text", "interface_external": "flag",
        "enabled": "flag", "authentication": "texts", "factors": "count", "pools": "texts", "pool_zones": "texts",
        "pool_inside_remote_access_zone": "flag", "pool_overlaps_ot": "flag", "group_policy": "text",
        "split_tunnel": "text?", "filter_list": "text?", "idle_timeout_min": "count?", "session_timeout_min": "count?",
        "simultaneous_logins": "count?", "posture": "text?", "protocols": "texts", "peers": "texts", "crypto": "texts",
        "declared_gateway": "text", "bypass": "flag", "mentions": "texts", "field_locations": "places by name",
    },
    "translations": {
        "device": "text", "text": "text", "real": "texts", "mapped": "texts", "real_zones": "texts", "ot": "flag",
        "external": "flag", "declared": "flag", "mapped_zones": "texts", "remote_access": "texts", "gateways": "texts",
    },
    "rule_lists": {
        "device": "text", "name": "text", "rules": "count", "default": "text", "bound": "bound",
        "final_deny_logged": "flag?", "ot": "flag", "it_ot": "flag", "external": "flag", "safety": "flag",
        "remote_access": "flag", "impact": "count",
    },
    "rules": {
        "device": "text", "list": "text", "index": "count", "action": "text", "enabled": "flag", "bound": "flag",
        "status": "text", "blockers": "rules", "different_action": "flag", "any_source": "flag",
        "any_destination": "flag", "any_service": "flag", "sources": "texts", "destinations": "texts",
        "services": "texts", "service_ids": "texts", "classes": "texts", "swept": "lists by name", "widest_port_range": "count",
        "port_count": "count", "from_zones": "texts", "to_zones": "texts", "ot": "flag", "it_ot": "flag",
        "external": "flag", "safety": "flag", "remote_access": "flag", "answers": "flag", "logged": "flag", "remarks": "texts", "metadata": "texts by name",
        "metadata_missing": "texts", "pooled": "flag", "grants": "texts", "mentions": "texts", "review_overdue": "flag", "temporary": "flag", "source_reach": "reach",
        "destination_reach": "reach", "return_range": "flag", "every_icmp": "flag", "schedule": "text",
        "schedule_expired": "flag", "times": "times?", "grant_windows": "texts by name", "undefined": "texts", "atoms": "atoms", "text": "text", "digest": "text",
    },
    "second_legs": {
        "kind": "text", "asset": "text", "device": "text", "flow": "text", "from": "text", "to": "text", "permitted": "part?",
        "services": "touched", "reaches": "texts",
    },
    "session_rules": {
        "device": "text", "list": "text", "index": "count", "from_zones": "texts", "to_zones": "texts", "service_ids": "texts",
        "classes": "texts", "logged": "flag", "text": "text", "digest": "text",
    },
    "objects": {"device": "text", "name": "text", "kind": "text", "used": "flag", "empty": "flag", "mentions": "texts", "dormant": "flag", "ot": "flag"},
    "references": {"device": "text", "name": "text", "kind": "text"},
    "flows": {
        "device": "text", "from": "text", "to": "text", "placed": "flag", "permitted": "part?", "undeclared": "part?",
        "excess_services": "part?", "wrong_initiator": "part?", "services": "touched",
        "uninspected": "uninspected?", "integrations": "carried", "unregistered": "texts",
        "engineering_by_others": "texts", "past_safety_stations": "texts", "business_hosts": "lists by name",
        "managed_devices": "lists by name", "of_smb1_hosts": "texts", "unpinned": "lists by name", "detect_only": "places by name",
    },
    "required": {
        "conduit": "text", "device": "text", "from": "text", "to": "text", "missing": "missing?", "blockers": "rules",
        "answers": "missing?", "answer_blockers": "rules",
    },
    "exposures": {
        "vulnerability": "text", "asset": "text", "device": "text", "from": "text", "to": "text", "flow": "text",
        "exploited": "flag", "reachable": "part?",
    },
    "remote_users": {"device": "text", "name": "text", "enabled": "flag", "grants": "texts"},
    "grant_flows": {
        "grant": "text", "device": "text", "from": "text", "to": "text", "flow": "text", "beyond": "part?",
    },
    "control_checks": {
        "control": "text", "asset": "text", "device": "text", "from": "text", "to": "text", "flow": "text",
        "proof": "text", "breach": "part?",
    },
    "scan_flows": {
        "scanner": "text", "device": "text", "from": "text", "to": "text", "flow": "text", "unscheduled": "part?",
    },
    "setting_checks": {
        "control": "text", "device": "text", "part": "text", "proof": "text", "text": "text", "zones": "texts",
    },
    "isolations": {
        "action": "text", "playbook": "text", "device": "text", "missing_points": "texts", "untold": "texts", "assumed": "flag",
        "prestaged": "prestaged", "remaining": "remaining", "broken": "broken",
    },
    "emergency_rules": {"change": "text", "device": "text", "text": "text", "digest": "text", "overdue": "flag"},
    "kill_switch_runs": {
        "number": "count", "device": "text", "object": "text", "type": "text", "held": "text", "conduits": "texts",
        "plant": "touched flows", "left": "touched flows",
    },
    "log_paths": {
        "collector": "text", "source": "text", "device": "text", "from": "text", "to": "text", "proof": "text",
        "connected": "count", "blockers": "rules",
    },
    "client_pools": {"scope": "text", "addresses": "texts", "overlaps": "texts", "hosts": "texts"},
    "detours": {
        "clients": "text", "scope": "text", "from": "text", "to": "text", "devices": "texts", "reachable": "part?",
        "services": "texts", "onward": "onward",
    },
    "relays": {"zone": "text", "services": "relayed"},
    "parallels": {"one": "text", "other": "text", "conduit": "text", "differences": "differences"},
    "paths": {"zone": "text", "hops": "hops", "crown_jewels": "texts", "reaches": "texts", "reached_assets": "count"},
    "comparisons": {"base": "text", "changes": "texts"},
    "residuals": {"device": "text", "from": "text", "to": "text", "certainty": "text"},
    "measures": {
        "measure": "text", "scope": "text", "unit": "text", "value": "number?", "bound": "number?",
        "inputs": "numbers by name", "missing": "texts", "kpis": "texts", "parts": "losses", "periods": "points",
        "rising": "flag?",
    },
    "history": {
        "as_of": "text", "as_of_ago_h": "number", "commit": "text", "policy_counts": "numbers by name",
        "reachable": "texts?", "unreachable": "texts?", "measures": "recorded",
    },
    "edits": {
        "kind": "text", "change": "text", "file": "text", "device": "text", "devices": "texts", "from": "text", "to": "text",
        "conduits": "texts", "undeclared": "flag", "certainty": "text", "named_by": "texts", "zones": "texts",
        "fresh_roles": "texts",
    },
    "coverage": {
        "path": "text", "platform": "text", "lines": "count", "modelled": "count", "irrelevant": "count",
        "unknown": "count", "share": "number",
    },
}  # fmt: skip
_NESTED: dict[str, dict[str, str]] = {
    "strangers": {"address": "text", "zone": "text", "location": "place"},
    "source hiding": {
        "text": "text",
        "from": "text",
        "to": "text",
        "unlogged": "flag",
        "certainty": "text",
        "locations": "places",
    },
    "route handovers": {
        "protocol": "text",
        "what": "text",
        "filtered": "flag",
        "zones": "texts",
        "locations": "places",
    },
    "routing peers": {
        "protocol": "text",
        "where": "text",
        "interface": "text",
        "authentication": "text",
        "zones": "texts",
        "locations": "places",
    },
    "grant certificates": {"device": "text", "certificate": "text", "ended": "flag", "locations": "places"},
    "differences": {
        "wide": "text",
        "narrow": "text",
        "from": "text",
        "to": "text",
        "certainty": "text",
        "products": "let through",
        "locations": "places",
    },
    "enforcement": {
        "device": "text",
        "present": "flag",
        "between": "flag",
        "placed": "flag",
        "unfiltered": "unfiltered",
    },
    "legs": {
        "integration": "text",
        "from": "text",
        "to": "text",
        "from_end": "text",
        "to_end": "text",
        "services": "texts",
    },
    "hops": {
        "flow": "text",
        "device": "text",
        "from": "text",
        "to": "text",
        "services": "texts",
        "certainty": "text",
        "locations": "places",
    },
    "touched flows": {"flow": "text", "from": "text", "to": "text", "part": "part?", "locations": "places"},
    "onward": {"flow": "text", "to": "text", "services": "texts", "locations": "places"},
    "bound": {"interface": "text", "direction": "text"},
    "losses": {"kind": "text", "id": "text", "loss": "number", "gain": "number"},
    "points": {"at": "text", "value": "number?"},
    "recorded": {"id": "text", "scope": "text", "unit": "text", "value": "number?"},
    "atoms": {"kind": "text", "text": "text"},
    "lapsing": {
        "name": "text",
        "used_by": "text",
        "days_left": "count?",
        "renewal_change": "text",
        "locations": "places",
    },
    "remaining": {
        "from": "text",
        "to": "text",
        "hops": "lists by name",
        "locations": "places",
        "part": "part?",
        "by": "passed by",
    },
    "prestaged": {
        "name": "text",
        "list": "text",
        "index": "count",
        "action": "text",
        "enabled": "flag",
        "bound": "flag",
        "digest": "text",
        "locations": "places",
    },
    "broken": {"conduit": "text", "from": "text", "to": "text", "missing": "missing?"},
}
_MANAGEMENT: dict[str, dict[str, str]] = {
    "services": {
        "protocol": "text", "any_source": "flag", "sources": "texts", "source_zones": "texts", "interfaces": "texts", "external": "flag",
        "management_ports": "flag", "outside_management": "flag?", "filter_name": "text", "line": "text", "sources_known": "flag", "locations": "places",
    },
    "lines": {
        "name": "text", "idle_timeout_s": "count?", "transports": "texts?", "access_class": "text", "login": "text",
        "exec_disabled": "flag", "locations": "places",
    },
    "users": {"name": "text", "hash": "text", "privilege": "count?", "locations": "places"},
    "snmp": {
        "version": "text", "write": "flag", "level": "text", "filter_name": "text", "default_name": "flag",
        "any_source": "flag", "locations": "places",
    },
    "servers": {
        "purpose": "text", "host": "text", "zones": "texts", "authenticated": "flag?", "transport": "text",
        "interface": "text", "locations": "places",
    },
    "secrets": {"kind": "text", "what": "text", "locations": "places"},
}  # fmt: skip
_RELAYED = {
    "certainty": "text", "hosts": "texts", "assets": "texts", "unlisted": "texts", "from_zones": "texts", "to_zones": "texts",
    "locations": "places",
}  # fmt: skip
_CARRIED = {"from_end": "text", "to_end": "text", "services": "texts", "beyond": "texts"}
_SERVICE = {
    "name": "text", "roles": "texts", "writes": "flag", "auth": "text", "encryption": "text",
    "unauthenticated_control": "text", "classes": "texts", "encrypted_alternative": "text",
}  # fmt: skip
_PART = {
    "certainty": "text", "count": "count", "products": "products", "services": "texts", "conduits": "texts",
    "rules": "texts",
    "any_service": "flag", "any_source": "flag", "any_destination": "flag",
}  # fmt: skip
_SITE = {
    "id": "text", "name": "text", "currency": "text", "limits": "numbers by name", "rule_metadata_required": "texts",
    "declared": "texts",
}  # fmt: skip


def facts_schema() -> Schema:
    """Return the JSON Schema of the facts document; every documented field is there, and no other."""
    types = _TYPES | {name: _listed(fields) for name, fields in _NESTED.items()}
    types["products"] = {"type": "array", "items": {"$ref": "#/definitions/product"}}
    types["touched"] = _keyed({"certainty": "text", "uncovered": "flag", "classes": "texts"})
    types["relayed"] = _keyed(_RELAYED)
    types["carried"] = _keyed(_CARRIED)
    types["management"] = _object({n: n for n in _MANAGEMENT} | {"settings": "settings"}, types | _management())
    definitions = {name: _object(fields, types) for name, fields in _DEFINITIONS.items()}
    definitions["locations"] = types["places"]
    definitions["part"] = _object(_PART, types)
    definitions["missing"] = _object({"certainty": "text", "count": "count", "products": "products"}, types)
    properties: Schema = {name: _keyed(_COMMON | fields, types) for name, fields in _COLLECTIONS.items()}
    properties |= {name: _register(name, register.shape, types) for name, register in REGISTERS.items()}
    properties |= {
        "schema": {"const": VERSION},
        "as_of": {"type": "string", "format": "date-time"},
        "site": _object(_SITE, types),
        "services": _keyed(_SERVICE, types),
    }
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Zonewarden facts",
        "description": "What policies see as `input`; docs/facts.md describes every field.",
        "type": "object",
        "properties": dict(sorted(properties.items())),
        "required": sorted(properties),
        "additionalProperties": False,
        "definitions": definitions,
    }


def _register(name: str, shape: Record, types: dict[str, Schema]) -> Schema:
    """Return the schema of a collection of declared objects: their own fields, and what the checker adds."""
    added = _DECLARED | _COMPUTED.get(name, {})
    fields = member_schema(shape) | {name: types[kind] for name, kind in added.items()}
    member = {"type": "object", "properties": fields, "required": sorted(fields), "additionalProperties": False}
    return {"type": "object", "additionalProperties": member}


def _management() -> dict[str, Schema]:
    settings = _listed({"value": "text", "locations": "places"})
    lists = {name: _listed(fields) for name, fields in _MANAGEMENT.items()}
    return lists | {"settings": {"type": "object", "additionalProperties": settings}}


def _object(fields: dict[str, str], types: dict[str, Schema] = _TYPES) -> Schema:
    return {
        "type": "object",
        "properties": {name: types[kind] for name, kind in fields.items()},
        "required": sorted(fields),
        "additionalProperties": False,
    }


def _listed(fields: dict[str, str]) -> Schema:
    return {"type": "array", "items": _object(fields)}


def _keyed(fields: dict[str, str], types: dict[str, Schema] = _TYPES) -> Schema:
    return {"type": "object", "additionalProperties": _object(fields, types)}
