"""Options that several commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from zonewarden_parsers.platforms import PLATFORMS

Decorated = Callable[..., Any]

paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
files = click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
site = click.option(
    "--site", type=click.Path(path_type=Path), help="Project file or folder to judge the paths against."
)
platform = click.option(
    "--platform",
    type=click.Choice(PLATFORMS),
    help="Read every configuration as this platform instead of detecting it.",
)
as_json = click.option(
    "--format", "output", type=click.Choice(["table", "json"]), default="table", show_default=True, help="How to print."
)
only_json = click.option(
    "--format", "output", type=click.Choice(["json"]), default="json", show_default=True, help="How to print."
)
as_of = click.option(
    "--as-of", metavar="DATE", help="Judge expiry as of this ISO 8601 date or moment, not the clock's."
)


jobs = click.option(
    "--jobs", "-j", type=click.IntRange(min=0), default=0, metavar="N",
    help="Processes to work in. [default: one for each processor]",
)  # fmt: skip
no_cache = click.option("--no-cache", is_flag=True, help="Neither read nor write the cache of earlier runs.")


def moment_of(text: str) -> datetime:
    """Return the moment that a result was judged by."""
    return datetime.fromisoformat(text)


def colour_wanted(choice: str) -> bool:
    """Return whether to colour standard output: --color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR") or os.environ.get("CLICOLOR_FORCE")
    if forced and forced != "0":
        return True
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"
