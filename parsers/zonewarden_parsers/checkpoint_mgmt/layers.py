"""What is in an export: layers with their pages, packages, translations, objects.

A file is what the management API or `mgmt_cli --format json` prints: one answer, or several in an array. Pages of one rulebase
(`from`, `to`, `total`) are put together; rules on a page that is missing may do anything. Objects that only hold answers (what
scripts write around them: `{"Network": {...}, "nat": {...}}`) are looked into.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.checkpoint_mgmt.objects import Objects, peek
from zonewarden_parsers.checkpoint_mgmt.rulebase import Layer
from zonewarden_parsers.json_lines import Document, Value
from zonewarden_parsers.model import LineState

RULES = {"access-rule", "access-section", "place-holder"}
NAT_RULES = {"nat-rule", "nat-section"}
MAX_SECTIONS = 16


@dataclass(slots=True)
class Export:
    """The parts of a file. `packages` map a package's name to the uids of its access layers, in order.

    `plain` are the answers that are one object each.
    """

    objects: Objects
    layers: dict[str, Layer] = field(default_factory=dict[str, Layer])
    nat: list[Value] = field(default_factory=list[Value])
    packages: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    plain: list[Value] = field(default_factory=list[Value])


def read_export(document: Document) -> Export:
    """Sort what a document holds."""
    found = Export(Objects(document))
    if document.root is not None:
        for answer in _answers(document.root, 0):
            _sort(answer, found)
    for layer in found.layers.values():
        _arrange(layer)
    return found


def _answers(value: Value, depth: int) -> Iterator[Value]:
    if depth >= MAX_SECTIONS:
        return
    if value.items is not None:
        value.claim()
        for item in value.items:
            yield from _answers(item, depth + 1)
    elif value.members is not None:
        if not _ANSWER.isdisjoint(value.members):
            yield value
        held = [member for key, member in value.members.items() if key not in _OWN and _holds_answers(member, depth)]
        if held:
            value.claim()
        for member in held:
            yield from _answers(member, depth + 1)


_ANSWER = {"type", "rulebase", "objects-dictionary", "objects", "packages", "access-layers"}
"""One of these is in every answer of the management API."""
_OWN = {
    *_ANSWER,
    "meta-info",
    "domain",
    "tags",
    "members",
    "ranges",
    "interfaces",
    "installation-targets",
    "nat-settings",
    "track",
}


def _holds_answers(value: Value, depth: int) -> bool:
    """Return whether a value is an answer with rules or objects in it, or holds one."""
    if depth >= MAX_SECTIONS:
        return False
    if value.members is not None:
        answer = any(
            value.get(key) is not None for key in ("rulebase", "objects-dictionary", "packages", "access-layers")
        )
        return answer or any(_holds_answers(v, depth + 1) for key, v in value.members.items() if key not in _OWN)
    return any(_holds_answers(item, depth + 1) or peek(item, "type") in RULES | NAT_RULES for item in value.items or ())


def _sort(answer: Value, found: Export) -> None:
    answer.claim()
    kind = peek(answer, "type")
    if kind in RULES:
        _page(answer, found)
        return
    for key in ("objects-dictionary", "objects"):
        for value in answer.list(key):
            _learn(value, found)
    rulebase = answer.get("rulebase")
    if rulebase is not None and rulebase.items is not None:
        rulebase.claim()
        if any(peek(rule, "type") in NAT_RULES for rule in rulebase.items) or "nat" in kind:
            found.nat.extend(rulebase.items)
        else:
            _page(answer, found)
    elif kind or answer.get("access-layers") is not None:
        _learn(answer, found)
        found.plain.append(answer)
    for package in answer.list("packages"):
        _learn(package, found)
    for key in ("from", "to", "total", "uid", "name"):
        member = answer.get(key)
        if member is not None:
            member.claim(LineState.MODELLED)


def _learn(value: Value, found: Export) -> None:
    """Take note of an object, and of the layers that a package names."""
    if value.members is None:
        return
    found.objects.add(value)
    layers = value.get("access-layers")
    if layers is not None and layers.items is not None:
        layers.claim_all()
        name = value.text("name") or value.text("uid")
        listed = [peek(item, "uid") or peek(item, "name") for item in layers.items]
        if listed and name not in found.packages:
            found.packages[name] = listed


def _page(answer: Value, found: Export) -> None:
    uid = peek(answer, "uid") or peek(answer, "name") or "rulebase"
    layer = found.layers.get(uid)
    if layer is None:
        name = peek(answer, "name") if peek(answer, "type") not in RULES else ""
        place = found.objects.document.head(answer)
        layer = found.layers[uid] = Layer(uid, name or "rulebase", [], place)
    layer.pages.append(answer)


def _number(value: Value, key: str) -> int | None:
    found = value.get(key)
    if found is None:
        return None
    found.claim()
    return found.scalar if isinstance(found.scalar, int) else None


def _arrange(layer: Layer) -> None:
    """Put the pages of a layer in order, flatten its sections, and see whether a page is missing."""
    layer.pages.sort(key=lambda page: _number(page, "from") or 0)
    expected, total = 1, 0
    for page in layer.pages:
        first, last = _number(page, "from"), _number(page, "to")
        total = max(total, _number(page, "total") or 0)
        if first is not None and first > expected:
            layer.missing = True
        expected = max(expected, (last or 0) + 1)
        action = page.text("implicit-cleanup-action")
        layer.accepts_rest = layer.accepts_rest or action == "accept"
        layer.rules.extend(_flat(page, (), 0))
    layer.missing = layer.missing or expected <= total


def _claim_section(section: Value) -> None:
    for key in ("uid", "type", "from", "to", "name"):
        member = section.get(key)
        if member is not None:
            member.claim()


def _flat(value: Value, headings: tuple[str, ...], depth: int) -> Iterator[tuple[Value, tuple[str, ...]]]:
    if value.get("rulebase") is None:
        yield value, headings
        return
    if peek(value, "type") == "access-section":
        _claim_section(value)
    for item in value.list("rulebase"):
        if peek(item, "type") == "access-section" and depth < MAX_SECTIONS:
            item.claim()
            _claim_section(item)
            name = item.text("name")
            yield from _flat(item, (*headings, *([name] if name else [])), depth + 1)
        else:
            yield item, headings
