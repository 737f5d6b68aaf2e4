"""Rego unit tests, run by the embedded engine: every `test_...` rule of a `*_test.rego` file must be true."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from zonewarden.engines.base import EngineError
from zonewarden.engines.embedded import RegoEngine, load, query
from zonewarden.engines.rego_coverage import FileCoverage, count, counted
from zonewarden.policy_set import rego_files

_PACKAGE = re.compile(r"^package\s+([\w.]+)", re.MULTILINE)
_TEST = re.compile(r"^(test_\w+)\b", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RegoTest:
    """The outcome of one test rule; `reason` is empty when it passed."""

    name: str
    path: str
    passed: bool
    reason: str = ""


def run_tests(folders: Sequence[Path], library: Path) -> list[RegoTest]:
    """Run all tests under `folders`, with the modules of `library` loaded beside them.

    Raises EngineError for a module that does not parse.
    """
    return run_counted(folders, library)[0]


def run_counted(folders: Sequence[Path], library: Path) -> tuple[list[RegoTest], list[FileCoverage]]:
    """Run tests as `run_tests` does, and return besides which lines of the modules they evaluated."""
    files = dict.fromkeys(p for folder in folders for p in rego_files(folder))
    texts = {str(p): p.read_text(encoding="utf-8") for p in files}
    if not any(library.resolve() in p.resolve().parents for p in files):
        texts |= {str(p): p.read_text(encoding="utf-8") for p in rego_files(library)}
    engine = load(texts)
    count(engine)
    out: list[RegoTest] = []
    for path in files:
        if path.name.endswith("_test.rego"):
            package = _PACKAGE.search(texts[str(path)])
            names = dict.fromkeys(_TEST.findall(texts[str(path)]))
            out += [_run(engine, package.group(1) if package else "", name, str(path)) for name in names]
    return out, counted(engine)


def _run(engine: RegoEngine, package: str, name: str, path: str) -> RegoTest:
    full = f"{package}.{name}"
    try:
        value = query(engine, f"data.{full}", full)
    except EngineError as error:
        return RegoTest(full, path, passed=False, reason=str(error))
    return RegoTest(full, path, passed=value is True, reason="" if value is True else "is not true")
