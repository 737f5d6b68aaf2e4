"""`zonewarden schema`: the JSON Schemas of every file we read or write."""

from __future__ import annotations

import click

from zonewarden.cli import options


@click.command("schema")
@click.argument("kind", required=False)
@options.as_json
def command(kind: str | None, output: str) -> int:
    """Print the JSON Schema of one KIND of file; without KIND, list the kinds.

    Kinds are the declaration files (project, site, zones, conduits, ...), lines of exports (sessions, ...), `facts`, `report` (of check),
    `metrics` and `record` (of report).
    """
    from zonewarden.cli.output import print_json
    from zonewarden.errors import UserError
    from zonewarden.facts.schema import facts_schema
    from zonewarden.reports.board_json import metrics_schema, record_schema
    from zonewarden.reports.json_schema import report_schema
    from zonewarden.site.exports.formats import FORMATS
    from zonewarden.site.json_schema import schema_of
    from zonewarden.site.schema import KINDS

    written = {"facts": facts_schema, "report": report_schema, "metrics": metrics_schema, "record": record_schema}
    shapes = KINDS | {
        known.name: known.shape for known in FORMATS if known.shape is not None and known.suffix == ".jsonl"
    }
    kinds = [*shapes, *written]
    if kind is None:
        if output == "json":
            print_json({"schema": "zonewarden-schemas/1", "kinds": kinds})
        else:
            click.echo("\n".join(kinds))
        return 0
    if kind not in kinds:
        raise UserError(f"no schema {kind!r}: choose one of {', '.join(kinds)}")
    print_json(written[kind]() if kind in written else schema_of(kind, shapes[kind]))
    return 0
