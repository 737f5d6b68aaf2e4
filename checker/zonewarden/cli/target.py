"""What a command was pointed at: a project, or bare configuration files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from zonewarden.check import Request
from zonewarden.configs import Configs, find_configs, read_configs
from zonewarden.errors import UserError
from zonewarden.site.loader import PROJECT_FILE, find_project
from zonewarden_parsers.model import Diagnostic, Severity


def request(
    paths: Sequence[Path],
    site: Path | None = None,
    platform: str | None = None,
    as_of: str | None = None,
    policies: Sequence[Path] = (),
) -> Request:
    """Return the request that command-line arguments mean.

    A folder with a project file (or a project file) is a project; other files are configurations, judged against the
    project given by `site`, or the one they lie in, or none. Raises UserError for paths that are nothing, and for two projects.
    """
    for path in (*paths, *([site] if site else [])):
        if not path.exists():
            raise UserError(f"{path}: no such file or folder")
    project = _project(site) if site else None
    configs: list[Path] = []
    for path in paths or ([] if project else [Path()]):
        found = _project_at(path)
        if found is None or site:
            configs.extend(_configs(path))
        elif project is not None and project != found:
            raise UserError(f"{path}: one project a run; {project} is another")
        else:
            project = found
    if project is None and configs:
        project = _common_project(configs)
    return Request(project, tuple(dict.fromkeys(configs)), platform, _moment(as_of), tuple(policies))


def _project(path: Path) -> Path:
    found = path if path.is_file() else find_project(path)
    if found is None:
        raise UserError(f"{path}: no {PROJECT_FILE} here")
    return found


def _project_at(path: Path) -> Path | None:
    """Return the project that a path stands for: the file itself, a folder that holds one, the working folder's."""
    if path.name == PROJECT_FILE:
        return path
    if path.is_dir():
        return (
            path / PROJECT_FILE if (path / PROJECT_FILE).is_file() else find_project(path) if path == Path() else None
        )
    return None


def _common_project(configs: Sequence[Path]) -> Path | None:
    return find_project(configs[0])


def _configs(path: Path) -> list[Path]:
    if path.is_file():
        return [path]
    found, problems = find_configs(path, ["."])
    if problems:
        raise UserError(f"{path}: no {PROJECT_FILE} and no configuration file")
    return found


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise UserError(f"--as-of {text!r} is not an ISO 8601 date or moment") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def bare_configs(paths: Sequence[Path], platform: str | None) -> Configs:
    """Return the parsed configurations for commands that need no site; raises UserError where nothing can be read."""
    files = [f for path in paths for f in _existing(path)]
    return read_configs(list(dict.fromkeys(files)), {}, platform)


def _existing(path: Path) -> list[Path]:
    if not path.exists():
        raise UserError(f"{path}: no such file or folder")
    return _configs(path)


def tell(diagnostics: Iterable[Diagnostic], least: Severity = Severity.ERROR) -> bool:
    """Print diagnostics to standard error, errors only by default; return whether there was an error."""
    order = [Severity.NOTE, Severity.WARNING, Severity.ERROR]
    failed = False
    for diagnostic in diagnostics:
        failed = failed or diagnostic.severity is Severity.ERROR
        if order.index(diagnostic.severity) >= order.index(least):
            click.echo(str(diagnostic), err=True)
    return failed
