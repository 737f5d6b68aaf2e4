"""Every collection of declared objects: where it stands, and what one member is.

One table serves the loader (ids and references), the facts that policies see, and their JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden.site import (
    access_fields,
    governance_fields,
    metric_fields,
    network_fields,
    operation_fields,
    response_fields,
    site_fields,
    vulnerability_fields,
)
from zonewarden.site.exports.sessions import SESSION
from zonewarden.site.shapes import Record
from zonewarden_parsers.strict_yaml.nodes import Mapping, mappings, text


@dataclass(frozen=True, slots=True)
class Register:
    """Objects of one kind: in files of kind `file`, at a path of keys, each of which holds one mapping or a list.

    `keys` are the fields that make a member's id; none where there is only one, called like the last key of the path, or
    like its kind where it is the file itself.
    """

    kind: str
    file: str
    path: tuple[str, ...]
    shape: Record
    keys: tuple[str, ...] = ("id",)

    @property
    def named(self) -> bool:
        """Whether members have ids of their own, which references may name."""
        return self.keys == ("id",) and bool(self.path)

    def members(self, root: Mapping) -> Iterator[tuple[Mapping, str]]:
        """Yield each member in a file, with the id of the object that it is part of (or nothing)."""
        found = [(root, "")]
        for key in self.path:
            found = [(inner, text(node.get("id"))) for node, _ in found for inner in mappings(node.get(key))]
        yield from found

    def name(self, node: Mapping) -> str:
        """Return the id of a member."""
        return "/".join(text(node.get(key)) for key in self.keys) if self.keys else (self.path or (self.kind,))[-1]


def _register(kind: str, file: str, path: str, shape: Record, keys: tuple[str, ...] = ("id",)) -> Register:
    return Register(kind, file, tuple(path.split()), shape, keys)


_REMOTE, _OPERATIONS, _RESPONSE = "remote-access", "operations", "incident-response"
REGISTERS: dict[str, Register] = {
    "sites": _register("site", "site", "", site_fields.SITE),
    "units": _register("unit", "units", "units", site_fields.UNIT),
    "zone_records": _register("zone", "zones", "zones", network_fields.ZONE),
    "conduit_records": _register("conduit", "conduits", "conduits", network_fields.CONDUIT),
    "asset_records": _register("asset", "assets", "assets", site_fields.ASSET),
    "device_records": _register("device", "devices", "devices", network_fields.DEVICE),
    "service_records": _register("service", "services", "services", network_fields.SERVICE),
    "gateways": _register("gateway", _REMOTE, "gateways", access_fields.GATEWAY),
    "identity": _register("identity", _REMOTE, "identity", access_fields.IDENTITY, ()),
    "people": _register("person", _REMOTE, "identity people", access_fields.PERSON),
    "vendors": _register("vendor", _REMOTE, "vendors", access_fields.VENDOR),
    "grants": _register("grant", _REMOTE, "grants", access_fields.GRANT),
    "kill_switch": _register("kill switch", _REMOTE, "kill_switch", access_fields.KILL_SWITCH, ()),
    "break_glass": _register("break glass", _REMOTE, "break_glass", access_fields.BREAK_GLASS, ()),
    "approved_tools": _register("approved tool", _REMOTE, "approved_tools", access_fields.TOOL, ("service",)),
    "vulnerabilities": _register(
        "vulnerability", "vulnerabilities", "vulnerabilities", vulnerability_fields.VULNERABILITY
    ),
    "compensating_controls": _register(
        "compensating control", "vulnerabilities", "compensating_controls", vulnerability_fields.CONTROL
    ),
    "patch_cycles": _register("patch cycle", "vulnerabilities", "patch_cycles", vulnerability_fields.CYCLE),
    "advisories": _register("advisory", "vulnerabilities", "advisories", vulnerability_fields.ADVISORY),
    "windows": _register("window", _OPERATIONS, "windows", operation_fields.WINDOW),
    "freezes": _register("freeze", _OPERATIONS, "freezes", operation_fields.FREEZE),
    "production_calendar": _register(
        "calendar", _OPERATIONS, "production_calendar", operation_fields.CALENDAR, ("unit",)
    ),
    "changes": _register("change", _OPERATIONS, "changes", operation_fields.CHANGE),
    "backups": _register("backup", _OPERATIONS, "backups", operation_fields.BACKUP),
    "certificates": _register("certificate", _OPERATIONS, "certificates", operation_fields.TERM),
    "licences": _register("licence", _OPERATIONS, "licences", operation_fields.TERM),
    "scan_jobs": _register("scan job", _OPERATIONS, "scan_jobs", operation_fields.SCAN),
    "playbooks": _register("playbook", _RESPONSE, "playbooks", response_fields.PLAYBOOK),
    "isolation_actions": _register("isolation", _RESPONSE, "playbooks isolation_actions", response_fields.ISOLATION),
    "exercises": _register("exercise", _RESPONSE, "exercises", response_fields.EXERCISE),
    "actions": _register("action", _RESPONSE, "actions", response_fields.ACTION),
    "comm_plans": _register("communication plan", _RESPONSE, "comm_plans", response_fields.COMMUNICATION),
    "contacts": _register("contact", _RESPONSE, "contacts", response_fields.CONTACT),
    "recovery_plans": _register("recovery plan", _RESPONSE, "recovery_plans", response_fields.RECOVERY, ("unit",)),
    "log_collectors": _register("log collector", _RESPONSE, "log_collectors", response_fields.COLLECTOR),
    "sensors": _register("sensor", _RESPONSE, "sensors", response_fields.SENSOR),
    "board": _register("board", "governance", "", governance_fields.BOARD, ()),
    "council": _register("council", "governance", "council", governance_fields.COUNCIL, ()),
    "authority_levels": _register("authority", "governance", "authority_levels", governance_fields.AUTHORITY, ()),
    "objectives": _register("objective", "governance", "council objectives", governance_fields.OBJECTIVE),
    "regulations": _register("regulation", "governance", "regulations", governance_fields.REGULATION),
    "risk_register": _register("risk", "governance", "risk_register", governance_fields.RISK),
    "exceptions": _register("exception", "exceptions", "exceptions", governance_fields.EXCEPTION),
    "integrations": _register("integration", "integrations", "integrations", metric_fields.INTEGRATION),
    "kpis": _register("kpi", "kpis", "kpis", metric_fields.KPI),
    "measurements": _register(
        "measurement", "kpis", "measurements", metric_fields.MEASUREMENT, ("unit", "period_start")
    ),
    "investments": _register("investment", "kpis", "investments", metric_fields.INVESTMENT),
    "sessions": _register("session", "", "", SESSION, ("session_id",)),
}
"""By the name of their collection in the facts."""

TAKEN_UP = frozenset({"sensors", "backups", "patch_cycles", "log_collectors"})
"""Collections that a site takes into use by declaring a first member: policies that need them wait until then."""
