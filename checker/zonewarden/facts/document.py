"""The facts document of a survey."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden.analysis.detours import Detour
from zonewarden.analysis.survey import Survey
from zonewarden.facts import devices, flows, zones
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.counters import counters
from zonewarden.facts.crossings import Crossing, crossings
from zonewarden.facts.detours import client_legs, client_pools, detour_facts, found_detours
from zonewarden.facts.evidence import conclude, evidence
from zonewarden.facts.exports import exports
from zonewarden.facts.grants import grant_flow_facts
from zonewarden.facts.history import history, misplaced
from zonewarden.facts.json import Json
from zonewarden.facts.machines import tell_machines
from zonewarden.facts.names import objects, references
from zonewarden.facts.parallels import parallels
from zonewarden.facts.paths import paths
from zonewarden.facts.ports import ports
from zonewarden.facts.publications import publications
from zonewarden.facts.registers import registers
from zonewarden.facts.relays import relays
from zonewarden.facts.remote_users import remote_users
from zonewarden.facts.residuals import residuals
from zonewarden.facts.rule_lists import rule_lists
from zonewarden.facts.rules import rules
from zonewarden.facts.second_legs import second_leg_facts
from zonewarden.facts.session_rules import session_rules
from zonewarden.facts.translations import translations
from zonewarden.facts.unlisted import strange_hosts, unlisted
from zonewarden.measures.document import measured
from zonewarden.site.exports.flow_history import FLOW_HISTORY
from zonewarden.site.model import Site
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import LineState

JOINED = frozenset({"relays", "paths", "parallels", "detours"})
"""The collections that `joined` makes of all devices."""
VERSION = "zonewarden-facts/1"


def facts(survey: Survey, parsed: Iterable[Parsed]) -> Json:
    """Return the facts of a survey as JSON data; docs/facts.md describes every field."""
    site, now = survey.site, survey.now
    document = site_facts(survey) | registers(site, now) | publications(site, now) | device_facts(survey, parsed)
    catalogue = ServiceIndex(survey.site.services.values())
    passing = crossings(survey, document, catalogue)
    past = found_detours(survey.site, client_legs(survey, document, catalogue), passing)
    document |= joined(survey.site, passing, past)
    complete(document, survey)
    return document


def complete(document: Json, survey: Survey) -> None:
    """Add what follows from facts of every device and of earlier runs: what they tell of declared objects, and the measures."""
    conclude(document)
    document["history"] = history(survey.site, survey.now)
    if FLOW_HISTORY.name in document["exports"]:
        document["exports"][FLOW_HISTORY.name]["taints"] += misplaced(survey.site, survey.now)
    document["unlisted"] = unlisted(survey.site, document)
    tell_machines(document["assets"], survey)
    document["measures"] = measured(document)


def site_facts(survey: Survey) -> Json:
    """Return the site and what zones, conduits and assets are in it; declared objects as such are in `registers`.

    Of the conduits' `enforcement`, only what the surveyed devices tell is known. Nothing is compared with an earlier version.
    """
    site = survey.site
    return {
        "schema": VERSION,
        "as_of": survey.now.isoformat().replace("+00:00", "Z"),
        "site": {
            "id": site.id,
            "name": site.name,
            "currency": site.currency,
            "limits": {name: int(v) if float(v).is_integer() else v for name, v in site.limits.items()},
            "rule_metadata_required": list(site.rule_metadata_required),
            "declared": sorted(site.declared),
        },
        "services": zones.services(site.services.values()),
        "exports": exports(site.exports),
        "zones": zones.zones(survey),
        "conduits": zones.conduits(survey),
        "assets": zones.assets(survey),
        "client_pools": client_pools(survey),
        "comparisons": {},
        "edits": {},
    }


def joined(site: Site, found: Sequence[Crossing], past: Sequence[Detour]) -> Json:
    """Return the facts that hold over all devices at once: relays through a DMZ, ways into each zone, parallel paths, detours."""
    compared = {(c.device, c.from_zone, c.to_zone): c.passing for c in found if c.passing is not None}
    return {
        "relays": relays(site, found),
        "paths": paths(site, found),
        "parallels": parallels(site, compared),
        "detours": detour_facts(past, ServiceIndex(site.services.values())),
    }


def device_facts(survey: Survey, parsed: Iterable[Parsed]) -> Json:
    """Return what the surveyed devices are and do."""
    catalogue = ServiceIndex(survey.site.services.values())
    found = flows.flows(survey, catalogue)
    written = rules(survey, catalogue)
    return {
        "counters": counters(survey, written),
        "devices": devices.devices(survey),
        "interfaces": devices.interfaces(survey),
        "ports": ports(survey),
        "vpns": devices.vpns(survey),
        "translations": translations(survey),
        "rule_lists": rule_lists(survey),
        "rules": written,
        "session_rules": session_rules(survey, written),
        "strange_hosts": strange_hosts(survey),
        "objects": objects(survey),
        "references": references(survey),
        "flows": found,
        "second_legs": second_leg_facts(survey, found, catalogue),
        "residuals": residuals(found),
        "required": flows.required(survey),
        "coverage": {p.path: _coverage(p) for p in parsed},
        "grant_flows": grant_flow_facts(survey),
        "remote_users": remote_users(survey),
        **evidence(survey),
    }


def _coverage(parsed: Parsed) -> Json:
    ledger = parsed.coverage
    return {
        "id": parsed.path,
        "title": parsed.path,
        "locations": [{"path": parsed.path, "line": 1, "end_line": 1, "column": 0, "end_column": 0}],
        "taints": [],
        "path": parsed.path,
        "platform": parsed.platform,
        "lines": len(ledger.states) - ledger.count(LineState.BLANK),
        "modelled": ledger.count(LineState.MODELLED),
        "irrelevant": ledger.count(LineState.IRRELEVANT),
        "unknown": ledger.count(LineState.UNKNOWN),
        "share": round(ledger.share, 6),
    }
