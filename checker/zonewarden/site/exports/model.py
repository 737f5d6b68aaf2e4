"""What came of the exports of a project."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from zonewarden_parsers.model import Diagnostic, Location

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file: the name of its format, its rows, and every reason why they may not be all that it held."""

    format: str
    path: str
    rows: tuple[object, ...]
    faults: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class Exports:
    """The exports of a project, in order of their paths."""

    files: tuple[ExportFile, ...] = ()

    def of(self, name: str) -> tuple[ExportFile, ...]:
        """Return the files of one format."""
        return tuple(file for file in self.files if file.format == name)

    def rows(self, name: str, kind: type[T]) -> tuple[T, ...]:
        """Return the rows of all files of one format, which are of this type."""
        return tuple(row for file in self.of(name) for row in file.rows if isinstance(row, kind))

    def faults(self, name: str) -> tuple[Diagnostic, ...]:
        """Return why the rows of a format may not be all: what depends on a row that is not there cannot be told."""
        return tuple(fault for file in self.of(name) for fault in file.faults)

    @property
    def names(self) -> frozenset[str]:
        """The formats of which there is a file, usable or not."""
        return frozenset(file.format for file in self.files)


@dataclass(frozen=True, slots=True)
class Hits:
    """The counter of one rule. Times are None where the device does not tell them."""

    device: str
    rule_id: str
    count: int
    first_seen: datetime | None
    last_seen: datetime | None
    counter_since: datetime | None
    location: Location
