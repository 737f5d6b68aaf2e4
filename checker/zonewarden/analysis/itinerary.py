"""One packet over all devices of a site: which of them it passes, in which order, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zonewarden.analysis.filtering import Answer
from zonewarden.analysis.trace import DeviceTrace
from zonewarden_parsers.model import Interface


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
