"""Claims that tagged rules permit inside a maintenance window only (`schedule`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo

from zonewarden.analysis.claims import Proof, SettingCheck
from zonewarden.analysis.clock import beginning, clocks, ending
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.rule_names import goes_by
from zonewarden.analysis.survey import DeviceSurvey
from zonewarden.site.model import Entry, Site
from zonewarden.site.shapes import moment
from zonewarden_parsers.model import Action, Aspect, Effect, Rule, Times
from zonewarden_parsers.strict_yaml.nodes import text

Span = tuple[datetime, datetime]


def scheduled(entry: Entry, device: DeviceSurvey, site: Site) -> Iterator[SettingCheck]:
    """Yield, for each rule in force with the tag that may permit, whether it does so inside the window only."""
    tag, window = text(entry.node.get("assert", "rule_tag")), _window(entry, site)
    zones = clocks(device.device, site)
    bound = {binding.rule_list for binding in device.device.bindings}
    for listed in device.device.rule_lists:
        for rule in listed.rules if listed.name in bound else ():
            if rule.enabled and not rule.implicit and rule.action is not Action.DENY and goes_by(rule, tag):
                proof, said = _judge(rule, window, zones)
                told = f"{device.id} {said} ({rule.text})" if said else ""
                part = f"{listed.name}/{rule.index}"
                found = SettingCheck(entry.id, device.id, part, proof, told, (rule.location,))
                yield found.doubted(_unread(device))


def _unread(device: DeviceSurvey) -> list[Taint]:
    """Return what is not read of the device and may permit: there may be more rules with the tag."""
    gaps = (g for g in device.device.gaps if g.aspect in {Aspect.FLOWS, Aspect.ALL} and g.effect is not Effect.MAY_DENY)
    return [Taint(g.reason, g.location) for g in gaps]


def _window(entry: Entry, site: Site) -> Span | None:
    within = text(entry.node.get("assert", "within"))
    for window in site.registers.get("windows", ()):
        start, end = moment(text(window.node.get("start"))), moment(text(window.node.get("end")))
        if window.id == within and start is not None and end is not None:
            return start, end
    return None


def _judge(rule: Rule, window: Span | None, zones: Iterable[tzinfo]) -> tuple[Proof, str]:
    """Return whether a rule holds inside the window only, on every clock that its device may keep."""
    if rule.times is None:
        return Proof.BROKEN if rule.action is Action.PERMIT else Proof.OPEN, "permits at any time what carries the tag"
    if window is None:
        return Proof.OPEN, "is to be held against a window that is not declared"
    inside = {_inside(rule.times, window, zone) for zone in zones}
    if inside == {True}:
        return Proof.HOLDS, ""
    if inside == {False}:
        return Proof.BROKEN, f"permits by schedule {rule.schedule} outside the window"
    return Proof.OPEN, f"has schedule {rule.schedule}, which may hold outside the window"


def _inside(times: Times, window: Span, zone: tzinfo) -> bool | None:
    """Return whether times lie in the window by a clock of a zone, None where they are open to a side or not understood."""
    start, end = beginning(times, zone), ending(times, zone)
    if not times.known:
        return None
    if (end is not None and end > window[1]) or (start is not None and start < window[0]):
        return False
    return None if start is None or end is None else True
