"""A plan's resources with their values, what is unknown of them, and what their configuration refers to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.json_lines import Document, Value, is_null, scalar_text
from zonewarden_parsers.model import Location

_INDEX = re.compile(r"\[[^\]]*\]")


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One planned resource. `references` maps an attribute to the resources its expression names, as addresses without index."""

    address: str
    type: str
    values: Value
    unknown: Value | None
    configured: Value | None
    created: bool
    place: Location

    def get(self, key: str) -> Value | None:
        """Return a planned value; None where it is null or not known."""
        found = self.values.get(key)
        return None if found is None or is_null(found) else found

    def text(self, key: str) -> str:
        """Return a planned text or number as text; empty where there is none."""
        found = self.get(key)
        return scalar_text(found) if found is not None else ""

    def is_unknown(self, key: str) -> bool:
        """Return whether a value, or a part of it, is known only after apply, or the plan does not say."""
        return self.unknown is None or any_true(self.unknown.get(key))

    def is_configured(self, key: str) -> bool:
        """Return whether the configuration sets an attribute; yes where the plan has no configuration."""
        return self.configured is None or self.configured.get("expressions", key) is not None

    def references(self, key: str) -> tuple[str, ...]:
        """Return the resources that an attribute's expression names, without their indexes."""
        expression = self.configured.get("expressions", key) if self.configured is not None else None
        module = self.address.rpartition(self.type + ".")[0]
        return tuple(dict.fromkeys(_INDEX.sub("", module) + name for name in _named(expression)))

    @property
    def plain(self) -> str:
        """The address without indexes: what a reference can name."""
        return _INDEX.sub("", self.address)


@dataclass(slots=True)
class Plan:
    """All planned resources in the plan's order."""

    document: Document
    resources: list[Resource] = field(default_factory=list)

    def of(self, *types: str) -> Iterator[Resource]:
        """Yield the resources of some types."""
        return (r for r in self.resources if r.type in types)

    def named(self, names: tuple[str, ...], kind: str) -> list[Resource]:
        """Return the resources of a type that references name."""
        return [r for r in self.of(kind) if r.plain in names]


def read_plan(document: Document) -> Plan:
    """Read the planned resources of all modules; those of a state (`terraform show -json` without a plan) are as they stand."""
    plan = Plan(document)
    root = document.root
    if root is None:
        return plan
    state = root.get("values") if root.get("planned_values") is None else None
    changes = {c.text("address"): c for c in root.list("resource_changes")}
    configured = dict(_configured(root.get("configuration", "root_module"), ""))
    for value in _planned(root.get("planned_values", "root_module") if state is None else state.get("root_module")):
        address = value.text("address")
        change = changes.get(address)
        actions = [a.scalar for a in change.list("change", "actions")] if change is not None else []
        plan.resources.append(
            Resource(
                address, value.text("type"), value.get("values") or value,
                _unknown(change, known=state is not None),
                configured.get(_INDEX.sub("", address)), actions == ["create"], document.head(value),
            )
        )  # fmt: skip
    return plan


def _unknown(change: Value | None, *, known: bool) -> Value | None:
    """Return what a change does not know yet; nothing of a state, all of a resource without a change."""
    if known:
        return Value(0, members={})
    return change.get("change", "after_unknown") if change is not None else None


def _planned(root: Value | None) -> Iterator[Value]:
    todo = [root] if root is not None else []
    while todo:
        module = todo.pop()
        yield from (r for r in module.list("resources") if r.text("mode") != "data")
        todo.extend(reversed(module.list("child_modules")))


def _configured(root: Value | None, prefix: str) -> Iterator[tuple[str, Value]]:
    todo = [(root, prefix)] if root is not None else []
    while todo:
        module, path = todo.pop()
        for resource in module.list("resources"):
            yield path + resource.text("address"), resource
        calls = module.get("module_calls")
        for name, call in (calls.members or {}).items() if calls is not None else ():
            inner = call.get("module")
            if inner is not None:
                todo.append((inner, f"{path}module.{name}."))


def _named(expression: Value | None) -> Iterator[str]:
    """Yield `type.name` of every resource in the references of an expression, at any depth."""
    for value in expression.walk() if expression is not None else ():
        found = value.get("references")
        for item in (found.items or ()) if found is not None else ():
            words = _INDEX.sub("", str(item.scalar)).split(".")
            if len(words) >= 2 and words[0] not in {"var", "local", "module", "data", "each", "count", "path"}:
                yield ".".join(words[:2])


def any_true(value: Value | None) -> bool:
    """Return whether `true` is anywhere in a value of `after_unknown`."""
    return value is not None and any(v.scalar is True for v in value.walk())
