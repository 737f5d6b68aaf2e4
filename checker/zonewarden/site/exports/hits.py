"""Hit counters of rules, as devices print them."""

from __future__ import annotations

from collections.abc import Container

from zonewarden.site.common_fields import COUNT, TEXT, of
from zonewarden.site.exports.csv_rows import latest, read_csv_rows
from zonewarden.site.exports.format import Format
from zonewarden.site.exports.model import Exports, Hits
from zonewarden.site.shapes import MOMENT, Field, Record
from zonewarden.site.validate import Report
from zonewarden_parsers.model import Diagnostic, Location

HIT = Record(
    (
        Field("device", TEXT, "device id, or the host name of its configuration", required=True),
        Field("rule_id", TEXT, "what the device calls the rule: its name, number, or text", required=True),
        Field("hits", COUNT, "packets or sessions that it decided", required=True),
        Field("first_seen", of(MOMENT), "first of them, where the device tells"),
        Field("last_seen", of(MOMENT), "last of them, where the device tells"),
        Field("counter_since", of(MOMENT), "when the counter was last cleared, or the device restarted"),
    )
)


def _read(text: str, path: str, report: Report) -> tuple[Hits, ...]:
    rows: dict[tuple[str, str], Hits] = {}
    for row in read_csv_rows(text, path, HIT, report):
        cells = row.cells
        key = (cells["device"], cells["rule_id"])
        if key in rows:
            message = f"rule {key[1][:60]!r} of {key[0][:60]} stands already on line {rows[key].location.line}"
            report.error(row.location, "duplicate-row", message)
            continue
        first, last, since = (latest(cells[name]) for name in ("first_seen", "last_seen", "counter_since"))
        rows[key] = Hits(*key, int(cells["hits"]), first, last, since, row.location)
    return tuple(rows.values())


HITS = Format(
    "hits",
    ".csv",
    "Counters of rules, one rule a line; those that were never hit too.",
    _read,
    HIT,
    "`show access-list` (ASA), `show ip access-lists` (IOS, NX-OS), `GET /api/v2/monitor/firewall/policy` (FortiOS), "
    "`show rule-hit-count` (PAN-OS), `show security policies hit-count` (Junos), written as CSV. A `rule_id` is what these print: the "
    "rule's name (PAN-OS, Junos, Check Point, Azure), its number (FortiOS, VyOS), list and number (`OPS_IN line 4` of ASA, where "
    "remarks are lines too; `OPS-IN 40` of IOS), the whole text of the line, or"
    " its place (`fw-ot-1.cfg:23`). A number or name that several rules of a device have "
    "needs the list before it: `OPS_IN 4`, `OPS_IN:4`, `OPS_IN/4`. Cells that the device has nothing for are empty; without "
    "`counter_since` nobody knows for how long a rule was not hit. Counters are taken to be as of the run.",
)


def strange_devices(exports: Exports, known: Container[str]) -> list[Diagnostic]:
    """Return a warning for each device that has counters and is not `known`: nothing else would tell that they count for nobody."""
    first: dict[str, Location] = {}
    for row in exports.rows(HITS.name, Hits):
        if row.device not in known:
            first.setdefault(row.device, row.location)
    return [
        Diagnostic(place, "unknown-device", f"counters of {name[:60]!r}, which is no device here")
        for name, place in first.items()
    ]
