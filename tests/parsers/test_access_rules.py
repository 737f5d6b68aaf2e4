"""Rule tables: every cell has one meaning or an error, and any text gives an answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zonewarden.configs import find_configs
from zonewarden_parsers import access_rules
from zonewarden_parsers.access_rules.operands import addresses, services
from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.model import Action, LineState, Rule, Severity

FIXTURES = Path(__file__).parents[2] / "fixtures"
CSV = (FIXTURES / "access_rules" / "table.csv").read_text(encoding="utf-8")
YAML = (FIXTURES / "access_rules" / "yaml_table.yaml").read_text(encoding="utf-8")


def rules(text: str) -> tuple[Rule, ...]:
    return access_rules.parse(text, "t.csv").devices[0].rule_lists[0].rules


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("tcp/443", "tcp/443"), ("udp/1-9", "udp/1-9"), ("icmp/8/0", "icmp/8/0"), ("ip/50", "esp"), ("any", "any"), ("sctp/1", "sctp/1"),
    ],
)  # fmt: skip
def test_services(word: str, expected: str) -> None:
    assert str(services([word])) == expected


@pytest.mark.parametrize(
    "word",
    ["tcp/", "tcp/70000", "tcp/9-1", "ssh", "icmp/300", "icmp/1/2/3", "ip/256", "udp/x", "icmp/1-2", "gre/1", ""],
)
def test_bad_services(word: str) -> None:
    with pytest.raises(ValueError, match="is no service"):
        services([word])


@pytest.mark.parametrize(
    "word", ["plc-7", "10.0.0.9-10.0.0.1", "10.0.0.1-2001:db8::1", "10.0.0.0/33", "1.2.3", "-", ""]
)
def test_bad_addresses(word: str) -> None:
    with pytest.raises(ValueError, match="is no address"):
        addresses([word])


def test_addresses() -> None:
    assert str(addresses(["10.0.0.1-10.0.0.2", "2001:db8::/64"])) == "10.0.0.1, 10.0.0.2, 2001:db8::/64"


def test_rows_of_the_csv_fixture() -> None:
    found = rules(CSV)
    assert [r.action.value for r in found] == ["permit", "deny", "permit", *["unknown"] * 5]
    first, _, third, *_ = found
    assert (first.name, first.logged, first.schedule_end, first.remarks) == ("T1", True, "2026-12-31", ("reports",))
    assert (third.enabled, third.location.line, third.location.end_line) == (False, 5, 6)
    problems = [(d.location.line, d.severity, d.message) for d in access_rules.parse(CSV, "t.csv").diagnostics]
    assert problems[0] == (2, Severity.NOTE, "column `ticket` is not known and not read")
    assert [line for line, severity, _ in problems if severity is Severity.ERROR] == [7, 8, 9, 10, 11]


def test_rows_of_the_yaml_fixture() -> None:
    parsed = access_rules.parse(YAML, "t.yaml")
    found = parsed.devices[0].rule_lists[0].rules
    assert [r.action for r in found] == [Action.PERMIT, Action.DENY, Action.UNKNOWN]
    assert (found[0].location.line, found[1].location.line) == (6, 14)
    assert str(found[0].match.destinations) == "10.30.0.10, 2001:db8:30::10"
    assert parsed.devices[0].name == "carrier-firewall"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("access-rules: 1\n", 1),
        ("access-rules: 2\nrules: []\n", 1),
        ("access-rules: 1\nrules: []\nrule: x\n", 3),
        ("access-rules: 1\nrules: [\n", 2),
        ('action,from,to,service\npermit,any,any,"x\n', 2),
        ("action,from,to,service\npermit,any,any,any,any\n", 2),
    ],
)
def test_a_broken_table_leaves_everything_open(text: str, line: int) -> None:
    parsed = access_rules.parse(text, "t")
    assert next(d.location.line for d in parsed.diagnostics if d.severity is Severity.ERROR) == line
    assert parsed.devices[0].gaps


def test_yaml_tables_are_found_in_a_folder_and_other_yaml_is_not(tmp_path: Path) -> None:
    (tmp_path / "rules.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "ci.yml").write_text("jobs: {}\n", encoding="utf-8")
    found, problems = find_configs(tmp_path, ["."])
    assert [p.name for p in found] == ["rules.yaml"]
    assert not problems


LINES = CSV.split("\n") + YAML.split("\n")


@given(st.lists(st.sampled_from(LINES), max_size=25) | st.lists(st.text(max_size=20), max_size=8))
@settings(deadline=None)
def test_any_lines_are_accounted_for(lines: list[str]) -> None:
    text = "\n".join(lines)
    parsed = access_rules.parse(text, "t")
    assert parsed == access_rules.parse(text, "t")
    for raw, state in zip(raw_lines(text), parsed.coverage.states, strict=True):
        assert state is LineState.BLANK or raw.strip(), raw
    assert set(parsed.coverage.unknown) <= {d.location.line for d in parsed.diagnostics}
    assert all(r.index == i for i, r in enumerate(parsed.devices[0].rule_lists[0].rules))


def test_a_quote_in_a_comment_opens_no_cell() -> None:
    parsed = access_rules.parse('action,from,to,service\n#,"x\npermit,any,any,tcp/22\n', "t")
    assert [r.location.line for r in parsed.devices[0].rule_lists[0].rules] == [3]
    assert [s.value for s in parsed.coverage.states] == ["modelled", "irrelevant", "modelled"]


def test_a_cell_goes_on_over_blank_lines_and_marks() -> None:
    parsed = access_rules.parse('action,from,to,service,comment\npermit,any,any,tcp/22,"x\n\n# y"\n', "t")
    (rule,) = parsed.devices[0].rule_lists[0].rules
    assert (rule.location.line, rule.location.end_line) == (2, 4)
    assert [s.value for s in parsed.coverage.states] == ["modelled", "modelled", "blank", "modelled"]
