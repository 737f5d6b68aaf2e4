"""`zonewarden report`: the measures that a board sees."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from collections.abc import Callable

    from zonewarden.metrics.board import Run
    from zonewarden.metrics.model import Board


@click.command("report")
@click.argument("path", type=click.Path(path_type=Path), default=".")
@click.option(
    "--format", "-f", "output", type=click.Choice(["text", "json", "markdown", "html"]), default="text",
    show_default=True, help="How to print.",
)  # fmt: skip
@click.option(
    "--history", type=click.Path(path_type=Path, file_okay=False), metavar="FOLDER",
    help="Draw trends from the records of earlier runs in this folder (*.json).",
)  # fmt: skip
@click.option(
    "--record", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Keep a record of this run for later ones: a file of its own, or a line more in a *.jsonl file.",
)  # fmt: skip
@options.platform
@options.as_of
@click.option("--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat.")
def command(
    path: Path,
    output: str,
    history: Path | None,
    record: Path | None,
    platform: str | None,
    as_of: str | None,
    policies: tuple[Path, ...],
) -> int:
    """Compute measures for the board: uptime at risk, time to safe integration, exposure windows, cost at risk, trends.

    PATH: a folder with a zonewarden.yaml. A measure that lacks an input says what is missing. docs/metrics.md has the formulas.
    Exit code 0: reported, whatever the measures are; 2: bad usage or unreadable input.
    """
    from zonewarden.cli.target import request, tell
    from zonewarden.engines.embedded import EmbeddedEngine
    from zonewarden.errors import UserError
    from zonewarden.measuring import measure
    from zonewarden.metrics.board import board
    from zonewarden.metrics.record import read_history
    from zonewarden.reports.board_json import record as written
    from zonewarden.reports.write import Output, check_writable, write

    asked = request((path,), None, platform, as_of, policies)
    if asked.project is None:
        raise UserError(f"{path}: measures need a project; `zonewarden init` makes one")
    check_writable([Output("record", record)] if record else [])
    earlier = read_history(history) if history else ()
    run, diagnostics = measure(asked, EmbeddedEngine())
    if tell(diagnostics) or run is None:
        return 2
    found = board(run, earlier)
    click.echo(_renderers()[output](found), nl=False)
    if record:
        write(
            record,
            _with_line(record, asked.project.parent, run, found) if record.suffix == ".jsonl" else written(found),
        )
    return 0


def _with_line(path: Path, folder: Path, run: Run, found: Board) -> str:
    """Return a history with a line for this run. Raises UserError where it cannot be read, or is none."""
    from zonewarden.errors import UserError
    from zonewarden.metrics.runs import added, line
    from zonewarden.reports.jsontext import dumps
    from zonewarden.revision import commit

    try:
        before = path.read_text(encoding="utf-8") if path.exists() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"{path}: cannot be read: {error}") from error
    return added(before, dumps(line(run, found, commit(folder, "HEAD") or "")), path.as_posix())


def _renderers() -> dict[str, Callable[[Board], str]]:
    from zonewarden.reports import board_html, board_json, board_markdown, board_text

    return {
        "text": board_text.render,
        "json": board_json.render,
        "markdown": board_markdown.render,
        "html": board_html.render,
    }
