"""What a report is: a module with a name and a function from a result to its text."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from zonewarden.policy import Level
from zonewarden.triage.finding import Result


class SarifExtra(StrEnum):
    """What `--sarif-include` adds to the failures. GitHub shows each of them as an open alert, so none is there by default."""

    PASS = "pass"  # noqa: S105 - a verdict, no password
    SUPPRESSED = "suppressed"
    NOT_ASSESSABLE = "not-assessable"


@dataclass(frozen=True, slots=True)
class Options:
    """How to render. The same result and options give the same bytes.

    `fail_on` None means that no finding fails the run. `prefix` is the folder, from the root of the repository, that the
    paths of the result are relative to. `category` tells several runs over one commit apart (default: the site's name).
    `timestamp` is UTC without zone, `2026-11-24T00:00:00`, and only there when SOURCE_DATE_EPOCH is. `markdown_limit` is in
    bytes: a comment holds 65,536 characters at GitHub, a job summary 1 MiB.
    """

    colour: bool = False
    width: int = 80
    verbose: bool = False
    show_passes: bool = False
    fail_on: Level | None = Level.LOW
    fail_on_not_assessable: bool = True
    prefix: str = ""
    category: str = ""
    timestamp: str = ""
    sarif_include: frozenset[SarifExtra] = frozenset()
    junit_strict: bool = False
    markdown_limit: int = 60_000


class Report(Protocol):
    """A report is a module with these names."""

    NAME: str
    """The format's name, e.g. `sarif`; what `--format` takes."""

    def render(self, result: Result, options: Options) -> str:
        """Return the whole report, with `\\n` at its end and no lone surrogate in it."""
        ...
