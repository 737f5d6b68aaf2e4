"""`zonewarden coverage`: how much of each configuration was understood, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.configs import Configs
    from zonewarden_parsers.base import Parsed


@click.command("coverage")
@options.paths
@options.platform
@options.as_json
def command(paths: tuple[Path, ...], platform: str | None, output: str) -> int:
    """Show which lines of configuration files are modelled, irrelevant or unknown; unknown lines one by one."""
    from zonewarden.check import read
    from zonewarden.cli.output import print_json
    from zonewarden.cli.target import request, tell

    inputs = read(request(paths, platform=platform))
    configs = inputs.configs
    files = [_file(parsed, configs) for parsed in configs.parsed]
    if output == "json":
        print_json({"schema": "zonewarden-coverage/1", "files": files})
    else:
        _print(files)
    return 2 if tell(inputs.diagnostics) else 0


def _file(parsed: Parsed, configs: Configs) -> dict[str, Any]:
    from zonewarden_parsers.masking import mask_at
    from zonewarden_parsers.model import LineState

    ledger = parsed.coverage
    lines = configs.sources[parsed.path]
    reasons = {d.location.line: d.message for d in parsed.diagnostics}
    return {
        "path": parsed.path,
        "platform": parsed.platform,
        "lines": len(ledger.states) - ledger.count(LineState.BLANK),
        "modelled": ledger.count(LineState.MODELLED),
        "irrelevant": ledger.count(LineState.IRRELEVANT),
        "unknown": [
            {"line": n, "text": mask_at(lines, n).strip() if n <= len(lines) else "", "reason": reasons.get(n, "")}
            for n in ledger.unknown
        ],
        "share": round(ledger.share, 4),
    }


def _print(files: list[dict[str, Any]]) -> None:
    from zonewarden.cli.output import print_table, printable

    rows = [
        [
            f["path"],
            f["platform"],
            str(f["lines"]),
            str(f["modelled"]),
            str(f["irrelevant"]),
            str(len(f["unknown"])),
            f"{f['share']:.1%}",
        ]
        for f in files
    ]
    print_table("", ["file", "platform", "lines", "modelled", "irrelevant", "unknown", "understood"], rows)
    for file in files:
        for line in file["unknown"]:
            why = f"  ({line['reason']})" if line["reason"] else ""
            click.echo(printable(f"{file['path']}:{line['line']}: unknown: {line['text']}{why}"))
