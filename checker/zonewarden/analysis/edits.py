"""What was edited between two versions: rules, bindings, declarations. What it means for packets is in `difference`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields

from zonewarden.site.model import Site
from zonewarden_parsers.model import Action, AddressSet, Binding, Device, Location, Rule, RuleList, ServiceSet


@dataclass(frozen=True, slots=True)
class RuleEdit:
    """A rule that one version of a device has and the other has not, by meaning: wording, place and remarks do not count."""

    device: str
    list_name: str
    added: bool
    rule: Rule


@dataclass(frozen=True, slots=True)
class BindingEdit:
    """A list that one version applies at a place (`in`, `out`, `global`) and the other does not; "" for no list."""

    device: str
    interface: str
    direction: str
    version: int
    before: str
    after: str
    location: Location


@dataclass(frozen=True, slots=True)
class DeclarationEdit:
    """A declared object that was added, removed or changed; `changed` names its fields."""

    kind: str
    id: str
    change: str
    changed: tuple[str, ...]
    location: Location


Meaning = tuple[Action, AddressSet, AddressSet, ServiceSet, tuple[tuple[str, str], ...], bool]


def rule_edits(id_: str, base: Device, head: Device) -> tuple[RuleEdit, ...]:
    """Return the rules that were added to or taken from each list. A renamed list is known by where it is applied."""
    out: list[RuleEdit] = []
    for before, after in _matched_lists(base, head):
        old, new = (Counter(meaning(r) for r in x.rules) if x else Counter[Meaning]() for x in (before, after))
        if before is not None:
            out += (RuleEdit(id_, before.name, False, r) for r in _surplus(before, old - new))
        if after is not None:
            out += (RuleEdit(id_, after.name, True, r) for r in _surplus(after, new - old))
    return tuple(out)


def _surplus(rule_list: RuleList, missing: Counter[Meaning]) -> Iterator[Rule]:
    for rule in rule_list.rules:
        key = meaning(rule)
        if missing[key] > 0:
            missing[key] -= 1
            yield rule


def meaning(rule: Rule) -> Meaning:
    """Return what a rule does, apart from how and where it says so."""
    match = rule.match
    conditions = tuple((a.kind.value, a.text) for a in match.atoms)
    return (rule.action, match.sources, match.destinations, match.services, conditions, rule.enabled)


def _matched_lists(base: Device, head: Device) -> list[tuple[RuleList | None, RuleList | None]]:
    """Pair the lists of two versions: by name, then by where they are applied; the rest stand alone."""
    old, new = {r.name: r for r in base.rule_lists}, {r.name: r for r in head.rule_lists}
    out: list[tuple[RuleList | None, RuleList | None]] = [(old[n], new[n]) for n in old if n in new]
    places = {_places(head, name): name for name in new if name not in old}
    for name in old:
        if name not in new:
            found = places.pop(_places(base, name), None) if _places(base, name) else None
            out.append((old[name], new.get(found) if found else None))
    taken = {b.name for _, b in out if b is not None}
    return out + [(None, new[n]) for n in new if n not in taken]


def renamed_lists(base: Device, head: Device) -> dict[str, str]:
    """Return the lists of `base` that have another name in `head`, where they are applied at the same places."""
    pairs = ((a, b) for a, b in _matched_lists(base, head) if a is not None and b is not None)
    return {a.name: b.name for a, b in pairs if a.name != b.name}


def _places(device: Device, name: str) -> frozenset[tuple[str, str, tuple[int, ...]]]:
    return frozenset((b.interface, b.direction.value, b.families) for b in device.bindings if b.rule_list == name)


def binding_edits(id_: str, base: Device, head: Device) -> tuple[BindingEdit, ...]:
    """Return where another list is applied than before; a list that was only renamed is the same list."""
    renamed = renamed_lists(base, head)
    old, new = _bound(base), _bound(head)
    out: list[BindingEdit] = []
    for place in sorted({*old, *new}):
        before, after = old.get(place), new.get(place)
        one, other = (b.rule_list if b else "" for b in (before, after))
        if renamed.get(one, one) != other:
            location = next(b.location for b in (after, before) if b is not None)
            out.append(BindingEdit(id_, *place, one, other, location))
    return tuple(out)


def _bound(device: Device) -> dict[tuple[str, str, int], Binding]:
    return {(b.interface, b.direction.value, f): b for b in device.bindings for f in b.families}


def declaration_edits(base: Site, head: Site) -> tuple[DeclarationEdit, ...]:
    """Return the declared objects that differ. Addresses of zones that nobody declared follow from the others and do not count."""
    out: list[DeclarationEdit] = []
    for kind, before, after in (
        (
            "zone",
            {k: z for k, z in base.zones.items() if not z.implied},
            {k: z for k, z in head.zones.items() if not z.implied},
        ),
        ("conduit", {c.id: c for c in base.conduits}, {c.id: c for c in head.conduits}),
        ("unit", base.units, head.units),
        ("asset", base.assets, head.assets),
        ("device", base.devices, head.devices),
        ("gateway", {g.id: g for g in base.gateways}, {g.id: g for g in head.gateways}),
        ("vendor", {v.id: v for v in base.vendors}, {v.id: v for v in head.vendors}),
    ):
        out += _objects(kind, before, after)
    return tuple(out)


def _objects(kind: str, before: Mapping[str, object], after: Mapping[str, object]) -> Iterator[DeclarationEdit]:
    for id_ in sorted({*before, *after}):
        old, new = before.get(id_), after.get(id_)
        changed = _changed(old, new) if old is not None and new is not None else ()
        if old is None or new is None or changed:
            change = "added" if old is None else "removed" if new is None else "changed"
            yield DeclarationEdit(kind, id_, change, changed, _location(new if new is not None else old))


def _changed(old: object, new: object) -> tuple[str, ...]:
    names = [f.name for f in fields(old) if f.compare and f.name != "location"]  # type: ignore[arg-type]
    return tuple(name for name in names if getattr(old, name) != getattr(new, name))


def _location(found: object) -> Location:
    place: Location = getattr(found, "location")  # noqa: B009 - every declared object has one
    return place
