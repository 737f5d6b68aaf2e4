"""Phrases that several reports share."""

from __future__ import annotations

from zonewarden.reports.escape import visible
from zonewarden.triage.finding import Certainty, Contribution, Finding, PacketRow, Rating
from zonewarden_parsers.model import Location

FINGERPRINT_DIGITS = 12
"""How much of a fingerprint people see; commands that take one accept a unique beginning."""


def region(location: Location, path: str = "") -> str:
    """Return `path:line:column` as editors and terminals make links of it, for `path` instead of the location's own."""
    column = f":{location.column}" if location.column else ""
    return f"{visible(path or location.path)}:{location.line}{column}"


def certainty(finding: Finding) -> str:
    """Return `definite`, or `possible` and what it hangs on."""
    if finding.certainty is Certainty.DEFINITE:
        return "definite"
    return f"possible, only if: {'; '.join(finding.reasons)}" if finding.reasons else "possible"


def subject(finding: Finding) -> str:
    """Return the kind and title of what was judged, the kind once."""
    kind, title = finding.subject.kind.replace("_", " "), finding.subject.title
    return title if title.lower().startswith(kind) else f"{kind} {title}"


def doubt(finding: Finding) -> str:
    """Return what a possible finding hangs on as a sentence, nothing for a definite one."""
    return "" if finding.certainty is Certainty.DEFINITE else sentence(f"P{certainty(finding)[1:]}")


def terms(rating: Rating) -> str:
    """Return the severity formula with its numbers (docs/severity.md)."""
    unknown = "" if rating.impact_known else " (not declared)"
    bound = f", decided by the {rating.bound}" if rating.bound else ""
    return (
        f"{rating.points} points = 2 x impact {rating.impact}{unknown} + exposure {rating.exposure}"
        f" + capability {rating.capability} - mitigation {rating.mitigation}{bound}"
    )


def rule_line(rule: Contribution) -> str:
    """Return one contributing rule: its text, with its list and action before it where it does not name them itself."""
    words = rule.text.split()
    named = [part for part in (rule.list_name, rule.action) if part and part not in words]
    return f"{' '.join(named)}: {rule.text}" if named and rule.text else rule.text or " ".join(named)


def packet_line(row: PacketRow) -> str:
    """Return one product of packets: sources -> destinations : services."""
    return f"{', '.join(row.sources)} -> {', '.join(row.destinations)} : {', '.join(row.services)}"


def omitted(finding: Finding, shown: int) -> int:
    """Return how many products of a finding are left out when `shown` of them are listed."""
    return max(len(finding.packets) - shown, 0) + finding.packets_omitted


def fix(finding: Finding) -> tuple[str, str]:
    """Return what to do as a sentence or two, and in the device's own syntax; either may be empty.

    The finding's own remediation wins over the policy's for its platform; where it repeats the summary it says it once.
    """
    summary = finding.policy.remediation.get("summary", "").strip()
    commands = finding.remediation or finding.policy.remediation.get(finding.platform, "")
    return summary, commands.strip().removeprefix(summary).strip("\n")


def sentence(text: str) -> str:
    """Return `text` with a full stop at its end, unless it has its own mark."""
    stripped = text.strip()
    return stripped if not stripped or stripped.endswith((".", "!", "?")) else f"{stripped}."
