"""Azure network security groups: rules by priority, then the default rules (Azure, *Network security groups*).

A group belongs to subnets and network interfaces; a rule's own addresses say the rest. Denials need no members: what goes to nobody's
address is not carried anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from zonewarden_parsers.cloud.operands import (
    EVERYTHING,
    EVERYWHERE,
    NUMBERS,
    Carried,
    Reach,
    block,
    rule,
    somewhere,
    together,
    written,
)
from zonewarden_parsers.json_lines import Value, is_null, scalar_text
from zonewarden_parsers.model import ANY_SERVICE, Action, AtomKind, IntervalSet, Location, Rule, ServiceSet
from zonewarden_parsers.terraform_plan.plan import Plan, Resource, any_true

GROUP = "azurerm_network_security_group"
RULE = "azurerm_network_security_rule"
_TAGS = {
    "in": (("AllowVnetInBound", "VirtualNetwork", "VirtualNetwork"), ("AllowAzureLoadBalancerInBound", "AzureLoadBalancer", "*")),
    "out": (("AllowVnetOutBound", "VirtualNetwork", "VirtualNetwork"), ("AllowInternetOutBound", "*", "Internet")),
}  # fmt: skip
_LATER = (AtomKind.DYNAMIC, "values known after apply")


def nsg_rules(plan: Plan, group: Resource | None, loose: Sequence[Resource], direction: str) -> Iterator[Rule]:
    """Yield the rules of one direction (`ingress` or `egress`), the default rules at the end."""
    name = group.address if group is not None else "a network security group that is not in the plan"
    inside = somewhere(AtomKind.DYNAMIC, f"members of {name}")
    found: list[tuple[int, Rule]] = []
    if (
        group is not None
        and group.get("security_rule") is None
        and (group.is_configured("security_rule") or not group.created)
    ):
        doubt = Carried(over=EVERYTHING.over, doubts=(_LATER,))
        found.append(
            (-1, rule(Action.PERMIT, EVERYWHERE, EVERYWHERE, doubt, group.place, "rules known after apply", name))
        )
    for values, unknown, place, address in _written(plan, group, loose):
        toward = _get(values, "direction").lower()
        if (toward == "inbound") == (direction == "ingress") or toward not in {"inbound", "outbound"}:
            found.extend(_rule(values, unknown, place, address, inside, direction))
    yield from (r for _, r in sorted(found, key=lambda pair: pair[0]))
    place = group.place if group is not None else loose[0].place
    for title, source, target in _TAGS["in" if direction == "ingress" else "out"]:
        sides = [_prefix(source), _prefix(target)]
        at = 1 if direction == "ingress" else 0
        sides[at] = sides[at] & inside
        yield rule(Action.PERMIT, sides[0], sides[1], EVERYTHING, place, f"default rule {title}", name)


def _written(
    plan: Plan, group: Resource | None, loose: Sequence[Resource]
) -> Iterator[tuple[Value, Value | None, Location, str]]:
    listed = group.get("security_rule") if group is not None else None
    for item in (listed.items or ()) if listed is not None else ():
        unknown = group.unknown.get("security_rule") if group is not None and group.unknown is not None else None
        quiet = group is not None and group.unknown is not None and not any_true(unknown)
        yield item, Value(0, members={}) if quiet else None, plan.document.head(item), group.address if group else ""
    for found in loose:
        yield found.values, found.unknown, found.place, found.address


def _rule(
    values: Value, unknown: Value | None, place: Location, address: str, inside: Reach, direction: str
) -> Iterator[tuple[int, Rule]]:
    keys = ("priority", "access", "direction", "protocol", "source_port_range", "source_port_ranges", "destination_port_range",
            "destination_port_ranges")  # fmt: skip
    open_ = unknown is None or any(any_true(unknown.get(k)) for k in keys)
    priority = _get(values, "priority")
    permit = _get(values, "access").lower() != "deny"
    if not permit and (open_ or not priority.isdigit()):
        return  # a denial that may stand anywhere denies nothing for sure
    sides = [_side(values, unknown, "source"), _side(values, unknown, "destination")]
    at = 1 if direction == "ingress" else 0
    if permit:
        sides[at] = sides[at] & inside
    carried = _service(values)
    if open_:
        carried = Carried(over=ANY_SERVICE, doubts=(_LATER,))
    shown = {k: w for k, v in (values.members or {}).items() if any(w := written(v))}
    text = f"{address}: {json.dumps(shown)}"[:400]
    action = Action.PERMIT if permit else Action.DENY
    made = rule(action, sides[0], sides[1], carried, place, text, _get(values, "name") or address)
    yield int(priority) if priority.isdigit() and not open_ else -1, made


def _get(values: Value, key: str) -> str:
    found = values.get(key)
    return scalar_text(found) if found is not None and not is_null(found) else ""


def _side(values: Value, unknown: Value | None, side: str) -> Reach:
    keys = (f"{side}_address_prefix", f"{side}_address_prefixes")
    groups = f"{side}_application_security_group_ids"
    parts = [_prefix(text) for key in keys for text in written(values.get(key)) if text]
    if written(values.get(groups)) or unknown is None or any_true(unknown.get(groups)):
        parts.append(somewhere(AtomKind.DYNAMIC, "members of an application security group"))
    if unknown is None or any(any_true(unknown.get(k)) for k in keys):
        parts.append(somewhere(*_LATER))
    return together(parts)


def _prefix(text: str) -> Reach:
    """Return a CIDR block or what a service tag stands for; `Internet` is any address but those of the virtual network."""
    if text in {"*", "Any", "any"}:
        return EVERYWHERE
    if text[:1].isdigit() or ":" in text:
        return block(text)
    return somewhere(AtomKind.DYNAMIC, f"service tag {text[:60]}")


def _service(values: Value) -> Carried:
    name = _get(values, "protocol").lower()
    sources, targets = (_ports(values, side) for side in ("source", "destination"))
    if sources is None or targets is None or name not in {*NUMBERS, "*"}:
        return Carried(over=ANY_SERVICE, doubts=((AtomKind.UNREADABLE, "ports or protocol that cannot be read"),))
    whole = ((0, 65535),)
    if name == "*" and (sources, targets) == (whole, whole):
        return EVERYTHING
    numbers = [6, 17] if name == "*" else [NUMBERS[name]]  # ports narrow `*` to what has ports
    if name not in {"tcp", "udp", "*"}:
        found = ServiceSet.protocol(numbers[0])
    else:
        found = ServiceSet.union(ServiceSet.ports(n, targets, sources) for n in numbers)
    return Carried(found, found)


def _ports(values: Value, side: str) -> tuple[tuple[int, int], ...] | None:
    texts = [t for key in (f"{side}_port_range", f"{side}_port_ranges") for t in written(values.get(key)) if t]
    spans: list[tuple[int, int]] = []
    for text in texts:
        low, _, high = text.partition("-")
        if text == "*":
            spans.append((0, 65535))
        elif low.strip().isdigit() and (high or low).strip().isdigit() and int(low) <= int(high or low) <= 65535:
            spans.append((int(low), int(high or low)))
        else:
            return None
    return IntervalSet.of(spans).spans or None
