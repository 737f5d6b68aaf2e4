"""What a rule table looks like: the names of its columns."""

from __future__ import annotations

import re

YAML = re.compile(r"^access-rules:", re.MULTILINE)
SCORED = 200_000
COLUMNS = {
    "name": "name", "rule": "name", "id": "name", "action": "action", "from": "sources", "source": "sources", "sources": "sources",
    "src": "sources", "to": "destinations", "destination": "destinations", "destinations": "destinations", "dst": "destinations",
    "service": "services", "services": "services", "log": "logged", "logged": "logged", "enabled": "enabled", "expires": "expires",
    "comment": "comment", "reason": "comment",
}  # fmt: skip
NEEDED = ("action", "sources", "destinations", "services")
_DIALECTS = (",", ";", "\t")


def separator(text: str) -> str:
    """Return what separates the columns of a CSV rule table, empty where the text is none."""
    head = next((line for line in text.split("\n", 50) if line.strip() and not line.startswith("#")), "")
    for mark in _DIALECTS:
        known = {COLUMNS.get(cell.strip().strip('"').lower()) for cell in head.split(mark)}
        if known.issuperset(NEEDED):
            return mark
    return ""
