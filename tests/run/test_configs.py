"""Configuration files as text: the lines that reports quote are the lines that parsers count."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from zonewarden.configs import Lines, read_sources
from zonewarden_parsers.dump import dump
from zonewarden_parsers.juniper_junos.text import read
from zonewarden_parsers.lines import count_lines, read_lines
from zonewarden_parsers.model import Location
from zonewarden_parsers.registry import detect


@pytest.mark.parametrize("odd", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_what_ends_no_line_for_a_parser_ends_none_for_a_quote(odd: str) -> None:
    text = f"hostname x\r\nbanner {odd} y\rinterface z\n"
    quoted = Lines({"a.cfg": text})["a.cfg"]
    assert len(quoted) == count_lines(text) == 3
    assert [quoted[line.number - 1].strip() for line in read_lines(text)] == [line.text for line in read_lines(text)]


@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_a_platform_is_recognised_however_lines_end(end: str) -> None:
    text = "hostname x\ninterface GigabitEthernet0/0\n ip address 10.0.0.1 255.255.255.0\nip access-list extended A\n"
    assert detect(text.replace("\n", end)) == detect(text) == "cisco-ios"


def test_half_a_character_of_utf_16_is_one_error_about_the_file(tmp_path: Path) -> None:
    path = tmp_path / "half.cfg"
    path.write_bytes("hostname x\n".encode("utf-16") + b"\n")
    sources, problems = read_sources([path], {})
    assert (sources, [p.code for p in problems]) == ([], ["not-text"])


def test_a_place_of_several_lines_says_where_it_ends() -> None:
    assert dump(Location("a", 2, 5, 3, 9)) == {"path": "a", "line": 2, "end_line": 5, "column": 3, "end_column": 9}
    assert "end_line" not in dump(Location("a", 2, 0, 3, 9))


def test_a_junos_file_on_one_line_takes_time_by_its_length() -> None:
    started = time.process_time()
    assert read("a " * 300_000 + "; ").odd == {1: "statement nested too deep"}
    assert time.process_time() - started < 5, "a copy of the line for each of its words"
