"""Aerleon and Capirca policies: what a term matches, and what stays open where a name is not known."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden.configs import find_configs, parse_sources, read_sources
from zonewarden.definitions import MAX_BYTES
from zonewarden_parsers import aerleon_policy
from zonewarden_parsers.model import Action, LineState, Rule

FIXTURES = Path(__file__).parents[2] / "fixtures" / "aerleon_policy"
EDGE = (FIXTURES / "edge.pol").read_text(encoding="utf-8")
LAB = (FIXTURES / "lab.yaml").read_text(encoding="utf-8")
HEAD = (
    "A = 10.0.0.1/32\nB = 10.0.0.0/30\nSSH = 22/tcp\nDNS = 53/tcp 53/udp\nLOOP = LOOP\nheader {\n target:: cisco x\n}\n"
)


def term(body: str, head: str = HEAD) -> list[str]:
    (device,) = aerleon_policy.parse(f"{head}term t {{\n {body}\n}}\n", "p.pol").devices
    return [shown(r) for r in device.rule_lists[0].rules]


def shown(rule: Rule) -> str:
    match = rule.match
    under = " | ".join(map(str, match.under_parts)) if match.atoms else ""
    return f"{rule.action} {match.sources} > {match.destinations} {match.services}{' ? ' + under if under else ''}"


NOTHING = "none | none | none"


@pytest.mark.parametrize(
    ("body", "rules"),
    [
        ("source-address:: A\n action:: accept", ["permit 10.0.0.1 > any any"]),
        ("destination-address:: B\n destination-exclude:: A\n action:: deny", ["deny any > 10.0.0.0, 10.0.0.2/31 any"]),
        ("protocol:: tcp\n destination-port:: DNS SSH\n action:: accept", ["permit any > any tcp/22, tcp/53"]),
        ("protocol:: tcp udp\n source-port:: DNS\n action:: accept", ["permit any > any tcp from 53, udp from 53"]),
        ("protocol:: tcp\n option:: tcp-established\n action:: accept", ["permit any > any tcp-established"]),
        ("protocol:: icmp\n icmp-type:: echo-request 3\n action:: accept", ["permit any > any icmp/3, icmp/8"]),
        ("address:: A\n action:: deny", ["deny 10.0.0.1 > any any", "deny any > 10.0.0.1 any"]),
        ("protocol:: tcp\n port:: SSH\n action:: deny", ["deny any > any tcp from 22", "deny any > any tcp/22"]),
        ("action:: next", []),
        ("action:: reject", ["deny any > any any"]),
        ("restrict-address-family:: inet\n action:: accept", ["permit any4 > any4 any"]),
        ("verbatim:: cisco permit", ["unknown any > any any"]),
        ("action:: allow", ["unknown any > any any"]),
        ("source-address:: A C\n action:: accept", ["permit any > any any ? 10.0.0.1 | any | any"]),
        ("source-address:: LOOP\n action:: accept", ["permit any > any any ? none | any | any"]),
        ("source-address:: B\n source-exclude:: C\n action:: deny", ["deny 10.0.0.0/30 > any any ? none | any | any"]),
        ("protocol:: tcp\n destination-port:: C\n action:: accept", ["permit any > any tcp ? any | any | none"]),
        ("protocol:: wat\n action:: accept", ["permit any > any any ? any | any | none"]),
        ("expiration:: 2030-01-01\n action:: deny", [f"deny any > any any ? {NOTHING}"]),
        ("platform:: srx\n action:: deny", [f"deny any > any any ? {NOTHING}"]),
        ("source-tag:: x\n action:: accept", [f"permit any > any any ? {NOTHING}"]),
        ("protocol:: udp\n option:: established\n action:: accept", ["permit any > any udp/1024-65535 ? any | any | none"]),
    ],
)  # fmt: skip
def test_one_term(body: str, rules: list[str]) -> None:
    assert term(body) == rules


@pytest.mark.parametrize(
    ("target", "open_"), [("iptables INPUT", True), ("iptables INPUT DROP", False), ("juniper x", False)]
)
def test_what_follows_the_terms(target: str, open_: bool) -> None:
    head = HEAD.replace("cisco x", target)
    assert term("source-address:: A\n action:: deny", head)[1:] == (["unknown any > any any"] if open_ else [])


def test_the_edge_policy() -> None:
    parsed = aerleon_policy.parse(EDGE, "edge.pol")
    first, second = parsed.devices
    assert (first.context, second.context) == ("1 edge-in", "2 FORWARD")
    assert [r.name for r in first.undefined] == ["HISTORIAN"]
    rules = {r.name: r for r in first.rule_lists[0].rules}
    assert rules["include"].action is Action.UNKNOWN
    assert rules["gateways"].logged
    assert str(rules["gateways"].match.under_parts[1]) == "10.20.1.10/31"
    assert rules["contractor"].schedule_end == "2026-12-31"
    assert parsed.coverage.count(LineState.UNKNOWN) == 1


def test_the_lab_policy() -> None:
    (device,) = aerleon_policy.parse(LAB, "lab.yaml").devices
    assert [shown(r) for r in device.rule_lists[0].rules] == [
        "permit any > 192.0.2.0/24, 198.51.100.7 tcp/443, tcp/8000-8010",
        "permit any > any any ? 192.0.2.0/24, 198.51.100.7 | any | any",
        "deny any > any any",
    ]


def test_lines_that_cannot_be_read_leave_everything_open() -> None:
    (device,) = aerleon_policy.parse(HEAD + "term t {\n whatever\n action:: deny\n}\n", "p.pol").devices
    assert len(device.gaps) == 1


@given(mangled([EDGE, LAB]))
@settings(max_examples=examples(30), deadline=None)
def test_any_text_is_accounted_for(text: str) -> None:
    hold(aerleon_policy, text.replace("#include", "include"))


@given(st.text(max_size=300))
@settings(max_examples=examples(30), deadline=None)
def test_arbitrary_text(text: str) -> None:
    hold(aerleon_policy, text.replace("#include", "include"))
    assert 0 <= aerleon_policy.score(text) <= 100


NETWORKS = "# plant\nPLC = 10.1.0.0/24 # cells\n      10.1.1.0/24\nOTHER = PLC\nMESS = 10.9.0.1/32\nwhat = this\n"


def defined(body: str, *definitions: str) -> list[str]:
    policy = f"OWN = 10.0.0.1/32\nheader {{\n target:: cisco x\n}}\nterm t {{\n {body}\n action:: accept\n}}\n"
    (device,) = aerleon_policy.parse(policy, "p.pol", definitions).devices
    return [shown(r) for r in device.rule_lists[0].rules]


def test_names_of_definition_files_are_known() -> None:
    assert defined("source-address:: OTHER", NETWORKS) == ["permit 10.1.0.0/23 > any any"]
    services = "services:\n  OPC:\n  - protocol: tcp\n    port: 4840\n"
    found = defined("source-address:: OWN\n protocol:: tcp\n destination-port:: OPC", "OWN = 10.7.7.7/32\n", services)
    assert found == ["permit 10.0.0.1 > any tcp/4840"]


def test_a_definition_that_is_not_understood_leaves_its_name_open() -> None:
    assert defined("source-address:: MESS", NETWORKS) == ["permit any > any any ? 10.9.0.1 | any | any"]
    assert defined("source-address:: PLC", "networks: [\n") == ["permit any > any any ? none | any | any"]


def test_definitions_are_found_beside_the_policies(tmp_path: Path) -> None:
    folders = [tmp_path / "policies" / "pol", tmp_path / "def"]
    for folder in folders:
        folder.mkdir(parents=True)
    (folders[0] / "cell.pol").write_text(
        "header {\n target:: cisco x\n}\nterm t {\n source-address:: PLC\n action:: accept\n}\n"
    )
    (folders[1] / "NETWORK.net").write_text(NETWORKS)
    paths, problems = find_configs(tmp_path, ["."])
    assert (paths, problems) == ([folders[0] / "cell.pol"], [])
    sources, _ = read_sources(paths, {})
    configs = parse_sources(sources)
    rules = configs.parsed[0].devices[0].rule_lists[0].rules
    assert [shown(r) for r in rules] == ["permit 10.1.0.0/23 > any any"]
    (folders[1] / "NETWORK.net").write_text(NETWORKS + "# " + "x" * MAX_BYTES)
    (unread,), _ = read_sources(paths, {})
    assert (unread.definitions, unread.identity == sources[0].identity) == ((), False)


def test_a_term_may_stand_on_one_line() -> None:
    policy = f"{HEAD}term t {{ source-address:: A protocol:: tcp destination-port:: SSH action:: accept }}\nterm d {{ action:: deny }}\n"
    (device,) = aerleon_policy.parse(policy, "p.pol").devices
    assert [shown(r) for r in device.rule_lists[0].rules] == ["permit 10.0.0.1 > any tcp/22", "deny any > any any"]


def test_a_term_on_one_line_that_is_not_understood_is_told() -> None:
    parsed = aerleon_policy.parse(f"{HEAD}term t {{ what action:: accept }}\n", "p.pol")
    assert parsed.coverage.unknown == (9,)
    assert parsed.devices[0].gaps
