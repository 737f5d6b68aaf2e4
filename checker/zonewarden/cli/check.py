"""`zonewarden check`: the main job."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.check import Further, Request
    from zonewarden.engines.base import Engine

_LEVELS = ["none", "info", "low", "medium", "high", "critical"]


@click.command("check")
@options.paths
@options.site
@click.option(
    "--format", "-f", "formats", multiple=True, metavar="NAME[=FILE]",
    help="Report to write; may repeat: text, json, sarif, junit, markdown, html, github, gitlab-codequality. Without FILE to standard output.",
)  # fmt: skip
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    help="Lowest severity that fails the run. [default: the project's, else low]",
)
@click.option(
    "--fail-on-not-assessable/--allow-not-assessable", default=None,
    help="Whether what could not be assessed fails the run. [default: the project's, else it does]",
)  # fmt: skip
@click.option(
    "--framework", metavar="NAME",
    help="Report control by control on a framework instead, e.g. iec-62443-3-3, nist-800-82r3, nerc-cip (text, markdown, json).",
)  # fmt: skip
@options.platform
@options.as_of
@click.option("--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat.")
@click.option(
    "--engine",
    default="embedded",
    show_default=True,
    metavar="NAME",
    help="`embedded`, or an OPA executable such as `opa`.",
)
@click.option("--opa-url", metavar="URL", help="Evaluate on this OPA server, e.g. http://localhost:8181.")
@click.option(
    "--color",
    "colour",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the text report.",
)
@click.option(
    "--change", metavar="ID",
    help="Verify, too, that the difference from an earlier version touches only what this change record names (GOV-003).",
)  # fmt: skip
@click.option(
    "--base", metavar="REVISION",
    help="The earlier version: a git revision, or a folder with a zonewarden.yaml. Without --change any approved change may "
    "name what differs. [default with --change: the record's `base`, else HEAD]",
)  # fmt: skip
@click.option(
    "--baseline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Waive the findings that this file of `zonewarden baseline` accepts. [default: the project's, if it has one]",
)  # fmt: skip
@options.jobs
@options.no_cache
@click.option("--show-passes", is_flag=True, help="List every subject that passed.")
@click.option("--verbose", "-v", is_flag=True, help="Say more about each finding and about unread lines.")
@click.option(
    "--sarif-include", multiple=True, type=click.Choice(["pass", "suppressed", "not-assessable"]),
    help="Add these verdicts to SARIF. GitHub shows each as an open alert.",
)  # fmt: skip
@click.option(
    "--junit-strict",
    is_flag=True,
    help="JUnit without file and line, for consumers that validate against junit-10.xsd.",
)
@click.option(
    "--category",
    default="",
    metavar="NAME",
    help="Tells several uploads for one commit apart (SARIF automationDetails).",
)
def command(
    paths: tuple[Path, ...],
    site: Path | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    fail_on_not_assessable: bool | None,
    framework: str | None,
    platform: str | None,
    as_of: str | None,
    policies: tuple[Path, ...],
    engine: str,
    opa_url: str | None,
    colour: str,
    change: str | None,
    base: str | None,
    baseline: Path | None,
    jobs: int,
    no_cache: bool,
    show_passes: bool,
    verbose: bool,
    sarif_include: tuple[str, ...],
    junit_strict: bool,
    category: str,
) -> int:
    """Judge configurations against the policies.

    PATHS: a folder with a zonewarden.yaml (default: the current one), or configuration files.
    Exit code 0: nothing at or above the threshold; 1: findings; 2: bad usage, unreadable input, engine failure; 3: a bug of ours.
    """
    from zonewarden.check import run
    from zonewarden.cli.check_reports import Reports, held_to
    from zonewarden.cli.means import carried_out
    from zonewarden.cli.target import request
    from zonewarden.engines.choice import choose
    from zonewarden.reports.base import Options, SarifExtra

    reports = Reports.asked(formats, framework)
    wanted = Options(
        colour=options.colour_wanted(colour),
        width=shutil.get_terminal_size((100, 40)).columns,
        verbose=verbose,
        show_passes=show_passes,
        category=category,
        sarif_include=frozenset(SarifExtra(v) for v in sarif_include),
        junit_strict=junit_strict,
    )
    asked = replace(request(paths, site, platform, as_of, policies), baseline=baseline)
    chosen_engine = choose(engine, opa_url)
    further = _examined(asked, change, base, chosen_engine) if change or base else None
    with carried_out(jobs, cached=not no_cache) as means:
        result = run(asked, chosen_engine, means, further)
    return reports.write(result, held_to(result, wanted, fail_on, fail_on_not_assessable))


def _examined(asked: Request, change: str | None, base: str | None, engine: Engine) -> Further:
    """Return what is found in the difference from an earlier version; raises UserError where there is none to compare with."""
    from contextlib import ExitStack

    from zonewarden.changes import Against, examine
    from zonewarden.cli.sides import Asked, earlier, stated_base
    from zonewarden.compare import Side
    from zonewarden.errors import UserError

    if asked.project is None or asked.configs:
        raise UserError("--change and --base compare whole projects: name a folder with a zonewarden.yaml")
    with ExitStack() as stack:
        known = base or stated_base(asked.project, change or "") or "HEAD"
        side = earlier(known, Asked(asked.project, None, asked.policy_folders), stack)
        return examine(Side("working tree", asked), Against(side, change or ""), engine)
