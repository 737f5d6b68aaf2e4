"""A plan as placeless devices: one for each group and direction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cloud.network import Filter, fault, finish
from zonewarden_parsers.json_lines import read_json
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import (
    Action,
    Aspect,
    Diagnostic,
    Effect,
    Gap,
    LineState,
    Location,
    Rule,
    RuleList,
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
    gaps = [*fault(document, ledger), *_claim(plan, ledger)]
    return finish(document, text, platform, list(_filters(plan)), gaps, ledger)


def _filters(plan: Plan) -> Iterator[Filter]:
    """Yield each direction of each group."""
    for kinds, rules, key, read, stateful in _KINDS:
        loose = list(plan.of(*rules))
        groups = list(plan.of(*kinds))
        held = Counter(r.address for group in groups for r in loose if _belongs(r, group, key))
        for group in groups:
            own = [r for r in loose if _belongs(r, group, key) and (held[r.address] == 1 or not _denies(r))]
            for direction in ("ingress", "egress"):
                made = _list(plan, group, own, direction, read, group.place)
                yield Filter(f"{group.address} {direction}", made, stateful)
        for alone in (r for r in loose if r.address not in held):
            for direction in ("ingress", "egress"):
                made = _list(plan, None, [alone], direction, read, alone.place)
                if made.rules:
                    yield Filter(f"{alone.address} {direction}", made, stateful)


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


def _claim(plan: Plan, ledger: Ledger) -> Iterator[Gap]:
    """Claim what the model holds; report other filters."""
    for resource in plan.resources:
        if resource.type in _READ:
            resource.values.claim_all()
        elif _is_filter(resource.type):
            resource.values.claim(LineState.UNKNOWN)
            message = f"{resource.address}: {resource.type} is not in the model and may permit or deny packets"
            ledger.diagnostics.append(Diagnostic(resource.place, "unknown-resource", message))
            yield Gap(Aspect.FLOWS, Effect.EITHER, message, resource.place)


def _is_filter(kind: str) -> bool:
    return (
        any(mark in kind for mark in _FILTERS)
        and not any(mark in kind for mark in _NO_FILTERS)
        and not kind.startswith(_HARMLESS)
    )
