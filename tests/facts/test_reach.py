"""How far operands of rules reach, and which services are open doors."""

from __future__ import annotations

import pytest

from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.operands import OperandWriter
from zonewarden.facts.reach import MAX_COUNT, HostIndex, opens_answers, opens_every_icmp, reach
from zonewarden.site.model import Service
from zonewarden_parsers.model import ANY, AddressSet, ServiceSet

HOSTS = HostIndex([AddressSet.parse("10.0.0.5"), AddressSet.parse("10.0.0.9"), AddressSet.parse("2001:db8::1")])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.0.0.5", {"prefix4": 32, "prefix6": None, "addresses": 1, "assets": 1, "most": False}),
        ("10.0.0.0/24", {"prefix4": 24, "prefix6": None, "addresses": 256, "assets": 2, "most": False}),
        ("10.0.0.0-10.0.0.5", {"prefix4": 30, "prefix6": None, "addresses": 6, "assets": 1, "most": False}),
        ("2001:db8::/64", {"prefix4": None, "prefix6": 64, "addresses": MAX_COUNT, "assets": 1, "most": False}),
    ],
)
def test_reach(text: str, expected: dict[str, int | None]) -> None:
    low, _, high = text.partition("-")
    parts = [AddressSet.parse(low)]
    if high:
        bounds = [AddressSet.parse(end).v4.spans[0][0] for end in (low, high)]
        parts = [AddressSet.range(4, *bounds)]
    assert reach(AddressSet.union(parts), HOSTS) == expected


def test_everything_and_nothing() -> None:
    assert reach(ANY, HOSTS) == {"prefix4": 0, "prefix6": 0, "addresses": MAX_COUNT, "assets": 3, "most": True}
    assert reach(AddressSet(), HOSTS) == {"prefix4": None, "prefix6": None, "addresses": 0, "assets": 0, "most": False}


@pytest.mark.parametrize(
    ("services", "answers"),
    [
        (ServiceSet.protocol(256), True),
        (ServiceSet.ports(6, ((1024, 65535),)), True),
        (ServiceSet.ports(17, ((1024, 65535),)), True),
        (ServiceSet.protocol(6), True),
        (ServiceSet.ports(6, ((1024, 65534),)), False),
        (ServiceSet.of(((256, 256),), ((443, 443),)), False),
        (ServiceSet.ports(6, ((443, 443),)), False),
    ],
)
def test_ranges_for_answers(services: ServiceSet, answers: bool) -> None:
    assert opens_answers(services) is answers


def test_every_icmp() -> None:
    assert opens_every_icmp(ServiceSet.protocol(1))
    assert opens_every_icmp(ServiceSet.protocol(58))
    assert not opens_every_icmp(ServiceSet.icmp(1, 8))


@pytest.mark.parametrize(
    ("without", "most"), [("10.0.0.0/8", True), ("128.0.0.0/1", False), ("128.0.0.0-255.255.255.254", True)]
)
def test_what_a_negated_object_leaves_may_be_most_of_all_addresses(without: str, most: bool) -> None:
    assert reach(AddressSet(v4=ANY.v4) - AddressSet.parse(without), HOSTS)["most"] is most


@pytest.mark.parametrize(
    ("first", "last", "swept"), [(500, 504, {"modbus-tcp": ["modbus-tcp"]}), (502, 502, {}), (8080, 8090, {})]
)
def test_control_ports_in_a_run_of_ports_are_told(first: int, last: int, swept: dict[str, list[str]]) -> None:
    modbus = Service("modbus-tcp", "Modbus/TCP", ServiceSet.ports(6, ((502, 502),)), classes=("control-write",))
    found = OperandWriter(ServiceIndex([modbus]), HOSTS).services(ServiceSet.ports(6, ((first, last),)))
    assert found["swept"] == swept
