"""Commands that take a rule out: on every platform whose rules can be named, and read back without the rule where we can."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.triage.finding import Contribution
from zonewarden.triage.removal import MAX_COMMANDS, removal
from zonewarden_parsers.model import Action, Location, Rule
from zonewarden_parsers.registry import PARSERS

FOLDER = Path(__file__).parents[2] / "fixtures" / "equivalent"
HERE = Location("f", 1)


def rule(list_name: str, text: str, action: str = "permit") -> Contribution:
    return Contribution(action, text, HERE, list_name)


@pytest.mark.parametrize(
    ("platform", "found", "commands"),
    [
        ("cisco-asa", rule("IN", "access-list IN extended permit ip any any"), ["no access-list IN extended permit ip any any"]),
        ("cisco-ios", rule("101", "access-list 101 permit ip any any"), ["ip access-list extended 101", " no permit ip any any"]),
        ("cisco-ios", rule("IN", "20 permit ip any any"), ["ip access-list extended IN", " no 20"]),
        ("cisco-nxos", rule("IN", "20 permit tcp 10.0.0.0/8 any"), ["ip access-list IN", " no 20"]),
        ("cisco-nxos", rule("IN6", "20 permit tcp 2001:db8::/32 any"), ["ipv6 access-list IN6", " no 20"]),
        ("cisco-iosxr", rule("IN", "20 permit tcp any any"), ["ipv4 access-list IN", " no 20"]),
        (
            "fortinet-fortios", rule("firewall policy", "policy 7 web: accept from a to b"),
            ["config firewall policy", "    edit 7", "        set status disable", "    next", "end"],
        ),
        ("paloalto-panos", rule("security", "Web to all: from a to b action allow"), ['set rulebase security rules "Web to all" disabled yes']),
        ("linux-iptables", rule("iptables filter FORWARD", "-A cells -p tcp -j ACCEPT"), ["iptables -t filter -D cells -p tcp -j ACCEPT"]),
        ("vyos", rule("ENT_IN", "ENT_IN rule 20: action accept"), ["set firewall name ENT_IN rule 20 disable"]),
        ("vyos", rule("ipv4 forward filter", "ipv4 forward filter rule 20: action accept"), ["set firewall ipv4 forward filter rule 20 disable"]),
        ("vyos", rule("ipv4 forward filter", "CELLS rule 10: action accept"), ["set firewall ipv4 name CELLS rule 10 disable"]),
        (
            "checkpoint-mgmt", rule("Plant Network", "Web: source ENT; destination WEB; service https; Accept"),
            ['mgmt_cli set access-rule name Web layer "Plant Network" enabled false'],
        ),
    ],
)  # fmt: skip
def test_commands(platform: str, found: Contribution, commands: list[str]) -> None:
    assert removal(platform, [found]).splitlines()[1:] == commands


@pytest.mark.parametrize("platform", sorted(PARSERS))
def test_nothing_is_proposed_for_what_has_no_line(platform: str) -> None:
    assert removal(platform, [rule("IN", "implicit permit at the end of IN")]) == ""
    assert removal(platform, [rule("IN", "access-list IN deny ip any any", "deny")]) == ""
    assert removal(platform, [rule("IN", f"{i} permit ip any any") for i in range(MAX_COMMANDS + 1)]) == ""


def permits(platform: str, text: str) -> list[Rule]:
    (device,) = PARSERS[platform].parse(text, "f").devices
    return [r for listed in device.rule_lists for r in listed.rules if r.action is Action.PERMIT and r.enabled]


@pytest.mark.parametrize("platform", ["cisco-asa", "cisco-nxos", "cisco-iosxr", "vyos"])
def test_the_configuration_without_the_rule_parses_to_the_rules_without_it(platform: str) -> None:
    suffix = "set" if platform == "vyos" else "cfg"
    text = (FOLDER / f"{platform}.{suffix}").read_text(encoding="utf-8")
    (device,) = PARSERS[platform].parse(text, "f").devices
    listed = device.rule_lists[0]
    gone = next(r for r in listed.rules if r.action is Action.PERMIT)
    commands = removal(platform, [rule(listed.name, gone.text)])
    kept = permits(platform, f"{text.rstrip()}\n{commands}\n")
    assert [r.text.removesuffix(", disable") for r in kept] == [
        r.text for r in permits(platform, text) if r.text != gone.text
    ]
