"""YAML values with the place where each key and value stands, and typed ways to read them."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden_parsers.model import Location
from zonewarden_parsers.strict_yaml.scalars import ScalarValue, ambiguity


@dataclass(frozen=True, slots=True)
class Scalar:
    """One scalar: its YAML 1.2 `value`, its `text` as written without quotes, and whether it is `plain` (not quoted)."""

    value: ScalarValue
    text: str
    plain: bool
    location: Location

    @property
    def ambiguous(self) -> str:
        """Why YAML 1.1 reads this scalar otherwise; empty where it does not."""
        return ambiguity(self.text) if self.plain else ""


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of values."""

    items: tuple[Node, ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Entry:
    """One key and its value."""

    key: Scalar
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys and values in order, by the text of the key; merged keys (`<<`) come after the mapping's own."""

    entries: dict[str, Entry]
    location: Location

    def get(self, *path: str) -> Node | None:
        """Return the value under a path of keys, or None where a step is missing or not a mapping."""
        here: Node | None = self
        for key in path:
            if not isinstance(here, Mapping) or key not in here.entries:
                return None
            here = here.entries[key].value
        return here

    def place(self, key: str) -> Location:
        """Return where the value of `key` stands, or the mapping itself where the key is missing."""
        return self.entries[key].value.location if key in self.entries else self.location


Node = Scalar | Sequence | Mapping


def text(node: Node | None, default: str = "") -> str:
    """Return a scalar's text, or `default` where there is none."""
    return node.text if isinstance(node, Scalar) and node.value is not None else default


def number(node: Node | None) -> float | None:
    """Return a number as float, or None for anything else."""
    if isinstance(node, Scalar) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return float(node.value)
    return None


def integer(node: Node | None) -> int | None:
    """Return a whole number, or None for anything else."""
    if isinstance(node, Scalar) and isinstance(node.value, int) and not isinstance(node.value, bool):
        return node.value
    return None


def flag(node: Node | None) -> bool | None:
    """Return true or false, or None for anything else."""
    return node.value if isinstance(node, Scalar) and isinstance(node.value, bool) else None


def items(node: Node | None) -> tuple[Node, ...]:
    """Return the items of a list; one scalar or mapping alone counts as a list of one, nothing as none."""
    if isinstance(node, Sequence):
        return node.items
    return () if node is None or (isinstance(node, Scalar) and node.value is None) else (node,)


def scalars(node: Node | None) -> tuple[Scalar, ...]:
    """Return the scalars among the items of a list."""
    return tuple(item for item in items(node) if isinstance(item, Scalar))


def mappings(node: Node | None) -> tuple[Mapping, ...]:
    """Return the mappings among the items of a list."""
    return tuple(item for item in items(node) if isinstance(item, Mapping))


def texts(node: Node | None) -> tuple[str, ...]:
    """Return the texts of the scalars in a list."""
    return tuple(item.text for item in scalars(node))


def table(node: Node | None) -> dict[str, str]:
    """Return a mapping of texts; other values are left out."""
    entries = node.entries.items() if isinstance(node, Mapping) else ()
    return {key: entry.value.text for key, entry in entries if isinstance(entry.value, Scalar)}


def plain(node: Node) -> object:
    """Return the value as plain `dict`, `list` and scalars, without places."""
    match node:
        case Scalar():
            return node.value
        case Sequence():
            return [plain(item) for item in node.items]
        case Mapping():
            return {key: plain(entry.value) for key, entry in node.entries.items()}
