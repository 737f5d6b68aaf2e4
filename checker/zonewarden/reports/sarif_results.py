"""SARIF results (3.27): failures by severity, then input that could not be judged, then what was asked for besides."""

from __future__ import annotations

from zonewarden.reports.base import Options, SarifExtra
from zonewarden.reports.grades import GRADES
from zonewarden.reports.places import place, worst_first
from zonewarden.reports.sarif_locations import physical_location
from zonewarden.reports.sarif_rules import Rules
from zonewarden.reports.sarif_values import Object, escaped, plain, text
from zonewarden.reports.unassessed import RULE_ID, Gap, gaps
from zonewarden.reports.wording import doubt, omitted, rule_line, sentence
from zonewarden.triage.finding import Certainty, Finding, PacketRow, Result, Verdict
from zonewarden_parsers.model import Location

FINGERPRINT = "zonewardenViolation/v1"
"""The key of our fingerprint. What follows the last slash must be `v` and a number: DefectDojo's import fails otherwise."""

_RELATED = 30
_PACKETS = 10

_EXTRAS = {
    SarifExtra.SUPPRESSED: Verdict.WAIVED,
    SarifExtra.NOT_ASSESSABLE: Verdict.NOT_ASSESSABLE,
    SarifExtra.PASS: Verdict.PASS,
}


def results(result: Result, rules: Rules, options: Options) -> list[Object]:
    """Return the results, most severe first: GitHub keeps the first 5,000 of a run.

    Once one result is suppressed all have `suppressions` (3.27.23).
    """
    verdicts = [Verdict.FAIL, *(v for extra, v in _EXTRAS.items() if extra in options.sarif_include)]
    found: list[Object] = []
    for verdict in verdicts:
        findings = worst_first(result, verdict)
        found += [_result(result, finding, rules, options) for finding in findings]
        if verdict is Verdict.FAIL:
            found += [_gap_result(result, gap, rules, options) for gap in gaps(result)]
    if any(value.get("suppressions") for value in found):
        found = [{"suppressions": [], **value} for value in found]
    return found


def _result(result: Result, finding: Finding, rules: Rules, options: Options) -> Object:
    """Return one finding. A kind other than `fail` has level `none` (3.27.10) and no rank."""
    first = place(result, finding)
    related = _related(result, finding, first, options)
    fails = finding.verdict in (Verdict.FAIL, Verdict.WAIVED)
    grade = GRADES[finding.level]
    value: Object = {
        "ruleId": finding.policy.id,
        "ruleIndex": rules.index[finding.policy.id],
        "kind": {Verdict.PASS: "pass", Verdict.NOT_ASSESSABLE: "open"}.get(finding.verdict, "fail"),
        "level": grade.sarif if fails else "none",
        "message": text(_message(finding, related)),
        "locations": [{"physicalLocation": physical_location(result, first, options)}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "properties": _properties(finding),
    }
    if related:
        value["relatedLocations"] = related
    if fails and grade.rank is not None:
        value["rank"] = grade.rank
    if finding.verdict is Verdict.WAIVED:
        reasons = plain("; ".join(finding.reasons)) or "Waived by the project."
        value["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reasons}]
    return value


def _related(result: Result, finding: Finding, first: Location, options: Options) -> list[Object]:
    """Return the other places of a finding: contributing rules with their text, then bare locations; at most 30."""
    texts = {rule.location: rule_line(rule) for rule in reversed(finding.rules)}
    places = dict.fromkeys((*(rule.location for rule in finding.rules), *finding.locations[1:]))
    places.pop(first, None)
    return [
        {
            "id": i,
            "message": text(escaped(texts.get(location, "See also."))),
            "physicalLocation": physical_location(result, location, options),
        }
        for i, location in enumerate(list(places)[:_RELATED], 1)
    ]


def _message(finding: Finding, related: list[Object]) -> str:
    """Return the fact first, since only the first sentence may be seen; then what it hangs on, a packet, links, the impact."""
    parts = [escaped(sentence(finding.message or finding.policy.title))]
    if finding.certainty is Certainty.POSSIBLE:
        parts.append(escaped(doubt(finding)))
    if finding.witness:
        parts.append(escaped(f"Witness: {finding.witness}."))
    if related:
        links = (f"[{_link_text(value)}]({value['id']})" for value in related)
        parts.append(f"See also {', '.join(links)}.")
    if finding.production_impact:
        parts.append(escaped(sentence(f"Production impact: {finding.production_impact}")))
    return " ".join(parts)


def _link_text(related: Object) -> str:
    """Return `file:line` of a related location."""
    physical = related["physicalLocation"]
    return f"{physical['artifactLocation']['uri'].rpartition('/')[2]}:{physical['region']['startLine']}"


def _properties(finding: Finding) -> Object:
    subject = finding.subject
    properties: Object = {
        "severity": finding.level.label,
        "certainty": finding.certainty.value,
        "subject": {"kind": subject.kind, "id": plain(subject.id), "title": plain(subject.title)},
    }
    if finding.rating:
        properties["points"] = finding.rating.points
    if finding.packets:
        properties["packets"] = [_packets(row) for row in finding.packets[:_PACKETS]]
        properties["packetsOmitted"] = omitted(finding, _PACKETS)
    optional = {
        "witness": finding.witness,
        "productionImpact": finding.production_impact,
        "device": finding.device,
        "platform": finding.platform,
        "remediation": finding.remediation,
    }
    return {**properties, **{name: plain(value) for name, value in optional.items() if value}}


def _packets(row: PacketRow) -> Object:
    return {
        "sources": list(row.sources),
        "destinations": list(row.destinations),
        "services": list(row.services),
        "certainty": row.certainty.value,
    }


def _gap_result(result: Result, gap: Gap, rules: Rules, options: Options) -> Object:
    """Return a gap as a failure of rule ZW-0001, an error where it fails the run."""
    fails = gap.broken or options.fail_on_not_assessable
    return {
        "ruleId": RULE_ID,
        "ruleIndex": rules.index[RULE_ID],
        "kind": "fail",
        "level": "error" if fails else "warning",
        "message": text(escaped(gap.message)),
        "locations": [{"physicalLocation": physical_location(result, gap.location, options)}],
        "partialFingerprints": {FINGERPRINT: gap.fingerprint},
        "properties": {"subjects": list(gap.subjects[:_RELATED]), "policies": list(gap.policies)},
    }
