"""Answers of the AWS API as JSON: `aws ec2 describe-security-groups`, `describe-network-acls`, `describe-security-group-rules`.

A file is one answer, or several under their own keys (`SecurityGroups`, `NetworkAcls`, `Subnets`, `Vpcs`, `NetworkInterfaces`,
`Reservations`; collectors write `security_groups`, ... with `instances` alone). Each direction of a group or ACL is a network
without a place, as in a plan (`terraform_plan`). Members of a group are the addresses of its network interfaces: exact where the
file lists all interfaces, else those of the instances it shows surely and the whole VPC perhaps. Groups are not joined: traffic
between two of them meets both, and nothing counts as stopped by a rule of another.
"""

from __future__ import annotations

import re

from zonewarden_parsers.aws_api.constructs import CONSTRUCTS
from zonewarden_parsers.base import Parsed

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "aws-api"
TITLE: str = "AWS API answers"
_HEAD = 200_000
_FIRST = re.compile(r'[\ufeff\s]*\{\s*"([A-Z][A-Za-z]+|[a-z]+(?:_[a-z]+)*)"\s*:')
_FILTERS = ('"IpPermissions"', '"NetworkAclId"', '"SecurityGroupRuleId"', '"RuleAction"')
_MARKS = (
    '"VpcId"',
    '"OwnerId"',
    '"SubnetId"',
    '"GroupId"',
    '"ResponseMetadata"',
    '"PrefixListId"',
    '"ZoneName"',
    "arn:aws",
    "amazonaws.com",
)
_IDENTITY = re.compile(r'"(?:[a-z]{2,6}-){1,3}[0-9a-f]{8}(?:[0-9a-f]{9})?"|"DirectConnectGatewayId"')


def score(text: str) -> int:
    """Return how sure it is that `text` is an answer of the API."""
    from zonewarden_parsers.aws_api.answers import KEYS, snake

    head = text[:_HEAD]
    first = _FIRST.match(head)
    if first is None:
        return 0
    marks = sum(mark in head for mark in _MARKS) + (_IDENTITY.search(head) is not None)
    if any(mark in head for mark in _FILTERS):
        return 80 + marks
    known = first[1] in KEYS or first[1] in {snake(k) for k in KEYS}
    return 60 + marks if known and (marks or re.match(r"\s*\[\s*\]", head[first.end() :])) else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one file."""
    from zonewarden_parsers.aws_api.device import read_device

    return read_device(text, path, PLATFORM)
