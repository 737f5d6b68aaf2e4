"""Answers of the AWS API: what groups and ACLs permit, who their members are, and what stays open."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import aws_api, registry
from zonewarden_parsers.model import Action, LineState, Rule

FIXTURES = Path(__file__).parents[2] / "fixtures" / "aws_api"
PLANT = (FIXTURES / "plant_edge.answers").read_text(encoding="utf-8")
RULES = (FIXTURES / "rules_only.answers").read_text(encoding="utf-8")
GATEWAY = "10.20.1.10/31, fd00:20::a"


def rules(text: str) -> dict[str, list[str]]:
    return {d.context: [shown(r) for r in d.rule_lists[0].rules] for d in aws_api.parse(text, "a.json").devices}


def shown(rule: Rule) -> str:
    match = rule.match
    return f"{rule.action} {match.sources} > {match.destinations} {match.services}{' ?' if match.atoms else ''}"


def changed(**keys: Any) -> str:
    """Return the fixture with other answers; None takes one out."""
    whole = json.loads(PLANT) | keys
    return json.dumps({k: v for k, v in whole.items() if v is not None}, indent=1)


@pytest.mark.parametrize(
    ("context", "expected"),
    [
        (
            "gateway (sg-0a10000000000001) ingress",
            [
                f"permit 10.40.0.0/16 > {GATEWAY} tcp/443",
                f"permit 192.0.2.0/24 > {GATEWAY} tcp/443",
                f"permit 2001:db8::/32 > {GATEWAY} tcp/443",
                f"permit 198.51.100.0/28 > {GATEWAY} tcp/443",
                f"permit 10.40.0.0/16 > {GATEWAY} icmp/8",
            ],
        ),
        ("gateway (sg-0a10000000000001) egress", [f"permit {GATEWAY} > 10.20.2.20 tcp/4840-4843"]),
        (
            "historian (sg-0a10000000000002) ingress",
            [f"permit {GATEWAY} > 10.20.2.20 tcp/4840-4843", "permit any > 10.20.2.20 any ?"],
        ),
        ("historian (sg-0a10000000000002) egress", []),
        ("spare (sg-0a10000000000003) ingress", ["permit 10.30.0.0/24 > 10.20.0.0/16, fd00:20::/56 gre ?"]),
        (
            "acl-0a10000000000001 ingress",
            [
                "deny any4 > any tcp/3389",
                "permit 10.20.0.0/16 > 10.20.2.0/24 tcp/1024-65535",
                "permit fd00:20::/56 > 10.20.2.0/24 icmp6/128/0",
            ],
        ),
        ("acl-0a10000000000001 egress", ["permit 10.20.2.0/24 > 10.20.0.0/16 any"]),
    ],
)
def test_rules_of_a_direction(context: str, expected: list[str]) -> None:
    assert rules(PLANT)[context] == expected


def test_only_acls_are_stateless_and_all_deny_the_rest() -> None:
    devices = aws_api.parse(PLANT, "a.json").devices
    assert {d.context.split("-")[0] for d in devices if not d.stateful} == {"acl"}
    assert {d.rule_lists[0].default for d in devices} == {Action.DENY}
    assert all(d.placeless for d in devices)


def test_without_the_interfaces_members_are_instances_surely_and_the_vpc_perhaps() -> None:
    instance = {
        "InstanceId": "i-1",
        "PrivateIpAddress": "10.20.1.10",
        "SecurityGroups": [{"GroupId": "sg-0a10000000000001"}],
    }
    text = changed(NetworkInterfaces=None, Reservations=[{"Instances": [instance]}])
    rule = aws_api.parse(text, "a.json").devices[0].rule_lists[0].rules[0]
    assert str(rule.match.under_parts[1]) == "10.20.1.10"
    assert str(rule.match.destinations) == "10.20.0.0/16, fd00:20::/56"
    assert rule.match.atoms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (changed(NetworkInterfaces=None, Vpcs=None), "any"),
        (changed(NetworkInterfaces=None, Vpcs=[{"VpcId": "vpc-0a10000000000001", "CidrBlock": "10.20.0.0/99"}]), "any"),
    ],
)
def test_members_that_nobody_can_name_may_be_anywhere(text: str, expected: str) -> None:
    rule = aws_api.parse(text, "a.json").devices[0].rule_lists[0].rules[0]
    assert (str(rule.match.destinations), str(rule.match.under_parts[1])) == (expected, "none")


def test_an_address_that_cannot_be_read_leaves_members_open() -> None:
    text = PLANT.replace('"PrivateIpAddress": "10.20.2.20"', '"PrivateIpAddress": "10.20.2.2O"')
    assert (
        "permit 10.20.1.10/31, fd00:20::a > any tcp/4840-4843 ?" in rules(text)["gateway (sg-0a10000000000001) egress"]
    )


def test_directions_that_an_answer_leaves_out_may_permit_anything() -> None:
    group = {"GroupId": "sg-1", "GroupName": "sg-1", "VpcId": "vpc-0a10000000000001"}
    assert rules(json.dumps({"SecurityGroups": [{**group, "IpPermissions": []}]})) == {
        "sg-1 ingress": [],
        "sg-1 egress": ["permit any > any any ?"],
    }


def test_rules_listed_by_themselves_and_an_answer_that_goes_on() -> None:
    assert rules(RULES) == {
        "sg-0a10000000000007 ingress": ["permit 10.30.0.20 > any tcp/502 ?", "permit any > any udp/47808 ?"],
        "sg-0a10000000000007 egress": ["permit any > any6 any ?"],
        "sg-0a10000000000008 ingress": ["permit any > any tcp/22 ?"],
        "sg-0a10000000000008 egress": [],
    }
    device = aws_api.parse(RULES, "a.json").devices[0]
    assert [g.reason for g in device.gaps] == ["the answer goes on behind its last entry (NextToken)"]
    assert device.rule_lists[0].rules[0].remarks == ("gateway to meter",)
    assert device.rule_lists[0].rules[0].name == "sgr-0a10000000000001"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"FromPort": 443,', '"FromPort": 443, "Schedule": "nights",'),
        ('"Egress": true,', '"Egress": true, "Ttl": 3,'),
        ('"Vpcs": [', '"FirewallPolicies": [{"Name": "x"}], "Vpcs": ['),
        ('"SecurityGroups": [', '"SecurityGroups": ["sg-0a10000000000009",'),
        ('"IpPermissions": [', '"IpPermissions": ["tcp/22",'),
        ('"IpRanges": [', '"IpRanges": ["10.0.0.0/8",'),
        ('"Entries": [', '"Entries": [7,'),
        ('"Egress": true,', '"Egress": "true",'),
        ('"RuleNumber": 100,', '"RuleNumber": "100",'),
    ],
)
def test_what_is_not_known_is_a_gap(old: str, new: str) -> None:
    parsed = aws_api.parse(PLANT.replace(old, new, 1), "a.json")
    assert all(d.gaps for d in parsed.devices)
    assert LineState.UNKNOWN in parsed.coverage.states


def test_a_denial_that_may_stand_anywhere_denies_nothing() -> None:
    text = PLANT.replace('"RuleNumber": 100,', '"RuleNumber": "100",', 1)
    assert not any(r.startswith("deny") for r in rules(text)["acl-0a10000000000001 ingress"])


def test_collectors_write_other_keys() -> None:
    whole = json.loads(PLANT)
    names = {"SecurityGroups": "security_groups", "NetworkAcls": "network_acls", "Subnets": "subnets", "Vpcs": "vpcs",
             "NetworkInterfaces": "network_interfaces", "PrefixLists": "prefix_lists"}  # fmt: skip
    text = json.dumps({"collector_version": "1", "provider": "aws", **{names[k]: v for k, v in whole.items()}})
    assert registry.detect(text) == aws_api.PLATFORM
    assert rules(text) == rules(PLANT)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        (PLANT, "aws-api"),
        ('{"RouteTables": [{"RouteTableId": "rtb-0123456789abcdef0"}]}', "aws-api"),
        ('{"NetworkAcls": []}', "aws-api"),
        ('{"Tags": [{"Key": "a"}]}', None),
        ('{"Instances": 3}', None),
    ],
)
def test_detection(text: str, platform: str | None) -> None:
    assert registry.detect(text) == platform


@settings(max_examples=examples(25), deadline=None)
@given(st.one_of(mangled([PLANT, RULES]), st.text(max_size=80)))
def test_any_text_is_accounted_for(text: str) -> None:
    hold(aws_api, text)
