"""The whole of one file."""

from __future__ import annotations

from pathlib import PurePosixPath

from zonewarden_parsers.access_rules import PLATFORM
from zonewarden_parsers.access_rules.headings import SCORED, YAML
from zonewarden_parsers.access_rules.rows import rules
from zonewarden_parsers.access_rules.tables import read_csv, read_yaml_table
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import (
    Aspect,
    Binding,
    Device,
    Diagnostic,
    Direction,
    Effect,
    Gap,
    LineState,
    Location,
    RuleList,
    Severity,
)


def parse(text: str, path: str) -> Parsed:
    """Parse one table."""
    ledger = Ledger(path, count_lines(text))
    table = (read_yaml_table if YAML.search(text[:SCORED]) else read_csv)(text, path, ledger)
    made, problems = rules(table.rows)
    told = [*table.problems, *problems]
    for problem in problems:
        ledger.states[problem.location.line - 1] = LineState.UNKNOWN
    if table.broken is not None:
        _rest_is_unknown(text, table.broken, ledger, told)
    here = Location(path, 1, 0, 1)
    listed = RuleList("rules", made, here, table.default, table.default_location)
    name = table.name or PurePosixPath(path).stem
    errors = (d for d in table.problems if d.severity is Severity.ERROR)
    gaps = tuple(Gap(Aspect.ALL, Effect.EITHER, d.message, d.location) for d in errors)
    coverage = ledger.coverage()
    device = Device(
        name, PLATFORM, path, coverage, stateful=True, placeless=True, rule_lists=(listed,),
        bindings=(Binding("rules", "", Direction.FORWARD, here, (4, 6)),), gaps=gaps, diagnostics=tuple(told),
    )  # fmt: skip
    return Parsed(path, PLATFORM, (device,), tuple(told), coverage)


def _rest_is_unknown(text: str, place: Location, ledger: Ledger, told: list[Diagnostic]) -> None:
    for number, raw in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")[: ledger.total], 1):
        if raw.strip() and (number >= place.line or ledger.states[number - 1] is LineState.BLANK):
            ledger.states[number - 1] = LineState.UNKNOWN
            told.append(Diagnostic(Location(place.path, number, 0, 1), "unread", "the table cannot be read"))
