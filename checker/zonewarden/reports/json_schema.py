"""The JSON Schema of the lossless report, made from the dataclasses themselves so that the two cannot disagree."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from enum import Enum
from typing import Union, cast, get_args, get_origin, get_type_hints

from zonewarden.policy import Level
from zonewarden.reports.json_report import SCHEMA, Document
from zonewarden.triage.finding import Finding

_PRIMITIVES: dict[object, dict[str, object]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    type(None): {"type": "null"},
    object: {},
}


_SPECIAL: dict[type, dict[str, dict[str, object]]] = {
    Finding: {
        "level": {"enum": [level.label for level in Level]},
        "policy": {"type": "string", "description": "Its id."},
    },
}
"""Where a member is not encoded by its type alone."""


def report_schema() -> dict[str, object]:
    """Return the schema of `zonewarden-report/1`: JSON Schema draft-07, no extra keys anywhere but under `evidence`."""
    return schema_of(Document, SCHEMA)


def schema_of(root: type, name: str) -> dict[str, object]:
    """Return the schema of a document that is encoded from a dataclass whose field `schema` holds `name`."""
    classes = sorted(_classes(root, set()), key=lambda cls: cls.__name__)
    whole = _object(root)
    properties = cast("dict[str, object]", whole["properties"])
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": f"https://zonewarden.github.io/schemas/{name}.json",
        "title": name,
        **whole,
        "properties": {**properties, "schema": {"const": name}},
        "definitions": {cls.__name__: _object(cls) for cls in classes if cls is not root},
    }


def _classes(cls: type, seen: set[type]) -> set[type]:
    """Return `cls` and the dataclasses that its fields lead to."""
    if cls not in seen:
        seen.add(cls)
        for hint in get_type_hints(cls).values():
            for member in _leaves(hint):
                if is_dataclass(member):
                    _classes(member, seen)
    return seen


def _leaves(hint: object) -> Iterator[type]:
    for part in get_args(hint):
        yield from _leaves(part)
    if isinstance(hint, type) and not get_args(hint):
        yield hint


def _object(cls: type) -> dict[str, object]:
    hints = get_type_hints(cls)
    properties = {name: _schema(hints[name]) for name in hints} | _SPECIAL.get(cls, {})
    return {
        "type": "object",
        "description": " ".join((cls.__doc__ or "").split()),
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


def _schema(hint: object) -> dict[str, object]:
    """Return the schema of one type; raises TypeError for a type that reports do not hold."""
    arguments = get_args(hint)
    if hint in _PRIMITIVES:
        return dict(_PRIMITIVES[hint])
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _schema(arguments[0])}
    if get_origin(hint) is Mapping:
        return {"type": "object", "additionalProperties": _schema(arguments[1])}
    if get_origin(hint) in (Union, types.UnionType):
        return {"anyOf": [_schema(argument) for argument in arguments]}
    if isinstance(hint, type) and issubclass(hint, Enum):
        return {"enum": [member.label if isinstance(member, Level) else str(member.value) for member in hint]}
    if isinstance(hint, type) and is_dataclass(hint):
        return {"$ref": f"#/definitions/{hint.__name__}"}
    raise TypeError(f"no schema for {hint!r}")
