"""A policy as placeless devices, one for each filter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from zonewarden_parsers.aerleon_policy.policy import Filter, Policy, read_text, read_yaml_policy
from zonewarden_parsers.aerleon_policy.terms import Reading
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import (
    Action,
    Aspect,
    Binding,
    Device,
    Direction,
    Effect,
    Gap,
    Match,
    Reference,
    Rule,
    RuleList,
)

_STATEFUL = {
    "srx",
    "paloalto",
    "ciscoasa",
    "speedway",
    "iptables",
    "nftables",
    "gce",
    "gcp_hf",
    "msmpc",
    "versa",
    "fortigate",
    "k8s",
}
_CLOSED = {
    "arista", "arista_tp", "aruba", "brocade", "cisco", "ciscoasa", "cisconx", "ciscoxr", "demo", "juniper", "juniperevo", "msmpc",
    "nsxv", "paloalto", "srx", "srxlo", "fortigate", "versa",
}  # fmt: skip
"""Targets where what no term decides is denied; elsewhere the default is set beside the policy."""


def read_device(text: str, path: str, platform: str, definitions: Sequence[str] = (), *, is_yaml: bool) -> Parsed:
    """Parse one policy with its definition files."""
    ledger = Ledger(path, count_lines(text))
    policy = (read_yaml_policy if is_yaml else read_text)(text, ledger)
    policy.naming.add_files(definitions)
    gaps = tuple(Gap(Aspect.ALL, Effect.EITHER, f"cannot be read: {f.message}", f.location) for f in policy.faults)
    coverage, told = ledger.coverage(), tuple(ledger.diagnostics)
    devices: list[Device] = []
    for number, made in enumerate(policy.filters, 1):
        rules, undefined = _rules(made, policy)
        listed = RuleList("filter", rules, made.place, Action.DENY, made.place)
        names = {target[0] for target in made.targets if target}
        devices.append(Device(
            PurePosixPath(path).stem, platform, path, coverage, stateful=bool(names) and names <= _STATEFUL,
            context=f"{number} {_name(made)}".strip(), placeless=True, rule_lists=(listed,),
            bindings=(Binding("filter", "", Direction.FORWARD, made.place, (4, 6)),), undefined=undefined, gaps=gaps, diagnostics=told,
        ))  # fmt: skip
    if gaps and not devices:
        devices.append(
            Device(PurePosixPath(path).stem, platform, path, coverage, stateful=False, placeless=True, gaps=gaps)
        )
    return Parsed(path, platform, tuple(devices), told, coverage)


def _rules(made: Filter, policy: Policy) -> tuple[tuple[Rule, ...], tuple[Reference, ...]]:
    rules: list[Rule] = []
    undefined: list[Reference] = []
    for term in made.terms:
        reading = Reading(term, policy.naming)
        rules.extend(reading.rules())
        undefined.extend(reading.undefined)
    rules.extend(_rest(made))
    return tuple(replace(rule, index=i) for i, rule in enumerate(rules)), tuple(dict.fromkeys(undefined))


def _rest(made: Filter) -> Iterator[Rule]:
    """Yield what the targets do with what no term decides, where that is not to deny it."""
    open_ = [t for t in made.targets if t and t[0] not in _CLOSED and "DROP" not in t]
    if open_ or not made.targets:
        shown = (
            f"what target {' '.join(open_[0])[:80]} does without a term"
            if open_
            else "no target says what follows the terms"
        )
        yield Rule(0, Action.UNKNOWN, Match(), made.place, shown)


def _name(made: Filter) -> str:
    return next((t[1] for t in made.targets if len(t) > 1), "")[:60]
