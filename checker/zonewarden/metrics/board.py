"""The whole report of a run: every measure, and how it moved over the recorded runs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from zonewarden.measures.document import measures
from zonewarden.measures.exposure import windows
from zonewarden.measures.governance import DRIFT
from zonewarden.measures.model import Measure, Point
from zonewarden.measures.past import UNDECIDABLE
from zonewarden.measures.targets import against_target
from zonewarden.metrics.cost import counts, finding_costs, total_at_risk, unit_costs
from zonewarden.metrics.model import Board, Tally, Trend
from zonewarden.metrics.record import Past, Record, before
from zonewarden.triage.finding import Result, Verdict

Json = Mapping[str, Any]
SCHEMA = "zonewarden-metrics/1"
VIOLATIONS = "violations"


@dataclass(frozen=True, slots=True)
class Run:
    """What a report is made from: the verdicts, and the facts they were reached on."""

    result: Result
    facts: Json

    @property
    def moment(self) -> datetime:
        """The moment of judgement."""
        return datetime.fromisoformat(self.result.as_of)


def board(run: Run, history: Sequence[Record] = ()) -> Board:
    """Return the report of a run. Raises UserError for a history of another site."""
    facts, result = run.facts, run.result
    site = facts["site"]
    found, units = windows(facts, run.moment), unit_costs(facts, result)
    tally = _tally(result)
    told = [
        *measures(facts),
        total_at_risk(units, site["currency"]),
        Measure(VIOLATIONS, "site", "count", float(tally.findings.total)),
        _undecidable(tally),
    ]
    here = Board(
        schema=SCHEMA,
        site=site["id"],
        name=site["name"] or "",
        as_of=result.as_of,
        version=result.version,
        currency=site["currency"],
        tally=tally,
        measures=tuple(_in_currency(against_target(facts, m), site["currency"]) for m in told),
        windows=tuple(found),
        unit_costs=tuple(units),
        finding_costs=tuple(finding_costs(facts, result)),
        trends=(),
    )
    earlier = before(history, facts, run.moment)
    here = replace(here, measures=tuple(_since(m, earlier) for m in here.measures))
    return replace(here, trends=tuple(_trend(m, here, earlier) for m in here.measures) if earlier else ())


def _since(measure: Measure, earlier: Sequence[Past]) -> Measure:
    """Return the drift with how much it grew since the last record; other measures are drawn as trends alone."""
    if measure.id != DRIFT or measure.value is None or not earlier:
        return measure
    last = next((v.value for v in earlier[-1].measures if (v.id, v.scope) == (measure.id, measure.scope)), None)
    grown = {} if last is None else {"change": measure.value - last}
    return replace(measure, inputs={**measure.inputs, **grown})


def _in_currency(measure: Measure, currency: str) -> Measure:
    """Return a measure of money with its currency: another currency is another measure."""
    return replace(measure, unit=currency + measure.unit[5:]) if measure.unit.startswith("money") else measure


def _tally(result: Result) -> Tally:
    return Tally(
        findings=counts(result.with_verdict(Verdict.FAIL)),
        not_assessable=len(result.with_verdict(Verdict.NOT_ASSESSABLE)),
        waived=len(result.with_verdict(Verdict.WAIVED)),
        passed=len(result.passes),
        policies=len(result.policies),
    )


def _undecidable(tally: Tally) -> Measure:
    share = tally.undecidable_share
    if share is None:
        return Measure(UNDECIDABLE, "site", "ratio", None, missing=("anything that a policy judged",))
    return Measure(UNDECIDABLE, "site", "ratio", round(share, 6), {"not_assessable": float(tally.not_assessable)})


def _trend(measure: Measure, here: Board, earlier: Sequence[Past]) -> Trend:
    """Return one measure over time; only values of the same id, scope and unit are one line."""
    points = [
        Point(record.as_of, value.value)
        for record in earlier
        for value in record.measures
        if (value.id, value.scope, value.unit) == (measure.id, measure.scope, measure.unit)
    ]
    return Trend(measure.id, measure.scope, measure.unit, (*points, Point(here.as_of, measure.value)))
