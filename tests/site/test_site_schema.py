"""The published schema and reference agree with what the loader accepts."""

from __future__ import annotations

import re
from pathlib import Path

import jsonschema
import pytest

from zonewarden.site.files import Declared
from zonewarden.site.limits import DEFAULT_LIMITS
from zonewarden.site.reference import markdown
from zonewarden.site.schema import KINDS, json_schema
from zonewarden.site.shapes import ID_PATTERN, Either, Items, Record, Shape, Table
from zonewarden.site.validate import Report, check
from zonewarden.site.zone_kinds import ZONE_KINDS
from zonewarden_parsers.strict_yaml.nodes import Mapping, plain
from zonewarden_parsers.strict_yaml.reader import read_yaml

ROOT = Path(__file__).parents[2]

GOOD = {
    "project": "schema: project/v1\nfail_on: high\nas_of: '2026-06-01T00:00:00Z'\nx-note: {any: [1]}\n",
    "site": "schema: site/v1\nid: plant\nimpact_bands: [1, 2, 3]\ntrust: {cell: 5}\nlimits: {min_hops: 2, review_days: {zones: 5}}\n",
    "units": "schema: units/v1\nunits: [{id: u, redundancy: n+1, bia: {safety_consequence: 4, rto_h: 2.5}}]\n",
    "zones": "schema: zones/v1\nreviewed_at: '2026-01-01'\nzones: [{id: z, kind: cell, level: [1, 2], sl_t: {IAC: 2}}, {id: w, kind: idmz, level: 3.5, sl_t: 3}]\n",
    "conduits": "schema: conduits/v1\nconduits: [{id: c, from: a, to: b, services: [x, {service: w}], nat: {inside: 10.0.0.1}}]\n",
    "assets": "schema: assets/v1\nassets: [{id: a, role: plc, zone: z, addresses: [{ip: 10.0.0.1}], support: {end_of_support: '2031-12-31'}}]\n",
    "devices": "schema: devices/v1\ndevices: [{id: d, role: firewall, boundary: [it_ot], zone_map: {inside: z}}]\n",
    "services": "schema: services/v1\nservices: [{id: s, name: S, ports: [udp/1-3], encrypted_alternative: null}]\n",
    "remote-access": "schema: remote-access/v1\ngateways: [{id: g, scope: ot, zone: z, mfa: {methods: [fido2]}}]\n",
    "vulnerabilities": "schema: vulnerabilities/v1\nvulnerabilities: [{id: v, assets: [a], status: exploitable, vector: {network: true, service: s}, production_risk: {inputs: {automatable: 'yes'}, annual_probability: 0.5}}]\ncompensating_controls: [{id: c, kind: access, assert: {type: only_from, src: [a]}}]\n",
    "operations": "schema: operations/v1\nwindows: [{id: w, units: [u], start: '2026-01-01T00:00:00Z', end: '2026-01-01T02:00:00Z', production_state: slow, type: window}]\nchanges: [{id: c, type: normal, scope: {devices: [d]}, disruption: hot, status: planned}]\n",
    "incident-response": "schema: incident-response/v1\nplaybooks: [{id: p, scenario: loss_of_view, scope: [u], status: draft, decisions: {stop: {triggers: [{variable: x, op: '>=', value: 1}, {variable: v, op: '==', value: true}, {variable: z, op: '!=', value: RUN}]}}}]\n",
    "governance": "schema: governance/v1\ncouncil: {seats: [{role: it, id: p}]}\nauthority_levels: {1: [security], 2: [council]}\n",
    "integrations": "schema: integrations/v1\nintegrations: [{id: i, status: live, source: {zone: z}, consumer: {zone: w}, direction: ot_to_it, data: {schema_version: '2'}}]\n",
    "exceptions": "schema: exceptions/v1\nexceptions: [{id: e, policy_ids: [SEG-001], scope: {packets: [{sources: [10.0.0.1], services: [s]}]}, impact: 2, status: deviation-approved}]\n",
    "kpis": "schema: kpis/v1\nkpis: [{id: k, scope: site, target: 0.9}]\nmeasurements: [{unit: u, period_start: '2026-01-01', period_end: '2026-03-31', actual_production_time_h: 1, planned_busy_time_h: 2}]\n",
}  # fmt: skip
BAD = {
    "project": "schema: project/v1\nfail_on: never\n",
    "site": "schema: site/v1\n",
    "units": "schema: units/v1\nunits: [{id: u, bia: {safety_consequence: 5}}]\n",
    "zones": "schema: zones/v1\nzones: [{id: z, kind: cell, level: 6}]\n",
    "conduits": "schema: conduits/v1\nconduits: [{id: c, from: a, to: b, services: [], essental: true}]\n",
    "assets": "schema: assets/v1\nassets: [{id: 1a, role: plc, zone: z}]\n",
    "devices": "schema: devices/v1\ndevices: [{id: d, role: firewall, zone_map: {inside: 3}}]\n",
    "services": "schema: services/v2\n",
    "remote-access": "schema: remote-access/v1\ngrants: [{id: g, status: approved, valid_from: '2026-01-01', valid_until: '2026-01-01'}]\n",
    "vulnerabilities": "schema: vulnerabilities/v1\nvulnerabilities: [{id: v, assets: [], status: exploitable}]\n",
    "operations": "schema: operations/v1\nwindows: [{id: w, units: [u], start: '22:22', end: '2026-01-01T02:00:00Z', production_state: slow, type: window}]\n",
    "incident-response": "schema: incident-response/v1\nplaybooks: [{id: p, scenario: godzilla, scope: [u], status: draft}]\n",
    "governance": "schema: governance/v1\nauthority_levels: {5: [security]}\n",
    "integrations": "schema: integrations/v1\nintegrations: [{id: i, status: live, source: {zone: z}, direction: ot_to_it}]\n",
    "exceptions": "schema: exceptions/v1\nexceptions: [{id: e, policy_ids: [everything], scope: {}, status: deviation-approved}]\n",
    "kpis": "schema: kpis/v1\nkpis: []\nmeasurements: [{unit: u, period_start: '2026-01-01', period_end: '2026-03-31', actual_production_time_h: 1, planned_busy_time_h: 0}]\n",
}  # fmt: skip


def loaded(text: str) -> tuple[Mapping, object]:
    node = read_yaml(text, "f.yaml")
    assert isinstance(node, Mapping)
    return node, plain(node)


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_draft_07_and_closed(kind: str) -> None:
    schema = json_schema(kind)
    jsonschema.Draft7Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert kind in str(schema["title"])


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_validation_accept_the_same(kind: str) -> None:
    node, value = loaded(GOOD[kind])
    jsonschema.validate(value, json_schema(kind), jsonschema.Draft7Validator)
    report = Report()
    check(node, KINDS[kind], report)
    assert report.diagnostics == []


@pytest.mark.parametrize("kind", KINDS)
def test_schema_and_validation_refuse_the_same(kind: str) -> None:
    node, value = loaded(BAD[kind])
    assert not jsonschema.Draft7Validator(json_schema(kind)).is_valid(value)
    report = Report()
    check(node, KINDS[kind], report)
    assert report.diagnostics


def _records(shape: Shape) -> list[Record]:
    match shape:
        case Record(fields):
            return [shape, *(record for f in fields for record in _records(f.shape))]
        case Items(inner) | Table(inner):
            return _records(inner)
        case Either(options):
            return [record for option in options for record in _records(option)]
        case _:
            return []


def test_no_field_is_described_twice() -> None:
    for kind, shape in KINDS.items():
        for record in _records(shape):
            names = [f.name for f in record.fields]
            assert len(names) == len(set(names)), (kind, names)


def test_reference_is_current() -> None:
    """Rewrite with: python -c "from zonewarden.site.reference import markdown; print(markdown(), end='')" > docs/site-files.md."""
    assert (ROOT / "docs" / "site-files.md").read_text(encoding="utf-8") == markdown()


def test_reference_names_every_kind_and_unit() -> None:
    text = markdown()
    assert all(f"## `{kind}/v1`" in text for kind in KINDS)
    assert "| `units[].bia.credible_outage_h` | number | outage of the worst credible cyber event; hours |" in text
    assert "| `limits.max_vendor_grant_h` | number | hours; default 12 |" in text
    assert all(f"| `{kind}` |" in text for kind in ZONE_KINDS)


def test_limits_are_flat_and_ids_of_kinds_valid() -> None:
    assert DEFAULT_LIMITS["exception_max_days.4"] == 30
    assert all(re.match(ID_PATTERN, kind) for kind in ZONE_KINDS)
    assert Declared().roots("zones") == []
