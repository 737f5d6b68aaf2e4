"""What must hold for any text and any parser, and texts that are nearly configurations."""

from __future__ import annotations

import os
from collections.abc import Sequence

from hypothesis import strategies as st

from zonewarden_parsers.base import Parsed, Parser
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import LineState, Location

LONG = bool(os.environ.get("ZONEWARDEN_LONG"))


def examples(few: int) -> int:
    """Return how many examples a property test draws: many more where ZONEWARDEN_LONG is set."""
    return few * 100 if LONG else few


def hold(parser: Parser, text: str, comment: str = "") -> Parsed:
    """Parse twice and hold what must hold: it returns, the same, every line accounted for, every place inside the text.

    `comment` holds the characters that begin a line which is not counted.
    """
    parsed = parser.parse(text, "t.cfg")
    assert parsed == parser.parse(text, "t.cfg")
    lines = raw_lines(text)
    assert len(parsed.coverage.states) == len(lines)
    for line, state in zip(lines, parsed.coverage.states, strict=True):
        stripped = line.strip()
        assert (state is LineState.BLANK) == (not stripped or stripped[0] in comment), line
    assert set(parsed.coverage.unknown) <= {d.location.line for d in parsed.diagnostics}
    for device in parsed.devices:
        for rules in device.rule_lists:
            for index, rule in enumerate(rules.rules):
                assert rule.index == index
                inside(rule.location, lines)
                assert rule.match.under_parts[0] <= rule.match.sources
                assert rule.match.under_parts[1] <= rule.match.destinations
                assert rule.match.under_parts[2] <= rule.match.services
        names = {i.name for i in device.interfaces}
        assert len(names) == len(device.interfaces)
        assert {b.rule_list for b in device.bindings} <= {r.name for r in device.rule_lists}
        for place in [g.location for g in device.gaps] + [d.location for d in parsed.diagnostics]:
            inside(place, lines)
    return parsed


def inside(at: Location, lines: Sequence[str]) -> None:
    """Hold that a place lies inside the text."""
    assert 1 <= at.line <= max(1, len(lines))
    assert (at.end_line or at.line) <= max(1, len(lines))
    last = lines[(at.end_line or at.line) - 1] if lines else ""
    assert at.end_column <= len(last) + 1


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
