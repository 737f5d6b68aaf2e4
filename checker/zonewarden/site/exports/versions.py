"""Versions against ranges, as far as they can be compared: numbers with dots, in the notations of CSAF, VEX and vers.

CSAF 2.0 section 3.1.2.2 (`product_version_range`); the version range specifier (`vers:SCHEME/CONSTRAINT|...`). Letters behind the
numbers (`15.2(7)E3`) have an order of their own in each product: such versions are only ever the same or not told.
"""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"v?(\d+(?:[.()]\d+)*)\)?", re.IGNORECASE)
_BOUND = re.compile(r"(<=|>=|!=|<|>|=|≤|≥)?\s*(v?\d[\w.()+-]*)", re.IGNORECASE)
_WORDS = re.compile(r"all versions?|versions?|and|,|\s", re.IGNORECASE)
_SAME = {"≤": "<=", "≥": ">="}
Bound = tuple[str, str]


def includes(versions: str, actual: str) -> bool | None:
    """Return whether a version or range of a document includes the version at hand; None where that cannot be told."""
    written = versions.strip()
    if written.lower() in {"", "*", "all", "all versions", "vers:all/*"}:
        return True
    if not actual.strip():
        return None
    if written.startswith("vers:"):
        return _any_span(
            [b for part in written.partition("/")[2].split("|") for b in _bounds(part) or [("", "")]], actual
        )
    bounds = _bounds(written)
    if bounds is None:
        return None
    if all(op == "=" for op, _ in bounds):
        return _any_span(bounds, actual)
    return _every(bounds, actual)


def _bounds(written: str) -> list[Bound] | None:
    """Return the bounds that a text consists of, None where it holds anything else."""
    found = [(_SAME.get(op, op) or "=", version) for op, version in _BOUND.findall(written)]
    rest = _WORDS.sub("", _BOUND.sub("", written))
    return found if found and not rest else None


def _every(bounds: list[Bound], actual: str) -> bool | None:
    told = [_holds(bound, actual) for bound in bounds]
    if False in told:
        return False
    return None if None in told else True


def _any_span(bounds: list[Bound], actual: str) -> bool | None:
    """Return whether a version is in a range of vers: single versions, and spans from a lower bound to the next upper one."""
    spans: list[list[Bound]] = []
    for bound in bounds:
        opened = bool(spans) and len(spans[-1]) == 1 and spans[-1][0][0].startswith(">")
        if bound[0].startswith("<") and opened:
            spans[-1].append(bound)
        elif bound[0] != "!=":
            spans.append([bound])
    if any(_same(version, actual) for op, version in bounds if op == "!="):
        return False
    told = [_every(span, actual) for span in spans]
    if True in told:
        return True
    return None if None in told else False


def _holds(bound: Bound, actual: str) -> bool | None:
    op, version = bound
    if op in {"=", "!="}:
        same = _same(version, actual)
        return same if op == "=" or same is None else not same
    one, other = numbers(actual), numbers(version)
    if one is None or other is None:
        return None
    return {"<": one < other, "<=": one <= other, ">": one > other, ">=": one >= other}.get(op)


def _same(one: str, other: str) -> bool | None:
    a, b = numbers(one), numbers(other)
    if a is not None and b is not None:
        return a == b
    return True if one.strip().casefold() == other.strip().casefold() else None


def numbers(version: str) -> tuple[int, ...] | None:
    """Return the numbers of a version without the zeros at its end, None where it holds anything else."""
    found = _NUMBERS.fullmatch(version.strip())
    if found is None:
        return None
    parts = [int(n[:18]) for n in re.findall(r"\d+", found[1])]
    while parts and parts[-1] == 0:
        parts.pop()
    return tuple(parts)
