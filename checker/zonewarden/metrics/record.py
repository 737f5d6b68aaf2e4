"""Records of earlier runs, a small JSON file each: what trends are drawn from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from zonewarden.errors import UserError
from zonewarden.metrics.model import Board, Counts, Tally

SCHEMA = "zonewarden-record/1"


@dataclass(frozen=True, slots=True)
class Value:
    """One measure of a run; `value` is None where it could not be computed."""

    id: str
    scope: str
    unit: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Record:
    """One run in short. `as_of` is the moment it judged by, ISO 8601 with offset."""

    schema: str
    site: str
    as_of: str
    version: str
    tally: Tally
    measures: tuple[Value, ...]

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.as_of)


@dataclass(frozen=True, slots=True)
class Past:
    """The measures of an earlier run, wherever they were kept."""

    as_of: str
    measures: tuple[Value, ...]

    @property
    def moment(self) -> datetime:
        """When it was."""
        return datetime.fromisoformat(self.as_of)


def record_of(board: Board) -> Record:
    """Return the record of a report."""
    values = tuple(Value(m.id, m.scope, m.unit, m.value) for m in board.measures)
    return Record(SCHEMA, board.site, board.as_of, board.version, board.tally, values)


def read_history(folder: Path) -> tuple[Record, ...]:
    """Return the records in a folder (`*.json`), the oldest first.

    Raises UserError for a file that is no record, and for two records of one moment: neither could be told to be right.
    """
    if not folder.is_dir():
        raise UserError(f"{folder}: no such folder")
    read = [(path, _read(path)) for path in sorted(folder.glob("*.json"))]
    ordered = sorted(read, key=lambda pair: (pair[1].moment, str(pair[0])))
    for (one, before), (other, after) in pairwise(ordered):
        if before.moment == after.moment:
            raise UserError(f"{other}: a record of {after.as_of}, as {one} is; keep one of them")
    return tuple(record for _, record in ordered)


def _read(path: Path) -> Record:
    try:
        value: object = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise UserError(f"{path}: not readable as JSON: {error}") from error
    try:
        return _record(value)
    except _WrongError as error:
        raise UserError(f"{path}: no record of a run ({SCHEMA}): {error}") from error


class _WrongError(Exception):
    """A value that is not as the schema says."""


def _record(value: object) -> Record:
    held = _members(value, Record, "record")
    if held["schema"] != SCHEMA:
        raise _WrongError(f"schema is {held['schema']!r}")
    tally = _members(held["tally"], Tally, "tally")
    severities = _members(tally["findings"], Counts, "tally.findings")
    listed = held["measures"]
    if not isinstance(listed, list):
        raise _WrongError("measures is no list")
    whole = {name: _count(tally[name], name) for name in tally if name != "findings"}
    made = Record(
        SCHEMA,
        _text(held["site"], "site"),
        _text(held["as_of"], "as_of"),
        _text(held["version"], "version"),
        Tally(Counts(**{name: _count(severities[name], name) for name in severities}), **whole),
        tuple(_value(_members(m, Value, "a measure")) for m in cast("list[object]", listed)),
    )
    _check_moment(made.as_of)
    return made


def _check_moment(text: str) -> None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise _WrongError(f"as_of {text!r} is no ISO 8601 moment") from error
    if moment.tzinfo is None:
        raise _WrongError(f"as_of {text!r} has no offset")


def _members(value: object, cls: type, name: str) -> Mapping[str, object]:
    wanted = {f.name for f in fields(cls)}
    if not isinstance(value, dict):
        raise _WrongError(f"{name} is no object")
    held = cast("Mapping[str, object]", value)
    if set(held) != wanted:
        raise _WrongError(f"{name} has other keys than {', '.join(sorted(wanted))}")
    return held


def _text(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"{name} is no text")
    return value


def _count(value: object, name: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _WrongError(f"{name} is no count")
    return value


def _value(held: Mapping[str, object]) -> Value:
    value = held["value"]
    if isinstance(value, bool) or not isinstance(value, int | float | None) or value in _NOT_NUMBERS or value != value:
        raise _WrongError(f"value of {held['id']!r} is no number")
    number = None if value is None else float(value)
    return Value(_text(held["id"], "id"), _text(held["scope"], "scope"), _text(held["unit"], "unit"), number)


_NOT_NUMBERS = (float("inf"), float("-inf"))


def before(records: Sequence[Record], facts: Mapping[str, Any], moment: datetime) -> tuple[Past, ...]:
    """Return the runs before a moment, the oldest first: those of the records, and those that the site keeps itself.

    Raises UserError for records of another site.
    """
    site = facts["site"]["id"]
    for record in records:
        if record.site != site:
            raise UserError(f"the record of {record.as_of} is of site {record.site!r}, not {site!r}")
    kept = [Past(h["as_of"], tuple(Value(**m) for m in h["measures"])) for h in facts["history"].values()]
    by_moment = {p.moment: p for p in (*kept, *(Past(r.as_of, r.measures) for r in records))}
    return tuple(past for at, past in sorted(by_moment.items()) if at < moment)
