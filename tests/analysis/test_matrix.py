"""The zone matrix against a packet simulator, and the cases that simple checkers get wrong."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from random import Random

import pytest

from tests.analysis.build import HERE, bound, device, interface, net, rule_list, zone
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.site.model import DeclaredDevice
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY_SERVICE,
    INITIATING,
    Action,
    AddressSet,
    Aspect,
    Atom,
    AtomKind,
    Device,
    Direction,
    Effect,
    Gap,
    ImplicitPolicy,
    IntervalSet,
    Match,
    PacketSet,
    Route,
    Rule,
    ServiceSet,
    Vpn,
    VpnKind,
)

PERMIT, DENY = Action.PERMIT, Action.DENY
MODBUS = ServiceSet.ports(6, ((502, 502),))


def flow(found: Device, from_zone: str, to_zone: str, zones: dict[str, object]) -> Flow | None:
    flows = matrix(found, found.name, zones, None)  # type: ignore[arg-type]
    return next((f for f in flows if (f.from_zone, f.to_zone) == (from_zone, to_zone)), None)


def permitted(found: Flow | None, *, definite: bool = True) -> PacketSet:
    assert found is not None
    return PacketSet(tuple(p.product for p in found.permits if p.definite or not definite))


def same(a: PacketSet, b: PacketSet) -> bool:
    return a <= b and b <= a


ZONES = {"it": zone("it", "10.1.0.0/24", kind="enterprise"), "ot": zone("ot", "10.2.0.0/24")}
TWO = (interface("a", "10.1.0.1/24"), interface("b", "10.2.0.1/24"))


def test_one_host_denied_then_wider_permit_leaves_exactly_the_others() -> None:
    acl = rule_list("in", (DENY, Match(net("10.1.0.7"), ANY)), (PERMIT, Match(net("10.1.0.0/24"), ANY, MODBUS)))
    found = flow(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), "it", "ot", ZONES)
    expected = PacketSet.match(net("10.1.0.0/24") - net("10.1.0.7"), net("10.2.0.0/24"), MODBUS & INITIATING)
    assert same(permitted(found), expected)


def test_two_denies_that_together_cover_a_permit_leave_nothing() -> None:
    acl = rule_list(
        "in",
        (DENY, Match(net("10.1.0.0/25"), ANY)),
        (DENY, Match(net("10.1.0.128/25"), ANY)),
        (PERMIT, Match(ANY4, ANY4)),
    )
    found = flow(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), "it", "ot", ZONES)
    assert not permitted(found, definite=False)


def test_an_interface_without_a_list_forwards_everything() -> None:
    found = flow(device(interfaces=TWO), "it", "ot", ZONES)
    assert same(permitted(found), PacketSet.match(net("10.1.0.0/24"), net("10.2.0.0/24"), INITIATING))
    assert found is not None
    assert "no access list on a" in found.permits[0].via[0].text


def test_a_management_port_forwards_nothing_even_where_the_site_declares_a_zone_at_it() -> None:
    ports = (interface("a", "10.1.0.0/24"), interface("m", "10.2.0.0/24", management_only=True))
    declared = DeclaredDevice("r1", HERE, zone_map={"a": "it", "m": "ot"})
    assert matrix(device(interfaces=ports), "r1", ZONES, declared) == ()
    assert matrix(device(interfaces=(ports[0], replace(ports[1], management_only=False))), "r1", ZONES, declared)


def test_both_directions_of_binding_must_permit() -> None:
    inward = rule_list("in", (PERMIT, Match(ANY4, ANY4, ServiceSet.ports(6))))
    outward = rule_list("out", (PERMIT, Match(net("10.1.0.8/29"), ANY4)))
    two_lists = device(
        interfaces=TWO, rule_lists=(inward, outward), bindings=(bound("in", "a"), bound("out", "b", Direction.OUT))
    )
    found = flow(two_lists, "it", "ot", ZONES)
    tcp = ServiceSet.ports(6) & INITIATING
    assert same(permitted(found), PacketSet.match(net("10.1.0.8/29"), net("10.2.0.0/24"), tcp))
    assert found is not None
    assert [v.list_name for v in found.permits[0].via] == ["in", "out"]


def test_established_only_lets_nobody_begin() -> None:
    acl = rule_list("in", (PERMIT, Match(ANY4, ANY4, ANY_SERVICE - INITIATING)))
    found = flow(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), "it", "ot", ZONES)
    assert not permitted(found, definite=False)


def test_security_levels_permit_from_high_to_low_only_without_a_list() -> None:
    implicit = (
        ImplicitPolicy("a", "b", permit=True, reason="level 100 to 0", location=HERE),
        ImplicitPolicy("b", "a", permit=False, reason="level 0 to 100", location=HERE),
    )
    asa = device(interfaces=TWO, implicit=implicit, stateful=True)
    assert permitted(flow(asa, "it", "ot", ZONES))
    assert not permitted(flow(asa, "ot", "it", ZONES))
    acl = rule_list("in", (PERMIT, Match(ANY4, ANY4, MODBUS)))
    with_list = replace(asa, rule_lists=(acl,), bindings=(bound("in", "a"),))
    expected = PacketSet.match(net("10.1.0.0/24"), net("10.2.0.0/24"), MODBUS & INITIATING)
    assert same(permitted(flow(with_list, "it", "ot", ZONES)), expected)


def test_a_global_list_decides_what_the_interface_list_leaves_open() -> None:
    own = rule_list("own", (DENY, Match(net("10.1.0.0/25"), ANY)))
    shared = rule_list("all", (PERMIT, Match(ANY4, ANY4, MODBUS)))
    asa = device(
        interfaces=TWO, rule_lists=(own, shared), bindings=(bound("own", "a"), bound("all", "", Direction.GLOBAL))
    )
    expected = PacketSet.match(net("10.1.0.128/25"), net("10.2.0.0/24"), MODBUS & INITIATING)
    assert same(permitted(flow(asa, "it", "ot", ZONES)), expected)


def atom(kind: AtomKind = AtomKind.FQDN) -> tuple[Atom, ...]:
    return (Atom(kind, "plc.example", HERE),)


def test_a_condition_makes_a_permit_possible_and_a_deny_no_proof() -> None:
    maybe = rule_list("in", (PERMIT, Match(ANY4, ANY4, MODBUS, atom())))
    found = flow(device(interfaces=TWO, rule_lists=(maybe,), bindings=(bound("in", "a"),)), "it", "ot", ZONES)
    assert not permitted(found)
    assert permitted(found, definite=False)
    assert found is not None
    assert "fqdn plc.example" in found.permits[0].reasons[0]
    doubtful_deny = rule_list("in", (DENY, Match(ANY4, ANY4, MODBUS, atom())), (PERMIT, Match(ANY4, ANY4, MODBUS)))
    found = flow(device(interfaces=TWO, rule_lists=(doubtful_deny,), bindings=(bound("in", "a"),)), "it", "ot", ZONES)
    assert not permitted(found)
    assert permitted(found, definite=False)


def test_an_unreadable_line_taints_the_pairs_it_may_decide() -> None:
    unread = (Action.UNKNOWN, Match(ANY4, ANY4, atoms=atom(AtomKind.UNREADABLE)))
    acl = rule_list(
        "in", (PERMIT, Match(net("10.1.0.1"), ANY4, MODBUS)), unread, (PERMIT, Match(net("10.1.0.2"), ANY4, MODBUS))
    )
    found = flow(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), "it", "ot", ZONES)
    assert found is not None
    assert found.taints
    assert same(permitted(found), PacketSet.match(net("10.1.0.1"), net("10.2.0.0/24"), MODBUS & INITIATING))
    back = flow(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), "ot", "it", ZONES)
    assert back is not None
    assert not back.taints


def test_zones_follow_routes_and_a_routing_protocol_leaves_the_place_open() -> None:
    zones = ZONES | {"far": zone("far", "10.9.0.0/16")}
    routed = device(interfaces=TWO, routes=(Route(net("10.9.0.0/16"), HERE, next_hop=net("10.2.0.254")),))
    found = flow(routed, "it", "far", zones)
    assert found is not None
    assert found.placed
    assert {p.interface for p in found.exits} == {"b"}
    assert flow(routed, "ot", "far", zones) is None
    learned = device(interfaces=TWO, dynamic_routing=(("ospf 1", HERE),))
    found = flow(learned, "it", "far", zones)
    assert found is not None
    assert not found.placed
    assert not permitted(found)
    assert any("ospf 1" in r for p in found.permits for r in p.reasons)


def test_other_routing_tables_are_not_joined() -> None:
    apart = (TWO[0], replace(TWO[1], vrf="PLANT"))
    assert flow(device(interfaces=apart), "it", "ot", ZONES) is None


def test_an_interface_that_is_down_is_no_place() -> None:
    down = (TWO[0], replace(TWO[1], enabled=False), interface("c", "10.3.0.1/24"))
    found = flow(device(interfaces=down), "it", "ot", ZONES)
    assert found is None or not found.placed


def test_ipv6_passes_where_both_interfaces_carry_it_and_only_ipv4_is_filtered() -> None:
    zones = {"it": zone("it", "10.1.0.0/24", "2001:db8:1::/64"), "ot": zone("ot", "10.2.0.0/24", "2001:db8:2::/64")}
    both = tuple(
        replace(i, networks=i.networks | net(f"2001:db8:{n}::1/64"), ipv6_enabled=True) for n, i in enumerate(TWO, 1)
    )
    acl = rule_list("in", (DENY, Match(ANY4, ANY4)))
    found = flow(device(interfaces=both, rule_lists=(acl,), bindings=(bound("in", "a"),)), "it", "ot", zones)
    assert found is not None
    assert {p.product.version for p in found.permits} == {6}
    only_one = (both[0], TWO[1])
    found = flow(device(interfaces=only_one, rule_lists=(acl,), bindings=(bound("in", "a"),)), "it", "ot", zones)
    assert not permitted(found, definite=False)


def test_vpn_clients_skip_the_interface_list_unless_told_otherwise() -> None:
    zones = ZONES | {"pool": zone("pool", "10.8.0.0/24", kind="remote_access")}
    closed = rule_list("out", default=DENY)
    vpn = Vpn("vendor", VpnKind.REMOTE_ACCESS, HERE, interface="a", pools=net("10.8.0.0/24"))
    gate = device(interfaces=TWO, rule_lists=(closed,), bindings=(bound("out", "a"),), vpns=(vpn,), vpn_bypass=HERE)
    found = flow(gate, "pool", "ot", zones)
    assert same(permitted(found), PacketSet.match(net("10.8.0.0/24"), net("10.2.0.0/24"), INITIATING))
    assert not permitted(flow(replace(gate, vpn_bypass=None), "pool", "ot", zones))
    filtered = replace(
        gate,
        vpns=(replace(vpn, filter_list="f"),),
        rule_lists=(closed, rule_list("f", (PERMIT, Match(ANY4, ANY4, MODBUS)))),
    )
    expected = PacketSet.match(net("10.8.0.0/24"), net("10.2.0.0/24"), MODBUS & INITIATING)
    assert same(permitted(flow(filtered, "pool", "ot", zones)), expected)


@pytest.mark.parametrize(
    ("effect", "definite", "tainted"),
    [(Effect.MAY_DENY, False, False), (Effect.MAY_PERMIT, True, True), (Effect.EITHER, False, True)],
)
def test_a_filter_that_is_not_modelled_is_never_forgotten(effect: Effect, definite: bool, tainted: bool) -> None:
    gap = Gap(Aspect.FLOWS, effect, "zone-based firewall", HERE, "a")
    found = flow(device(interfaces=TWO, gaps=(gap,)), "it", "ot", ZONES)
    assert found is not None
    assert bool(permitted(found)) is definite
    assert permitted(found, definite=False)
    assert bool(found.taints) is tainted


def test_declared_places_win_over_addresses() -> None:
    zones = {"it": ZONES["it"], "ot": replace(ZONES["ot"], addresses=net("10.77.0.0/24"), interfaces=(("r1", "b"),))}
    found = flow(device(interfaces=TWO), "it", "ot", zones)
    assert found is not None
    assert found.placed


def random_match(rng: Random, hosts: list[AddressSet]) -> Match:
    ports = rng.choice([((0, 65535),), ((502, 502),), ((80, 443),)])
    return Match(
        rng.choice([ANY4, rng.choice(hosts)]),
        rng.choice([ANY4, rng.choice(hosts)]),
        rng.choice([ANY_SERVICE, ServiceSet.ports(rng.choice([6, 17]), ports)]),
    )


@pytest.mark.parametrize("seed", range(40))
def test_random_devices_agree_with_a_packet_simulator(seed: int) -> None:
    rng = Random(seed)
    hosts = [net(f"10.{z}.0.{h}") for z in (1, 2, 3) for h in (1, 2)]
    zones = {name: zone(name, f"10.{n}.0.0/30") for n, name in enumerate("xyz", 1)}
    interfaces = tuple(interface(name, f"10.{n}.0.0/30") for n, name in enumerate("xyz", 1))
    lists = tuple(
        rule_list(
            f"l{k}", *((rng.choice([PERMIT, DENY]), random_match(rng, hosts)) for _ in range(rng.randrange(1, 7)))
        )
        for k in range(4)
    )
    bindings = tuple(
        bound(rng.choice(lists).name, i.name, d)
        for i in interfaces
        for d in (Direction.IN, Direction.OUT)
        if rng.random() < 0.7
    )
    router = device(interfaces=interfaces, rule_lists=lists, bindings=bindings)
    flows = {(f.from_zone, f.to_zone): permitted(f) for f in matrix(router, "r1", zones, None)}
    for (a, b), port, protocol in product(product("xyz", repeat=2), (22, 80, 443, 502), (1, 6, 17)):
        if a == b:
            continue
        source = int(str(net(f"10.{'xyz'.index(a) + 1}.0.{rng.randrange(4)}").v4.spans[0][0]))
        target = int(str(net(f"10.{'xyz'.index(b) + 1}.0.{rng.randrange(4)}").v4.spans[0][0]))
        packet = PacketSet.match(
            AddressSet(v4=IntervalSet(((source, source),))),
            AddressSet(v4=IntervalSet(((target, target),))),
            ServiceSet.of(((protocol, protocol),), ((0, 0),), ((port, port),)),
        )
        passes = all(
            simulate(next(x for x in lists if x.name == binding.rule_list).rules, packet)
            for binding in bindings
            if (binding.interface, binding.direction) in {(a, Direction.IN), (b, Direction.OUT)}
        )
        assert (packet <= flows[a, b]) == passes


def simulate(found: tuple[Rule, ...], packet: PacketSet) -> bool:
    for rule in found:
        m = rule.match
        if packet <= PacketSet.match(m.sources, m.destinations, m.services):
            return rule.action is PERMIT
    return False


def test_a_doubtful_deny_of_answers_does_not_make_a_permit_doubtful() -> None:
    doubt = Atom(AtomKind.RATE, "limit 5/second", HERE)
    answers = Match(services=ServiceSet.of(((256, 256),)), atoms=(doubt,))
    listed = rule_list("IN", (DENY, answers), (PERMIT, Match(services=MODBUS)))
    found = device(
        interfaces=(interface("a", "10.0.1.0/24"), interface("b", "10.0.2.0/24")),
        rule_lists=(listed,),
        bindings=(bound("IN", "a"),),
    )
    zones: dict[str, object] = {"a": zone("a", "10.0.1.0/24"), "b": zone("b", "10.0.2.0/24")}
    assert permitted(flow(found, "a", "b", zones))
