"""PAN-OS security rules: names, services, applications, zones, rule types, defaults, order."""

from __future__ import annotations

import pytest

from zonewarden_parsers import paloalto_panos
from zonewarden_parsers.model import Action, AddressSet, AtomKind, Device, Rule, ServiceSet

TOPOLOGY = """
set network interface ethernet ethernet1/1 layer3 ip 10.1.0.1/24
set network interface ethernet ethernet1/2 layer3 ip 10.2.0.1/24
set network interface ethernet ethernet1/3 layer3 ip 10.3.0.1/24
set zone a network layer3 ethernet1/1
set zone b network layer3 [ ethernet1/2 ethernet1/3 ]
"""
RULE = (
    "set rulebase security rules r from any to any source any destination any application any service any action allow"
)
A, B = frozenset({"ethernet1/1"}), frozenset({"ethernet1/2", "ethernet1/3"})


def device(text: str) -> Device:
    return paloalto_panos.parse(text, "fw.set").devices[0]


def rules(text: str) -> list[Rule]:
    """The rules of a text with the topology of two zones, without the two built-in defaults."""
    found = device(TOPOLOGY + text)
    return [r for r in found.rule_lists[0].rules if not r.name.endswith("-default")]


def one(extra: str) -> Rule:
    """The one rule of RULE with further lines."""
    (found,) = rules(f"{RULE}\n{extra}")
    return found


def test_everything_for_everybody_is_exact() -> None:
    found = one("")
    assert (found.action, found.match.atoms) == (Action.PERMIT, ())
    assert str(found.match.services) == "any"
    assert (found.from_interfaces, found.to_interfaces) == (None, None)
    assert found.logged


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("ip-netmask 10.1.2.3", "10.1.2.3"),
        ("ip-netmask 10.1.2.3/24", "10.1.2.0/24"),
        ("ip-range 10.1.2.3-10.1.2.4", "10.1.2.3-10.1.2.4"),
        ("ip-netmask 2001:db8::/64", "2001:db8::/64"),
    ],
)
def test_address_objects(written: str, meant: str) -> None:
    found = rules(f"set address x {written}\n{RULE.replace('source any', 'source x')}")[0]
    assert found.match.sources == AddressSet.parse(meant)
    assert not found.match.atoms


def test_wildcard_masks_have_ones_where_bits_do_not_count() -> None:
    found = rules(f"set address x ip-wildcard 10.20.1.2/0.0.4.0\n{RULE.replace('source any', 'source x')}")[0]
    assert found.match.sources == AddressSet.parse("10.20.1.2") | AddressSet.parse("10.20.5.2")


def test_what_only_the_device_knows_may_be_anything_and_is_surely_nothing() -> None:
    text = """
set address host fqdn plc.example.com
set address-group tagged dynamic filter "'plc'"
set external-list bad type ip url https://example.com
set address fixed ip-netmask 10.9.9.9
set address-group mixed static [ fixed host ]
"""
    kinds = {"host": AtomKind.FQDN, "tagged": AtomKind.DYNAMIC, "bad": AtomKind.DYNAMIC, "CN": AtomKind.GEOGRAPHY}
    for name, kind in kinds.items():
        found = rules(text + RULE.replace("source any", f"source {name}"))[0].match
        assert [a.kind for a in found.atoms] == [kind]
        assert str(found.sources) == "any"
        assert not found.under_parts[0]
    mixed = rules(text + RULE.replace("source any", "source mixed"))[0].match
    assert mixed.under_parts[0] == AddressSet.parse("10.9.9.9")


def test_negation_turns_the_bounds_round() -> None:
    text = "set address fixed ip-netmask 10.9.9.9\nset address host fqdn x.example\nset address-group g static [ fixed host ]\n"
    found = rules(text + RULE.replace("source any", "source g") + " negate-source yes")[0].match
    nine = AddressSet.parse("10.9.9.9")
    assert found.sources.isdisjoint(nine)
    assert not found.under_parts[0]
    plain = rules(text + RULE.replace("source any", "source fixed") + " negate-source yes")[0].match
    assert (plain.atoms, plain.sources.isdisjoint(nine)) == ((), True)
    assert not rules(RULE + " negate-source yes")[0].match.sources


def test_names_that_nobody_defines() -> None:
    found = device(TOPOLOGY + RULE.replace("source any", "source ghost").replace("service any", "service phantom"))
    assert {(r.name, r.kind) for r in found.undefined} == {("ghost", "network"), ("phantom", "service")}
    rule = found.rule_lists[0].rules[0]
    assert {a.kind for a in rule.match.atoms} == {AtomKind.REFERENCE}
    assert [bool(part) for part in rule.match.under_parts] == [False, True, False]


def test_services_with_source_ports_and_groups() -> None:
    text = """
set service s protocol tcp port 80,443,8000-8010 source-port 1024-65535
set service u protocol udp port 53
set service-group g members [ s u service-http ]
"""
    found = rules(text + RULE.replace("service any", "service g"))[0].match
    tcp = ServiceSet.ports(6, ((80, 80), (443, 443), (8000, 8010)), ((1024, 65535),))
    assert found.services == tcp | ServiceSet.ports(17, ((53, 53),)) | ServiceSet.ports(6, ((80, 80), (8080, 8080)))
    assert not found.atoms


def test_an_application_on_its_default_ports_is_only_possible() -> None:
    found = one(
        "set rulebase security rules r application modbus\nset rulebase security rules r service application-default"
    )
    assert found.match.atoms  # `any` stays in the list that `set` adds to
    found = rules(
        RULE.replace("application any", "application modbus").replace("service any", "service application-default")
    )[0]
    assert ServiceSet.ports(6, ((502, 502),)) <= found.match.services
    assert found.match.services.isdisjoint(ServiceSet.ports(6, ((503, 503),)))
    assert not found.match.under_parts[2]


@pytest.mark.parametrize("name", ["opc-da", "unheard-of", "msrpc"])
def test_an_application_without_known_ports_may_use_any(name: str) -> None:
    text = RULE.replace("application any", f"application {name}").replace("service any", "service application-default")
    assert str(rules(text)[0].match.services) == "any"


def test_an_application_on_any_service_may_use_any_port() -> None:
    found = rules(RULE.replace("application any", "application modbus"))[0].match
    assert (str(found.services), bool(found.under_parts[2])) == ("any", False)


def test_an_application_on_a_named_service_keeps_to_its_ports() -> None:
    text = "set service s protocol tcp port 502\n" + RULE.replace("application any", "application modbus").replace(
        "service any", "service s"
    )
    found = rules(text)[0].match
    assert found.services == ServiceSet.ports(6, ((502, 502),))
    assert [a.kind for a in found.atoms] == [AtomKind.APPLICATION]


def test_custom_applications() -> None:
    text = """
set application by-port default port [ tcp/4000 udp/5000-5001 ]
set application by-type default ident-by-icmp-type type 13
set application by-number default ident-by-ip-protocol 99
set application signed default ident-by-ip-protocol 98
set application signed signature s and-condition c
set application broken default port tcp/eighty
set application wrong default ident-by-icmp-type code 70000
set application wrong default ident-by-icmp-type type 3
set application-group all members [ by-type by-number ]
"""
    rule = RULE.replace("service any", "service application-default")
    by_port = rules(text + rule.replace("application any", "application by-port"))[0].match
    assert by_port.services == ServiceSet.ports(6, ((4000, 4000),)) | ServiceSet.ports(17, ((5000, 5001),))
    assert not by_port.under_parts[2]
    both = rules(text + rule.replace("application any", "application all"))[0].match
    assert (both.services, both.atoms) == (ServiceSet.icmp(1, 13) | ServiceSet.protocol(99), ())
    assert rules(text + rule.replace("application any", "application signed"))[0].match.atoms
    for name in ("broken", "wrong"):
        assert str(rules(text + rule.replace("application any", f"application {name}"))[0].match.services) == "any"


def test_conditions_beyond_the_header() -> None:
    for words, kind in (
        ("source-user known-user", AtomKind.USER),
        ("category gambling", AtomKind.URL),
        ("hip-profiles h", AtomKind.OTHER),
    ):
        found = rules(f"{RULE} {words}")[0].match
        assert [a.kind for a in found.atoms] == [kind]
        assert not any(found.under_parts)
    assert not rules(f"{RULE} source-user any category any hip-profiles any")[0].match.atoms


def test_a_word_that_is_not_known_narrows_its_rule() -> None:
    found = one("set rulebase security rules r mystery value")
    assert [a.kind for a in found.match.atoms] == [AtomKind.UNREADABLE]


def test_rules_without_what_a_commit_demands() -> None:
    (found,) = rules("set rulebase security rules r from a to b source any destination any service any")
    assert found.action is Action.UNKNOWN
    assert not any(found.match.under_parts)


def test_schedules() -> None:
    once = "set schedule s schedule-type non-recurring [ 2024/01/01@00:00-2024/02/01@06:30 2023/01/01@00:00-2023/02/01@06:30 ]\n"
    found = rules(once + RULE + " schedule s")[0]
    assert (found.schedule, found.schedule_end) == ("s", "2024-02-01T06:30:00")
    again = rules("set schedule s schedule-type recurring daily 01:00-02:00\n" + RULE + " schedule s")[0]
    assert (again.schedule_end, [a.kind for a in again.match.atoms]) == ("", [AtomKind.SCHEDULE])


def test_disabled_rules_and_logging() -> None:
    assert not one("set rulebase security rules r disabled yes").enabled
    assert not one("set rulebase security rules r log-end no").logged
    assert one("set rulebase security rules r log-end no log-start yes").logged


def test_zones_are_their_interfaces() -> None:
    found = rules(RULE.replace("from any to any", "from a to b"))[0]
    assert (found.from_interfaces, found.to_interfaces) == (A, B)


def test_rule_types() -> None:
    def pairs(words: str, kind: str) -> list[tuple[frozenset[str] | None, frozenset[str] | None]]:
        found = rules(RULE.replace("from any to any", words) + f" rule-type {kind}")
        return [(r.from_interfaces, r.to_interfaces) for r in found]

    assert pairs("from [ a b ] to any", "intrazone") == [(A, A), (B, B)]
    assert pairs("from any to any", "intrazone") == [(A, A), (B, B)]
    assert pairs("from a to [ a b ]", "interzone") == [(A, B)]
    assert pairs("from any to any", "interzone") == [(A, B), (B, A)]
    assert pairs("from a to a", "interzone") == [(frozenset(), frozenset())]
    assert pairs("from [ a b ] to [ a b ]", "universal") == [(A | B, A | B)]


def test_default_rules_and_their_overrides() -> None:
    listed = device(TOPOLOGY + RULE.replace("source any", "source 10.1.0.5")).rule_lists[0]
    assert [(r.action, r.from_interfaces, r.to_interfaces, r.logged) for r in listed.rules[1:]] == [
        (Action.PERMIT, A, A, False),
        (Action.PERMIT, B, B, False),
    ]
    assert listed.default is Action.DENY
    text = """
set rulebase default-security-rules rules intrazone-default action drop
set rulebase default-security-rules rules interzone-default action allow
set rulebase default-security-rules rules interzone-default log-end yes
"""
    listed = device(TOPOLOGY + text).rule_lists[0]
    assert [(r.action, r.logged) for r in listed.rules] == [
        (Action.DENY, False),
        (Action.DENY, False),
        (Action.PERMIT, True),
    ]
    assert listed.default is Action.PERMIT


def test_built_in_rules_behind_one_that_decides_everything_are_left_out() -> None:
    assert len(device(TOPOLOGY + RULE).rule_lists[0].rules) == 1
    assert len(device(TOPOLOGY + RULE + " source-user x").rule_lists[0].rules) == 3
    assert len(device(TOPOLOGY + RULE + " disabled yes").rule_lists[0].rules) == 3


def test_conditions_have_the_place_of_their_rule() -> None:
    second = RULE.replace("rules r ", "rules q ")
    words = (
        ("application any", "application modbus"),
        ("source any", "source ghost"),
        ("service any", "service phantom"),
    )
    text = f"{RULE}\n{second}"
    for before, after in words:
        text = text.replace(before, after)
    for rule in rules(text):
        assert {a.location.line for a in rule.match.atoms} == {rule.location.line}


def test_an_interface_without_a_zone_passes_nothing() -> None:
    found = rules("set network interface ethernet ethernet1/9 layer3 ip 10.9.0.1/24\n" + RULE)
    assert [(r.action, r.from_interfaces, r.to_interfaces) for r in found[:2]] == [
        (Action.DENY, {"ethernet1/9"}, None),
        (Action.DENY, None, {"ethernet1/9"}),
    ]


def test_zones_that_the_file_does_not_place_stand_for_themselves() -> None:
    found = device(RULE.replace("from any to any", "from left to right"))
    assert {(i.name, i.zone, str(i.networks)) for i in found.interfaces} == {
        ("left", "left", "none"),
        ("right", "right", "none"),
    }
    assert found.rule_lists[0].rules[0].from_interfaces == {"left"}


def test_a_zone_without_interfaces_matches_nothing_where_interfaces_are_known() -> None:
    found = rules("set zone c network layer3\n" + RULE.replace("from any", "from c"))[0]
    assert found.from_interfaces == frozenset()


def test_own_objects_hide_shared_ones() -> None:
    text = "set shared address x ip-netmask 10.0.0.1\nset address x ip-netmask 10.0.0.2\n"
    assert str(rules(text + RULE.replace("source any", "source x"))[0].match.sources) == "10.0.0.2"


def test_pushed_rules_stand_around_own_ones() -> None:
    body = " from any to any source any destination any application any service any action deny\n"
    text = "".join(
        f"set {base} security rules {name}{body}"
        for base, name in (
            ("rulebase", "own"),
            ("policy panorama post-rulebase", "post"),
            ("policy panorama pre-rulebase", "pre"),
        )
    )
    assert [r.name for r in rules(text)] == ["pre", "own", "post"]


def test_a_later_value_replaces_an_earlier_one() -> None:
    found = one("set rulebase security rules r action deny\nset rulebase security rules r action allow")
    assert found.action is Action.PERMIT
    assert one("set rulebase security rules r action drop").action is Action.DENY


def test_deleted_lines_are_gone() -> None:
    assert rules(f"{RULE}\ndelete rulebase security rules r") == []


def test_groups_in_a_circle_may_hold_anything() -> None:
    text = "set address-group x static y\nset address-group y static x\n"
    found = rules(text + RULE.replace("source any", "source x"))[0].match
    assert (str(found.sources), bool(found.under_parts[0])) == ("any", False)


def test_the_description_of_a_rule_is_its_remark() -> None:
    assert one('set rulebase security rules r description "chg=CHG-1 owner=x"').remarks == ("chg=CHG-1 owner=x",)
    assert one("").remarks == ()


def test_profiles_do_not_narrow_a_rule() -> None:
    found = one("set rulebase security rules r profile-setting group strict\n")
    assert not found.match.atoms
    assert found.inspection == ("group",)
