"""The lossless report: everything the others show, as one JSON document. `zonewarden schema report` prints its schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from enum import StrEnum
from typing import cast

from zonewarden.policy import Level, Policy
from zonewarden.reports.base import Options
from zonewarden.reports.jsontext import dumps
from zonewarden.reports.outcome import Summary, outcome, summarise
from zonewarden.reports.quotes import quoted, redacted
from zonewarden.triage.finding import FileCoverage, Finding, Result, ZoneOutline
from zonewarden_parsers.model import Diagnostic, Location

NAME: str = "json"
SCHEMA = "zonewarden-report/1"

_QUOTED_LINES = 20


@dataclass(frozen=True, slots=True)
class Document:
    """A Zonewarden report.

    `findings` are what did not pass; `passes` lists by policy the subjects that did, as `kind:id`, the ids of the facts.
    `zones` are the site's, the least trusted first. `fail_on` is the threshold this run was held to, `none` or a severity. `quotes` maps each path to the lines that
    locations of findings and diagnostics mean (at most 20 a location), keyed by number, secrets masked.
    """

    schema: str
    version: str
    site: str
    as_of: str
    exit_code: int
    exit_reason: str
    fail_on: str
    fail_on_not_assessable: bool
    summary: Summary
    policies: tuple[Policy, ...]
    disabled: Mapping[str, str]
    findings: tuple[Finding, ...]
    passes: Mapping[str, tuple[str, ...]]
    diagnostics: tuple[Diagnostic, ...]
    coverage: tuple[FileCoverage, ...]
    zones: tuple[ZoneOutline, ...]
    quotes: Mapping[str, Mapping[str, str]]


def render(result: Result, options: Options) -> str:
    """Return the document, indented. How long the run took is left out: the same input gives the same bytes."""
    return dumps(encode(document(redacted(result), options)), indent=1)


def document(result: Result, options: Options) -> Document:
    """Return what the report holds."""
    end = outcome(result, options)
    return Document(
        schema=SCHEMA,
        version=result.version,
        site=result.site,
        as_of=result.as_of,
        exit_code=end.code,
        exit_reason=end.reason,
        fail_on=options.fail_on.label if options.fail_on is not None else "none",
        fail_on_not_assessable=options.fail_on_not_assessable,
        summary=summarise(result),
        policies=tuple(sorted(result.policies, key=lambda p: p.id)),
        disabled=result.disabled,
        findings=result.findings,
        passes={policy: tuple(found) for policy, found in result.passes.subjects().items()},
        diagnostics=tuple(sorted(result.diagnostics, key=lambda d: (d.location, d.code, d.message))),
        coverage=tuple(sorted(result.coverage, key=lambda c: c.path)),
        zones=result.zones,
        quotes=_quotes(result),
    )


def _quotes(result: Result) -> dict[str, dict[str, str]]:
    quotes: dict[str, dict[int, str]] = {}
    for location in sorted({*_locations(result)}):
        for quote in quoted(result.sources, location, _QUOTED_LINES):
            quotes.setdefault(location.path, {})[quote.number] = quote.text
    return {path: {str(number): lines[number] for number in sorted(lines)} for path, lines in quotes.items()}


def _locations(result: Result) -> list[Location]:
    return [
        *(location for f in result.findings for location in (*f.locations, *f.subject.locations)),
        *(rule.location for f in result.findings for rule in f.rules),
        *(d.location for d in result.diagnostics),
    ]


def encode(value: object) -> object:
    """Return `value` as JSON values: dataclasses as objects, levels by name, mappings sorted, a finding's policy by its id."""
    match value:
        case Level():
            return value.label
        case StrEnum():
            return value.value
        case Finding():
            return {"level": value.level.label, **_members(value), "policy": value.policy.id}
        case Mapping():
            members = cast("Mapping[str, object]", value)
            return {key: encode(members[key]) for key in _sorted(members)}
        case tuple() | list():
            return [encode(member) for member in cast("Sequence[object]", value)]
        case None | str() | bool() | int() | float():
            return value
        case _:
            return _members(value)


def _sorted(mapping: Mapping[str, object]) -> list[str]:
    """Return the keys sorted; numbers that are keys (quoted lines) by value."""
    return sorted(mapping, key=lambda key: (int(key), "") if key.isascii() and key.isdigit() else (0, key))


def _members(value: object) -> dict[str, object]:
    if not is_dataclass(value):
        raise TypeError(f"not a value of a report: {type(value).__name__}")
    return {field.name: encode(getattr(value, field.name)) for field in fields(value)}
