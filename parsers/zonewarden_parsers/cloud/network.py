"""A filter of a cloud network as a device without a place, and what of a JSON document could not be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.json_lines import Document, paint
from zonewarden_parsers.lines import Ledger
from zonewarden_parsers.model import (
    Aspect,
    Binding,
    Device,
    Diagnostic,
    Direction,
    Effect,
    Gap,
    LineState,
    Location,
    RuleList,
    Severity,
)


@dataclass(frozen=True, slots=True)
class Filter:
    """One direction of one group or ACL: its context, its rules, and whether answers pass by themselves."""

    context: str
    rules: RuleList
    stateful: bool


def fault(document: Document, ledger: Ledger) -> Iterator[Gap]:
    """Report where a document cannot be read any further."""
    if document.fault is not None:
        line, column = document.place(document.fault.offset)
        place = Location(document.path, max(1, min(line, ledger.total)), 0, column)
        ledger.diagnostics.append(Diagnostic(place, "json-syntax", document.fault.message, Severity.ERROR))
        yield Gap(Aspect.ALL, Effect.EITHER, f"the file cannot be read from here on: {document.fault.message}", place)


def finish(
    document: Document, text: str, platform: str, filters: Sequence[Filter], gaps: Sequence[Gap], ledger: Ledger
) -> Parsed:
    """Return what was read: a device for each filter; one that holds the gaps where there is no filter."""
    path = document.path
    if not filters and not gaps:
        ledger.diagnostics.append(Diagnostic(Location(path, 1, 0, 1), "no-rules", "no network filter in this file"))
    paint(document, ledger, text)
    known = {d.location.line for d in ledger.diagnostics}
    for number, state in enumerate(ledger.states, 1):
        if state is LineState.UNKNOWN and number not in known:
            ledger.diagnostics.append(Diagnostic(Location(path, number, 0, 1), "unread", "not in the model"))
    coverage, told, stem = ledger.coverage(), tuple(ledger.diagnostics), PurePosixPath(path).stem

    def device(context: str, lists: tuple[RuleList, ...], *, stateful: bool = True) -> Device:
        bindings = tuple(Binding(r.name, "", Direction.FORWARD, r.location, (4, 6)) for r in lists)
        return Device(
            stem, platform, path, coverage, stateful=stateful, context=context, placeless=True, rule_lists=lists,
            bindings=bindings, gaps=tuple(gaps), diagnostics=told,
        )  # fmt: skip

    devices = tuple(device(f.context, (f.rules,), stateful=f.stateful) for f in filters)
    if gaps and not devices:
        devices = (device("", ()),)
    return Parsed(path, platform, devices, told, coverage)
