"""Where something was said: source locations and diagnostics."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from zonewarden_parsers.model.swift import swift


@swift
@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A region of a text file. Lines and columns count from 1 in code points; `end_column` is exclusive (SARIF 3.30).

    `end_line` 0 means the region ends on `line`; `column` 0 means whole lines.
    """

    path: str
    line: int
    end_line: int = 0
    column: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}" if self.column else f"{self.path}:{self.line}"


class Severity(StrEnum):
    """How bad a diagnostic is: an `error` leaves a file unusable, a `warning` leaves a gap, a `note` informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@swift
@dataclass(frozen=True, slots=True)
class Diagnostic:
    """Something about the input that its owner should know. `code` is stable, e.g. `unknown-line`."""

    location: Location
    code: str
    message: str
    severity: Severity = Severity.WARNING

    def __str__(self) -> str:
        return f"{self.location}: {self.severity.value}: {self.message} [{self.code}]"


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return diagnostics by place, code and message, each once."""
    return tuple(sorted(dict.fromkeys(diagnostics), key=_place))


def _place(told: Diagnostic) -> tuple[str, int, int, int, int, str, str]:
    """Return what a diagnostic is sorted by, as a tuple that is compared without calls."""
    at = told.location
    return (at.path, at.line, at.end_line, at.column, at.end_column, told.code, told.message)
