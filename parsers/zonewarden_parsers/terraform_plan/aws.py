"""AWS: security groups (additive, stateful) and network ACLs (numbered, stateless).

Sources: Amazon VPC User Guide, *Security group rules* and *Network ACL rules*; Terraform AWS provider, `aws_security_group` (a group
made by it has no egress rule that the plan does not say).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zonewarden_parsers.cloud.operands import (
    EVERYTHING,
    EVERYWHERE,
    Carried,
    Reach,
    block,
    rule,
    service,
    somewhere,
    together,
    written,
)
from zonewarden_parsers.json_lines import Value, scalar_text
from zonewarden_parsers.model import ANY6, NOWHERE, Action, AddressSet, AtomKind, Location, Rule
from zonewarden_parsers.terraform_plan.plan import Plan, Resource, any_true

GROUPS = ("aws_security_group", "aws_default_security_group")
ACLS = ("aws_network_acl", "aws_default_network_acl")
RULES = ("aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule")
_BLOCKS = ("cidr_blocks", "ipv6_cidr_blocks", "cidr_block", "ipv6_cidr_block", "cidr_ipv4", "cidr_ipv6")
_GROUPS = ("security_groups", "source_security_group_id", "referenced_security_group_id")
_LISTS = ("prefix_list_ids", "prefix_list_id")
_LATER = (AtomKind.DYNAMIC, "values known after apply")


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as written: its values, what of it is unknown, the resource it stands in."""

    values: Value
    unknown: Value | None
    resource: Resource
    place: Location

    def text(self, *keys: str) -> str:
        """Return the first of some values that is there."""
        return next((t for k in keys if (v := self.values.get(k)) is not None and (t := scalar_text(v))), "")

    def later(self, *keys: str) -> bool:
        """Return whether one of some values is known only after apply."""
        unknown, own = self.unknown, self.resource
        if unknown is None or unknown.scalar is True:
            return True
        inline = self.values is not own.values  # what nobody configures of a rule of its own is computed from the rest
        return any(any_true(unknown.get(k)) and (inline or own.is_configured(k)) for k in keys)


def members(plan: Plan, group: Resource) -> Reach:
    """Return where the members of a group may be: in its network where the plan creates that, else anywhere."""
    return somewhere(AtomKind.DYNAMIC, f"members of {group.address}", _network(plan, group))


def _network(plan: Plan, group: Resource) -> AddressSet:
    found = plan.named(group.references("vpc_id"), "aws_vpc")
    more = any(plan.of("aws_vpc_ipv4_cidr_block_association", "aws_vpc_ipv6_cidr_block_association"))
    if more or not found or not all(v.created for v in found):
        return EVERYWHERE.over
    parts = [block(v.text("cidr_block")).over for v in found]
    six = any(v.is_configured("assign_generated_ipv6_cidr_block") or v.is_configured("ipv6_cidr_block") for v in found)
    pools = any(v.is_configured("ipv6_ipam_pool_id") for v in found)
    return AddressSet.union((*parts, ANY6 if six or pools else NOWHERE))


def group_rules(plan: Plan, group: Resource | None, loose: Sequence[Resource], direction: str) -> Iterator[Rule]:
    """Yield the permits of one direction of a security group; `group` None: one that the plan does not show."""
    inside = (
        members(plan, group)
        if group is not None
        else somewhere(AtomKind.DYNAMIC, "members of a group that is not in the plan")
    )
    entries = list(_inline(plan, group, direction)) if group is not None else []
    entries += [Entry(r.values, r.unknown, r, r.place) for r in loose if _direction(r) == direction]
    for entry in entries:
        outside = _other_side(plan, entry, inside)
        sides = (outside, inside) if direction == "ingress" else (inside, outside)
        yield rule(Action.PERMIT, *sides, _service(entry), entry.place, _text(entry), entry.resource.address)
    if group is not None and _hidden(group, direction):
        doubt = Carried(over=EVERYTHING.over, doubts=(_LATER,))
        sides = (EVERYWHERE, inside) if direction == "ingress" else (inside, EVERYWHERE)
        yield rule(Action.PERMIT, *sides, doubt, group.place, f"{direction} rules known after apply", group.address)


def _hidden(group: Resource, direction: str) -> bool:
    """Return whether rules inside a group or ACL are there and not shown; without any, a new one has none."""
    if group.get(direction) is not None:
        return False
    return group.is_configured(direction) or not group.created


def _inline(plan: Plan, group: Resource, direction: str) -> Iterator[Entry]:
    listed = group.get(direction)
    items = (listed.items or []) if listed is not None else []
    unknown = group.unknown.get(direction) if group.unknown is not None else None
    marks = unknown.items if unknown is not None and unknown.items is not None else None
    aligned = marks is not None and len(marks) == len(items)
    if not aligned:  # what is unknown cannot be told apart: all of it
        unknown = Value(0, members={}) if group.unknown is not None and not any_true(unknown) else None
    for i, item in enumerate(items):
        yield Entry(item, marks[i] if marks is not None and aligned else unknown, group, plan.document.head(item))


def _direction(found: Resource) -> str:
    if found.type == "aws_security_group_rule":
        return found.text("type")
    return "ingress" if found.type.endswith("ingress_rule") else "egress"


def _other_side(plan: Plan, entry: Entry, inside: Reach) -> Reach:
    """Return the sources of an ingress rule, the destinations of an egress rule."""
    parts = [block(text) for key in _BLOCKS for text in written(entry.values.get(key)) if text]
    this = entry.values.get("self")
    if this is not None and this.scalar is True:
        parts.append(inside)
    if any(written(entry.values.get(key)) for key in _LISTS):
        parts.append(somewhere(AtomKind.DYNAMIC, "prefix list"))
    if any(written(entry.values.get(key)) for key in _GROUPS):
        parts.append(somewhere(AtomKind.DYNAMIC, "members of a security group"))
    elif entry.later(*_GROUPS):
        parts.append(_referenced(plan, entry))
    if entry.later(*_BLOCKS, *_LISTS, "self"):
        parts.append(somewhere(*_LATER))
    return together(parts)


def _referenced(plan: Plan, entry: Entry) -> Reach:
    """Return the members of the groups that a rule of its own names; of rules inside a group, of any group."""
    names = tuple(n for key in _GROUPS for n in entry.resource.references(key))
    found = plan.named(names, "aws_security_group") if entry.resource.type in RULES else []
    if not found or len({f.plain for f in found}) != len(set(names)):
        return somewhere(AtomKind.DYNAMIC, "members of a security group")
    return together(members(plan, group) for group in found)


def _service(entry: Entry) -> Carried:
    protocol = entry.text("protocol", "ip_protocol")
    low, high = entry.text("from_port"), entry.text("to_port")
    if protocol.lower() in {"icmp", "icmpv6", "1", "58"} and entry.text("icmp_type"):
        low, high = entry.text("icmp_type"), entry.text("icmp_code") or "-1"
    found = service(protocol, low, high, known=not entry.later("from_port", "to_port", "icmp_type", "icmp_code"))
    return Carried(over=EVERYTHING.over, doubts=(_LATER,)) if entry.later("protocol", "ip_protocol") else found


def acl_rules(plan: Plan, acl: Resource | None, loose: Sequence[Resource], direction: str) -> Iterator[Rule]:
    """Yield the rules of one direction of a network ACL by their numbers; what none matches is denied.

    A rule whose number is not known may stand anywhere: first as a permit, never as a denial.
    """
    inside = (
        members(plan, acl)
        if acl is not None
        else somewhere(AtomKind.DYNAMIC, "subnets of an ACL that is not in the plan")
    )
    entries = list(_inline(plan, acl, direction)) if acl is not None else []
    entries += [Entry(r.values, r.unknown, r, r.place) for r in loose if _is_egress(r) == (direction == "egress")]
    if acl is not None and _hidden(acl, direction):
        doubt = Carried(over=EVERYTHING.over, doubts=(_LATER,))
        yield rule(
            Action.PERMIT, EVERYWHERE, EVERYWHERE, doubt, acl.place, f"{direction} rules known after apply", acl.address
        )
    for entry in sorted(entries, key=_number):
        action = Action.PERMIT if entry.text("action", "rule_action").lower() != "deny" else Action.DENY
        if action is Action.DENY and (_number(entry) < 0 or entry.later("action", "rule_action")):
            continue
        outside = _other_side(plan, entry, inside)
        here = inside if action is Action.PERMIT else EVERYWHERE
        sides = (outside, here) if direction == "ingress" else (here, outside)
        yield rule(action, *sides, _service(entry), entry.place, _text(entry), entry.resource.address)


def _number(entry: Entry) -> int:
    number = entry.text("rule_no", "rule_number")
    return int(number) if number.isdigit() and not entry.later("rule_no", "rule_number") else -1


def _is_egress(found: Resource) -> bool:
    egress = found.get("egress")
    return egress is not None and egress.scalar is True


def _text(entry: Entry) -> str:
    shown = {k: v for k, v in ((k, written(v)) for k, v in (entry.values.members or {}).items()) if any(v)}
    return f"{entry.resource.address}: {json.dumps(shown)}"[:400]
