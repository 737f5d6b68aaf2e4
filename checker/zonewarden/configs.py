"""Configuration files: found, read, recognised, parsed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from glob import has_magic
from pathlib import Path

from zonewarden.definitions import definitions_of, has_definitions, is_definition
from zonewarden_parsers import aerleon_policy
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import split_lines
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.platforms import YAML_CONFIGS
from zonewarden_parsers.registry import detect, parse

MAX_BYTES = 200_000_000
_PROSE = (".md", ".rst", ".adoc", ".png", ".svg", ".pdf", ".toml", ".license")
_YAML = (".yaml", ".yml")
_SNIFFED = 65_536


@dataclass(frozen=True, slots=True)
class Source:
    """A configuration file as read: its path as given, its text, and the platform stated for it (empty: recognise it).

    `definitions` are the texts of the files beside it that say what its names mean, where its format has such.
    """

    path: str
    text: str
    platform: str = ""
    definitions: tuple[str, ...] = ()

    @property
    def identity(self) -> tuple[str, ...]:
        """What its parsed form follows from."""
        return self.path, self.platform, self.text, *self.definitions


class Lines(Mapping[str, tuple[str, ...]]):
    """The lines of each file by path, split when somebody quotes them, and where the parsers split: a form feed ends no line."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self._split: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, path: str) -> tuple[str, ...]:
        if path not in self._split:
            self._split[path] = tuple(split_lines(self.texts[path]))
        return self._split[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.texts)

    def __len__(self) -> int:
        return len(self.texts)


@dataclass(frozen=True, slots=True)
class Configs:
    """What was read: parsed files, the lines of each for quoting, and what went wrong."""

    parsed: tuple[Parsed, ...]
    sources: Lines
    diagnostics: tuple[Diagnostic, ...]


def read_configs(paths: Sequence[Path], platforms: Mapping[str, str], forced: str | None = None) -> Configs:
    """Read and parse configuration files. One that cannot be used is one error; the others are still read.

    `platforms` maps path globs to platform names, `forced` is one platform for all.
    """
    sources, problems = read_sources(paths, platforms, forced)
    configs = parse_sources(sources)
    return Configs(configs.parsed, configs.sources, (*problems, *configs.diagnostics))


def parse_sources(sources: Sequence[Source]) -> Configs:
    """Parse configurations. One that cannot be used is one error; the others are still read."""
    parsed: list[Parsed] = []
    problems: list[Diagnostic] = []
    for source in sources:
        found = parse_source(source)
        if isinstance(found, Diagnostic):
            problems.append(found)
        else:
            parsed.append(found)
            problems.extend(found.diagnostics)
    return Configs(tuple(parsed), Lines({s.path: s.text for s in sources}), tuple(problems))


def read_sources(
    paths: Sequence[Path], platforms: Mapping[str, str], forced: str | None = None
) -> tuple[list[Source], list[Diagnostic]]:
    """Read configuration files; one that cannot be read is an error instead."""
    sources: list[Source] = []
    problems: list[Diagnostic] = []
    for path in paths:
        name = path.as_posix()
        text = _text(path)
        if isinstance(text, Diagnostic):
            problems.append(text)
            continue
        platform = forced or _declared_platform(name, platforms) or ""
        beside = definitions_of(path) if has_definitions(text, platform) else ()
        sources.append(Source(name, text, platform, beside))
    return sources, problems


def parse_source(source: Source) -> Parsed | Diagnostic:
    """Parse one configuration; an error where nothing recognises its format."""
    platform = source.platform or detect(source.text)
    if platform is None:
        hint = "no known configuration format; name it with --platform, or under `platforms:` in the project file"
        return Diagnostic(Location(source.path, 1, 0, 1), "unknown-format", hint, Severity.ERROR)
    if source.definitions and platform == aerleon_policy.PLATFORM:
        return aerleon_policy.parse(source.text, source.path, source.definitions)
    return parse(source.text, source.path, platform)


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
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    try:
        return data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as problem:
        return error("not-text", f"is not UTF-16 text: {problem.reason}") if wide else data.decode("latin-1")


def _declared_platform(name: str, platforms: Mapping[str, str]) -> str | None:
    return next(
        (p for pattern, p in platforms.items() if fnmatch(name, pattern) or fnmatch(name, f"*/{pattern}")), None
    )


def find_configs(root: Path, entries: Iterable[str]) -> tuple[list[Path], list[Diagnostic]]:
    """Return the configuration files that `entries` (files, folders, globs, relative to `root`) name, sorted.

    In a folder every file counts that is not hidden and not plainly something else (`.md`, pictures, YAML that is no
    configuration). An entry that names
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
            if path.is_file() and not hidden and _may_be_config(path):
                yield path
    elif start.exists():
        yield start


def _may_be_config(path: Path) -> bool:
    suffix = path.suffix.lower()
    if suffix in _PROSE or path.stem.upper() == "README" or is_definition(path):
        return False
    if suffix not in _YAML:
        return True
    try:
        with path.open(encoding="utf-8", errors="replace") as opened:
            return re.search(YAML_CONFIGS, opened.read(_SNIFFED)) is not None
    except OSError:
        return True


def _tracked(root: Path) -> set[Path] | None:
    """Return the files under `root` that git tracks, or None outside a working tree."""
    try:
        done = subprocess.run(["git", "-C", str(root), "ls-files", "-z"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    base = root.resolve()
    return {base / name for name in done.stdout.decode("utf-8", "surrogateescape").split("\0") if name}
