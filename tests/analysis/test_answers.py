"""Answers to required communication at a router that keeps no sessions."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from tests.analysis.build import HERE, net, zone
from zonewarden.analysis.conduits import Answers
from zonewarden.analysis.matrix import matrix
from zonewarden.analysis.survey import required_by
from zonewarden.analysis.trace import Answer, Tracer
from zonewarden.site.bare import bare_site
from zonewarden.site.model import Conduit, ConduitService
from zonewarden_parsers import cisco_ios
from zonewarden_parsers.model import Packet, ServiceSet

ZONES = {"ops": zone("ops", "10.30.0.0/24"), "cell": zone("cell", "10.20.1.0/24")}
SERVER, CLIENT = 10 << 24 | 20 << 16 | 1 << 8 | 10, 10 << 24 | 30 << 16 | 30
MODBUS = ServiceSet.ports(6, ((502, 502),))


def router(
    back: str, *, there: str = "permit ip any any", ops: str = "", cell: str = "ip access-group CELL-IN in"
) -> str:
    return f"""hostname r1
ip inspect name LOOK tcp
time-range work
 periodic weekdays 8:00 to 17:00
interface GigabitEthernet0/0
 ip address 10.30.0.1 255.255.255.0
 ip access-group OPS-IN in
 {ops}
interface GigabitEthernet0/1
 ip address 10.20.1.1 255.255.255.0
 {cell}
ip access-list extended OPS-IN
 {there}
ip access-list extended CELL-IN
 {back}
"""


def answers(text: str, services: ServiceSet = MODBUS) -> Answers:
    conduit = Conduit(
        "c1", "ops", "cell", HERE, sources=net("10.30.0.30"), destinations=net("10.20.1.10"), required=True,
        services=(ConduitService("s", services, services),),
    )  # fmt: skip
    site = replace(bare_site(), zones=ZONES, conduits=(conduit,))
    [found] = cisco_ios.parse(text, "r1.cfg").devices
    [required] = required_by(site, found, matrix(found, "r1", ZONES, None))
    return required.answers


@pytest.mark.parametrize(
    "back",
    [
        "permit tcp any any established",
        "permit tcp host 10.20.1.10 eq 502 host 10.30.0.30 established",
        "permit tcp host 10.20.1.10 eq 502 host 10.30.0.30 gt 1023",
        "permit tcp any any range 49152 65535",
        "deny tcp any any lt 1024\n permit ip any any",
    ],
)
def test_lists_that_let_answers_back(back: str) -> None:
    assert answers(router(back)) == Answers()


@pytest.mark.parametrize(
    ("back", "by"),
    [
        ("deny ip any any log", "deny ip any any log"),
        ("permit udp any any", "implicit deny at the end of CELL-IN"),
        ("permit tcp host 10.20.1.11 any established", "implicit deny at the end of CELL-IN"),
        ("permit tcp any any range 32768 60999", "implicit deny at the end of CELL-IN"),
        ("permit tcp any any eq 502 established", "implicit deny at the end of CELL-IN"),
        ("deny tcp any eq 502 any\n permit ip any any", "deny tcp any eq 502 any"),
    ],
)
def test_lists_that_keep_answers_out(back: str, by: str) -> None:
    found = answers(router(back))
    assert [p.product.services.slabs[0][0] for p in found.missing] == [256] * len(found.missing) != []
    assert [v.text for v in found.blockers] == [by]
    assert found.doubts == ()


def test_the_list_out_of_the_client_side_counts_too() -> None:
    text = (
        router("permit ip any any", ops="ip access-group TO-OPS out")
        + "ip access-list extended TO-OPS\n deny tcp any any\n"
    )
    assert [v.text for v in answers(text).blockers] == ["deny tcp any any"]


def test_no_list_on_the_way_back() -> None:
    assert answers(router("deny ip any any", cell="no shutdown")) == Answers()


def test_what_is_blocked_on_its_way_has_no_answers() -> None:
    assert answers(router("deny ip any any", there="deny ip any any")) == Answers()


def test_a_reflexive_list_passes_what_it_reflects() -> None:
    reflecting = "permit tcp any any eq 502 reflect SEEN"
    assert answers(router("evaluate SEEN", there=reflecting)) == Answers()
    other = "permit tcp any any eq 102 reflect SEEN\n permit tcp any any"
    assert answers(router("evaluate SEEN", there=other)).missing


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (router("permit tcp any any established time-range work"), "perhaps only"),
        (router("deny ip any any", ops="ip inspect LOOK in"), "inspection on GigabitEthernet0/0"),
        (router("permit tcp any any frobnicate\n deny ip any any"), "cannot be read"),
        (router("deny ip any any") + "ip nat inside source static 10.20.1.10 192.0.2.1\n", "addresses are translated"),
    ],
)
def test_what_may_open_a_list_is_not_assessable(text: str, reason: str) -> None:
    found = answers(text)
    assert found.missing == ()
    assert any(reason in doubt.reason for doubt in found.doubts)


def test_udp_is_not_assessable_unless_it_goes_one_way() -> None:
    snmp, syslog = (ServiceSet.ports(17, ((port, port),)) for port in (161, 514))
    [doubt] = answers(router("permit tcp any any established"), snmp).doubts
    assert "'implicit deny at the end of CELL-IN'" in doubt.reason
    assert answers(router("permit udp any eq snmp any"), snmp) == Answers()
    assert answers(router("deny ip any any"), syslog) == Answers()


def test_a_client_that_asks_from_a_known_port() -> None:
    fixed = ServiceSet.ports(6, ((502, 502),), ((502, 502),))
    assert answers(router("permit tcp any eq 502 any eq 502 established"), fixed) == Answers()
    assert answers(router("permit tcp any eq 502 any gt 1023 established"), fixed).missing


@pytest.mark.parametrize("seed", range(40))
def test_random_lists_agree_with_the_trace(seed: int) -> None:
    rng = Random(seed)
    lines = [
        f"{rng.choice(['permit', 'deny'])} tcp {rng.choice(['any', 'host 10.20.1.10', 'host 10.20.1.11'])}"
        f"{rng.choice(['', ' eq 502', ' neq 502'])} {rng.choice(['any', 'host 10.30.0.30'])}"
        f"{rng.choice(['', ' gt 50000', ' lt 60000', ' eq 49152'])}{rng.choice(['', ' established'])}"
        for _ in range(rng.randint(1, 4))
    ]
    text = router("\n ".join(lines), ops=rng.choice(["", "ip access-group CELL-IN out"]))
    missing = [p.product for p in answers(text).missing]
    tracer = Tracer("r1", cisco_ios.parse(text, "r1.cfg").devices[0], ZONES, None)
    for port in (49152, 50000, 50001, 59999, 60000, 65535):
        traced = tracer.trace(Packet(4, SERVER, CLIENT, 256, 502, port)).answer
        point = ServiceSet.of(((256, 256),), ((502, 502),), ((port, port),))
        held = any(SERVER in p.sources and CLIENT in p.destinations and point <= p.services for p in missing)
        assert held == (traced is Answer.DENIED)
