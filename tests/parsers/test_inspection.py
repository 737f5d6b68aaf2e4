"""What looks into the sessions that a rule permits, on the platforms that bind profiles to rules."""

from __future__ import annotations

import pytest

from zonewarden_parsers.registry import PARSERS

FORTIOS = """config firewall policy
    edit 1
        set action accept
        set utm-status enable
        set ips-sensor "OT"
        set application-list "APPS"
    next
    edit 2
        set action accept
        set ips-sensor "OT"
    next
    edit 3
        set action accept
        set utm-status enable
        set profile-type group
        set profile-group "G"
        set ips-sensor "left over"
    next
end
"""
PANOS = """set rulebase security rules A from any to any source any destination any service any application any action allow
set rulebase security rules A profile-setting profiles vulnerability strict
set rulebase security rules B from any to any source any destination any service any application any action allow
set rulebase security rules B profile-setting group OT
set rulebase security rules C from any to any source any destination any service any application any action allow
set rulebase security rules C profile-setting group none
"""
JUNOS = """set security policies from-zone A to-zone B policy P match source-address any destination-address any application any
set security policies from-zone A to-zone B policy P then permit application-services idp-policy OT
set security policies from-zone A to-zone B policy Q match source-address any destination-address any application any
set security policies from-zone A to-zone B policy Q then permit
"""
IOS = "ip access-list extended A\n permit tcp any any eq 22\n"


@pytest.mark.parametrize(
    ("platform", "text", "expected"),
    [
        # profiles without `utm-status` are kept and not applied; of a group and single ones the type decides
        ("fortinet-fortios", FORTIOS, [("application", "ips"), (), ("group",)]),
        ("paloalto-panos", PANOS, [("ips",), ("group",), ()]),
        ("juniper-junos", JUNOS, [("ips",), ()]),
        ("cisco-ios", IOS, [None]),
    ],
)
def test_profiles_of_rules(platform: str, text: str, expected: list[tuple[str, ...] | None]) -> None:
    parsed = PARSERS[platform].parse(text, "x")
    rules = [r for listed in parsed.devices[0].rule_lists for r in listed.rules if not r.implicit]
    assert [r.inspection for r in rules][: len(expected)] == expected
    assert parsed.coverage.unknown == ()
