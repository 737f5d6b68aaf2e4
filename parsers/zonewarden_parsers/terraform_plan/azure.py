"""Azure network security groups of a plan: their rules inside and as resources of their own."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zonewarden_parsers.cloud.azure_groups import Written, ordered, prefix, service
from zonewarden_parsers.cloud.operands import EVERYTHING, EVERYWHERE, Carried, Reach, somewhere, together, written
from zonewarden_parsers.json_lines import Value, is_null, scalar_text
from zonewarden_parsers.model import AtomKind, Location, Rule
from zonewarden_parsers.terraform_plan.plan import Plan, Resource, any_true

GROUP = "azurerm_network_security_group"
RULE = "azurerm_network_security_rule"
_LATER = (AtomKind.DYNAMIC, "values known after apply")
_DECIDING = (
    "priority", "access", "direction", "protocol", "source_port_range", "source_port_ranges", "destination_port_range",
    "destination_port_ranges",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One rule of the plan: its values, what of it is unknown, the resource it stands in."""

    values: Value
    unknown: Value | None
    place: Location
    address: str

    def text(self, key: str) -> str:
        """Return a value as text."""
        found = self.values.get(key)
        return scalar_text(found) if found is not None and not is_null(found) else ""

    def listed(self, *keys: str) -> list[str]:
        """Return the texts of several values."""
        return [text for key in keys for text in written(self.values.get(key)) if text]

    def later(self, *keys: str) -> bool:
        """Return whether one of some values is known only after apply."""
        return self.unknown is None or any(any_true(self.unknown.get(k)) for k in keys)


def nsg_rules(plan: Plan, group: Resource | None, loose: Sequence[Resource], direction: str) -> Iterator[Rule]:
    """Yield the rules of one direction (`ingress` or `egress`), the default rules at the end."""
    name = group.address if group is not None else "a network security group that is not in the plan"
    place = group.place if group is not None else loose[0].place
    found = [_read(entry) for entry in _entries(plan, group, loose)]
    if (
        group is not None
        and group.get("security_rule") is None
        and (group.is_configured("security_rule") or not group.created)
    ):
        doubt = Carried(over=EVERYTHING.over, doubts=(_LATER,))
        found.append(
            Written(name, "", True, -1, EVERYWHERE, EVERYWHERE, doubt, place, "rules known after apply", False)
        )
    yield from ordered(found, direction, somewhere(AtomKind.DYNAMIC, f"members of {name}"), name, place)


def _entries(plan: Plan, group: Resource | None, loose: Sequence[Resource]) -> Iterator[Entry]:
    listed = group.get("security_rule") if group is not None else None
    for item in (listed.items or ()) if listed is not None else ():
        unknown = group.unknown.get("security_rule") if group is not None and group.unknown is not None else None
        quiet = group is not None and group.unknown is not None and not any_true(unknown)
        address = group.address if group else ""
        yield Entry(item, Value(0, members={}) if quiet else None, plan.document.head(item), address)
    for found in loose:
        yield Entry(found.values, found.unknown, found.place, found.address)


def _read(entry: Entry) -> Written:
    sure, priority = not entry.later(*_DECIDING), entry.text("priority")
    shown = {k: w for k, v in (entry.values.members or {}).items() if any(w := written(v))}
    carried = service(
        entry.text("protocol"), entry.listed("source_port_range", "source_port_ranges"),
        entry.listed("destination_port_range", "destination_port_ranges"),
    )  # fmt: skip
    return Written(
        entry.text("name") or entry.address, entry.text("direction").lower(), entry.text("access").lower() != "deny",
        int(priority) if priority.isdigit() else -1, _side(entry, "source"), _side(entry, "destination"),
        carried if sure else Carried(over=EVERYTHING.over, doubts=(_LATER,)), entry.place,
        f"{entry.address}: {json.dumps(shown)}"[:400], sure,
    )  # fmt: skip


def _side(entry: Entry, side: str) -> Reach:
    keys, groups = (f"{side}_address_prefix", f"{side}_address_prefixes"), f"{side}_application_security_group_ids"
    parts = [prefix(text) for text in entry.listed(*keys)]
    if entry.listed(groups) or entry.later(groups):
        parts.append(somewhere(AtomKind.DYNAMIC, "members of an application security group"))
    if entry.later(*keys):
        parts.append(somewhere(*_LATER))
    return together(parts)
