"""The commands that policies suggest: the parser of the platform understands every line of them."""

from __future__ import annotations

import re

import pytest

from zonewarden.errors import UserError
from zonewarden.policy import Policy
from zonewarden.policy_set import read_policies, read_policy, shipped
from zonewarden_parsers.registry import PARSERS

POLICIES = read_policies([shipped()]).policies
READ = ("fortinet-fortios", "paloalto-panos", "juniper-junos", "linux-iptables", "linux-nftables")
SNIPPETS = [(p, key) for p in POLICIES for key in READ if key in p.remediation]
ON_THE_DEVICE = re.compile(r"^(?:delete|deactivate|insert|move) |^iptables (?:-t \w+ )?-D ")
"""Commands about a statement that the device holds and the snippet does not."""


def test_remediation_is_keyed_by_platforms() -> None:
    text = (shipped() / "rules" / "any_to_any" / "any_to_any.rego").read_text(encoding="utf-8")
    with pytest.raises(UserError, match="remediation is 'fortinet-fortigate'"):
        read_policy(text.replace("fortinet-fortios:", "fortinet-fortigate:"), "any.rego")


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
            found = re.search(r"\b(?:key|secret|\w*-?pwd|\w+-password|authentication-key|value) (\S+)$", line)
            assert found is None or found[1] in {"PLACEHOLDER", "1"} or line.strip().startswith("#"), line
