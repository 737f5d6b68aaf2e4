"""What iptables rules mean, one construct at a time."""

from __future__ import annotations

import pytest

from zonewarden_parsers import linux_iptables
from zonewarden_parsers.model import (
    ANY4,
    ESTABLISHED,
    Action,
    AddressSet,
    AtomKind,
    Device,
    Direction,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.registry import detect

HEAD = "*filter\n:INPUT DROP [0:0]\n:FORWARD DROP [0:0]\n:OUTPUT ACCEPT [0:0]\n"


def device(*lines: str, before: str = "") -> Device:
    parsed = linux_iptables.parse(before + HEAD + "\n".join(lines) + "\nCOMMIT\n", "t.rules")
    assert not parsed.coverage.unknown, [str(d) for d in parsed.diagnostics]
    return parsed.devices[0]


def rules(*lines: str, before: str = "", name: str = "iptables filter FORWARD") -> tuple[Rule, ...]:
    found = device(*lines, before=before).rule_list(name)
    assert found is not None
    return found.rules


def one(words: str, before: str = "") -> Rule:
    (rule,) = rules(f"-A FORWARD {words} -j ACCEPT", before=before)
    return rule


def tcp(*spans: tuple[int, int]) -> ServiceSet:
    return ServiceSet.ports(6, spans)


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        ("-s 10.0.0.1", "10.0.0.1"),
        ("-s 10.0.0.0/255.255.255.0", "10.0.0.0/24"),
        ("-s 10/8", "10.0.0.0/8"),
        ("-m iprange --src-range 10.0.0.3-10.0.0.9", "10.0.0.3-10.0.0.9"),
    ],
)
def test_sources(words: str, sources: str) -> None:
    assert one(words).match.sources == AddressSet.parse(sources)
    negated = words.replace("-s 10", "! -s 10").replace("--src", "! --src")
    assert one(negated).match.sources == ANY4 - AddressSet.parse(sources)


def test_a_mask_with_holes_and_a_list() -> None:
    assert one("-d 10.1.0.1/255.255.0.255").match.destinations.v4.size == 256
    assert one("-s 10.0.0.1,10.0.0.4").match.sources.v4.size == 2
    too_many = linux_iptables.parse(HEAD + "-A FORWARD -d 10.0.0.1/255.0.0.255 -j DROP\nCOMMIT\n", "t")
    assert too_many.coverage.unknown == (5,)
    assert too_many.devices[0].rule_lists[0].rules[0].match.atoms


@pytest.mark.parametrize(
    ("words", "services"),
    [
        ("-p tcp --dport 80", tcp((80, 80))),
        ("-p tcp --dport www", tcp((80, 80))),
        ("-p tcp ! --dport 80", tcp((0, 79), (81, 65535))),
        ("-p tcp --dport ! 80", tcp((0, 79), (81, 65535))),
        ("-p tcp -m multiport --dports 1,5:6,9", tcp((1, 1), (5, 6), (9, 9))),
        ("-p udp --sport :1023", ServiceSet.ports(17, source=((0, 1023),))),
        ("-p udp --dport 1024:", ServiceSet.ports(17, ((1024, 65535),))),
        ("-p tcp -m multiport --ports 7", tcp((7, 7)) | ServiceSet.ports(6, source=((7, 7),))),
        ("-p 47", ServiceSet.protocol(47)),
        ("! -p tcp", ServiceSet.of(((0, 256),)) - ServiceSet.protocol(6)),
        ("-p icmp --icmp-type 3/4", ServiceSet.icmp(1, 3, 4)),
        ("-p icmp --icmp-type fragmentation-needed", ServiceSet.icmp(1, 3, 4)),
        ("-p icmp ! --icmp-type 8", ServiceSet.protocol(1) - ServiceSet.icmp(1, 8)),
        ("-p tcp --syn", tcp((0, 65535)) - ESTABLISHED),
        ("-p tcp ! --syn", ESTABLISHED),
        ("-p tcp --dport 5 --tcp-flags SYN,RST,ACK,FIN SYN", tcp((5, 5)) - ESTABLISHED),
        ("-m state --state ESTABLISHED,RELATED", ESTABLISHED),
        ("-p tcp --dport 5 -m state --state ESTABLISHED", tcp((5, 5)) & ESTABLISHED),
        ("-p udp -m state --state ESTABLISHED", ESTABLISHED),
        ("-p tcp --dport 5 -m state --state NEW,RELATED", tcp((5, 5))),
        ("-p tcp --dport 5 -m conntrack ! --ctstate INVALID", tcp((5, 5))),
        ("-m conntrack ! --ctstate NEW,UNTRACKED", ESTABLISHED),
        ("-p tcp --dport 5 -m conntrack --ctdir ORIGINAL", tcp((5, 5))),
        ("-m conntrack --ctdir REPLY", ESTABLISHED),
    ],
)
def test_services_are_exact(words: str, services: ServiceSet) -> None:
    match = one(words).match
    assert not match.atoms
    assert match.services == services


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("-m limit --limit 5/sec", AtomKind.RATE),
        ("-m recent --update --seconds 60", AtomKind.RATE),
        ("-m mac --mac-source 00:11:22:33:44:55", AtomKind.MAC),
        ("-m owner --uid-owner 0", AtomKind.USER),
        ("-m time --timestart 06:00", AtomKind.SCHEDULE),
        ("-m string --algo bm --string abc", AtomKind.PACKET),
        ("-m mark --mark 0x1/0xff", AtomKind.STATE),
        ("-m addrtype --dst-type LOCAL", AtomKind.PACKET),
        ("-m conntrack --ctstate DNAT", AtomKind.STATE),
        ("-m conntrack --ctstate UNTRACKED", AtomKind.STATE),
        ("-m physdev --physdev-in eth7", AtomKind.INTERFACE),
        ("-m set --match-set nowhere src", AtomKind.REFERENCE),
        ("-d www.example.com", AtomKind.FQDN),
        ("-f", AtomKind.FRAGMENTS),
    ],
)
def test_what_a_header_does_not_tell_only_may_match(words: str, kind: AtomKind) -> None:
    match = one(words).match
    assert [a.kind for a in match.atoms] == [kind]
    assert match.over_parts[:2] == (ANY4, ANY4)
    assert not match.under_parts[2]


def test_flags_that_some_openers_have_are_bounded_both_ways() -> None:
    match = one("-p tcp --tcp-flags SYN,RST SYN").match
    assert match.services == ServiceSet.protocol(6)
    assert match.under_parts[2] == ServiceSet.protocol(6) - ESTABLISHED
    assert one("-p tcp --tcp-flags SYN,PSH SYN,PSH").match.under_parts[2] == ServiceSet()


def test_recent_set_always_matches() -> None:
    assert not one("-m recent --set --name x --rsource").match.atoms


def test_untracked_packets_are_known_where_the_raw_table_is() -> None:
    raw = "*raw\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n"
    assert one("-m conntrack --ctstate ESTABLISHED,UNTRACKED", raw).match.services == ESTABLISHED
    notrack = "*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -s 10.0.0.1 -j CT --notrack\nCOMMIT\n"
    assert one("-m conntrack --ctstate NEW", notrack).match.atoms


def test_interfaces() -> None:
    found = rules(
        "-A FORWARD -i eth0 -o eth1 -j ACCEPT", "-A FORWARD ! -i eth0 -j ACCEPT", "-A FORWARD -o tun+ -j ACCEPT", "-A FORWARD -i + -j ACCEPT",
    )  # fmt: skip
    stand_ins = {"+", "+ (another)", "tun+", "tun+ (another)"}
    assert (found[0].from_interfaces, found[0].to_interfaces) == ({"eth0"}, {"eth1"})
    assert found[1].from_interfaces == {"eth1"} | stand_ins
    assert found[2].to_interfaces == {"tun+", "tun+ (another)"}
    assert found[3].from_interfaces is None
    names = {i.name for i in device("-A FORWARD -i eth0 -j ACCEPT", "-A INPUT -i lo -j ACCEPT").interfaces}
    assert names == {"eth0", "+", "+ (another)"}
    assert device("-A INPUT -i lo -j ACCEPT").placeless


def test_sets() -> None:
    ipset = (
        "create hosts hash:ip family inet\nadd hosts 10.0.0.1\nadd hosts 10.0.0.8/30\n"
        "create web hash:ip,port family inet\nadd web 10.0.0.1,80\nadd web 10.0.0.2,tcp:80\nadd web 10.0.0.1,udp:53\n"
        "create nets hash:net family inet\nadd nets 10.0.0.0/8\nadd nets 10.1.0.0/16 nomatch\nadd nets 10.1.1.0/24\n"
        "create ports bitmap:port range 0-100\nadd ports 22\n"
        "create all list:set size 8\nadd all hosts\nadd all nets\n"
        "create six hash:net family inet6\nadd six fd00::/8\n"
    )
    assert one("-m set --match-set hosts src", ipset).match.sources == AddressSet.parse("10.0.0.1") | AddressSet.parse(
        "10.0.0.8/30"
    )
    pairs = rules("-A FORWARD -m set --match-set web dst,dst -j ACCEPT", before=ipset)
    assert [(str(r.match.destinations), str(r.match.services)) for r in pairs] == [
        ("10.0.0.1, 10.0.0.2", "tcp/80"),
        ("10.0.0.1", "udp/53"),
    ]
    nets = one("-m set --match-set nets dst", ipset).match.destinations
    assert nets == AddressSet.parse("10.0.0.0/8") - AddressSet.parse("10.1.0.0/16") | AddressSet.parse("10.1.1.0/24")
    assert one("-m set ! --match-set nets dst", ipset).match.destinations == ANY4 - nets
    assert one("-p tcp -m set --match-set ports dst", ipset).match.services == tcp((22, 22))
    assert len(rules("-A FORWARD -m set --match-set all src -j ACCEPT", before=ipset)) == 2
    assert rules("-A FORWARD -m set --match-set six src -j ACCEPT", before=ipset) == ()
    assert one("-m set ! --match-set six src", ipset).match.sources == ANY4


def test_sets_that_rules_fill_may_hold_anything() -> None:
    ipset = "create seen hash:ip family inet\nadd seen 10.0.0.1\n"
    found = rules(
        "-A FORWARD -p udp -j SET --add-set seen src", "-A FORWARD -m set --match-set seen src -j ACCEPT", before=ipset
    )
    assert [a.kind for a in found[0].match.atoms] == [AtomKind.DYNAMIC]
    assert found[0].match.sources == ANY4


@pytest.mark.parametrize(
    ("target", "action"),
    [("ACCEPT", Action.PERMIT), ("DROP", Action.DENY), ("REJECT --reject-with tcp-reset", Action.DENY), ("NFQUEUE --queue-num 1", Action.UNKNOWN)],
)  # fmt: skip
def test_targets_that_decide(target: str, action: Action) -> None:
    (rule,) = rules(f"-A FORWARD -p tcp -j {target}")
    assert rule.action is action


@pytest.mark.parametrize("target", ["LOG --log-prefix x", "MARK --set-mark 1", "TCPMSS --clamp-mss-to-pmtu", "TRACE"])
def test_targets_that_go_on(target: str) -> None:
    assert rules(f"-A FORWARD -p tcp -j {target}") == ()


def test_a_log_in_front_marks_the_rule() -> None:
    found = rules("-A FORWARD -p tcp -j LOG", "-A FORWARD -p tcp -j DROP", "-A FORWARD -j DROP")
    assert [r.logged for r in found] == [True, False]


def test_drops_of_other_tables_are_stages() -> None:
    mangle = "*mangle\n:FORWARD ACCEPT [0:0]\n:POSTROUTING ACCEPT [0:0]\n-A FORWARD -s 10.0.0.1 -j DROP\n-A POSTROUTING -j MARK --set-mark 1\nCOMMIT\n"
    found = device("-A FORWARD -j ACCEPT", before=mangle)
    assert [b.rule_list for b in found.bindings if b.families == (4,)] == [
        "iptables mangle FORWARD",
        "iptables filter FORWARD",
    ]
    assert {b.direction for b in found.bindings} == {Direction.FORWARD}


def test_drops_before_destination_nat_are_a_gap() -> None:
    before = (
        "*raw\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -d 192.0.2.1 -j DROP\nCOMMIT\n"
        "*nat\n:PREROUTING ACCEPT [0:0]\n-A PREROUTING -d 192.0.2.2 -p tcp --dport 80 -j DNAT --to-destination 10.0.0.2:8080\nCOMMIT\n"
    )
    found = device("-A FORWARD -j ACCEPT", before=before)
    assert [g.effect.value for g in found.gaps if "drops before addresses are translated" in g.reason] == ["may-deny"]
    assert found.rule_lists[0].name == "iptables filter FORWARD"
    (nat,) = found.nat
    assert (nat.kind, str(nat.mapped), str(nat.real)) == ("static", "192.0.2.2", "10.0.0.2")


def test_versions_of_ip() -> None:
    text = (
        "# Generated by iptables-save v1.8\n" + HEAD + "-A FORWARD -s 10.0.0.1 -j ACCEPT\nCOMMIT\n"
        "# Generated by ip6tables-save v1.8\n" + HEAD + "-A FORWARD -p tcp -j ACCEPT\nCOMMIT\n"
    )  # fmt: skip
    lists = linux_iptables.parse(text, "t").devices[0].rule_lists
    assert [r.name for r in lists] == ["iptables filter FORWARD", "ip6tables filter FORWARD"]
    assert not lists[1].rules[0].match.sources.v4
    guessed = linux_iptables.parse(HEAD + "-A FORWARD -s fd00::/8 -p icmpv6 -j ACCEPT\nCOMMIT\n", "t").devices[0]
    assert [(r.name, r.default) for r in guessed.rule_lists] == [
        ("iptables filter FORWARD (not in this file)", Action.UNKNOWN),
        ("ip6tables filter FORWARD", Action.DENY),
    ]


def test_commands_of_a_script_change_the_chains_in_order() -> None:
    text = (
        "IPT=iptables\n$IPT -P FORWARD DROP\n$IPT -A FORWARD -p tcp -j ACCEPT\n$IPT -I FORWARD -s 10.0.0.1 -j DROP\n"
        "$IPT -A FORWARD -p udp -j ACCEPT\n$IPT -D FORWARD -p tcp -j ACCEPT\n$IPT -R FORWARD 2 -p icmp -j ACCEPT\n"
    )
    parsed = linux_iptables.parse(text, "t")
    assert not parsed.coverage.unknown
    found = parsed.devices[0].rule_lists[0]
    assert [(r.action.value, str(r.match.services)) for r in found.rules] == [("deny", "any"), ("permit", "icmp")]
    assert found.default is Action.DENY


def test_what_a_shell_must_decide_is_unknown_and_a_gap() -> None:
    parsed = linux_iptables.parse("for p in 22 80; do\niptables -A FORWARD -p tcp --dport $p -j ACCEPT\ndone\n", "t")
    assert parsed.coverage.unknown == (1, 2, 3)
    assert {g.location.line for g in parsed.devices[0].gaps if g.aspect.value == "flows"} == {1, 2, 3}


def test_services_of_the_machine_itself() -> None:
    found = device(
        "-A INPUT -i lo -j ACCEPT",
        "-A INPUT -s 10.9.9.9 -j DROP",
        "-A INPUT -s 10.9.0.0/16 -i eth0 -p tcp -m multiport --dports 22,443 -j ACCEPT",
        "-A INPUT -p udp --dport 161 -m limit --limit 1/s -j ACCEPT",
    )
    assert [(s.protocol, s.interfaces, s.sources_known) for s in found.management.services] == [
        ("ssh", ("eth0",), True), ("snmp", (), False), ("https", ("eth0",), True),
    ]  # fmt: skip
    assert AddressSet.parse("10.9.9.9").isdisjoint(found.management.services[0].sources)
    assert not [g for g in found.gaps if "listens" in g.reason]


def test_an_input_chain_that_permits_everything_is_a_gap() -> None:
    found = device("-A INPUT -i eth0 -j ACCEPT")
    assert [g.location.line for g in found.gaps if "listens" in g.reason] == [5]
    assert not found.management.services


def test_the_formats_are_told_apart() -> None:
    assert detect(HEAD) == "linux-iptables"
    assert detect("#!/bin/sh\niptables -A INPUT -j DROP\n") == "linux-iptables"
    assert linux_iptables.score("hostname x\ninterface GigabitEthernet0/0\n") == 0


@pytest.mark.parametrize("module", ["limit", "rt", "frag", "hbh", "eui64", "osf", "ipvs", "connlimit"])
def test_a_module_that_asks_by_its_name_alone_is_a_doubt(module: str) -> None:
    (bare,) = rules(f"-A FORWARD -m {module} -j DROP")
    assert [a.text for a in bare.match.atoms] == [f"-m {module}"]
    (stated,) = rules(f"-A FORWARD -m {module} --some-option 1 -j DROP")
    assert [a.text for a in stated.match.atoms] == [f"{module} --some-option 1"]


def test_options_of_a_protocol_may_stand_before_it() -> None:
    assert one("-m tcp --dport 22 -p tcp").match.services == tcp((22, 22))


@pytest.mark.parametrize("rest", ["sdf", "-m conntrack --ctstate -j DROP", "-s 10.1.1.1 -j"])
def test_unread_words_without_a_target_may_hold_it(rest: str) -> None:
    parsed = linux_iptables.parse(
        f"*filter\n:FORWARD DROP [0:0]\n-A FORWARD -o eth1 {rest}\n-A FORWARD -j ACCEPT\nCOMMIT\n", "t"
    )
    listed = parsed.devices[0].rule_list("iptables filter FORWARD")
    assert listed is not None
    assert parsed.coverage.unknown == (3,)
    assert [(r.location.line, r.action.value) for r in listed.rules] == [(3, "unknown"), (4, "permit")]


def test_a_part_of_a_table_says_nothing_of_what_is_forwarded() -> None:
    part = "*filter\n:ufw-user-forward - [0:0]\n-A ufw-user-forward -p tcp --dport 22 -j ACCEPT\nCOMMIT\n"
    lists = linux_iptables.parse(part, "user.rules").devices[0].rule_lists
    assert [(r.rules, r.default) for r in lists] == [((), Action.UNKNOWN)] * 2


@pytest.mark.parametrize(("rest", "line"), [("", 3), ("*nat\n:PREROUTING ACCEPT [0:0]\nCOMMIT\n", 4)])
def test_a_section_without_its_commit_leaves_everything_open(rest: str, line: int) -> None:
    parsed = linux_iptables.parse(f"*filter\n:FORWARD DROP [0:0]\n-A FORWARD -j ACCEPT\n{rest}", "t")
    gaps = [(g.aspect.value, g.location.line) for g in parsed.devices[0].gaps if "COMMIT" in g.reason]
    assert gaps == [("flows", line), ("management", line)]
