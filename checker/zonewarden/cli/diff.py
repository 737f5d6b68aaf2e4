"""`zonewarden diff`: what a change opens, closes and violates."""

from __future__ import annotations

import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zonewarden.reports.base import Options
    from zonewarden.triage.finding import Result
    from zonewarden_parsers.model import Diagnostic

_LEVELS = ["none", "info", "low", "medium", "high", "critical"]


@click.command("diff")
@click.argument("base")
@click.argument("head", default=".")
@options.site
@options.as_json
@click.option(
    "--report", "reports", multiple=True, metavar="NAME[=FILE]",
    help="Report of the newly opened findings; may repeat, formats as for check. Without FILE it takes the place of the "
    "difference on standard output. [default: text below the table]",
)  # fmt: skip
@click.option(
    "--fail-on",
    type=click.Choice(_LEVELS),
    help="Lowest severity of a newly opened finding that fails. [default: the project's, else low]",
)
@click.option(
    "--fail-on-not-assessable/--allow-not-assessable", default=None,
    help="Whether what can no longer be assessed fails. [default: the project's, else it does]",
)  # fmt: skip
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
def command(
    base: str,
    head: str,
    site: Path | None,
    output: str,
    reports: tuple[str, ...],
    fail_on: str | None,
    fail_on_not_assessable: bool | None,
    as_of: str | None,
    policies: tuple[Path, ...],
    engine: str,
    opa_url: str | None,
    colour: str,
) -> int:
    """Show exactly which packets a change opens and closes between zones, by which rules, and what it newly violates.

    BASE and HEAD: folders with a zonewarden.yaml, or git revisions of the current project; HEAD is the working tree (`.`) by default.
    Exit code 0: no newly opened finding at or above the threshold; 1: there is one; 2: bad usage, unreadable input; 3: a bug of ours.
    """
    from zonewarden.cli.diff_output import difference_data, print_difference
    from zonewarden.cli.output import print_json
    from zonewarden.cli.sides import Asked, side
    from zonewarden.compare import compare, read_sides
    from zonewarden.engines.choice import choose
    from zonewarden.reports.outcome import outcome
    from zonewarden.reports.registry import FORMATS
    from zonewarden.reports.write import check_writable, parse_output, write

    outputs = [parse_output(r) for r in reports]
    check_writable(outputs)
    chosen_engine = choose(engine, opa_url)
    with ExitStack() as stack:
        asked = Asked(site, as_of, policies)
        before, after = side(base, asked, stack), side(head, asked, stack)
        inputs = read_sides(before, after)
        broken = [_tell(s.name, i.diagnostics) for s, i in zip((before, after), inputs, strict=True)]
        found = compare(before, after, inputs, chosen_engine)
    if found is None:
        return 2
    chosen = _options(found.result, fail_on, fail_on_not_assessable=fail_on_not_assessable, colour=colour)
    for wanted in outputs:
        text = FORMATS[wanted.name].render(found.result, chosen)
        if wanted.path is None:
            click.echo(text, nl=False, color=chosen.colour)
        else:
            write(wanted.path, text)
    ends = outcome(found.result, chosen)
    if all(wanted.path is not None for wanted in outputs):
        if output == "json":
            print_json(difference_data(found, ends))
        else:
            print_difference(found)
            if not outputs:
                click.echo(FORMATS["text"].render(found.result, chosen), nl=False, color=chosen.colour)
    return 2 if any(broken) else ends.code


def _tell(name: str, diagnostics: Sequence[Diagnostic]) -> bool:
    """Print the errors of one side under its name; return whether there are any."""
    from zonewarden.cli.target import tell
    from zonewarden_parsers.model import Severity

    if any(d.severity is Severity.ERROR for d in diagnostics):
        click.echo(f"errors in {name}:", err=True)
    return tell(diagnostics)


def _options(result: Result, fail_on: str | None, *, fail_on_not_assessable: bool | None, colour: str) -> Options:
    from zonewarden.cli.check_reports import repository_prefix
    from zonewarden.policy import Level
    from zonewarden.reports.base import Options

    threshold = fail_on or result.fail_on
    assess = result.fail_on_not_assessable if fail_on_not_assessable is None else fail_on_not_assessable
    return Options(
        colour=options.colour_wanted(colour),
        width=shutil.get_terminal_size((100, 40)).columns,
        fail_on=None if threshold == "none" else Level.of(threshold),
        fail_on_not_assessable=assess,
        prefix=repository_prefix(),
    )
