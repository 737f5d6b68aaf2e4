"""What a change opens and closes: the exact packets that one version of a device lets through and the other does not.

Flows are compared as sets of packets, so reordered rules, renamed lists and regrouped objects make no difference. What is
only possible (it hangs on a condition that packets do not show) is compared with what was possible under the same
condition: the same packets under another condition count as a possible change.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from zonewarden.analysis.blocking import blockers
from zonewarden.analysis.chain import Filters
from zonewarden.analysis.conduits import Required, minus, within
from zonewarden.analysis.matrix import Flow, Taint
from zonewarden.analysis.permitted import Permit, Via
from zonewarden.analysis.ways import Ways
from zonewarden_parsers.model import Device, PacketSet, Product

_PLACE = re.compile(r"^[^\n]*?:\d+(?::\d+)?: ")


@dataclass(frozen=True, slots=True)
class Change:
    """Packets that one version permits and the other does not, with what permits and what blocks them there.

    `definite`: surely permitted on the one side and surely not on the other. `reasons` says why it is only possible, or
    why nothing blocks them.
    """

    products: tuple[Product, ...]
    definite: bool
    permitted_by: tuple[Via, ...]
    blocked_by: tuple[Via, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PairDifference:
    """What changed between two zones at one device. `taints` are what keeps each side from being assessed in full."""

    device: str
    from_zone: str
    to_zone: str
    opened: tuple[Change, ...]
    closed: tuple[Change, ...]
    base_taints: tuple[Taint, ...]
    head_taints: tuple[Taint, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a device: None where there is no such device on this side. `flows` are keyed by zone pair,
    `required` by conduit and zone pair."""

    device: Device | None
    flows: Mapping[tuple[str, str], Flow]
    required: Mapping[tuple[str, str, str], Required]


NO_DEVICE = Version(None, {}, {})


def compare_pairs(id_: str, base: Version, head: Version) -> tuple[PairDifference, ...]:
    """Return the pairs of zones between which the device lets other packets through, or of which a side is not assessable."""
    ask = _Blocking(base), _Blocking(head)
    out: list[PairDifference] = []
    for pair in sorted({*base.flows, *head.flows}):
        before, after = base.flows.get(pair), head.flows.get(pair)
        opened = _changes(before, after, ask[0])
        closed = _changes(after, before, ask[1])
        taints = tuple(flow.taints if flow else () for flow in (before, after))
        if opened or closed or any(taints):
            out.append(PairDifference(id_, *pair, opened, closed, *taints))
    return tuple(out)


class _Blocking:
    """Says what blocks packets in one version of a device; its filters are indexed when first asked."""

    def __init__(self, version: Version) -> None:
        self._device = version.device
        self._ways: Ways | None = None

    def __call__(self, flow: Flow, products: Sequence[Product]) -> tuple[Via, ...]:
        """Return the rules that deny packets of `products`."""
        if self._device is None:
            return ()
        self._ways = self._ways or Ways(Filters(self._device))
        return blockers(self._ways, flow, products)

    @property
    def absence(self) -> str:
        """Why there is no flow between two zones on this side."""
        return "there is no such device" if self._device is None else "the device does not lie between the zones"


def _changes(before: Flow | None, after: Flow | None, other: _Blocking) -> tuple[Change, ...]:
    """Return what `after` permits and `before` does not; `other` knows the version of `before`."""
    out: list[Change] = []
    for (via, definite, reasons), products in _grouped(gained(before, after)).items():
        merged = PacketSet(tuple(products)).merged().products
        if before is None:
            out.append(Change(merged, definite, via, (), (*reasons, f"on the other side {other.absence}")))
        else:
            out.append(Change(merged, definite, via, other(before, merged), reasons))
    return tuple(out)


def _grouped(permits: Iterable[Permit]) -> dict[tuple[tuple[Via, ...], bool, tuple[str, ...]], list[Product]]:
    groups: dict[tuple[tuple[Via, ...], bool, tuple[str, ...]], list[Product]] = {}
    for p in permits:
        groups.setdefault((p.via, p.definite, p.reasons), []).append(p.product)
    return groups


def gained(before: Flow | None, after: Flow | None) -> list[Permit]:
    """Return the packets that `after` permits and `before` does not, by the rules that permit them.

    Definite where `after` surely permits them and `before` surely does not.
    """
    if after is None:
        return []
    old = before.permits if before else ()
    sure_before = [p.product for p in old if p.definite]
    sure_now = [p for p in after.permits if p.definite]
    new = without(sure_now, sure_before)
    perhaps = [p for p in old if not p.definite]
    out = without(new, [p.product for p in perhaps])
    doubt = ("it was perhaps permitted already", *dict.fromkeys(r for p in perhaps for r in p.reasons))
    out += (replace(p, definite=False, reasons=doubt) for p in within(new, [p.product for p in perhaps]))
    if before is not None and before.taints:
        unread = tuple(dict.fromkeys(f"the other side: {t.reason}" for t in before.taints))
        out = [replace(p, definite=False, reasons=tuple(dict.fromkeys(p.reasons + unread))) for p in out]
    known = sure_before + [p.product for p in sure_now]
    for condition, permits in _by_condition(after.permits).items():
        same = [p.product for p in perhaps if _condition(p) == condition]
        out += without(permits, known + same)
    return out


def without(permits: Iterable[Permit], cuts: Sequence[Product]) -> list[Permit]:
    """Return the permits without the packets of `cuts`: `minus`, with only the cuts that touch each permit."""
    known = set(cuts)
    out: list[Permit] = []
    for permit in permits:
        if permit.product in known:
            continue
        near = [c for c in cuts if c & permit.product]
        if not any(permit.product <= c for c in near):
            out += minus([permit], near) if near else (permit,)
    return out


def _by_condition(permits: Iterable[Permit]) -> dict[frozenset[str], list[Permit]]:
    out: dict[frozenset[str], list[Permit]] = {}
    for p in permits:
        if not p.definite:
            out.setdefault(_condition(p), []).append(p)
    return out


def _condition(permit: Permit) -> frozenset[str]:
    """Return what a possible permit hangs on, without the places where it is said."""
    return frozenset(_PLACE.sub("", reason) for reason in permit.reasons)


@dataclass(frozen=True, slots=True)
class RequiredChange:
    """A required conduit at a device that became blocked, or unblocked, in part or in whole.

    `products` are what production needs of it and is now (or was) missing; empty where the device no longer surely lies
    between the zones.
    """

    conduit: str
    from_zone: str
    to_zone: str
    device: str
    blocked: bool
    definite: bool
    products: tuple[Product, ...]
    blockers: tuple[Via, ...]
    reasons: tuple[str, ...] = ()


def compare_required(id_: str, base: Version, head: Version) -> tuple[RequiredChange, ...]:
    """Return which required conduits became blocked or unblocked at a device."""
    ask = _Blocking(base), _Blocking(head)
    out: list[RequiredChange] = []
    for key in sorted({*base.required, *head.required}):
        before, after = base.required.get(key), head.required.get(key)
        if after is None:
            reason = "the device no longer surely lies between its zones"
            out.append(
                RequiredChange(*key, id_, blocked=True, definite=False, products=(), blockers=(), reasons=(reason,))
            )
        else:
            out += _required(id_, before, after, ask[1], blocked=True)
            out += _required(id_, after, before, ask[0], blocked=False) if before is not None else []
    return tuple(out)


def _required(
    id_: str, before: Required | None, after: Required, here: _Blocking, *, blocked: bool
) -> list[RequiredChange]:
    """Return what is missing of `after` and not of `before`, surely and perhaps; `here` knows the version of `after`."""
    old = before.missing if before else ()
    surely, perhaps = [p.product for p in old if p.definite], [p.product for p in old if not p.definite]
    found = without(after.missing, surely + perhaps)
    found += (
        replace(p, definite=False) for p in within(without([p for p in after.missing if p.definite], surely), perhaps)
    )
    out: list[RequiredChange] = []
    for definite in (True, False):
        missing = [p for p in found if p.definite is definite]
        if missing:
            products = PacketSet(tuple(p.product for p in missing)).merged().products
            reasons = tuple(dict.fromkeys(r for p in missing for r in p.reasons))
            flow, by = after.flow, here(after.flow, products)
            out.append(
                RequiredChange(
                    after.conduit,
                    flow.from_zone,
                    flow.to_zone,
                    id_,
                    blocked,
                    definite,
                    products,
                    by,
                    reasons,
                )
            )
    return out
