"""One packet over all devices of a site: which of them it passes, in which order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zonewarden.analysis.filtering import Answer
from zonewarden.analysis.trace import DeviceTrace, Tracer
from zonewarden_parsers.model import Interface, Packet


@dataclass(frozen=True, slots=True)
class Itinerary:
    """The devices a packet passes, and the answer over all of them.

    `passed` are the devices that lie between the two addresses: on the way from the source where `in_series`, else in the
    order given. `apart` are the others. `answer` is None where no device lies between. Each device is judged on its own
    (docs/decisions/0004): the answer is about the devices of the configurations, not about ways around them.
    """

    passed: tuple[DeviceTrace, ...]
    apart: tuple[DeviceTrace, ...]
    in_series: bool
    answer: Answer | None
    reasons: tuple[str, ...]


def follow(tracers: Sequence[Tracer], packet: Packet) -> Itinerary:
    """Send a packet through every device, as it is and as the others translate its destination.

    Where both may pass a device, the one whose places are certain counts; where neither is better, they have to agree.
    """
    found = [tracer.trace(packet) for tracer in tracers]
    leaving = [{c.routed for c in t.crossings if c.asked and c.routed != packet} for t in found]
    for n, tracer in enumerate(tracers):
        others = dict.fromkeys(p for k, packets in enumerate(leaving) for p in packets if k != n)
        passed = [t for t in (found[n], *map(tracer.trace, others)) if t.answer is not None]
        passed = [t for t in passed if all(c.entry.certain and c.leave.certain for c in t.crossings)] or passed
        found[n] = passed[0] if passed else found[n]
        if len({t.answer for t in passed}) > 1:
            reason = "it depends on whether the packet arrives with its destination translated"
            found[n] = replace(found[n], answer=Answer.NOT_DECIDED, reasons=(reason, *found[n].reasons))
    return itinerary(found)


def itinerary(traces: Iterable[DeviceTrace]) -> Itinerary:
    """Put the traces of one packet through every device together."""
    listed = list(traces)
    passed = [t for t in listed if t.answer is not None]
    apart = tuple(t for t in listed if t.answer is None)
    chain = _chain(passed)
    answer, reasons = _overall(chain or passed, in_series=chain is not None)
    return Itinerary(tuple(chain or passed), apart, chain is not None, answer, reasons)


def _overall(passed: Sequence[DeviceTrace], *, in_series: bool) -> tuple[Answer | None, tuple[str, ...]]:
    if not passed:
        return None, ("no device of these configurations lies between the two addresses",)
    answers = {t.answer for t in passed}
    rewriting = next((n for n, t in enumerate(passed) if any(c.rewritten for c in t.crossings)), len(passed))
    if rewriting < len(passed) - int(in_series) and len(passed) > 1 and answers != {Answer.DENIED}:
        if in_series and Answer.DENIED in {t.answer for t in passed[: rewriting + 1]}:
            return Answer.DENIED, ()
        at = next(c.rewritten for c in passed[rewriting].crossings if c.rewritten)
        return Answer.NOT_DECIDED, (f"devices behind {passed[rewriting].id} may see another source: {at}",)
    if len(answers) == 1:
        return answers.pop(), ()
    if in_series and Answer.DENIED in answers:
        return Answer.DENIED, ()
    if in_series:
        return Answer.NOT_DECIDED, ()
    return Answer.NOT_DECIDED, ("the devices answer differently, and which of them the packet passes is not known",)


def _chain(passed: Sequence[DeviceTrace]) -> list[DeviceTrace] | None:
    """Return the devices in the order the packet passes them, or None where their networks do not show one order."""
    follows = {a.id: [b for b in passed if a is not b and _joined(a, b)] for a in passed}
    reached = {b.id for found in follows.values() for b in found}
    starts = [t for t in passed if t.id not in reached]
    if len(starts) != 1:
        return None
    chain = starts
    while len(follows[chain[-1].id]) == 1 and len(chain) < len(passed):
        chain.append(follows[chain[-1].id][0])
    return chain if len({t.id for t in chain}) == len(passed) else None


def _joined(a: DeviceTrace, b: DeviceTrace) -> bool:
    """Return whether the interface that the packet leaves `a` by has a network with the one that it enters `b` by."""
    out, into = _side(a, leaving=True), _side(b, leaving=False)
    return out is not None and into is not None and not out.networks.isdisjoint(into.networks)


def _side(trace: DeviceTrace, *, leaving: bool) -> Interface | None:
    """Return the one interface that the packet surely uses, or None."""
    if len(trace.crossings) != 1:
        return None
    place = trace.crossings[0].leave if leaving else trace.crossings[0].entry
    return trace.device.interface(place.interface) if place.certain else None
