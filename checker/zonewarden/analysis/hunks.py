"""Where two versions of a text differ, as places in the new one."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from zonewarden_parsers.model import Location

MAX_LINES = 4000
"""Lines between the first and the last difference that are compared one by one; more of them are one place."""
Numbered = tuple[int, str]


def hunks(path: str, old: Sequence[str], new: Sequence[Numbered]) -> list[Location]:
    """Return the places in `new` (numbered lines of the file at `path`) where it differs from `old`, in order.

    A place where lines were taken out is the line that follows them, or the last one.
    """
    before, after = list(old), [text for _, text in new]
    start = 0
    while start < min(len(before), len(after)) and before[start] == after[start]:
        start += 1
    end = 0
    while end < min(len(before), len(after)) - start and before[-1 - end] == after[-1 - end]:
        end += 1
    middle = before[start : len(before) - end], after[start : len(after) - end]
    if not any(middle):
        return []
    if max(map(len, middle)) > MAX_LINES:
        spans = [(0, len(middle[1]))]
    else:
        steps = SequenceMatcher(None, *middle, autojunk=False).get_opcodes()
        spans = [(first, last) for step, _, _, first, last in steps if step != "equal"]
    return [_place(path, new, start + first, start + last) for first, last in spans]


def _place(path: str, lines: Sequence[Numbered], first: int, last: int) -> Location:
    if not lines:
        return Location(path, 1)
    begin = lines[min(first, len(lines) - 1)][0]
    return Location(path, begin, lines[last - 1][0] if last > first else begin)
