"""Which entries of a table a command means: by name, by number, by the conditions of `[find ...]`."""

from __future__ import annotations

import re

from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.mikrotik_routeros.words import plain


def selected(table: list[Record], selector: list[str]) -> list[Record] | None:
    """Return the entries that a selector chooses, None where it cannot be told before the router runs it."""
    text = " ".join(selector)
    if not text:
        return [r for r in table if not r.get(" ")][:1] if table else []
    if "$" in text:
        return None
    if text.startswith("["):
        return _found(table, text)
    chosen: list[Record] = []
    for word in text.split(","):
        name = plain(word)
        if name.isascii() and name.isdigit():
            if int(name[:9]) >= len(table):
                return [] if not table else None
            chosen.append(table[int(name[:9])])
        else:
            chosen += [r for r in table if name in (r.get("name"), r.get("default-name"), r.get("numbers"))]
    return chosen


_CONDITION = re.compile(r"([a-z][\w-]*)(!=|=|~)(\"(?:[^\"\\]|\\.)*\"|\S+)")


def _found(table: list[Record], text: str) -> list[Record] | None:
    inner = text.strip("[] ").removeprefix("find").strip().removeprefix("where").strip()
    if not inner:
        return list(table)
    if re.search(r"\b(?:or|in)\b|[()|&!](?!=)", _CONDITION.sub("", inner)):
        return None
    conditions = [(k, op, plain(v)) for k, op, v in _CONDITION.findall(inner)]
    if not conditions or (not table and any(op != "=" for _, op, _ in conditions)):
        return None
    return [r for r in table if all(_holds(r, *c) for c in conditions)]


def _holds(record: Record, key: str, operator: str, value: str) -> bool:
    stated = record.get(key)
    if operator == "~":
        return value in stated
    return (stated == value) == (operator == "=")


def equalities(selector: list[str]) -> dict[str, str]:
    """Return what an entry has that a selector names and that is not there yet."""
    text = " ".join(selector)
    if text.startswith("["):
        return {k: plain(v) for k, op, v in _CONDITION.findall(text) if op == "="}
    return {"name": plain(text)} if text else {}
