"""A file of Azure resources as placeless devices: one for each security group and direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from zonewarden_parsers.azure_arm.resources import GROUP, RULE, Resource, is_expression, read_resources
from zonewarden_parsers.azure_arm.rules import Entry, read_rule
from zonewarden_parsers.base import Parsed
from zonewarden_parsers.cloud.azure_groups import ordered
from zonewarden_parsers.cloud.network import Filter, fault, finish
from zonewarden_parsers.cloud.operands import somewhere
from zonewarden_parsers.json_lines import Document, Value, is_list_of_objects, is_null, read_json
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.model import Action, Aspect, AtomKind, Diagnostic, Effect, Gap, LineState, RuleList

_FILTERS = (
    "microsoft.network/azurefirewalls",
    "microsoft.network/firewallpolicies",
    "microsoft.network/networkmanagers/securityadminconfigurations",
    "microsoft.network/networkmanagers/securityuserconfigurations",
    "microsoft.resources/deployments",
)
"""Resources that permit or deny packets, or may bring some that do, and are not in the model."""


def read_device(text: str, path: str, platform: str) -> Parsed:
    """Parse one file."""
    document = read_json(text, path)
    ledger = Ledger(path, count_lines(text))
    if document.root is not None:
        document.root.claim_all(LineState.IRRELEVANT)
    gaps = [*fault(document, ledger)]
    resources = [*read_resources(document.root)]
    groups = _groups(resources)
    filters = [f for name, (place, entries) in groups.items() for f in _filters(document, name, place, entries)]
    for value, message in (*_computed(resources), *_unknown(groups)):
        value.claim(LineState.UNKNOWN)
        place = document.head(value)
        ledger.diagnostics.append(Diagnostic(place, "unknown-part", message))
        gaps.append(Gap(Aspect.FLOWS, Effect.EITHER, message, place))
    return finish(document, text, platform, filters, gaps, ledger)


Groups = dict[str, tuple[Value, list[Entry]]]


def _groups(resources: Sequence[Resource]) -> Groups:
    """Return the security groups by name: where each stands, its rules inside and as resources of their own."""
    out: Groups = {}
    for resource in (r for r in resources if r.type == GROUP):
        resource.value.claim_all()
        listed = resource.get("securityRules")
        entries = (
            [Entry(item, resource.name) for item in (listed.items or ()) if item.members is not None] if listed else []
        )
        out.setdefault(resource.name, (resource.value, []))[1].extend(entries)
    for resource in (r for r in resources if r.type == RULE):
        resource.value.claim_all()
        name = resource.name.rpartition("/")[0] or "a group that is not in the file"
        held = [] if name not in out else out[name][1]
        if all(entry.value is not resource.value for entry in held):  # not one that already stands inside its group
            out.setdefault(name, (resource.value, []))[1].append(Entry(resource.value, name))
    return out


def _filters(document: Document, name: str, holder: Value, entries: Sequence[Entry]) -> Iterator[Filter]:
    place, found = document.head(holder), [read_rule(document, entry) for entry in entries]
    inside = somewhere(AtomKind.DYNAMIC, f"members of {name}")
    for direction in ("ingress", "egress"):
        rules = tuple(replace(r, index=i) for i, r in enumerate(ordered(found, direction, inside, name, place)))
        yield Filter(f"{name} {direction}", RuleList(direction, rules, place, Action.DENY, place), stateful=True)


def _computed(resources: Sequence[Resource]) -> Iterator[tuple[Value, str]]:
    """Yield what a template decides when it is deployed, and filters that are not in the model."""
    for resource in resources:
        if resource.type.startswith(_FILTERS):
            yield resource.value, f"{resource.name}: {resource.type} is not in the model and may permit or deny packets"
        if resource.type not in {GROUP, RULE}:
            continue
        for key in ("condition", "copy"):
            for holder in (resource.value, resource.value.get("properties")):
                found = holder.get(key) if holder is not None else None
                if found is not None:
                    yield found, f"{resource.name}: `{key}` decides only when the template is deployed"
        listed = resource.get("securityRules")
        if listed is not None and not is_null(listed) and not is_list_of_objects(listed):
            computed = any(is_expression(v) for v in (listed, *(listed.items or ())))
            how = "are computed when the template is deployed" if computed else "are no list of objects"
            yield resource.value, f"{resource.name}: its rules {how}"


def _unknown(groups: Groups) -> Iterator[tuple[Value, str]]:
    for _, entries in groups.values():
        for entry in entries:
            for key, value in entry.unknown():
                if key not in {"condition", "copy"}:
                    yield value, f"{key[:60]} is not in the model and may narrow or widen the rule"
