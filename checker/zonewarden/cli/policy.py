"""`zonewarden policy`: what policies there are, their tests, their reference."""

from __future__ import annotations

from pathlib import Path

import click

from zonewarden.cli import options

_more = click.option(
    "--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat."
)


@click.group("policy")
def command() -> None:
    """List policies, run their tests, render their reference."""


@command.command("list")
@_more
@options.as_json
def list_(policies: tuple[Path, ...], output: str) -> int:
    """List the policies that a check would use."""
    from zonewarden.cli.output import print_json, print_table
    from zonewarden.policy_set import read_policies, shipped
    from zonewarden.policy_text import as_data

    chosen = read_policies([shipped(), *policies])
    if output == "json":
        print_json({"schema": "zonewarden-policies/1", "policies": [as_data(p) for p in chosen.policies]})
        return 0
    rows = [[p.id, p.family, p.severity.label, p.title] for p in chosen.policies]
    print_table("", ["id", "family", "severity", "title"], rows)
    click.echo(f"{len(rows)} policies")
    return 0


@command.command("test")
@click.argument("folders", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[FOLDER]...")
@click.option("--run", "pattern", default="", metavar="TEXT", help="Only tests whose name holds this text.")
@options.as_json
def test(folders: tuple[Path, ...], pattern: str, output: str) -> int:
    """Run the Rego tests (`test_...` rules in `*_test.rego`) of policy folders; by default of the shipped policies.

    Your own folders may import the shipped library (`data.zonewarden.lib`). Exit code 1 when a test fails.
    """
    from zonewarden.cli.output import print_json
    from zonewarden.engines.rego_tests import run_tests
    from zonewarden.policy_set import shipped

    results = [r for r in run_tests(list(folders) or [shipped()], shipped() / "lib") if pattern in r.name]
    failed = [r for r in results if not r.passed]
    if output == "json":
        rows = [{"name": r.name, "path": r.path, "passed": r.passed, "reason": r.reason} for r in results]
        print_json({"schema": "zonewarden-policy-tests/1", "tests": rows})
    else:
        for r in failed:
            click.echo(f"FAIL {r.path}: {r.name}: {r.reason}")
        click.echo(f"{len(results) - len(failed)} passed, {len(failed)} failed")
    return 1 if failed or not results else 0


@command.command("docs")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@_more
def docs(folder: Path, policies: tuple[Path, ...]) -> int:
    """Write the policy reference, one Markdown page a policy and an index, into FOLDER."""
    from zonewarden.policy_docs import pages
    from zonewarden.policy_set import read_policies, shipped
    from zonewarden.reports.write import write

    for name, text in pages(read_policies([shipped(), *policies]).policies).items():
        folder.mkdir(parents=True, exist_ok=True)
        write(folder / name, text)
    return 0
