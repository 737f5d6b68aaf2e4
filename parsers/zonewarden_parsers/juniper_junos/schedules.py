"""Schedulers of policies: `schedulers scheduler NAME start-date ... stop-date ...`."""

from __future__ import annotations

import re

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node

_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\.(\d{1,2}):(\d{2})(?::\d{2})?$")


def schedule_end(draft: Draft, name: str, use: Node) -> str:
    """Return the moment after which a scheduler never matches again (ISO 8601), empty if it repeats or is not defined.

    A scheduler has up to two ranges of dates; it ends with the later one. Weekly hours inside a range do not move the end; without
    a range they repeat for ever.
    """
    node = draft.root.get("schedulers", "scheduler", name)
    if node is None:
        draft.missing("scheduler", name, use)
        return ""
    draft.used.add(("scheduler", name))
    node.take_all()
    ends = [_DATE.match(c.word) for c in _stops(node)]
    if not ends or not all(ends):
        return ""
    return max(f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}T{int(m[4]):02}:{m[5]}:00" for m in ends if m)


def _stops(node: Node) -> list[Node]:
    out: list[Node] = []
    start = node.get("start-date")
    for begin in start.children.values() if start else ():
        stop = begin.get("stop-date")
        if stop is None:
            return []
        out += list(stop.children.values())
    return out
