"""When scheduled rules apply."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from zonewarden_parsers.model.swift import swift

_OFFSET = re.compile(r"T.*?(Z|[+-]\d\d:?\d\d)$")


@swift
@dataclass(frozen=True, slots=True)
class Times:
    """When a rule applies, at the most: before `start` and after `end` it never matches; empty where it is open to that side.

    Both are ISO 8601. Without an offset they are of the device's own clock; a date alone is the whole day. `recurring`: it comes
    and goes meanwhile, by the day, week or year. `known` is False where a part of it is not understood or not defined.
    `ends_sessions` says whether the device is told to cut what it let pass when the end comes, None where nobody can tell it.
    """

    start: str = ""
    end: str = ""
    recurring: bool = False
    known: bool = True
    ends_sessions: bool | None = None

    def until(self, end: str) -> Times:
        """Return these times cut off at an end; nothing is known where it is not stated, or of another clock."""
        if not end or not _one_clock([end, self.end]):
            return replace(self, end="", known=False)
        return replace(self, end=min(filter(None, (end, self.end))))

    @classmethod
    def hull(cls, parts: Sequence[Times], *, recurring: bool = False) -> Times:
        """Return the least times that hold all of several; nothing is known without any, or where they are of several clocks."""
        starts, ends = [p.start for p in parts], [p.end for p in parts]
        if not _one_clock([*starts, *ends]):
            return cls(known=False)
        return cls(
            min(starts, default="") if all(starts) else "",
            max(ends, default="") if all(ends) else "",
            recurring=recurring or any(p.recurring for p in parts),
            known=bool(parts) and all(p.known for p in parts),
        )


def _one_clock(moments: Iterable[str]) -> bool:
    return len({_offset(moment) for moment in moments if moment}) < 2


def _offset(text: str) -> str:
    found = _OFFSET.search(text)
    return found[1] if found else ""


OPEN = Times()
"""Times without an end to either side."""
