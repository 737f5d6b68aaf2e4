"""The two versions that `diff` compares: folders with a project, or git revisions of the current one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from zonewarden.check import Request
from zonewarden.cli.target import request
from zonewarden.compare import Side
from zonewarden.errors import UserError
from zonewarden.revision import commit, content, extracted, working_tree
from zonewarden.site.loader import PROJECT_FILE, find_project, load_site
from zonewarden_parsers.strict_yaml.nodes import text

WORKING_TREE = "."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says besides the two versions."""

    site: Path | None
    as_of: str | None
    policies: tuple[Path, ...]

    def request(self, paths: Sequence[Path], site: Path | None = None) -> Request:
        """Return the request for a project; policy folders are those of the current folder, wherever the rest is read."""
        return request(paths, site, None, self.as_of, [p.resolve() for p in self.policies])


def stated_base(project: Path, change: str) -> str:
    """Return the revision that a change record says it starts from, or nothing."""
    site = load_site(project)[0]
    records = site.registers.get("changes", ()) if site else ()
    return next((text(e.node.get("base")) for e in records if e.id == change), "")


def earlier(name: str, asked: Asked, stack: ExitStack) -> Side:
    """Return an earlier version to compare a project with; raises UserError as `side`, and for the project itself."""
    if name == WORKING_TREE:
        raise UserError("--base . is the version that is checked: name a revision or another folder")
    return side(name, asked, stack)


def side(text: str, asked: Asked, stack: ExitStack) -> Side:
    """Return the version that an argument names. The files of a revision live until `stack` is closed.

    Raises UserError for what is neither a folder with a project nor a revision, or could be both.
    """
    if text == WORKING_TREE:
        return Side("working tree", _current(asked)[0])
    path = Path(text)
    is_folder = (path / PROJECT_FILE).is_file() or (path.name == PROJECT_FILE and path.is_file())
    if is_folder and text.startswith((".", "/")):
        return Side(text, asked.request((path,)))
    known = _commit(text, asked, required=not is_folder)
    if is_folder and known is not None:
        raise UserError(f"{text!r} is a folder and a git revision: write ./{text} or refs/heads/{text}")
    if is_folder:
        return Side(text, asked.request((path,)))
    if known is None:
        raise UserError(f"{text!r} is no folder with a {PROJECT_FILE} and no git revision of this repository")
    return _revision(text, known, *_current(asked), stack)


def _current(asked: Asked) -> tuple[Request, Path]:
    """Return the current project, and its file; raises UserError where there is none."""
    known = asked.site or find_project(Path())
    found = asked.request((), known) if known else None
    if found is None or found.project is None:
        raise UserError(f"no {PROJECT_FILE} here or above: name one with --site, or write one with zonewarden init")
    return found, found.project


def _commit(text: str, asked: Asked, *, required: bool) -> str | None:
    """Return the commit that a revision of the current project names, or None; without a project only where not `required`."""
    try:
        return commit(_current(asked)[1].parent, text)
    except UserError:
        if required:
            raise
        return None


def _revision(text: str, id_: str, current: Request, file: Path, stack: ExitStack) -> Side:
    """Return the current project as of a commit, its files below a temporary folder where they lie in the repository."""
    project = file.resolve()
    root = working_tree(project.parent)
    if root is None:
        raise UserError(f"{project.parent} is in no git working tree")
    inside = PurePosixPath(project.relative_to(root))
    stated = content(root, id_, inside)
    if stated is None:
        raise UserError(f"{text}: that revision has no {inside}")
    folder = PurePosixPath() if b".." in stated else inside.parent
    target = stack.enter_context(extracted(root, id_, folder))
    here = Path.cwd().resolve()
    start = target / here.relative_to(root) if here.is_relative_to(root) else target / inside.parent
    start.mkdir(parents=True, exist_ok=True)
    return Side(text, replace(current, project=Path(os.path.relpath(target / inside, start))), start)
