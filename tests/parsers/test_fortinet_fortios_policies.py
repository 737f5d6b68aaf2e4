"""FortiOS policies: order, addresses, services, interfaces, schedules, virtual IPs, and what is denied for sure."""

from __future__ import annotations

import pytest

from zonewarden_parsers import fortinet_fortios
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    Action,
    AddressSet,
    AtomKind,
    Device,
    Direction,
    Rule,
    ServiceSet,
)

BASE = """config system interface
edit "a"
set ip 10.1.0.1/24
next
edit "b"
set ip 10.2.0.1 255.255.255.0
next
edit "c"
next
end
config system global
set allow-traffic-redirect disable
set ipv6-allow-traffic-redirect disable
end
"""
FIELDS = {
    "srcintf": "a", "dstintf": "b", "srcaddr": "all", "dstaddr": "all", "service": "ALL", "schedule": "always", "action": "accept",
}  # fmt: skip


def policy(number: int = 1, **fields: str) -> str:
    """Return a policy as commands; a field that is empty is left out."""
    stated = FIELDS | {name.replace("_", "-"): value for name, value in fields.items()}
    return f"edit {number}\n" + "".join(f"set {n} {v}\n" for n, v in stated.items() if v) + "next\n"


def table(name: str, **entries: str) -> str:
    """Return a table as commands; each entry's fields stand in one text, parted by semicolons."""
    rows = [
        f'edit "{n}"\n' + "".join(f"set {f.strip()}\n" for f in fields.split(";") if f.strip()) + "next\n"
        for n, fields in entries.items()
    ]
    return f"config {name}\n{''.join(rows)}end\n"


def device(*parts: str, policies: str = "") -> Device:
    text = BASE + "".join(parts) + (f"config firewall policy\n{policies}end\n" if policies else "")
    parsed = fortinet_fortios.parse(text, "t.conf")
    assert not parsed.coverage.unknown, [str(d) for d in parsed.diagnostics]
    return parsed.devices[0]


def rules(*parts: str, policies: str) -> tuple[Rule, ...]:
    return device(*parts, policies=policies).rule_lists[0].rules


def only(*parts: str, **fields: str) -> Rule:
    (rule,) = rules(*parts, policies=policy(1, **fields))
    return rule


def net(*texts: str) -> AddressSet:
    return AddressSet.union(AddressSet.parse(t) for t in texts)


def tcp(low: int, high: int | None = None) -> ServiceSet:
    return ServiceSet.ports(6, ((low, low if high is None else high),))


def kinds(rule: Rule) -> list[AtomKind]:
    return [a.kind for a in rule.match.atoms]


def test_one_list_asked_about_all_traffic_and_denied_at_its_end() -> None:
    found = device(policies=policy())
    (binding,) = found.bindings
    assert (binding.direction, binding.interface, binding.families) == (Direction.FORWARD, "", (4, 6))
    assert found.rule_lists[0].default is Action.DENY
    (rule,) = found.rule_lists[0].rules
    assert (rule.match.sources, rule.match.destinations, rule.match.services) == (ANY4, ANY4, ANY_SERVICE)
    assert (rule.from_interfaces, rule.to_interfaces) == (frozenset({"a"}), frozenset({"b"}))
    assert rule.match.atoms == ()
    assert found.stateful
    assert not found.lists_before_nat


def test_file_order_counts_not_the_number() -> None:
    found = rules(policies=policy(9) + policy(2) + policy(5))
    assert [r.name for r in found] == ["9", "2", "5"]


def test_moved_cloned_deleted_and_inserted_policies() -> None:
    moves = "move 3 before 1\nclone 1 to 8\ndelete 2\nedit 0\nset action accept\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr all\nset service ALL\nset schedule always\nnext\n"
    found = rules(policies=policy(1) + policy(2) + policy(3) + moves)
    assert [r.name for r in found] == ["3", "1", "8", "0"]
    assert found[1].match == found[2].match


def test_no_action_is_deny_and_disable_is_kept_as_disabled() -> None:
    assert only(action="").action is Action.DENY
    assert not only(status="disable").enabled
    assert only(action="ssl-vpn", groups="g").action is Action.PERMIT


@pytest.mark.parametrize("missing", ["srcintf", "dstintf", "srcaddr", "dstaddr", "service"])
def test_a_policy_without_a_field_surely_matches_nothing(missing: str) -> None:
    rule = only(**{missing: ""})
    assert kinds(rule) == [AtomKind.UNREADABLE]
    assert not rule.match.under_parts[0] or not rule.match.under_parts[1] or not rule.match.under_parts[2]
    assert ANY4 <= rule.match.sources
    assert ANY4 <= rule.match.destinations
    assert rule.match.services == ANY_SERVICE


def test_an_unknown_field_makes_the_policy_uncertain() -> None:
    parsed = fortinet_fortios.parse(BASE + f"config firewall policy\n{policy(new_condition='enable')}end\n", "t.conf")
    (rule,) = parsed.devices[0].rule_lists[0].rules
    assert kinds(rule) == [AtomKind.UNREADABLE]
    assert rule.match.under is None
    assert len(parsed.coverage.unknown) == 1
    assert parsed.devices[0].gaps


ADDRESSES = {
    "subnet 10.0.0.5 255.255.255.0": net("10.0.0.0/24"),
    "subnet 10.0.0.0/8": net("10.0.0.0/8"),
    "type iprange; start-ip 10.0.0.1; end-ip 10.0.0.9": net("10.0.0.1-10.0.0.9"),
    "type wildcard; wildcard 10.0.7.1 255.255.0.255": AddressSet.wildcard(0x0A000001, 0x0000FF00),
    "type interface-subnet; subnet 9.9.9.9/32; interface b": net("10.2.0.0/24"),
    "comment x": ANY4,
}


@pytest.mark.parametrize(("fields", "expected"), ADDRESSES.items())
def test_exact_addresses(fields: str, expected: AddressSet) -> None:
    rule = only(table("firewall address", x=fields), srcaddr="x")
    assert rule.match.sources == expected
    assert rule.match.atoms == ()


@pytest.mark.parametrize(
    ("fields", "kind", "over"),
    [
        ("type fqdn; fqdn h.example.com", AtomKind.FQDN, ANY4),
        ("type geography; country CH", AtomKind.GEOGRAPHY, ANY4),
        ("type mac; macaddr 00:11:22:33:44:55", AtomKind.MAC, ANY),
        ("type dynamic; sub-type sdn; sdn aws", AtomKind.DYNAMIC, ANY4),
        ("type interface-subnet; interface c", AtomKind.DYNAMIC, ANY4),
        ("type something-new", AtomKind.UNREADABLE, ANY4),
        ("type iprange; start-ip 10.0.0.9; end-ip 10.0.0.1", AtomKind.UNREADABLE, ANY4),
    ],
)
def test_addresses_that_the_file_does_not_hold(fields: str, kind: AtomKind, over: AddressSet) -> None:
    rule = only(table("firewall address", x=fields, y="subnet 10.9.0.0/16"), srcaddr="x y")
    assert kinds(rule) == [kind]
    assert rule.match.sources == over
    assert rule.match.under_parts == (net("10.9.0.0/16"), ANY4, ANY_SERVICE)


def test_groups_nest_and_exclude() -> None:
    objects = table(
        "firewall address", x="subnet 10.0.0.0/24", y="subnet 10.0.0.8/32", z="type fqdn; fqdn h.example.com"
    )
    groups = table(
        "firewall addrgrp",
        g="member x; exclude enable; exclude-member y",
        h="member g z",
        i="member x; exclude enable; exclude-member z",
    )
    assert only(objects, groups, dstaddr="g").match.destinations == net("10.0.0.0/24") - net("10.0.0.8")
    nested = only(objects, groups, dstaddr="h")
    assert nested.match.destinations == ANY4
    assert nested.match.under_parts[1] == net("10.0.0.0/24") - net("10.0.0.8")
    excluded = only(objects, groups, dstaddr="i")
    assert excluded.match.destinations == net("10.0.0.0/24")
    assert not excluded.match.under_parts[1]


def test_exclusion_without_the_switch_excludes_nothing() -> None:
    objects = table("firewall address", x="subnet 10.0.0.0/24", y="subnet 10.0.0.8/32")
    assert only(
        objects, table("firewall addrgrp", g="member x; exclude-member y"), dstaddr="g"
    ).match.destinations == net("10.0.0.0/24")


def test_groups_that_hold_themselves_may_be_anything() -> None:
    rule = only(table("firewall addrgrp", g="member h", h="member g"), dstaddr="g")
    assert rule.match.destinations == ANY4
    assert not rule.match.under_parts[1]


def test_groups_of_groups_are_read_once_each() -> None:
    """Two names at each of forty levels: without a memory this would be read 2**40 times."""
    rows = {f"g{i}": f"member g{i + 1} h{i + 1}" for i in range(40)} | {
        f"h{i}": f"member g{i + 1} h{i + 1}" for i in range(40)
    }
    leaves = table("firewall address", g40="subnet 10.0.0.0/24", h40="subnet 10.0.1.0/24")
    assert only(leaves, table("firewall addrgrp", **rows), dstaddr="g0").match.destinations == net("10.0.0.0/23")
    ports = {f"s{i}": f"member s{i + 1} t{i + 1}" for i in range(40)} | {
        f"t{i}": f"member s{i + 1} t{i + 1}" for i in range(40)
    }
    services = table("firewall service custom", s40="tcp-portrange 1", t40="tcp-portrange 2")
    assert only(services, table("firewall service group", **ports), service="s0").match.services == tcp(1, 2)


def test_negated_fields() -> None:
    objects = table("firewall address", x="subnet 10.0.0.0/8", f="type fqdn; fqdn h.example.com")
    rule = only(objects, srcaddr="x", srcaddr_negate="enable", service="HTTP", service_negate="enable")
    assert rule.match.sources == ANY4 - net("10.0.0.0/8")
    assert rule.match.services == ANY_SERVICE - tcp(80)
    unsure = only(objects, dstaddr="x f", dstaddr_negate="enable")
    assert unsure.match.destinations == ANY4 - net("10.0.0.0/8")
    assert not unsure.match.under_parts[1]


def test_unified_policies_hold_both_families() -> None:
    six = table("firewall address6", n="ip6 2001:db8::/32", r="type iprange; start-ip 2001:db8::1; end-ip 2001:db8::2")
    rule = only(six, srcaddr6="n", dstaddr6="all")
    assert rule.match.sources == ANY4 | net("2001:db8::/32")
    assert rule.match.destinations == ANY4 | ANY6
    alone = only(six, srcaddr="", dstaddr="", srcaddr6="r", dstaddr6="n")
    assert alone.match.sources == net("2001:db8::1-2001:db8::2")
    assert not alone.match.destinations.v4


def test_policy6_names_ipv6_objects_in_its_plain_fields() -> None:
    found = device(
        table("firewall address6", n="ip6 2001:db8::/32"),
        f"config firewall policy6\n{policy(srcaddr='n')}end\n",
        policies=policy(),
    )
    assert [r.match.sources for r in found.rule_lists[0].rules] == [ANY4, net("2001:db8::/32")]


SERVICES = {
    "tcp-portrange 80 8080-8081": tcp(80) | tcp(8080, 8081),
    "tcp-portrange 22:1024-65535; udp-portrange 53": ServiceSet.ports(6, ((22, 22),), ((1024, 65535),))
    | ServiceSet.ports(17, ((53, 53),)),
    "protocol ICMP; icmptype 8": ServiceSet.icmp(1, 8),
    "protocol ICMP6; icmptype 128; icmpcode 0": ServiceSet.icmp(58, 128, 0),
    "protocol ICMP": ServiceSet.icmp(1),
    "protocol IP": ANY_SERVICE,
    "protocol IP; protocol-number 47": ServiceSet.protocol(47),
    "sctp-portrange 2905": ServiceSet.ports(132, ((2905, 2905),)),
    "protocol ICMP; icmptype 3; protocol TCP/UDP/SCTP; tcp-portrange 9; protocol IP": ANY_SERVICE,
}


@pytest.mark.parametrize(("fields", "expected"), SERVICES.items())
def test_exact_services(fields: str, expected: ServiceSet) -> None:
    rule = only(table("firewall service custom", s=fields), service="s")
    assert rule.match.services == expected
    assert rule.match.atoms == ()


@pytest.mark.parametrize(
    "fields",
    [
        "",
        "tcp-portrange x",
        "protocol IP; protocol-number 999",
        "protocol NEW",
        "protocol ALL",
        "tcp-portrange 80; iprange 10.0.0.1",
    ],
)
def test_services_in_doubt_surely_match_nothing(fields: str) -> None:
    rule = only(table("firewall service custom", s=fields), service="s")
    assert rule.match.atoms
    assert not rule.match.under_parts[2]
    assert tcp(80) <= rule.match.services


@pytest.mark.parametrize(
    ("name", "expected"),
    [("HTTPS", tcp(443)), ("RDP", tcp(3389)), ("SMB", tcp(445)), ("PING", ServiceSet.icmp(1, 8)), ("DNS", tcp(53) | ServiceSet.ports(17, ((53, 53),))),
     ("Web Access", tcp(53) | tcp(80) | tcp(443) | ServiceSet.ports(17, ((53, 53),)))],
)  # fmt: skip
def test_shipped_services(name: str, expected: ServiceSet) -> None:
    assert only(service=f'"{name}"').match.services == expected


def test_a_configured_service_replaces_the_shipped_one() -> None:
    assert only(table("firewall service custom", HTTPS="tcp-portrange 8443"), service="HTTPS").match.services == tcp(
        8443
    )


def test_undefined_names_may_be_anything() -> None:
    found = device(policies=policy(srcaddr="gone", service="lost HTTP", dstintf="away"))
    (rule,) = found.rule_lists[0].rules
    assert rule.match.sources == ANY4
    assert rule.match.services == ANY_SERVICE
    assert rule.to_interfaces is None
    assert set(kinds(rule)) == {AtomKind.REFERENCE}
    assert {(u.name, u.kind) for u in found.undefined} == {
        ("gone", "network"),
        ("lost", "service"),
        ("away", "interface"),
    }


def test_renamed_objects_keep_their_users() -> None:
    objects = table("firewall address", x="subnet 10.0.0.0/24")
    late = "config firewall address\nrename x to y\nend\n"
    text = (
        BASE
        + objects
        + f"config firewall policy\n{policy(srcaddr='x')}end\n"
        + late
        + f"config firewall policy\n{policy(2, srcaddr='y')}{policy(3, srcaddr='x')}end\n"
    )
    first, second, third = fortinet_fortios.parse(text, "t").devices[0].rule_lists[0].rules
    assert first.match.sources == second.match.sources == net("10.0.0.0/24")
    assert kinds(third) == [AtomKind.REFERENCE]


def test_zones_stand_for_their_members() -> None:
    zones = table("system zone", z="interface a c", empty="intrazone deny")
    rule = only(zones, srcintf="z b", dstintf="empty")
    assert rule.from_interfaces == frozenset({"a", "b", "c"})
    assert rule.to_interfaces == frozenset()
    assert only(zones, srcintf="any").from_interfaces is None
    assert {i.name: i.zone for i in device(zones).interfaces} == {"a": "z", "b": "", "c": "z"}


def test_what_passes_inside_a_zone() -> None:
    allowed = rules(table("system zone", z="interface a c; intrazone allow"), policies=policy())
    assert (allowed[0].action, allowed[0].from_interfaces, allowed[0].to_interfaces) == (
        Action.PERMIT,
        frozenset("ac"),
        frozenset("ac"),
    )
    assert allowed[0].match.sources == ANY
    assert len(rules(table("system zone", z="interface a c"), policies=policy())) == 1


def test_back_by_the_same_interface() -> None:
    """Enabled by default before 7.4.10: possible where nothing is stated, sure where it is enabled."""
    loose = BASE.replace("set allow-traffic-redirect disable", "")
    implicit = [
        r
        for r in fortinet_fortios.parse(loose, "t").devices[0].rule_lists[0].rules
        if r.text.startswith("allow-traffic-redirect")
    ]
    assert [r.from_interfaces for r in implicit] == [r.to_interfaces for r in implicit] == [frozenset(n) for n in "abc"]
    assert all(r.match.atoms and not r.match.under_parts[0] for r in implicit)
    stated = (
        fortinet_fortios.parse(BASE.replace("redirect disable", "redirect enable"), "t").devices[0].rule_lists[0].rules
    )
    assert all(not r.match.atoms for r in stated)


ONCE = table("firewall schedule onetime", visit="start 08:00 2024/03/01; end 18:00 2024/03/08")
WEEKLY = table(
    "firewall schedule recurring",
    week="day monday; start 08:00; end 17:00",
    daily="day monday tuesday wednesday thursday friday saturday sunday",
    none="",
)


@pytest.mark.parametrize(
    ("name", "atoms", "end"),
    [
        ("visit", 1, "2024-03-08T18:00"),
        ("week", 1, ""),
        ("daily", 0, ""),
        ("always", 0, ""),
        ("unknown", 1, ""),
        ("both", 1, ""),
        ("late", 1, "2024-03-08T18:00"),
    ],
)
def test_schedules(name: str, atoms: int, end: str) -> None:
    groups = table("firewall schedule group", both="member visit week", late="member visit none")
    rule = only(ONCE, WEEKLY, groups, schedule=name)
    assert (len(rule.match.atoms), rule.schedule_end) == (atoms, end)
    assert rule.match.sources == ANY4


def test_a_policy_that_never_holds_matches_nothing() -> None:
    assert not only(WEEKLY, schedule="none").match.sources


def test_expiry_of_a_policy() -> None:
    rule = only(ONCE, policy_expiry="enable", policy_expiry_date="2024-02-01 00:00:00", schedule="visit")
    assert rule.schedule_end == "2024-02-01T00:00"


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [("groups", "staff", AtomKind.USER), ("fsso-groups", "staff", AtomKind.USER), ("ztna-status", "enable", AtomKind.DYNAMIC), ("tos-mask", "0xff", AtomKind.PACKET),
     ("src-vendor-mac", "7", AtomKind.MAC), ("reputation-minimum", "3", AtomKind.INTERNET_SERVICE)],
)  # fmt: skip
def test_conditions_outside_the_packet(field: str, value: str, kind: AtomKind) -> None:
    rule = only(**{field: value})
    assert kinds(rule) == [kind]
    assert rule.match.under is None


@pytest.mark.parametrize(
    ("field", "value"), [("ztna-status", "disable"), ("tos-mask", "0x00"), ("av-profile", "default"), ("nat", "enable")]
)
def test_fields_that_narrow_nothing(field: str, value: str) -> None:
    assert only(**{field: value}).match.atoms == ()


def test_internet_services_stand_for_addresses_and_service() -> None:
    rule = only(dstaddr="", service="", internet_service="enable", internet_service_name="Google-DNS")
    assert kinds(rule) == [AtomKind.INTERNET_SERVICE]
    assert (rule.match.destinations, rule.match.services) == (ANY4, ANY_SERVICE)
    source = only(srcaddr="", internet_service_src="enable", internet_service_src_name="Google-DNS")
    assert source.match.sources == ANY4
    assert kinds(source) == [AtomKind.INTERNET_SERVICE]


VIPS = table(
    "firewall vip",
    host="extip 192.0.2.1; extintf a; mappedip 10.2.0.1",
    web="extip 192.0.2.2; extintf any; mappedip 10.2.0.2; portforward enable; extport 8443; mappedport 443",
    limited="extip 192.0.2.3; mappedip 10.2.0.3; src-filter 198.51.100.0/24",
) + table("firewall vipgrp", both="member host web")


def test_a_virtual_ip_is_met_by_its_mapped_address_and_port() -> None:
    one, two = rules(VIPS, policies=policy(dstaddr="both", service="HTTPS SSH"))
    assert (one.match.destinations, one.match.services) == (net("10.2.0.1"), tcp(443) | tcp(22))
    assert (two.match.destinations, two.match.services) == (net("10.2.0.2"), tcp(443))
    assert kinds(only(VIPS, dstaddr="limited")) == [AtomKind.OTHER]


def test_virtual_ips_are_translations() -> None:
    found = [n for n in device(VIPS).nat if n.kind == "static"]
    assert [(n.real, n.mapped, n.mapped_interface) for n in found] == [
        (net("10.2.0.1"), net("192.0.2.1"), "a"), (net("10.2.0.2"), net("192.0.2.2"), ""), (net("10.2.0.3"), net("192.0.2.3"), ""),
    ]  # fmt: skip


def test_a_deny_does_not_surely_stop_translated_packets() -> None:
    """Technical tip 192456: a deny above a virtual IP's policy lets the translated packets pass."""
    deny = only(VIPS, action="deny")
    assert kinds(deny) == [AtomKind.STATE]
    assert deny.match.destinations == ANY4
    assert deny.match.under_parts[1] == ANY4 - net("10.2.0.1-10.2.0.3")
    assert only(VIPS, action="deny", match_vip="enable").match.atoms == ()
    assert only(VIPS, action="deny", dstaddr="host", match_vip="enable").match.atoms
    assert only(VIPS, "config system settings\nset central-nat enable\nend\n", action="deny").match.atoms == ()
    assert only(action="deny").match.atoms == ()


def test_load_balancing_leads_to_the_real_servers() -> None:
    servers = "config firewall vip\nedit lb\nset type server-load-balance\nset server-type tcp\nset extip 192.0.2.9\nset extport 80\nconfig realservers\nedit 1\nset ip 10.2.0.8\nset port 8080\nnext\nedit 2\nset ip 10.2.0.9\nset port 8080\nnext\nend\nnext\nend\n"
    rule = only(servers, dstaddr="lb")
    assert (rule.match.destinations, rule.match.services) == (net("10.2.0.8/31"), tcp(8080))


def test_policy_based_ipsec_opens_the_way_back() -> None:
    forth, back = rules(
        table("firewall address", x="subnet 10.9.0.0/16"),
        policies=policy(action="ipsec", dstaddr="x", inbound="enable", vpntunnel="t"),
    )
    assert forth.action is back.action is Action.PERMIT
    assert (back.match.sources, back.from_interfaces, back.to_interfaces) == (
        net("10.9.0.0/16"),
        frozenset("b"),
        frozenset("a"),
    )
    assert kinds(back) == [AtomKind.STATE]


def test_access_lists_come_first() -> None:
    acl = table("firewall acl", **{"1": "interface a; srcaddr all; dstaddr all; service SSH"})
    first, second = rules(acl, policies=policy())
    assert (first.action, first.from_interfaces, first.to_interfaces, first.match.services) == (
        Action.DENY,
        frozenset("a"),
        None,
        tcp(22),
    )
    assert second.action is Action.PERMIT


def test_multicast_policies_accept_by_default() -> None:
    text = table(
        "firewall multicast-policy",
        **{"1": "srcintf a; dstintf b; srcaddr all; dstaddr all; protocol 17; start-port 5000; end-port 5001"},
    )
    first, _ = rules(text, policies=policy(action="deny"))
    assert (first.action, first.match.destinations, first.match.services) == (
        Action.PERMIT,
        net("224.0.0.0/4"),
        ServiceSet.ports(17, ((5000, 5001),)),
    )


def test_ngfw_policy_mode_asks_two_lists() -> None:
    security = "config firewall security-policy\n" + policy(application="31077") + policy(2, service="SSH") + "end\n"
    found = device(
        "config system settings\nset ngfw-mode policy-based\nend\n", security, policies=policy(action="", schedule="")
    )
    inspection, forward = found.rule_lists
    assert [r.action for r in inspection.rules] == [Action.PERMIT]
    assert [kinds(r) for r in forward.rules] == [[AtomKind.APPLICATION], [], [AtomKind.OTHER]]
    assert forward.rules[2].match.services == tcp(53) | ServiceSet.ports(17, ((53, 53),))
    assert len(found.bindings) == 2


def test_virtual_domains_are_devices() -> None:
    text = "config vdom\nedit x\nnext\nedit y\nnext\nend\nconfig global\nconfig system global\nset hostname fw\nend\nconfig system interface\nedit p1\nset vdom x\nset ip 10.1.0.1/24\nnext\nedit p2\nset vdom y\nnext\nend\nend\n"
    body = "config vdom\nedit {}\nconfig firewall policy\n{}end\nend\n"
    parsed = fortinet_fortios.parse(
        text
        + body.format("x", policy(srcintf="p1", dstintf="p1"))
        + body.format("y", policy(7, srcintf="p2", dstintf="p1")),
        "t",
    )
    first, second = parsed.devices
    assert not parsed.coverage.unknown
    assert (first.name, first.context, second.name, second.context) == ("fw", "x", "fw", "y")
    assert [[i.name for i in d.interfaces] for d in parsed.devices] == [["p1"], ["p2"]]
    assert [[r.name for r in d.rule_lists[0].rules if "implicit" not in r.text] for d in parsed.devices] == [
        ["1"],
        ["7"],
    ]
    assert [u.name for u in second.undefined] == ["p1"]


def test_policies_alone_have_no_place() -> None:
    parsed = fortinet_fortios.parse(f"config firewall policy\n{policy()}end\n", "t")
    assert parsed.devices[0].placeless


@pytest.mark.parametrize(
    ("text", "code"),
    [("config firewall policy\n" + policy(), "unclosed"), ("config firewall address\nedit x\nconfig firewall policy\n" + policy() + "end\n", "missing-end"),
     ('config firewall address\nedit x\nset comment "open\nnext\nend\n', "unknown-line"), ("config firewall policy\nmove 1 before 2\nend\n", "no-effect")],
)  # fmt: skip
def test_broken_files_are_told(text: str, code: str) -> None:
    parsed = fortinet_fortios.parse(text, "t")
    assert code in {d.code for d in parsed.diagnostics}
    if code in ("unclosed", "unknown-line"):
        assert parsed.devices[0].gaps


def test_strings_over_several_lines() -> None:
    text = table("firewall address", x='subnet 10.0.0.0/24; comment "two\nlines # not a comment\n\nand \\"quotes\\""')
    parsed = fortinet_fortios.parse(text, "t")
    assert not parsed.coverage.unknown
    assert parsed.devices[0].objects[0].addresses == net("10.0.0.0/24")


def test_a_string_that_holds_commands_is_not_trusted() -> None:
    text = 'config firewall address\nedit x\nset comment "open\nnext\nedit y\nset comment "more"\nnext\nend\n'
    parsed = fortinet_fortios.parse(text, "t")
    assert parsed.coverage.unknown
    assert parsed.devices[0].gaps


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("firewall proxy-policy", "action accept"),
        ("firewall access-proxy", "vip x"),
        ("firewall policy46", "action accept"),
        ("system virtual-wire-pair", "member a b"),
    ],
)
def test_features_that_forward_by_other_means_are_gaps(name: str, fields: str) -> None:
    assert device(table(name, **{"1": fields})).gaps
    if "policy" in name:
        assert not device(table(name, **{"1": f"{fields}; status disable"})).gaps


def test_multicast_without_policies() -> None:
    (first,) = device("config system settings\nset multicast-skip-policy enable\nend\n").rule_lists[0].rules
    assert (first.action, first.match.destinations.v4) == (Action.PERMIT, net("224.0.0.0/4").v4)


@pytest.mark.parametrize("field", ["asymroute", "asymroute-icmp"])
def test_asymmetric_routing_is_a_gap(field: str) -> None:
    assert [g.effect.value for g in device(f"config system settings\nset {field} enable\nend\n").gaps] == ["may-permit"]


def test_consolidated_policies_name_their_families() -> None:
    text = f"config firewall consolidated policy\n{policy(1, srcaddr='', dstaddr='', srcaddr4='x', dstaddr4='all', srcaddr6='all', dstaddr6='all')}end\n"
    (rule,) = device(table("firewall address", x="subnet 10.0.0.0/24"), text).rule_lists[0].rules
    assert (rule.match.sources, rule.match.destinations) == (net("10.0.0.0/24") | ANY6, ANY)


def test_ipv6_virtual_ips() -> None:
    text = table(
        "firewall vip6",
        v="extip 2001:db8::1; mappedip 2001:db8:1::1; portforward enable; protocol tcp; extport 80; mappedport 8080",
    )
    rule = only(text, srcaddr="", dstaddr="", srcaddr6="all", dstaddr6="v")
    assert (rule.match.destinations, rule.match.services) == (net("2001:db8:1::1"), tcp(8080))


def test_virtual_ips_of_names_tell_no_host() -> None:
    found = device(
        table("firewall vip", v="type fqdn; extip 192.0.2.1; mapped-addr server"), policies=policy(dstaddr="v")
    )
    assert [n.real for n in found.nat] == [AddressSet()]
    (rule,) = found.rule_lists[0].rules
    assert (rule.match.destinations, kinds(rule)) == (ANY4, [AtomKind.FQDN])


def test_virtual_ips_that_are_off_or_proxies_lead_nowhere() -> None:
    text = table(
        "firewall vip",
        off="status disable; extip 192.0.2.1; mappedip 10.2.0.1",
        ztna="type access-proxy; extip 192.0.2.2; extport 443",
    )
    assert device(text).nat == ()
    assert not only(text, dstaddr="off ztna").match.destinations


POOLS = table("firewall ippool", p="startip 192.0.2.20; endip 192.0.2.21") + table(
    "firewall address", x="subnet 10.1.0.0/24"
)


def test_source_translation_by_policies() -> None:
    (plain,) = device(POOLS, policies=policy(nat="enable", srcaddr="x")).nat
    assert (plain.kind, plain.real, plain.mapped, plain.mapped_interface) == (
        "pat",
        net("10.1.0.0/24"),
        AddressSet(),
        "b",
    )
    (pooled,) = device(POOLS, policies=policy(nat="enable", ippool="enable", poolname="p", dstintf="any")).nat
    assert (pooled.mapped, pooled.mapped_interface) == (net("192.0.2.20/31"), "")
    assert [u.kind for u in device(policies=policy(nat="enable", ippool="enable", poolname="gone")).undefined] == [
        "ippool"
    ]


def test_source_translation_by_the_central_table() -> None:
    rows = table(
        "firewall central-snat-map",
        **{
            "1": "srcintf a; dstintf b; orig-addr x; dst-addr all; nat-ippool p",
            "2": "srcintf a; dstintf b; orig-addr x; dst-addr all; nat disable",
            "3": "status disable; orig-addr all",
        },
    )
    central = "config system settings\nset central-nat enable\nend\n"
    found = device(POOLS, rows, central, policies=policy(nat="enable")).nat
    assert [(n.kind, n.real, n.mapped) for n in found] == [
        ("pat", net("10.1.0.0/24"), net("192.0.2.20/31")),
        ("exempt", net("10.1.0.0/24"), AddressSet()),
    ]
    assert [n.text for n in device(POOLS, rows, policies=policy(nat="enable")).nat] == ["policy 1: nat"]


def test_ports_of_switches_and_aggregates_forward_nothing_of_their_own() -> None:
    text = 'config system interface\nedit "agg"\nset type aggregate\nset member "m1" "m2"\nset ip 10.7.0.1/24\nnext\nedit "m1"\nnext\nedit "m2"\nnext\nedit "down"\nset status down\nset ip 10.8.0.1/24\nnext\nend\n'
    assert {i.name: i.enabled for i in fortinet_fortios.parse(text, "t").devices[0].interfaces} == {
        "agg": True,
        "m1": False,
        "m2": False,
        "down": False,
    }


def test_interfaces_of_a_zone_that_the_file_does_not_show_are_there() -> None:
    found = device(table("system zone", z="interface a lost"))
    assert found.interface("lost")
    assert [u.name for u in found.undefined] == ["lost"]


def test_interface_addresses_that_cannot_be_read_are_a_gap() -> None:
    found = fortinet_fortios.parse(table("system interface", x="ip 10.0.0.1/99"), "t").devices[0]
    assert [g.interface for g in found.gaps] == ["x"]


def test_addresses_of_tunnels_and_ipv6() -> None:
    text = 'config system interface\nedit "t"\nset type tunnel\nset ip 10.255.0.1 255.255.255.255\nset remote-ip 10.255.0.2 255.255.255.255\nconfig ipv6\nset ip6-address 2001:db8::1/64\nconfig ip6-extra-addr\nedit 2001:db8:1::1/64\nnext\nend\nend\nnext\nend\n'
    parsed = fortinet_fortios.parse(text, "t")
    assert not parsed.coverage.unknown
    (found,) = parsed.devices[0].interfaces
    assert found.networks == net("10.255.0.1-10.255.0.2", "2001:db8::/64", "2001:db8:1::/64")
    assert found.ipv6_enabled


def test_a_negation_that_may_hold_for_both_families() -> None:
    unsure = only(srcaddr="none", srcaddr_negate="enable", srcaddr6="none", dstaddr6="all")
    assert kinds(unsure) == [AtomKind.UNREADABLE]
    assert ANY6 <= unsure.match.sources
    assert unsure.match.under_parts[0].v6 == AddressSet().v6
    stated = only(srcaddr="none", srcaddr_negate="enable", srcaddr6="none", srcaddr6_negate="disable", dstaddr6="all")
    assert (stated.match.atoms, stated.match.sources.v6) == ((), net("::/128").v6)
