"""When scheduled rules apply, on every platform that keeps it."""

from __future__ import annotations

import pytest

from zonewarden_parsers.model import Times
from zonewarden_parsers.registry import PARSERS

LOCAL = ("2026-11-23T22:00", "2026-11-24T01:30")


@pytest.mark.parametrize(
    ("parts", "whole"),
    [
        ([], Times(known=False)),
        ([Times("2026-01-01", "2026-01-02"), Times("2026-02-01", "2026-02-02")], Times("2026-01-01", "2026-02-02")),
        ([Times("2026-01-01", "2026-01-02"), Times("", "2026-02-02")], Times("", "2026-02-02")),
        ([Times("2026-01-01", "2026-01-02"), Times(known=False)], Times(known=False)),
        ([Times(end="2026-01-01T10:00Z"), Times(end="2026-01-01T10:00+01:00")], Times(known=False)),
        ([Times(end="2026-01-01"), Times(recurring=True)], Times(recurring=True)),
    ],
)
def test_the_hull_of_several(parts: list[Times], whole: Times) -> None:
    assert Times.hull(parts) == whole


def test_cut_off_at_an_end() -> None:
    assert Times("a", "2026-02-01").until("2026-01-01") == Times("a", "2026-01-01")
    assert Times("a").until("2026-01-01") == Times("a", "2026-01-01")
    assert not Times("a", "2026-02-01T10:00Z").until("2026-01-01T10:00").known
    assert not Times("a", "2026-02-01").until("").known


ASA = """\
ASA Version 9.16(4)
time-range T
 LINES
access-list A extended permit ip any any time-range T
"""
IOS = """\
time-range T
 LINES
ip access-list extended A
 permit ip any any time-range T
"""
FORTIOS = """\
#config-version=FGT60F-7.2.5-FW-build1517-230606:opmode=0:vdom=0:user=admin
config firewall schedule onetime
    edit "T"
        LINES
    next
end
config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set action accept
        set service "ALL"
        set schedule "T"
        set schedule-timeout enable
    next
end
"""
JUNOS = """\
set version 21.4R3
set schedulers scheduler T LINES
set security policies global policy p match source-address any
set security policies global policy p match destination-address any
set security policies global policy p match application any
set security policies global policy p then permit
set security policies global policy p scheduler-name T
"""
PANOS = """\
set schedule T schedule-type LINES
set rulebase security rules r from any to any source any destination any service any application any action allow schedule T
"""
IPTABLES = "*filter\n:FORWARD DROP [0:0]\n-A FORWARD -m time LINES -j ACCEPT\nCOMMIT\n"
MIKROTIK = "/ip firewall filter\nadd chain=forward action=accept time=LINES\n"
VYOS = """\
set interfaces ethernet eth0 address 10.0.0.1/24
set interfaces ethernet eth0 firewall in name A
set firewall name A rule 1 action accept
set firewall name A rule 1 time LINES
"""
ONCE = "absolute start 22:00 23 November 2026 end 01:30 24 November 2026"


@pytest.mark.parametrize(
    ("platform", "text", "lines", "times"),
    [
        ("cisco-asa", ASA, ONCE, Times(*LOCAL)),
        ("cisco-asa", ASA, "absolute start 22:00 23 Nov 2026", Times(LOCAL[0])),
        ("cisco-asa", ASA, f"{ONCE}\n periodic daily 8:00 to 9:00", Times(*LOCAL, recurring=True)),
        ("cisco-asa", ASA, "absolute end 25:00 24 November 2026", Times(known=False)),
        ("cisco-ios", IOS, ONCE, Times(*LOCAL)),
        ("cisco-ios", IOS, "periodic weekdays 8:00 to 16:00", Times(recurring=True)),
        ("cisco-ios", IOS, "absolute end 01:99 24 November 2026", Times(known=False)),
        ("fortinet-fortios", FORTIOS, "set start 22:00 2026/11/23\nset end 01:30 2026/11/24", Times(*LOCAL, ends_sessions=True)),
        ("fortinet-fortios", FORTIOS, "set start 22:00 2026/11/23", Times(LOCAL[0], known=False, ends_sessions=True)),
        ("juniper-junos", JUNOS, "start-date 2026-11-23.22:00 stop-date 2026-11-24.01:30", Times(f"{LOCAL[0]}:00", f"{LOCAL[1]}:00")),
        ("juniper-junos", JUNOS, "daily start-time 22:00:00 stop-time 23:00:00", Times(recurring=True)),
        ("paloalto-panos", PANOS, "non-recurring 2026/11/23@22:00-2026/11/24@01:30", Times(f"{LOCAL[0]}:00", f"{LOCAL[1]}:00")),
        ("paloalto-panos", PANOS, "recurring daily 01:00-02:00", Times(recurring=True)),
        ("linux-iptables", IPTABLES, "--datestart 2026-11-23T22:00 --datestop 2026-11-24T01:30:00", Times(f"{LOCAL[0]}:00+00:00", f"{LOCAL[1]}:00+00:00")),
        ("linux-iptables", IPTABLES, "--datestop 2026-11-24 --kerneltz --timestart 08:00", Times("", "2026-11-24T00:00:00", recurring=True)),
        ("linux-iptables", IPTABLES, "--weekdays Mon", Times(recurring=True)),
        ("mikrotik-routeros", MIKROTIK, "8h-9h,mon,tue", Times(recurring=True)),
        ("vyos", VYOS, "stopdate 2026-11-24", Times("", "2026-11-24")),
        ("vyos", VYOS, "weekdays Mon", Times(recurring=True)),
    ],
)  # fmt: skip
def test_times_of_a_rule(platform: str, text: str, lines: str, times: Times) -> None:
    (device,) = PARSERS[platform].parse(text.replace("LINES", lines), "fw").devices
    found = [rule.times for listed in device.rule_lists for rule in listed.rules if rule.times is not None]
    assert found == [times]
