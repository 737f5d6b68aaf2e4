"""Terraform plans: what groups permit, in which order, and that what is known only after apply stays open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.oracles.corpus import CORPUS, needs_corpus
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import terraform_plan
from zonewarden_parsers.cloud.operands import service
from zonewarden_parsers.model import Action, LineState, Rule, RuleList

GROUPS = (Path(__file__).parents[2] / "fixtures" / "terraform_plan" / "groups.tfplan").read_text(encoding="utf-8")
REGULA = "regula/pkg/loader/test_inputs/data/tfplan.0.12.json"
GATEWAY = "aws_security_group.gateway"


def lists(text: str = GROUPS) -> dict[str, RuleList]:
    return {d.context: d.rule_lists[0] for d in terraform_plan.parse(text, "p.json").devices if d.rule_lists}


def shown(rule: Rule) -> str:
    match = rule.match
    return f"{rule.action} {match.sources} > {match.destinations} {match.services}{' ?' if match.atoms else ''}"


def plan(change: Any = None, **edits: Any) -> str:
    """Return the fixture with changed values of one resource."""
    made = json.loads(GROUPS)
    address, values = change or ("", {})
    for resource in made["planned_values"]["root_module"]["resources"]:
        if resource["address"] == address:
            resource["values"].update(values)
    for resource in made["resource_changes"]:
        if resource["address"] == address:
            resource["change"].update(edits)
    return json.dumps(made)


@pytest.mark.parametrize(
    ("context", "rules"),
    [
        (
            f"{GATEWAY} ingress",
            [
                "permit 10.40.0.0/16 > 10.20.0.0/16 tcp/443 ?",
                "permit 10.20.0.0/16 > 10.20.0.0/16 tcp/502 ?",
                "permit 10.40.0.0/16, fd00::/8 > 10.20.0.0/16 icmp/8 ?",
                "permit 10.20.0.0/16 > 10.20.0.0/16 tcp/4840 ?",
            ],
        ),
        (f"{GATEWAY} egress", ["permit 10.20.0.0/16 > 10.30.0.0/24 udp/514 ?"]),
        ("aws_network_acl.plant ingress", ["deny 10.40.0.66 > any any", "permit 10.40.0.0/16 > 10.20.0.0/16 any ?"]),
        ("aws_network_acl.plant egress", []),
        (
            "azurerm_network_security_group.cell ingress",
            [
                "deny 10.40.0.66 > any any",
                "permit 10.30.0.20 > 10.20.1.0/24 tcp/502, tcp/44818 ?",
                "deny any > any any ?",
                "permit any > any any ?",
                "permit any > any any ?",
            ],
        ),
    ],
)
def test_rules_of_a_direction(context: str, rules: list[str]) -> None:
    assert [shown(r) for r in lists()[context].rules] == rules
    assert lists()[context].default is Action.DENY


def test_acls_are_stateless_and_other_filters_are_a_gap() -> None:
    parsed = terraform_plan.parse(GROUPS, "p.json")
    assert {d.context.partition(".")[0] for d in parsed.devices if not d.stateful} == {"aws_network_acl"}
    assert all(["google_compute_firewall" in g.reason for g in d.gaps] == [True] for d in parsed.devices)
    assert parsed.coverage.count(LineState.UNKNOWN) == 2


def test_a_network_that_exists_may_have_other_blocks() -> None:
    found = lists(plan(("aws_vpc.plant", {}), actions=["update"]))
    assert str(found[f"{GATEWAY} egress"].rules[0].match.sources) == "any"


def test_rules_that_are_not_known_may_permit_anything() -> None:
    found = lists(plan((GATEWAY, {"ingress": None}), after_unknown={"ingress": True}))
    assert shown(found[f"{GATEWAY} ingress"].rules[-1]) == "permit any > 10.20.0.0/16 any ?"
    blocks = lists(plan((GATEWAY, {}), after_unknown={"ingress": [{"cidr_blocks": True}]}))
    assert [str(r.match.sources) for r in blocks[f"{GATEWAY} ingress"].rules[:3]] == ["any"] * 3


def test_a_denial_with_an_unknown_number_denies_nothing() -> None:
    found = lists(plan(("aws_network_acl.plant", {}), after_unknown={"ingress": [{}, {"rule_no": True}]}))
    assert [r.action for r in found["aws_network_acl.plant ingress"].rules] == [Action.PERMIT]


def test_a_rule_of_an_unknown_group_stands_alone() -> None:
    found = lists(plan(("aws_security_group_rule.out", {"security_group_id": "sg-1"})))
    assert shown(found["aws_security_group_rule.out egress"].rules[0]) == "permit any > 10.30.0.0/24 udp/514 ?"
    assert not found[f"{GATEWAY} egress"].rules


@pytest.mark.parametrize(
    ("words", "under", "over"),
    [
        (("-1", "0", "0"), "any", "any"), (("tcp", "20", "25"), "tcp/20-25", "tcp/20-25"), (("17", "53", "53"), "udp/53", "udp/53"),
        (("icmp", "-1", "-1"), "icmp", "icmp"), (("50", "0", "0"), "esp", "esp"), (("tcp", "", ""), "none", "tcp"),
        (("tcp", "9", "8"), "none", "tcp"), (("", "1", "1"), "none", "any"), (("word", "1", "1"), "none", "any"),
    ],
)  # fmt: skip
def test_services(words: tuple[str, str, str], under: str, over: str) -> None:
    found = service(*words)
    assert (str(found.under), str(found.over)) == (under, over)


@needs_corpus
def test_groups_that_others_call_open_to_the_world() -> None:
    """Regula's sample: `invalid_*` let any address reach port 22, `valid_*` do not."""
    found = lists((CORPUS / REGULA).read_text(encoding="utf-8"))
    ingress = {c: r for c, r in found.items() if c.endswith("ingress")}
    assert len(ingress) == 4
    for context, rule_list in ingress.items():
        reached = [r for r in rule_list.rules if str(r.match.sources) == "any4" and "22" in reach(r)]
        assert bool(reached) == ("invalid" in context), context


def reach(rule: Rule) -> set[str]:
    return {str(port) for b in rule.match.services.boxes() for port in range(b.second[0], b.second[1] + 1)}


@needs_corpus
def test_every_plan_of_the_corpus_is_accounted_for() -> None:
    listed = json.loads((CORPUS / "MANIFEST.dev.json").read_text(encoding="utf-8"))
    for path in (f["path"] for f in listed if f["fmt"] == "terraform_plan"):
        text = (CORPUS / path).read_text(encoding="utf-8")
        assert terraform_plan.score(text) >= 90
        assert not terraform_plan.parse(text, path).coverage.unknown


@given(mangled([GROUPS]))
@settings(max_examples=examples(20), deadline=None)
def test_any_text_is_accounted_for(text: str) -> None:
    hold(terraform_plan, text)


@given(st.text(max_size=300))
@settings(max_examples=examples(20), deadline=None)
def test_arbitrary_text(text: str) -> None:
    hold(terraform_plan, text)
    assert 0 <= terraform_plan.score(text) <= 100


def test_a_state_is_read_as_it_stands() -> None:
    made = json.loads(GROUPS)
    state = {"format_version": "1.0", "terraform_version": "1.5.0", "values": made["planned_values"]}
    found = [shown(r) for r in lists(json.dumps(state))[f"{GATEWAY} ingress"].rules]
    assert [r for r in found if "tcp/443" in r] == ["permit 10.40.0.0/16 > any tcp/443 ?"]
