"""What VyOS and EdgeOS make of a configuration: both forms, rule sets, zones, base chains, who reaches the router."""

from __future__ import annotations

import pytest

from zonewarden_parsers import vyos
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ESTABLISHED,
    Action,
    AddressSet,
    Aspect,
    AtomKind,
    Device,
    Direction,
    LineState,
    Match,
    Rule,
    ServiceSet,
)

INTERFACES = """set interfaces ethernet eth0 address 10.40.0.1/16
set interfaces ethernet eth1 address 10.30.0.1/24
set interfaces ethernet eth2 address 10.20.0.1/24
"""


def device(commands: str) -> Device:
    return vyos.parse(INTERFACES + commands, "router.set").devices[0]


def rules(found: Device, name: str) -> list[Rule]:
    listed = found.rule_list(name)
    assert listed is not None
    return list(listed.rules)


def match(conditions: str) -> Match:
    """Return what one rule of an IPv4 rule set asks."""
    lines = "".join(f"set firewall name A rule 10 {c}\n" for c in ("action accept", *conditions.split(";")))
    found = device(lines + "set interfaces ethernet eth0 firewall in name A\n")
    return rules(found, "A")[0].match


def test_both_forms_give_one_tree() -> None:
    boot = """interfaces {
    ethernet eth0 {
        address 10.40.0.1/16
        description "to the office"
    }
}
firewall {
    name A {
        default-action accept
        rule 10 {
            action drop
            destination {
                port 22
            }
            protocol tcp
        }
    }
}
"""
    commands = """set interfaces ethernet eth0 address '10.40.0.1/16'
set interfaces ethernet eth0 description 'to the office'
set firewall name A default-action 'accept'
set firewall name A rule 10 action 'drop'
set firewall name A rule 10 destination port '22'
set firewall name A rule 10 protocol 'tcp'
"""
    one, other = (vyos.parse(t, "x").devices[0] for t in (boot, commands))
    assert [(i.name, i.networks, i.description) for i in one.interfaces] == [
        (i.name, i.networks, i.description) for i in other.interfaces
    ]
    assert [o.name for o in one.objects] == [o.name for o in other.objects] == ["A"]


def test_edit_top_and_delete_move_through_the_tree() -> None:
    parsed = vyos.parse(
        "edit interfaces ethernet eth5\nset address 10.5.0.1/24\ntop\nset system host-name r\ndelete interfaces ethernet eth5\n",
        "x",
    )
    assert (parsed.devices[0].name, parsed.devices[0].interfaces) == ("r", ())
    assert parsed.coverage.unknown == ()
    assert parsed.coverage.states[1] is LineState.IRRELEVANT


def test_rule_sets_bound_to_interfaces() -> None:
    found = device(
        "set firewall name A default-action accept\nset firewall name A rule 20 action drop\nset firewall name A rule 3 action drop\n"
        "set firewall ipv6-name A default-action drop\n"
        "set interfaces ethernet eth0 firewall in name A\nset interfaces ethernet eth0 firewall out ipv6-name A\n"
        "set interfaces ethernet eth1 firewall local name A\n"
    )
    assert [(b.rule_list, b.interface, b.direction, b.families) for b in found.bindings] == [
        ("A", "eth0", Direction.IN, (4,)),
        ("A (IPv6)", "eth0", Direction.OUT, (6,)),
    ]
    assert [r.text.split(":")[0] for r in rules(found, "A")] == ["A rule 3", "A rule 20"]
    listed = found.rule_list("A")
    assert listed is not None
    assert listed.default is Action.PERMIT


def test_a_rule_set_without_default_action_drops() -> None:
    found = device("set firewall name A rule 1 action accept\nset interfaces ethernet eth0 firewall in name A\n")
    listed = found.rule_list("A")
    assert listed is not None
    assert listed.default is Action.DENY


@pytest.mark.parametrize(
    ("conditions", "expected"),
    [
        ("protocol tcp;destination port 22", Match(ANY4, ANY4, ServiceSet.ports(6, ((22, 22),)))),
        ("protocol tcp_udp;source port 53", Match(ANY4, ANY4, ServiceSet.ports(6, source=((53, 53),)) | ServiceSet.ports(17, source=((53, 53),)))),
        ("protocol tcp;destination port ssh,8000-8010", Match(ANY4, ANY4, ServiceSet.ports(6, ((22, 22), (8000, 8010))))),
        ("protocol tcp;destination port !22", Match(ANY4, ANY4, ServiceSet.ports(6, ((0, 21), (23, 65535))))),
        ("source address 10.0.0.0/8", Match(AddressSet.parse("10.0.0.0/8"), ANY4)),
        ("source address !10.0.0.0/8", Match(ANY4 - AddressSet.parse("10.0.0.0/8"), ANY4)),
        ("destination address 10.0.0.5-10.0.0.9", Match(ANY4, AddressSet.parse("10.0.0.5-10.0.0.9"))),
        ("protocol icmp;icmp type-name echo-request", Match(ANY4, ANY4, ServiceSet.icmp(1, 8))),
        ("protocol icmp;icmp type 3;icmp code 1", Match(ANY4, ANY4, ServiceSet.icmp(1, 3, 1))),
        ("protocol !udp", Match(ANY4, ANY4, Match().services - ServiceSet.protocol(17))),
        ("protocol all", Match(ANY4, ANY4)),
        ("state established enable;state related enable", Match(ANY4, ANY4, ESTABLISHED)),
        ("state established;state related", Match(ANY4, ANY4, ESTABLISHED)),
        ("state new enable;state established disable", Match(ANY4, ANY4)),
        ("state established disable;state invalid disable", Match(ANY4, ANY4)),
    ],
)  # fmt: skip
def test_conditions_that_are_exact(conditions: str, expected: Match) -> None:
    assert match(conditions) == expected


@pytest.mark.parametrize(
    ("conditions", "kind"),
    [
        ("time weekdays Mon", AtomKind.SCHEDULE),
        ("limit rate 5/second", AtomKind.RATE),
        ("source fqdn a.example.org", AtomKind.FQDN),
        ("source geoip country-code de", AtomKind.GEOGRAPHY),
        ("source mac-address 00:00:5e:00:53:01", AtomKind.MAC),
        ("source group address-group NONE", AtomKind.REFERENCE),
        ("source group remote-group T", AtomKind.REFERENCE),
        ("unheard-of thing", AtomKind.UNREADABLE),
        ("destination port 80", AtomKind.UNREADABLE),
        ("protocol nonsense", AtomKind.UNREADABLE),
    ],
)
def test_conditions_that_are_not(conditions: str, kind: AtomKind) -> None:
    found = match(conditions)
    assert kind in {a.kind for a in found.atoms}
    assert not found.under_parts[0]


def test_groups_include_one_another() -> None:
    groups = (
        "set firewall group network-group N network 10.1.0.0/16\nset firewall group network-group N include M\n"
        "set firewall group network-group M network 10.2.0.0/16\nset firewall group network-group M include N\n"
        "set firewall group port-group P port 443\nset firewall group port-group P port 8000-8001\n"
    )
    rule = (
        "set firewall name A rule 1 action accept\nset firewall name A rule 1 source group network-group !N\n"
        "set firewall name A rule 1 protocol tcp\nset firewall name A rule 1 destination group port-group P\n"
        "set interfaces ethernet eth0 firewall in name A\n"
    )
    (first,) = rules(device(groups + rule), "A")
    assert first.match.sources == ANY4 - AddressSet.parse("10.1.0.0/16") - AddressSet.parse("10.2.0.0/16")
    assert first.match.services == ServiceSet.ports(6, ((443, 443), (8000, 8001)))
    assert not first.match.atoms


def test_return_in_a_base_chain_passes_whatever_the_default() -> None:
    found = device(
        "set firewall ipv4 forward filter default-action drop\nset firewall ipv4 forward filter rule 1 action return\n"
        "set firewall ipv4 forward filter rule 1 source address 10.30.0.5\n"
    )
    listed = found.rule_list("ipv4 forward filter")
    assert listed is not None
    assert listed.default is Action.PERMIT
    assert [(r.action, r.match.sources) for r in listed.rules] == [
        (Action.PERMIT, AddressSet.parse("10.30.0.5")),
        (Action.DENY, ANY4),
    ]


def test_a_base_chain_that_only_accepts_is_no_list() -> None:
    assert device("set firewall ipv4 forward filter default-action accept\n").rule_lists == ()


def test_jumps_and_interfaces() -> None:
    found = device(
        "set firewall group interface-group IN interface eth0\nset firewall group interface-group IN interface eth1\n"
        "set firewall ipv4 forward filter rule 1 action jump\nset firewall ipv4 forward filter rule 1 jump-target X\n"
        "set firewall ipv4 forward filter rule 1 inbound-interface group IN\n"
        "set firewall ipv4 forward filter rule 1 outbound-interface name !eth2\n"
        "set firewall ipv4 name X default-action drop\nset firewall ipv4 name X rule 5 action accept\n"
        "set firewall ipv4 name X rule 5 destination address 10.30.0.9\n"
    )
    first, second = rules(found, "ipv4 forward filter")
    assert (first.action, first.from_interfaces, first.to_interfaces) == (
        Action.PERMIT, frozenset({"eth0", "eth1"}), frozenset({"eth0", "eth1"}),
    )  # fmt: skip
    assert (second.action, second.match) == (Action.DENY, Match(ANY4, ANY4))


ZONES = """set zone-policy zone A interface eth0
set zone-policy zone B interface eth1
set zone-policy zone B from A firewall name AB
set firewall name AB default-action drop
set firewall name AB rule 1 action accept
set firewall name AB rule 1 destination address 10.30.0.9
"""


@pytest.mark.parametrize("section", ["zone-policy zone", "firewall zone"])
def test_zones(section: str) -> None:
    found = device(ZONES.replace("zone-policy zone", section))
    listed = found.rule_list("zones")
    assert listed is not None
    a, b = frozenset({"eth0"}), frozenset({"eth1"})
    told = [(r.action, r.from_interfaces, r.to_interfaces, r.match.destinations) for r in listed.rules]
    assert told == [
        (Action.PERMIT, a, a, ANY),
        (Action.DENY, None, a, ANY),
        (Action.PERMIT, b, b, ANY),
        (Action.PERMIT, a, b, AddressSet.parse("10.30.0.9")),
        (Action.DENY, a, b, ANY4),
        (Action.DENY, None, b, ANY),
    ]
    assert listed.default is Action.PERMIT
    assert [i.zone for i in found.interfaces] == ["A", "B", ""]


def test_what_a_zone_is_told_to_do_with_its_own_packets() -> None:
    found = device(ZONES + "set zone-policy zone A intra-zone-filtering action drop\n")
    assert [r.action for r in rules(found, "zones")[:1]] == [Action.DENY]


def test_a_rule_set_that_is_missing_may_do_anything() -> None:
    found = device(ZONES.replace("set firewall name AB", "set firewall name OTHER"))
    assert Action.UNKNOWN in {r.action for r in rules(found, "zones")}
    assert ("chain", "AB") in {(u.kind, u.name) for u in found.undefined}


def test_who_reaches_the_router() -> None:
    found = device(
        "set service ssh port 22\nset zone-policy zone L local-zone\nset zone-policy zone A interface eth0\nset zone-policy zone L from A firewall name X\n"
        "set firewall name X rule 1 action accept\nset firewall name X rule 1 source address 10.40.0.7\nset firewall name X rule 1 protocol tcp\n"
        "set firewall name X rule 1 destination port 22\n"
    )
    (ssh,) = found.management.services
    assert (ssh.protocol, ssh.interfaces, ssh.sources, ssh.sources_known) == (
        "ssh",
        ("eth0",),
        AddressSet.parse("10.40.0.7"),
        True,
    )


def test_without_a_list_everyone_reaches_the_router() -> None:
    found = device("set service ssh\nset interfaces ethernet eth2 address 2001:db8::1/64\n")
    assert [(s.interfaces, s.sources) for s in found.management.services] == [
        ((n,), ANY4 | ANY6) for n in ("eth0", "eth1", "eth2")
    ]


def test_port_forwards_of_edgeos_pass_before_the_rules() -> None:
    found = device(
        "set firewall name W default-action drop\nset interfaces ethernet eth0 firewall in name W\nset port-forward wan-interface eth0\n"
        "set port-forward auto-firewall enable\nset port-forward rule 1 forward-to address 10.30.0.5\nset port-forward rule 1 forward-to port 443\n"
        "set port-forward rule 1 original-port 8443\nset port-forward rule 1 protocol tcp\n"
    )
    (first,) = rules(found, "W with port forwards")
    assert (first.action, first.match) == (
        Action.PERMIT,
        Match(ANY4, AddressSet.parse("10.30.0.5"), ServiceSet.ports(6, ((443, 443),))),
    )
    assert [b.rule_list for b in found.bindings] == ["W with port forwards"]


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("set interfaces ethernet eth0 address '10.0.0.1/8'\nset service ssh\n", 80),
        ("firewall {\n    name A {\n        default-action drop\n    }\n}\n", 45),
        ("interface GigabitEthernet0/0\n ip address 10.0.0.1 255.0.0.0\n", 0),
        ("set system host-name a\nset security zones security-zone t\nset interfaces ge-0/0/0 unit 0\n", 0),
        ("system {\n    host-name r1;\n}\ninterfaces {\n    ge-0/0/0 {\n        unit 0;\n    }\n}\n", 0),
    ],
)
def test_score(text: str, sure: int) -> None:
    assert vyos.score(text) == sure


def test_a_mask_compares_only_some_bits_of_an_address() -> None:
    assert match("source address 0.0.0.11;source address-mask 0.0.15.255").atoms[0].kind is AtomKind.WILDCARD
    assert match("source address 10.1.0.11;source address-mask 255.255.0.255").sources == AddressSet.wildcard(
        0x0A01000B, 0x0000FF00
    )
    refused = match("destination address !10.1.2.3;destination address-mask 255.255.255.0").destinations
    assert refused == ANY4 - AddressSet.parse("10.1.2.0/24")
    grouped = match("source group address-group G;source address-mask 255.0.0.0")
    assert (grouped.sources, grouped.atoms[0].kind) == (ANY4, AtomKind.WILDCARD)


def test_segment_size_is_a_condition_of_its_own() -> None:
    assert [a.text for a in match("protocol tcp;tcp mss 1-500").atoms] == ["tcp mss 1-500"]


def test_a_group_of_interfaces_that_is_not_in_the_file_may_be_any() -> None:
    for value in ("FIELD", "!FIELD"):
        found = match(f"inbound-interface group {value}")
        assert [a.kind for a in found.atoms] == [AtomKind.REFERENCE]


def test_packets_taken_out_of_tracking_are_not_surely_new() -> None:
    rule = "set firewall ipv4 forward filter rule 10 action drop\nset firewall ipv4 forward filter rule 10 state new\n"
    raw = "set firewall ipv4 prerouting raw rule 5 action notrack\n"
    (sure,), (doubted,) = (rules(device(more + rule), "ipv4 forward filter") for more in ("", raw))
    assert (sure.match.atoms, [a.kind for a in doubted.match.atoms]) == ((), [AtomKind.STATE])


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("/* begins\nfirewall {\n}\n", (1, 2, 3)),
        ("firewall {\n    name A {\n        default-action accept\n", (3,)),
    ],
)
def test_a_comment_or_block_that_does_not_end_leaves_everything_open(text: str, unread: tuple[int, ...]) -> None:
    parsed = vyos.parse(text, "t")
    assert parsed.coverage.unknown == unread
    assert {d.location.line for d in parsed.diagnostics} == set(unread)
    assert Aspect.ALL in {g.aspect for g in parsed.devices[0].gaps}


def test_what_stands_behind_a_comment_is_read() -> None:
    assert vyos.parse("/* the\nname */ system {\n host-name r1\n}\n", "t").devices[0].name == "r1"


def test_a_script_of_commands_has_a_head() -> None:
    script = "#!/bin/vbash\nsource /opt/vyatta/etc/functions/script-template\nconfigure\nset firewall name A default-action drop\nexit\n"
    assert not vyos.parse(script, "fw.sh").coverage.unknown


def test_what_another_configuration_is_loaded_over_is_not_known() -> None:
    assert vyos.parse("load /config/other.boot\nset firewall name A default-action drop\n", "a").coverage.unknown == (
        1,
    )
