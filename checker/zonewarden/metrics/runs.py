"""The history that a site keeps of its runs: one line for this one, added to what is there (exports/flow-history.jsonl)."""

from __future__ import annotations

from collections import Counter

from zonewarden.errors import UserError
from zonewarden.measures.exposure import open_vulnerabilities, state
from zonewarden.measures.model import State
from zonewarden.metrics.board import Run
from zonewarden.metrics.model import Board
from zonewarden.site.exports.flow_history import FLOW_HISTORY
from zonewarden.site.validate import Report
from zonewarden.triage.finding import Verdict
from zonewarden_parsers.model import Severity

Line = dict[str, object]


def line(run: Run, found: Board, commit: str) -> Line:
    """Return what later runs must know of this one; what has no value is left out."""
    counts = Counter(f.policy.id for f in run.result.with_verdict(Verdict.FAIL))
    states = {v["id"]: state(v) for v in open_vulnerabilities(run.facts)}
    return {
        "as_of": found.as_of,
        "site": found.site,
        **({"commit": commit} if commit else {}),
        "version": found.version,
        "policy_counts": {p.id: counts[p.id] for p in sorted(run.result.policies, key=lambda p: p.id)},
        "reachable_vulnerabilities": [id_ for id_, here in states.items() if here is State.EXPOSED],
        "unreachable_vulnerabilities": [id_ for id_, here in states.items() if here is State.CLOSED],
        "measures": [
            {"id": m.id, "scope": m.scope, "unit": m.unit} | ({} if m.value is None else {"value": m.value})
            for m in found.measures
        ],
    }


def added(text: str, written: str, path: str) -> str:
    """Return the text of a history with one more line.

    Raises UserError where it holds anything that is no record, or a record of the same moment.
    """
    whole = text + ("" if not text or text.endswith("\n") else "\n") + written
    report = Report()
    FLOW_HISTORY.read(whole, path, report)
    faults = [d for d in report.diagnostics if d.severity is Severity.ERROR]
    if faults:
        raise UserError(f"{faults[0].location}: {faults[0].message}")
    return whole
