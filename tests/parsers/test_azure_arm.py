"""Azure resources: what security groups permit, by whichever way they are written, and what a template leaves open."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.parsers.mangled import examples, hold, mangled

from zonewarden_parsers import azure_arm, registry
from zonewarden_parsers.model import Action, LineState, Rule

FIXTURES = Path(__file__).parents[2] / "fixtures" / "azure_arm"
CELL = (FIXTURES / "cell.template").read_text(encoding="utf-8")
DMZ = (FIXTURES / "dmz.nsglist").read_text(encoding="utf-8")
DEFAULTS = {"ingress": ["permit any > any any ?", "permit any > any any ?"], "egress": ["permit any > any any ?"] * 2}


def rules(text: str) -> dict[str, list[str]]:
    return {
        d.context: [shown(r) for r in d.rule_lists[0].rules]
        for d in azure_arm.parse(text, "a.json").devices
        if d.rule_lists
    }


def shown(rule: Rule) -> str:
    match = rule.match
    return f"{rule.action} {match.sources} > {match.destinations} {match.services}{' ?' if match.atoms else ''}"


def test_rules_of_a_template_by_priority_from_wherever_they_stand() -> None:
    assert rules(CELL) == {
        "meter-cell ingress": [
            "deny 10.40.0.66 > any any",
            "permit 10.30.0.20 > 10.20.1.0/24 tcp/502 ?",
            "permit any > 10.20.1.0/24 tcp/443 ?",
            "permit any > 10.20.1.5 tcp/22 ?",
            "permit 10.30.0.0/24 > 10.20.1.0/24 icmp ?",
            "deny any > any any",
            *DEFAULTS["ingress"],
        ],
        "meter-cell egress": ["permit 10.20.1.0/24 > 10.30.0.30/31 udp/123, udp/514 ?", *DEFAULTS["egress"]],
    }


def test_the_command_line_tool_writes_properties_beside_the_name() -> None:
    assert rules(DMZ)["dmz ingress"][:2] == [
        "permit 10.40.0.0/16 > 10.30.0.10 tcp/443 ?",
        "permit any > any tcp/8443-8444, udp/8443-8444 ?",
    ]
    assert all(d.rule_lists[0].default is Action.DENY and d.stateful for d in azure_arm.parse(DMZ, "a.json").devices)


def test_answers_of_the_api_wrap_their_groups() -> None:
    wrapped = '{"value": ' + DMZ.strip() + "}"
    assert registry.detect(wrapped) == "azure-arm"
    assert rules(wrapped) == rules(DMZ)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"apiVersion": "2023-09-01",', '"apiVersion": "2023-09-01", "condition": "[parameters(\'on\')]",'),
        ('"priority": 200,', '"priority": 200, "schedule": "nights",'),
        ('"type": "Microsoft.Network/virtualNetworks"', '"type": "Microsoft.Network/azureFirewalls"'),
        ('"type": "Microsoft.Network/virtualNetworks"', '"type": "Microsoft.Resources/deployments"'),
    ],
)
def test_what_decides_elsewhere_is_a_gap(old: str, new: str) -> None:
    parsed = azure_arm.parse(CELL.replace(old, new, 1), "a.json")
    assert all(d.gaps for d in parsed.devices)
    assert LineState.UNKNOWN in parsed.coverage.states


@pytest.mark.parametrize(
    ("written", "how"),
    [
        ('"[variables(1)]"', "are computed when the template is deployed"),
        ('["[variables(1)]"]', "are computed when the template is deployed"),
        ("[7]", "are no list of objects"),
        ('{"name": "x"}', "are no list of objects"),
    ],
)
def test_rules_that_cannot_be_listed_are_a_gap(written: str, how: str) -> None:
    text = f'{{"type": "Microsoft.Network/networkSecurityGroups", "name": "a", "properties": {{"securityRules": {written}}}}}'
    (ingress, _) = azure_arm.parse(text, "a.json").devices
    assert [g.reason for g in ingress.gaps] == [f"a: its rules {how}"]


@pytest.mark.parametrize(
    ("part", "service"),
    [
        ('"destinationPortRange": "502"', "tcp/502"),
        ('"destinationPortRange": "500-510"', "tcp/500-510"),
        ('"destinationPortRange": "5O2"', "any"),
        ('"destinationPortRange": "510-500"', "any"),
        ('"destinationPortRange": "[parameters(\'port\')]"', "any"),
    ],
)
def test_ports_that_cannot_be_read_may_be_any(part: str, service: str) -> None:
    permit = rules(CELL.replace('"destinationPortRange": "502"', part, 1))["meter-cell ingress"]
    assert f"permit 10.30.0.20 > 10.20.1.0/24 {service} ?" in permit


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        (CELL, "azure-arm"),
        (DMZ, "azure-arm"),
        ('{"type": "microsoft.network/virtualNetworks"}', "azure-arm"),
        ('{"type": "x"}', None),
    ],
)
def test_detection(text: str, platform: str | None) -> None:
    assert registry.detect(text) == platform


@settings(max_examples=examples(25), deadline=None)
@given(st.one_of(mangled([CELL, DMZ]), st.text(max_size=80)))
def test_any_text_is_accounted_for(text: str) -> None:
    hold(azure_arm, text)
