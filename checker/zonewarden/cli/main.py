"""The command line: a group of commands that are imported when they are used, and the one place where errors end."""

from __future__ import annotations

import gc
import importlib
import os
import platform
import sys
import traceback

import click

from zonewarden import __version__
from zonewarden.errors import UserError

COMMANDS = {
    "baseline": "baseline",
    "check": "check",
    "coverage": "coverage",
    "diff": "diff",
    "explain": "explain",
    "flows": "flows",
    "init": "init",
    "parse": "parse",
    "platforms": "platforms",
    "policy": "policy",
    "report": "report",
    "rules": "rules",
    "schema": "schema",
    "trace": "trace",
    "waive": "waive",
}
REPORT_AT = "https://github.com/zonewarden/zonewarden/issues"


class LazyGroup(click.Group):
    """A group whose commands live in one module each, imported only when needed: `zonewarden --version` stays quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 (click's signature)
        """Return the names of all commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import and return one command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = importlib.import_module(f"zonewarden.cli.{module}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="zonewarden")
def cli() -> None:
    """Check firewall configurations of plants against OT segmentation and remote-access policy."""


def entry() -> None:
    """Run the command line and exit: 0 clean, 1 findings, 2 the user can mend it, 3 a bug of ours, 130 interrupted."""
    gc.disable()  # one short run, values without cycles: collecting costs a fifth of the time and frees nothing
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command line and return its exit code."""
    try:
        code = cli.main(arguments, prog_name="zonewarden", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        return 130
    except click.ClickException as error:
        error.show(sys.stderr)
        return 2
    except UserError as error:
        click.echo(f"zonewarden: error: {error}", err=True)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except Exception:  # noqa: BLE001 - the one place: a bug of ours must not look like findings
        _report_bug(arguments)
        return 3
    return code if isinstance(code, int) else 0


def _report_bug(arguments: list[str]) -> None:
    click.echo(
        f"zonewarden: this is a bug of ours; nothing was decided. Please report it at {REPORT_AT} with the lines below,\n"
        f"after removing what is confidential.\n"
        f"version: {__version__}; python: {platform.python_version()}; platform: {platform.platform()}\n"
        f"command: {' '.join(arguments)}\n{traceback.format_exc()}",
        err=True,
    )
