"""The text inside a failure, error or skipped element: GitLab shows that and not the message attribute."""

from __future__ import annotations

from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines
from zonewarden.reports.places import place, repository_path
from zonewarden.reports.quotes import quoted
from zonewarden.reports.wording import certainty, fix, omitted, packet_line, region, rule_line, sentence
from zonewarden.triage.finding import Finding, Result, Verdict

_ROWS = 10
_QUOTED_LINES = 3
_LENGTH = 300


def headline(finding: Finding) -> str:
    """Return one line: why it fails, what keeps it from being judged, or why it is waived."""
    reasons = "; ".join(finding.reasons)
    return visible(finding.message or reasons or finding.policy.title)


def body(result: Result, finding: Finding, options: Options) -> str:
    """Return the facts as plain lines, every one printable XML text, the first as `path:line:column: severity: ...`."""
    first = place(result, finding)
    where = region(first, repository_path(first.path, options))
    lines = [f"{where}: {_standing(finding)}: {finding.policy.id} {visible(finding.policy.title)}", headline(finding)]
    lines += [
        f"  {q.number} | {shortened(visible(q.text), _LENGTH)}" for q in quoted(result.sources, first, _QUOTED_LINES)
    ]
    lines.append(f"Certainty: {visible(certainty(finding))}" if finding.verdict is Verdict.FAIL else _reasons(finding))
    lines += [
        f"Rule: {shortened(visible(rule_line(rule)), _LENGTH)} ({region(rule.location)})"
        for rule in finding.rules[:_ROWS]
    ]
    lines += [f"Packets: {shortened(visible(packet_line(row)), _LENGTH)}" for row in finding.packets[:_ROWS]]
    rest = omitted(finding, _ROWS)
    lines += [f"Packets: and {rest:,} more"] if rest else []
    lines += [f"Witness: {visible(finding.witness)}"] if finding.witness else []
    lines += [f"Production impact: {visible(finding.production_impact)}"] if finding.production_impact else []
    summary, commands = ("", "") if finding.verdict is Verdict.NOT_ASSESSABLE else fix(finding)
    lines += [f"Fix: {line}" for line in visible_lines(summary)] + [f"  {line}" for line in visible_lines(commands)]
    lines += [f"See {visible(reference.url)}" for reference in finding.policy.references]
    lines.append(f"Fingerprint: {visible(finding.fingerprint)}")
    return "\n".join(line for line in lines if line)


def _standing(finding: Finding) -> str:
    return "not assessable" if finding.verdict is Verdict.NOT_ASSESSABLE else finding.level.label


def _reasons(finding: Finding) -> str:
    return f"Reason: {sentence(visible('; '.join(finding.reasons)))}" if finding.reasons else ""
