"""Check Point: what the management API says of a policy (`show access-rulebase`, `show nat-rulebase`, objects, packages).

A rulebase says nothing of interfaces and routes, so that every zone may reach every other through it (`Device.placeless`). A
package whose layers are named in the file is one device: its ordered layers must all accept (Check Point R81 Quantum Security
Management Administration Guide, *Ordered Layers and Inline Layers*). Without a package each ordered layer is a device of its own:
stricter than together, never laxer. Rules see the original destination (same guide, *NAT rule base*: translation follows the
access decision), so that published addresses are followed to the host behind. Implied rules (global properties) are not in
the API's answers and not in the model: check *Implied Rules* in SmartConsole.
"""

from __future__ import annotations

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.checkpoint_mgmt.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "checkpoint-mgmt"
TITLE: str = "Check Point management API"
_HEAD = 200_000
_MARKS = ('"access-rule"', '"access-section"', '"objects-dictionary"', '"nat-rule"', '"access-layers"')
_OBJECTS = ('"service-tcp"', '"address-range"', '"meta-info"', '"simple-gateway"')


def score(text: str) -> int:
    """Return how sure it is that `text` comes from the management API."""
    head = text[:_HEAD]
    if not head.lstrip().startswith(("{", "[")):
        return 0
    marks = sum(mark in head for mark in _MARKS)
    if marks:
        return 90 + marks
    return 60 if '"uid"' in head and any(mark in head for mark in _OBJECTS) else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one export."""
    from zonewarden_parsers.checkpoint_mgmt.parser import parse as whole

    return whole(text, path)
