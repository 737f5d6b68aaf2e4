"""`zonewarden waive`: ask for an exception from one finding."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.site.model import Site


@click.command("waive")
@click.argument("fingerprint")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option("--owner", required=True, metavar="PERSON", help="Who answers for the exception.")
@click.option(
    "--accepted-by", multiple=True, metavar="PERSON", help="Who is asked to accept it; may repeat: OT and IT."
)
@click.option("--reason", required=True, metavar="TEXT", help="Why it is needed.")
@click.option(
    "--expires", required=True, metavar="DAY", help="Last day, YYYY-MM-DD; the higher the impact, the sooner."
)
@click.option("--id", "id_", default="", metavar="ID", help="Id of the exception. [default: the next EXC-n]")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="File of exceptions to add it to. [default: the site's first, else exceptions.yaml beside the other declarations]",
)  # fmt: skip
@options.as_of
@click.option("--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat.")
def command(
    fingerprint: str,
    path: Path,
    owner: str,
    accepted_by: tuple[str, ...],
    reason: str,
    expires: str,
    id_: str,
    output: Path | None,
    as_of: str | None,
    policies: tuple[Path, ...],
) -> int:
    """Add an exception from one finding to the site's file of exceptions, for operations and security to approve.

    FINGERPRINT: as reports show it (JSON, SARIF), or its beginning. PATH: a folder with a zonewarden.yaml. The exception names
    exactly the packets of the finding, and waives nothing until somebody sets its status to deviation-approved. Comments
    and layout of the file stay. Exit code 0: written; 2: bad usage, unreadable input.
    """
    from zonewarden.check import run
    from zonewarden.cli.target import request, tell
    from zonewarden.engines.embedded import EmbeddedEngine
    from zonewarden.errors import UserError
    from zonewarden.reports.write import write
    from zonewarden.site.loader import load_site
    from zonewarden.triage.exception_stub import Terms, appended, find, stub

    asked = request((path,), None, None, as_of, policies)
    if asked.project is None:
        raise UserError(f"{path}: exceptions need a project; `zonewarden init` makes one")
    result = run(replace(asked, as_found=True), EmbeddedEngine())
    site = load_site(asked.project)[0]
    if tell(result.diagnostics) or site is None:
        return 2
    finding = find(result.findings, fingerprint)
    terms = Terms(id_, owner, accepted_by, reason, expires)
    exception = stub(site, options.moment_of(result.as_of), finding, terms)
    file = output or _file(site)
    write(file, appended(file.read_text(encoding="utf-8") if file.exists() else "", exception))
    click.echo(f"{file}: {exception['id']} asks for an exception from {finding.policy.id}: {finding.message}", err=True)
    return 0


def _file(site: Site) -> Path:
    """Return the first file of exceptions of a site, or where one would lie."""
    declared = site.registers.get("exceptions", ())
    if declared:
        return Path(declared[0].node.location.path)
    first = Path(site.project.root) / site.project.declarations[0]
    return (first.parent if first.suffix in {".yaml", ".yml"} else first) / "exceptions.yaml"
