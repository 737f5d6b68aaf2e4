"""The resources of a file, whatever wraps them: a template, a list, an answer of the API, one resource alone.

Source: Azure Resource Manager, *Understand the structure and syntax of ARM templates*; Azure REST API, *Network Security Groups*.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden_parsers.json_lines import Value, scalar_text

GROUP = "microsoft.network/networksecuritygroups"
RULE = GROUP + "/securityrules"


@dataclass(frozen=True, slots=True)
class Resource:
    """One resource: its full type in lower case, its name; of a child the name of what holds it, joined by `/`."""

    type: str
    name: str
    value: Value

    def get(self, key: str) -> Value | None:
        """Return a property; the command line tool writes properties beside the name, the API and templates in `properties`."""
        inner = self.value.get("properties", key)
        return inner if inner is not None else self.value.get(key)


def read_resources(root: Value | None) -> Iterator[Resource]:
    """Yield every resource of a file with its children."""
    todo: list[tuple[Value, str, str]] = [(root, "", "")] if root is not None else []
    while todo:
        value, kind, name = todo.pop()
        if value.items is not None:
            todo.extend((item, kind, name) for item in reversed(value.items))
            continue
        own = value.get("type")
        if own is not None and isinstance(own.scalar, str):
            kind, name = _joined(kind, own.scalar.lower()), _joined(name, _text(value, "name"))
            yield Resource(kind, name, value)
        for key in ("resources", "value"):
            inner = value.get(key)
            if inner is not None and inner.members is not None:  # templates with symbolic names
                todo.extend((item, kind, name) for item in reversed([*inner.members.values()]))
            elif inner is not None and inner.items is not None:
                todo.append((inner, kind, name))


def _joined(outer: str, inner: str) -> str:
    """Return a child's type or name in full; inside its holder it is written without the holder's."""
    return inner if not outer or inner.startswith((outer + "/", "microsoft.")) else f"{outer}/{inner}"


def _text(value: Value, key: str) -> str:
    found = value.get(key)
    return scalar_text(found) if found is not None else ""


def is_expression(value: Value | None) -> bool:
    """Return whether a text is computed when the template is deployed; `[[` is a bracket."""
    text = value.scalar if value is not None else None
    return isinstance(text, str) and text.startswith("[") and not text.startswith("[[") and text.endswith("]")
