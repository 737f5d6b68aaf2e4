"""A difference between two versions as JSON data and on the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click

from zonewarden.analysis.difference import Change, PairDifference, RequiredChange
from zonewarden.analysis.edits import BindingEdit, DeclarationEdit, RuleEdit
from zonewarden.analysis.matrix import Taint
from zonewarden.analysis.permitted import Via
from zonewarden.cli.output import print_table, printable
from zonewarden.compare import Comparison, Differences
from zonewarden.facts.json import shortened
from zonewarden.reports.outcome import Outcome
from zonewarden.triage.finding import Finding, Verdict
from zonewarden.triage.packets import witness
from zonewarden_parsers.dump import dump
from zonewarden_parsers.model import Product

VERSION = "zonewarden-diff/1"
MAX_TEXTS = 4
MAX_PRODUCTS = 6
Json = dict[str, Any]


def difference_data(found: Comparison, ends: Outcome) -> Json:
    """Return a comparison as JSON data. Locations under `blocked_by` of what was opened are of BASE; under that of what
    was closed, of HEAD; those of `permitted_by` the other way round."""
    differ = found.differences
    return {
        "schema": VERSION,
        "base": found.base.name,
        "head": found.head.name,
        "as_of": found.result.as_of,
        "devices": {
            "only_in_base": list(differ.removed),
            "only_in_head": list(differ.added),
            "same_text": list(differ.unchanged),
        },
        "pairs": [_pair(p) for p in differ.pairs],
        "required": [_required(r) for r in differ.required],
        "rules": [_rule(r) for r in differ.rules],
        "bindings": [_binding(b) for b in differ.bindings],
        "declarations": [_declaration(d) for d in differ.declarations],
        "findings": {
            "new": [_finding(f) for f in _new(found)],
            "known": found.known,
            "gone": [_finding(f) for f in found.fixed],
        },
        "exit": {"code": ends.code, "reason": ends.reason},
    }


def _new(found: Comparison) -> list[Finding]:
    return [f for f in found.result.findings if f.verdict in {Verdict.FAIL, Verdict.NOT_ASSESSABLE}]


def _pair(pair: PairDifference) -> Json:
    return {
        "device": pair.device,
        "from": pair.from_zone,
        "to": pair.to_zone,
        "opened": [_change(c) for c in pair.opened],
        "closed": [_change(c) for c in pair.closed],
        "not_assessable": {
            "base": [_taint(t) for t in pair.base_taints],
            "head": [_taint(t) for t in pair.head_taints],
        },
    }


def _change(change: Change) -> Json:
    return {
        "certainty": "definite" if change.definite else "possible",
        "packets": [_product(p) for p in change.products],
        "witness": witness(change.products),
        "permitted_by": [_via(v) for v in change.permitted_by],
        "blocked_by": [_via(v) for v in change.blocked_by],
        "reasons": list(change.reasons),
    }


def _product(product: Product) -> Json:
    sources, destinations, services = product.texts()
    return {"sources": list(sources), "destinations": list(destinations), "services": list(services)}


def _via(via: Via) -> Json:
    return {"list": via.list_name, "text": via.text, "action": via.action.value, "location": dump(via.location)}


def _taint(taint: Taint) -> Json:
    return {"reason": taint.reason, "location": dump(taint.location)}


def _required(change: RequiredChange) -> Json:
    return {
        "conduit": change.conduit,
        "device": change.device,
        "from": change.from_zone,
        "to": change.to_zone,
        "change": "blocked" if change.blocked else "unblocked",
        "certainty": "definite" if change.definite else "possible",
        "packets": [_product(p) for p in change.products],
        "witness": witness(change.products),
        "blockers": [_via(v) for v in change.blockers],
        "reasons": list(change.reasons),
    }


def _rule(edit: RuleEdit) -> Json:
    return {
        "device": edit.device,
        "list": edit.list_name,
        "change": "added" if edit.added else "removed",
        "action": edit.rule.action.value,
        "text": edit.rule.text,
        "location": dump(edit.rule.location),
    }


def _binding(edit: BindingEdit) -> Json:
    return {
        "device": edit.device,
        "interface": edit.interface,
        "direction": edit.direction,
        "ip_version": edit.version,
        "before": edit.before,
        "after": edit.after,
        "location": dump(edit.location),
    }


def _declaration(edit: DeclarationEdit) -> Json:
    return {
        "kind": edit.kind,
        "id": edit.id,
        "change": edit.change,
        "fields": list(edit.changed),
        "location": dump(edit.location),
    }


def _finding(finding: Finding) -> Json:
    return {
        "policy": finding.policy.id,
        "verdict": finding.verdict.value,
        "severity": finding.level.label,
        "certainty": finding.certainty.value,
        "subject": {"kind": finding.subject.kind, "id": finding.subject.id},
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "locations": [dump(place) for place in finding.locations],
    }


def print_difference(found: Comparison) -> None:
    """Print what opened and closed, required conduits, what is not assessable, and what was edited."""
    differ = found.differences
    _say(f"{found.base.name} -> {found.head.name}")
    rows = [row for pair in differ.pairs for row in _pair_rows(pair)]
    if rows:
        print_table(
            "",
            [
                "packets",
                "zones",
                "device",
                "services",
                "sources",
                "destinations",
                "permitted by",
                "blocked on the other side by",
            ],
            rows,
        )
    _print_required(differ.required)
    _print_unassessed(differ.pairs)
    for id_ in differ.added:
        _say(f"device {id_} is new: everything it permits is opened")
    for id_ in differ.removed:
        _say(f"device {id_} is gone: everything it permitted is closed")
    for line in _edits(differ):
        _say(line)
    _say(_summary(found))


def _pair_rows(pair: PairDifference) -> list[list[str]]:
    out: list[list[str]] = []
    for sign, changes in (("+ opened", pair.opened), ("- closed", pair.closed)):
        for change in changes:
            word = sign if change.definite else f"{sign} (possible)"
            blocked = _places(change.blocked_by) or "; ".join(change.reasons)
            for k, product in enumerate(change.products[:MAX_PRODUCTS]):
                cells = [", ".join(shortened(texts, MAX_TEXTS)) for texts in product.texts()]
                first = k == 0
                out.append([
                    word, f"{pair.from_zone} -> {pair.to_zone}", pair.device, cells[2], cells[0], cells[1],
                    _places(change.permitted_by) if first else "", blocked if first else "",
                ])  # fmt: skip
            if len(change.products) > MAX_PRODUCTS:
                out.append([word, f"and {len(change.products) - MAX_PRODUCTS} more", "", "", "", "", "", ""])
    return out


def _places(vias: Iterable[Via]) -> str:
    texts = list(dict.fromkeys(f"{v.location.path.rpartition('/')[2]}:{v.location.line}" for v in vias))
    return "\n".join(shortened(texts, MAX_TEXTS))


def _print_required(changes: Sequence[RequiredChange]) -> None:
    for change in changes:
        word = "blocked" if change.blocked else "no longer blocked"
        word = word if change.definite else f"perhaps {word}"
        by = f" by {', '.join(dict.fromkeys(str(v.location) for v in change.blockers))}" if change.blockers else ""
        what = f": {witness(change.products)}" if change.products else f": {'; '.join(change.reasons)}"
        _say(f"required conduit {change.conduit} is {word} at {change.device}{by}{what}")


def _print_unassessed(pairs: Sequence[PairDifference]) -> None:
    """Say which side of which pairs could not be assessed in full, one line a reason."""
    reasons: dict[tuple[str, str, str], list[str]] = {}
    for pair in pairs:
        for side, taints in (("BASE", pair.base_taints), ("HEAD", pair.head_taints)):
            for taint in taints:
                key = (side, pair.device, f"{taint.location}: {taint.reason.removeprefix(f'{taint.location}: ')}")
                reasons.setdefault(key, []).append(f"{pair.from_zone} -> {pair.to_zone}")
    for (side, device, reason), zones in reasons.items():
        _say(f"not assessable in {side}, {device}: {reason} ({', '.join(shortened(sorted(zones), MAX_TEXTS))})")


def _edits(differ: Differences) -> list[str]:
    out = [f"{d.kind} {d.id} {d.change}{': ' + ', '.join(d.changed) if d.changed else ''}" for d in differ.declarations]
    for edit in differ.bindings:
        at = f"{edit.interface or 'every interface'} {edit.direction} (IPv{edit.version})"
        out.append(f"{edit.device}: {at}: access list {edit.before or 'none'} -> {edit.after or 'none'}")
    return out


def _summary(found: Comparison) -> str:
    differ = found.differences
    opened, closed = sum(1 for p in differ.pairs if p.opened), sum(1 for p in differ.pairs if p.closed)
    open_ = sum(1 for p in differ.pairs if p.base_taints or p.head_taints)
    added = sum(1 for r in differ.rules if r.added)
    parts = [
        f"{opened} zone pairs opened, {closed} closed" if opened or closed else "nothing opened, nothing closed",
        f"{open_} zone pairs not assessable in full" if open_ else "",
        f"{added} rules added, {len(differ.rules) - added} removed",
        f"{len(differ.unchanged)} devices with the same text",
        f"findings: {len(_new(found))} new, {found.known} known, {len(found.fixed)} gone",
    ]
    return "; ".join(p for p in parts if p)


def _say(text: str) -> None:
    click.echo(printable(text))
