from __future__ import annotations

import dataclasses
import re

import pytest
from rich.cells import cell_len

from tests.reports.samples import BROKEN, CLEAN, FW1, LONG, SMALL, SMALL_FAIL, SMALL_OPEN, nasty
from zonewarden.policy import Level
from zonewarden.reports import text
from zonewarden.reports.base import Options
from zonewarden.triage.finding import Certainty, PacketRow, Result
from zonewarden_parsers.model import Location

# Places and diagnostics stay in one piece, so that editors and terminals make a link of them.
PLACE = re.compile(r" *\S.*:\d+(:\d+)?(: (error|warning|note): .*)?")


def lines_of(report: str) -> list[str]:
    return report.splitlines()


def width_of(line: str) -> int:
    """Count a character that was escaped to disarm a runner's command, after wrapping, as the one it was."""
    return cell_len(line.replace("\\x23#", "##").replace("\\x3a:", "::"))


@pytest.mark.parametrize("width", [40, 80, 132])
@pytest.mark.parametrize("verbose", [True, False])
def test_no_line_is_wider_than_the_terminal_but_places_and_commands(width: int, verbose: bool) -> None:
    options = Options(width=width, verbose=verbose, show_passes=True)
    commands = SMALL_FAIL.policy.remediation["cisco-asa"].splitlines()
    wide = [line for line in lines_of(text.render(SMALL, options)) if cell_len(line) > width]
    assert [line for line in wide if line.strip() not in commands and not PLACE.fullmatch(line)] == []
    nasty_lines = lines_of(text.render(dataclasses.replace(nasty(), policies=()), options))
    wide = [line for line in nasty_lines if width_of(line) > width and not line.startswith("      ")]
    assert [line for line in wide if not PLACE.fullmatch(line)] == []


def test_commands_are_not_broken() -> None:
    report = text.render(SMALL, Options(width=40))
    assert all(f"      {line}" in lines_of(report) for line in SMALL_FAIL.policy.remediation["cisco-asa"].splitlines())


def test_without_colour_everything_is_ascii_and_without_escapes() -> None:
    report = text.render(SMALL, Options())
    assert report.isascii()
    assert report.replace("\n", "").isprintable()


def test_colour_is_there_when_asked_whatever_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = text.render(SMALL, Options())
    coloured = text.render(SMALL, Options(colour=True))
    for name, value in (("NO_COLOR", "1"), ("FORCE_COLOR", "1"), ("TERM", "dumb"), ("COLUMNS", "20"), ("CI", "1")):
        monkeypatch.setenv(name, value)
    assert text.render(SMALL, Options()) == plain
    assert text.render(SMALL, Options(colour=True)) == coloured
    assert "\x1b[" in coloured


def test_no_line_ends_in_blanks() -> None:
    assert all(line == line.rstrip() for line in lines_of(text.render(SMALL, Options(show_passes=True))))


def test_the_marker_stands_under_the_marked_part() -> None:
    result = dataclasses.replace(
        SMALL,
        sources={FW1: ("permit 日本 tcp any",)},
        findings=(dataclasses.replace(SMALL_FAIL, locations=(Location(FW1, 1, 0, 11, 14),)),),
    )
    lines = lines_of(text.render(result, Options()))
    at = next(i for i, line in enumerate(lines) if "日本" in line)
    assert cell_len(lines[at].partition("tcp")[0]) == lines[at + 1].index("^")
    assert lines[at + 1].count("^") == 3


def test_a_long_line_is_cut_around_the_marked_part() -> None:
    line = LONG + "deny" + LONG
    place = Location(FW1, 1, 0, len(LONG) + 1, len(LONG) + 5)
    result = dataclasses.replace(
        SMALL, sources={FW1: (line[:4000],)}, findings=(dataclasses.replace(SMALL_FAIL, locations=(place,)),)
    )
    short = dataclasses.replace(place, column=3001, end_column=3007)
    result = dataclasses.replace(result, findings=(dataclasses.replace(SMALL_FAIL, locations=(short,)),))
    lines = lines_of(text.render(result, Options()))
    at = next(i for i, found in enumerate(lines) if found.strip(" |").startswith("^"))
    start = lines[at].index("^")
    assert lines[at - 1][start : start + 6] == line[3000:3006]
    assert len(lines[at - 1]) <= 80


def test_rows_beyond_eight_are_counted() -> None:
    rows = tuple(PacketRow((f"10.0.0.{i}",), ("10.1.0.1",), ("tcp/22",), Certainty.DEFINITE) for i in range(15))
    result = dataclasses.replace(SMALL, findings=(dataclasses.replace(SMALL_FAIL, packets=rows, packets_omitted=2),))
    assert "and 9 more" in text.render(result, Options())
    assert "10.0.0.14" in text.render(result, Options(verbose=True))


def test_gaps_are_grouped_by_reason() -> None:
    gaps = tuple(
        dataclasses.replace(SMALL_OPEN, subject=dataclasses.replace(SMALL_OPEN.subject, title=f"flow {i}"))
        for i in range(9)
    )
    report = text.render(dataclasses.replace(SMALL, findings=gaps), Options())
    assert "NOT ASSESSABLE (9)" in report
    assert report.count("a line that was not understood") == 1
    assert "flow 0, flow 1, flow 2, flow 3 and 5 more" in report


@pytest.mark.parametrize(
    ("result", "options", "last"),
    [
        (SMALL, Options(), "exit 1: 2 findings at or above low and 1 subject not assessable"),
        (SMALL, Options(fail_on=Level.HIGH), "exit 1: 1 finding at or above high and 1 subject not assessable"),
        (
            SMALL,
            Options(fail_on=None, fail_on_not_assessable=False),
            "exit 0: no finding fails this run (threshold none)",
        ),
        (CLEAN, Options(), "exit 0: nothing at or above low"),
        (BROKEN, Options(), "exit 2: 1 error in the input: part of it was not checked"),
    ],
)
def test_the_last_line_says_the_exit_code_and_why(result: Result, options: Options, last: str) -> None:
    assert lines_of(text.render(result, options))[-1] == last


def test_passes_are_listed_when_asked() -> None:
    assert "PASSED (1)" not in text.render(SMALL, Options())
    assert "PASSED (1)" in text.render(SMALL, Options(show_passes=True))
