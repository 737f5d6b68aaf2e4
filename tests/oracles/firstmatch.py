"""First match of single packets over a parsed list, rule by rule: the plainest reading of the model there is."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from tests.oracles.cells import point_of
from tests.oracles.terms import Service
from zonewarden_parsers.model import Action, Match, Rule, RuleList


@dataclass(frozen=True, slots=True)
class Header:
    """A packet as recorded truths give it."""

    source: str
    destination: str
    service: Service


def matches(match: Match, header: Header) -> bool:
    """Return whether a match without conditions holds the packet."""
    source, destination = (ipaddress.ip_address(x) for x in (header.source, header.destination))
    p, f, s = point_of(header.service)
    return (
        int(source) in match.sources.family(source.version)
        and int(destination) in match.destinations.family(destination.version)
        and any(
            b.protocols[0] <= p <= b.protocols[1] and b.first[0] <= f <= b.first[1] and b.second[0] <= s <= b.second[1]
            for b in match.services.boxes()
        )
    )


def first(rule_list: RuleList, header: Header) -> Rule | None:
    """Return the rule that decides a packet, None for the default. The list must not have conditions."""
    assert not any(r.match.atoms for r in rule_list.rules)
    return next((r for r in rule_list.rules if r.enabled and matches(r.match, header)), None)


def permits(rule_list: RuleList, header: Header) -> bool:
    """Return whether the list lets the packet through."""
    rule = first(rule_list, header)
    return (rule.action if rule else rule_list.default) is Action.PERMIT
