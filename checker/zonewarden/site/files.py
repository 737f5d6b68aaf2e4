"""Finds and reads the declaration files of a project: which exist, of which kind, and whether they have its shape."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from zonewarden.site.schema import KINDS, suggestion
from zonewarden.site.validate import Report, check
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, text
from zonewarden_parsers.strict_yaml.reader import read_yaml_file

MAX_ERRORS_PER_FILE = 100
MAX_FILES = 10_000
SUFFIXES = (".yaml", ".yml")


@dataclass(slots=True)
class Declared:
    """What was read: the roots of all files by kind, every problem, the kinds of which a file could not be used, the paths."""

    files: dict[str, list[Mapping]] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    unreadable: bool = False
    paths: list[str] = field(default_factory=list)

    def roots(self, kind: str) -> list[Mapping]:
        """Return the root mappings of all files of one kind, in order of their paths."""
        return self.files.get(kind, [])

    def refuse(self, place: Location, code: str, message: str) -> None:
        """Record that something could not be read at all, so that nobody blames references to what it held."""
        self.diagnostics.append(Diagnostic(place, code, message, Severity.ERROR))
        self.unreadable = True


def read_declarations(root: Path, entries: tuple[tuple[str, Location | None], ...]) -> Declared:
    """Read every declaration file under `entries`: paths relative to `root`, each with where it was named."""
    declared = Declared()
    for path in files_under(root, entries, "declaration", _is_declaration, declared.refuse):
        declared.paths.append(path.as_posix())
        _read(path, declared)
    return declared


def files_under(
    root: Path,
    entries: Iterable[tuple[str, Location | None]],
    what: str,
    wanted: Callable[[str], bool],
    refuse: Callable[[Location, str, str], None],
) -> list[Path]:
    """Return the files that `entries` name, and of the folders among them those whose name is `wanted`, in order.

    An entry with a place must be there; `refuse` is told of what is not, and of what cannot be read or is too much.
    """
    found: dict[Path, None] = {}
    for entry, place in entries:
        path = root / entry
        if _exists(path, Path.is_dir):
            found.update(dict.fromkeys(_walk(path, wanted, refuse)))
        elif _exists(path, Path.is_file):
            found[path] = None
        elif place is not None:
            refuse(place, "missing-path", f"no {what} file or folder at {entry[:200]!r}")
    if len(found) > MAX_FILES:
        message = f"{len(found):,} {what} files; at most {MAX_FILES:,} are read"
        refuse(Location(root.as_posix(), 1), "too-many-files", message)
    return list(found)[:MAX_FILES]


def _exists(path: Path, test: Callable[[Path], bool]) -> bool:
    try:
        return test(path)
    except (OSError, ValueError):  # a name too long, a folder that may not be entered, a NUL in the path
        return False


def _is_declaration(name: str) -> bool:
    return name.endswith(SUFFIXES)


def _walk(folder: Path, wanted: Callable[[str], bool], refuse: Callable[[Location, str, str], None]) -> Iterator[Path]:
    def refused(error: OSError) -> None:
        refuse(Location(Path(error.filename).as_posix(), 1), "unreadable-file", f"cannot be read: {error.strerror}")

    for here, folders, names in os.walk(folder, onerror=refused):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (Path(here) / name for name in sorted(names) if wanted(name) and name[0] != ".")


def _read(path: Path, declared: Declared) -> None:
    shown = path.as_posix()
    node = read_yaml_file(path, shown)
    report = Report()
    if isinstance(node, Diagnostic):
        report.diagnostics.append(node)
        kind = path.stem if path.stem in KINDS else path.parent.name
        declared.broken.add(kind)
        declared.unreadable |= kind not in KINDS
    else:
        _take(path, node, declared, report)
    declared.diagnostics += capped(report.diagnostics)


def capped(diagnostics: list[Diagnostic]) -> list[Diagnostic]:
    """Return the first problems of one file, and how many more there are."""
    rest = diagnostics[MAX_ERRORS_PER_FILE:]
    if not rest:
        return diagnostics
    severity = Severity.ERROR if any(d.severity is Severity.ERROR for d in rest) else Severity.WARNING
    more = Diagnostic(rest[0].location, "more-problems", f"{len(rest)} more problems in this file", severity)
    return [*diagnostics[:MAX_ERRORS_PER_FILE], more]


def _take(path: Path, node: Node, declared: Declared, report: Report) -> None:
    kind = file_kind(node, report)
    if kind is None or not isinstance(node, Mapping):
        declared.unreadable = True
        return
    folder = path.parent.name
    if folder in KINDS and folder != kind:
        report.error(node.place("schema"), "wrong-folder", f"a file of kind {kind} in the folder of {folder}")
    shape = KINDS[kind]
    check(node, shape, report)
    if any(name not in shape.names and not name.startswith("x-") for name in node.entries):
        declared.broken.add(kind)  # what stands under a misspelt key is declared, and nobody knows it
    declared.files.setdefault(kind, []).append(node)


def file_kind(node: Node, report: Report) -> str | None:
    """Return the kind that a file's `schema` key states, or report why there is none."""
    if not isinstance(node, Mapping):
        report.error(
            node.location, "wrong-type", "a declaration file is a mapping that begins with `schema: <kind>/v1`"
        )
        return None
    stated = node.get("schema")
    if not isinstance(stated, Scalar):
        report.error(node.location, "missing-key", "key 'schema' is missing; begin with `schema: <kind>/v1`")
        return None
    kind, _, version = text(stated).partition("/")
    if kind not in KINDS:
        near = suggestion(kind, KINDS)
        report.error(stated.location, "unknown-kind", f"unknown kind of file {kind[:40]!r}{near}")
    elif version != "v1":
        report.error(stated.location, "unknown-version", f"version {version[:40]!r} is not known; write {kind}/v1")
    elif kind == "project":
        report.error(stated.location, "unknown-kind", "the project file does not belong among the declarations")
    else:
        return kind
    return None
