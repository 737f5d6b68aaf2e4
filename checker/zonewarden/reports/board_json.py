"""The board report and the record of a run as JSON, and their schemas."""

from __future__ import annotations

from zonewarden.metrics.board import SCHEMA
from zonewarden.metrics.model import Board
from zonewarden.metrics.record import SCHEMA as RECORD
from zonewarden.metrics.record import Record, record_of
from zonewarden.reports.json_report import encode
from zonewarden.reports.json_schema import schema_of
from zonewarden.reports.jsontext import dumps


def render(board: Board) -> str:
    """Return the whole report: `zonewarden-metrics/1`."""
    return dumps(encode(board), indent=1)


def record(board: Board) -> str:
    """Return the record of the run: `zonewarden-record/1`."""
    return dumps(encode(record_of(board)), indent=1)


def metrics_schema() -> dict[str, object]:
    """Return the JSON Schema of the report."""
    return schema_of(Board, SCHEMA)


def record_schema() -> dict[str, object]:
    """Return the JSON Schema of a record."""
    return schema_of(Record, RECORD)
