"""What earlier runs recorded: their moments, and the values of a measure then."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from zonewarden.measures.model import Measure, Point

Json = Mapping[str, Any]
UNDECIDABLE = "undecidable_share"
RECENT_H = 31 * 24
PERIODS = 3
"""Periods that a trend is read from, the running one among them."""
_ROUNDED_DAYS = 0.02
"""By how much the difference of two ages may be off: both are rounded to a hundredth of a day."""


def records(facts: Json) -> list[Json]:
    """Return the records of runs before this one, the oldest first."""
    return sorted((r for r in facts["history"].values() if r["as_of_ago_h"] > 0), key=lambda r: -r["as_of_ago_h"])


def recorded(record: Json, measure: str, scope: str, unit: str) -> float | None:
    """Return what a record holds of a measure; None where it has no value, or one in another unit.

    A record without measures still tells the drift: the violations of SEG-001.
    """
    if measure == "segmentation_drift" and not record["measures"]:
        count: float | None = record["policy_counts"].get("SEG-001")
        return count
    found = (m["value"] for m in record["measures"] if (m["id"], m["scope"], m["unit"]) == (measure, scope, unit))
    return next(found, None)


def ages(now: datetime, hours: float) -> str:
    """Return the moment that was so many hours ago, to the second."""
    return (now - timedelta(hours=hours)).replace(microsecond=0).isoformat().replace("+00:00", "Z")


def over_time(facts: Json, measure: Measure, days: int) -> Measure:
    """Return a measure with its values at the ends of the last periods, this one first.

    The end of an earlier period is the record nearest to it, at most half a period away; without one the value is None.
    """
    earlier = (_end(facts, measure, k * days * 24, days * 12) for k in range(1, PERIODS))
    periods = (Point(facts["as_of"], measure.value), *earlier)
    return replace(measure, periods=periods, rising=rising(periods))


def _end(facts: Json, measure: Measure, ago_h: float, reach_h: float) -> Point:
    near = [r for r in records(facts) if abs(r["as_of_ago_h"] - ago_h) < reach_h]
    nearest = min(near, key=lambda r: abs(r["as_of_ago_h"] - ago_h), default=None)
    if nearest is None:
        return Point(ages(datetime.fromisoformat(facts["as_of"]), ago_h), None)
    return Point(nearest["as_of"], recorded(nearest, measure.id, measure.scope, measure.unit))


def rising(points: Sequence[Point]) -> bool | None:
    """Return whether each of the periods ended higher than the one before; None where that is not known.

    What is nothing now has not risen, and one step down settles it.
    """
    values = [p.value for p in points]
    if values[0] == 0:
        return False
    steps = [None if a is None or b is None else a > b for a, b in pairwise(values)]
    if False in steps:
        return False
    return None if None in steps else True


def rising_by_neglect(ages_: Sequence[Point], numbers: Sequence[float | None]) -> bool | None:
    """Return whether a mean age in days has risen and nobody ended any of what it is the age of; None where not known.

    What stands ages: a rise by the time that passed alone, in every period, says that the same things stand. Who ends the
    younger of them makes the mean rise too: where their number fell in a period, somebody reduces it.
    """
    if rising(ages_) is not True:
        return rising(ages_)
    if all(_only_older(now, before) for now, before in pairwise(ages_)):
        return False
    fell = [None if now is None or before is None else now < before for now, before in pairwise(numbers)]
    if True in fell:
        return False
    return None if None in fell else True


def _only_older(now: Point, before: Point) -> bool:
    passed = datetime.fromisoformat(now.at) - datetime.fromisoformat(before.at)
    grown = timedelta(days=(now.value or 0.0) - (before.value or 0.0))
    return abs(grown - passed) <= timedelta(days=_ROUNDED_DAYS)


def undecided(facts: Json) -> Iterator[Measure]:
    """Yield the share of verdicts that the last run could not reach, where one was recorded in the last month."""
    last = next(iter(reversed(records(facts))), None)
    share = None if last is None else recorded(last, UNDECIDABLE, "site", "ratio")
    if last is not None and share is not None and last["as_of_ago_h"] <= RECENT_H:
        yield Measure(UNDECIDABLE, "site", "ratio", share, {"hours_ago": last["as_of_ago_h"]})
