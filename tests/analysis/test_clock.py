"""The time zones that a device's clock may keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from zonewarden.analysis.clock import Clock, beginning, clocks, ending
from zonewarden.site.bare import bare_site
from zonewarden_parsers.model import Device, Times
from zonewarden_parsers.registry import PARSERS

BERLIN = ZoneInfo("Europe/Berlin")
SITE = replace(bare_site(), time_zone=BERLIN)
SUMMER = "clock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00"


def device(lines: str) -> Device:
    (found,) = PARSERS["cisco-ios"].parse(f"hostname r\n{lines}\n", "r").devices
    return found


def test_a_clock_of_which_nothing_is_said_may_keep_utc_or_what_the_site_keeps() -> None:
    assert clocks(device(""), SITE) == (UTC, BERLIN)
    assert clocks(device(""), bare_site()) == (UTC,)


@pytest.mark.parametrize(
    ("lines", "winter", "summer"),
    [
        ("clock timezone UTC 0", 0, 0),
        ("clock timezone CET 1 0", 60, 60),
        ("clock timezone NST -3 30", -210, -210),
        (f"clock timezone CET 1\n{SUMMER}", 60, 120),
        ("clock timezone CET 1\nclock summer-time CEST 5 Sun Mar 02:00 5 Sun Oct 03:00 60", 60, 120),
        ("clock timezone CET 1\nclock summer-time CEST date 29 Mar 2026 2:00 25 Oct 2026 3:00", 60, 120),
        ("clock timezone MST -7\nclock summer-time MDT recurring", -420, -360),
        ("clock timezone NZST 12\nclock summer-time NZDT recurring last Sun Sep 2:00 1 Sun Apr 3:00", 780, 720),
    ],
)
def test_the_zone_that_a_router_states(lines: str, winter: int, summer: int) -> None:
    (zone,) = clocks(device(lines), SITE)
    found = [datetime(2026, month, 1, 12, tzinfo=zone).utcoffset() for month in (1, 7)]
    assert found == [timedelta(minutes=winter), timedelta(minutes=summer)]


def test_summer_time_of_a_router_is_that_of_the_database() -> None:
    (zone,) = clocks(device(f"clock timezone CET 1\n{SUMMER}"), SITE)
    assert isinstance(zone, Clock)
    for hours in range(0, 365 * 24, 4):
        wall = datetime(2026, 1, 1, 0, 30) + timedelta(hours=hours)  # noqa: DTZ001
        assert wall.replace(tzinfo=zone).utcoffset() == wall.replace(tzinfo=BERLIN).utcoffset(), wall


@pytest.mark.parametrize(
    "lines",
    [
        "clock timezone CET 40", "clock timezone Somewhere",
        "clock timezone CET 1\nclock summer-time CEST recurring last Sun Mar 2:00 last Sun Oct 3:00 30",
        "clock timezone CET 1\nclock summer-time CEST recurring last Son Mar 2:00 last Sun Oct 3:00",
        "clock timezone CET 1\nclock summer-time CEST date 29 Mar",
    ],
)  # fmt: skip
def test_what_is_not_understood_may_be_any_zone(lines: str) -> None:
    found = clocks(device(lines), SITE)
    offsets = {zone.utcoffset(datetime(2026, 1, 1, tzinfo=UTC)) for zone in found}
    assert {timedelta(hours=-12), timedelta(hours=5, minutes=30), timedelta(hours=14)} <= offsets
    assert BERLIN in found


def test_moments() -> None:
    assert beginning(Times("2026-11-23"), BERLIN) == datetime(2026, 11, 22, 23, tzinfo=UTC)
    end = ending(Times(end="2026-11-23"), UTC)
    assert end is not None
    assert end > datetime(2026, 11, 23, 23, 59, tzinfo=UTC)
    assert ending(Times(end="2026-11-24T01:30+02:00"), UTC) == datetime(2026, 11, 23, 23, 30, tzinfo=UTC)
    assert ending(Times(end="soon"), UTC) is None
    assert ending(Times(), UTC) is None
