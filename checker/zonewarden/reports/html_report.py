"""One self-contained page: counts, plant and zone matrix, findings with the configuration's lines, coverage, passes."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden.reports import html_zones
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible_lines
from zonewarden.reports.html_page import element, page, table, text
from zonewarden.reports.outcome import WORST_FIRST, counted, outcome, summarise
from zonewarden.reports.places import place, repository_path, worst_first
from zonewarden.reports.quotes import quoted, redacted
from zonewarden.reports.unassessed import gaps
from zonewarden.reports.wording import FINGERPRINT_DIGITS, certainty, fix, omitted, region, rule_line, terms
from zonewarden.triage.finding import Finding, Result, Verdict

NAME: str = "html"

_QUOTED_LINES = 4
_ROWS = 10
_UNKNOWN_LINES = 20


def render(result: Result, options: Options) -> str:
    """Return the page; secrets are masked and nothing in it comes from elsewhere."""
    clean = redacted(result)
    title = f"Zonewarden: {result.site}" if result.site else "Zonewarden"
    body = [
        *_head(clean, options, title),
        *_zones(clean),
        *_findings(clean, options),
        *_gaps(clean, options),
        *_problems(clean),
    ]
    return page(title, [*body, *_coverage(clean, options), *_policies(clean)])


def _head(result: Result, options: Options, title: str) -> Iterator[str]:
    counts, end = summarise(result), outcome(result, options)
    yield element("h1", text(title))
    as_of = f"judged as of {result.as_of}, " if result.as_of else ""
    yield element("p", text(f"{as_of}version {result.version}; exit code {end.code}: {end.reason}"), class_="dim")
    tiles = [(level.label, counts.at(level), level.label) for level in WORST_FIRST]
    tiles += [
        ("not assessable", counts.not_assessable, "open"),
        ("waived", counts.waived, "dim"),
        ("passed", counts.passes, "good"),
    ]
    yield element(
        "div",
        (element("div", f"{element('b', f'{n:,}', class_=c)}{label}", class_="tile") for label, n, c in tiles),
        class_="tiles",
    )


def _zones(result: Result) -> Iterator[str]:
    if not result.zones:
        return
    yield element("h2", "Zones")
    yield html_zones.picture(result)
    yield html_zones.matrix(result)
    yield html_zones.legend(html_zones.judged(result).values())


def _findings(result: Result, options: Options) -> Iterator[str]:
    for verdict, title in ((Verdict.FAIL, "Findings"), (Verdict.WAIVED, "Waived")):
        found = worst_first(result, verdict)
        if found or verdict is Verdict.FAIL:
            yield element("h2", f"{title} ({len(found):,})")
        if not found and verdict is Verdict.FAIL:
            yield element("p", "None.", class_="good")
        yield from (_finding(result, finding, options) for finding in found)


def _finding(result: Result, finding: Finding, options: Options) -> str:
    first = place(result, finding)
    label = finding.level.label
    head = (
        element("span", text(region(first, repository_path(first.path, options))), class_="where dim")
        + element("b", text(label), class_=label)
        + f" {text(finding.policy.id)} {text(finding.message)}"
    )
    summary, commands = fix(finding)
    facts = [
        ("Packets", _packets(finding)),
        ("Witness", element("code", text(finding.witness)) if finding.witness else ""),
        ("Certainty", text(certainty(finding))),
        ("Rules", _rules(finding)),
        ("Production impact", text(finding.production_impact)),
        ("Severity", text(terms(finding.rating)) if finding.rating else ""),
        ("Why", text(finding.policy.description)),
        ("Fix", text(" ".join(visible_lines(summary)))),
        (
            "Controls",
            text("; ".join(f"{key} {', '.join(ids)}" for key, ids in sorted(finding.policy.controls.items()))),
        ),
        ("Fingerprint", element("code", text(finding.fingerprint[:FINGERPRINT_DIGITS]))),
    ]
    listed = "".join(element("dt", name) + element("dd", value) for name, value in facts if value)
    steps = element("pre", "\n".join(text(line) for line in visible_lines(commands))) if commands else ""
    inner = "\n".join(
        part for part in (element("summary", head), _quotation(result, finding), element("dl", listed), steps) if part
    )
    return element("details", inner, style=f"--mark:var(--{label})", id=f"f-{finding.fingerprint[:FINGERPRINT_DIGITS]}")


def _quotation(result: Result, finding: Finding) -> str:
    quotes = quoted(result.sources, place(result, finding), _QUOTED_LINES)
    rows = [
        f"{element('span', f'{q.number:>6} │ ', class_='dim')}{text(q.before)}{element('mark', text(q.marked)) if q.marked else ''}{text(q.after)}"
        for q in quotes
    ]
    return element("pre", "\n".join(rows)) if rows else ""


def _packets(finding: Finding) -> str:
    if not finding.packets:
        return ""
    rows = [
        [*(text(", ".join(cell)) for cell in (r.sources, r.destinations, r.services)), text(r.certainty.value)]
        for r in finding.packets[:_ROWS]
    ]
    rest = omitted(finding, _ROWS)
    more = element("p", f"and {rest:,} more", class_="dim") if rest else ""
    return table(("from", "to", "service", "certainty"), rows) + more


def _rules(finding: Finding) -> str:
    rows = [
        f"{element('code', text(rule_line(rule)))} {element('span', text(region(rule.location)), class_='dim')}"
        for rule in finding.rules[:_ROWS]
    ]
    more = [f"and {counted(len(finding.rules) - _ROWS, 'other rule')}"] if len(finding.rules) > _ROWS else []
    return "<br>".join([*rows, *more])


def _gaps(result: Result, options: Options) -> Iterator[str]:
    found = gaps(result)
    if found:
        yield element("h2", f"Not assessable ({len(found):,})")
        yield table(
            ("what", "policies", "place"),
            (
                [
                    text(g.message),
                    text(", ".join(g.policies)),
                    element("code", text(region(g.location, repository_path(g.location.path, options)))),
                ]
                for g in found
            ),
        )


def _problems(result: Result) -> Iterator[str]:
    if result.diagnostics:
        yield element("h2", f"What was noticed while reading ({len(result.diagnostics):,})")
        told = sorted(result.diagnostics, key=lambda d: (d.location, d.code, d.message))
        rows = (
            [text(d.severity.value), element("code", text(region(d.location))), text(d.message), text(d.code)]
            for d in told
        )
        yield element(
            "details",
            element("summary", counted(len(told), "message")) + table(("kind", "place", "message", "code"), rows),
        )


def _coverage(result: Result, options: Options) -> Iterator[str]:
    if not result.coverage:
        return
    yield element("h2", "How much was understood")
    rows: list[list[str]] = []
    for c in sorted(result.coverage, key=lambda c: c.path):
        counted_lines = c.modelled + c.irrelevant + len(c.unknown_lines)
        share = 1 - len(c.unknown_lines) / counted_lines if counted_lines else 1.0
        unknown = ", ".join(map(str, c.unknown_lines[:_UNKNOWN_LINES])) + (
            ", ..." if len(c.unknown_lines) > _UNKNOWN_LINES else ""
        )
        rows.append(
            [
                element("code", text(repository_path(c.path, options))),
                text(c.platform),
                f"{c.lines:,}",
                f"{share:.1%}",
                text(unknown),
            ]
        )
    yield table(("file", "platform", "lines", "understood", "unknown lines"), rows)


def _policies(result: Result) -> Iterator[str]:
    passed = result.passes.subjects()
    failed = {f.policy.id for f in result.with_verdict(Verdict.FAIL)}
    unclear = {f.policy.id for f in result.with_verdict(Verdict.NOT_ASSESSABLE)}
    yield element("h2", f"Policies ({len(result.policies):,})")
    rows: list[list[str]] = []
    for policy in sorted(result.policies, key=lambda p: p.id):
        state, kind = (
            ("violated", policy.severity.label)
            if policy.id in failed
            else ("not assessable", "open")
            if policy.id in unclear
            else ("passed", "good")
            if policy.id in passed
            else ("nothing to judge", "dim")
        )
        rows.append(
            [
                text(policy.id),
                text(policy.title),
                text(policy.family),
                element("span", state, class_=kind),
                f"{len(passed.get(policy.id, ())):,}",
            ]
        )
    rows += [
        [text(id_), "switched off: " + text(why), "", element("span", "off", class_="dim"), ""]
        for id_, why in sorted(result.disabled.items())
    ]
    yield table(("id", "policy", "family", "verdict", "passes"), rows)
