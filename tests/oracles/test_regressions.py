"""Cases that the oracles found, each with the answer that is right."""

from __future__ import annotations

from random import Random

import pytest

from tests.oracles import cases
from tests.oracles.plant import site_zones
from tests.oracles.terms import Block
from zonewarden.analysis.first_match import Status, classify
from zonewarden.analysis.matrix import Flow, matrix
from zonewarden_parsers import cisco_asa, cisco_ios
from zonewarden_parsers.model import (
    ANY4,
    Action,
    AddressSet,
    Device,
    IntervalSet,
    Location,
    Match,
    Rule,
    RuleList,
    ServiceSet,
)

SLASH24 = 2**32 - 256


def router(*lines: str) -> Device:
    return cisco_ios.parse("\n".join(("hostname r1", *lines, "end", "")), "r1.cfg").devices[0]


def flow(device: Device, a: str, b: str) -> Flow | None:
    """Return the flow between two of the networks 10.N.0.0/24, named by N."""
    zones = {f"z{n}": [Block(4, 10 << 24 | int(n) << 16, SLASH24)] for n in (a, b)}
    found = matrix(device, "r1", site_zones(zones), None)
    return next((f for f in found if (f.from_zone, f.to_zone) == (f"z{a}", f"z{b}")), None)


def sure(found: Flow | None) -> bool:
    return found is not None and any(p.definite for p in found.permits)


PORTS = (
    "interface GigabitEthernet0/1", " ip address 10.1.0.1 255.255.255.0", " ip access-group CLOSED in",
    "interface GigabitEthernet0/2", " ip address 10.2.0.1 255.255.255.0",
    "interface GigabitEthernet0/3", " ip address 10.3.0.1 255.255.255.0",
    "ip access-list extended CLOSED", " deny ip any any",
)  # fmt: skip


def test_asa_undefined_group_before_an_icmp_type() -> None:
    """`0` after an undefined group is the ICMP type, not an address that would make the group a source port."""
    text = "ASA Version 9.8(2)\naccess-list X extended permit icmp any object-group NOWHERE 0 inactive\n"
    (rule,) = cisco_asa.parse(text, "fw.cfg").devices[0].rule_lists[0].rules
    assert (rule.action, rule.enabled, rule.match.services) == (Action.PERMIT, False, ServiceSet.icmp(1, 0))


@pytest.mark.parametrize("member", ["igmp", "eigrp", "pim", "ipinip", "ip"])
def test_ios_protocol_members_of_a_group_without_indentation(member: str) -> None:
    text = f"hostname r1\nobject-group service S\ntcp eq 80\n{member}\nip access-list extended X\npermit object-group S any any\nend\n"
    device = cisco_ios.parse(text, "r1.cfg").devices[0]
    assert not device.coverage.unknown
    assert not device.rule_lists[0].rules[0].match.atoms


def test_ios_removal_by_sequence_without_indentation() -> None:
    text = "hostname r1\nipv6 access-list X\nsequence 5 permit ipv6 any any\nsequence 9 deny ipv6 any any\nno sequence 5\nend\n"
    device = cisco_ios.parse(text, "r1.cfg").devices[0]
    assert not device.coverage.unknown
    assert [r.action for r in device.rule_lists[0].rules] == [Action.DENY]


def test_a_witness_is_a_packet_that_exists() -> None:
    device = router(
        "access-list 101 deny icmp host 10.0.0.0 any",
        "access-list 101 permit icmp 10.0.0.0 0.0.0.255 any 255 0",
    )
    verdict = classify(device.rule_lists[0])[1]
    assert verdict.witness is not None
    assert verdict.witness.first == 255


def test_a_static_route_over_another_one_places_what_lies_behind_it() -> None:
    """10.9.0.0/24 lies behind port 3. The default route leads through port 1, whose list is closed: nothing would pass."""
    device = router(
        *PORTS,
        "ip route 0.0.0.0 0.0.0.0 10.1.0.254",
        "ip route 10.99.0.0 255.255.255.0 10.3.0.254",
        "ip route 10.9.0.0 255.255.255.0 10.99.0.1",
    )
    found = flow(device, "9", "2")
    assert found is not None
    assert {p.interface for p in found.entries} == {"GigabitEthernet0/3"}
    assert sure(found)


def test_what_is_routed_into_nothing_is_not_reached() -> None:
    device = router(*PORTS, "ip route 0.0.0.0 0.0.0.0 10.3.0.254", "ip route 10.9.0.0 255.255.255.0 Null0")
    assert not sure(flow(device, "2", "9"))


def test_a_route_to_a_neighbour_that_is_gone_leaves_the_place_open() -> None:
    """The neighbour may be found some other way: behind the default route is a guess."""
    device = router(*PORTS, "ip route 0.0.0.0 0.0.0.0 10.3.0.254", "ip route 10.9.0.0 255.255.255.0 10.88.0.1")
    found = flow(device, "2", "9")
    assert found is not None
    assert not found.placed


def test_a_summary_into_nothing_hides_no_route_that_is_learnt() -> None:
    """`ip route 10.0.0.0 255.0.0.0 Null0` beside OSPF or BGP is a summary: what is learnt inside it is reached."""
    device = router(
        *PORTS, "ip route 10.0.0.0 255.0.0.0 Null0", "router ospf 1", " network 10.0.0.0 0.255.255.255 area 0"
    )
    found = flow(device, "2", "9")
    assert found is not None
    assert found.permits


def test_equal_routes_to_a_next_hop_all_count() -> None:
    device = router(
        *PORTS,
        "ip route 10.99.0.0 255.255.255.0 10.1.0.254",
        "ip route 10.99.0.0 255.255.255.0 10.3.0.254",
        "ip route 10.9.0.0 255.255.255.0 10.99.0.1",
    )
    found = flow(device, "9", "2")
    assert found is not None
    assert {p.interface for p in found.entries} == {"GigabitEthernet0/1", "GigabitEthernet0/3"}
    assert not sure(found)


def test_a_route_by_a_port_that_is_down_is_not_in_force() -> None:
    device = router(
        "interface GigabitEthernet0/4", " ip address 10.4.0.1 255.255.255.0", " shutdown", *PORTS,
        "ip route 10.9.0.0 255.255.255.0 GigabitEthernet0/4 10.4.0.254", "ip route 0.0.0.0 0.0.0.0 10.3.0.254",
    )  # fmt: skip
    found = flow(device, "2", "9")
    assert found is not None
    assert found.placed


def test_far_routes() -> None:
    assert not cases.failures(cases.ios_far_routes, range(24))


@pytest.mark.parametrize(
    ("oracle", "seeds"), [(cases.ios_far_routes, range(24, 100)), (cases.asa_far_routes, range(80))]
)
def test_far_routes_of_all_kinds(oracle: cases.Oracle, seeds: range) -> None:
    assert not cases.failures(oracle, seeds)


def box(rng: Random, top: int, widest: int) -> tuple[AddressSet, AddressSet, ServiceSet]:
    spans = [(low := rng.randrange(top), min(top, low + rng.randrange(1, widest))) for _ in range(3)]
    a, b = (AddressSet(v4=IntervalSet((s,))) for s in spans[:2])
    return a, b, ServiceSet.ports(6, (spans[2],))


def test_a_list_made_to_be_hard_ends_in_an_answer() -> None:
    """600 scattered boxes, two halves that together cover everything, and a rule inside them: proofs get too large on the way."""
    top, here, rng = 60000, Location("x", 1), Random(1)
    halves = [AddressSet(v4=IntervalSet(((a, b),))) for a, b in ((0, top // 2), (top // 2, top))]
    matches = [Match(*box(rng, top, 20000)) for _ in range(600)] + [Match(h, ANY4, ServiceSet.ports(6)) for h in halves]
    rules = [Rule(i, Action.DENY, m, here, f"rule {i}") for i, m in enumerate(matches)]
    whole = AddressSet(v4=IntervalSet(((0, top),)))
    rules.append(
        Rule(len(rules), Action.PERMIT, Match(whole, whole, ServiceSet.ports(6, ((0, top),))), here, "the last")
    )
    verdict = classify(RuleList("hard", tuple(rules), here))[-1]
    assert verdict.status in (Status.SHADOWED, Status.UNDECIDED)
