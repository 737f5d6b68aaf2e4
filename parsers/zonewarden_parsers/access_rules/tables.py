"""The two forms of a rule table: CSV with a header line, and YAML (docs/access-rules.md)."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial

from zonewarden_parsers.access_rules.headings import COLUMNS, separator
from zonewarden_parsers.access_rules.rows import ACTIONS, Row
from zonewarden_parsers.csv_records import CsvRecords
from zonewarden_parsers.lines import Ledger, raw_lines
from zonewarden_parsers.model import Action, Diagnostic, LineState, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Mapping as YamlMapping
from zonewarden_parsers.strict_yaml.nodes import Node, Scalar, Sequence
from zonewarden_parsers.strict_yaml.reader import read_yaml

LISTS = frozenset({"sources", "destinations", "services"})
_WORDS = re.compile(r"[;,\s]+")


@dataclass(slots=True)
class Table:
    """A table as read: its rows, its default, and what was wrong with the text."""

    name: str = ""
    rows: list[Row] = field(default_factory=list[Row])
    default: Action = Action.DENY
    default_location: Location | None = None
    problems: list[Diagnostic] = field(default_factory=list[Diagnostic])
    broken: Location | None = None
    """Where reading had to stop, so that what follows may hold any rule."""


def read_csv(text: str, path: str, ledger: Ledger) -> Table:
    """Read a CSV table. Lines that begin with `#` are comments."""
    table = Table()
    mark = separator(text)
    lines = raw_lines(text)
    settle = partial(_settle, lines, ledger)
    records = CsvRecords(lines, mark or ",", lambda number: settle(number, number, LineState.IRRELEVANT))
    header: list[str] = []
    try:
        for number, before, cells in records:
            if not any(cell.strip() for cell in cells):
                settle(number, before, LineState.IRRELEVANT)
                continue
            settle(number, before, LineState.MODELLED)
            if not header:
                header = _header(cells, path, number, table)
                continue
            place = _place(path, lines, number, before)
            if len(cells) > len(header):
                message = f"{len(cells)} cells under {len(header)} headings"
                table.problems.append(Diagnostic(place, "csv-cells", message, Severity.ERROR))
                cells = [*cells[: len(header)]] if not any(c.strip() for c in cells[len(header) :]) else []
            table.rows.append(
                _row(dict(zip(header, cells, strict=False)), place, mark.join(cells) or lines[number - 1])
            )
    except csv.Error as error:
        table.broken = Location(path, records.begun + 1, 0, 1)
        table.problems.append(Diagnostic(table.broken, "csv-syntax", f"not valid CSV: {error}", Severity.ERROR))
    return table


def _settle(lines: list[str], ledger: Ledger, first: int, last: int, state: LineState) -> None:
    """Give the lines of a record that are not blank a state."""
    for number in range(first, last + 1):
        if lines[number - 1].strip():
            ledger.states[number - 1] = state


def _header(cells: list[str], path: str, number: int, table: Table) -> list[str]:
    header = [COLUMNS.get(cell.strip().lower(), "") for cell in cells]
    for cell, known in zip(cells, header, strict=True):
        if not known and cell.strip():
            message = f"column `{cell.strip()}` is not known and not read"
            table.problems.append(Diagnostic(Location(path, number, 0, 1), "unknown-column", message, Severity.NOTE))
    return header


def _place(path: str, lines: list[str], first: int, last: int) -> Location:
    raw = lines[first - 1]
    indent = len(raw) - len(raw.lstrip())
    return Location(path, first, last if last > first else 0, indent + 1, len(lines[last - 1].rstrip()) + 1)


def _row(cells: Mapping[str, str], place: Location, text: str) -> Row:
    words = {key: tuple(w for w in _WORDS.split(cells.get(key, "").strip()) if w) for key in LISTS}
    return Row(
        place, text.strip(), cells.get("action", ""), words["sources"], words["destinations"], words["services"],
        name=cells.get("name", "").strip(), logged=cells.get("logged", ""), enabled=cells.get("enabled", "").strip() or "yes",
        expires=cells.get("expires", "").strip(), comment=cells.get("comment", "").strip(),
    )  # fmt: skip


def read_yaml_table(text: str, path: str, ledger: Ledger) -> Table:
    """Read a YAML table: `access-rules: 1`, then `name`, `default` and `rules`."""
    table = Table()
    root = read_yaml(text, path)
    if isinstance(root, Diagnostic):
        table.problems.append(root)
        table.broken = root.location
        return table
    for number, raw in enumerate(raw_lines(text), 1):
        if raw.strip():
            comment = raw.lstrip().startswith("#") or raw.strip() == "---"
            ledger.states[number - 1] = LineState.IRRELEVANT if comment else LineState.MODELLED
    lines = raw_lines(text)
    for key, node in _entries(root):
        match key:
            case "access-rules":
                if not (isinstance(node, Scalar) and node.value == 1):
                    table.problems.append(_error(node, "access-rules: 1 is the version that is known"))
            case "name" if isinstance(node, Scalar):
                table.name = node.text
            case "default" if isinstance(node, Scalar) and node.text in ACTIONS:
                table.default, table.default_location = ACTIONS[node.text], node.location
            case "rules" if isinstance(node, Sequence):
                table.rows.extend(_yaml_row(item, lines) for item in node.items)
            case _:
                table.problems.append(_error(node, f"`{key}` is not known here, or not of the right kind"))
    if "rules" not in dict(_entries(root)):
        table.broken = root.location
        table.problems.append(_error(root, "`rules` is missing"))
    return table


def _entries(node: Node) -> Iterator[tuple[str, Node]]:
    if isinstance(node, YamlMapping):
        yield from ((key, entry.value) for key, entry in node.entries.items())


def _error(node: Node, message: str) -> Diagnostic:
    return Diagnostic(node.location, "rule-table", message, Severity.ERROR)


def _yaml_row(item: Node, lines: list[str]) -> Row:
    cells: dict[str, str] = {}
    words: dict[str, tuple[str, ...]] = {}
    odd = ""
    for key, node in _entries(item):
        column = COLUMNS.get(key)
        values = node.items if isinstance(node, Sequence) else (node,)
        texts = tuple(v.text for v in values if isinstance(v, Scalar))
        if column is None or len(texts) != len(values) or (column not in LISTS and len(texts) != 1):
            odd = f"`{key}` is not known, or not of the right kind"
        elif column in LISTS:
            words[column] = texts
        else:
            cells[column] = texts[0]
    text = lines[item.location.line - 1].strip().removeprefix("- ") if lines else ""
    return Row(
        item.location, text, odd or cells.get("action", ""), words.get("sources", ()), words.get("destinations", ()),
        words.get("services", ()), name=cells.get("name", ""), logged=cells.get("logged", ""),
        enabled=cells.get("enabled", "yes"), expires=cells.get("expires", ""), comment=cells.get("comment", ""),
    )  # fmt: skip
