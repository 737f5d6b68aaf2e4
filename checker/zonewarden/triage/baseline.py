"""A baseline: the violations that were there when checking began, accepted by one owner until a day.

It is for taking the checks into use: what is in it is reported as waived, whatever is new or worse fails. It holds
violations alone, each by its fingerprint (a wider rule makes another one) with the severity that it had: what became worse
is not accepted. What could not be assessed is never accepted, nor what the site declares as not waivable. For a risk that is
to be taken there are exceptions, which operations and security accept together.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import cast

from zonewarden.errors import UserError
from zonewarden.policy import Level
from zonewarden.site.model import Site
from zonewarden.site.shapes import day, moment
from zonewarden.triage.finding import Finding, Verdict
from zonewarden.triage.waivers import end_of_day, not_waivable
from zonewarden_parsers.model import Diagnostic, Location, Severity

SCHEMA = "zonewarden-baseline/1"
NAME = "baseline"
"""What a finding says that it is waived by."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """One violation of a baseline; `severity` is the worst that is accepted. The rest is for whoever reads the file."""

    fingerprint: str
    policy: str
    subject: str
    severity: str
    message: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """A baseline as its file holds it. `created` is the moment of judgement, `expires` the last day."""

    schema: str
    site: str
    owner: str
    reason: str
    created: str
    expires: str
    findings: tuple[Accepted, ...]


def made(site: Site, now: datetime, findings: Iterable[Finding], owner: str, reason: str, expires: str) -> Baseline:
    """Return the baseline of these findings. Raises UserError for an owner nobody declared and for an end that is no day, is
    over, or lies further ahead than the site lets an exception last."""
    people = {entry.id for entry in site.registers.get("people", ())}
    if people and owner not in people:
        raise UserError(f"--owner {owner!r} is no declared person: one of {', '.join(sorted(people))}")
    if not reason.strip():
        raise UserError("--reason is empty: say why these findings may stay for now")
    never = not_waivable(site)
    kept = {f.fingerprint: _accepted(f) for f in findings if f.verdict is Verdict.FAIL and f.policy.id not in never}
    created = now.isoformat().replace("+00:00", "Z")
    found = Baseline(SCHEMA, site.id, owner, reason, created, expires, tuple(kept[key] for key in sorted(kept)))
    if _end(found, site, "--expires") <= now:
        raise UserError(f"--expires {expires}: is over")
    return found


def _accepted(finding: Finding) -> Accepted:
    subject = f"{finding.subject.kind}:{finding.subject.id}"
    return Accepted(finding.fingerprint, finding.policy.id, subject, finding.level.label, finding.message)


def pruned(baseline: Baseline, findings: Iterable[Finding]) -> Baseline:
    """Return a baseline without what is no longer found."""
    here = {f.fingerprint for f in findings if f.verdict is Verdict.FAIL}
    return replace(baseline, findings=tuple(a for a in baseline.findings if a.fingerprint in here))


def written(baseline: Baseline) -> str:
    """Return the text of a baseline: JSON, one violation a line, so that a version system shows what came and went."""
    head = {f.name: getattr(baseline, f.name) for f in fields(Baseline) if f.name != "findings"}
    lines = [f"  {json.dumps(name)}: {json.dumps(value, ensure_ascii=False)}," for name, value in head.items()]
    rows = ",\n".join(f"    {json.dumps(asdict(a), ensure_ascii=False)}" for a in baseline.findings)
    listed = f"[\n{rows}\n  ]" if rows else "[]"
    return "\n".join(["{", *lines, f'  "findings": {listed}', "}"]) + "\n"


def read_baseline(path: Path) -> Baseline:
    """Return the baseline that a file holds. Raises UserError for a file that is none."""
    try:
        value: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"{path}: not readable as JSON: {error}") from error
    held = _texts(value, Baseline, path, "findings")
    listed = cast("Mapping[str, object]", value)["findings"]
    if held["schema"] != SCHEMA or not isinstance(listed, list):
        raise UserError(f"{path}: no baseline ({SCHEMA})")
    rows = [_texts(row, Accepted, path) for row in cast("list[object]", listed)]
    wrong = next((row for row in rows if row["severity"] not in {level.label for level in Level}), None)
    if wrong is not None:
        raise UserError(f"{path}: no baseline ({SCHEMA}): {wrong['severity']!r} is no severity")
    return Baseline(**held, findings=tuple(Accepted(**row) for row in rows))


def _texts(value: object, cls: type, path: Path, but: str = "") -> dict[str, str]:
    """Return the fields of a JSON object that are texts, all of them but one."""
    names = {f.name for f in fields(cls)}
    held = cast("dict[str, object]", value) if isinstance(value, dict) else {}
    if set(held) != names or any(not isinstance(v, str) for k, v in held.items() if k != but):
        raise UserError(f"{path}: no baseline ({SCHEMA}): it needs {', '.join(sorted(names))}, and nothing else")
    return {k: str(v) for k, v in held.items() if k != but}


@dataclass(frozen=True, slots=True)
class Laid:
    """Findings with a baseline laid over them, and what is wrong with the baseline."""

    findings: list[Finding]
    told: tuple[Diagnostic, ...] = ()


def laid_over(findings: Sequence[Finding], path: Path, site: Site, now: datetime) -> Laid:
    """Return the findings, those that the baseline accepts as waived. Raises UserError for a file that is no baseline, is one
    of another site, or lasts too long."""
    baseline = read_baseline(path)
    if baseline.site != site.id:
        raise UserError(f"{path}: the baseline of site {baseline.site!r}, not {site.id!r}")
    if _end(baseline, site, f"{path}: expires") <= now:
        message = f"the baseline is over since {baseline.expires}: it accepts nothing"
        return Laid(list(findings), (_warning(path, "baseline-over", message),))
    never = not_waivable(site)
    known = {a.fingerprint: Level.of(a.severity) for a in baseline.findings if a.policy not in never}
    reason = f"baseline of {baseline.owner} until {baseline.expires}: {baseline.reason}"
    out = [
        replace(f, verdict=Verdict.WAIVED, waiver=NAME, reasons=(reason,)) if _holds(known, never, f) else f
        for f in findings
    ]
    gone = known.keys() - {f.fingerprint for f in findings}
    message = f"{len(gone)} of {len(known)} findings of the baseline are gone: zonewarden baseline --prune"
    return Laid(out, (_warning(path, "baseline-stale", message),) if gone else ())


def _holds(known: Mapping[str, Level], never: Iterable[str], finding: Finding) -> bool:
    worst = known.get(finding.fingerprint)
    return (
        worst is not None
        and finding.verdict is Verdict.FAIL
        and finding.policy.id not in never
        and finding.level <= worst
    )


def _end(baseline: Baseline, site: Site, name: str) -> datetime:
    """Return the moment that a baseline ends. Raises UserError for no day, and for one that lies too far ahead."""
    last, created = day(baseline.expires), moment(baseline.created)
    if last is None or created is None or last.year == date.max.year:
        raise UserError(f"{name} {baseline.expires!r} is no day (YYYY-MM-DD)")
    end, most = end_of_day(last, site), site.limits["exception_max_days.1"]
    if end - created > timedelta(days=most + 1):
        raise UserError(
            f"{name} {baseline.expires}: over {most:g} days ahead, longer than the site lets an exception last"
        )
    return end


def _warning(path: Path, code: str, message: str) -> Diagnostic:
    return Diagnostic(Location(path.as_posix(), 1, 0, 1), code, message, Severity.WARNING)
