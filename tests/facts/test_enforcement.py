"""Whether the device that a conduit names filters the way the conduit's sessions are opened."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tests.analysis.build import HERE, bound, device, interface, rule_list, zone
from zonewarden.analysis.conduits import judge
from zonewarden.analysis.matrix import matrix
from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.facts.enforcement import enforcement
from zonewarden.facts.json import Json
from zonewarden.site.model import Conduit, Zone
from zonewarden_parsers.model import Action, Binding, Device, Direction, ImplicitPolicy, Match, RuleList

ZONES = {z.id: z for z in (zone("ops", "10.1.0.0/24"), zone("cell", "10.2.0.0/24"))}
BOTH = (interface("up", "10.1.0.0/24"), interface("down", "10.2.0.0/24"))
CLOSED = rule_list("closed", (Action.DENY, Match()))


def conduit(*initiators: str) -> Conduit:
    return Conduit("c1", "ops", "cell", HERE, initiators=initiators, enforced_by=("r1",))


def row(found: Device, declared: Conduit, zones: dict[str, Zone] = ZONES) -> Json:
    flows = matrix(found, "r1", zones, None)
    judged = tuple(judge(flow, [declared], datetime(2026, 11, 28, tzinfo=UTC)) for flow in flows)
    (entry,) = enforcement(declared, [DeviceSurvey("r1", found, None, {}, judged, (), {})])
    return entry


def ways(entry: Json) -> list[tuple[str, str, str]]:
    return [(way["from"], way["to"], way["certainty"]) for way in entry["unfiltered"]]


def router(listed: RuleList, *bindings: Binding) -> Device:
    return device(interfaces=BOTH, rule_lists=(listed,), bindings=bindings)


@pytest.mark.parametrize(
    ("binding", "initiators", "expected"),
    [
        (bound("closed", "up"), ("from",), []),
        (bound("closed", "up"), ("to",), [("cell", "ops", "definite")]),
        (bound("closed", "up"), ("from", "to"), [("cell", "ops", "definite")]),
        (bound("closed", "down", Direction.OUT), ("from",), []),
        (bound("closed", "down", Direction.OUT), ("to",), [("cell", "ops", "definite")]),
        (bound("closed", "", Direction.FORWARD), ("from", "to"), []),
        (bound("closed", "", Direction.GLOBAL), ("from", "to"), []),
    ],
)
def test_a_list_counts_the_way_it_filters(
    binding: Binding, initiators: tuple[str, ...], expected: list[tuple[str, str, str]]
) -> None:
    assert ways(row(router(CLOSED, binding), conduit(*initiators))) == expected


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (rule_list("open", (Action.PERMIT, Match())), []),
        (rule_list("open", default=Action.PERMIT), [("ops", "cell", "definite")]),
        (rule_list("open", default=Action.UNKNOWN), []),
    ],
)
def test_a_list_without_any_rule_filters_nothing(listed: RuleList, expected: list[tuple[str, str, str]]) -> None:
    assert ways(row(router(listed, bound("open", "up")), conduit("from"))) == expected


@pytest.mark.parametrize(("permit", "expected"), [(False, []), (True, [("ops", "cell", "definite")])])
def test_what_the_platform_denies_by_itself_is_filtered(permit: bool, expected: list[tuple[str, str, str]]) -> None:
    levels = ImplicitPolicy("up", "down", permit, "security levels", HERE)
    assert ways(row(device(interfaces=BOTH, implicit=(levels,)), conduit("from"))) == expected


def test_a_zone_whose_place_is_not_certain_leaves_it_open() -> None:
    bare = device(interfaces=BOTH, rule_lists=(CLOSED,), bindings=(bound("closed", "up"),))
    zones = ZONES | {"cell": zone("cell", "10.3.0.0/24")}
    entry = row(bare, conduit("to"), zones)
    assert (entry["between"], entry["placed"], ways(entry)) == (True, False, [("cell", "ops", "possible")])


def test_a_device_without_interfaces_in_both_zones_is_not_between() -> None:
    one = device(interfaces=BOTH[:1])
    assert row(one, conduit("from")) == {
        "device": "r1", "present": True, "between": False, "placed": False, "unfiltered": []
    }  # fmt: skip
