"""Security rules as the API and templates write them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zonewarden_parsers.azure_arm.resources import is_expression
from zonewarden_parsers.cloud.azure_groups import Written, prefix, service
from zonewarden_parsers.cloud.operands import EVERYTHING, Carried, Reach, somewhere, together, written
from zonewarden_parsers.json_lines import Document, Value, is_null, scalar_text
from zonewarden_parsers.model import AtomKind

_EXPRESSION = (AtomKind.DYNAMIC, "computed when the template is deployed")
_DECIDING = (
    "priority", "access", "direction", "protocol", "sourcePortRange", "sourcePortRanges", "destinationPortRange",
    "destinationPortRanges",
)  # fmt: skip
_SIDES = (
    "sourceAddressPrefix", "sourceAddressPrefixes", "sourceApplicationSecurityGroups", "destinationAddressPrefix",
    "destinationAddressPrefixes", "destinationApplicationSecurityGroups",
)  # fmt: skip
_AROUND = (
    "description", "provisioningState", "name", "id", "etag", "type", "resourceGroup", "properties", "apiVersion", "dependsOn",
    "comments", "tags", "location", "metadata",
)  # fmt: skip
KNOWN = frozenset((*_DECIDING, *_SIDES, *_AROUND))


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule as written, and the name of its group."""

    value: Value
    group: str

    def get(self, key: str) -> Value | None:
        """Return a property; None where it is missing or null."""
        found = self.value.get("properties", key) or self.value.get(key)
        return None if found is None or is_null(found) else found

    def text(self, key: str) -> str:
        """Return a property as text."""
        found = self.get(key)
        return scalar_text(found) if found is not None else ""

    def listed(self, *keys: str) -> list[str]:
        """Return the texts of several properties."""
        return [text for key in keys for text in written(self.get(key)) if text]

    def computed(self, *keys: str) -> bool:
        """Return whether one of several properties, or a part of one, is a template's expression."""
        return any(is_expression(v) for key in keys if (found := self.get(key)) is not None for v in found.walk())

    def objects(self) -> Iterator[Value]:
        """Yield the objects that hold the rule's properties."""
        inner = self.value.get("properties")
        yield from (v for v in (self.value, inner) if v is not None and v.members is not None)

    def unknown(self) -> Iterator[tuple[str, Value]]:
        """Yield the properties that are not known."""
        for holder in self.objects():
            yield from ((k, v) for k, v in (holder.members or {}).items() if k not in KNOWN)


def read_rule(document: Document, entry: Entry) -> Written:
    """Return one rule; what a template computes may be anything."""
    sure, priority = not entry.computed(*_DECIDING), entry.text("priority")
    carried = service(
        entry.text("protocol"), entry.listed("sourcePortRange", "sourcePortRanges"),
        entry.listed("destinationPortRange", "destinationPortRanges"),
    )  # fmt: skip
    return Written(
        entry.text("name") or entry.group, entry.text("direction").lower(), entry.text("access").lower() != "deny",
        int(priority) if priority.isdigit() else -1, _side(entry, "source"), _side(entry, "destination"),
        carried if sure else Carried(over=EVERYTHING.over, doubts=(_EXPRESSION,)), document.head(entry.value),
        f"{entry.group}: {json.dumps(_shown(entry), ensure_ascii=False)}", sure,
    )  # fmt: skip


def _side(entry: Entry, side: str) -> Reach:
    keys, groups = (f"{side}AddressPrefix", f"{side}AddressPrefixes"), f"{side}ApplicationSecurityGroups"
    parts = [somewhere(*_EXPRESSION)] if entry.computed(*keys) else [prefix(text) for text in entry.listed(*keys)]
    held = entry.get(groups)
    if held is not None and (held.items or held.items is None):
        parts.append(somewhere(AtomKind.DYNAMIC, "members of an application security group"))
    return together(parts)


def _shown(entry: Entry) -> dict[str, object]:
    """Return the rule as a reader would write it: what decides, nothing empty."""
    keys: Iterable[str] = ("name", *_DECIDING, *_SIDES)
    found = {key: written(entry.get(key)) for key in keys}
    return {key: texts[0] if len(texts) == 1 else texts for key, texts in found.items() if any(texts)}
