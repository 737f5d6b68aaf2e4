"""Which lines of policies the Rego tests evaluate, as the embedded engine counts them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Protocol, cast

from zonewarden.engines.embedded import RegoEngine


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """How much of one module the tests evaluate: how many of its lines that can be, and those that never were."""

    path: str
    covered: int
    missed: tuple[int, ...]


class _Counting(Protocol):
    def set_enable_coverage(self, enable: bool) -> None:  # noqa: FBT001 (regorus' signature)
        """Begin or end counting."""
        ...

    def get_coverage_report_as_json(self) -> str:
        """Return the lines of each module that were and were not evaluated."""
        ...


def count(engine: RegoEngine) -> None:
    """Let an engine count from now on."""
    cast("_Counting", engine).set_enable_coverage(True)


def counted(engine: RegoEngine) -> list[FileCoverage]:
    """Return what was counted, by module; test modules are left out."""
    report: dict[str, Any] = json.loads(cast("_Counting", engine).get_coverage_report_as_json())
    return [
        FileCoverage(file["path"], len(file["covered"]), tuple(file["not_covered"]))
        for file in report["files"]
        if not file["path"].endswith("_test.rego")
    ]


def share(files: list[FileCoverage]) -> float:
    """Return the share of all lines that were evaluated, in percent; 100 where there is nothing to evaluate."""
    covered = sum(f.covered for f in files)
    total = covered + sum(len(f.missed) for f in files)
    return 100 * covered / total if total else 100.0
