"""Schedulers of policies: `schedulers scheduler NAME start-date ... stop-date ...`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import Times

_DATE = re.compile(r"(?:(\d{4})-)?(\d{1,2})-(\d{1,2})\.(\d{1,2}):(\d{2})(?::(\d{2}))?$", re.ASCII)
_WEEKLY = ("daily", "sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday")


def schedule_times(draft: Draft, name: str, use: Node) -> Times:
    """Return when a scheduler holds.

    It has up to two ranges of dates, and hours of weekdays inside of them, or for ever without one. When it ends, the policy's
    sessions are timed out (Juniper, *Schedulers*: nobody has to ask for it). A date without year comes back.
    """
    node = draft.root.get("schedulers", "scheduler", name)
    if node is None:
        draft.missing("scheduler", name, use)
        return Times(known=False)
    draft.used.add(("scheduler", name))
    node.take_all()
    recurring = any(node.get(word) is not None for word in _WEEKLY)
    ranges = list(_ranges(node))
    return Times.hull([*ranges, Times(recurring=True)] if recurring and not ranges else ranges, recurring=recurring)


def _ranges(node: Node) -> Iterator[Times]:
    start = node.get("start-date")
    for begin in start.children.values() if start else ():
        stop = begin.get("stop-date")
        ends = [child.word for child in stop.children.values()] if stop else [""]
        yield from (Times(_moment(begin.word), _moment(end), known=_read(begin.word, end)) for end in ends)


def _read(*words: str) -> bool:
    return all(not word or _moment(word) for word in words)


def _moment(word: str) -> str:
    """Return a moment as ISO 8601, empty for other text and for one that comes back every year."""
    m = _DATE.match(word)
    if m is None or m[1] is None:
        return ""
    return f"{m[1]}-{int(m[2]):02}-{int(m[3]):02}T{int(m[4]):02}:{m[5]}:{m[6] or '00'}"
