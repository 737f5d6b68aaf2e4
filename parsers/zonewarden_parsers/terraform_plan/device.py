"""A plan as placeless devices: one for each group and direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.json_lines import Document, paint, read_json
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import (
    Action,
    Aspect,
    Binding,
    Coverage,
    Device,
    Diagnostic,
    Direction,
    Effect,
    Gap,
    LineState,
    Location,
    Rule,
    RuleList,
    Severity,
)
from zonewarden_parsers.terraform_plan import aws, azure
from zonewarden_parsers.terraform_plan.plan import Plan, Resource, read_plan

Rules = Callable[[Plan, Resource | None, Sequence[Resource], str], Iterator[Rule]]
_KINDS: tuple[tuple[tuple[str, ...], tuple[str, ...], str, Rules, bool], ...] = (
    (aws.GROUPS, aws.RULES, "security_group_id", aws.group_rules, True),
    (aws.ACLS, ("aws_network_acl_rule",), "network_acl_id", aws.acl_rules, False),
    ((azure.GROUP,), (azure.RULE,), "network_security_group_name", azure.nsg_rules, True),
)
"""Types of groups, types of their loose rules, what in a loose rule names its group, how they are read, whether stateful."""
_READ = {t for groups, rules, *_ in _KINDS for t in (*groups, *rules)} | {"aws_vpc"}
_FILTERS = (
    "firewall",
    "security_policy",
    "_security_rule",
    "_nsg",
    "network_policy",
    "security_list",
    "security_group",
    "_acl_rule",
)
_NO_FILTERS = (
    "web_acl",
    "wafv2",
    "attachment",
    "association",
    "firewall_manager",
    "db_security_group",
    "s3",
    "bucket",
    "logging",
)
_HARMLESS = ("aws_db_", "aws_s3_", "aws_waf", "aws_elasticache_security_group", "aws_redshift_security_group")


def read_device(text: str, path: str, platform: str) -> Parsed:
    """Parse one plan."""
    document = read_json(text, path)
    plan = read_plan(document)
    ledger = Ledger(path, count_lines(text))
    if document.root is not None:
        document.root.claim_all(LineState.IRRELEVANT)
    gaps = [*_fault(document, path, ledger), *_claim(plan, ledger)]
    made = list(_lists(plan))
    if not made and not gaps:
        ledger.diagnostics.append(Diagnostic(Location(path, 1, 0, 1), "no-rules", "no network filter in this plan"))
    paint(document, ledger, text)
    known = {d.location.line for d in ledger.diagnostics}
    for number, state in enumerate(ledger.states, 1):
        if state is LineState.UNKNOWN and number not in known:
            ledger.diagnostics.append(Diagnostic(Location(path, number, 0, 1), "unread", "not in the model"))
    coverage, told = ledger.coverage(), tuple(ledger.diagnostics)
    stem = PurePosixPath(path).stem
    devices = [_device(stem, platform, path, coverage, a, s, (r,), tuple(gaps), told) for a, s, r in made]
    if gaps and not devices:
        devices = [_device(stem, platform, path, coverage, "", True, (), tuple(gaps), told)]
    return Parsed(path, platform, tuple(devices), told, coverage)


def _device(
    name: str, platform: str, path: str, coverage: Coverage, context: str, stateful: bool, lists: tuple[RuleList, ...],  # noqa: FBT001
    gaps: tuple[Gap, ...], told: tuple[Diagnostic, ...],
) -> Device:  # fmt: skip
    bindings = tuple(Binding(r.name, "", Direction.FORWARD, r.location, (4, 6)) for r in lists)
    return Device(
        name, platform, path, coverage, stateful=stateful, context=context, placeless=True, rule_lists=lists, bindings=bindings,
        gaps=gaps, diagnostics=told,
    )  # fmt: skip


def _lists(plan: Plan) -> Iterator[tuple[str, bool, RuleList]]:
    """Yield each direction of each group: its context, whether it is stateful, its list."""
    for kinds, rules, key, read, stateful in _KINDS:
        loose = list(plan.of(*rules))
        groups = list(plan.of(*kinds))
        held = Counter(r.address for group in groups for r in loose if _belongs(r, group, key))
        for group in groups:
            own = [r for r in loose if _belongs(r, group, key) and (held[r.address] == 1 or not _denies(r))]
            for direction in ("ingress", "egress"):
                yield group.address + " " + direction, stateful, _list(plan, group, own, direction, read, group.place)
        for alone in (r for r in loose if r.address not in held):
            for direction in ("ingress", "egress"):
                made = _list(plan, None, [alone], direction, read, alone.place)
                if made.rules:
                    yield alone.address + " " + direction, stateful, made


def _belongs(loose: Resource, group: Resource, key: str) -> bool:
    """Return whether a rule may be one of a group: by the identity the plan knows, else by what its expression names."""
    wanted = loose.text(key)
    if wanted:
        return wanted in {group.text("id"), group.text("name") if key.endswith("_name") else ""} - {""}
    return group.plain in loose.references(key)


def _denies(loose: Resource) -> bool:
    """Return whether a rule is a denial; one that may belong to several groups denies nothing for sure."""
    return "deny" in {loose.text("access").lower(), loose.text("rule_action").lower()}


def _list(
    plan: Plan, group: Resource | None, loose: Sequence[Resource], direction: str, read: Rules, place: Location
) -> RuleList:
    rules = tuple(replace(r, index=i) for i, r in enumerate(read(plan, group, loose, direction)))
    return RuleList(direction, rules, place, Action.DENY, place)


def _fault(document: Document, path: str, ledger: Ledger) -> Iterator[Gap]:
    if document.fault is not None:
        line, column = document.place(document.fault.offset)
        place = Location(path, max(1, min(line, ledger.total)), 0, column)
        ledger.diagnostics.append(Diagnostic(place, "json-syntax", document.fault.message, Severity.ERROR))
        yield Gap(Aspect.ALL, Effect.EITHER, f"the file cannot be read from here on: {document.fault.message}", place)


def _claim(plan: Plan, ledger: Ledger) -> Iterator[Gap]:
    """Claim what the model holds; report other filters."""
    for resource in plan.resources:
        if resource.type in _READ:
            resource.values.claim_all()
        elif _filters(resource.type):
            resource.values.claim(LineState.UNKNOWN)
            message = f"{resource.address}: {resource.type} is not in the model and may permit or deny packets"
            ledger.diagnostics.append(Diagnostic(resource.place, "unknown-resource", message))
            yield Gap(Aspect.FLOWS, Effect.EITHER, message, resource.place)


def _filters(kind: str) -> bool:
    return (
        any(mark in kind for mark in _FILTERS)
        and not any(mark in kind for mark in _NO_FILTERS)
        and not kind.startswith(_HARMLESS)
    )
