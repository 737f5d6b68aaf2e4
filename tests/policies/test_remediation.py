"""The commands that policies suggest: the parser of the platform understands every line of them."""

from __future__ import annotations

import re

import pytest

from zonewarden.errors import UserError
from zonewarden.policy import Policy
from zonewarden.policy_set import read_policies, read_policy, shipped
from zonewarden_parsers.registry import PARSERS

POLICIES = read_policies([shipped()]).policies
SNIPPETS = [(p, key) for p in POLICIES for key in p.remediation if key in PARSERS]
ON_THE_DEVICE = re.compile(
    r"^(?:delete|deactivate|insert|move|show|copy) |^iptables (?:-t \w+ )?-D | *no (?:access-list|nat) "
)
"""Commands about a statement that the device holds and the snippet does not, and those that only look."""
RULE_SETS = {"linux-iptables", "linux-nftables"}
"""What holds the filter of a machine and nothing of its accounts, services and logs."""
COMMANDED = RULE_SETS | {
    "cisco-asa", "cisco-ios", "cisco-nxos", "cisco-iosxr", "fortinet-fortios", "juniper-junos", "paloalto-panos",
    "mikrotik-routeros", "vyos",
}  # fmt: skip
"""The platforms that are configured by commands; the others are read from exports, manifests and plans."""
DECLARED = {"FW-021", "DEV-014", "DEV-015", "DEV-023"}
"""What mends them is work that is then declared; commands only look."""
FILTER = {"DEV-001", "DEV-002", "DEV-003", "DEV-017"}
"""Policies about the device itself that its filter can satisfy."""
NOT_EXPRESSED = {
    "FW-017": {"cisco-nxos", "cisco-iosxr"},  # no static translation is read there
    "FW-018": {"fortinet-fortios", "paloalto-panos"},  # they track every connection
    "DEV-020": {"cisco-iosxr", "fortinet-fortios", "paloalto-panos", "vyos"},  # no access switches
    "DEV-021": {"cisco-nxos", "cisco-iosxr", "mikrotik-routeros", "vyos"},  # no switch that lets traffic by
    "DEV-024": {"vyos"},  # calls nobody
}


def test_remediation_is_keyed_by_platforms() -> None:
    text = (shipped() / "rules" / "any_to_any" / "any_to_any.rego").read_text(encoding="utf-8")
    with pytest.raises(UserError, match="remediation is 'fortinet-fortigate'"):
        read_policy(text.replace("fortinet-fortios:", "fortinet-fortigate:"), "any.rego")


@pytest.mark.parametrize("policy", [p for p in POLICIES if p.family in {"devices", "rules"} and p.id not in DECLARED])
def test_policies_of_devices_and_rules_have_commands_for_every_platform(policy: Policy) -> None:
    silent = RULE_SETS if policy.family == "devices" and policy.id not in FILTER else set[str]()
    assert COMMANDED - set(policy.remediation) == silent | NOT_EXPRESSED.get(policy.id, set())


@pytest.mark.parametrize(("policy", "platform"), SNIPPETS, ids=lambda v: v.id if isinstance(v, Policy) else v)
def test_the_platform_understands_what_a_policy_suggests(policy: Policy, platform: str) -> None:
    text = policy.remediation[platform]
    lines = text.splitlines()
    parsed = PARSERS[platform].parse(text + "\n", "snippet")
    assert parsed.devices
    assert [lines[n - 1] for n in parsed.coverage.unknown if not ON_THE_DEVICE.match(lines[n - 1])] == []
    assert len(lines) <= 45


def test_secrets_are_placeholders() -> None:
    for policy, platform in SNIPPETS:
        for line in policy.remediation[platform].splitlines():
            found = re.search(r"\b(?:key|secret|\w*-?pwd|\w+-password|authentication-key|key \d+ .*value) (\S+)$", line)
            assert (
                found is None or re.fullmatch(r"PLACEHOLDER|\d{1,2}|<.*>", found[1]) or line.strip().startswith("#")
            ), line
