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
SENSOR = """config ips sensor
    edit "OT"
        config entries
            edit 1
                set rule 44001 44002
                set status enable
                set action block
            next
            edit 2
                {second}
                set status enable
                set action {action}
            next
        end
    next
end
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


@pytest.mark.parametrize(
    ("second", "action", "expected"),
    [
        ("set severity all", "block", ("ips", "ips:block", "ips:block:44001", "ips:block:44002")),
        ("set severity high critical", "block", ("ips", "ips:block:44001", "ips:block:44002")),
        ("set severity all", "pass", ("ips", "ips:block:44001", "ips:block:44002")),
        ("set cve CVE-2099-1", "block", ("ips", "ips:block:44001", "ips:block:44002", "ips:block:CVE-2099-1")),
        ("set rule 44003", "default", ("ips", "ips:block:44001", "ips:block:44002")),
        ("set rule 44003", "reset", ("ips", "ips:block:44001", "ips:block:44002", "ips:block:44003")),
    ],
)
def test_what_a_sensor_surely_does(second: str, action: str, expected: tuple[str, ...]) -> None:
    text = SENSOR.format(second=second, action=action) + FORTIOS.replace(
        'set application-list "APPS"', "set logtraffic all"
    )
    parsed = PARSERS["fortinet-fortios"].parse(text, "x")
    assert parsed.devices[0].rule_lists[0].rules[0].inspection == expected
    assert parsed.coverage.unknown == ()


@pytest.mark.parametrize("line", ["set status default", "set status disable"])
def test_an_entry_that_may_be_off_tells_nothing(line: str) -> None:
    text = SENSOR.replace("set status enable", line).format(second="set severity all", action="block")
    parsed = PARSERS["fortinet-fortios"].parse(text + FORTIOS, "x")
    assert parsed.devices[0].rule_lists[0].rules[0].inspection == ("application", "ips")


PROFILE = """set shared profiles vulnerability OT rules first severity any
set shared profiles vulnerability OT rules first host any
set shared profiles vulnerability OT rules first category any
set shared profiles vulnerability OT rules first vendor-id any
set shared profiles vulnerability OT rules first threat-name any
set shared profiles vulnerability OT rules first cve {cve}
set shared profiles vulnerability OT rules first action {action}
"""


@pytest.mark.parametrize(
    ("cve", "action", "more", "expected"),
    [
        ("any", "reset-both", "", ("ips", "ips:block")),
        ("any", "alert", "", ("ips", "ips:detect")),
        ("any", "default", "", ("ips",)),
        ("CVE-2099-1", "drop", "", ("ips", "ips:block:CVE-2099-1")),
        ("any", "drop", "set shared profiles vulnerability OT threat-exception 30003 action allow\n", ("ips",)),
    ],
)
def test_what_a_vulnerability_profile_surely_does(cve: str, action: str, more: str, expected: tuple[str, ...]) -> None:
    text = PROFILE.format(cve=cve, action=action) + more + PANOS.replace("vulnerability strict", "vulnerability OT")
    parsed = PARSERS["paloalto-panos"].parse(text, "x")
    assert parsed.devices[0].rule_lists[0].rules[0].inspection == expected
    assert parsed.coverage.unknown == ()
