"""Checks values against shapes and reports what is wrong, with the place of the key or value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import assert_never

from zonewarden.site.schema import suggestion
from zonewarden.site.shapes import Either, Flag, Free, Items, Number, Record, Shape, Table, Text
from zonewarden_parsers.model import Diagnostic, Location, Severity
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, Sequence

MAX_SUGGESTIONS = 50
_SHOWN = 40


@dataclass(slots=True)
class Report:
    """What is wrong so far, in the order of finding."""

    diagnostics: list[Diagnostic] = field(default_factory=list)

    def error(self, place: Location, code: str, message: str) -> None:
        """Record an error."""
        self.diagnostics.append(Diagnostic(place, code, message, Severity.ERROR))

    def warn(self, place: Location, code: str, message: str) -> None:
        """Record a warning."""
        self.diagnostics.append(Diagnostic(place, code, message, Severity.WARNING))

    def note(self, place: Location, code: str, message: str) -> None:
        """Record a note."""
        self.diagnostics.append(Diagnostic(place, code, message, Severity.NOTE))

    def suggest(self, word: str, known: list[str]) -> str:
        """Return a did-you-mean for `word`, while there are few errors: each costs a search."""
        return suggestion(word, known) if len(self.diagnostics) < MAX_SUGGESTIONS else ""


def check(node: Node, shape: Shape, report: Report) -> None:
    """Report every way in which `node` is not of `shape`."""
    match shape:
        case Text():
            _check_text(node, shape, report)
        case Number():
            _check_number(node, shape, report)
        case Flag():
            if not (isinstance(node, Scalar) and isinstance(node.value, bool)):
                _wrong_type(node, "true or false", report)
        case Items():
            _check_items(node, shape, report)
        case Record():
            _check_record(node, shape, report)
        case Table():
            _check_table(node, shape, report)
        case Either(options):
            _check_either(node, options, report)
        case Free():
            _warn_ambiguous(node, report)
        case _:
            assert_never(shape)


def references(node: Node, shape: Shape) -> Iterator[tuple[Scalar, tuple[str, ...]]]:
    """Yield every text of a valid value that names an object, with the kinds of object it may name."""
    match node, shape:
        case Scalar(value=str()), Text(form, _, kinds) if kinds:
            if form is None or not form.literal(node.text):
                yield node, kinds
        case Sequence(members), Items(item):
            for member in members:
                yield from references(member, item)
        case Mapping(entries), Record():
            for name, entry in entries.items():
                if name in shape.names:
                    yield from references(entry.value, shape.names[name].shape)
        case Mapping(entries), Table(value):
            for entry in entries.values():
                yield from references(entry.value, value)
        case _, Either(options):
            for option in (o for o in options if _fits(node, o)):
                yield from references(node, option)
        case _:
            return


def _check_text(node: Node, shape: Text, report: Report) -> None:
    if not isinstance(node, Scalar) or (node.value is None and not shape.nullable):
        _wrong_type(node, "text", report)
    elif node.value is None:
        return
    elif isinstance(node.value, str) and node.text in shape.choices:
        return  # `off` and `no` where they are words to choose from mean themselves
    elif node.ambiguous or not isinstance(node.value, str):
        why = node.ambiguous or f"it is {_kind(node)} and not text"
        report.error(node.location, "ambiguous-scalar", f"quote this value ({_show(node.text)}): {why}")
    elif shape.closed and node.text not in shape.closed:
        near = report.suggest(node.text, list(shape.choices)) or f"; one of {', '.join(shape.choices)}"
        report.error(node.location, "unknown-value", f"unknown value {_show(node.text)}{near}")
    elif shape.form and (wrong := shape.form.wrong(node.text)):
        report.error(node.location, f"wrong-{shape.form.name}", f"{_show(node.text)}: {wrong}")


def _check_number(node: Node, shape: Number, report: Report) -> None:
    if not isinstance(node, Scalar) or isinstance(node.value, bool) or not isinstance(node.value, int | float):
        _wrong_type(node, "a whole number" if shape.whole else "a number", report)
        return
    _warn_ambiguous(node, report)
    value = node.value
    if shape.whole and not isinstance(value, int):
        _wrong_type(node, "a whole number", report)
    elif shape.choices and value not in shape.choices:
        words = ", ".join(f"{choice:g}" for choice in shape.choices)
        report.error(node.location, "unknown-value", f"unknown value {_show(node.text)}; one of {words}")
    elif not (-1e300 < value < 1e300) or _outside(value, shape):
        high = "" if shape.high is None else f" and at most {shape.high:g}"
        report.error(node.location, "out-of-range", f"{_show(node.text)} must be at least {shape.low or 0:g}{high}")


def _outside(value: float, shape: Number) -> bool:
    return (shape.low is not None and value < shape.low) or (shape.high is not None and value > shape.high)


def _check_items(node: Node, shape: Items, report: Report) -> None:
    if not isinstance(node, Sequence):
        _wrong_type(node, "a list", report)
        return
    count = len(node.items)
    if count < shape.low or (shape.high is not None and count > shape.high):
        exactly = f"{shape.low}" if shape.low == shape.high else f"at least {shape.low}"
        report.error(node.location, "wrong-length", f"{count} items where {exactly} are needed")
    for item in node.items:
        check(item, shape.item, report)


def _check_record(node: Node, shape: Record, report: Report) -> None:
    if not isinstance(node, Mapping):
        _wrong_type(node, "a mapping", report)
        return
    for name, entry in node.entries.items():
        if name in shape.names:
            check(entry.value, shape.names[name].shape, report)
        elif name.startswith("x-"):
            _warn_ambiguous(entry.value, report)
        else:
            near = report.suggest(name, list(shape.names))
            report.error(entry.key.location, "unknown-key", f"unknown key {_show(name)}{near}")
    for missing in (f.name for f in shape.fields if f.required and f.name not in node.entries):
        report.error(node.location, "missing-key", f"key '{missing}' is missing")


def _check_table(node: Node, shape: Table, report: Report) -> None:
    if not isinstance(node, Mapping):
        _wrong_type(node, "a mapping", report)
        return
    for entry in node.entries.values():
        if entry.key.ambiguous or isinstance(entry.key.value, str):
            _check_text(entry.key, shape.key, report)
        check(entry.value, shape.value, report)


def _check_either(node: Node, options: tuple[Shape, ...], report: Report) -> None:
    fitting = next((option for option in options if _fits(node, option)), None)
    if fitting is None:
        _wrong_type(node, " or ".join(_name(option) for option in options), report)
    else:
        check(node, fitting, report)


def _fits(node: Node, shape: Shape) -> bool:
    match shape:
        case Text():
            return isinstance(node, Scalar) and (isinstance(node.value, str) or bool(node.ambiguous))
        case Number():
            return isinstance(node, Scalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool)
        case Flag():
            return isinstance(node, Scalar) and isinstance(node.value, bool)
        case Items():
            return isinstance(node, Sequence)
        case Record() | Table():
            return isinstance(node, Mapping)
        case Either(options):
            return any(_fits(node, option) for option in options)
        case Free():
            return True
        case _:
            assert_never(shape)


def _name(shape: Shape) -> str:
    match shape:
        case Text():
            return "text"
        case Number():
            return "a number"
        case Flag():
            return "true or false"
        case Items():
            return "a list"
        case _:
            return "a mapping"


def _warn_ambiguous(node: Node, report: Report) -> None:
    match node:
        case Scalar():
            if node.ambiguous:
                message = f"quote this value ({_show(node.text)}): {node.ambiguous}"
                report.warn(node.location, "ambiguous-scalar", message)
        case Sequence(members):
            for member in members:
                _warn_ambiguous(member, report)
        case Mapping(entries):
            for entry in entries.values():
                _warn_ambiguous(entry.key, report)
                _warn_ambiguous(entry.value, report)


def _wrong_type(node: Node, expected: str, report: Report) -> None:
    report.error(node.location, "wrong-type", f"expected {expected}, found {_kind(node)}")


def _kind(node: Node) -> str:
    match node:
        case Sequence():
            return "a list"
        case Mapping():
            return "a mapping"
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return "true or false"
        case Scalar(value=str()):
            return f"the text {_show(node.text)}"
        case Scalar():
            return "a number"


def _show(text: str) -> str:
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "...")
