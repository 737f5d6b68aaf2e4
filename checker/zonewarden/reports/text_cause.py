"""Findings on the terminal, one block a cause: the line that has to change, and everything that is wrong because of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zonewarden.policy import FAMILIES, Level
from zonewarden.reports.base import Options
from zonewarden.reports.escape import shortened, visible, visible_lines
from zonewarden.reports.outcome import counted
from zonewarden.reports.places import place, worst_first
from zonewarden.reports.styled import Line, styled, wrapped
from zonewarden.reports.text_layout import INDENT, Page
from zonewarden.reports.text_quote import quotation
from zonewarden.reports.wording import FINGERPRINT_DIGITS, certainty, fix, region
from zonewarden.triage.finding import Certainty, Finding, PacketRow, Result, Verdict
from zonewarden_parsers.model import Location

STYLES = {Level.CRITICAL: "red", Level.HIGH: "red", Level.MEDIUM: "yellow", Level.LOW: "cyan", Level.INFO: "blue"}
_ROWS = 8
_TITLES = 6
_OTHERS = 6
_PROSE = 600


@dataclass(frozen=True, slots=True)
class Cause:
    """A place in a file and the findings whose most specific location it is, worst first."""

    location: Location
    findings: tuple[Finding, ...]

    @property
    def level(self) -> Level:
        """The worst severity among the findings."""
        return max(f.level for f in self.findings)

    @property
    def worst(self) -> Finding:
        """The finding to lead with: worst severity, most points, and among equals the one nearest to the root."""
        return min(self.findings, key=_lead_order)


def _lead_order(finding: Finding) -> tuple[bool, int, int, int, str]:
    """Order by what is nearest to the root: an interface without a filter, then severity, then family."""
    points = finding.rating.points if finding.rating else 0
    family = FAMILIES.index(finding.policy.family) if finding.policy.family in FAMILIES else len(FAMILIES)
    return (finding.subject.kind != "interface", -finding.level, -points, family, finding.policy.id)


def causes(result: Result) -> list[Cause]:
    """Return the causes of all failures, the most severe first, then by place."""
    found: dict[tuple[str, int], list[Finding]] = {}
    where: dict[tuple[str, int], Location] = {}
    for finding in worst_first(result, Verdict.FAIL):
        location = place(result, finding)
        key = (location.path, location.line)
        found.setdefault(key, []).append(finding)
        where.setdefault(key, location)
    listed = [Cause(where[key], tuple(findings)) for key, findings in found.items()]
    return sorted(listed, key=lambda c: (-c.level, c.location))


def print_cause(page: Page, result: Result, cause: Cause, options: Options) -> None:
    """Print one cause: the line, each policy it breaks, the packets, a witness, what it may cost, and the fix."""
    for line in quotation(result, cause.location, options.width):
        page.write(line)
    for group in _by_policy(cause.findings):
        _print_policy(page, group, options)
    lead = cause.worst
    _print_packets(page, cause.findings)
    page.field("Witness", styled(visible(lead.witness)))
    others = _elsewhere(cause)
    page.field("Along with", styled("\n".join(others)))
    page.field("Impact", styled(visible(lead.production_impact)))
    page.field("Certainty", _doubts(cause.findings))
    _print_fix(page, cause)


def _by_policy(findings: Iterable[Finding]) -> list[list[Finding]]:
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.policy.id, []).append(finding)
    return sorted(groups.values(), key=lambda g: (-max(f.level for f in g), g[0].policy.id))


def _print_policy(page: Page, group: Sequence[Finding], options: Options) -> None:
    level = max(f.level for f in group)
    head = f"{'':{INDENT}}{group[0].policy.id:8} {level.label:8}  "
    messages = [shortened(visible(f.message), _PROSE) for f in group]
    prints = f" [{', '.join(f.fingerprint[:FINGERPRINT_DIGITS] for f in group)}]" if options.verbose else ""
    if len(group) == 1:
        body: Line = ((messages[0], ""), (prints, "dim"))
    else:
        rest = [f.subject.title for f in group[1 : _TITLES + 1]]
        more = len(group) - 1 - len(rest)
        also = visible("; ".join(rest)) + (f"; and {more} more" if more > 0 else "")
        body = ((messages[0], ""), (f" Also: {also}.", "dim"), (prints, "dim"))
    lead = styled(head, f"bold {STYLES[level]}")
    for line in wrapped(body, max(page.width - len(head), 16)):
        page.write((*lead, *line))
        lead = styled(" " * len(head))


def _print_packets(page: Page, found: Sequence[Finding]) -> None:
    """Print the packets of all findings once, definite ones first.

    What no conduit covers holds what class policies pick from it: where it is known the parts are not repeated.
    """
    rows: dict[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], PacketRow] = {}
    findings = [f for f in found if f.policy.family == "conduits"] or found
    for certain in Certainty:
        for finding in findings:
            for row in finding.packets:
                if row.certainty is certain:
                    rows.setdefault((row.sources, row.destinations, row.services), row)
    if not rows:
        return
    doubtful = any(row.certainty is Certainty.POSSIBLE for row in rows.values())
    cells: list[list[str]] = []
    for row in list(rows.values())[:_ROWS]:
        members = [", ".join(map(visible, texts)) for texts in (row.sources, row.destinations, row.services)]
        cells.append([*members, *((row.certainty.value,) if doubtful else ())])
    hidden = len(rows) - _ROWS + sum(f.packets_omitted for f in findings)
    missing = all(f.policy.id == "AVL-001" for f in findings if f.packets)
    page.field("Blocked" if missing else "Packets", styled(counted(len(rows), "product"), "dim"))
    page.table(("from", "to", "service", *(("certainty",) if doubtful else ())), cells)
    page.field("", styled(f"and {hidden:,} more" if len(rows) > _ROWS else "", "dim"))


def _elsewhere(cause: Cause) -> list[str]:
    """Return the other rules and lines that have a part in the worst finding."""
    lead = cause.worst
    lines = {r.location: f"{region(r.location)}  {visible(shortened(r.text, 120))}" for r in lead.rules}
    lines |= {place_: region(place_) for place_ in lead.locations if place_ not in lines}
    own = (cause.location.path, cause.location.line)
    shown = [text for location, text in lines.items() if (location.path, location.line) != own]
    return [*shown[:_OTHERS], *([f"and {len(shown) - _OTHERS} more"] if len(shown) > _OTHERS else [])]


def _doubts(findings: Sequence[Finding]) -> Line:
    doubts = dict.fromkeys(certainty(f) for f in findings if f.certainty is Certainty.POSSIBLE)
    ids = sorted({f.policy.id for f in findings if f.certainty is Certainty.POSSIBLE})
    return styled(shortened(visible(f"{', '.join(ids)} {'; '.join(doubts)}"), _PROSE), "yellow") if doubts else ()


def _print_fix(page: Page, cause: Cause) -> None:
    lead = cause.worst
    summary, commands = fix(lead)
    page.field("Fix", styled("\n".join(visible_lines(summary))))
    for command in visible_lines(commands):
        page.write(styled(" " * (INDENT + 2) + command, "green"))
    ids = sorted({f.policy.id for f in cause.findings})
    others = ", ".join(i for i in ids if i != lead.policy.id)
    page.field("More", styled(f"zonewarden explain {lead.policy.id}{f' (also {others})' if others else ''}", "dim"))
