"""Kinds of rules that policies name in METADATA: of a long list few are of any kind, and the others need not be evaluated."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Rule = Mapping[str, Any]
"""A member of the facts' `rules`."""


def _dead(rule: Rule) -> bool:
    return rule["status"] in {"shadowed", "unmatchable"}


def _faulty(rule: Rule) -> bool:
    return bool(rule["undefined"]) or not rule["enabled"]


def _dated(rule: Rule) -> bool:
    return bool(rule["review_overdue"] or rule["schedule_expired"] or rule["temporary"])


def _unlimited(rule: Rule) -> bool:
    return bool(rule["any_source"] and rule["any_destination"] and rule["any_service"])


def _any_source(rule: Rule) -> bool:
    return bool(rule["any_source"])


def _plant_permit(rule: Rule) -> bool:
    return rule["action"] == "permit" and bool(rule["ot"] or rule["it_ot"] or rule["safety"] or rule["remote_access"])


def _external(rule: Rule) -> bool:
    return bool(rule["external"])


def _granted(rule: Rule) -> bool:
    return bool(rule["grants"] or rule["mentions"])


def _pooled(rule: Rule) -> bool:
    return bool(rule["pooled"])


def _marked(rule: Rule) -> bool:
    return any(sign in remark.lower() for remark in rule["remarks"] for sign in ("exception=", ":ignore"))


RULE_KINDS: Mapping[str, Callable[[Rule], bool]] = {
    "dead": _dead, "faulty": _faulty, "dated": _dated, "unlimited": _unlimited, "any-source": _any_source,
    "plant-permit": _plant_permit, "external": _external, "granted": _granted, "pooled": _pooled, "marked": _marked,
}  # fmt: skip
"""The kinds by name; docs/facts.md says what each is."""
