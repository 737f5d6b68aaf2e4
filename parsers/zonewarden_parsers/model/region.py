"""Exact sets of integer points in one or more dimensions, in one canonical form.

A *span* is a closed interval `(low, high)`. A one-dimensional set is a tuple of sorted, disjoint spans that do not
touch. A k-dimensional region is a tuple of *slabs* `(low, high, inner)`, sorted and disjoint in the first dimension,
where `inner` is a non-empty region of k - 1 dimensions and two touching slabs never have equal inners. Both forms are
unique for a set, so `==` is set equality and values can be interned.

Boolean combination is one sweep over the cuts of both operands; the cost is proportional to the slabs that overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

Span = tuple[int, int]
Spans = tuple[Span, ...]
Region = tuple[tuple[int, int, Any], ...]

Combine = Callable[[Any, Any], Any]


def normalise(spans: Iterable[Span]) -> Spans:
    """Return `spans`, in any order and overlapping or not, as canonical spans."""
    listed = sorted(spans)
    if len(listed) < 2:
        return tuple(listed)
    out: list[Span] = []
    for low, high in listed:
        if out and low <= out[-1][1] + 1:
            if high > out[-1][1]:
                out[-1] = (out[-1][0], high)
        else:
            out.append((low, high))
    return tuple(out)


def union(a: Spans, b: Spans) -> Spans:
    """Return the points in `a` or `b`."""
    if not a or a == b:
        return b
    if not b:
        return a
    return normalise(a + b)


def intersection(a: Spans, b: Spans) -> Spans:
    """Return the points in both `a` and `b`; linear in the shorter walk."""
    out: list[Span] = []
    i = j = 0
    while i < len(a) and j < len(b):
        low = a[i][0] if a[i][0] > b[j][0] else b[j][0]
        high = a[i][1] if a[i][1] < b[j][1] else b[j][1]
        if low <= high:
            out.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return tuple(out)


def difference(a: Spans, b: Spans) -> Spans:
    """Return the points in `a` but not in `b`."""
    if not a or not b:
        return a
    out: list[Span] = []
    j = 0
    for low, high in a:
        while j < len(b) and b[j][1] < low:
            j += 1
        k = j
        while k < len(b) and b[k][0] <= high:
            if b[k][0] > low:
                out.append((low, b[k][0] - 1))
            low = b[k][1] + 1
            k += 1
        if low <= high:
            out.append((low, high))
    return tuple(out)


def covers(a: Spans, b: Spans) -> bool:
    """Return whether every point of `b` is in `a`."""
    i = 0
    for low, high in b:
        while i < len(a) and a[i][1] < low:
            i += 1
        if i == len(a) or a[i][0] > low or a[i][1] < high:
            return False
    return True


def overlaps(a: Spans, b: Spans) -> bool:
    """Return whether `a` and `b` share a point."""
    if not a or not b or a[-1][1] < b[0][0] or b[-1][1] < a[0][0]:
        return False
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][1] < b[j][0]:
            i += 1
        elif b[j][1] < a[i][0]:
            j += 1
        else:
            return True
    return False


def meet(a: Region, b: Region, inner: Callable[[Any, Any], bool]) -> bool:
    """Return whether two regions share a point; `inner` says it of what two slabs hold that overlap."""
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i][0] <= b[j][1] and b[j][0] <= a[i][1] and inner(a[i][2], b[j][2]):
            return True
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return False


def combine(a: Region, b: Region, inner: Combine) -> Region:
    """Sweep two regions; `inner` combines the two inner regions (`()` where one side is absent) of each cut."""
    cuts = sorted({x for low, high, _ in a + b for x in (low, high + 1)})
    out: list[tuple[int, int, Any]] = []
    i = j = 0
    for low, after in pairwise(cuts):
        while i < len(a) and a[i][1] < low:
            i += 1
        while j < len(b) and b[j][1] < low:
            j += 1
        left = a[i][2] if i < len(a) and a[i][0] <= low else ()
        right = b[j][2] if j < len(b) and b[j][0] <= low else ()
        value = inner(left, right)
        if not value:
            continue
        if out and out[-1][1] + 1 == low and out[-1][2] == value:
            out[-1] = (out[-1][0], after - 1, value)
        else:
            out.append((low, after - 1, value))
    return tuple(out)
