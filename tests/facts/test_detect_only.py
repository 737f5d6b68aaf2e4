"""Conduits that declare blocking, and rules whose profiles only detect."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tests.analysis.build import HERE, bound, device, interface, rule_list, zone
from zonewarden.analysis.survey import survey
from zonewarden.facts.catalogue import ServiceIndex
from zonewarden.facts.flows import flows
from zonewarden.site.model import Conduit, ConduitService, Project, Site
from zonewarden_parsers.model import ANY, ANY_SERVICE, Action, Match, Rule


@pytest.mark.parametrize(
    ("inspection", "declared", "told"),
    [
        (("ips", "ips:detect"), ("ips:block",), True),
        (("ips", "ips:detect"), ("ips:detect",), False),
        (("ips", "ips:block"), ("ips:block",), False),
        (("ips",), ("ips:block",), False),
        (None, ("ips:block",), False),
    ],
)
def test_only_what_surely_detects_is_told(
    inspection: tuple[str, ...] | None, declared: tuple[str, ...], told: bool
) -> None:
    rule = Rule(0, Action.PERMIT, Match(), HERE, "permit", inspection=inspection)
    interfaces = (interface("up", "10.1.0.0/24"), interface("down", "10.2.0.0/24"))
    listed = replace(rule_list("in"), rules=(rule,))
    firewall = device(interfaces=interfaces, rule_lists=(listed,), bindings=(bound("in", "up"),))
    services = (ConduitService("any", ANY_SERVICE),)
    conduit = Conduit("c1", "ent", "ops", HERE, sources=ANY, destinations=ANY, services=services, inspection=declared)
    zones = {z.id: z for z in (zone("ent", "10.1.0.0/24", kind="enterprise"), zone("ops", "10.2.0.0/24"))}
    site = Site(Project("plant", "plant/zonewarden.yaml"), zones=zones, conduits=(conduit,))
    found = flows(survey(site, [firewall], datetime(2026, 11, 28, tzinfo=UTC)), ServiceIndex([]))
    assert ("c1" in found["r1:ent>ops"]["detect_only"]) is told
