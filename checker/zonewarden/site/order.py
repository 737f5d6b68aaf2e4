"""Times that must follow each other: one table of pairs, one error where a pair is the wrong way round."""

from __future__ import annotations

from collections.abc import Mapping as Table
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from zonewarden.site.shapes import day, moment
from zonewarden.site.validate import Report
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, mappings, text


@dataclass(frozen=True, slots=True)
class _Pair:
    """`first` must not be after `second`, and before it where `strict`; the error stands at the first where `at_first`."""

    first: str
    second: str
    message: str
    strict: bool = False
    at_first: bool = False


_FARTHEST = timedelta(hours=14)
"""How far a day's ends may be from those in UTC (IANA: UTC-12 to UTC+14)."""
_START_END = _Pair("start", "end", "end must be after start", strict=True)
_PAIRS: dict[str, tuple[_Pair, ...]] = {
    "grant": (_Pair("valid_from", "valid_until", "valid_until must be after valid_from", strict=True),),
    "window": (_START_END,),
    "freeze": (_START_END,),
    "change": (_START_END,),
    "exception": (_Pair("accepted_at", "expires", "expires must be after accepted_at", strict=True),),
    "compensating control": (_Pair("verified_at", "expires", "verified after it expired", at_first=True),),
    "advisory": (_Pair("published", "evaluated_at", "evaluated before it was published"),),
    "integration": (_Pair("requested_at", "safe_at", "safe before it was requested"),),
    "vulnerability": (_Pair("detected_at", "closed_at", "closed before it was detected"),),
}
_APPROVED = {"grant": ("valid_from", "approved after the grant began")}


def check_orders(objects: Table[str, Table[str, Mapping]], report: Report) -> None:
    """Report every pair of times of every object that is the wrong way round."""
    for kind, pairs in _PAIRS.items():
        for node in objects[kind].values():
            for pair in pairs:
                _check(node.get(pair.first), node.get(pair.second), pair, report)
    for kind, (start, message) in _APPROVED.items():
        for node in objects[kind].values():
            for approval in mappings(node.get("approvals")):
                _check(approval.get("at"), node.get(start), _Pair("at", start, message, at_first=True), report)


def _check(first: Node | None, second: Node | None, pair: _Pair, report: Report) -> None:
    before, after = _moment(first, time.min, -_FARTHEST), _moment(second, time.max, _FARTHEST)
    if before is None or after is None or first is None or second is None:
        return
    if before > after or (pair.strict and before == after):
        report.error((first if pair.at_first else second).location, "wrong-order", pair.message)


def _moment(node: Node | None, end: time, beyond: timedelta) -> datetime | None:
    """Return a timestamp, or one end of a day wherever on earth: an error is told only where it is sure."""
    written = text(node)
    date = day(written)
    if date is None:
        return moment(written)
    return datetime.combine(date, end, UTC) + beyond if 1 < date.year < 9999 else None
