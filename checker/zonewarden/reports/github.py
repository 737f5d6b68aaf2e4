"""Annotations for GitHub Actions: workflow commands on standard output."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, without_commands
from zonewarden.reports.grades import GRADES
from zonewarden.reports.outcome import outcome
from zonewarden.reports.places import place, repository_path, worst_first
from zonewarden.reports.quotes import redacted
from zonewarden.reports.unassessed import RULE_ID, RULE_TITLE, gaps
from zonewarden.reports.wording import FINGERPRINT_DIGITS, doubt, fix
from zonewarden.triage.finding import Finding, Result, Verdict
from zonewarden_parsers.model import Location

NAME: str = "github"

_A_STEP = 10
"""GitHub shows so many annotations of each kind a step and drops the rest without a word (actions/toolkit 734)."""

_TITLE = 120
_MESSAGE = 4000


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotation: `kind` is `error`, `warning` or `notice`; title and message are single printable lines or blocks."""

    kind: str
    location: Location
    title: str
    message: str


def render(result: Result, options: Options) -> str:
    """Return the commands, unusable files and the most severe findings first, and one notice about the others."""
    clean = redacted(result)
    shown: list[Annotation] = []
    used = Counter(notice=1)
    found = [*_gaps(clean, options, broken=True), *_failures(clean), *_gaps(clean, options, broken=False)]
    for annotation in found:
        if used[annotation.kind] < _A_STEP:
            used[annotation.kind] += 1
            shown.append(annotation)
    rest = len(found) - len(shown)
    more = f" {rest:,} more findings are in the full report." if rest else ""
    last = f"::notice title=Zonewarden::{_data(f'exit {outcome(clean, options).code}: {outcome(clean, options).reason}.{more}')}\n"
    return "".join(f"{_command(annotation, options)}\n" for annotation in shown) + last


def _gaps(result: Result, options: Options, *, broken: bool) -> list[Annotation]:
    kind = "error" if options.fail_on_not_assessable else "warning"
    return [
        Annotation("error" if gap.broken else kind, gap.location, f"{RULE_ID}: {RULE_TITLE}", visible(gap.message))
        for gap in gaps(result)
        if gap.broken is broken
    ]


def _failures(result: Result) -> list[Annotation]:
    return [_annotation(result, finding) for finding in worst_first(result, Verdict.FAIL)]


def _annotation(result: Result, finding: Finding) -> Annotation:
    title = f"{finding.policy.id} {finding.level.label}: {finding.policy.title}"
    summary, _ = fix(finding)
    lines = [
        finding.message,
        doubt(finding),
        f"Witness: {finding.witness}" if finding.witness else "",
        f"Fix: {summary}" if summary else "",
        f"Fingerprint: {finding.fingerprint[:FINGERPRINT_DIGITS]}",
    ]
    message = shortened("\n".join(visible(line) for line in lines if line), _MESSAGE)
    return Annotation(
        GRADES[finding.level].annotation, place(result, finding), shortened(visible(title), _TITLE), message
    )


def _command(annotation: Annotation, options: Options) -> str:
    """Return the command. Columns only within one line: GitHub has no place for others."""
    location = annotation.location
    last = max(location.end_line, location.line)
    properties = {"file": repository_path(location.path, options), "line": location.line, "endLine": last}
    if location.column and last == location.line:
        properties["col"] = location.column
        if location.end_column:
            properties["endColumn"] = location.end_column
    properties["title"] = annotation.title
    listed = ",".join(f"{key}={_property(visible(str(value)))}" for key, value in properties.items())
    return f"::{annotation.kind} {listed}::{_data(annotation.message)}"


def _data(text: str) -> str:
    """Escape as `escapeData` of @actions/core does, and disarm what an older runner would take for commands."""
    return without_commands(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escape as `escapeProperty` of @actions/core does."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
