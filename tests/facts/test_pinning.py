"""Conduits that pin an application, and rules that ask for one or do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.analysis.build import HERE, bound, device, interface, net, rule_list, zone
from zonewarden.analysis.conduits import judge
from zonewarden.analysis.matrix import matrix
from zonewarden.analysis.pinning import unpinned
from zonewarden.site.model import Conduit, ConduitService, Project, Site
from zonewarden_parsers.model import Action, Atom, AtomKind, Match, Rule, ServiceSet

ZONES = {z.id: z for z in (zone("ops", "10.1.0.0/24"), zone("cell", "10.2.0.0/24"))}
S7 = ServiceSet.ports(6, ((102, 102),))


def conduit(app_id: str) -> Conduit:
    services = (ConduitService("s7comm", S7, app_id=app_id),)
    return Conduit("c1", "ops", "cell", HERE, sources=net("10.1.0.5"), destinations=net("10.2.0.9"), services=services)


def found(rule: Rule, app_id: str = "s7-comm") -> list[tuple[str, str, tuple[str, ...]]]:
    listed = replace(rule_list("in"), rules=(rule,))
    both = (interface("up", "10.1.0.0/24"), interface("down", "10.2.0.0/24"))
    router = device(interfaces=both, rule_lists=(listed,), bindings=(bound("in", "up"),))
    declared = conduit(app_id)
    site = Site(Project("plant", "plant/zonewarden.yaml"), zones=ZONES, conduits=(declared,))
    flow = next(f for f in matrix(router, "r1", ZONES, None) if f.from_zone == "ops")
    judged = judge(flow, [declared], datetime(2026, 11, 28, tzinfo=UTC))
    return [
        (c, s, tuple(t for p in permits for t in p.product.services.texts()))
        for c, s, permits in unpinned(judged, site)
    ]


PLAIN = Rule(0, Action.PERMIT, Match(), HERE, "permit ip any any")
ATOM = Atom(AtomKind.APPLICATION, "application s7-comm", HERE)


@pytest.mark.parametrize(
    ("rule", "bare"),
    [
        (PLAIN, True),
        (replace(PLAIN, match=Match(atoms=(ATOM,))), False),
        (replace(PLAIN, inspection=("application",)), False),
        (replace(PLAIN, inspection=()), True),
    ],
)
def test_a_rule_asks_for_the_application_or_for_none(rule: Rule, bare: bool) -> None:
    assert found(rule) == ([("c1", "s7comm", ("tcp/102",))] if bare else [])


def test_a_service_that_is_not_pinned_is_not_asked() -> None:
    assert found(PLAIN, app_id="") == []
