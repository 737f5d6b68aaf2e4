"""The measures as facts: what policies about indicators judge, and what the board report draws."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Any

from zonewarden.measures.exposure import WINDOW, exposed_hours, exposure_hours, windows
from zonewarden.measures.governance import DRIFT, governance
from zonewarden.measures.integration import integration, investments
from zonewarden.measures.model import Measure
from zonewarden.measures.past import recorded, records, undecided
from zonewarden.measures.reported import recomputed
from zonewarden.measures.targets import indicators
from zonewarden.measures.uptime import UPTIME, uptime

Json = dict[str, Any]
_NOWHERE = {"locations": [{"path": "", "line": 0, "end_line": 0, "column": 0, "end_column": 0}]}


def measures(facts: Mapping[str, Any]) -> Iterator[Measure]:
    """Yield every measure that follows from facts alone, in the order of the report."""
    yield from uptime(facts)
    yield from integration(facts)
    yield from exposure_hours(facts, windows(facts, datetime.fromisoformat(facts["as_of"])))
    yield from investments(facts)
    yield from governance(facts)


def measured(facts: Json) -> Json:
    """Return the measures by id, with one for each critical vulnerability; complete the indicators by what they may report."""
    told = list(measures(facts))
    for kpi in facts["kpis"].values():
        kpi["recomputed"], kpi["recomputed_most"] = recomputed(facts, kpi, told)
    found = windows(facts, datetime.fromisoformat(facts["as_of"]))
    every = chain(told, exposed_hours(found), undecided(facts))
    return {member["id"]: member for member in (_member(facts, m) for m in every)}


def _member(facts: Json, measure: Measure) -> Json:
    named = [k["id"] for k in indicators(facts, measure.id, measure.scope) if k["unit"] in {None, measure.unit}]
    places = _places(facts, measure, named)
    return {
        "id": f"{measure.id}@{measure.scope}",
        "title": f"measure {measure.id}" + ("" if measure.scope == "site" else f" of {measure.scope}"),
        "locations": places,
        "taints": _taints(facts, measure, places),
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
        "rising": measure.rising,
    }


def _places(facts: Json, measure: Measure, named: list[str]) -> list[Json]:
    """Return where a measure is at home: at its indicator or vulnerability, else where the site is declared."""
    own = [facts["vulnerabilities"][measure.scope]] if measure.id == WINDOW else [facts["kpis"][k] for k in named]
    found: list[Json] = next(
        m["locations"] for m in (*own, *facts["sites"].values(), *facts["zone_records"].values(), _NOWHERE)
    )
    return found


def _taints(facts: Json, measure: Measure, places: list[Json]) -> list[Json]:
    """Return why a measure has no value, or no trend where records reach back far enough for one."""
    if measure.value is not None:
        return [_taint(f"no record of {measure.id} around {at}", places) for at in _holes(facts, measure)]
    unread = chain.from_iterable(r["taints"] for r in facts["residuals"].values() if not r["certainty"])
    return [*(unread if measure.id == DRIFT else ())] or [_taint(f"missing: {m}", places) for m in measure.missing]


def _taint(reason: str, places: list[Json]) -> Json:
    return {"reason": reason, "location": places[0]}


def _holes(facts: Json, measure: Measure) -> list[str]:
    """Return the ends of periods that have no value although an older record has one, where the trend hangs on them."""
    if not measure.periods or measure.id == UPTIME or measure.rising is not None:
        return []
    told = [r for r in records(facts) if recorded(r, measure.id, measure.scope, measure.unit) is not None]
    oldest = datetime.fromisoformat(told[0]["as_of"]) if told else None
    ends = [p.at for p in measure.periods if p.value is None]
    return [at for at in ends if oldest is not None and oldest < datetime.fromisoformat(at)]
