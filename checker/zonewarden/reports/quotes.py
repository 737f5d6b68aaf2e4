"""Quoting configurations: the lines a location means, with secrets masked, and of very long ones an excerpt."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from zonewarden.reports.escape import shortened
from zonewarden.triage.finding import Contribution, Finding, Result
from zonewarden_parsers.masking import mask, mask_at
from zonewarden_parsers.model import Diagnostic, Location

_SPAN = re.compile(r"`[^`]*`")
EXCERPT = 1_000
"""Characters of a configuration that a report repeats of any one line or text. Files of one line of megabytes exist."""
PROSE = 4_000
"""Characters of a sentence, which may list names."""

Sources = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Quote:
    """One quoted line, secrets masked: what stands before the marked part, the part itself, what follows it.

    `whole` says that nothing is masked, so that the parts lie at the columns of the location. Of a long part `...` stands
    for the rest: of what stands before at its beginning, of the others at the end.
    """

    number: int
    before: str
    marked: str
    after: str
    whole: bool

    @property
    def text(self) -> str:
        """The line."""
        return self.before + self.marked + self.after


@lru_cache(maxsize=8192)
def masked(text: str) -> str:
    """Return `text` without the secrets in it."""
    return mask(text)


def masked_prose(text: str) -> str:
    """Return a sentence without the secrets in what it quotes between backticks.

    The rest of it is words of ours: `mask` would take "password of" for a setting and hide the sentence behind it.
    """
    return _SPAN.sub(lambda span: masked(span.group()[1:-1]).join("``"), text)


def quoted(sources: Sources, location: Location, limit: int) -> tuple[Quote, ...]:
    """Return the first `limit` lines of a location; fewer where the file has fewer, none where it is not known."""
    lines = sources.get(location.path, ())
    last = min(location.end_line or location.line, location.line + limit - 1, len(lines))
    return tuple(_quote(lines, number, location) for number in range(max(location.line, 1), last + 1))


def _quote(lines: Sequence[str], number: int, location: Location) -> Quote:
    """Mark the columns of `location`; all of the line where it has none or where masking moved them."""
    line = lines[number - 1]
    text = mask_at(lines, number) if "name=" in line else masked(line)
    first = location.column - 1 if location.column and number == location.line else 0
    last = (
        location.end_column - 1 if location.end_column and number == (location.end_line or location.line) else len(line)
    )
    if text != line and text[:first] != line[:first]:
        first = 0
    if text != line and text[first:last] != line[first:last]:
        last = len(text)
    if not location.column:
        first = len(text) - len(text.lstrip())
    if first >= last:
        first, last = 0, len(text)
    return Quote(
        number,
        _ending(text[:first], EXCERPT),
        shortened(text[first:last], EXCERPT),
        shortened(text[last:], EXCERPT),
        text == line,
    )


def _ending(text: str, length: int) -> str:
    return text if len(text) <= length else "..." + text[3 - length :]


def redacted(result: Result) -> Result:
    """Return `result` with secrets masked, and long texts cut, wherever part of a configuration may stand.

    `sources` stay: quote them.
    """
    return replace(
        result,
        findings=tuple(_redacted_finding(f) for f in result.findings),
        diagnostics=tuple(_redacted_diagnostic(d) for d in result.diagnostics),
    )


def _redacted_finding(finding: Finding) -> Finding:
    return replace(
        finding,
        message=_sentence(finding.message),
        reasons=tuple(_sentence(reason) for reason in finding.reasons),
        rules=tuple(_redacted_rule(rule) for rule in finding.rules),
        evidence={key: _redacted_value(value) for key, value in sorted(finding.evidence.items())},
    )


def _redacted_rule(rule: Contribution) -> Contribution:
    return replace(rule, text=_excerpt(rule.text))


def _redacted_diagnostic(diagnostic: Diagnostic) -> Diagnostic:
    return replace(diagnostic, message=_sentence(diagnostic.message))


def _sentence(text: str) -> str:
    return shortened(masked_prose(text), PROSE)


def _excerpt(text: str) -> str:
    return shortened(masked(text), EXCERPT)


def _redacted_value(value: object) -> object:
    match value:
        case str():
            return _excerpt(value)
        case Mapping():
            members = cast("Mapping[str, object]", value)
            return {key: _redacted_value(members[key]) for key in sorted(members)}
        case list() | tuple():
            return [_redacted_value(member) for member in cast("Sequence[object]", value)]
        case _:
            return value
