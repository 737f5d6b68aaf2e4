"""Plain JSON data, and how to look into it without knowing what it is."""

from __future__ import annotations

from typing import cast

from zonewarden_parsers.json_lines import Value as Node

Plain = object
"""JSON data: dict, list, text, number, bool or None."""


def plain(node: Node) -> Plain:
    """Return a value with places as plain data."""
    if node.members is not None:
        return {k: plain(v) for k, v in node.members.items()}
    if node.items is not None:
        return [plain(v) for v in node.items]
    return node.scalar


def members(data: Plain) -> dict[str, Plain]:
    """Return the members of an object; none for anything else."""
    return cast("dict[str, Plain]", data) if isinstance(data, dict) else {}


def items(data: Plain) -> list[Plain]:
    """Return the items of an array; none for anything else."""
    return cast("list[Plain]", data) if isinstance(data, list) else []


def is_list(data: Plain) -> bool:
    """Return whether data is an array."""
    return isinstance(data, list)


def many(data: Plain) -> list[Plain]:
    """Return the items of an array, or a lone value as one item; none for null."""
    return items(data) if is_list(data) else [data] if data is not None else []


def single(data: Plain) -> tuple[str, Plain] | None:
    """Return the one member of an object that has exactly one."""
    found = members(data)
    return next(iter(found.items())) if len(found) == 1 else None


def short(data: Plain) -> str:
    """Return data as text of bounded length."""
    return str(data)[:200]
