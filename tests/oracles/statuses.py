"""What each rule of a list amounts to, worked out cell by cell, against `classify` and the proofs it gives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tests.oracles.cells import Decider
from tests.oracles.compare import cells
from tests.oracles.terms import Entry, Packet, Service
from zonewarden.analysis.first_match import Status, Verdict, classify
from zonewarden_parsers.model import Packet as Witness
from zonewarden_parsers.model import RuleList

Masks = set[tuple[int, int]]


def masks(version: int, entries: Sequence[Entry]) -> Masks:
    """Return the distinct (may match, surely matches) masks of all cells, without disabled entries."""
    on = sum(1 << i for i, e in enumerate(entries) if e.enabled)
    certain = Decider.of(entries, default=False).certain
    return {(may & on, surely & certain) for _, may, surely, _ in cells(version, entries, ())}


def expected(entries: Sequence[Entry], i: int, found: Masks) -> Status | None:
    """Return the status of entry `i` within one IP version, None where it matches nothing there."""
    own = {(may, surely) for may, surely in found if may >> i & 1}
    if not own:
        return None
    before = (1 << i) - 1
    left = {(may, surely) for may, surely in own if not surely & before}
    if not left:
        return Status.SHADOWED
    if not _exact(entries[i]):
        return Status.LIVE
    for may, _ in left:
        after = may >> i + 1
        if not after:
            return Status.LIVE
        following = entries[i + (after & -after).bit_length()]
        if not _exact(following) or following.permit is not entries[i].permit:
            return Status.LIVE
    return Status.REDUNDANT


def _exact(entry: Entry) -> bool:
    parts = (entry.sources.under, entry.destinations.under)
    return entry.permit is not None and not entry.condition and parts == (None, None)


def overall(entries: Sequence[Entry], i: int, by_version: Sequence[Masks]) -> Status:
    """Return the status of entry `i` over the IP versions."""
    if not entries[i].enabled:
        return Status.DISABLED
    if entries[i].undefined:
        return Status.UNDEFINED
    if entries[i].permit is None:
        return Status.UNDECIDED
    answers = {expected(entries, i, found) for found in by_version} - {None}
    for status in (Status.LIVE, Status.REDUNDANT, Status.SHADOWED):
        if status in answers:
            return status
    return Status.UNMATCHABLE


def wrong_statuses(
    versions: Sequence[int], entries: Sequence[Entry], found: RuleList, *, starved: bool = False
) -> Iterator[str]:
    """Yield where `classify` is wrong about a rule, or gives a proof that does not hold.

    `starved`: its budget may have run out, so that it may leave a rule undecided and need not have made a proof short.
    """
    by_version = [masks(v, entries) for v in versions]
    for i, verdict in enumerate(classify(found)):
        right, text = overall(entries, i, by_version), repr(found.rules[i].text)
        if verdict.witness is not None and not _is_witness(verdict.witness, entries, i):
            yield f"{text}: {verdict.witness} is no witness"
        elif starved and verdict.status is Status.UNDECIDED:
            continue
        elif verdict.status is not right:
            yield f"{text} is {right}, we say {verdict.status} {verdict.blockers}"
        elif verdict.status is Status.SHADOWED:
            wrong = _wrong_cover(i, verdict, entries, by_version, found)
            yield from (w for w in wrong if not (starved and "can be left out" in w))
        elif verdict.status is Status.REDUNDANT:
            yield from _wrong_followers(i, verdict, entries, by_version, found)
        elif verdict.status is Status.LIVE and verdict.witness is None:
            yield f"{text}: live without a witness"


def _is_witness(w: Witness, entries: Sequence[Entry], i: int) -> bool:
    """Return whether entry `i` decides the packet. The model writes ICMP type 255 as 65535 (see `test_regressions`)."""
    if w.protocol in (1, 58):
        w = replace(w, first=min(w.first, 255), second=min(w.second, 255))
    service = Service(6 if w.protocol == 256 else w.protocol, w.first, w.second, w.protocol == 256)
    packet = Packet(w.version, w.source, w.destination, service)
    return entries[i].may_match(packet) and not any(e.surely_matches(packet) for e in entries[:i])


def _wrong_cover(
    i: int, verdict: Verdict, entries: Sequence[Entry], by_version: Sequence[Masks], found: RuleList
) -> Iterator[str]:
    text, cover = found.rules[i].text, sum(1 << b for b in verdict.blockers)
    own = [surely for masks_ in by_version for may, surely in masks_ if may >> i & 1]
    if any(b >= i for b in verdict.blockers) or not all(surely & cover for surely in own):
        yield f"{text!r} is not covered by {verdict.blockers}"
    for b in verdict.blockers:
        needed = any(all(surely & cover & ~(1 << b) for surely in _own(m, i)) is False for m in by_version)
        if not needed:
            yield f"{text!r}: blocker {b} of {verdict.blockers} can be left out"
    if verdict.different_action != any(entries[b].permit is not entries[i].permit for b in verdict.blockers):
        yield f"{text!r}: different_action is {verdict.different_action}"


def _own(found: Masks, i: int) -> list[int]:
    return [surely for may, surely in found if may >> i & 1]


def _wrong_followers(
    i: int, verdict: Verdict, entries: Sequence[Entry], by_version: Sequence[Masks], found: RuleList
) -> Iterator[str]:
    followers = sum(1 << b for b in verdict.blockers if b > i)
    left = [may for m in by_version for may, surely in m if may >> i & 1 and not surely & (1 << i) - 1]
    same = all(entries[b].permit is entries[i].permit for b in verdict.blockers if b > i)
    if not same or not all(may & followers for may in left):
        yield f"{found.rules[i].text!r}: not made redundant by {verdict.blockers}"
