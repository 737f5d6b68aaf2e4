"""`zonewarden explain`: one policy, why it matters and how to mend a violation."""

from __future__ import annotations

from pathlib import Path

import click

from zonewarden.cli import options


@click.command("explain")
@click.argument("name", metavar="POLICY")
@click.option("--policies", multiple=True, type=click.Path(path_type=Path), help="Further policy folder; may repeat.")
@options.as_json
def command(name: str, policies: tuple[Path, ...], output: str) -> int:
    """Explain one policy, named by its id (SEG-006) or its name (enterprise_to_control)."""
    from difflib import get_close_matches

    from zonewarden.cli.output import print_json
    from zonewarden.errors import UserError
    from zonewarden.policy_set import read_policies, shipped
    from zonewarden.policy_text import as_data, as_markdown

    chosen = read_policies([shipped(), *policies])
    policy = chosen.find(name)
    if policy is None:
        near = get_close_matches(name.upper(), [p.id for p in chosen.policies], 1) or get_close_matches(
            name.lower(), [p.name for p in chosen.policies], 1
        )
        raise UserError(f"no policy {name!r}" + (f"; did you mean {near[0]}?" if near else ""))
    if output == "json":
        print_json(as_data(policy))
    else:
        click.echo(as_markdown(policy))
    return 0
