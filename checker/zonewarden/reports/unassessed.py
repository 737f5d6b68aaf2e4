"""Input that could not be judged, as findings of a rule of its own for consumers that read nothing but results.

GitHub, GitLab and others ignore SARIF notifications and results of kind `open` or show them as something else; a gap that
nobody sees is a pass that nobody defended.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass

from zonewarden.reports.outcome import counted
from zonewarden.reports.places import place
from zonewarden.triage.finding import Finding, Result, Verdict
from zonewarden_parsers.model import Location, Severity

RULE_ID = "ZW-0001"
RULE_TITLE = "Input not assessable"
RULE_DESCRIPTION = (
    "Part of the input could not be read or understood, so that some subjects were neither passed nor failed. "
    "What is not understood is never reported as a pass."
)
RULE_REMEDIATION = (
    "Correct the file or the declaration at the place named, or report the line to the project when it is valid syntax of "
    "the platform. `zonewarden coverage` lists every line that was not understood."
)


@dataclass(frozen=True, slots=True)
class Gap:
    """One reason at one file: where it shows first, what it keeps from being judged (titles, sorted), by which policies (ids).

    `broken` means that the file could not be used at all: the run then fails whatever its options.
    """

    reason: str
    location: Location
    subjects: tuple[str, ...]
    policies: tuple[str, ...]
    broken: bool = False

    @property
    def message(self) -> str:
        """The fact in the first sentence."""
        if self.broken:
            return f"{_sentence(self.reason)} The file was not checked."
        judged = f"{counted(len(self.subjects), 'subject')} of {counted(len(self.policies), 'policy')}"
        return f"{judged} could not be assessed: {_sentence(self.reason)}"

    @property
    def fingerprint(self) -> str:
        """32 hex digits that stay when lines move."""
        return hashlib.sha256(_bytes(f"{RULE_ID}\0{self.location.path}\0{self.reason}")).hexdigest()[:32]


def gaps(result: Result) -> tuple[Gap, ...]:
    """Return the unusable files, then one gap a reason and file, sorted by place."""
    broken = {
        (d.location.path, d.message): Gap(d.message, d.location, (), (), broken=True)
        for d in sorted(result.diagnostics, key=lambda d: d.location, reverse=True)
        if d.severity is Severity.ERROR
    }
    return (*sorted(broken.values(), key=_order), *sorted(_undecided(result), key=_order))


def _undecided(result: Result) -> list[Gap]:
    members: defaultdict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in result.with_verdict(Verdict.NOT_ASSESSABLE):
        for reason in finding.reasons or (finding.message,):
            members[reason, place(result, finding).path].append(finding)
    return [_gap(result, reason, findings) for (reason, _), findings in members.items()]


def _gap(result: Result, reason: str, findings: list[Finding]) -> Gap:
    return Gap(
        reason,
        min(place(result, f) for f in findings),
        tuple(sorted({f.subject.title for f in findings})),
        tuple(sorted({f.policy.id for f in findings})),
    )


def _order(gap: Gap) -> tuple[Location, str]:
    return gap.location, gap.reason


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
