"""Loads a project: its file, its declarations, and the site that they describe."""

from __future__ import annotations

from pathlib import Path

from zonewarden.site.build import build_site
from zonewarden.site.exports.files import ReadExports, read_exports
from zonewarden.site.exports.model import Exports
from zonewarden.site.files import Declared, capped, read_declarations
from zonewarden.site.model import Project, Site
from zonewarden.site.resolve import resolve
from zonewarden.site.schema import KINDS
from zonewarden.site.shapes import moment
from zonewarden.site.validate import Report, check
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Mapping, flag, scalars, table, text, texts
from zonewarden_parsers.strict_yaml.reader import read_yaml_file

PROJECT_FILE = "zonewarden.yaml"


def find_project(path: Path) -> Path | None:
    """Return the project file of a folder, or of the nearest folder above it inside the same git working tree.

    Outside a working tree only the folder itself counts: a stray file higher up must not decide how we check.
    """
    folder = path if path.is_dir() else path.parent
    if (folder / PROJECT_FILE).is_file():
        return folder / PROJECT_FILE
    above = [folder.resolve(), *folder.resolve().parents]
    top = next((i for i, here in enumerate(above) if (here / ".git").exists()), 0)
    return next((here / PROJECT_FILE for here in above[: top + 1] if (here / PROJECT_FILE).is_file()), None)


def load_site(project_file: Path) -> tuple[Site | None, tuple[Diagnostic, ...]]:
    """Return the declared site with everything worth telling about its files, sorted by place.

    The site is None when anything is an error: half a declaration must never decide a verdict. Paths in locations are
    relative to the current directory as far as `project_file` is. An export that is wrong spoils only what depends on it.
    Raises nothing for bad input.
    """
    project, declared, exported = _read_project(project_file)
    if project is None:
        return None, tuple(declared.diagnostics)
    resolved = resolve(declared)
    decisive = {*declared.diagnostics, *resolved.diagnostics, *exported.missing}
    diagnostics = tuple(sorted({*decisive, *exported.diagnostics}, key=_order))
    if any(d.severity is Severity.ERROR for d in decisive):
        return None, diagnostics
    return build_site(project, declared, resolved, Exports(tuple(exported.files))), diagnostics


def _order(diagnostic: Diagnostic) -> tuple[str, int, int, str, str]:
    place = diagnostic.location
    return place.path, place.line, place.column, diagnostic.code, diagnostic.message


def _read_project(path: Path) -> tuple[Project | None, Declared, ReadExports]:
    node = read_yaml_file(path, path.as_posix())
    if isinstance(node, Diagnostic):
        return None, Declared(diagnostics=[node]), ReadExports()
    report = Report()
    check(node, KINDS["project"], report)
    if not isinstance(node, Mapping):
        return None, Declared(diagnostics=report.diagnostics), ReadExports()
    declared = read_declarations(path.parent, _named(node, "declarations"))
    declared.diagnostics += capped(report.diagnostics)
    exported = read_exports(path.parent, _named(node, "exports"))
    files = (path.as_posix(), *declared.paths, *exported.opened)
    return _project(path, node, files), declared, exported


def _named(node: Mapping, key: str) -> tuple[tuple[str, Location | None], ...]:
    """Return the entries of a list of paths, each with its place; the folder called like the key where there is none."""
    return tuple((item.text, item.location) for item in scalars(node.get(key))) or ((key, None),)


def _project(path: Path, node: Mapping, files: tuple[str, ...]) -> Project:
    default = Project(root=path.parent.as_posix(), path=path.as_posix())
    as_needed = flag(node.get("fail_on_not_assessable"))
    return Project(
        root=default.root,
        path=default.path,
        configs=texts(node.get("configs")) or default.configs,
        declarations=texts(node.get("declarations")) or default.declarations,
        exports=texts(node.get("exports")) or default.exports,
        policies=texts(node.get("policies")),
        platforms=table(node.get("platforms")),
        fail_on=text(node.get("fail_on"), default.fail_on),
        fail_on_not_assessable=default.fail_on_not_assessable if as_needed is None else as_needed,
        as_of=moment(text(node.get("as_of"))),
        disabled=table(node.get("disabled")),
        files=files,
        baseline=text(node.get("baseline")),
    )
