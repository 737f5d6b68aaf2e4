from __future__ import annotations

import dataclasses
import json
import re

from tests.reports.samples import BROKEN, CLEAN, SMALL, SMALL_FAIL, SMALL_OPEN, nasty
from zonewarden.policy import Level
from zonewarden.reports import github, gitlab, markdown
from zonewarden.reports.base import Options
from zonewarden.triage.finding import Rating
from zonewarden_parsers.model import Location

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::(.*)")


def test_annotations_are_commands_that_the_runner_reads_back() -> None:
    for line in github.render(nasty(), Options()).splitlines():
        match = COMMAND.fullmatch(line)
        assert match
        keys = [part.split("=", 1)[0] for part in match[2].split(",")]
        assert set(keys) <= {"file", "line", "endLine", "col", "endColumn", "title"}
        assert len(keys) == len(set(keys))


def test_special_characters_are_escaped_as_the_toolkit_does() -> None:
    finding = dataclasses.replace(SMALL_FAIL, message="100%, a:b\nsecond", locations=(Location("a,b:c%.cfg", 3),))
    line = github.render(dataclasses.replace(SMALL, findings=(finding,)), Options()).splitlines()[0]
    assert line.startswith("::error file=a%2Cb%3Ac%25.cfg,line=3,endLine=3,title=SEG-006 critical%3A Enterprise")
    assert "::100%25, a:b\\x0asecond%0AWitness:" in line


def test_at_most_ten_of_each_kind_the_worst_first_and_the_rest_counted() -> None:
    levels = [level for level in Level for _ in range(20)]
    findings = tuple(
        dataclasses.replace(SMALL_FAIL, rating=Rating(level, 0, 0, True, 0, 0, 0), fingerprint=f"{i:032x}")
        for i, level in enumerate(levels)
    )
    lines = github.render(dataclasses.replace(SMALL, findings=findings), Options()).splitlines()
    kinds = [line[2:].split(" ")[0] for line in lines]
    assert (kinds.count("error"), kinds.count("warning"), kinds.count("notice")) == (10, 10, 10)
    assert all("SEG-006 critical" in line for line in lines[:10])
    assert lines[-1].endswith("71 more findings are in the full report.")


def test_columns_are_left_out_where_a_region_has_several_lines() -> None:
    finding = dataclasses.replace(SMALL_FAIL, locations=(Location("a.cfg", 3, 5, 2, 9),))
    line = github.render(dataclasses.replace(SMALL, findings=(finding,)), Options()).splitlines()[0]
    assert "line=3,endLine=5,title" in line


def test_a_clean_run_says_so() -> None:
    assert github.render(CLEAN, Options()) == "::notice title=Zonewarden::exit 0: nothing at or above low.\n"
    assert gitlab.render(CLEAN, Options()) == "[]\n"


def test_code_quality_has_what_gitlab_requires() -> None:
    for result in (SMALL, BROKEN, nasty()):
        report = gitlab.render(result, Options())
        entries = json.loads(report)
        assert not report.startswith("\ufeff")
        assert len({entry["fingerprint"] for entry in entries}) == len(entries)
        for entry in entries:
            assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
            assert entry["severity"] in {"info", "minor", "major", "critical", "blocker"}
            assert entry["location"]["lines"]["begin"] >= 1
            assert not entry["location"]["path"].startswith("./")


def test_markdown_has_no_markup_from_outside() -> None:
    report = markdown.render(nasty(), Options(markdown_limit=10**7))
    outside = re.sub(r"(?ms)^(`{3,})text\n.*?^\1$", "", report)
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", re.sub(r"\\`", "", outside))
    assert "<script" not in outside
    assert "@octocat" not in outside
    assert "https://evil" not in outside
    assert not re.search(r"(?<!\\)\[x(?<!\\)\]", outside)
    assert not re.search(r"(?m)^\s*::error", report)


def test_cells_of_a_table_stay_cells() -> None:
    for line in markdown.render(nasty(), Options(markdown_limit=10**7)).splitlines():
        if line.startswith("| "):
            assert len(re.findall(r"(?<!\\)\|", line)) in {4, 5}


def test_markdown_stops_at_its_limit_and_says_so() -> None:
    findings = tuple(
        dataclasses.replace(f, fingerprint=f"{i:032x}") for i in range(500) for f in (SMALL_FAIL, SMALL_OPEN)
    )
    report = markdown.render(dataclasses.replace(SMALL, findings=findings), Options())
    assert len(report.encode()) <= 60_000
    assert "left out for length" in report
    assert report.count("<details>") == report.count("</details>")
