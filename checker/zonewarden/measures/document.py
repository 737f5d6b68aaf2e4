"""The measures as facts: what policies about indicators judge, and what the board report draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from zonewarden.measures.exposure import CRITICAL, OPEN_STATES, exposed, exposure_hours, windows
from zonewarden.measures.governance import DRIFT, governance
from zonewarden.measures.integration import integration, investments
from zonewarden.measures.model import Measure
from zonewarden.measures.past import rising
from zonewarden.measures.targets import indicators
from zonewarden.measures.uptime import uptime

Json = dict[str, Any]


def measures(facts: Mapping[str, Any]) -> Iterator[Measure]:
    """Yield every measure that follows from facts alone, in the order of the report."""
    yield from uptime(facts)
    yield from integration(facts)
    yield exposure_hours(facts, windows(facts, datetime.fromisoformat(facts["as_of"])))
    yield from investments(facts)
    yield from governance(facts)


def measured(facts: Json) -> Json:
    """Return the measures by id, and complete each critical open vulnerability by how long it was exposed."""
    for vulnerability in facts["vulnerabilities"].values():
        if vulnerability["status"] in OPEN_STATES and vulnerability["priority"] in CRITICAL:
            vulnerability["exposed_h"], vulnerability["exposed_seen_h"] = exposed(facts, vulnerability)
    return {member["id"]: member for member in (_member(facts, m) for m in measures(facts))}


def _member(facts: Json, measure: Measure) -> Json:
    named = [k["id"] for k in indicators(facts, measure.id, measure.scope) if k["unit"] in {None, measure.unit}]
    told = [facts["kpis"][k] for k in named] or [*facts["sites"].values()]
    return {
        "id": f"{measure.id}@{measure.scope}",
        "title": f"measure {measure.id}" + ("" if measure.scope == "site" else f" of {measure.scope}"),
        "locations": told[0]["locations"] if told else [],
        "taints": _taints(facts) if measure.id == DRIFT and measure.value is None else [],
        "measure": measure.id,
        "scope": measure.scope,
        "unit": measure.unit,
        "value": measure.value,
        "bound": measure.value if measure.bound is None else measure.bound,
        "inputs": dict(measure.inputs),
        "missing": list(measure.missing),
        "kpis": named,
        "parts": [{"kind": p.kind, "id": p.id, "loss": p.loss, "gain": p.gain} for p in measure.parts],
        "periods": [{"at": p.at, "value": p.value} for p in measure.periods],
        "rising": rising(measure.periods) if measure.periods else None,
    }


def _taints(facts: Json) -> list[Json]:
    """Return why flows could not be assessed."""
    return list(chain.from_iterable(r["taints"] for r in facts["residuals"].values() if not r["certainty"]))
