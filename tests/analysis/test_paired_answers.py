"""Answers from a port to the same port at a device without sessions: which are no session from the wrong side."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.analysis.build import HERE, bound, device, interface, net, rule_list, zone
from zonewarden.analysis.conduits import Part
from zonewarden.analysis.survey import Survey, survey
from zonewarden.site.model import Conduit, ConduitService, Project, Site
from zonewarden_parsers.model import ANY_SERVICE, Action, Match, ServiceSet

ZONES = {z.id: z for z in (zone("sup", "10.1.0.0/24"), zone("cell", "10.2.0.0/24"))}
BOTH = (interface("up", "10.1.0.0/24"), interface("down", "10.2.0.0/24"))
PLC, CLOCK = net("10.2.0.9"), net("10.1.0.5")
NTP = ConduitService("ntp", ServiceSet.ports(17, ((123, 123),)), commands=False)
IO = ConduitService("enip-implicit", ServiceSet.ports(17, ((2222, 2222),)))
LOG = ConduitService("syslog", ServiceSet.ports(17, ((514, 514),)), commands=False)
TIME = Conduit(
    "c1", "cell", "sup", HERE, sources=PLC, destinations=CLOCK, services=(NTP,), initiators=("from",),
)  # fmt: skip


def pair(port: int) -> ServiceSet:
    return ServiceSet.of(((17, 17),), ((port, port),), ((port, port),))


def wrong(
    answers: Match, questions: Match | None, declared: Conduit = TIME, *, stateful: bool = False
) -> list[tuple[str, ...]]:
    """Return what is open from the wrong side, where these packets may go down and those up."""
    up = () if questions is None else ((Action.PERMIT, questions),)
    router = device(
        interfaces=BOTH, stateful=stateful,
        rule_lists=(rule_list("down-in", *up), rule_list("up-in", (Action.PERMIT, answers))),
        bindings=(bound("up-in", "up"), bound("down-in", "down")),
    )  # fmt: skip
    site = Site(Project("plant", "plant/zonewarden.yaml"), zones=ZONES, conduits=(declared,))
    found: Survey = survey(site, (router,), datetime(2026, 11, 28, tzinfo=UTC))
    judged = next(j for j in found.devices[0].flows if j.flow.from_zone == "sup")
    return [p.product.services.texts() for p in judged.parts[Part.WRONG_INITIATOR]]


ASKED, ANSWERED = Match(PLC, CLOCK, pair(123)), Match(CLOCK, PLC, pair(123))


def test_the_answers_of_a_declared_session_are_none_from_the_wrong_side() -> None:
    assert wrong(ANSWERED, ASKED) == []
    assert wrong(ANSWERED, Match(PLC, CLOCK, NTP.services)) == []


def test_a_device_that_keeps_sessions_needs_no_rule_for_them() -> None:
    assert len(wrong(ANSWERED, ASKED, stateful=True)) == 1


def test_answers_to_questions_that_the_device_stops_are_none() -> None:
    assert len(wrong(ANSWERED, None)) == 1
    assert len(wrong(ANSWERED, Match(PLC, CLOCK, ServiceSet.of(((17, 17),), ((5000, 6000),), ((123, 123),))))) == 1


@pytest.mark.parametrize("services", [NTP.services, ANY_SERVICE])
def test_what_is_wider_than_an_answer_stays(services: ServiceSet) -> None:
    left = wrong(Match(CLOCK, PLC, services), ASKED)
    assert left
    assert all("123 from 123" not in t for texts in left for t in texts)


def test_a_host_that_is_not_asked_opens_a_session() -> None:
    declared = replace(TIME, destinations=net("10.1.0.4/31"))
    assert wrong(Match(net("10.1.0.4"), PLC, pair(123)), ASKED, declared) != []
    assert wrong(ANSWERED, ASKED, declared) == []


@pytest.mark.parametrize("service", [IO, LOG])
def test_what_commands_or_is_never_answered_is_a_session(service: ConduitService) -> None:
    port = service.services.boxes()
    number = next(iter(port)).second[0]
    asked, answered = Match(PLC, CLOCK, pair(number)), Match(CLOCK, PLC, pair(number))
    assert len(wrong(answered, asked, replace(TIME, services=(service,)))) == 1
