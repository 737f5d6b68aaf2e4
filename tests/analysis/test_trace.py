"""The trace against the zone matrix, and what it says about each rule on the way."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

import pytest

from tests.analysis.build import HERE, bound, device, interface, net, rule_list, zone
from tests.analysis.test_matrix import TWO, ZONES, atom, random_match
from zonewarden.analysis.filtering import Answer
from zonewarden.analysis.itinerary import follow, itinerary
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden.analysis.trace import DeviceTrace, Tracer
from zonewarden.analysis.walk import Fate
from zonewarden.site.model import Zone
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    INITIATING,
    Action,
    AddressSet,
    Aspect,
    AtomKind,
    Device,
    Direction,
    Effect,
    Gap,
    ImplicitPolicy,
    IntervalSet,
    Match,
    NatRule,
    Packet,
    PacketSet,
    Product,
    Route,
    RuleList,
    ServiceSet,
    Vpn,
    VpnKind,
)

PERMIT, DENY, UNKNOWN = Action.PERMIT, Action.DENY, Action.UNKNOWN
MODBUS = ServiceSet.ports(6, ((502, 502),))


def number(text: str) -> int:
    found = net(text)
    return (found.v4 or found.v6).spans[0][0]


def packet(source: str, destination: str, port: int = 502, protocol: int = 6) -> Packet:
    return Packet(6 if ":" in source else 4, number(source), number(destination), protocol, 49152, port)


def trace(found: Device, sent: Packet, zones: dict[str, Zone] = ZONES) -> DeviceTrace:
    return Tracer(found.name, found, zones, None).trace(sent)


MODBUS_TO_OT = packet("10.1.0.7", "10.2.0.9")


def test_each_earlier_rule_says_which_field_does_not_match() -> None:
    acl = rule_list(
        "in",
        (DENY, Match(net("10.1.0.9"), ANY, MODBUS)),
        (DENY, Match(net("10.1.0.9"), net("10.2.0.1"))),
        (PERMIT, Match(ANY4, net("10.2.0.9"), ServiceSet.ports(6, ((80, 80),)))),
        (PERMIT, Match(ANY4, net("10.2.0.0/24"), MODBUS)),
        (DENY, Match(ANY4, ANY4)),
    )
    acl = replace(acl, rules=(replace(acl.rules[0], enabled=False), *acl.rules[1:]))
    found = trace(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), MODBUS_TO_OT)
    assert found.answer is Answer.PERMITTED
    [crossing] = found.crossings
    assert (crossing.entry.interface, crossing.leave.interface) == ("a", "b")
    [filtered] = crossing.filters
    assert [(s.fate, s.fields) for s in filtered.steps] == [
        (Fate.DISABLED, ("source",)),
        (Fate.NO_MATCH, ("source", "destination")),
        (Fate.NO_MATCH, ("service",)),
        (Fate.MATCH, ()),
    ]
    assert filtered.by is not None
    assert str(filtered.by.location) == "device.cfg:13"


def test_the_end_of_a_list_denies() -> None:
    acl = rule_list("in", (PERMIT, Match(net("10.1.0.1"), ANY)))
    found = trace(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), MODBUS_TO_OT)
    assert found.answer is Answer.DENIED
    by = found.crossings[0].filters[0].by
    assert by is not None
    assert by.text == "implicit deny at the end of in"
    assert str(by.location) == "device.cfg:10"


def test_the_first_filter_that_denies_ends_the_way() -> None:
    inward, outward = rule_list("in"), rule_list("out", (PERMIT, Match()))
    both = (bound("in", "a"), bound("out", "b", Direction.OUT))
    found = trace(device(interfaces=TWO, rule_lists=(inward, outward), bindings=both), MODBUS_TO_OT)
    assert [f.list_name for f in found.crossings[0].filters] == ["in"]
    opened = replace(inward, default=PERMIT)
    found = trace(device(interfaces=TWO, rule_lists=(opened, outward), bindings=both), MODBUS_TO_OT)
    assert [(f.what, f.list_name, f.answer) for f in found.crossings[0].filters] == [
        ("into a", "in", Answer.PERMITTED),
        ("out of b", "out", Answer.PERMITTED),
    ]


def test_what_the_interface_list_leaves_open_goes_to_the_global_one() -> None:
    own, shared = (
        rule_list("own", (DENY, Match(net("10.1.0.1"), ANY))),
        rule_list("all", (PERMIT, Match(ANY4, ANY4, MODBUS))),
    )
    bindings = (bound("own", "a"), bound("all", "", Direction.GLOBAL))
    asa = device(interfaces=TWO, rule_lists=(own, shared), bindings=bindings)
    found = trace(asa, MODBUS_TO_OT)
    assert [(f.list_name, f.answer) for f in found.crossings[0].filters] == [
        ("own", Answer.OPEN),
        ("all", Answer.PERMITTED),
    ]
    assert found.answer is Answer.PERMITTED
    found = trace(asa, packet("10.1.0.1", "10.2.0.9"))
    assert [f.list_name for f in found.crossings[0].filters] == ["own"]
    assert found.answer is Answer.DENIED


def test_an_undefined_list_before_the_global_one_decides_nothing_for_sure() -> None:
    unknown = RuleList("own", (), HERE, UNKNOWN, HERE)
    shared = rule_list("all", (PERMIT, Match(ANY4, ANY4, MODBUS)))
    bindings = (bound("own", "a"), bound("all", "", Direction.GLOBAL))
    asa = device(interfaces=TWO, rule_lists=(unknown, shared), bindings=bindings)
    found = trace(asa, MODBUS_TO_OT)
    assert found.answer is Answer.NOT_DECIDED
    assert "access list own is bound and not defined" in found.reasons[0]
    [flow] = [f for f in matrix(asa, "r1", ZONES, None) if f.from_zone == "it"]
    assert flow.taints
    assert not any(p.definite for p in flow.permits)


def test_security_levels_and_interfaces_without_a_list_are_said() -> None:
    implicit = (
        ImplicitPolicy("a", "b", permit=True, reason="level 100 to 0", location=HERE),
        ImplicitPolicy("b", "a", permit=False, reason="level 0 to 100", location=HERE),
    )
    asa = device(interfaces=TWO, implicit=implicit)
    up = trace(asa, MODBUS_TO_OT).crossings[0].filters[0]
    down = trace(asa, packet("10.2.0.9", "10.1.0.7")).crossings[0].filters[0]
    assert (up.answer, down.answer) == (Answer.PERMITTED, Answer.DENIED)
    assert down.by is not None
    assert down.by.text == "level 0 to 100"
    plain = trace(device(interfaces=TWO), MODBUS_TO_OT).crossings[0].filters[0].by
    assert plain is not None
    assert "no access list on a" in plain.text


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (PERMIT, PERMIT, Answer.PERMITTED), (DENY, DENY, Answer.DENIED), (PERMIT, DENY, Answer.NOT_DECIDED),
        (DENY, PERMIT, Answer.NOT_DECIDED), (UNKNOWN, PERMIT, Answer.NOT_DECIDED), (UNKNOWN, DENY, Answer.NOT_DECIDED),
    ],
)  # fmt: skip
def test_a_condition_decides_only_where_both_ways_lead_to_the_same(
    before: Action, after: Action, expected: Answer
) -> None:
    kind = AtomKind.UNREADABLE if before is UNKNOWN else AtomKind.FQDN
    acl = rule_list("in", (before, Match(ANY4, ANY4, MODBUS, atom(kind))), (after, Match(ANY4, ANY4)))
    found = trace(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), MODBUS_TO_OT)
    assert found.answer is expected
    steps = found.crossings[0].filters[0].steps
    assert [s.fate for s in steps] == [Fate.MAY_MATCH, Fate.MATCH]
    assert steps[0].conditions == (f"{kind.value} plc.example",)
    if expected is Answer.NOT_DECIDED:
        assert found.reasons == (f"device.cfg:10: {kind.value} plc.example",)


def test_what_a_rule_surely_matches_decides_in_spite_of_its_condition() -> None:
    sure = (net("10.1.0.0/24"), ANY4, MODBUS)
    acl = rule_list("in", (PERMIT, Match(ANY4, ANY4, MODBUS, atom(), sure)))
    found = trace(device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),)), MODBUS_TO_OT)
    assert found.answer is Answer.PERMITTED


@pytest.mark.parametrize(
    ("effect", "permitted", "denied"),
    [
        (Effect.MAY_DENY, Answer.NOT_DECIDED, Answer.DENIED),
        (Effect.MAY_PERMIT, Answer.PERMITTED, Answer.NOT_DECIDED),
        (Effect.EITHER, Answer.NOT_DECIDED, Answer.NOT_DECIDED),
    ],
)
def test_a_filter_that_is_not_modelled_is_never_forgotten(effect: Effect, permitted: Answer, denied: Answer) -> None:
    gap = Gap(Aspect.FLOWS, effect, "zone-based firewall", HERE, "a")
    acl = rule_list("in", (PERMIT, Match(ANY4, ANY4, MODBUS)))
    router = device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),), gaps=(gap,))
    assert trace(router, MODBUS_TO_OT).answer is permitted
    assert trace(router, packet("10.1.0.7", "10.2.0.9", 80)).answer is denied


def test_where_the_place_is_not_certain_each_interface_is_traced() -> None:
    three = (*TWO, interface("c", "10.3.0.1/24"))
    closed = rule_list("in", (DENY, Match(ANY4, ANY4)))
    learned = device(
        interfaces=three, dynamic_routing=(("ospf 1", HERE),), rule_lists=(closed,), bindings=(bound("in", "a"),)
    )
    found = trace(learned, packet("10.1.0.7", "10.9.0.1"))
    assert [(c.entry.interface, c.leave.interface) for c in found.crossings] == [("a", "b"), ("a", "c")]
    assert found.answer is Answer.DENIED
    found = trace(learned, packet("10.2.0.7", "10.9.0.1"))
    assert found.answer is Answer.NOT_DECIDED
    assert any("ospf 1" in r for r in found.reasons)


def test_many_possible_interfaces_are_bounded_and_said() -> None:
    many = tuple(interface(f"i{n}", f"10.{n}.0.1/24") for n in range(12))
    router = device(interfaces=many, dynamic_routing=(("ospf 1", HERE),))
    found = trace(router, packet("172.16.0.1", "172.17.0.1"), {})
    assert len(found.crossings) == 64
    assert found.answer is Answer.NOT_DECIDED
    assert found.reasons[0] == "132 pairs of interfaces are possible, 64 of them traced"


def test_behind_one_interface_or_in_another_table_it_does_not_pass_through() -> None:
    found = trace(device(interfaces=TWO), packet("10.1.0.7", "10.1.0.9"))
    assert (found.answer, found.reasons) == (None, ("both addresses lie behind a",))
    apart = (TWO[0], replace(TWO[1], vrf="PLANT"))
    found = trace(device(interfaces=apart), MODBUS_TO_OT)
    assert found.answer is None
    assert "different routing tables" in found.reasons[0]


def test_ipv6_is_denied_where_an_interface_carries_none() -> None:
    six = replace(TWO[0], networks=TWO[0].networks | net("2001:db8:1::/64"), ipv6_enabled=True)
    router = device(interfaces=(six, TWO[1]), routes=(Route(net("2001:db8:2::/64"), HERE, interface="b"),))
    sent = packet("2001:db8:1::7", "2001:db8:2::9")
    found = trace(router, sent, {})
    assert found.answer is Answer.DENIED
    by = found.crossings[0].filters[0].by
    assert by is not None
    assert by.text == "b carries no IPv6"


def test_vpn_clients_skip_the_interface_list_and_own_addresses_are_noted() -> None:
    zones = ZONES | {"pool": zone("pool", "10.8.0.0/24", kind="remote_access")}
    vpn = Vpn("vendor", VpnKind.REMOTE_ACCESS, HERE, interface="a", pools=net("10.8.0.0/24"))
    closed = rule_list("in")
    gate = device(interfaces=TWO, rule_lists=(closed,), bindings=(bound("in", "a"),), vpns=(vpn,), vpn_bypass=HERE)
    found = trace(gate, packet("10.8.0.3", "10.2.0.9"), zones)
    assert found.answer is Answer.PERMITTED
    assert found.crossings[0].filters[0].what == "filter of VPN vendor"
    found = trace(gate, packet("10.1.0.7", "10.2.0.1"), zones)
    assert any("the destination is the device's own address on b" in n for n in found.notes)


OUTSIDE = ZONES | {"internet": zone("internet", "203.0.113.0/24", "198.51.100.0/24", kind="internet")}


def publishing(*found: tuple[Action, Match], before: bool, text: str = "static") -> Device:
    """A device that publishes 10.2.0.9 as 203.0.113.9 on its outside interface."""
    outside = interface("out", "203.0.113.1/24", settings=frozenset({"nat-outside"}))
    nat = NatRule("static", HERE, text, "b", "out", net("10.2.0.9"), net("203.0.113.9"))
    return device(
        interfaces=(outside, TWO[1]), rule_lists=(rule_list("in", *found),), bindings=(bound("in", "out"),), nat=(nat,),
        lists_before_nat=before, routes=(Route(net("198.51.100.0/24"), HERE, interface="out"),),
    )  # fmt: skip


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("listed", ["203.0.113.9", "10.2.0.9"])
def test_a_published_address_leads_to_its_host(before: bool, listed: str) -> None:
    gate = publishing((PERMIT, Match(ANY4, net(listed), MODBUS)), before=before)
    found = trace(gate, packet("198.51.100.7", "203.0.113.9"), OUTSIDE)
    expected = Answer.PERMITTED if (listed == "203.0.113.9") is before else Answer.DENIED
    assert found.answer is expected
    [crossing] = found.crossings
    assert crossing.leave.interface == "b"
    assert crossing.filters[0].what == "translation"
    assert any("the destination is published for 10.2.0.9" in n for n in found.notes)


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("listed", ["203.0.113.9", "10.2.0.9", "10.2.0.8"])
@pytest.mark.parametrize("text", ["static", "static tcp 10.2.0.9 502 203.0.113.9 80"])
def test_a_host_reached_by_its_published_address_is_reached_as_in_the_matrix(
    before: bool, listed: str, text: str
) -> None:
    gate = publishing((PERMIT, Match(ANY4, net(listed), MODBUS)), before=before, text=text)
    [flow] = [f for f in matrix(gate, "r1", OUTSIDE, None) if (f.from_zone, f.to_zone) == ("internet", "ot")]
    found = trace(gate, packet("198.51.100.7", "10.2.0.9"), OUTSIDE)
    if text == "static" or found.answer is not Answer.NOT_DECIDED:
        agree(found, flow, packet("198.51.100.7", "10.2.0.9"))
    if before and listed == "203.0.113.9" and text == "static":
        assert found.answer is Answer.PERMITTED
        assert found.reasons[0] == "not by its own address, but by the one it is published as"
        assert [c.asked for c in found.crossings] == [True, False]


def test_devices_in_series_are_put_in_order_and_one_that_denies_is_enough() -> None:
    it, ot = replace(TWO[0], name="it"), replace(TWO[1], name="ot")
    link = interface("link", "10.5.0.1/29")
    closed = rule_list("in")
    core = device(
        name="core", interfaces=(link, ot), rule_lists=(closed,), bindings=(bound("in", "link"),),
        routes=(Route(net("10.1.0.0/24"), HERE, interface="link"),),
    )  # fmt: skip
    edge = device(name="edge", interfaces=(it, link), routes=(Route(net("10.2.0.0/24"), HERE, interface="link"),))
    other = device(name="other", interfaces=(link, interface("x", "10.7.0.1/24")), routes=core.routes + edge.routes)
    found = itinerary([trace(d, MODBUS_TO_OT) for d in (core, other, edge)])
    assert [t.id for t in found.passed] == ["edge", "core"]
    assert [t.id for t in found.apart] == ["other"]
    assert found.in_series
    assert found.answer is Answer.DENIED
    beside = replace(edge, name="beside")
    found = itinerary([trace(d, MODBUS_TO_OT) for d in (core, edge, beside)])
    assert not found.in_series
    assert found.answer is Answer.NOT_DECIDED
    assert itinerary([trace(other, MODBUS_TO_OT)]).answer is None


def series(*, nat: tuple[NatRule, ...], settings: frozenset[str] = frozenset()) -> tuple[Device, Device]:
    """Two devices between the Internet and OT: `edge`, which translates, and `core`, which lets Modbus in."""
    link = interface("link", "10.5.0.1/29")
    outside = interface("out", "203.0.113.1/24", settings=settings)
    edge = device(
        name="edge", interfaces=(outside, link), nat=nat, lists_before_nat=True,
        routes=(Route(net("10.2.0.0/24"), HERE, interface="link"), Route(net("198.51.100.0/24"), HERE, interface="out")),
    )  # fmt: skip
    core = device(
        name="core", interfaces=(link, TWO[1]), bindings=(bound("in", "link"),),
        rule_lists=(rule_list("in", (PERMIT, Match(ANY4, net("10.2.0.9"), MODBUS))),),
        routes=(Route(net("198.51.100.0/24"), HERE, interface="link"),),
    )  # fmt: skip
    return edge, core


def test_devices_behind_a_translation_see_the_host_it_leads_to() -> None:
    nat = NatRule("static", HERE, "static", "link", "out", net("10.2.0.9"), net("203.0.113.9"))
    tracers = [Tracer(d.name, d, OUTSIDE, None) for d in series(nat=(nat,))]
    found = follow(tracers, packet("198.51.100.7", "203.0.113.9"))
    assert [(t.id, t.answer) for t in found.passed] == [("edge", Answer.PERMITTED), ("core", Answer.PERMITTED)]
    assert found.passed[1].packet == packet("198.51.100.7", "10.2.0.9")
    assert found.answer is Answer.PERMITTED
    found = follow(tracers, packet("198.51.100.7", "203.0.113.9", 80))
    assert [t.answer for t in found.passed] == [Answer.PERMITTED, Answer.DENIED]
    assert found.answer is Answer.DENIED


@pytest.mark.parametrize("real", ["10.2.0.0/24", ""])
def test_what_devices_behind_a_source_translation_say_is_not_the_last_word(real: str) -> None:
    pat = NatRule("pat", HERE, "overload", real=net(real) if real else AddressSet(), mapped=net("10.5.0.1"))
    core, edge = series(nat=())
    core, edge = replace(core, name="edge"), replace(edge, name="core", nat=(pat,), rule_lists=(), bindings=())
    tracers = [Tracer(d.name, d, OUTSIDE, None) for d in (core, edge)]
    found = follow(tracers, packet("10.2.0.9", "198.51.100.7"))
    assert [(t.id, t.answer) for t in found.passed] == [("core", Answer.PERMITTED), ("edge", Answer.PERMITTED)]
    assert found.answer is Answer.NOT_DECIDED
    assert found.reasons == ("devices behind core may see another source: device.cfg:1: overload",)
    assert follow(tracers, packet("198.51.100.7", "10.2.0.9")).answer is Answer.PERMITTED


def holds(products: list[Product], sent: Packet) -> bool:
    one = PacketSet.match(
        AddressSet(v4=IntervalSet(((sent.source, sent.source),))),
        AddressSet(v4=IntervalSet(((sent.destination, sent.destination),))),
        ServiceSet.of(((sent.protocol, sent.protocol),), ((sent.first, sent.first),), ((sent.second, sent.second),)),
    )
    return any(one.products[0] <= p for p in products)


def random_device(rng: Random) -> Device:
    hosts = [net(f"10.{z}.0.{h}") for z in (1, 2, 3) for h in (1, 2)]
    interfaces = tuple(
        interface(name, f"10.{n}.0.0/30", security_level=rng.choice([0, 50])) for n, name in enumerate("xyz", 1)
    )

    def match() -> tuple[Action, Match]:
        found = random_match(rng, hosts)
        if rng.random() < 0.25:
            sure = random_match(rng, hosts)
            under = (
                found.sources & sure.sources,
                found.destinations & sure.destinations,
                found.services & sure.services,
            )
            found = replace(found, atoms=atom(), under=rng.choice([None, under if all(under) else None]))
        if rng.random() < 0.05:
            return UNKNOWN, replace(found, atoms=atom(AtomKind.UNREADABLE), under=None)
        return rng.choice([PERMIT, DENY]), found

    lists = tuple(
        rule_list(
            f"l{k}", *(match() for _ in range(rng.randrange(7))), default=rng.choice([DENY, DENY, PERMIT, UNKNOWN])
        )
        for k in range(5)
    )
    bindings = [
        bound(rng.choice(lists).name, i.name, d)
        for i in interfaces
        for d in (Direction.IN, Direction.OUT)
        if rng.random() < 0.6
    ]
    if rng.random() < 0.4:
        bindings.append(bound("l4", "", Direction.GLOBAL))
    implicit = tuple(
        ImplicitPolicy(a, b, permit=rng.random() < 0.5, reason="level", location=HERE)
        for a, b in permutations("xyz", 2)
        if rng.random() < 0.5
    )
    gaps = tuple(
        Gap(rng.choice([Aspect.FLOWS, Aspect.ALL]), rng.choice(list(Effect)), "gap", HERE, rng.choice("xyz"))
        for _ in range(int(rng.random() < 0.2))
    )
    pool = Vpn(
        "v", VpnKind.REMOTE_ACCESS, HERE, interface="x", pools=net("10.8.0.0/30"), filter_list=rng.choice([None, "l3"])
    )
    vpns, bypass = ((pool,), rng.choice([None, HERE])) if rng.random() < 0.3 else ((), None)
    return device(
        interfaces=interfaces, rule_lists=lists, bindings=tuple(bindings), implicit=implicit, gaps=gaps, vpns=vpns,
        vpn_bypass=bypass,
    )  # fmt: skip


@pytest.mark.parametrize("seed", range(60))
def test_random_traces_agree_with_the_zone_matrix(seed: int) -> None:
    rng = Random(seed)
    router = random_device(rng)
    bases = {"x": "10.1.0", "y": "10.2.0", "z": "10.3.0", "pool": "10.8.0"}
    zones = {name: zone(name, f"{base}.0/30") for name, base in bases.items()}
    flows = {(f.from_zone, f.to_zone): f for f in matrix(router, "r1", zones, None)}
    tracer = Tracer("r1", router, zones, None)
    for a, b in permutations(bases, 2):
        for _ in range(25):
            sent = packet(
                f"{bases[a]}.{rng.randrange(4)}", f"{bases[b]}.{rng.randrange(4)}", rng.choice([22, 80, 443, 502]),
                rng.choice([1, 6, 17]),
            )  # fmt: skip
            agree(tracer.trace(sent), flows.get((a, b)), sent)


def agree(found: DeviceTrace, flow: Flow | None, sent: Packet) -> None:
    if flow is None:
        assert found.answer is None
        return
    sure = holds([p.product for p in flow.permits if p.definite], sent)
    perhaps = holds([p.product for p in flow.permits], sent)
    match found.answer:
        case Answer.PERMITTED:
            assert sure
        case Answer.DENIED:
            assert not perhaps
        case Answer.NOT_DECIDED:
            assert not sure or len({c.answer for c in found.crossings}) > 1
            assert perhaps or flow.taints
        case _:
            pytest.fail(f"{found.answer}")


def test_segments_of_a_session_are_traced_as_such() -> None:
    acl = rule_list("in", (PERMIT, Match(ANY4, ANY4, ServiceSet.ports(6) - INITIATING)))
    router = device(interfaces=TWO, rule_lists=(acl,), bindings=(bound("in", "a"),))
    assert trace(router, MODBUS_TO_OT).answer is Answer.DENIED
    assert trace(router, replace(MODBUS_TO_OT, protocol=256)).answer is Answer.PERMITTED
