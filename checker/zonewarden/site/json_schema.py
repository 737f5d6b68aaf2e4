"""JSON Schema draft-07 (the best supported in editors, see SchemaStore) from shapes."""

from __future__ import annotations

from typing import Any, assert_never

from zonewarden.site.shapes import Either, Field, Flag, Free, Items, Number, Record, Shape, Table, Text

_BASE = "https://zonewarden.github.io/schema"


def schema_url(kind: str) -> str:
    """Return where the schema of a kind is published."""
    return f"{_BASE}/{kind}-v1.json"


def schema_of(kind: str, shape: Record) -> dict[str, object]:
    """Return the complete JSON Schema of a file of `kind`."""
    head: dict[str, object] = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": schema_url(kind),
        "title": f"Zonewarden {kind} file",
    }
    return {**head, **_shape(shape)}


def _shape(shape: Shape) -> dict[str, Any]:
    match shape:
        case Text():
            return _text(shape)
        case Number():
            return _number(shape)
        case Flag():
            return {"type": "boolean"}
        case Items(item, low, high):
            limits = ({"minItems": low} if low else {}) | ({"maxItems": high} if high is not None else {})
            return {"type": "array", "items": _shape(item)} | limits
        case Record():
            return _record(shape)
        case Table(value, key):
            return {"type": "object", "propertyNames": _text(key), "additionalProperties": _shape(value)}
        case Either(options):
            return {"anyOf": [_shape(option) for option in options]}
        case Free():
            return {}
        case _:
            assert_never(shape)


def _text(shape: Text) -> dict[str, Any]:
    out: dict[str, Any] = {"type": ["string", "null"] if shape.nullable else "string"}
    if shape.choices:
        out["enum" if shape.closed else "examples"] = list(shape.choices)
    if shape.form and shape.form.pattern:
        out["pattern"] = shape.form.pattern
    return out


def _number(shape: Number) -> dict[str, Any]:
    if shape.choices:
        return {"enum": list(shape.choices)}
    low = {"minimum": shape.low} if shape.low is not None else {}
    high = {"maximum": shape.high} if shape.high is not None else {}
    return {"type": "integer" if shape.whole else "number"} | low | high


def _record(shape: Record) -> dict[str, Any]:
    required = [f.name for f in shape.fields if f.required]
    anything: dict[str, object] = {}
    out: dict[str, Any] = {
        "type": "object",
        "properties": {f.name: _field(f) for f in shape.fields},
        "patternProperties": {"^x-": anything},
        "additionalProperties": False,
    }
    return {**out, "required": required} if required else out


def _field(declared: Field) -> dict[str, Any]:
    form = declared.shape.form.title if isinstance(declared.shape, Text) and declared.shape.form else ""
    words = "; ".join(part for part in (declared.doc, form, declared.unit) if part)
    title = {"title": declared.name.replace("_", " ")}
    default = {} if declared.default is None else {"default": declared.default}
    return title | ({"description": words} if words else {}) | default | _shape(declared.shape)
