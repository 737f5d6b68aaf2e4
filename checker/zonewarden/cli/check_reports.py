"""What `zonewarden check` writes: the reports asked for, held to the thresholds of the command line or the project."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from zonewarden.policy import Level
from zonewarden.reports.base import Options
from zonewarden.reports.outcome import outcome
from zonewarden.reports.registry import FORMATS
from zonewarden.reports.write import Output, check_writable, parse_output, write
from zonewarden.triage.finding import Result

Render = Callable[[Result, Options], str]


@dataclass(frozen=True, slots=True)
class Reports:
    """The reports of a run and where each goes."""

    renderers: Mapping[str, Render]
    outputs: tuple[Output, ...]

    @classmethod
    def asked(cls, formats: Sequence[str], framework: str | None) -> Reports:
        """Return the reports of these `NAME[=FILE]`; raises UserError for one that does not exist or cannot be written."""
        renderers = _on_framework(framework) if framework else {name: r.render for name, r in FORMATS.items()}
        outputs = tuple(parse_output(f, renderers) for f in formats or ("text",))
        check_writable(outputs)
        return cls(renderers, outputs)

    def write(self, result: Result, chosen: Options) -> int:
        """Write every report and return the exit code."""
        for output in self.outputs:
            text = self.renderers[output.name](result, chosen)
            if output.path is None:
                click.echo(text, nl=False, color=chosen.colour)
            else:
                write(output.path, text)
        return outcome(result, chosen).code


def held_to(result: Result, wanted: Options, fail_on: str | None, not_assessable: bool | None) -> Options:
    """Return `wanted` with the thresholds stated, or the project's, and what the surroundings say."""
    threshold = fail_on or result.fail_on
    return replace(
        wanted,
        fail_on=None if threshold == "none" else Level.of(threshold),
        fail_on_not_assessable=result.fail_on_not_assessable if not_assessable is None else not_assessable,
        prefix=repository_prefix(),
        timestamp=_timestamp(),
    )


def _on_framework(framework: str) -> dict[str, Render]:
    """Return the reports on one framework, by format; raises UserError for a framework that nobody knows."""
    from zonewarden.policy_set import control_ids
    from zonewarden.reports.compliance import RENDERERS

    known = control_ids(framework)

    def bound(render: Callable[[Result, str, Sequence[str]], str]) -> Render:
        return lambda result, _: render(result, framework, known)

    return {name: bound(render) for name, render in RENDERERS.items()}


def repository_prefix() -> str:
    """Return the current folder as seen from the root of its git working tree, `` at the root or outside of one."""
    here = Path.cwd()
    for root in (here, *here.parents):
        if (root / ".git").exists():
            relative = here.relative_to(root).as_posix()
            return "" if relative == "." else relative
    return ""


def _timestamp() -> str:
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%S") if epoch.isdigit() else ""
