"""Whatever the text, the pfSense and OPNsense parsers return, and account for every line."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import opnsense, pfsense
from zonewarden_parsers.base import Parser

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
PARSERS: dict[str, Parser] = {"pfsense": pfsense, "opnsense": opnsense}
TEXTS = {
    name: [
        p.read_text(encoding="utf-8")
        for p in sorted([*FIXTURES.glob(f"{name}/*.xml"), *FIXTURES.glob(f"equivalent/{name}.xml")])
    ]
    for name in PARSERS
}
TAGS = sorted(
    {
        part
        for texts in TEXTS.values()
        for text in texts
        for part in text.replace("<", "\n<").split("\n")
        if part.strip()
    }
)
RELAXED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])


@pytest.mark.parametrize("name", PARSERS)
@settings(RELAXED, max_examples=examples(40))
@given(data=st.data())
def test_fixtures_cut_doubled_and_swapped(name: str, data: st.DataObject) -> None:
    hold(PARSERS[name], data.draw(mangled(TEXTS[name])))


@pytest.mark.parametrize("name", PARSERS)
@settings(RELAXED, max_examples=examples(40))
@given(data=st.data())
def test_elements_that_are_not_where_they_belong(name: str, data: st.DataObject) -> None:
    """Whole rules and sections with an element of another place put in, taken out or given another text."""
    text = data.draw(st.sampled_from(TEXTS[name]))
    lines = text.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        i = data.draw(st.integers(2, len(lines) - 3))
        line = lines[i].strip()
        whole = line.startswith("<") and (line.endswith("/>") or (line.count("<") == 2 and "</" in line))
        if whole and data.draw(st.booleans()):
            other = data.draw(
                st.sampled_from(["", "0", "any", "lan", "10.0.0.0/8", "!10.0.0.0/33", "99999", "a,b c", "é\u2028"])
            )
            tag = line[1:].split(">")[0].split()[0].rstrip("/")
            lines[i] = f"<{tag}>{other}</{tag}>"
        elif whole:
            lines[i] = ""
        else:
            lines[i] += data.draw(
                st.sampled_from(["<x/>", "<rule/>", "<interface>lan</interface>", "<network/>", "text", "<any/>"])
            )
    hold(PARSERS[name], "\n".join(lines))


@pytest.mark.parametrize("name", PARSERS)
@settings(RELAXED, max_examples=examples(40))
@given(data=st.data())
def test_known_pieces_in_any_order(name: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(TAGS) | st.text(max_size=8), max_size=30))
    hold(PARSERS[name], f"<{name}>\n" + "\n".join(pieces))


@settings(RELAXED, max_examples=examples(40))
@given(st.text(max_size=200))
def test_arbitrary_text(text: str) -> None:
    for parser in PARSERS.values():
        hold(parser, text)


@pytest.mark.parametrize(
    "inner", ["<a>" * 5000, "<x/>" * 20_000, "&lol;", "<!DOCTYPE x>", "\x00", "<filter><rule>" * 90, "x" * 300_000]
)
def test_odd_texts(inner: str) -> None:
    for name, parser in PARSERS.items():
        hold(parser, f"<{name}>{inner}</{name}>")


def test_aliases_nested_very_deeply() -> None:
    aliases = "".join(
        f"<alias><name>A{i}</name><type>network</type><address>A{i + 1}</address></alias>\n" for i in range(3000)
    )
    rule = "<rule><type>pass</type><interface>lan</interface><source><address>A0</address></source><destination><any/></destination></rule>"
    parsed = hold(pfsense, f"<pfsense>\n<aliases>\n{aliases}</aliases>\n<filter>{rule}</filter>\n</pfsense>\n")
    assert parsed.devices[0].rule_lists[0].rules[-1].match.atoms
