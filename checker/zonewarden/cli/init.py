"""`zonewarden init`: first declarations from the configurations found."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import click

from zonewarden.cli import options


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False, exists=True), default=".")
@click.option(
    "--configs",
    "entries",
    multiple=True,
    default=("configs",),
    show_default=True,
    metavar="PATH",
    help="Folder, file or glob with configurations, relative to FOLDER; may repeat.",
)
@click.option("--force", is_flag=True, help="Overwrite declarations that exist.")
@options.platform
def command(folder: Path, entries: tuple[str, ...], force: bool, platform: str | None) -> int:
    """Write zonewarden.yaml and first declarations into FOLDER, from the configurations found there.

    Asks nothing: it proposes zones from interfaces, routes and rules, and conduits from what is really permitted between
    them, and marks what needs review.
    """
    from zonewarden.analysis.survey import survey
    from zonewarden.cli.target import tell
    from zonewarden.configs import find_configs, read_configs
    from zonewarden.drafting import SERVICES, draft
    from zonewarden.errors import UserError
    from zonewarden.site.init import propose
    from zonewarden.site.loader import PROJECT_FILE, load_site

    paths, problems = find_configs(folder, entries)
    configs = read_configs(paths, {}, platform)
    failed = tell([*problems, *configs.diagnostics])
    devices = [device for parsed in configs.parsed for device in parsed.devices]
    if not devices:
        raise UserError(f"{folder}: no configuration to start from in {', '.join(entries)}")
    proposal = propose(devices, list(entries), str(folder))
    existing = [name for name in (*proposal, SERVICES) if (folder / name).exists()]
    if existing and not force:
        raise UserError(f"{folder / existing[0]} exists; --force overwrites it")
    _write(folder, proposal)
    site, wrong = load_site(folder / PROJECT_FILE)
    if site is None:
        tell(wrong)
        return 2
    _write(folder, draft(survey(site, devices, datetime.now(UTC))))
    click.echo("review every line marked `review`, then run: zonewarden check " + str(folder), err=True)
    return 2 if failed else 0


def _write(folder: Path, files: Mapping[str, str]) -> None:
    from zonewarden.reports.write import write

    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        write(folder / name, text)
        click.echo(f"wrote {folder / name}", err=True)
