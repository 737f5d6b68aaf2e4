"""Azure resources as JSON: templates (ARM), `az network nsg list` and `show`, answers of the REST API.

Each direction of a network security group is a network without a place, as in a plan (`terraform_plan`). What a template computes
(`[parameters('x')]`, copy loops) is not known before it is deployed: a condition, or a gap.
"""

from __future__ import annotations

import re

from zonewarden_parsers.azure_arm.constructs import CONSTRUCTS
from zonewarden_parsers.base import Parsed

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "azure-arm"
TITLE: str = "Azure resources and templates"
_HEAD = 200_000
_MARK = re.compile(
    r'"(?:type|\$schema)"\s*:\s*"(?:Microsoft\.|[^"]*/(?:subscription)?deploymentTemplate\.json)', re.IGNORECASE
)


def score(text: str) -> int:
    """Return how sure it is that `text` describes Azure resources."""
    head = text[:_HEAD]
    if not head.lstrip("\ufeff \t\r\n").startswith(("{", "[")) or _MARK.search(head) is None:
        return 0
    return 85 if '"securityRules"' in head else 75


def parse(text: str, path: str) -> Parsed:
    """Parse one file."""
    from zonewarden_parsers.azure_arm.device import read_device

    return read_device(text, path, PLATFORM)
