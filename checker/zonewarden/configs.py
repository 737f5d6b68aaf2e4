"""Configuration files: found, read, recognised, parsed."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from glob import has_magic
from pathlib import Path

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.registry import detect, parse

MAX_BYTES = 200_000_000
_PROSE = (".md", ".rst", ".adoc", ".png", ".svg", ".pdf", ".yaml", ".yml", ".toml", ".license")


@dataclass(frozen=True, slots=True)
class Configs:
    """What was read: parsed files, the lines of each for quoting, and what went wrong."""

    parsed: tuple[Parsed, ...]
    sources: Mapping[str, tuple[str, ...]]
    diagnostics: tuple[Diagnostic, ...]


def read_configs(paths: Sequence[Path], platforms: Mapping[str, str], forced: str | None = None) -> Configs:
    """Read and parse configuration files. One that cannot be used is one error; the others are still read.

    `platforms` maps path globs to platform names, `forced` is one platform for all.
    """
    parsed: list[Parsed] = []
    sources: dict[str, tuple[str, ...]] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        name = path.as_posix()
        text = _text(path)
        if isinstance(text, Diagnostic):
            problems.append(text)
            continue
        platform = forced or _declared_platform(name, platforms) or detect(text)
        if platform is None:
            hint = "no known configuration format; name it with --platform, or under `platforms:` in the project file"
            problems.append(Diagnostic(Location(name, 1, 0, 1), "unknown-format", hint, Severity.ERROR))
            continue
        found = parse(text, name, platform)
        parsed.append(found)
        sources[name] = tuple(text.splitlines())
        problems.extend(found.diagnostics)
    return Configs(tuple(parsed), sources, tuple(problems))


def _text(path: Path) -> str | Diagnostic:
    def error(code: str, message: str) -> Diagnostic:
        return Diagnostic(Location(path.as_posix(), 1, 0, 1), code, message, Severity.ERROR)

    try:
        if path.stat().st_size > MAX_BYTES:
            return error("too-large", f"larger than {MAX_BYTES:,} bytes")
        data = path.read_bytes()
    except OSError as problem:
        return error("unreadable", f"cannot be read: {problem.strerror or problem}")
    if b"\0" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return error("not-text", "is not a text file")
    try:
        encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
        return data.decode(encoding)
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _declared_platform(name: str, platforms: Mapping[str, str]) -> str | None:
    return next(
        (p for pattern, p in platforms.items() if fnmatch(name, pattern) or fnmatch(name, f"*/{pattern}")), None
    )


def find_configs(root: Path, entries: Iterable[str]) -> tuple[list[Path], list[Diagnostic]]:
    """Return the configuration files that `entries` (files, folders, globs, relative to `root`) name, sorted.

    In a folder every file counts that is not hidden and not plainly prose (`.md`, pictures, YAML). An entry that names
    nothing is an error: a check of no files must not look like a pass. Under pre-commit (`PRE_COMMIT` set) only files
    that git tracks count, as they are what the commit holds.
    """
    tracked = _tracked(root) if os.environ.get("PRE_COMMIT") else None
    found: dict[Path, None] = {}
    problems: list[Diagnostic] = []
    for entry in entries:
        files = [p for p in _expand(root, entry) if tracked is None or p.resolve() in tracked]
        if not files:
            message = f"`{entry}` names no configuration file"
            problems.append(
                Diagnostic(Location((root / entry).as_posix(), 1, 0, 1), "no-configs", message, Severity.ERROR)
            )
        found.update(dict.fromkeys(files))
    return sorted(found), problems


def _expand(root: Path, entry: str) -> Iterator[Path]:
    start = root / entry
    if has_magic(entry):
        yield from (p for p in sorted(root.glob(entry)) if p.is_file())
    elif start.is_dir():
        for path in sorted(start.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(start).parts)
            if path.is_file() and not hidden and path.suffix.lower() not in _PROSE and path.stem.upper() != "README":
                yield path
    elif start.exists():
        yield start


def _tracked(root: Path) -> set[Path] | None:
    """Return the files under `root` that git tracks, or None outside a working tree."""
    try:
        done = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    base = root.resolve()
    return {base / name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name}
