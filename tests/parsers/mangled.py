"""Parsing under the laws of `laws.py`, and texts that are nearly configurations."""

from __future__ import annotations

import os
from collections.abc import Sequence

from hypothesis import strategies as st
from tests.parsers.laws import COMMENTS, drops, faults

from zonewarden_parsers.base import Parsed, Parser
from zonewarden_parsers.lines import raw_lines

LONG = bool(os.environ.get("ZONEWARDEN_LONG"))


def examples(few: int) -> int:
    """Return how many examples a property test draws: many more where ZONEWARDEN_LONG is set."""
    return few * 100 if LONG else few


def hold(parser: Parser, text: str) -> Parsed:
    """Parse twice and hold what must hold: it returns, the same, every line accounted for, every place inside the text."""
    parsed = parser.parse(text, "t.cfg")
    assert parsed == parser.parse(text, "t.cfg")
    lines = raw_lines(text)
    assert not [*drops(parsed, lines, COMMENTS.get(parser.PLATFORM, ())), *faults(parsed, lines)]
    return parsed


@st.composite
def mangled(draw: st.DrawFn, texts: Sequence[str]) -> str:
    """Draw a text with lines cut, doubled, swapped, shortened and moved in and out."""
    lines = draw(st.sampled_from(texts)).split("\n")
    for _ in range(draw(st.integers(1, 8))):
        i = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["cut", "double", "swap", "shorten", "indent", "outdent"])):
            case "cut" if len(lines) > 1:
                del lines[i]
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                j = draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            case "shorten":
                lines[i] = lines[i][: draw(st.integers(0, len(lines[i])))]
            case "indent":
                lines[i] = " " + lines[i]
            case _:
                lines[i] = lines[i].lstrip()
    return "\n".join(lines)
