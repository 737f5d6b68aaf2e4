"""`zonewarden policy`: what policies there are, their tests, their reference."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.policy import Policy

_more = click.option(
    "--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat."
)


@click.group("policy")
def command() -> None:
    """List policies, run their tests, render their reference."""


@command.command("list")
@_more
@click.option("--missing", is_flag=True, help="List what no policy covers yet, or only in part, and what that needs.")
@options.as_json
def list_(policies: tuple[Path, ...], missing: bool, output: str) -> int:
    """List the policies that a check would use."""
    from zonewarden.cli.output import print_json, print_table
    from zonewarden.policy_set import read_policies, shipped
    from zonewarden.policy_text import as_data

    chosen = read_policies([shipped(), *policies])
    if missing:
        return _list_missing(chosen.policies, output)
    if output == "json":
        print_json({"schema": "zonewarden-policies/1", "policies": [as_data(p) for p in chosen.policies]})
        return 0
    rows = [[p.id, p.family, p.severity.label, p.title] for p in chosen.policies]
    print_table("", ["id", "family", "severity", "title"], rows)
    click.echo(f"{len(rows)} policies")
    return 0


def _list_missing(policies: Sequence[Policy], output: str) -> int:
    from dataclasses import asdict

    from zonewarden.cli.output import print_json, print_table
    from zonewarden.policy_catalogue import catalogue, in_part, not_covered

    entries = catalogue()
    absent, partial = not_covered(entries, policies), in_part(entries, policies)
    if output == "json":
        rows = {"missing": [asdict(e) for e in absent], "part": [asdict(e) for e in partial]}
        print_json({"schema": "zonewarden-policies-missing/1", **rows})
        return 0
    print_table("", ["id", "tier", "title", "needs"], [[e.id, str(e.tier), e.title, e.missing] for e in absent])
    print_table("", ["id", "tier", "title", "leaves out"], [[e.id, str(e.tier), e.title, e.part] for e in partial])
    click.echo(f"{len(absent)} of {len(entries)} not covered, {len(partial)} in part")
    return 0


@command.command("test")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[FOLDER]...")
@click.option("--run", "pattern", default="", metavar="TEXT", help="Only tests whose name holds this text.")
@click.option(
    "--coverage",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Say which lines no test evaluates; fail below this share of all lines.",
)
@options.as_json
def test(folders: tuple[Path, ...], pattern: str, coverage: float | None, output: str) -> int:
    """Run the Rego tests (`test_...` rules in `*_test.rego`) of policy folders; by default of the shipped policies.

    Your own folders may import the shipped library (`data.zonewarden.lib`). Exit code 1 when a test fails, or when too
    little is covered.
    """
    from zonewarden.cli.output import print_json
    from zonewarden.engines.rego_coverage import share
    from zonewarden.engines.rego_tests import run_counted
    from zonewarden.policy_set import shipped

    ran, lines = run_counted(list(folders) or [shipped()], shipped() / "lib")
    results = [r for r in ran if pattern in r.name]
    failed = [r for r in results if not r.passed]
    if output == "json":
        rows = [{"name": r.name, "path": r.path, "passed": r.passed, "reason": r.reason} for r in results]
        print_json({"schema": "zonewarden-policy-tests/1", "coverage": round(share(lines), 2), "tests": rows})
    else:
        for r in failed:
            click.echo(f"FAIL {r.path}: {r.name}: {r.reason}")
        if coverage is not None:
            for file in (f for f in lines if f.missed):
                click.echo(f"{file.path}: no test evaluates line {', '.join(map(str, file.missed))}")
            click.echo(f"{share(lines):.2f} % of the lines of {len(lines)} modules are evaluated")
        click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    low = coverage is not None and share(lines) < coverage
    return 1 if failed or not results or low else 0


@command.command("docs")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_more
def docs(folder: Path, policies: tuple[Path, ...]) -> int:
    """Write the policy reference, one Markdown page a policy and an index, into FOLDER."""
    from zonewarden.policy_catalogue import catalogue
    from zonewarden.policy_docs import pages
    from zonewarden.policy_set import read_policies, shipped
    from zonewarden.reports.write import write

    for name, text in pages(read_policies([shipped(), *policies]).policies, catalogue()).items():
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / name, text)
    return 0
