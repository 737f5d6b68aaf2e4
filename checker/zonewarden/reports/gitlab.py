"""GitLab's Code Quality report, which every tier shows in merge requests."""

from __future__ import annotations

import hashlib

from zonewarden.policy import Level
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible
from zonewarden.reports.grades import GRADES
from zonewarden.reports.jsontext import dumps
from zonewarden.reports.places import place, repository_path, worst_first
from zonewarden.reports.quotes import redacted
from zonewarden.reports.unassessed import RULE_ID, Gap, gaps
from zonewarden.reports.wording import doubt, sentence
from zonewarden.triage.finding import Finding, Result, Verdict
from zonewarden_parsers.model import Location

NAME: str = "gitlab-codequality"


def render(result: Result, options: Options) -> str:
    """Return the array; an empty one where nothing is wrong, which GitLab needs to compare branches."""
    clean = redacted(result)
    entries = [
        *(_gap(gap, options) for gap in gaps(clean)),
        *(_finding(clean, finding, options) for finding in worst_first(clean, Verdict.FAIL)),
    ]
    return dumps(_distinct(entries), indent=1)


def _finding(result: Result, finding: Finding, options: Options) -> dict[str, object]:
    parts = (sentence(finding.message), doubt(finding), f"({finding.policy.title})")
    return {
        "description": visible(" ".join(part for part in parts if part)),
        "check_name": finding.policy.id,
        "fingerprint": finding.fingerprint,
        "severity": GRADES[finding.level].quality,
        "location": _location(place(result, finding), options),
    }


def _gap(gap: Gap, options: Options) -> dict[str, object]:
    fails = gap.broken or options.fail_on_not_assessable
    return {
        "description": visible(gap.message),
        "check_name": RULE_ID,
        "fingerprint": gap.fingerprint,
        "severity": GRADES[Level.HIGH if fails else Level.MEDIUM].quality,
        "location": _location(gap.location, options),
    }


def _location(location: Location, options: Options) -> dict[str, object]:
    return {"path": repository_path(location.path, options), "lines": {"begin": max(location.line, 1)}}


def _distinct(entries: list[dict[str, object]]) -> list[dict[str, object]]:
    """Make the fingerprints unique: a merge request shows only one of several equal ones."""
    seen: set[object] = set()
    for entry in entries:
        while entry["fingerprint"] in seen:
            entry["fingerprint"] = hashlib.sha256(str(entry["fingerprint"]).encode()).hexdigest()[:32]
        seen.add(entry["fingerprint"])
    return entries
