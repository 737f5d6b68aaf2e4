"""Check Point exports: layers, inline layers, sections, conditions, translation; and any text gives an answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analysis.build import zone

from zonewarden.analysis.first_match import Status, classify
from zonewarden.analysis.matrix import matrix
from zonewarden_parsers import checkpoint_mgmt
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import Action, AddressSet, Device, LineState, Rule

ROOT = Path(__file__).parents[2]
FIXTURE = (ROOT / "fixtures" / "checkpoint_mgmt" / "rulebase.cpjson").read_text(encoding="utf-8")
CORPUS = ROOT.parent / "shared" / "corpus"
EXPORT = CORPUS / (
    "batfish/projects/batfish/src/test/resources/org/batfish/vendor/check_point_gateway/grammar/snapshots/parsetest/"
    "checkpoint_management/cp_mgmt/Parent"
)
ZONES = {
    "ent": zone("ent", "10.40.0.0/16"), "idmz": zone("idmz", "10.30.0.0/24"), "cell": zone("cell", "10.20.0.0/16"),
    "out": zone("out", "198.18.0.0/15"),
}  # fmt: skip


def device(text: str, context: str = "") -> Device:
    parsed = checkpoint_mgmt.parse(text, "cp.json")
    return next(d for d in parsed.devices if d.context == context)


def rule(name: str) -> Rule:
    return next(r for r in device(FIXTURE).rule_lists[0].rules if r.name == name)


def test_the_file_is_one_device_and_everything_in_it_is_known() -> None:
    parsed = checkpoint_mgmt.parse(FIXTURE, "cp.json")
    assert [(d.name, d.placeless, d.lists_before_nat) for d in parsed.devices] == [("Outer", True, True)]
    assert not parsed.coverage.unknown
    assert [u.name for u in parsed.devices[0].undefined] == ["gone", "gw-7"]


def test_an_inline_layer_decides_what_its_rule_hands_to_it() -> None:
    first, second = device(FIXTURE).rule_lists[0].rules[:2]
    assert (first.name, first.action, str(first.match.sources), str(first.match.destinations)) == (
        "Station only", Action.PERMIT, "10.40.0.0/16", "10.20.1.50",
    )  # fmt: skip
    assert first.remarks[-1].endswith("Inner Layer")
    assert (second.text, second.action) == ("implicit cleanup rule of layer Cells", Action.DENY)
    assert str(second.match.destinations) == "10.20.1.0/24"


def test_exclusion_and_negation() -> None:
    assert rule("Excluded").match.sources == AddressSet.parse("10.40.0.0/16") - AddressSet.parse("10.40.200.0/24")
    negated = rule("Not from guests").match
    assert not negated.atoms
    assert negated.sources.v6
    assert negated.sources.isdisjoint(AddressSet.parse("10.40.200.0/24"))
    assert str(negated.services) == "tcp/1024-65535"


def test_conditions_are_atoms() -> None:
    for name in ("By name", "By role", "Until April", "Unknown members", "One gateway"):
        assert rule(name).match.atoms, name
        assert not all(rule(name).match.under_parts), name
    until = rule("Until April")
    assert (until.schedule, until.schedule_end, until.remarks) == (
        "until-april",
        "2026-04-30T23:59+0200",
        ("ticket CHG-77",),
    )
    assert str(until.match.destinations).startswith("10.20.0.10, 10.20.1.10")
    assert not rule("Off").enabled
    assert (rule("By name").logged, rule("By role").logged) == (False, True)


def test_missing_pages_may_do_anything() -> None:
    found = device(FIXTURE)
    assert found.rule_lists[0].rules[-1].action is Action.UNKNOWN
    flows = {(f.from_zone, f.to_zone): f for f in matrix(found, "cp", ZONES, None)}
    assert flows["out", "cell"].taints
    whole = json.loads(FIXTURE)
    whole[0]["total"] = 9
    flows = {(f.from_zone, f.to_zone): f for f in matrix(device(json.dumps(whole)), "cp", ZONES, None)}
    assert not flows["out", "cell"].taints


def test_a_published_host_is_reached_by_its_published_address() -> None:
    whole = json.loads(FIXTURE)
    whole[0]["total"] = 9
    permit = {
        "type": "access-rule",
        "source": "Any",
        "destination": "PUB",
        "service": "https",
        "action": "Accept",
        "name": "Pub",
    }
    whole[0]["rulebase"] = [permit]
    del whole[1]
    whole[0]["to"] = whole[0]["total"] = 1
    flows = {(f.from_zone, f.to_zone): f for f in matrix(device(json.dumps(whole)), "cp", ZONES, None)}
    (reached,) = flows["ent", "idmz"].permits
    assert str(reached.product.destinations.spans) == str(AddressSet.parse("10.30.0.10/32").v4.spans)


def test_pages_of_one_rulebase_are_put_together() -> None:
    whole = json.loads(FIXTURE)
    outer: dict[str, Any] = whole[0]
    rules = outer["rulebase"]
    pages = [
        {**outer, "rulebase": rules[5:], "from": 6, "to": 9, "total": 9},
        {**outer, "rulebase": rules[:5], "to": 5, "total": 9},
    ]
    found = device(json.dumps([*pages, *whole[1:]])).rule_lists[0]
    outer["total"] = 9
    assert [r.name for r in found.rules] == [r.name for r in device(json.dumps(whole)).rule_lists[0].rules]


@pytest.mark.skipif(not EXPORT.is_dir(), reason="the corpus is not beside the project")
@pytest.mark.parametrize("wrapped", [("Outer",), ("results", "access"), ("ansible_facts", "rules")])
def test_what_scripts_write_around_answers_is_looked_into(wrapped: tuple[str, ...]) -> None:
    """The same answers under names of a script's choice are the same devices; what else stands beside them is told."""
    answers: Any = json.loads(FIXTURE)
    for key in reversed(wrapped):
        answers = {key: answers, "changed": False}
    parsed = checkpoint_mgmt.parse(json.dumps(answers, indent=1), "cp.json")
    whole = checkpoint_mgmt.parse(FIXTURE, "cp.json")
    assert [[(r.name, r.action, str(r.match.sources)) for r in d.rule_lists[0].rules] for d in parsed.devices] == [
        [(r.name, r.action, str(r.match.sources)) for r in d.rule_lists[0].rules] for d in whole.devices
    ]
    assert len(parsed.coverage.unknown) == len(wrapped)


def test_a_real_export_in_one_file() -> None:
    parts = [
        p.read_text(encoding="utf-8") for p in (*sorted(EXPORT.glob("*.json")), *sorted(EXPORT.glob("Standard/*.json")))
    ]
    parsed = checkpoint_mgmt.parse("[" + ",\n".join(parts) + "]", "all.json")
    assert parsed.coverage.share > 0.999
    (found,) = parsed.devices
    assert [r.name for r in found.rule_lists] == ["Network", "StandardCustomLayer1", "Sharedlayer2"]
    assert [len(r.rules) for r in found.rule_lists] == [2, 1, 1]
    assert classify(found.rule_lists[0])[0].status is Status.REDUNDANT
    assert not found.undefined


def check(text: str) -> Parsed:
    """Hold what must hold for any text."""
    parsed = checkpoint_mgmt.parse(text, "t.json")
    assert parsed == checkpoint_mgmt.parse(text, "t.json")
    lines = raw_lines(text)
    for line, state in zip(lines, parsed.coverage.states, strict=True):
        assert (state is LineState.BLANK) == (not line.strip())
    assert set(parsed.coverage.unknown) <= {d.location.line for d in parsed.diagnostics}
    for found in parsed.devices:
        for rules in found.rule_lists:
            for index, one in enumerate(rules.rules):
                assert one.index == index
                assert 1 <= one.location.line <= max(len(lines), 1)
                under = replace(one.match).under_parts
                assert not under[0] - one.match.sources
                assert under[2] <= one.match.services
    return parsed


LINES = FIXTURE.split("\n")


@given(st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_the_fixture_cut_doubled_and_swapped(data: st.DataObject) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 5))):
        i = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["cut", "double", "swap", "end"])):
            case "cut":
                del lines[i]
            case "double":
                lines.insert(i, lines[i])
            case "swap":
                j = data.draw(st.integers(0, len(lines) - 1))
                lines[i], lines[j] = lines[j], lines[i]
            case _:
                del lines[i:]
        lines = lines or [""]
    check("\n".join(lines))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 70000) | st.sampled_from(["Any", "r-1", "n-ENT", "Accept", "80-90", ">5", "x", "10.0.0.1"]),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(
        st.sampled_from(
            ["uid", "name", "type", "rulebase", "objects-dictionary", "source", "service", "action", "members", "port", "track",
             "include", "except", "from", "to", "total", "inline-layer", "source-negate", "access-layers", "nat-settings"]
        ),
        inner, max_size=6,
    ),
    max_leaves=25,
)  # fmt: skip


@given(JSON)
@settings(max_examples=150, deadline=None)
def test_known_words_in_any_shape(data: object) -> None:
    check(json.dumps(data, indent=1))


@given(st.text(max_size=80))
def test_arbitrary_text(text: str) -> None:
    check(text)


def test_groups_that_contain_themselves_end() -> None:
    group = {"uid": "g", "name": "g", "type": "group", "members": ["h", "g"]}
    document = {"rulebase": [{"type": "access-rule", "source": ["g"], "destination": ["Any"], "service": ["Any"], "action": "Accept"}],
                "objects-dictionary": [group, {"uid": "h", "name": "h", "type": "group", "members": ["g"]}]}  # fmt: skip
    (found,) = device(json.dumps(document)).rule_lists[0].rules
    assert found.match.atoms
    assert found.match.sources.v6
