"""By which names declarations speak of rules."""

from __future__ import annotations

from zonewarden_parsers.model import Rule


def goes_by(rule: Rule, name: str) -> bool:
    """Return whether a rule goes by a name: its own, or a word of the remarks above it."""
    return bool(name) and name in {rule.name, *(word for remark in rule.remarks for word in remark.split())}
