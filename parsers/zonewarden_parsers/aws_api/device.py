"""A file of answers as placeless devices: one for each group or ACL and direction."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zonewarden_parsers.aws_api.answers import READ, Answers, is_known, read_answers, snake
from zonewarden_parsers.aws_api.rules import loose, number, numbered, permitted
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cloud.network import Filter, fault, finish
from zonewarden_parsers.json_lines import Value, is_list_of_objects, is_null, read_json
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import Action, Aspect, Diagnostic, Effect, Gap, LineState, Rule, RuleList

_DIRECTIONS = ("ingress", "egress")
_PERMISSIONS = ("IpPermissions", "IpPermissionsEgress")
_RANGES = ("IpRanges", "Ipv6Ranges", "PrefixListIds", "UserIdGroupPairs")
_PERMISSION = {"IpProtocol", "FromPort", "ToPort", *_RANGES}
_RANGE = {
    "CidrIp", "CidrIpv6", "PrefixListId", "Description", "GroupId", "GroupName", "UserId", "VpcId", "VpcPeeringConnectionId",
    "PeeringStatus",
}  # fmt: skip
_RULE = {
    "SecurityGroupRuleId", "GroupId", "GroupOwnerId", "IsEgress", "IpProtocol", "FromPort", "ToPort", "CidrIpv4", "CidrIpv6",
    "PrefixListId", "ReferencedGroupInfo", "Description", "Tags", "SecurityGroupRuleArn",
}  # fmt: skip
_ENTRY = {
    "CidrBlock", "Ipv6CidrBlock", "Egress", "IcmpTypeCode", "PortRange", "Protocol", "RuleAction", "RuleNumber",
}  # fmt: skip


def read_device(text: str, path: str, platform: str) -> Parsed:
    """Parse one file."""
    document = read_json(text, path)
    ledger = Ledger(path, count_lines(text))
    if document.root is not None:
        document.root.claim_all(LineState.IRRELEVANT)
    gaps = [*fault(document, ledger)]
    answers = read_answers(document)
    filters = [*_filters(answers)]
    for value, message in [*_unknown(answers)]:  # all are found before any is claimed: looking claims what is read
        value.claim(LineState.UNKNOWN)
        place = document.head(value)
        ledger.diagnostics.append(Diagnostic(place, "unknown-key", message))
        gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, message, place))
    return finish(document, text, platform, filters, gaps, ledger)


def _filters(answers: Answers) -> Iterator[Filter]:
    """Yield each direction of each group and ACL."""
    for group in answers.groups:
        group.claim_all()
        for direction in _DIRECTIONS:
            made = _list(answers, direction, group, permitted(answers, group, direction))
            yield Filter(f"{_titled(group)} {direction}", made, stateful=True)
    for name, entries in _loose(answers).items():
        for entry in entries:
            entry.claim_all()
        for direction in _DIRECTIONS:
            rules = [loose(answers, e, "") for e in entries if _is_egress(e) == (direction == "egress")]
            yield Filter(f"{name} {direction}", _list(answers, direction, entries[0], rules), stateful=True)
    for acl in answers.acls:
        acl.claim_all()
        for direction in _DIRECTIONS:
            made = _list(answers, direction, acl, numbered(answers, acl, direction))
            yield Filter(f"{acl.text('NetworkAclId')} {direction}", made, stateful=False)


def _titled(group: Value) -> str:
    name, identity = group.text("GroupName"), group.text("GroupId")
    return f"{name} ({identity})" if name and name != identity else identity


def _loose(answers: Answers) -> dict[str, list[Value]]:
    """Return the rules listed by themselves by their groups, but for groups that the file has whole."""
    whole = {g.text("GroupId") for g in answers.groups}
    out: dict[str, list[Value]] = {}
    for entry in answers.rules:
        if entry.text("GroupId") not in whole:
            out.setdefault(entry.text("GroupId"), []).append(entry)
        else:
            entry.claim_all()
    return out


def _is_egress(entry: Value) -> bool:
    found = entry.get("IsEgress")
    return found is not None and found.scalar is True


def _list(answers: Answers, direction: str, holder: Value, rules: Iterable[Rule]) -> RuleList:
    place = answers.document.head(holder)
    return RuleList(direction, tuple(replace(r, index=i) for i, r in enumerate(rules)), place, Action.DENY, place)


def _unknown(answers: Answers) -> Iterator[tuple[Value, str]]:
    """Yield what is not known, or not of the form that the API gives it, and may permit or deny packets."""
    root = answers.document.root
    if root is None:
        return
    if root.members is None:
        yield root, "the file is no answer of the API"
        return
    for key, value in root.members.items():
        if key == "NextToken":
            if value.scalar:
                yield value, "the answer goes on behind its last entry (NextToken)"
        elif not is_known(key):
            yield value, f"{key[:60]} is not in the model and may permit or deny packets"
    yield from _misshapen(root, (*READ, *map(snake, READ)))
    for holder, keys, lists in _parts(answers):
        yield from _misshapen(holder, lists)
        for key, value in (holder.members or {}).items():
            if keys and key not in keys:
                yield value, f"{key[:60]} is not in the model and may narrow or widen the rule"
            elif key in {"Egress", "IsEgress"} and not isinstance(value.scalar, bool):
                yield value, f"{key} is neither true nor false"
            elif key == "RuleNumber" and number(holder) < 0:
                yield value, "RuleNumber is no number: where the entry stands is not known"


def _misshapen(holder: Value, keys: Iterable[str]) -> Iterator[tuple[Value, str]]:
    for key in keys:
        found = holder.get(key)
        if found is not None and not is_null(found) and not is_list_of_objects(found):
            yield found, f"{key} is no list of objects"


def _parts(answers: Answers) -> Iterator[tuple[Value, set[str], Sequence[str]]]:
    """Yield every object that says which packets a rule is about: the keys it may have (none: any), those that are lists."""
    for group in answers.groups:
        yield group, set(), _PERMISSIONS
        for permission in (p for key in _PERMISSIONS for p in group.list(key) if p.members is not None):
            yield permission, _PERMISSION, _RANGES
            yield from ((item, _RANGE, ()) for key in _RANGES for item in permission.list(key))
    yield from ((entry, _RULE, ()) for entry in answers.rules)
    for acl in answers.acls:
        yield acl, set(), ("Entries", "Associations")
        yield from ((entry, _ENTRY, ()) for entry in acl.list("Entries"))
