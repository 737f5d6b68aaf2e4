"""A traced packet as JSON data and on the terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import click

from zonewarden.analysis.filtering import Answer, FilterTrace
from zonewarden.analysis.itinerary import Itinerary
from zonewarden.analysis.placement import Place
from zonewarden.analysis.trace import Crossing, DeviceTrace, zone_of
from zonewarden.analysis.walk import Fate, Step
from zonewarden.cli.output import print_table, printable
from zonewarden.site.model import Zone
from zonewarden.triage.packets import packet_text
from zonewarden_parsers.dump import dump
from zonewarden_parsers.model import AddressSet, Packet

VERSION = "zonewarden-trace/1"
MAX_STEPS = 40
Json = dict[str, Any]


def trace_data(zones: Mapping[str, Zone], packet: Packet, found: Itinerary) -> Json:
    """Return a trace as JSON data: verdicts are `permitted`, `denied`, `not decided`, or null where no device lies between."""
    source, destination = _ends(packet)
    return {
        "schema": VERSION,
        "packet": {
            "text": packet_text(packet),
            "from": str(source),
            "to": str(destination),
            "from_zone": _zone(zones, source),
            "to_zone": _zone(zones, destination),
        },
        "verdict": _value(found.answer),
        "in_series": found.in_series,
        "reasons": list(found.reasons),
        "devices": [_device(t) for t in found.passed],
        "not_on_the_way": [{"device": t.id, "path": t.device.path, "reasons": list(t.reasons)} for t in found.apart],
    }


def _ends(packet: Packet) -> tuple[AddressSet, AddressSet]:
    return (
        AddressSet.range(packet.version, packet.source, packet.source),
        AddressSet.range(packet.version, packet.destination, packet.destination),
    )


def _zone(zones: Mapping[str, Zone], one: AddressSet) -> str:
    zone = zone_of(zones, one)
    return zone.id if zone else ""


def _value(answer: Answer | None) -> str | None:
    return None if answer is None else answer.value


def _device(trace: DeviceTrace) -> Json:
    return {
        "device": trace.id,
        "platform": trace.device.platform,
        "path": trace.device.path,
        "packet": packet_text(trace.packet),
        "verdict": _value(trace.answer),
        "reasons": list(trace.reasons),
        "notes": list(trace.notes),
        "crossings": [_crossing(c) for c in trace.crossings],
    }


def _crossing(crossing: Crossing) -> Json:
    return {
        "enters": _place(crossing.entry),
        "leaves": _place(crossing.leave),
        "by_published_address": not crossing.asked,
        "verdict": crossing.answer.value,
        "reasons": list(crossing.reasons),
        "source_rewritten_by": crossing.rewritten,
        "filters": [_filter(f) for f in crossing.filters],
    }


def _place(place: Place) -> Json:
    return {
        "interface": place.interface,
        "certain": place.certain,
        "reason": place.reason,
        "vpn": place.tunnel.name if place.tunnel else "",
    }


def _filter(found: FilterTrace) -> Json:
    by = found.by
    return {
        "filter": found.what,
        "list": found.list_name,
        "verdict": found.answer.value,
        "decided_by": {"text": by.text, "action": by.action.value, "location": dump(by.location)} if by else None,
        "reasons": list(found.reasons),
        "rules": [_step(s) for s in found.steps],
    }


def _step(step: Step) -> Json:
    return {
        "index": step.rule.index,
        "action": step.rule.action.value,
        "fate": step.fate.value,
        "not_matching": list(step.fields),
        "conditions": list(step.conditions),
        "text": step.rule.text,
        "location": dump(step.rule.location),
    }


def print_trace(zones: Mapping[str, Zone], packet: Packet, found: Itinerary, *, everything: bool) -> None:
    """Print a trace; of long lists only the last rules before the one that decides, unless `everything` is wanted."""
    source, destination = (_zone(zones, end) or "no zone" for end in _ends(packet))
    _say(f"{packet_text(packet)}  ({source} -> {destination})")
    for trace in found.passed:
        translated = "" if trace.packet == packet else f", as {packet_text(trace.packet)}"
        _say(f"\n{trace.id} ({trace.device.path}){translated}: {_shout(trace.answer)}")
        for crossing in trace.crossings:
            _print_crossing(crossing, everything=everything)
        for text in (*trace.reasons, *trace.notes):
            _say(f"  note: {text}")
    for trace in found.apart:
        _say(f"\n{trace.id} ({trace.device.path}): not on the way: {'; '.join(trace.reasons)}")
    _say(f"\n{_shout(found.answer)}{_summary(found)}")


def _summary(found: Itinerary) -> str:
    denying = [t.id for t in found.passed if t.answer is Answer.DENIED]
    open_ = [t.id for t in found.passed if t.answer is Answer.NOT_DECIDED]
    match found.answer:
        case Answer.PERMITTED:
            return f" by {', '.join(t.id for t in found.passed)}"
        case Answer.DENIED:
            return f" by {', '.join(denying)}"
        case Answer.NOT_DECIDED if not found.reasons:
            return f" at {', '.join(open_)}"
        case _:
            return f": {'; '.join(found.reasons)}"


def _shout(answer: Answer | None) -> str:
    return "NO ANSWER" if answer is None else answer.value.upper()


def _print_crossing(crossing: Crossing, *, everything: bool) -> None:
    entry, leave = (_place_text(p) for p in (crossing.entry, crossing.leave))
    published = "" if crossing.asked else ", sent to the published address"
    _say(f"  enters {entry}, leaves {leave}{published}: {crossing.answer.value}")
    if crossing.rewritten:
        _say(f"  the source may be translated by {crossing.rewritten}")
    for found in crossing.filters:
        name = f": access list {found.list_name}" if found.list_name else ""
        by = f" by {found.by.location}: {found.by.text}" if found.by else ""
        answer = "" if found.what == "translation" else f": {found.answer.value}"
        _say(f"  {found.what}{name}{answer}{by}")
        if found.steps:
            _print_steps(found.steps, everything=everything)


def _place_text(place: Place) -> str:
    doubt = "" if place.certain else "perhaps "
    return f"{doubt}{place.interface} ({place.reason})"


def _print_steps(steps: tuple[Step, ...], *, everything: bool) -> None:
    telling = [s for s in steps if s.fate is Fate.MAY_MATCH]
    shown = steps if everything or len(steps) <= MAX_STEPS else (*telling, *steps[-MAX_STEPS:])
    ordered = sorted({s.rule.index: s for s in shown}.values(), key=lambda s: s.rule.index)
    if len(ordered) < len(steps):
        _say(f"    {len(steps) - len(ordered):,} earlier rules do not match (--all lists them)")
    rows = [[str(s.rule.location), s.fate.value, _why(s), s.rule.text] for s in ordered]
    print_table("", ["place", "packet", "because of", "rule"], rows)


def _why(step: Step) -> str:
    match step.fate:
        case Fate.NO_MATCH:
            return ", ".join(step.fields)
        case Fate.MAY_MATCH:
            return "; ".join(step.conditions)
        case Fate.DISABLED:
            return "inactive"
        case Fate.MATCH:
            return step.rule.action.value


def _say(text: str) -> None:
    click.echo(printable(text))
