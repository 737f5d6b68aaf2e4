"""Every kind of file with its shape: the one description behind validation, JSON Schema and docs/site-files.md."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

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
from zonewarden.site.json_schema import schema_of
from zonewarden.site.shapes import Record

KINDS: dict[str, Record] = {
    "project": site_fields.PROJECT,
    "site": site_fields.SITE,
    "units": site_fields.UNITS,
    "zones": network_fields.ZONES,
    "conduits": network_fields.CONDUITS,
    "assets": site_fields.ASSETS,
    "devices": network_fields.DEVICES,
    "services": network_fields.SERVICES,
    "remote-access": access_fields.REMOTE_ACCESS,
    "vulnerabilities": vulnerability_fields.VULNERABILITIES,
    "operations": operation_fields.OPERATIONS,
    "incident-response": response_fields.INCIDENT_RESPONSE,
    "governance": governance_fields.GOVERNANCE,
    "integrations": metric_fields.INTEGRATIONS,
    "exceptions": governance_fields.EXCEPTIONS,
    "kpis": metric_fields.KPIS,
}


def json_schema(kind: str) -> dict[str, object]:
    """Return the JSON Schema (draft-07) of one kind of file; raises KeyError for other kinds."""
    return schema_of(kind, KINDS[kind])


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return `; did you mean 'x'?` for the nearest known word, or nothing where none is near."""
    if len(word) > 63:
        return ""
    by_folded = {name.lower(): name for name in sorted(known, reverse=True)}
    near = difflib.get_close_matches(word.lower(), sorted(by_folded), n=1)
    return f"; did you mean {by_folded[near[0]]!r}?" if near else ""
