"""Records of earlier runs: what was undeclared, reachable and measured then (`zonewarden report --record`)."""

from __future__ import annotations

from zonewarden.site.common_fields import AT, COUNT, TEXT, TEXTS
from zonewarden.site.exports.format import Format
from zonewarden.site.exports.json_rows import read_json_rows
from zonewarden.site.shapes import Field, Items, Number, Record, Table, Text, moment
from zonewarden.site.validate import Report
from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.nodes import Mapping, text

_MEASURE = Record(
    (
        Field("id", TEXT, "as in docs/metrics.md", required=True),
        Field("scope", TEXT, "production unit, investment, or `site`", required=True),
        Field("unit", TEXT, "unit of its value", required=True),
        Field("value", Number(low=None), "left out where it had none"),
    )
)
ROW = Record(
    (
        Field("as_of", AT, "moment that the run judged by", required=True),
        Field("site", Text(nullable=True), "site id; a record of another site is an error"),
        Field("commit", Text(nullable=True), "commit that was checked"),
        Field("version", Text(nullable=True), "version of Zonewarden"),
        Field(
            "policy_counts", Table(COUNT), "violations that nobody waived, by policy id; 0 where a policy found none"
        ),
        Field(
            "reachable_vulnerabilities",
            TEXTS,
            "open vulnerabilities that a less trusted zone reached and nothing mitigated; without this key the record "
            "tells of none, reachable or not",
        ),
        Field(
            "unreachable_vulnerabilities",
            TEXTS,
            "open vulnerabilities that were proved out of reach; with this key the state of those under neither is not known",
        ),
        Field("measures", Items(_MEASURE), "measures of the run"),
    )
)


def _read(source: str, path: str, report: Report) -> tuple[Mapping, ...]:
    seen: dict[object, Location] = {}
    rows: list[Mapping] = []
    for row in read_json_rows(source, path, ROW, report):
        at = moment(text(row.get("as_of"))) or text(row.get("as_of"))
        if at in seen:
            report.error(
                row.place("as_of"), "duplicate-row", f"a record of this moment stands already on line {seen[at].line}"
            )
        else:
            seen[at] = row.location
            rows.append(row)
    return tuple(rows)


FLOW_HISTORY = Format(
    "flow-history",
    ".jsonl",
    "Earlier runs, one JSON object a line.",
    _read,
    ROW,
    "`zonewarden report --record exports/flow-history.jsonl` adds a line; let CI keep the file. What lies between two records is "
    "not known: [metrics.md](metrics.md) says what is made of it.",
)
