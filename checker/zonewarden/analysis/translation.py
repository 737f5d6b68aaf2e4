"""Static translations where inbound lists see the published address: who reaches a host by the address it is known by.

On IOS, and on ASA before 8.3, a list on the outside judges the published (mapped) address; the packet then goes to the
real host. Without this step a permit to a public address would look as if it led nowhere inside (Cisco, *NAT Order of
Operation*: inbound list, then outside-to-inside translation, then routing, then outbound list).
"""

from __future__ import annotations

import re
from dataclasses import replace

from zonewarden.analysis.chain import Filters
from zonewarden.analysis.permitted import NOTHING, Outcome, Permit, Via, in_series, through_list
from zonewarden.analysis.placement import Place
from zonewarden_parsers.model import Action, AddressSet, Direction, IntervalSet, Location, NatRule, Product, ServiceSet

_PORTS = re.compile(r"\b(tcp|udp)\b")


def published(filters: Filters, entry: Place, leave: Place) -> Outcome:
    """Return what IPv4 packets to published addresses reach hosts of `leave`, and which translations leave that open."""
    if not filters.device.lists_before_nat or not filters.device.nat:
        return NOTHING
    permits: list[Permit] = []
    undecided: list[tuple[str, Location]] = list(hidden_sources(filters, entry, leave))
    for rule in filters.device.nat:
        real = rule.real.v4 & leave.addresses.v4
        if rule.kind != "static" or not real or not faces(filters, rule, entry.interface):
            continue
        mapped = published_addresses(filters, rule)
        if not mapped:
            undecided.append((f"{rule.location}: the published address is not in the file: {rule.text}", rule.location))
            continue
        outcome = filters.into(entry, replace(leave, addresses=mapped), 4)
        undecided.extend(outcome.undecided)
        permits.extend(
            t for permit in outcome.permits if (t := _translated(permit, rule, mapped.v4, real)).product.services
        )
    found = Outcome(tuple(permits), tuple(undecided))
    name = filters.bound(leave.interface, Direction.OUT, 4)
    if name and permits:
        part = filters.part(name, (entry.interface, leave.interface))
        real_end = through_list(filters.index((part,), 4), entry.addresses.v4, leave.addresses.v4)
        found = replace(in_series(found, real_end), undecided=(*undecided, *real_end.undecided))
    return found


def seen_through(filters: Filters, entry: Place, leave: Place) -> tuple[tuple[int, ...], str] | None:
    """Return all that `published` depends on between two places, beside their addresses and filters."""
    nat = filters.device.nat
    if not filters.device.lists_before_nat or not nat:
        return None
    facing = (i for i, rule in enumerate(nat) if rule.kind == "static" and faces(filters, rule, entry.interface))
    return tuple(facing), leave.interface if _hides(filters, leave) else ""


def faces(filters: Filters, rule: NatRule, interface: str) -> bool:
    """Return whether a translation works for packets that enter by `interface`; rules without a device have none to tell."""
    if filters.device.placeless:
        return True
    if rule.mapped_interface and filters.interface(rule.mapped_interface) and rule.real_interface:
        return rule.mapped_interface == interface
    found = filters.interface(interface)
    return found is not None and (not _has_sides(filters) or "nat-outside" in found.settings)


def _has_sides(filters: Filters) -> bool:
    return any("nat-outside" in i.settings for i in filters.device.interfaces)


def published_addresses(filters: Filters, rule: NatRule) -> AddressSet:
    """Return the addresses that a translation publishes, those of its interface where it names none; empty if not known."""
    found = filters.interface(rule.mapped_interface) if rule.mapped_interface else None
    return rule.mapped or (found.addresses if found else AddressSet())


def ports_translated(rule: NatRule) -> bool:
    """Return whether a translation is one of ports, which the model does not hold."""
    return bool(_PORTS.search(rule.text))


def _translated(permit: Permit, rule: NatRule, mapped: IntervalSet, real: IntervalSet) -> Permit:
    """Return a permit to published addresses as a permit to the real ones.

    One host for one host is exact. A port translation may change the port, a network one is not followed address by
    address: then the result covers all that may be meant, as only possible.
    """
    p = permit.product
    via = (*permit.via, Via("", rule.text, Action.PERMIT, rule.location))
    if mapped.size == real.size == 1 and not ports_translated(rule):
        return Permit(Product(4, p.sources, real, p.services), via, permit.definite, permit.reasons)
    if rule.published is not None:
        services = _at_port(p.services & rule.published, rule.port)
    else:
        services = _of_words(rule) or p.services
    reasons = (*permit.reasons, f"{rule.location}: addresses or ports are translated: {rule.text}")
    return Permit(Product(4, p.sources, real, services), via, False, reasons)


def _at_port(services: ServiceSet, port: int) -> ServiceSet:
    if not port:
        return services
    return ServiceSet.union(ServiceSet.of((b.protocols,), (b.first,), ((port, port),)) for b in services.boxes())


def _of_words(rule: NatRule) -> ServiceSet:
    """Return all of the protocols that a translation names."""
    kinds = [ServiceSet.protocol(6 if m == "tcp" else 17) for m in _PORTS.findall(rule.text)]
    return ServiceSet.union(kinds)


def hidden_sources(filters: Filters, entry: Place, leave: Place) -> list[tuple[str, Location]]:
    """An outbound list behind a translation sees source addresses that the file's flows do not have."""
    if not _hides(filters, leave):
        return []
    name = filters.bound(leave.interface, Direction.OUT, 4)
    return [
        (f"{rule.location}: list {name} out of {leave.interface} sees translated sources: {rule.text}", rule.location)
        for rule in filters.device.nat
        if rule.kind != "static" or not rule.real.isdisjoint(entry.addresses)
    ][:1]


def _hides(filters: Filters, leave: Place) -> bool:
    """Return whether the list out of an interface may see other sources than the packets came with."""
    found = filters.interface(leave.interface)
    if found is None or not filters.bound(leave.interface, Direction.OUT, 4):
        return False
    return not _has_sides(filters) or "nat-outside" in found.settings
