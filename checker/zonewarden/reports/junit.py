"""JUnit XML as GitLab, Jenkins, dorny/test-reporter and mikepenz/action-junit-report read it (OUTPUTS section 2).

One suite a policy family, one test case a subject and policy, so that the passes show what was really assessed.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from zonewarden.policy import Policy
from zonewarden.reports.base import Options
from zonewarden.reports.escape import visible
from zonewarden.reports.junit_body import body, headline
from zonewarden.reports.outcome import counted
from zonewarden.reports.places import repository_path
from zonewarden.reports.quotes import redacted
from zonewarden.reports.unassessed import RULE_ID, gaps
from zonewarden.reports.wording import subject
from zonewarden.triage.finding import Finding, Result, Verdict
from zonewarden_parsers.model import Location

NAME: str = "junit"

_MOST_CASES = 10_000
_SECONDS = 0.001
"""The time of each case. Nothing is measured a subject; viewers divide by the total, and 0 makes some of them fail."""

_ELEMENTS = {Verdict.FAIL: "failure", Verdict.NOT_ASSESSABLE: "error", Verdict.WAIVED: "skipped"}
_COUNTERS = {"failure": "failures", "error": "errors", "skipped": "skipped"}


@dataclass(frozen=True, slots=True)
class Case:
    """One test case; `element` is empty for a pass."""

    suite: str
    classname: str
    name: str
    location: Location | None = None
    element: str = ""
    kind: str = ""
    message: str = ""
    text: str = ""


def render(result: Result, options: Options) -> str:
    """Return the XML. With `junit_strict` it is valid for junit-10.xsd, which the Jenkins xUnit plugin insists on."""
    clean = redacted(result)
    suites: defaultdict[str, list[Case]] = defaultdict(list)
    for case in _unique(_cases(clean, options)):
        suites[case.suite].append(case)
    root = ET.Element("testsuites", {"name": "zonewarden", **_counts([c for cases in suites.values() for c in cases])})
    if options.junit_strict:
        root.attrib.pop("skipped")
    for index, suite in enumerate(sorted(suites)):
        root.append(_suite(clean, suite, index, suites[suite], options))
    ET.indent(root)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _suite(result: Result, name: str, index: int, cases: list[Case], options: Options) -> ET.Element:
    attributes = {
        "name": visible(name),
        "id": str(index),
        "package": "zonewarden",
        **_counts(cases),
        "hostname": "localhost",
    }
    if options.timestamp:
        attributes["timestamp"] = options.timestamp
    element = ET.Element("testsuite", attributes)
    properties = ET.SubElement(element, "properties")
    for key, value in (("version", result.version), ("site", result.site), ("as_of", result.as_of)):
        ET.SubElement(properties, "property", {"name": key, "value": visible(value)})
    element.extend(_case(case, options) for case in cases)
    return element


def _counts(cases: list[Case]) -> dict[str, str]:
    found = Counter(case.element for case in cases)
    counts = {counter: str(found[element]) for element, counter in _COUNTERS.items()}
    return {"tests": str(len(cases)), **counts, "time": f"{len(cases) * _SECONDS:.3f}"}


def _case(case: Case, options: Options) -> ET.Element:
    element = ET.Element("testcase", {"classname": case.classname, "name": case.name, "time": f"{_SECONDS:.3f}"})
    if case.location and not options.junit_strict:
        element.set("file", visible(repository_path(case.location.path, options)))
        element.set("line", str(case.location.line))
    if case.element:
        child = ET.SubElement(element, case.element, {"message": case.message, "type": case.kind})
        child.text = case.text
    return element


def _cases(result: Result, options: Options) -> Iterable[Case]:
    """Give the cases: unusable files first, then findings by policy; passes as one a policy where there are too many.

    GitLab gives up on a file of 250,000 XML objects, roughly 25,000 cases.
    """
    many = len(result.findings) + len(result.passes) > _MOST_CASES
    yield from _broken(result, options)
    for _, group in itertools.groupby(sorted(result.every(), key=_order), key=lambda f: f.policy.id):
        findings = list(group)
        kept = [f for f in findings if f.verdict is not Verdict.PASS or not many]
        yield from (_judged(result, finding, options) for finding in kept)
        if len(kept) < len(findings):
            policy = findings[0].policy
            yield Case(policy.family, _classname(policy), f"{counted(len(findings) - len(kept), 'subject')} passed")


def _order(finding: Finding) -> tuple[str, str, str, str]:
    return finding.policy.id, finding.subject.title, finding.key, finding.fingerprint


def _broken(result: Result, options: Options) -> Iterable[Case]:
    for gap in gaps(result):
        if gap.broken:
            name = visible(f"{repository_path(gap.location.path, options)}: {gap.reason}")
            message = visible(gap.message)
            yield Case("input", f"{RULE_ID}.InputNotAssessable", name, gap.location, "error", "input", message, message)


def _judged(result: Result, finding: Finding, options: Options) -> Case:
    name = subject(finding)
    element = _ELEMENTS.get(finding.verdict, "")
    return Case(
        suite=finding.policy.family or "policies",
        classname=_classname(finding.policy),
        name=visible(f"{name} ({finding.key})" if finding.key else name),
        location=next(iter((*finding.locations, *finding.subject.locations)), None),
        element=element,
        kind=finding.level.label if finding.verdict is Verdict.FAIL else finding.verdict.value,
        message=headline(finding),
        text=body(result, finding, options) if element else "",
    )


def _classname(policy: Policy) -> str:
    """Return `SEG-006.enterprise_to_control`: what viewers group by."""
    return visible(f"{policy.id}.{policy.name}")


def _unique(cases: Iterable[Case]) -> Iterable[Case]:
    """Number the cases that share class and name: GitLab drops all but the first of them."""
    seen: set[tuple[str, str]] = set()
    last: Counter[tuple[str, str]] = Counter()
    for case in cases:
        name, key = case.name, (case.name, case.classname)
        while (name, case.classname) in seen:
            last[key] += 1
            name = f"{case.name} #{last[key] + 1}"
        seen.add((name, case.classname))
        yield replace(case, name=name)
