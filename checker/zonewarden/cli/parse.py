"""`zonewarden parse`: the normalised model of configuration files as JSON."""

from __future__ import annotations

from pathlib import Path

import click

from zonewarden.cli import options


@click.command("parse")
@options.files
@options.platform
@options.only_json
def command(files: tuple[Path, ...], platform: str | None, output: str) -> int:  # noqa: ARG001 (there is one format)
    """Print the normalised model of configuration files as JSON. Secrets are not in it."""
    from zonewarden.cli.output import print_json
    from zonewarden.cli.target import bare_configs, tell
    from zonewarden_parsers.dump import VERSION, dump

    configs = bare_configs(files, platform)
    print_json({"schema": VERSION, "files": [dump(parsed) for parsed in configs.parsed]})
    return 2 if tell(configs.diagnostics) else 0
