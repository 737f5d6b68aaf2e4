"""Rules of security groups (additive, stateful) and of network ACLs (by number, stateless), as the API tells them.

Sources: Amazon EC2 API Reference, *IpPermission*, *SecurityGroupRule*, *NetworkAclEntry*; Amazon VPC User Guide, *Security group
rules* (a group as source stands for the private addresses of its members) and *Network ACL rules*.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

from zonewarden_parsers.aws_api.answers import Answers
from zonewarden_parsers.cloud.operands import EVERYWHERE, Carried, Reach, block, rule, service, somewhere
from zonewarden_parsers.json_lines import Value, scalar_text
from zonewarden_parsers.model import Action, AtomKind, Rule

_RANGES = (
    ("IpRanges", "CidrIp"),
    ("Ipv6Ranges", "CidrIpv6"),
    ("PrefixListIds", "PrefixListId"),
    ("UserIdGroupPairs", "GroupId"),
)
_LAST = 32767
"""The number of the denial at the end of every network ACL, which nobody can change: the list's default."""


def permitted(answers: Answers, group: Value, direction: str) -> Iterator[Rule]:
    """Yield the permits of one direction of a group: a rule for each range."""
    inside = answers.inside(group.text("GroupId"), group.text("VpcId"))
    permissions = group.get("IpPermissions" if direction == "ingress" else "IpPermissionsEgress")
    if permissions is None:  # an older answer, or one cut down by a query
        doubt = somewhere(AtomKind.DYNAMIC, f"{direction} rules that the file does not have")
        yield _permit(
            answers, group, inside, doubt, service("-1", "", ""), direction, f"{direction} rules not in the file"
        )
    for permission in (permissions.items or ()) if permissions is not None else ():
        carried = service(*_ports(permission))
        for key, name in _RANGES:
            for item in permission.list(key):
                outside = _outside(answers, name, item.text(name), item.text("VpcId") or group.text("VpcId"))
                shown = f"{group.text('GroupId')} {direction}: {_json(permission, item)}"
                yield _permit(answers, item, inside, outside, carried, direction, shown)


def loose(answers: Answers, entry: Value, network: str) -> Rule:
    """Return a rule that the API lists by itself (`SecurityGroupRules`)."""
    direction = "egress" if _true(entry, "IsEgress") else "ingress"
    group = entry.text("GroupId")
    keys = (("CidrIpv4", "CidrIp"), ("CidrIpv6", "CidrIpv6"), ("PrefixListId", "PrefixListId"))
    name, text = next(
        ((n, t) for key, n in keys if (t := entry.text(key))), ("GroupId", entry.text("ReferencedGroupInfo", "GroupId"))
    )
    outside = _outside(answers, name, text, entry.text("ReferencedGroupInfo", "VpcId") or network)
    made = _permit(
        answers, entry, answers.inside(group, network), outside, service(*_ports(entry)), direction,
        f"{group} {direction}: {_json(entry)}",
    )  # fmt: skip
    return replace(made, name=entry.text("SecurityGroupRuleId"))


def _permit(
    answers: Answers, value: Value, inside: Reach, outside: Reach, carried: Carried, direction: str, shown: str
) -> Rule:
    sides = (outside, inside) if direction == "ingress" else (inside, outside)
    made = rule(Action.PERMIT, *sides, carried, answers.document.head(value), shown)
    remark = value.text("Description")
    return replace(made, remarks=(remark,) if remark else ())


def _outside(answers: Answers, kind: str, text: str, network: str) -> Reach:
    if kind in {"CidrIp", "CidrIpv6"}:
        return block(text)
    if kind == "PrefixListId":
        return answers.lists.get(text) or somewhere(AtomKind.DYNAMIC, f"prefix list {text[:60]}")
    if text in answers.members or any(g.text("GroupId") == text for g in answers.groups):
        return answers.inside(text, network)
    return somewhere(AtomKind.DYNAMIC, f"members of {text[:60] or 'a group'}, which is not in the file")


def _ports(permission: Value) -> tuple[str, str, str]:
    return _scalar(permission, "IpProtocol"), _scalar(permission, "FromPort"), _scalar(permission, "ToPort")


def numbered(answers: Answers, acl: Value, direction: str) -> Iterator[Rule]:
    """Yield the rules of one direction of a network ACL by their numbers; what none matches is denied."""
    inside = answers.covered(acl, acl.text("VpcId"))
    entries = [e for e in acl.list("Entries") if _true(e, "Egress") == (direction == "egress")]
    for entry in sorted(entries, key=number):
        if number(entry) == _LAST and entry.text("RuleAction") == "deny":
            continue
        outside = next((block(t) for k in ("CidrBlock", "Ipv6CidrBlock") if (t := entry.text(k))), None)
        outside = outside or somewhere(AtomKind.UNREADABLE, "an entry without a block")
        action = Action.DENY if entry.text("RuleAction").lower() == "deny" else Action.PERMIT
        if action is Action.DENY and number(entry) < 0:
            continue  # a denial that may stand anywhere denies nothing for sure
        here = inside if action is Action.PERMIT else EVERYWHERE
        sides = (outside, here) if direction == "ingress" else (here, outside)
        shown = f"{acl.text('NetworkAclId')} {direction}: {_json(entry)}"
        yield rule(action, *sides, _entry_service(entry), answers.document.head(entry), shown, f"rule {number(entry)}")


def _entry_service(entry: Value) -> Carried:
    protocol = _scalar(entry, "Protocol")
    kind, ports = entry.get("IcmpTypeCode"), entry.get("PortRange")
    if protocol in {"1", "58", "icmp", "icmpv6"}:
        low, high = (_scalar(kind, "Type"), _scalar(kind, "Code")) if kind is not None else ("-1", "-1")
    elif ports is None:  # the API leaves out what does not narrow
        low, high = "-1", "-1"
    else:
        low, high = _scalar(ports, "From"), _scalar(ports, "To")
    return service(protocol, low, high)


def number(entry: Value) -> int:
    """Return where an entry stands; -1 where its number cannot be read: anywhere."""
    found = entry.get("RuleNumber")
    return found.scalar if found is not None and type(found.scalar) is int else -1


def _true(value: Value, key: str) -> bool:
    found = value.get(key)
    return found is not None and found.scalar is True


def _scalar(value: Value, key: str) -> str:
    found = value.get(key)
    return scalar_text(found) if found is not None else ""


def _json(*values: Value) -> str:
    """Return the plain members of some objects as one, as a reader would write the rule."""
    members = {k: v for value in values for k, v in (value.members or {}).items()}
    shown = {k: v.scalar if v.members is None else {n: s.scalar for n, s in v.members.items()} for k, v in members.items()
             if v.items is None and (v.scalar is not None or v.members)}  # fmt: skip
    return json.dumps(shown, ensure_ascii=False)
