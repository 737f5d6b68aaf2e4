"""`zonewarden rules`: every rule of every list with what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from zonewarden.cli import options

if TYPE_CHECKING:
    from zonewarden.analysis.first_match import Verdict
    from zonewarden_parsers.model import Device, RuleList

_HIDDEN = "live"


@click.command("rules")
@options.files
@options.platform
@options.as_json
@click.option(
    "--all", "everything", is_flag=True, help="List live rules too (the table leaves them out; JSON never does)."
)
def command(files: tuple[Path, ...], platform: str | None, output: str, everything: bool) -> int:
    """Classify every rule: live, shadowed, redundant, unmatchable, undefined, disabled or undecided.

    A shadowed rule is shown with the earlier lines that together match everything it matches.
    """
    from zonewarden.analysis.first_match import classify
    from zonewarden.cli.output import print_json
    from zonewarden.cli.target import bare_configs, tell

    configs = bare_configs(files, platform)
    rows: list[dict[str, Any]] = []
    for parsed in configs.parsed:
        for device in parsed.devices:
            for rule_list in device.rule_lists:
                verdicts = classify(rule_list)
                rows += [_row(device, rule_list, i, verdicts[i]) for i in _stated(rule_list)]
    if output == "json":
        print_json({"schema": "zonewarden-rules/1", "rules": rows})
    else:
        _print(rows, everything=everything)
    return 2 if tell(configs.diagnostics) else 0


def _stated(rule_list: RuleList) -> list[int]:
    """Return the first rule of each line, without those that the platform adds by itself."""
    found: dict[object, int] = {}
    for i, rule in enumerate(rule_list.rules):
        if not rule.implicit:
            found.setdefault((rule.location, rule.text), i)
    return list(found.values())


def _row(device: Device, rule_list: RuleList, index: int, verdict: Verdict) -> dict[str, Any]:
    from zonewarden.triage.packets import packet_text
    from zonewarden_parsers.dump import dump

    rule = rule_list.rules[index]
    return {
        "device": device.name or Path(device.path).stem,
        "context": device.context,
        "list": rule_list.name,
        "index": index,
        "action": rule.action.value,
        "text": rule.text,
        "location": dump(rule.location),
        "status": verdict.status.value,
        "different_action": verdict.different_action,
        "blockers": [
            {"index": b, "action": other.action.value, "text": other.text, "location": dump(other.location)}
            for b in verdict.blockers
            for other in (rule_list.rules[b],)
        ],
        "witness": packet_text(verdict.witness) if verdict.witness else "",
    }


def _print(rows: list[dict[str, Any]], *, everything: bool) -> None:
    from collections import Counter

    from zonewarden.cli.output import print_table

    shown = [r for r in rows if everything or r["status"] != _HIDDEN]
    table = [
        [
            f"{r['location']['path']}:{r['location']['line']}",
            r["list"],
            r["status"] + (" (other action)" if r["different_action"] else ""),
            r["text"],
            _because(r),
        ]
        for r in shown
    ]
    if table:
        print_table("", ["place", "list", "status", "rule", "because of"], table)
    counts = Counter(r["status"] for r in rows)
    click.echo(f"{len(rows)} rules: " + ", ".join(f"{n} {status}" for status, n in sorted(counts.items())))


def _because(row: dict[str, Any]) -> str:
    return "\n".join(f"{b['location']['line']}: {b['text']}" for b in row["blockers"]) or row["witness"]
