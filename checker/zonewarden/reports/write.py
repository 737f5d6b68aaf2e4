"""Where reports go: option values parsed, targets tried before the analysis, files written in one step."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from zonewarden.errors import UserError
from zonewarden.reports.registry import FORMATS


@dataclass(frozen=True, slots=True)
class Output:
    """One report wanted: its format, and the file it goes to; None is standard output."""

    name: str
    path: Path | None = None


def parse_output(value: str, known: Collection[str] = tuple(FORMATS)) -> Output:
    """Return the output that `NAME[=FILE]` means, `-` for standard output; raises UserError for a format not in `known`."""
    name, equals, file = value.partition("=")
    if name not in known:
        raise UserError(f"no report format {name!r}: choose one of {', '.join(known)}")
    if equals and not file:
        raise UserError(f"{value!r} names no file: write {name}=FILE, or {name} alone for standard output")
    return Output(name, Path(file) if file and file != "-" else None)


def check_writable(outputs: Sequence[Output]) -> None:
    """Make the folders and try to write into them; raises UserError for what will not work, before the work is done."""
    if sum(1 for output in outputs if output.path is None) > 1:
        raise UserError("only one report can go to standard output: give the others a file, NAME=FILE")
    for path, number in Counter(_target(output.path) for output in outputs if output.path).items():
        if number > 1:
            raise UserError(f"{path}: several reports go to this file")
        try:
            _try(path)
        except OSError as error:
            raise UserError(f"{path}: cannot be written: {error.strerror}") from error


def write(path: Path, text: str) -> None:
    """Write `text` as UTF-8 with `\\n` line ends: readers see the old file or the new one, never half of one.

    A symbolic link keeps pointing to its file; a device or a pipe is written to directly. Raises UserError.
    """
    target = _target(path)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(text.encode())
        else:
            _replace(target, text.encode())
    except OSError as error:
        raise UserError(f"{path}: cannot be written: {error.strerror}") from error


def _target(path: Path) -> Path:
    return Path(os.path.realpath(path))


def _try(target: Path) -> None:
    if target.is_dir():
        raise UserError(f"{target}: is a folder; a report needs a file")
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists() and not target.is_file():
        return
    temporary = _beside(target)
    _create(temporary, [b""])
    temporary.unlink()


def _replace(target: Path, data: bytes) -> None:
    temporary = _beside(target)
    try:
        _create(temporary, [data])
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _beside(target: Path) -> Path:
    return target.with_name(f".zonewarden-{secrets.token_hex(6)}.tmp")


def _create(path: Path, parts: Iterable[bytes]) -> None:
    """Create a file that was not there, with the permissions that the user's mask gives a new file."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666), "wb") as file:
        file.writelines(parts)
