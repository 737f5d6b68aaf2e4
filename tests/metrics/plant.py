"""A small plant with every record that measures are computed from, written to a folder."""

from __future__ import annotations

from pathlib import Path

CONFIG = """\
ASA Version 9.16(4)
!
hostname fw-1
!
interface GigabitEthernet0/0
 nameif ent
 security-level 10
 ip address 10.40.0.1 255.255.0.0
!
interface GigabitEthernet0/1
 nameif cell1
 security-level 90
 ip address 10.20.1.1 255.255.255.0
!
access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.20.1.10 eq 102 log
access-list ENT-IN extended deny ip any any log
access-list CELL1-IN extended deny ip any any log
access-group ENT-IN in interface ent
access-group CELL1-IN in interface cell1
"""
OWNERS = "owners: {ot: m.keller, it: s.brandt}"
FILES = {
    "zonewarden.yaml": 'schema: project/v1\nas_of: "2026-05-01T00:00:00Z"\n',
    "configs/fw-1.cfg": CONFIG,
    "declarations/site.yaml": (
        'schema: site/v1\nid: plant\nname: "Plant <North>"\ncurrency: EUR\nimpact_bands: [10000, 100000, 1000000]\n'
    ),
    "declarations/zones.yaml": f"""\
schema: zones/v1
zones:
  - {{id: ent, kind: enterprise, level: [4, 5], cidrs: ["10.40.0.0/16"], {OWNERS}}}
  - {{id: cell1, kind: cell, level: [1, 2], cidrs: ["10.20.1.0/24"], {OWNERS}, production_unit: line1}}
""",
    "declarations/assets.yaml": """\
schema: assets/v1
assets:
  - {id: plc-1, role: plc, zone: cell1, production_unit: line1, addresses: [{ip: "10.20.1.10"}], services: [s7comm]}
  - {id: plc-2, role: plc, zone: cell1, production_unit: line1, addresses: [{ip: "10.20.1.11"}], services: [s7comm]}
  - {id: bi-1, role: bi, zone: ent, addresses: [{ip: "10.40.10.5"}]}
""",
    "declarations/units.yaml": """\
schema: units/v1
units:
  - id: line1
    name: "Bottling line 1"
    annual_production_value: 38000000
    bia: {downtime_cost_per_hour: 21000, credible_outage_h: 36, safety_consequence: 1}
  - id: line2
    name: "Bottling line 2"
    bia: {safety_consequence: 1}
""",
    "declarations/vulnerabilities.yaml": """\
schema: vulnerabilities/v1
vulnerabilities:
  - id: V-1
    title: "Denial of service through crafted S7 packets"
    advisory: ADV-1
    assets: [plc-1]
    vector: {network: true, service: s7comm}
    detected_at: "2026-04-20T00:00:00Z"
    status: exploitable
    production_risk: {expected_outage_h: 6, annual_probability: 0.05}
    priority: immediate
  - id: V-2
    title: "Not reachable at all"
    assets: [plc-2]
    vector: {network: true, service: s7comm}
    detected_at: "2026-01-01T00:00:00Z"
    status: exploitable
    priority: out_of_cycle
  - {id: V-3, title: "Mended", assets: [plc-1], status: resolved, priority: immediate}
  - {id: V-4, title: "Not urgent", assets: [plc-2], vector: {network: true, service: s7comm}, status: exploitable, priority: defer}
advisories:
  - {id: ADV-1, published: "2026-04-16T00:00:00Z"}
""",
    "declarations/kpis.yaml": """\
schema: kpis/v1
kpis:
  - {id: risk_adjusted_uptime, unit: ratio, scope: line1, target: 0.90, threshold: 0.88, direction: higher, period: quarter}
  - {id: time_to_safe_integration, unit: days, scope: site, target: 30, threshold: 60, direction: lower, period: quarter}
  - {id: critical_exposure_hours, unit: h, scope: site, target: 72, threshold: 240, direction: lower, period: quarter}
measurements:
  - {unit: line1, period_start: "2025-10-01", period_end: "2025-12-31", actual_production_time_h: 1700, planned_busy_time_h: 1700}
  - {unit: line1, period_start: "2026-01-01", period_end: "2026-03-31", actual_production_time_h: 1573, planned_busy_time_h: 1725}
investments:
  - id: INV-2
    cost: 95000
    unit: line1
    inputs: {downtime_cost_per_hour: 21000, p_outage_before: 0.08, p_outage_after: 0.02, outage_h_before: 36, outage_h_after: 12, regulatory_delta: 20000, enabled_value: 180000}
    range_pct: 40
""",
    "declarations/integrations.yaml": """\
schema: integrations/v1
integrations:
  - {id: i-1, status: live, requested_at: "2026-02-01T00:00:00Z", safe_at: "2026-03-13T00:00:00Z", go_live: "2026-03-14T00:00:00Z", source: {zone: cell1}, consumer: {zone: ent}, direction: ot_to_it}
  - {id: i-2, status: live, requested_at: "2026-03-01T00:00:00Z", safe_at: "2026-04-20T00:00:00Z", go_live: "2026-04-10T00:00:00Z", source: {zone: cell1}, consumer: {zone: ent}, direction: ot_to_it}
  - {id: i-3, status: live, requested_at: "2025-01-01T00:00:00Z", safe_at: "2025-12-01T00:00:00Z", go_live: "2025-12-02T00:00:00Z", source: {zone: cell1}, consumer: {zone: ent}, direction: ot_to_it}
  - {id: i-4, status: planned, requested_at: "2026-04-01T00:00:00Z", source: {zone: cell1}, consumer: {zone: ent}, direction: ot_to_it}
""",
}


def build(folder: Path, **changed: str) -> Path:
    """Write the plant; `changed` replaces or, where empty, leaves out a declaration by its kind, or adds one, or a file
    by its path."""
    known = {Path(name).stem for name in FILES}
    more = {
        kind if "/" in kind else f"declarations/{kind}.yaml": text
        for kind, text in changed.items()
        if kind not in known
    }
    for name, text in (FILES | more).items():
        written = changed.get(Path(name).stem, text)
        if written:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(written, encoding="utf-8")
    return folder
