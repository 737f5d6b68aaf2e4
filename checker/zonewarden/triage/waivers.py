"""Exceptions in force, laid over findings: exactly the packets that were accepted, and not one more.

An exception waives only while it is approved and not over, states an owner and a reason, and was accepted by somebody
of OT and by somebody of IT or security; and never a policy that the site declares as not waivable. What a finding holds
beyond the accepted packets stays a finding of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from zonewarden.analysis.conduits import allowed_packets, minus, within
from zonewarden.analysis.packet_scope import EVERYWHERE, assets_addresses, services_named, window
from zonewarden.analysis.permitted import Permit
from zonewarden.site.model import Conduit, Entry, Site
from zonewarden.site.shapes import day, is_network, moment
from zonewarden_parsers.model import AddressSet, Product
from zonewarden_parsers.strict_yaml.nodes import Mapping, Node, mappings, scalars, text, texts

APPROVED = "deviation-approved"
NEVER = frozenset({"SEG-010", "SEG-012", "RA-022", "IR-005"})
"""What no exception waives where a site says nothing (CONTROLS, GOV-010)."""
IT_ROLES = frozenset({"security", "cybersecurity", "it", "it_manager", "it_security", "ciso", "soc"})


@dataclass(frozen=True, slots=True)
class Waiver:
    """An approved exception. `packets` is None where it names none: then it waives findings without packets, or whole
    findings by their `fingerprints`, which hold the packets already. `conduits` are the packets that those of its objects that
    are conduits let through: it accepts them in any finding. One that is not `in_force` waives nothing.
    """

    id: str
    policies: frozenset[str]
    objects: frozenset[str]
    fingerprints: frozenset[str]
    packets: tuple[Product, ...] | None
    reason: str
    conduits: tuple[Product, ...] = ()
    in_force: bool = True

    def waives(self, policy: str, subject: str) -> bool:
        """Return whether it may waive findings of this policy and, where it names objects, on this subject or of its conduits."""
        named = not self.objects or subject in self.objects or bool(self.conduits)
        return self.in_force and policy in self.policies and named

    def accepted(self, subject: str) -> tuple[Product, ...]:
        """Return the packets that it accepts in findings on a subject: those that it names, or those of its conduits."""
        if self.packets is None:
            return self.conduits
        return self.packets if not self.objects or subject in self.objects else ()


def waivers(site: Site, now: datetime) -> tuple[Waiver, ...]:
    """Return the site's approved exceptions, in force at this moment or not, in order of declaration."""
    approved = [e for e in site.registers.get("exceptions", ()) if text(e.node.get("status")) == APPROVED]
    return tuple(replace(_waiver(entry, site), in_force=not refusal(entry, site, now)) for entry in approved)


def refusal(entry: Entry, site: Site, now: datetime) -> str:
    """Return why an exception waives nothing, or nothing where it does."""
    node = entry.node
    end = _end(text(node.get("expires")), site)
    barred = sorted(set(texts(node.get("policy_ids"))) & not_waivable(site))
    if text(node.get("status")) != APPROVED:
        return "it is not approved"
    if end is None or end <= now:
        return "it has no end" if end is None else "it is over"
    if not text(node.get("owner")) or not text(node.get("justification")):
        return "it states no owner or no reason"
    if len(_sides(texts(node.get("accepted_by")), site)) < 2:
        return "it is not accepted by both OT and IT"
    return f"{barred[0]} cannot be waived" if barred else ""


def split(
    permits: Sequence[Permit], found: Iterable[Waiver], subject: str
) -> tuple[tuple[Permit, ...], list[tuple[Waiver, tuple[Permit, ...]]]]:
    """Return what of the permits of a finding nobody accepted, and what each waiver takes of them."""
    left = tuple(permits)
    taken: list[tuple[Waiver, tuple[Permit, ...]]] = []
    for waiver in found:
        part = within(left, waiver.accepted(subject))
        if part:
            taken.append((waiver, part))
            left = minus(left, waiver.accepted(subject))
    return left, taken


def not_waivable(site: Site) -> set[str]:
    """Return the policies that no exception and no baseline of a site may waive."""
    stated = {name for entry in site.registers.get("sites", ()) for name in texts(entry.node.get("non_waivable"))}
    return stated or set(NEVER)


def _end(written: str, site: Site) -> datetime | None:
    last = day(written)
    if last is None:
        return moment(written)
    return None if last.year == 9999 else end_of_day(last, site)


def end_of_day(last: date, site: Site) -> datetime:
    """Return the end of a day where the site is."""
    return datetime.combine(last + timedelta(1), time(), site.time_zone)


def _sides(people: Iterable[str], site: Site) -> set[str]:
    """Return which sides these people stand for: by their role, or by their seat in the council."""
    roles = {e.id: text(e.node.get("role")) for e in site.registers.get("people", ())}
    for council in site.registers.get("council", ()):
        roles |= {text(s.get("id")): text(s.get("role")) for s in mappings(council.node.get("seats"))} | roles
    known = [roles[p] for p in people if roles.get(p)]
    return {"it" if role in IT_ROLES else "ot" for role in known}


def _waiver(entry: Entry, site: Site) -> Waiver:
    node = entry.node
    windows = mappings(node.get("scope", "packets"))
    people = " and ".join(texts(node.get("accepted_by")))
    return Waiver(
        id=entry.id,
        policies=frozenset(texts(node.get("policy_ids"))),
        objects=frozenset(texts(node.get("scope", "objects"))),
        fingerprints=frozenset(texts(node.get("scope", "fingerprint"))),
        packets=tuple(p for w in windows for p in _packets(w, site)) if windows else None,
        conduits=tuple(p for c in site.conduits if c.id in texts(node.get("scope", "objects")) for p in _passing(c)),
        reason=f"exception {entry.id}, accepted by {people} until {text(node.get('expires'))}: {text(node.get('justification'))}",
    )


def _passing(conduit: Conduit) -> Iterator[Product]:
    """Yield the packets by which a conduit lets sessions be opened, either way."""
    yield from allowed_packets(conduit, conduit.from_zone, conduit.to_zone)
    yield from allowed_packets(conduit, conduit.to_zone, conduit.from_zone)


def _packets(node: Mapping, site: Site) -> Iterator[Product]:
    sources = _end_of(node.get("from_zone"), node.get("sources"), site)
    destinations = _end_of(node.get("to_zone"), node.get("destinations"), site)
    yield from window(sources, destinations, services_named(site, texts(node.get("services"))))


def _end_of(zone: Node | None, ends: Node | None, site: Site) -> AddressSet:
    """Return the addresses of one end: of the zone, of the named hosts and networks, or of these within the zone."""
    named = site.zones[text(zone)].addresses if text(zone) in site.zones else EVERYWHERE
    if ends is None:
        return named
    listed = scalars(ends)
    networks = AddressSet.union(AddressSet.parse(s.text) for s in listed if is_network(s.text))
    return (networks | assets_addresses(site, [s.text for s in listed])) & named
