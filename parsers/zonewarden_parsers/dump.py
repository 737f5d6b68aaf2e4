"""The model as JSON data, for `zonewarden parse` and for people who look at it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, cast

from zonewarden_parsers.model import AddressSet, Coverage, LineState, Location, ServiceSet

VERSION = "zonewarden-model/1"


def dump(value: object) -> Any:
    """Return a model value as JSON data: address and service sets as lists of texts, places as objects, enums as values.

    Fields that hold their default emptiness (None, empty text, empty tuple) are left out; booleans and numbers stay.
    """
    match value:
        case Location():
            end = {"end_line": value.end_line} if value.end_line > value.line else {}
            return {
                "path": value.path,
                "line": value.line,
                **end,
                "column": value.column,
                "end_column": value.end_column,
            }
        case AddressSet() | ServiceSet():
            return list(value.texts())
        case Coverage():
            return {state.value: value.count(state) for state in LineState} | {"unknown_lines": list(value.unknown)}
        case Enum():
            return value.value
        case Mapping():
            items = cast("Mapping[str, object]", value)
            return {k: dump(items[k]) for k in sorted(items)}
        case tuple() | list():
            return [dump(v) for v in cast("Sequence[object]", value)]
        case frozenset():
            return sorted(dump(v) for v in cast("frozenset[str]", value))
        case _:
            pass
    if is_dataclass(value):
        return {f.name: dump(v) for f in fields(value) if not _absent(v := getattr(value, f.name))}
    return value


def _absent(value: object) -> bool:
    return value is None or value == "" or (isinstance(value, (tuple, Mapping, frozenset)) and not value)
