"""Every named object of a virtual domain, read once, so that unused and empty ones are known as well."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios import schedules, services
from zonewarden_parsers.fortinet_fortios.addresses import Addresses, multicast
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.policy_operands import OperandReader
from zonewarden_parsers.fortinet_fortios.vips import TABLES as VIP_TABLES
from zonewarden_parsers.fortinet_fortios.vips import VirtualIps
from zonewarden_parsers.fortinet_fortios.zones import ZONE
from zonewarden_parsers.model import AddressSet, NamedObject

_SHIPPED = frozenset({"all", "none", "always", "ALL"})


def read_objects(draft: Draft, operands: OperandReader) -> tuple[NamedObject, ...]:
    """Return the named objects; `used` is whether a rule, a route, a VPN or a used group refers to one."""
    mentioned = set(draft.used)
    out: list[NamedObject] = []
    for version in (4, 6):
        out += _addresses(draft, operands.families[version], mentioned)
        out += _addresses(draft, multicast(draft, version), mentioned)
        out += _virtual(draft, operands.virtual[version], version, mentioned)
    out += _services(draft, operands.services, mentioned)
    out += _schedules(draft, mentioned)
    for entry in draft.section(ZONE).entries.values():
        used = (ZONE, entry.name) in mentioned
        out.append(NamedObject(entry.name, "zone", draft.at(entry), used=used, empty=not draft.zones.get(entry.name)))
    return tuple(out)


def _addresses(draft: Draft, family: Addresses, mentioned: set[tuple[str, str]]) -> Iterator[NamedObject]:
    for table in filter(None, family.tables):
        group = table.startswith("firewall addrgrp")
        for entry in draft.section(table).entries.values():
            entry.used = True
            found = family.one(entry.name, entry.line)
            empty = group and not entry.words("member")
            used = entry.name in _SHIPPED or (table, entry.name) in mentioned
            yield NamedObject(entry.name, "network", draft.at(entry), found.under, used, empty, entry.text("comment"))


def _virtual(draft: Draft, virtual: VirtualIps, version: int, mentioned: set[tuple[str, str]]) -> Iterator[NamedObject]:
    for table in VIP_TABLES[version]:
        for entry in draft.section(table).entries.values():
            entry.used = True
            targets = virtual.targets(entry.name) or ()
            addresses = AddressSet.union(t.addresses.under for t in targets)
            yield NamedObject(
                entry.name,
                "virtual-ip",
                draft.at(entry),
                addresses,
                (table, entry.name) in mentioned,
                not targets,
                entry.text("comment"),
            )


def _services(draft: Draft, found: services.Services, mentioned: set[tuple[str, str]]) -> Iterator[NamedObject]:
    for table in (services.CUSTOM, services.GROUP):
        for entry in draft.section(table).entries.values():
            entry.used = True
            found.one(entry.name, entry.line)
            empty = table == services.GROUP and not entry.words("member")
            used = entry.name in _SHIPPED or (table, entry.name) in mentioned
            told = entry.text("comment")
            yield NamedObject(entry.name, "service", draft.at(entry), used=used, empty=empty, description=told)


def _schedules(draft: Draft, mentioned: set[tuple[str, str]]) -> Iterator[NamedObject]:
    for table in (schedules.RECURRING, schedules.ONETIME, schedules.GROUP):
        for entry in draft.section(table).entries.values():
            entry.used = True
            schedules.schedule(draft, entry.name, entry.line)
            used = entry.name in _SHIPPED or (table, entry.name) in mentioned
            yield NamedObject(entry.name, "time-range", draft.at(entry), used=used)
