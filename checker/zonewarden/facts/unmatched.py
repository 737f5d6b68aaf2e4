"""What becomes of packets that no specific rule matches: the default of each interface."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from zonewarden.analysis.chain import Filters, Stage
from zonewarden.analysis.permitted import Via
from zonewarden.analysis.placement import Place
from zonewarden.facts.json import Json, location
from zonewarden_parsers.model import INITIATING, Action, Device, Direction, Interface, Location, Rule
from zonewarden_parsers.model.addresses import ALL_V4, ALL_V6

_PERMISSIVE = (Action.PERMIT, Action.UNKNOWN, Action.DENY)


def unmatched(device: Device, filters: Filters, interface: Interface, version: int) -> Json:
    """Return what happens to a packet that enters by an interface and that no specific rule matches."""
    here = Place(interface.name, interface.networks, certain=True, reason="")
    others = [i.name for i in device.interfaces if i.name != interface.name and i.enabled] or [""]
    answers: dict[tuple[Stage, ...], Via] = {}
    for other in others:
        stages = tuple(filters.inward(here, replace(here, interface=other), version))
        if stages not in answers:
            answers[stages] = _first_denial(filters, interface, stages, version)
    worst = min(answers.values(), key=lambda via: _PERMISSIVE.index(via.action))
    return _decision(worst.action, worst.text, worst.location)


def _first_denial(filters: Filters, interface: Interface, stages: Sequence[Stage], version: int) -> Via:
    """Return what decides the unmatched packet on its way in and through: the first stage that denies it, else the last."""
    decided = [s.via or _end(filters, interface, s, version) for s in stages]
    return next((via for via in decided if via.action is not Action.PERMIT), decided[-1])


def _end(filters: Filters, interface: Interface, stage: Stage, version: int) -> Via:
    """Return what the lists of one stage do with a packet that no specific rule matches."""
    for part in stage.parts:
        rule_list = filters.rule_list(part)
        for rule in rule_list.rules:
            if rule.enabled and not rule.match.atoms and _matches_all(rule, version):
                return Via(part.name, f"{rule.text} in {part.name}", rule.action, rule.location)
        if rule_list.default is not Action.DENY:
            place = rule_list.default_location or rule_list.location
            empty = f"{part.name} has no rules, so nothing is filtered"
            reason = f"{part.name} permits what none of its rules matches" if rule_list.rules else empty
            return Via(part.name, reason, rule_list.default, place)
    binding = filters.binding(interface.name, Direction.IN, version)
    last = stage.parts[-1].name
    return Via(
        last, f"implicit deny at the end of {last}", Action.DENY, binding.location if binding else interface.location
    )


def _matches_all(rule: Rule, version: int) -> bool:
    everything = ALL_V4 if version == 4 else ALL_V6
    match = rule.match
    return (
        match.sources.family(version) == everything
        and match.destinations.family(version) == everything
        and INITIATING <= match.services
    )


def _decision(action: Action, reason: str, place: Location) -> Json:
    return {"decision": action.value, "reason": reason, "locations": [location(place)]}
