"""Sessions of remote-access gateways: who was on which host, from when to when, by which grant."""

from __future__ import annotations

from zonewarden.site.common_fields import FLAG, TEXT, of
from zonewarden.site.exports.format import Format
from zonewarden.site.exports.json_rows import read_json_rows
from zonewarden.site.shapes import TIMESTAMP, Field, Record, Text, moment
from zonewarden.site.validate import Report
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import Mapping, text

# What these name need not exist: an unknown grant is a finding, not a mistake of the file.
SESSION = Record(
    (
        Field("session_id", TEXT, "the gateway's own number of it", required=True),
        Field("grant", Text(refers=("grant",), nullable=True), "the grant that it was opened by"),
        Field("subject", Text(refers=("person",), nullable=True), "who was on it"),
        Field("gateway", Text(refers=("gateway",), nullable=True), "the gateway"),
        Field("target", Text(refers=("asset",), nullable=True), "the host that it led to, or its address"),
        Field("service", Text(refers=("service",), nullable=True), "the service, or its port as in `tcp/3389`"),
        Field("start", of(TIMESTAMP), required=True),
        Field("end", Text(TIMESTAMP, nullable=True), "null while it is open"),
        Field("recorded", FLAG, "whether there is a recording"),
        Field("terminated_by", Text(nullable=True), "who or what ended it"),
    )
)


def _read(source: str, path: str, report: Report) -> tuple[Mapping, ...]:
    seen: dict[str, Location] = {}
    rows: list[Mapping] = []
    for row in read_json_rows(source, path, SESSION, report):
        name = text(row.get("session_id"))
        if name in seen:
            message = f"session {name[:60]!r} stands already on line {seen[name].line}"
            report.error(row.place("session_id"), "duplicate-id", message)
        elif _backwards(row):
            report.error(row.place("end"), "wrong-order", f"session {name[:60]!r} ends before it starts")
        else:
            seen[name] = row.location
            rows.append(row)
    return tuple(rows)


def _backwards(row: Mapping) -> bool:
    start, end = moment(text(row.get("start"))), moment(text(row.get("end")))
    return start is not None and end is not None and end < start


SESSIONS = Format(
    "sessions",
    ".jsonl",
    "Sessions of remote-access gateways, one JSON object a line; those that are open too.",
    _read,
    SESSION,
    "The session list of the gateway's API or its audit log, cut down to these keys (`jq -c`). Keys that are null or empty "
    "count as not stated, keys that begin with `x-` are yours; a session without `end` is open. Leave out the sessions of grants "
    "that are no longer declared.",
)
