"""Lists whose rules name interfaces, and lists that judge everything on its way through, against a packet simulator."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations, product
from random import Random

import pytest

from tests.analysis.build import HERE, bound, device, interface, net, rule_list, zone
from zonewarden.analysis.first_match import Status, classify
from zonewarden.analysis.matrix import matrix
from zonewarden_parsers.model import (
    ANY,
    ANY_SERVICE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Device,
    Direction,
    IntervalSet,
    Match,
    PacketSet,
    Rule,
    RuleList,
    ServiceSet,
)

PERMIT, DENY = Action.PERMIT, Action.DENY
NETS = {"a": "10.0.1.0/30", "b": "10.0.2.0/30", "c": "10.0.3.0/30"}
ZONES = {name: zone(name, network) for name, network in NETS.items()}
INTERFACES = tuple(interface(name, network) for name, network in NETS.items())
PORTS = (1, 2, 3)
HOSTS = {name: range(net(n).v4.spans[0][0], net(n).v4.spans[0][1] + 1) for name, n in NETS.items()}


def draw_names(random: Random) -> frozenset[str] | None:
    if random.random() < 0.4:
        return None
    return frozenset(name for name in (*NETS, "nowhere") if random.random() < 0.5)


def draw_addresses(random: Random) -> AddressSet:
    if random.random() < 0.4:
        return ANY
    low = random.choice([host for hosts in HOSTS.values() for host in hosts])
    return AddressSet(v4=IntervalSet(((low, low + random.choice((0, 1, 300))),)))


def draw_list(random: Random, name: str) -> RuleList:
    rules = []
    for i in range(random.randint(1, 8)):
        ports = sorted(random.sample(PORTS, 2))
        services = random.choice([ANY_SERVICE, ServiceSet.ports(6, ((ports[0], ports[1]),))])
        atoms = (Atom(AtomKind.FQDN, "h.example", HERE),) if random.random() < 0.1 else ()
        match = Match(draw_addresses(random), draw_addresses(random), services, atoms)
        found = Rule(i, random.choice([PERMIT, DENY]), match, replace(HERE, line=10 + i), f"{name} {i}")
        rules.append(replace(found, from_interfaces=draw_names(random), to_interfaces=draw_names(random)))
    return RuleList(name, tuple(rules), HERE, random.choice([PERMIT, DENY]))


def hits(rule: Rule, scope: tuple[str, str], packet: tuple[int, int, int]) -> bool:
    ends = ((rule.from_interfaces, scope[0]), (rule.to_interfaces, scope[1]))
    if not all(names is None or name in names for names, name in ends):
        return False
    source, destination, port = packet
    single = ServiceSet.ports(6, ((port, port),))
    match = rule.match
    return source in match.sources.v4 and destination in match.destinations.v4 and not match.services.isdisjoint(single)


def answers(found: RuleList, scope: tuple[str, str], packet: tuple[int, int, int]) -> set[Action]:
    """Return what may become of a packet: a condition may hold or not."""
    possible: set[Action] = set()
    for rule in found.rules:
        if hits(rule, scope, packet):
            possible.add(rule.action)
            if not rule.match.atoms:
                return possible
    return possible | {found.default}


@pytest.mark.parametrize("seed", range(30))
def test_forward_lists_in_series_against_a_simulator(seed: int) -> None:
    random = Random(seed)
    lists = [draw_list(random, name) for name in ("one", "two")[: random.randint(1, 2)]]
    inbound = draw_list(random, "inbound")
    found = device(
        interfaces=INTERFACES,
        rule_lists=(*lists, inbound),
        bindings=(bound("inbound", "a"), *(bound(each.name, "", Direction.FORWARD) for each in lists)),
    )
    flows = {(f.from_zone, f.to_zone): f for f in matrix(found, "r1", ZONES, None)}
    for scope in permutations(NETS, 2):
        permits = flows[scope].permits
        asked = [*([inbound] if scope[0] == "a" else []), *lists]
        for packet in product(HOSTS[scope[0]], HOSTS[scope[1]], PORTS):
            said = [answers(each, scope, packet) for each in asked]
            sure, may = (all(a == {PERMIT} for a in said), all(PERMIT in a for a in said))
            source, destination, port = packet
            one = PacketSet.match(
                AddressSet(v4=IntervalSet(((source, source),))),
                AddressSet(v4=IntervalSet(((destination, destination),))),
                ServiceSet.ports(6, ((port, port),)),
            )
            touching = [p for p in permits if not p.product.isdisjoint(one.products[0])]
            assert bool(touching) is may, (scope, packet)
            assert any(p.definite for p in touching) is sure, (scope, packet)


@pytest.mark.parametrize("seed", range(30))
def test_rules_are_classified_over_all_interfaces(seed: int) -> None:
    random = Random(1000 + seed)
    found = draw_list(random, "list")
    rules = tuple(replace(r, match=replace(r.match, atoms=())) for r in found.rules)
    found = replace(found, rules=rules)
    verdicts = classify(found)
    # Every interface that a rule names, one that none names, and hosts in and outside of all networks.
    hosts = {h for hosts in HOSTS.values() for h in hosts} | {0, 2**32 - 1, HOSTS["a"][0] + 100, HOSTS["c"][-1] + 301}
    ends = [min(s) for r in rules for s in (r.match.sources.v4.spans, r.match.destinations.v4.spans)]
    hosts |= {x + d for low, high in ends for x in (low, high) for d in (-1, 0, 1) if 0 <= x + d < 2**32}
    deciding: dict[int, bool] = {}
    for scope in product((*NETS, "nowhere", "other"), repeat=2):
        near = [r for r in rules if hits_scope(r, scope)]
        for packet in product(sorted(hosts), sorted(hosts), (*PORTS, 9)):
            decided = next((r.index for r in near if hits(r, scope, packet)), None)
            if decided is not None:
                deciding[decided] = True
    for rule, verdict in zip(rules, verdicts, strict=True):
        if rule.from_interfaces == frozenset() or rule.to_interfaces == frozenset():
            assert verdict.status is Status.UNMATCHABLE
        elif deciding.get(rule.index):
            assert verdict.status in {Status.LIVE, Status.REDUNDANT}, (rule, verdict)
        else:
            assert verdict.status is Status.SHADOWED, (rule, verdict)


def hits_scope(rule: Rule, scope: tuple[str, str]) -> bool:
    ends = ((rule.from_interfaces, scope[0]), (rule.to_interfaces, scope[1]))
    return all(names is None or name in names for names, name in ends)


def test_a_rule_between_other_interfaces_shadows_nothing() -> None:
    wide = Rule(0, DENY, Match(), HERE, "wide", from_interfaces=frozenset({"a"}))
    narrow = Rule(1, PERMIT, Match(sources=net("10.0.1.0/30")), HERE, "narrow", from_interfaces=frozenset({"b"}))
    shadowed = replace(narrow, index=2, text="shadowed", from_interfaces=frozenset({"a"}))
    found = classify(RuleList("list", (wide, narrow, shadowed), HERE))
    assert [v.status for v in found] == [Status.LIVE, Status.LIVE, Status.SHADOWED]
    assert found[2].blockers == (0,)


def placeless(*found: tuple[Action, Match]) -> Device:
    listed = rule_list("rules", *found)
    return device(placeless=True, rule_lists=(listed,), bindings=(bound("rules", "", Direction.FORWARD, (4, 6)),))


def test_rules_without_a_device_join_every_zone_to_every_other() -> None:
    found = placeless(
        (DENY, Match(sources=net("10.0.1.1/32"))), (PERMIT, Match(net("10.0.1.0/30"), net("10.0.2.0/30")))
    )
    flows = {(f.from_zone, f.to_zone): f for f in matrix(found, "table", ZONES, None)}
    assert set(flows) == set(permutations(NETS, 2))
    assert all(flow.placed for flow in flows.values())
    permitted = PacketSet(tuple(p.product for p in flows["a", "b"].permits))
    assert [p.sources.size for p in permitted.merged().products] == [3]
    assert not flows["b", "a"].permits


def test_without_any_list_a_forward_family_is_what_the_platform_says() -> None:
    found = device(interfaces=INTERFACES, bindings=(), rule_lists=())
    flows = {(f.from_zone, f.to_zone): f for f in matrix(found, "r1", ZONES, None)}
    assert all(flow.permits for flow in flows.values())


def test_parts_of_one_line_have_one_verdict() -> None:
    wide = Rule(0, DENY, Match(sources=net("10.0.1.0/30")), HERE, "wide")
    first = Rule(1, PERMIT, Match(sources=net("10.0.1.0/31")), replace(HERE, line=2), "line")
    second = replace(first, index=2, match=Match(sources=net("10.0.2.0/30")))
    third = replace(first, index=3, location=replace(HERE, line=3))
    found = classify(RuleList("list", (wide, first, second, third), HERE))
    assert [v.status for v in found] == [Status.LIVE, Status.LIVE, Status.LIVE, Status.SHADOWED]
