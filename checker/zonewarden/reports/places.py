"""Where a finding is shown, and how a path is written in the repository."""

from __future__ import annotations

import posixpath
from pathlib import PurePath, PurePosixPath, PureWindowsPath

from zonewarden.reports.base import Options
from zonewarden.triage.finding import Finding, Result, Verdict
from zonewarden_parsers.model import Location

PROJECT_FILE = "zonewarden.yaml"


def place(result: Result, finding: Finding) -> Location:
    """Return the most specific location of a finding.

    Where it has none it is the subject's, else the first line of the first file: GitHub rejects a whole SARIF file over
    one result without a physical location.
    """
    locations = finding.locations or finding.subject.locations
    if locations:
        return locations[0]
    return Location(min((c.path for c in result.coverage), default=PROJECT_FILE), 1)


def worst_first(result: Result, verdict: Verdict) -> list[Finding]:
    """Return the findings of one verdict, the most severe first, then by place: consumers cut a report at its end."""
    return sorted(
        result.with_verdict(verdict), key=lambda f: (-f.level, place(result, f), f.policy.id, f.key, f.fingerprint)
    )


def is_absolute(path: str) -> bool:
    """Return whether `path` names a file whatever the folder: POSIX, Windows drive or share."""
    return PurePosixPath(path).is_absolute() or bool(PureWindowsPath(path).drive)


def repository_path(path: str, options: Options) -> str:
    """Return `path` from the root of the repository, with forward slashes and without `./`; absolute paths stay absolute."""
    posix = PurePath(path).as_posix()
    if is_absolute(path):
        return posix
    return posixpath.normpath(posixpath.join(options.prefix, posix))
