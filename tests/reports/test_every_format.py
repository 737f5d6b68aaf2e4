from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports.samples import BROKEN, CLEAN, EMPTY, FW1, SMALL, SMALL_FAIL, SMALL_POSSIBLE, nasty
from zonewarden.reports.base import Options, SarifExtra
from zonewarden.reports.registry import FORMATS
from zonewarden.triage.finding import Contribution, Result
from zonewarden_parsers.model import Diagnostic, Location

GOLDEN = Path(__file__).parent / "golden"
EVERYTHING = Options(verbose=True, show_passes=True, sarif_include=frozenset(SarifExtra), markdown_limit=10**7)
RESULTS: dict[str, Result] = {"small": SMALL, "clean": CLEAN, "empty": EMPTY, "broken": BROKEN, "nasty": nasty()}
COMMAND = re.compile(
    r"^\s*::(?!(?:error|warning|notice) (?:file|title)=)[A-Za-z-]+(?: |::)|##[A-Za-z]*\[", re.MULTILINE
)


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("sample", ["small", "broken"])
def test_the_whole_report_is_as_it_was(name: str, sample: str, update_golden: bool) -> None:
    report = FORMATS[name].render(RESULTS[sample], Options())
    path = GOLDEN / f"{sample}.{name}.txt"
    if update_golden:
        path.parent.mkdir(exist_ok=True)
        path.write_text(report, encoding="utf-8")
    assert report == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [Options(), EVERYTHING], ids=["default", "everything"])
@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize("sample", sorted(RESULTS))
def test_a_report_is_printable_and_the_same_each_time(name: str, sample: str, options: Options) -> None:
    report = FORMATS[name].render(RESULTS[sample], options)
    assert report == FORMATS[name].render(RESULTS[sample], options)
    assert report.replace("\n", "").isprintable()
    assert report.endswith("\n")
    report.encode()


@pytest.mark.parametrize("name", ["text", "markdown", "github"])
def test_no_line_is_a_command_to_the_runner(name: str) -> None:
    for options in (Options(), EVERYTHING, Options(colour=True, width=40)):
        assert not COMMAND.search(FORMATS[name].render(nasty(), options))


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_no_secret_leaves(name: str) -> None:
    secret = "snmp-server community Hu5hHu5h RW"
    finding = dataclasses.replace(
        SMALL_POSSIBLE,
        message=f"Line `{secret}` is old.",
        reasons=(f"`{secret}` was not understood",),
        evidence={"line": secret, "more": [{"line": secret}]},
        rules=(Contribution("permit", secret, Location(FW1, 1)), Contribution("permit", secret, Location(FW1, 2))),
    )
    result = dataclasses.replace(
        SMALL,
        findings=(finding, dataclasses.replace(SMALL.findings[2], reasons=finding.reasons)),
        diagnostics=(Diagnostic(Location(FW1, 2), "x", f"see `{secret}`"),),
        sources={FW1: (secret, secret, "", secret, secret)},
    )
    assert "Hu5hHu5h" not in FORMATS[name].render(result, EVERYTHING)


TEXTS = st.text(max_size=60) | st.text(
    st.characters(categories=["Cs", "Cc", "Cf", "Zl", "Zp", "Po", "Sm"]), max_size=40
)


@settings(max_examples=60, deadline=None)
@given(text=TEXTS, line=TEXTS, path=TEXTS.filter(bool), start=st.integers(0, 70), length=st.integers(0, 70))
def test_any_text_makes_a_sound_report(text: str, line: str, path: str, start: int, length: int) -> None:
    place = Location(path, 1, 0, start, start + length)
    finding = dataclasses.replace(
        SMALL_FAIL, message=text, locations=(place, Location(FW1, 1)), witness=text, production_impact=text, key=text
    )
    result = dataclasses.replace(SMALL, findings=(finding,), sources={path: (line,), FW1: (text,)})
    for name, report in FORMATS.items():
        rendered = report.render(result, EVERYTHING)
        assert rendered.replace("\n", "").isprintable()
        if name in {"json", "sarif", "gitlab-codequality"}:
            json.loads(rendered)
        if name == "junit":
            ET.fromstring(rendered.encode())


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_of_a_line_of_megabytes_an_excerpt_is_told(name: str) -> None:
    """The line, the rule's text and the evidence are cut with a sign; the rest of the report is as it was."""
    long = "access-list OUT extended permit tcp any any " + "10.0.0.1 " * 200_000
    rule = Contribution("permit", long, Location(FW1, 1), "OUT")
    finding = dataclasses.replace(
        SMALL_FAIL, rules=(rule,), evidence={"rule": long}, locations=(Location(FW1, 1, 0, 1, len(long) + 1),)
    )
    result = dataclasses.replace(SMALL, sources={FW1: (long,)}, findings=(finding,))
    report, before = FORMATS[name].render(result, EVERYTHING), FORMATS[name].render(SMALL, EVERYTHING)
    assert len(report) < len(before) + 40_000
    assert "10.0.0.1" not in report or "..." in report
