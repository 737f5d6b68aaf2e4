"""`zonewarden platforms`: what is read, and how well."""

from __future__ import annotations

import click


@click.command("platforms")
@click.option(
    "--format", "output", type=click.Choice(["table", "json", "markdown"]), default="table", show_default=True,
    help="How to print; markdown gives docs/platforms.md.",
)  # fmt: skip
def command(output: str) -> int:
    """List the platforms, and what of each is exact, conditional or not understood."""
    from zonewarden.cli.output import print_json, print_table
    from zonewarden.platform_docs import STATES, data, markdown
    from zonewarden_parsers.registry import PARSERS

    if output == "markdown":
        click.echo(markdown(PARSERS), nl=False)
    elif output == "json":
        print_json({"schema": "zonewarden-platforms/1", "platforms": data(PARSERS)})
    else:
        rows = [
            [name, p.TITLE, *(str(sum(s == wanted for _, s, _ in p.CONSTRUCTS)) for wanted in STATES)]
            for name, p in sorted(PARSERS.items())
        ]
        print_table("", ["platform", "", *STATES], rows)
    return 0
