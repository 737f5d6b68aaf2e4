"""Access rules without a device: the table of a ticket or a design, as CSV or YAML (docs/access-rules.md).

Rules are asked in order, the first that matches decides, and what none matches is denied unless the table says otherwise. A
table knows no interfaces: every zone may reach every other through it (`Device.placeless`).
"""

from __future__ import annotations

from zonewarden_parsers.access_rules.constructs import CONSTRUCTS
from zonewarden_parsers.access_rules.headings import SCORED, YAML, separator
from zonewarden_parsers.base import Parsed

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "access-rules"
TITLE: str = "Rule table (CSV or YAML)"


def score(text: str) -> int:
    """Return how sure it is that `text` is a rule table."""
    head = text[:SCORED]
    return 100 if YAML.search(head) else 80 if separator(head) else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one table."""
    from zonewarden_parsers.access_rules.parser import parse as whole

    return whole(text, path)
