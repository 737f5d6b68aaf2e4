"""What violations put at risk: the worst credible outage of each production unit that they bear on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from zonewarden.measures import formulas
from zonewarden.measures.model import Measure
from zonewarden.metrics.model import Counts, FindingCost, UnitCost
from zonewarden.triage.finding import Finding, Result, Verdict
from zonewarden.triage.judgement import COLLECTIONS, zone_ids

Json = Mapping[str, Any]
AT_RISK = "production_cost_at_risk"


def units_of(facts: Json, finding: Finding) -> tuple[str, ...]:
    """Return the production units that a finding bears on: its subject's own, else those of the subject's zones."""
    member = facts.get(COLLECTIONS.get(finding.subject.kind, ""), {}).get(finding.subject.id)
    if member is None:
        return ()
    own = tuple(unit for unit in member.get("affected_units", ()) if unit in facts["units"])
    if own:
        return own
    zones = [facts["zones"][z] for z in zone_ids(facts, member) if z in facts["zones"]]
    return tuple(sorted({unit for zone in zones for unit in zone["production_units"] if unit in facts["units"]}))


def _price(unit: Json) -> tuple[float | None, tuple[str, ...]]:
    bia = unit["bia"]
    missing = tuple(
        f"bia.{name} of {unit['id']}" for name in ("downtime_cost_per_hour", "credible_outage_h") if bia[name] is None
    )
    if missing:
        return None, missing
    return round(formulas.cost_at_risk(bia["downtime_cost_per_hour"], bia["credible_outage_h"]), 2), ()


def counts(findings: Iterable[Finding]) -> Counts:
    """Return violations by severity."""
    return Counts(**Counter(f.level.label for f in findings))


def finding_costs(facts: Json, result: Result) -> list[FindingCost]:
    """Return every violation with what it puts at risk: unknown prices first, then the dearest, those without a unit last."""
    found = [_finding_cost(facts, finding) for finding in result.with_verdict(Verdict.FAIL)]
    return sorted(found, key=lambda f: (not f.units, f.cost_at_risk is not None, -(f.cost_at_risk or 0)))


def _finding_cost(facts: Json, finding: Finding) -> FindingCost:
    units = units_of(facts, finding)
    prices = [_price(facts["units"][u]) for u in units]
    missing = tuple(m for _, lacking in prices for m in lacking)
    if not units:
        missing = ("a production unit behind what it is about",)
    total = None if missing else round(sum(price for price, _ in prices if price is not None), 2)
    return FindingCost(
        finding.fingerprint, finding.policy.id, finding.level.label, finding.message, units, total, missing
    )


def unit_costs(facts: Json, result: Result) -> list[UnitCost]:
    """Return every production unit with what is at risk there, the dearest first."""
    failing = [(f, units_of(facts, f)) for f in result.with_verdict(Verdict.FAIL)]
    out: list[UnitCost] = []
    for id_, unit in sorted(facts["units"].items()):
        price, missing = _price(unit)
        held = counts(f for f, units in failing if id_ in units)
        out.append(UnitCost(id_, unit["name"] or id_, price, held, missing))
    return sorted(out, key=lambda u: (u.cost_at_risk is not None, -(u.cost_at_risk or 0), u.unit))


def total_at_risk(units: Sequence[UnitCost], currency: str) -> Measure:
    """Return what the units with at least one violation stand to lose, each unit once, however many violations it has."""
    touched = [u for u in units if u.findings.total]
    missing = tuple(m for u in touched for m in u.missing)
    if not units:
        missing = ("units.yaml: no production unit is declared",)
    unit = f"{currency}_per_event"
    if missing:
        return Measure(AT_RISK, "site", unit, None, missing=missing)
    value = sum(u.cost_at_risk for u in touched if u.cost_at_risk is not None)
    return Measure(AT_RISK, "site", unit, round(value, 2), {"units_with_violations": float(len(touched))})
