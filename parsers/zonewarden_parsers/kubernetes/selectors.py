"""Label selectors, answered yes, no or *perhaps* (Kubernetes, *Labels and Selectors*)."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Mapping as Labels
from dataclasses import dataclass
from enum import IntEnum

from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, Scalar, Sequence, items, text, texts


class Answer(IntEnum):
    """Whether something is selected; the least of several answers is the answer to all of them."""

    NO = 0
    PERHAPS = 1
    YES = 2


@dataclass(frozen=True, slots=True)
class Requirement:
    """One condition: `operator` is In, NotIn, Exists or DoesNotExist; anything else cannot be answered."""

    key: str
    operator: str
    values: frozenset[str] = frozenset()

    def answer(self, labels: Labels[str, str], *, complete: bool) -> Answer:
        """Return whether `labels` meet it; labels that are not all known leave an absent key open."""
        value = labels.get(self.key)
        if self.operator not in {"In", "NotIn", "Exists", "DoesNotExist"} or (value is None and not complete):
            return Answer.PERHAPS
        met = {
            "In": value is not None and value in self.values,
            "NotIn": value is None or value not in self.values,
            "Exists": value is not None,
            "DoesNotExist": value is None,
        }
        return Answer.YES if met[self.operator] else Answer.NO


@dataclass(frozen=True, slots=True)
class Selector:
    """A selector: all its requirements must be met; without any it selects everything."""

    requirements: tuple[Requirement, ...] = ()

    def answer(self, labels: Labels[str, str], *, complete: bool = True) -> Answer:
        """Return whether something with `labels` is selected."""
        return min((r.answer(labels, complete=complete) for r in self.requirements), default=Answer.YES)

    def __str__(self) -> str:
        return "{" + ", ".join(_shown(r) for r in self.requirements) + "}"


def _shown(asked: Requirement) -> str:
    values = ",".join(sorted(asked.values))
    return f"{asked.key} {asked.operator} {values}".strip()


def read_selector(node: Node | None) -> Selector:
    """Read a selector; a part that cannot be read is a requirement that cannot be answered."""
    if node is None or (isinstance(node, Scalar) and node.value is None):
        return Selector()
    return Selector(tuple(_requirements(node)))


def _requirements(node: Node) -> Iterator[Requirement]:
    if not isinstance(node, Mapping):
        yield Requirement("selector", "unreadable")
        return
    for key, entry in node.entries.items():
        value = entry.value
        if isinstance(value, Scalar) and value.value is None and key in {"matchLabels", "matchExpressions"}:
            continue
        if key == "matchLabels" and isinstance(value, Mapping):
            for label, wanted in value.entries.items():
                known = isinstance(wanted.value, Scalar)
                yield Requirement(label, "In" if known else "unreadable", frozenset({text(wanted.value)}))
        elif key == "matchExpressions" and isinstance(value, Sequence):
            yield from (_expression(item) for item in items(value))
        else:
            yield Requirement(key, "unreadable")


def _expression(node: Node) -> Requirement:
    if not isinstance(node, Mapping) or set(node.entries) - {"key", "operator", "values"}:
        return Requirement("expression", "unreadable")
    return Requirement(text(node.get("key")), text(node.get("operator")), frozenset(texts(node.get("values"))))
