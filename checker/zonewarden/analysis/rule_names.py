"""By which names declarations speak of rules."""

from __future__ import annotations

from zonewarden_parsers.model import Rule


def goes_by(rule: Rule, name: str) -> bool:
    """Return whether a rule goes by a name: its own, or a word of the remarks above it.

    Where a name follows a number ("5 ISOLATE-RA" of FortiOS), either alone is the rule's name too.
    """
    number, _, title = rule.name.partition(" ")
    own = {rule.name, *((number, title) if number.isdigit() else ())}
    return bool(name) and name in {*own, *(word for remark in rule.remarks for word in remark.split())}
