"""Finds and reads the exports of a project."""

from __future__ import annotations

import stat
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from zonewarden.site.exports.formats import FORMATS, format_of
from zonewarden.site.exports.model import ExportFile
from zonewarden.site.files import capped, files_under
from zonewarden.site.schema import suggestion
from zonewarden.site.validate import Report
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.strict_yaml.text import Problem, decode, position

MAX_BYTES = 20_000_000


@dataclass(slots=True)
class ReadExports:
    """What was read: the files, the paths of those that could be opened, every problem told about them, and `missing`: what
    nobody could even try to read."""

    files: list[ExportFile] = field(default_factory=list[ExportFile])
    diagnostics: list[Diagnostic] = field(default_factory=list[Diagnostic])
    missing: list[Diagnostic] = field(default_factory=list[Diagnostic])
    opened: list[str] = field(default_factory=list[str])

    def refuse(self, place: Location, code: str, message: str) -> None:
        """Record that a file or folder that should be there is not."""
        self.missing.append(Diagnostic(place, code, message, Severity.ERROR))


def read_exports(root: Path, entries: Iterable[tuple[str, Location | None]]) -> ReadExports:
    """Read every export under `entries`: paths relative to `root`, each with where it was named.

    A file that cannot be used is one of its format nevertheless, so that nobody takes what it held for absent.
    """
    out = ReadExports()
    for path in files_under(root, entries, "export", _is_export, out.refuse):
        _read(path, out)
    return out


def _is_export(name: str) -> bool:
    """Return whether a file is no note, nor a signature or checksum that is published beside each document."""
    return not (name.endswith((".md", ".asc", ".sha256", ".sha512")) or name.upper().startswith("README"))


def _read(path: Path, out: ReadExports) -> None:
    shown = path.as_posix()
    kind = format_of(path)
    if kind is None:
        near = suggestion(path.name, [known.file for known in FORMATS])
        known = near or f"; known are {', '.join(known.file for known in FORMATS)}"
        message = f"no export is called {path.name[:60]!r}{known}"
        out.diagnostics.append(Diagnostic(Location(shown, 1), "unknown-export", message, Severity.ERROR))
        return
    report = Report()
    text = _text(path)
    rows: tuple[object, ...] = ()
    if isinstance(text, Problem):
        report.error(Location(shown, text.line, 0, text.column), text.code, text.message)
    else:
        rows = kind.read(text, shown, report)
        out.opened.append(shown)
    told = capped(report.diagnostics)
    out.diagnostics += told
    faults = tuple(d for d in told if d.severity is Severity.ERROR)
    out.files.append(ExportFile(kind.name, shown, rows, faults))


def _text(path: Path) -> str | Problem:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Problem("unreadable-file", "not a regular file")
        if status.st_size > MAX_BYTES:
            return Problem("too-large", f"larger than {MAX_BYTES // 1_000_000} MB; write several, in a folder")
        text = decode(path.read_bytes())
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL
        reason = error.strerror if isinstance(error, OSError) else error
        return Problem("unreadable-file", f"cannot be read: {reason}")
    if isinstance(text, str) and "\0" in text:
        return Problem("not-text", "is not a text file", *position(text[: text.index("\0")]))
    return text
