"""Configuration files as text: the lines that reports quote are the lines that parsers count."""

from __future__ import annotations

import pytest

from zonewarden.configs import Lines
from zonewarden_parsers.lines import count_lines, read_lines


@pytest.mark.parametrize("odd", ["\f", "\v", "\x1c", "\x85", "\u2028"])
def test_what_ends_no_line_for_a_parser_ends_none_for_a_quote(odd: str) -> None:
    text = f"hostname x\r\nbanner {odd} y\rinterface z\n"
    quoted = Lines({"a.cfg": text})["a.cfg"]
    assert len(quoted) == count_lines(text) == 3
    assert [quoted[line.number - 1].strip() for line in read_lines(text)] == [line.text for line in read_lines(text)]
