"""One framework, control by control: satisfied, violated, not assessable or not covered, and by what evidence.

*Satisfied* says that every policy mapped to the control that had something to judge passed all of it: evidence for an
auditor, not an attestation. A control that no policy is mapped to, or whose policies had nothing to judge, is *not covered*.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from zonewarden.reports.frameworks import framework, mappings
from zonewarden.reports.jsontext import dumps
from zonewarden.reports.markup import prose
from zonewarden.triage.finding import Result, Verdict

_DIGITS = re.compile(r"(\d+)")
_SHOWN = 3


class State(StrEnum):
    """What can be said of a control."""

    VIOLATED = "violated"
    NOT_ASSESSABLE = "not assessable"
    SATISFIED = "satisfied"
    NOT_COVERED = "not covered"


@dataclass(frozen=True, slots=True)
class Control:
    """One control with the evidence: counts over the policies mapped to it, and the fingerprints of what fails.

    `idle` are mapped policies that had nothing to judge.
    """

    id: str
    state: State
    policies: tuple[str, ...]
    idle: tuple[str, ...]
    passed: int
    failed: int
    not_assessable: int
    waived: int
    findings: tuple[str, ...]


def controls(result: Result, key: str, known: Sequence[str]) -> tuple[Control, ...]:
    """Return every control of framework `key`: those in `known`, and any further one that a policy names, in order."""
    by_control: dict[str, list[str]] = {identifier: [] for identifier in known}
    for policy in result.policies:
        for identifier in mappings(policy).get(key, ()):
            by_control.setdefault(identifier, []).append(policy.id)
    counts: defaultdict[str, Counter[Verdict]] = defaultdict(Counter)
    failing: defaultdict[str, list[str]] = defaultdict(list)
    for policy_id, subjects in result.passes.subjects().items():
        counts[policy_id][Verdict.PASS] += len(subjects)
    for finding in result.findings:
        counts[finding.policy.id][finding.verdict] += 1
        if finding.verdict is Verdict.FAIL:
            failing[finding.policy.id].append(finding.fingerprint)
    return tuple(_control(i, sorted(by_control[i]), counts, failing) for i in sorted(by_control, key=_order))


def _order(identifier: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in _DIGITS.split(identifier)]


def _control(
    identifier: str,
    policies: Sequence[str],
    counts: defaultdict[str, Counter[Verdict]],
    failing: defaultdict[str, list[str]],
) -> Control:
    total: Counter[Verdict] = Counter()
    for policy in policies:
        total += counts[policy]
    state = State.NOT_COVERED
    if total[Verdict.FAIL]:
        state = State.VIOLATED
    elif total[Verdict.NOT_ASSESSABLE]:
        state = State.NOT_ASSESSABLE
    elif total[Verdict.PASS] or total[Verdict.WAIVED]:
        state = State.SATISFIED
    return Control(
        identifier,
        state,
        tuple(policies),
        tuple(p for p in policies if not counts[p]),
        total[Verdict.PASS],
        total[Verdict.FAIL],
        total[Verdict.NOT_ASSESSABLE],
        total[Verdict.WAIVED],
        tuple(f for policy in policies for f in failing[policy]),
    )


def as_json(result: Result, key: str, known: Sequence[str]) -> str:
    """Return the matrix as JSON."""
    found = controls(result, key, known)
    document = {
        "schema": "zonewarden-framework/1",
        "framework": key,
        "title": framework(key).title,
        "version": framework(key).version,
        "site": result.site,
        "as_of": result.as_of,
        "summary": _summary(found),
        "controls": [asdict(control) for control in found],
    }
    return dumps(document, indent=1)


def as_markdown(result: Result, key: str, known: Sequence[str]) -> str:
    """Return the matrix as Markdown."""
    found = controls(result, key, known)
    lines = [f"## {prose(framework(key).name)}: {prose(framework(key).title)}", "", _sentence(found), ""]
    lines += ["| control | state | evidence |", "|---|---|---|"]
    lines += [f"| {prose(c.id)} | {c.state.value} | {prose(evidence(c))} |" for c in found]
    return "\n".join(lines) + "\n"


def as_text(result: Result, key: str, known: Sequence[str]) -> str:
    """Return the matrix as a plain table."""
    found = controls(result, key, known)
    wide = max((len(c.id) for c in found), default=7)
    head = [f"{framework(key).name}: {framework(key).title}", _sentence(found), ""]
    rows = [f"{c.id:{wide}}  {c.state.value:14}  {evidence(c)}".rstrip() for c in found]
    return "\n".join([*head, *rows]) + "\n"


RENDERERS: dict[str, Callable[[Result, str, Sequence[str]], str]] = {
    "text": as_text, "markdown": as_markdown, "json": as_json
}  # fmt: skip


def evidence(control: Control) -> str:
    """Return in words what a control's state rests on."""
    if not control.policies:
        return "no policy is mapped to it"
    judging = [p for p in control.policies if p not in control.idle]
    if not judging:
        return f"nothing to judge for {', '.join(control.policies)}"
    counted = (
        (control.failed, "failed"),
        (control.not_assessable, "not assessable"),
        (control.passed, "passed"),
        (control.waived, "waived"),
    )
    numbers = ", ".join(f"{number:,} {word}" for number, word in counted if number)
    shown = ", ".join(judging[: _SHOWN * 4]) + (", ..." if len(judging) > _SHOWN * 4 else "")
    return f"{numbers} by {shown}"


def _summary(found: Sequence[Control]) -> dict[str, int]:
    states = Counter(control.state for control in found)
    return {state.value: states[state] for state in State}


def _sentence(found: Sequence[Control]) -> str:
    return (
        ", ".join(f"{number:,} {state}" for state, number in _summary(found).items()) + f" of {len(found):,} controls."
    )
