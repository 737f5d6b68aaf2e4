"""The model as plain JSON: short enough to read in a diff, complete enough that every change of a parser shows."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields, is_dataclass
from enum import Enum
from pathlib import Path
from typing import TypeAlias

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.model import AddressSet, Coverage, LineState, Location, ServiceSet

WIDTH = 140
Json: TypeAlias = "bool | int | float | str | list[Json] | dict[str, Json] | None"


def dump(value: object) -> Json:
    """Return `value`, any value of the model, as JSON: sets as their texts, places as `line:column-end`, defaults left out."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return str(value.value)
        case str():
            return value
        case AddressSet() | ServiceSet():
            return list(value.texts())
        case Location():
            lines = str(value.line) + (f"..{value.end_line}" if value.end_line else "")
            return f"{lines}:{value.column}-{value.end_column}"
        case Coverage():
            return _coverage(value)
        case dict():
            return {str(k): dump(v) for k, v in sorted(value.items(), key=lambda kv: str(kv[0]))}
        case frozenset() | set():
            return sorted((dump(v) for v in value), key=str)
        case tuple() | list():
            return [dump(v) for v in value]
        case _ if is_dataclass(value):
            return {f.name: dump(getattr(value, f.name)) for f in fields(value) if not _is_default(value, f.name)}
        case _:
            raise TypeError(f"no value of the model: {value!r}")


def dump_text(parsed: Parsed) -> str:
    """Return what a parser made of a file as the text of its golden file; the path is left out."""
    document = dump(parsed)
    assert isinstance(document, dict)
    return _layout(_without_paths(document), "") + "\n"


def check(parsed: Parsed, golden: Path, *, update: bool) -> None:
    """Compare `parsed` with the golden file, or with `update` write it."""
    text = dump_text(parsed)
    if update:
        golden.write_text(text, encoding="utf-8")
    assert golden.exists(), f"{golden} is missing: run pytest --update-golden"
    assert golden.read_text(encoding="utf-8") == text, (
        f"{golden} differs: run pytest --update-golden and look at the diff"
    )


def _layout(value: Json, margin: str) -> str:
    """Return JSON with whatever fits on one line on one line."""
    flat = json.dumps(value, ensure_ascii=False)
    if len(margin) + len(flat) <= WIDTH or not isinstance(value, list | dict):
        return flat
    inner = margin + " "
    if isinstance(value, dict):
        lines = [f"{inner}{json.dumps(k, ensure_ascii=False)}: {_layout(v, inner)}" for k, v in value.items()]
        return "{\n" + ",\n".join(lines) + f"\n{margin}}}"
    lines = [inner + _layout(v, inner) for v in value]
    return "[\n" + ",\n".join(lines) + f"\n{margin}]"


def _is_default(value: object, name: str) -> bool:
    assert is_dataclass(value)
    field = next(f for f in fields(value) if f.name == name)
    default = field.default_factory() if field.default_factory is not MISSING else field.default
    return default is not MISSING and bool(getattr(value, name) == default)


def _coverage(coverage: Coverage) -> Json:
    counts: dict[str, Json] = {state.value: coverage.count(state) for state in LineState}
    return {**counts, "unknown-lines": list(coverage.unknown)}


def _without_paths(document: Json) -> Json:
    """Drop the paths, and what a device repeats of its file."""
    if isinstance(document, list):
        return [_without_paths(v) for v in document]
    if not isinstance(document, dict):
        return document
    inner = {k: _without_paths(v) for k, v in document.items() if k != "path"}
    if "devices" in inner:
        inner.pop("diagnostics", None)
    return inner
