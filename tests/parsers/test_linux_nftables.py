"""What nftables rules mean, one construct at a time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zonewarden_parsers import linux_nftables
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
    Effect,
    Rule,
    ServiceSet,
)
from zonewarden_parsers.registry import detect

FIXTURES = Path(__file__).parents[2] / "fixtures"


def device(*lines: str, family: str = "inet", before: str = "", after: str = "") -> Device:
    body = "\n".join(lines)
    text = f"table {family} t {{\n{before}\nchain f {{\ntype filter hook forward priority 0; policy drop;\n{body}\n}}\n}}\n{after}"
    parsed = linux_nftables.parse(text, "t.nft")
    assert not parsed.coverage.unknown, [str(d) for d in parsed.diagnostics]
    return parsed.devices[0]


def rules(*lines: str, family: str = "inet", before: str = "") -> tuple[Rule, ...]:
    found = device(*lines, family=family, before=before).rule_list(f"{family} t f")
    assert found is not None
    return found.rules


def one(words: str, *, family: str = "inet", before: str = "") -> Rule:
    (rule,) = rules(f"{words} accept", family=family, before=before)
    return rule


def tcp(*spans: tuple[int, int]) -> ServiceSet:
    return ServiceSet.ports(6, spans)


@pytest.mark.parametrize(
    ("words", "sources"),
    [
        ("ip saddr 10.0.0.1", AddressSet.parse("10.0.0.1")),
        ("ip saddr 10.0.0.0/8", AddressSet.parse("10.0.0.0/8")),
        ("ip saddr 10.0.0.1-10.0.0.9", AddressSet.parse("10.0.0.1-10.0.0.9")),
        ("ip saddr != 10.0.0.1", ANY4 - AddressSet.parse("10.0.0.1")),
        ("ip saddr { 10.0.0.1, 10.0.0.4/30 }", AddressSet.parse("10.0.0.1") | AddressSet.parse("10.0.0.4/30")),
        (
            "ip saddr != { 10.0.0.1, 10.0.0.4/30 }",
            ANY4 - AddressSet.parse("10.0.0.1") - AddressSet.parse("10.0.0.4/30"),
        ),
        ("ip6 saddr fd00::/8", AddressSet.parse("fd00::/8")),
        ("ip6 saddr != ::1", ANY6 - AddressSet.parse("::1")),
        ("ip saddr & 255.255.0.0 == 10.1.0.0", AddressSet.parse("10.1.0.0/16")),
        ("meta nfproto ipv4", ANY4),
        ("meta protocol ip6", ANY6),
        ("meta protocol != ip", ANY6),
    ],
)
def test_addresses_are_exact(words: str, sources: AddressSet) -> None:
    match = one(words).match
    assert not match.atoms
    assert match.sources == sources


@pytest.mark.parametrize(
    ("words", "services"),
    [
        ("tcp dport 80", tcp((80, 80))),
        ("tcp dport http", tcp((80, 80))),
        ("tcp dport != 80", tcp((0, 79), (81, 65535))),
        ("tcp dport { 1, 5-6, ssh }", tcp((1, 1), (5, 6), (22, 22))),
        ("tcp dport >= 1024", tcp((1024, 65535))),
        ("tcp dport < 1024", tcp((0, 1023))),
        ("tcp dport gt 65534", tcp((65535, 65535))),
        ("udp sport 53", ServiceSet.ports(17, source=((53, 53),))),
        ("meta l4proto tcp", ServiceSet.protocol(6)),
        ("meta l4proto { tcp, 47 }", ServiceSet.protocol(6) | ServiceSet.protocol(47)),
        ("meta l4proto != udp", ServiceSet.of(((0, 256),)) - ServiceSet.protocol(17)),
        ("meta l4proto tcp th dport 80", tcp((80, 80))),
        ("icmp type { echo-request, 3 }", ServiceSet.icmp(1, 8) | ServiceSet.icmp(1, 3)),
        ("icmp type != echo-request", ServiceSet.protocol(1) - ServiceSet.icmp(1, 8)),
        ("icmpv6 type nd-neighbor-solicit", ServiceSet.icmp(58, 135)),
        ("icmp type destination-unreachable icmp code 4", ServiceSet.icmp(1, 3, 4)),
        ("ct state established,related", ESTABLISHED),
        ("ct state { new, established } tcp dport 5", tcp((5, 5))),
        ("ct state != invalid tcp dport 5", tcp((5, 5))),
        ("ct state established udp dport 5", ESTABLISHED),
        ("ct state & (established | related) != 0", ESTABLISHED),
        ("tcp flags & (fin | syn | rst | ack) == syn", tcp((0, 65535)) - ESTABLISHED),
        ("tcp flags syn / fin,syn,rst,ack tcp dport 5", tcp((5, 5)) - ESTABLISHED),
        ("tcp flags & (fin | syn | rst | ack) != syn", ESTABLISHED),
        ("ct direction reply", ESTABLISHED),
    ],
)
def test_services_are_exact(words: str, services: ServiceSet) -> None:
    match = one(words).match
    assert not match.atoms
    assert match.services == services


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("limit rate 5/second", AtomKind.RATE),
        ("limit rate over 1 mbytes/second burst 5 kbytes", AtomKind.RATE),
        ("ct count over 10", AtomKind.RATE),
        ("quota over 10 mbytes", AtomKind.RATE),
        ("ether saddr 00:11:22:33:44:55", AtomKind.MAC),
        ("meta skuid root", AtomKind.USER),
        ("meta hour \"08:00\"-\"17:00\"", AtomKind.SCHEDULE),
        ("meta mark 0x10", AtomKind.STATE),
        ("ct mark 5", AtomKind.STATE),
        ("ct status dnat", AtomKind.STATE),
        ("fib daddr type local", AtomKind.PACKET),
        ("ip dscp cs1", AtomKind.PACKET),
        ("ip saddr @nowhere", AtomKind.REFERENCE),
        ("ip daddr www.example.com", AtomKind.FQDN),
        ("iifgroup 3", AtomKind.INTERFACE),
        ("tcp option maxseg exists", AtomKind.PACKET),
        ("meta pkttype broadcast", AtomKind.PACKET),
        ("ct state untracked", AtomKind.STATE),
    ],
)  # fmt: skip
def test_what_a_header_does_not_tell_only_may_match(words: str, kind: AtomKind) -> None:
    match = one(words).match
    assert [a.kind for a in match.atoms] == [kind]
    assert not match.under_parts[2]


@pytest.mark.parametrize("words", ["counter", "log prefix \"x\"", "meta mark set 1", "notrack", "tcp option maxseg size set rt mtu",
                                   "ct helper set \"ftp\"", "ip dscp set cs1", "counter packets 1 bytes 2", "flow add @ft", "dup to 10.0.0.1"])  # fmt: skip
def test_statements_that_ask_nothing(words: str) -> None:
    rule = one(words, family="ip")
    assert not rule.match.atoms
    assert rule.match.services == ServiceSet.of(((0, 256),))
    assert rule.logged == words.startswith("log")


@pytest.mark.parametrize(
    ("words", "action"),
    [("accept", Action.PERMIT), ("drop", Action.DENY), ("reject", Action.DENY), ("queue num 1-3 bypass", Action.UNKNOWN),
     ("return", Action.DENY), ("frobnicate", Action.UNKNOWN), ("jump nowhere", Action.UNKNOWN)],
)  # fmt: skip
def test_verdicts(words: str, action: Action) -> None:
    text = f"table ip t {{ chain f {{ type filter hook forward priority 0; policy drop; ip protocol tcp {words}; }}; }}"
    (rule,) = linux_nftables.parse(text, "t").devices[0].rule_lists[0].rules
    assert rule.action is action
    assert rule.match.services == ServiceSet.protocol(6)


def test_a_tcp_reset_answers_tcp_only() -> None:
    (rule,) = rules("reject with tcp reset")
    assert rule.match.services == ServiceSet.protocol(6)


def test_interfaces() -> None:
    found = rules(
        'iifname "eth0" oifname "eth1" accept', "iifname != eth0 accept", 'oifname "tun*" accept', 'iif { eth0, "eth1" } accept',
    )  # fmt: skip
    stand_ins = {"+", "+ (another)", "tun+", "tun+ (another)"}
    assert (found[0].from_interfaces, found[0].to_interfaces) == ({"eth0"}, {"eth1"})
    assert found[1].from_interfaces == {"eth1"} | stand_ins
    assert found[2].to_interfaces == {"tun+", "tun+ (another)"}
    assert found[3].from_interfaces == {"eth0", "eth1"}
    assert device("ip saddr 10.0.0.1 accept").placeless


def test_named_sets_and_concatenations() -> None:
    before = (
        "set hosts { type ipv4_addr; flags interval; elements = { 10.0.0.0/24, 10.0.2.1-10.0.2.9 }; }\n"
        "set pairs { type ipv4_addr . inet_service\nelements = { 10.0.0.1 . 80,\n10.0.0.2 . 80, 10.0.0.1 . 443 }\n}\n"
        "set moving { type ipv4_addr; flags timeout; elements = { 10.0.0.1 }; }"
    )
    hosts = AddressSet.parse("10.0.0.0/24") | AddressSet.parse("10.0.2.1-10.0.2.9")
    assert one("ip saddr @hosts", before=before).match.sources == hosts
    assert one("ip saddr != @hosts", before=before).match.sources == ANY4 - hosts
    found = rules("ip daddr . tcp dport @pairs accept", before=before)
    assert {(str(r.match.destinations), str(r.match.services)) for r in found} == {
        ("10.0.0.1, 10.0.0.2", "tcp/80"),
        ("10.0.0.1", "tcp/443"),
    }
    rest = rules("ip daddr . tcp dport != @pairs drop", before=before)
    assert all(not r.match.atoms and r.match.services <= ServiceSet.protocol(6) for r in rest)
    assert [a.kind for a in one("ip saddr @moving", before=before).match.atoms] == [AtomKind.DYNAMIC]
    filled = rules("ip protocol udp add @hosts { ip saddr }", "ip saddr @hosts accept", before=before)
    assert [a.kind for a in filled[0].match.atoms] == [AtomKind.DYNAMIC]


def test_verdict_maps() -> None:
    chains = "chain web { tcp dport 80 accept; }"
    found = rules("tcp dport vmap { 22 : accept, 23-24 : drop, * : jump web }", before=chains)
    assert [(r.action, str(r.match.services)) for r in found] == [
        (Action.PERMIT, "tcp/22"), (Action.DENY, "tcp/23-24"), (Action.PERMIT, "tcp/80"),
    ]  # fmt: skip
    named = "map m { type inet_service : verdict; elements = { 22 : accept }; }"
    assert [str(r.match.services) for r in rules("tcp dport vmap @m", before=named)] == ["tcp/22"]
    (unknown,) = rules("tcp dport vmap @other")
    assert unknown.action is Action.UNKNOWN


def test_the_rest_of_a_verdict_map_does_not_meet_a_key_that_returned() -> None:
    chains = "chain web { ip saddr 10.0.0.1 accept; }"
    found = rules("tcp dport vmap { 80 : jump web, * : drop }", "accept", before=chains)
    assert [(r.action, str(r.match.services)) for r in found][1:] == [
        (Action.DENY, "tcp/0-79, tcp/81-65535"),
        (Action.PERMIT, "any"),
    ]


def test_inline_chains_and_goto() -> None:
    found = rules("ip saddr 10.0.0.0/8 jump { tcp dport 22 drop; udp dport 53 accept; }", "ip protocol tcp goto g", "accept",
                  before="chain g { tcp dport 80 accept; }")  # fmt: skip
    assert [(r.action, str(r.match.services)) for r in found] == [
        (Action.DENY, "tcp/22"), (Action.PERMIT, "udp/53"), (Action.PERMIT, "tcp/80"), (Action.DENY, "tcp"), (Action.PERMIT, "any"),
    ]  # fmt: skip


def test_base_chains_stand_in_series_by_priority() -> None:
    after = (
        "table ip a { chain x { type filter hook forward priority 10; policy accept; ip daddr 10.0.0.1 drop; }; }\n"
        "table ip6 b { chain y { type filter hook forward priority -5; policy accept; }; }\n"
        "table ip r { chain p { type filter hook prerouting priority raw; policy accept; ip saddr 10.0.0.2 drop; }; }\n"
    )
    found = device("accept", after=after)
    assert [(b.rule_list, b.families) for b in found.bindings] == [
        ("ip r p", (4,)), ("ip6 b y", (6,)), ("inet t f", (4, 6)), ("ip a x", (4,)),
    ]  # fmt: skip


def test_drops_before_destination_nat_are_a_gap() -> None:
    after = (
        "table ip r { chain p { type filter hook prerouting priority raw; policy accept; ip daddr 10.0.0.2 drop; }; }\n"
        "table ip n { chain p { type nat hook prerouting priority dstnat; ip daddr 192.0.2.1 tcp dport 80 dnat to 10.0.0.2:8080; }; }\n"
    )
    found = device("accept", after=after)
    assert [g.effect.value for g in found.gaps if "before addresses are translated" in g.reason] == ["may-deny"]
    (nat,) = found.nat
    assert (nat.kind, str(nat.mapped), str(nat.real)) == ("static", "192.0.2.1", "10.0.0.2")


def test_other_families() -> None:
    found = device(
        "accept",
        after="table bridge b { chain c { type filter hook forward priority 0; policy drop; }; }\ntable arp a { chain c { arp operation request drop; }; }",
    )
    assert [g.effect.value for g in found.gaps if "bridge" in g.reason] == ["either"]
    assert len(found.rule_lists) == 1


def test_a_version_without_forward_chain_is_forwarded() -> None:
    found = device("ip daddr 10.0.0.1 accept", family="ip")
    assert [(r.name, r.default) for r in found.rule_lists][1:] == [("no forward chain for IPv6", Action.PERMIT)]


def test_definitions_are_put_in() -> None:
    text = (
        "define hosts = { 10.0.0.1, 10.0.0.2 }\ndefine all = { $hosts, 10.0.0.3 }\ndefine port = 80\n"
        "table ip t { chain f { type filter hook forward priority 0; ip saddr $all tcp dport { $port, 81 } accept; ip saddr $none drop; }; }\n"
    )
    parsed = linux_nftables.parse(text, "t")
    first, second = parsed.devices[0].rule_lists[0].rules
    assert (first.match.sources.v4.size, first.match.services) == (3, tcp((80, 81)))
    assert [a.kind for a in second.match.atoms] == [AtomKind.REFERENCE]
    assert [u.name for u in parsed.devices[0].undefined] == ["none"]


def test_commands_act_in_order() -> None:
    text = (
        "add table ip t\nadd chain ip t f { type filter hook forward priority 0; policy drop; }\n"
        "add rule ip t f tcp dport 1 accept\ninsert rule ip t f tcp dport 2 accept\nadd set ip t s { type ipv4_addr; }\n"
        "add element ip t s { 10.0.0.1 }\nadd rule ip t f ip saddr @s accept\n"
    )
    parsed = linux_nftables.parse(text, "t")
    assert not parsed.coverage.unknown
    found = parsed.devices[0].rule_lists[0]
    assert [str(r.match.services) for r in found.rules] == ["tcp/2", "tcp/1", "any"]
    assert str(found.rules[2].match.sources) == "10.0.0.1"
    assert not linux_nftables.parse(text + "flush ruleset\n", "t").devices[0].rule_list("ip t f")


@pytest.mark.parametrize("line", ['include "/etc/nft/*.nft"', "what is this", "delete rule ip t f handle 4"])
def test_what_is_not_here_is_a_gap(line: str) -> None:
    parsed = linux_nftables.parse(f"table ip t {{ chain f {{ accept; }}; }}\n{line}\n", "t")
    assert parsed.coverage.unknown == (2,)
    assert 2 in {g.location.line for g in parsed.devices[0].gaps if g.aspect.value == "flows"}


def test_rules_have_their_own_place_on_a_shared_line() -> None:
    text = "table ip t { chain f { type filter hook forward priority 0; tcp dport 1 accept; tcp dport 2 drop; }; }"
    for rule in linux_nftables.parse(text, "t").devices[0].rule_lists[0].rules:
        assert text[rule.location.column - 1 : rule.location.end_column - 1] == rule.text
        assert rule.text.startswith("tcp dport")


def test_services_of_the_machine_itself() -> None:
    after = (
        "table inet i { chain in { type filter hook input priority 0; policy drop; iif lo accept; ip saddr 10.9.9.9 drop; "
        'ip saddr 10.9.0.0/16 iifname "eth0" tcp dport { 22, 443 } accept; }; }'
    )
    found = device("accept", after=after)
    assert [(s.protocol, s.interfaces) for s in found.management.services] == [("ssh", ("eth0",)), ("https", ("eth0",))]
    assert AddressSet.parse("10.9.9.9").isdisjoint(found.management.services[0].sources)
    assert not [g for g in found.gaps if "listens" in g.reason or "input chain" in g.reason]


def test_input_chains_in_series_leave_the_sources_open() -> None:
    chain = (
        "table inet {0} {{ chain in {{ type filter hook input priority {1}; policy drop; tcp dport 22 accept; }}; }}"
    )
    found = device("accept", after="\n".join([chain.format("a", 0), chain.format("b", 5)]))
    assert {(s.protocol, s.sources_known) for s in found.management.services} == {("ssh", False)}


def test_json_says_what_text_says() -> None:
    text = (FIXTURES / "equivalent" / "linux-nftables.nft").read_text(encoding="utf-8")
    data = (FIXTURES / "linux_nftables" / "ruleset.nftjson").read_text(encoding="utf-8")
    assert json.loads(data)
    one, other = (linux_nftables.parse(t, "t").devices[0] for t in (text, data))
    assert [(r.name, r.default) for r in one.rule_lists] == [(r.name, r.default) for r in other.rule_lists]
    for a, b in zip(one.rule_lists[0].rules, other.rule_lists[0].rules, strict=True):
        assert (a.action, a.match, a.from_interfaces, a.to_interfaces) == (
            b.action,
            b.match,
            b.from_interfaces,
            b.to_interfaces,
        )
    assert {i.name for i in one.interfaces} == {i.name for i in other.interfaces}


def test_broken_json_is_told() -> None:
    data = (FIXTURES / "linux_nftables" / "ruleset.nftjson").read_text(encoding="utf-8")
    parsed = linux_nftables.parse(data[:700], "t")
    assert parsed.coverage.unknown
    assert any(d.code == "json" for d in parsed.diagnostics)


def test_the_formats_are_told_apart() -> None:
    assert detect("#!/usr/sbin/nft -f\nflush ruleset\ntable inet x {\n}\n") == "linux-nftables"
    assert detect('{"nftables": [{"metainfo": {}}]}') == "linux-nftables"
    assert linux_nftables.score("hostname x\n") == 0
    assert rules("accept")[0].match.sources == ANY


@pytest.mark.parametrize(
    ("text", "unread", "reason"),
    [
        ("table ip t {\n chain f {\n  tcp dport 22\n", (), "the text ends inside a block"),
        ("table ip t {\n chain a {\n chain f {\n  drop\n }\n }\n}\n", (3, 4, 5), "not a part of an nftables rule set"),
    ],
)
def test_what_swallows_lines_is_told_on_every_one(text: str, unread: tuple[int, ...], reason: str) -> None:
    parsed = linux_nftables.parse(text, "t")
    assert parsed.coverage.unknown == unread
    assert set(unread) <= {d.location.line for d in parsed.diagnostics}
    assert reason in {d.message for d in parsed.diagnostics}
    assert any(g.aspect is Aspect.FLOWS for g in parsed.devices[0].gaps)


@pytest.mark.parametrize(
    "words",
    [
        "numgen inc mod 2 vmap { 0 : accept, 1 : drop }",
        "jhash ip saddr . tcp dport mod 2 seed 0xbeef offset 5 vmap { 5 : accept, 6 : drop }",
        "symhash mod 2 vmap { 0 : accept, 1 : drop }",
    ],
)
def test_what_hashes_and_counters_choose_is_in_doubt(words: str) -> None:
    found = rules(words)
    assert [(r.action, [a.kind for a in r.match.atoms]) for r in found] == [
        (Action.PERMIT, [AtomKind.PACKET]),
        (Action.DENY, [AtomKind.PACKET]),
    ]


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("ipsec in reqid 1", "ipsec in reqid"),
        ("ipsec out spnum 1 ip saddr 10.0.0.1", "ipsec out spnum 1 ip saddr"),
        ("osf ttl loose name Linux", "osf ttl loose name"),
        ("meta priority 1:5", "meta priority 5"),
    ],
)
def test_conditions_outside_the_model_take_their_own_words_only(words: str, text: str) -> None:
    match = one(f"{words} tcp dport 22").match
    assert [a.text for a in match.atoms] == [text]
    assert match.services == tcp((22, 22))


def test_a_class_that_is_set_ends_with_its_number() -> None:
    assert one("meta priority set 1:5 tcp dport 22").match.services == tcp((22, 22))


def test_ports_without_a_protocol_may_be_bytes_of_any_other() -> None:
    sure, doubted = rules("th dport 53 accept")
    assert sure.match.services == ServiceSet.union(ServiceSet.ports(n, ((53, 53),)) for n in (6, 17, 33, 132, 136))
    assert ServiceSet.icmp(1) <= doubted.match.services
    assert [a.kind for a in doubted.match.atoms] == [AtomKind.PACKET]
    assert len(rules("meta l4proto { tcp, udp } th dport 53 accept")) == 1


def hooked(hook: str, *lines: str, priority: str = "0") -> Device:
    body = "\n".join(lines)
    after = (
        f"table inet h {{\nchain c {{\ntype filter hook {hook} priority {priority}; policy accept;\n{body}\n}}\n}}\n"
    )
    return device("iifname { eth0, eth1 } accept", after=after)


def test_before_routing_no_packet_has_an_outgoing_interface() -> None:
    found = hooked("prerouting", "oifname eth1 tcp dport 22 drop", "oifname != eth1 tcp dport 23 drop").rule_list(
        "inet h c"
    )
    assert found is not None
    assert [(r.match.services, r.to_interfaces) for r in found.rules] == [(tcp((23, 23)), None)]


def test_after_routing_the_incoming_interface_is_a_doubt() -> None:
    found = hooked("postrouting", "iifname eth1 tcp dport 22 drop", "iifname != eth1 tcp dport 23 drop").rule_list(
        "inet h c"
    )
    assert found is not None
    assert [r.from_interfaces for r in found.rules] == [frozenset({"eth1"}), None]
    assert all([a.kind for a in r.match.atoms] == [AtomKind.INTERFACE] for r in found.rules)


def test_states_are_not_known_before_tracking() -> None:
    early = hooked("prerouting", "ct state invalid drop", priority="raw")
    assert [g.effect for g in early.gaps if "before they are tracked" in g.reason] == [Effect.MAY_DENY]
    late = hooked("prerouting", "ct state new tcp dport 22 drop", priority="mangle")
    assert late.rule_list("inet h c") is not None
    assert not [g for g in late.gaps if "tracked" in g.reason]


@pytest.mark.parametrize(
    "hook",
    [
        r"{ type filter hook forward priority 0 \; policy drop \; }",
        "'{ type filter hook forward priority 0; policy drop; }'",
        '"{ type filter hook forward priority 0; policy drop; }"',
    ],
)
def test_what_a_shell_takes_away_is_gone(hook: str) -> None:
    script = (
        "#!/bin/sh\nsudo nft add table inet t\n"
        f"/usr/sbin/nft add chain inet t f {hook}\n"
        "nft 'add rule inet t f udp dport 53 accept'\n"
        r"nft add rule inet t f tcp dport \{ 80, 443 \} log prefix \"web \" accept" + "\n"
    )
    parsed = linux_nftables.parse(script, "fw.sh")
    assert not parsed.coverage.unknown
    listed = parsed.devices[0].rule_list("inet t f")
    assert listed is not None
    assert listed.default is Action.DENY
    assert [r.match.services for r in listed.rules] == [ServiceSet.ports(17, ((53, 53),)), tcp((80, 80), (443, 443))]
