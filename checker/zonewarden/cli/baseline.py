"""`zonewarden baseline`: accept what is found now, so that what comes next is seen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.site.model import Site
    from zonewarden.triage.baseline import Baseline
    from zonewarden.triage.finding import Result

DEFAULT = "zonewarden-baseline.json"


@click.command("baseline")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help=f"File to write. [default: the project's `baseline`, else {DEFAULT} beside the project file]",
)  # fmt: skip
@click.option("--owner", metavar="PERSON", default="", help="Who answers for the findings until they are gone.")
@click.option(
    "--expires", metavar="DAY", default="", help="Last day, YYYY-MM-DD; at most as far ahead as an exception."
)
@click.option("--reason", metavar="TEXT", default="", help="Why they may stay for now.")
@click.option("--prune", is_flag=True, help="Take out of an existing file what is no longer found; accept nothing new.")
@click.option("--replace", "again", is_flag=True, help="Write an existing file anew, and accept what is found now.")
@options.as_of
@click.option("--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat.")
def command(
    path: Path,
    output: Path | None,
    owner: str,
    expires: str,
    reason: str,
    prune: bool,
    again: bool,
    as_of: str | None,
    policies: tuple[Path, ...],
) -> int:
    """Write the violations that a check finds now into a file; later checks report them as waived and fail on what is new.

    PATH: a folder with a zonewarden.yaml. A violation that grows, or becomes worse, is new; what is not assessable, or not
    waivable, is never accepted. Exit code 0: written; 2: bad usage, unreadable input.
    """
    from zonewarden.check import run
    from zonewarden.cli.target import request, tell
    from zonewarden.engines.embedded import EmbeddedEngine
    from zonewarden.errors import UserError
    from zonewarden.reports.write import write
    from zonewarden.site.loader import load_site
    from zonewarden.triage.baseline import read_baseline, written

    asked = request((path,), None, None, as_of, policies)
    site = load_site(asked.project)[0] if asked.project else None
    if asked.project is None:
        raise UserError(f"{path}: a baseline needs a project; `zonewarden init` makes one")
    file = output or asked.project.parent / ((site.project.baseline if site else "") or DEFAULT)
    old = read_baseline(file) if prune else None
    if file.exists() and not prune and not again:
        raise UserError(f"{file} is there: --prune takes out what is gone, --replace accepts what is found now")
    result = run(replace(asked, as_found=True), EmbeddedEngine())
    if tell(result.diagnostics) or site is None:
        return 2
    found = _made(site, result, old, (owner, reason, expires))
    write(file, written(found))
    _say(file, found, result)
    return 0


def _made(site: Site, result: Result, old: Baseline | None, terms: tuple[str, str, str]) -> Baseline:
    from zonewarden.errors import UserError
    from zonewarden.triage.baseline import made, pruned

    if old is not None:
        return pruned(old, result.findings)
    missing = [name for name, value in zip(("--owner", "--reason", "--expires"), terms, strict=True) if not value]
    if missing:
        raise UserError(f"{' and '.join(missing)} missing: somebody answers for a baseline, for a reason, until a day")
    return made(site, options.moment_of(result.as_of), result.findings, *terms)


def _say(file: Path, found: Baseline, result: Result) -> None:
    from zonewarden.reports.outcome import counted
    from zonewarden.triage.finding import Verdict

    fails = result.with_verdict(Verdict.FAIL)
    kept = {a.fingerprint for a in found.findings}
    left = sum(f.fingerprint not in kept for f in fails)
    click.echo(f"{file}: {counted(len(kept), 'finding')} accepted until {found.expires}", err=True)
    if left:
        click.echo(f"{counted(left, 'finding')} not accepted: new to this file, or not waivable", err=True)
