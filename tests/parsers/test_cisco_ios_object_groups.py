"""Object groups of IOS and the entries that use them."""

from __future__ import annotations

import pytest

from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import ANY4, ANY_SERVICE, AddressSet, AtomKind, Device, Match, NamedObject, ServiceSet


def device(text: str) -> Device:
    return cisco_ios.parse(text, "r.cfg").devices[0]


def network(members: str) -> Match:
    """Return the match of an entry whose source is a group with `members`."""
    body = "".join(f" {m}\n" for m in members.split("; "))
    found = device(f"object-group network G\n{body}ip access-list extended A\n permit ip object-group G any\n")
    return found.rule_lists[0].rules[0].match


def service(members: str) -> Match:
    body = "".join(f" {m}\n" for m in members.split("; "))
    found = device(f"object-group service G\n{body}ip access-list extended A\n permit object-group G any any\n")
    return found.rule_lists[0].rules[0].match


@pytest.mark.parametrize(
    ("members", "addresses"),
    [("host 10.0.0.1", "10.0.0.1"), ("10.1.0.0 255.255.0.0", "10.1.0.0/16"), ("10.1.0.0 /16", "10.1.0.0/16"),
     ("10.1.0.0/16", "10.1.0.0/16"), ("range 10.0.0.4 10.0.0.9", "10.0.0.4-10.0.0.9"), ("description x; host 10.0.0.2", "10.0.0.2")],
)  # fmt: skip
def test_network_member(members: str, addresses: str) -> None:
    assert network(members) == Match(AddressSet.parse(addresses), ANY4)


def test_members_add_up_and_any_is_any() -> None:
    assert network("host 10.0.0.1; host 10.0.0.3").sources == AddressSet.parse("10.0.0.1") | AddressSet.parse(
        "10.0.0.3"
    )
    assert network("host 10.0.0.1; any").sources == ANY4


@pytest.mark.parametrize("member", ["10.1.0.0 0.0.255.255", "range 10.0.0.9 10.0.0.1", "host plc.example", "nonsense"])
def test_unreadable_member_may_be_anything_the_rest_is_sure(member: str) -> None:
    found = network(f"host 10.0.0.1; {member}")
    assert found.sources == ANY4
    assert found.under == (AddressSet.parse("10.0.0.1"), ANY4, ANY_SERVICE)
    assert [(a.kind, a.text) for a in found.atoms] == [(AtomKind.UNREADABLE, member)]


@pytest.mark.parametrize(
    ("members", "services"),
    [
        ("tcp", ServiceSet.protocol(6)),
        ("tcp eq 502", ServiceSet.ports(6, ((502, 502),))),
        ("tcp 502", ServiceSet.ports(6, ((502, 502),))),
        ("udp range 1 9", ServiceSet.ports(17, ((1, 9),))),
        ("tcp source gt 1023 eq www", ServiceSet.ports(6, ((80, 80),), ((1024, 65535),))),
        ("udp source 2222 2222", ServiceSet.ports(17, ((2222, 2222),), ((2222, 2222),))),
        ("tcp-udp eq 53", ServiceSet.ports(6, ((53, 53),)) | ServiceSet.ports(17, ((53, 53),))),
        ("icmp echo", ServiceSet.icmp(1, 8)),
        ("icmp", ServiceSet.icmp(1)),
        ("ip", ANY_SERVICE),
        ("89; esp", ServiceSet.protocol(89) | ServiceSet.protocol(50)),
    ],
)
def test_service_member(members: str, services: ServiceSet) -> None:
    assert service(members) == Match(ANY4, ANY4, services)


def test_unreadable_service_member_may_be_anything() -> None:
    found = service("tcp eq 80; tcp eq nosuch")
    assert (found.services, found.under) == (ANY_SERVICE, (ANY4, ANY4, ServiceSet.ports(6, ((80, 80),))))


def test_nested_groups_in_any_order() -> None:
    found = device(
        "ip access-list extended A\n permit ip object-group OUTER any\n"
        "object-group network OUTER\n group-object INNER\nobject-group network INNER\n host 10.0.0.1\n"
    )
    assert found.rule_lists[0].rules[0].match == Match(AddressSet.parse("10.0.0.1"), ANY4)
    assert [(o.name, o.used) for o in found.objects[:2]] == [("OUTER", True), ("INNER", True)]
    assert found.undefined == ()


def test_circle_of_groups_is_named_and_what_it_holds_is_sure() -> None:
    text = "object-group network A\n host 10.0.0.1\n group-object B\nobject-group network B\n host 10.0.0.2\n group-object A\n"
    found = device(text + "ip access-list extended L\n permit ip object-group A any\n").rule_lists[0].rules[0].match
    assert found.sources == ANY4
    assert found.under is not None
    assert found.under[0] == AddressSet.parse("10.0.0.1-10.0.0.2")
    assert {a.kind for a in found.atoms} == {AtomKind.UNREADABLE}


def test_deep_nesting_is_no_recursion() -> None:
    text = "".join(f"object-group network G{i}\n group-object G{i + 1}\n" for i in range(1200))
    text += "object-group network G1200\n host 10.0.0.1\nip access-list extended L\n permit ip object-group G0 any\n"
    assert device(text).rule_lists[0].rules[0].match == Match(AddressSet.parse("10.0.0.1"), ANY4)


@pytest.mark.parametrize(
    ("entry", "kind"),
    [("permit ip object-group X any", "network"), ("permit ip any object-group X", "network"), ("permit object-group X any any", "service")],
)  # fmt: skip
def test_undefined_group_may_be_anything_and_is_reported(entry: str, kind: str) -> None:
    found = device(f"ip access-list extended L\n {entry}\n")
    (rule,) = found.rule_lists[0].rules
    assert rule.match.over_parts == (ANY4, ANY4, ANY_SERVICE)
    assert [(a.kind, a.text) for a in rule.match.atoms] == [(AtomKind.REFERENCE, "X")]
    assert rule.match.under is None
    assert [(r.name, r.kind, r.location) for r in found.undefined] == [("X", kind, rule.location)]


def test_objects_say_what_they_hold_and_whether_they_are_used() -> None:
    found = device("object-group network N\nobject-group service S\n tcp eq 80\nno object-group service S\n")
    assert found.objects == (NamedObject("N", "network", found.objects[0].location, empty=True),)


def test_member_that_begins_with_two_colons_is_no_comment() -> None:
    found = device("object-group v6-network G\n ::1/128\nipv6 access-list L\n permit tcp object-group G any\n")
    assert str(found.rule_lists[0].rules[0].match.sources) == "::1"


def test_groups_of_names_and_tags_are_conditions_where_they_are_used() -> None:
    found = device(
        "object-group fqdn F\n pattern .*example.com\nobject-group security SG\n security-group tag 5\n"
        "ip access-list extended L\n permit tcp any fqdn-group F eq 443\n permit ip object-group SG any\n"
    )
    assert [[a.kind for a in r.match.atoms] for r in found.rule_lists[0].rules] == [
        [AtomKind.FQDN],
        [AtomKind.REFERENCE],
    ]
    assert not found.gaps
