"""Terraform plans (`terraform show -json`): AWS security groups and network ACLs, Azure network security groups.

Each direction of a group is a network without a place (`Device.placeless`), its context the resource's address: what the group lets
reach its members, what it lets them reach. Who the members are is often known only after apply: a condition then. Traffic between
two groups meets both; the groups are not joined, so that nothing counts as stopped by a rule of another group.
"""

from __future__ import annotations

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.terraform_plan.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "terraform-plan"
TITLE: str = "Terraform plan (AWS, Azure)"
_HEAD = 200_000
_MARKS = ('"planned_values"', '"resource_changes"', '"terraform_version"', '"format_version"')


def score(text: str) -> int:
    """Return how sure it is that `text` is a plan as JSON."""
    head = text[:_HEAD]
    if not head.lstrip("\ufeff \t\r\n").startswith("{"):
        return 0
    marks = sum(mark in head for mark in _MARKS)
    return 90 + marks if marks >= 2 else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one plan."""
    from zonewarden_parsers.terraform_plan.device import read_device

    return read_device(text, path, PLATFORM)
