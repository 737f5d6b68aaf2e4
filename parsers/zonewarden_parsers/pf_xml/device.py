"""The whole reading: sections in the order they depend on one another, then the draft frozen into a device."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import Ledger, count_lines
from zonewarden_parsers.local_access import access
from zonewarden_parsers.model import (
    ANY,
    AddressSet,
    AdminService,
    Aspect,
    Device,
    Diagnostic,
    Effect,
    Gap,
    LineState,
    Location,
    ManagementPlane,
    NamedObject,
    RuleList,
    Severity,
    SnmpAccess,
)
from zonewarden_parsers.pf_xml.aliases import PORT_TYPES, addresses_of, claim_extras, read_aliases
from zonewarden_parsers.pf_xml.dialect import Dialect
from zonewarden_parsers.pf_xml.draft import Draft
from zonewarden_parsers.pf_xml.interfaces import read_interfaces
from zonewarden_parsers.pf_xml.irrelevant import claim_sections
from zonewarden_parsers.pf_xml.lists import build
from zonewarden_parsers.pf_xml.management import read_management
from zonewarden_parsers.pf_xml.nat import read_nat
from zonewarden_parsers.pf_xml.routing import read_routing
from zonewarden_parsers.pf_xml.rules import read_rules, read_schedules
from zonewarden_parsers.pf_xml.secrets import read_secrets
from zonewarden_parsers.pf_xml.vpns import read_vpns
from zonewarden_parsers.pf_xml.web import REDIRECT, Listener, listeners
from zonewarden_parsers.xml_lines import Document, paint, read_xml


def parse(text: str, path: str, dialect: Dialect) -> Parsed:
    """Read a whole `config.xml`. Whatever `text` holds, it returns; behind a fault in the XML everything is unknown."""
    document, ledger = read_xml(text), Ledger(path, count_lines(text))
    device = _read(document, ledger, path, dialect, text)
    return Parsed(path, dialect.platform, (device,), device.diagnostics, device.coverage)


def _read(document: Document, ledger: Ledger, path: str, dialect: Dialect, text: str) -> Device:
    if document.root is None or document.root.tag != dialect.root:
        reason = document.fault.message if document.fault else f"the outermost element is not {dialect.root}"
        return _unreadable(document, ledger, path, dialect, text, reason)
    draft = Draft(path, ledger, dialect, document.root)
    draft.root.claim()
    for read in (
        read_schedules, read_aliases, read_interfaces, read_management, read_vpns, read_rules, read_nat, read_routing, claim_extras,
        claim_sections, read_secrets,
    ):  # fmt: skip
        read(draft)
    if document.fault is not None:
        _report_fault(draft, document)
    lists, bindings, local = build(draft)
    services = tuple(_services(draft, local))
    paint(document, ledger, text)
    _report_unpainted(draft)
    return Device(
        name=draft.root.value("system", "hostname") or re.sub(r"\.[^.]*$", "", path.rsplit("/", 1)[-1]),
        platform=dialect.platform,
        path=path,
        coverage=ledger.coverage(),
        stateful=True,
        version=draft.root.value("version"),
        interfaces=tuple(draft.interfaces.values()),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.dynamic_routing),
        rule_lists=lists,
        bindings=bindings,
        nat=tuple(draft.nat),
        vpns=tuple(draft.vpns),
        management=ManagementPlane(
            services, (), tuple(draft.users), _snmp_sources(draft, services), tuple(draft.servers), tuple(draft.secrets),
            tuple(draft.settings),
        ),
        objects=tuple(_objects(draft)),
        undefined=tuple(dict.fromkeys(draft.undefined)),
        gaps=tuple(dict.fromkeys(draft.gaps)),
        diagnostics=draft.diagnostics(),
    )  # fmt: skip


def _unreadable(document: Document, ledger: Ledger, path: str, dialect: Dialect, text: str, reason: str) -> Device:
    paint(document, ledger, text)
    ledger.states = [s if s is LineState.BLANK else LineState.UNKNOWN for s in ledger.states]
    at = Location(path, max(1, min(document.fault.line if document.fault else 1, ledger.total)))
    ledger.diagnostics.append(Diagnostic(at, "unreadable", reason, Severity.ERROR))
    for number, state in enumerate(ledger.states, 1):
        if state is LineState.UNKNOWN:
            ledger.diagnostics.append(Diagnostic(Location(path, number), "unknown-line", "line not understood"))
    return Device(
        name=path.rsplit("/", 1)[-1], platform=dialect.platform, path=path, coverage=ledger.coverage(), stateful=True,
        gaps=(Gap(Aspect.ALL, Effect.EITHER, reason, at),), diagnostics=tuple(ledger.diagnostics),
    )  # fmt: skip


def _report_fault(draft: Draft, document: Document) -> None:
    fault = document.fault
    if fault is not None:
        at = Location(draft.path, max(1, min(fault.line, draft.ledger.total)))
        draft.note(at, "unreadable", fault.message, Severity.ERROR)
        draft.gaps.append(Gap(Aspect.ALL, Effect.EITHER, fault.message, at))


def _report_unpainted(draft: Draft) -> None:
    """Give every unknown line its diagnostic; a gap stands where it was found, or is added for lines nobody looked at."""
    covered = [(d.location.line, d.location.end_line or d.location.line) for d in draft.ledger.diagnostics]
    told = {n for low, high in covered for n in range(low, min(high, draft.ledger.total) + 1)}
    single = {d.location.line for d in draft.ledger.diagnostics}
    for number, state in enumerate(draft.ledger.states, 1):
        if state is not LineState.UNKNOWN or number in single:
            continue
        at = Location(draft.path, number)
        draft.note(at, "unknown-line", "line not understood")
        if number not in told:
            draft.gaps.append(Gap(Aspect.ALL, Effect.EITHER, "line not understood", at))


def _services(draft: Draft, local: RuleList) -> Iterator[AdminService]:
    """Yield every administrative service once an interface where somebody reaches it, with those who do."""
    for found in listeners(draft):
        for interface in draft.interfaces.values():
            if (
                found.protocol == REDIRECT
                or not interface.enabled
                or (found.interfaces and interface.name not in found.interfaces)
            ):
                continue
            yield from _reached(found, interface.name, draft, local)


def _reached(found: Listener, name: str, draft: Draft, local: RuleList) -> Iterator[AdminService]:
    """Yield the service as reached by one interface: on any address of the firewall, since pf binds none to an interface."""
    own = AddressSet.union(i.addresses for i in draft.interfaces.values())
    if not own or draft.leased:
        own = ANY
    reach = access(local, name, own, found.service)
    if reach.sources:
        yield AdminService(
            found.protocol, found.location, reach.sources, (name,), local.name, sources_known=reach.exact
        )


def _snmp_sources(draft: Draft, services: tuple[AdminService, ...]) -> tuple[SnmpAccess, ...]:
    sources = AddressSet.union(s.sources for s in services if s.protocol == "snmp")
    return tuple(replace(s, sources=sources) for s in draft.snmp)


def _objects(draft: Draft) -> Iterator[NamedObject]:
    nested = {m.lstrip("!") for a in draft.aliases.values() for m in a.members}
    used = set(draft.used)
    for alias in draft.aliases.values():
        kind = "service" if alias.type in PORT_TYPES else "network"
        before = len(draft.undefined)
        found = addresses_of(draft, alias.name, alias.location).under if kind == "network" else None
        del draft.undefined[before:]
        known = alias.name in used or alias.name in nested
        if found is None:
            yield NamedObject(alias.name, kind, alias.location, used=known, empty=not alias.members)
        else:
            yield NamedObject(alias.name, kind, alias.location, found, known, not alias.members)
