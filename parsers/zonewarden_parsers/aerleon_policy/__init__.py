"""Aerleon and Capirca policies: `.pol` text and YAML, with naming definitions in the same file.

A policy says nothing of interfaces: each of its filters is a network without a place (`Device.placeless`), its context the filter's
number and name. Definitions may stand in the policy's own file or in files beside it (`definitions`: `def/*.net`, `*.svc`, or
`networks:` and `services:` of YAML); a name that none of them defines is a condition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from zonewarden_parsers.aerleon_policy.constructs import CONSTRUCTS
from zonewarden_parsers.base import Parsed

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "aerleon-policy"
TITLE: str = "Aerleon / Capirca policy"
_HEAD = 200_000
_TEXT = re.compile(r"(?m)^\s*target::\s")
_BLOCK = re.compile(r"(?m)^\s*(?:header|term\b[^\n]*)\s*\{")
_YAML = re.compile(r"(?m)^filters:")


def score(text: str) -> int:
    """Return how sure it is that `text` is a policy."""
    head = text[:_HEAD]
    if "::" in head and _BLOCK.search(head) and (_TEXT.search(head) or re.search(r"(?m)^\s*action::\s", head)):
        return 95
    return 90 if "filters:" in head and _YAML.search(head) and re.search(r"(?m)^\s*targets:", head) else 0


def parse(text: str, path: str, definitions: Sequence[str] = ()) -> Parsed:
    """Parse one policy; `definitions` are the texts of its definition files."""
    from zonewarden_parsers.aerleon_policy.device import read_device

    return read_device(text, path, PLATFORM, definitions, is_yaml=_YAML.search(text[:_HEAD]) is not None)
