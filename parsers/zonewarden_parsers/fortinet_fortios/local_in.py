"""Administrative access by interface: `allowaccess`, narrowed by trusted hosts and local-in policies.

FortiOS Administration Guide, *Trusted hosts* and *Local-in policy*: local-in policies are asked in order before the access
that an interface allows; an administrator may log in only from the trusted hosts, and while every administrator has some, the
device answers no one else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden_parsers.fortinet_fortios import irrelevant
from zonewarden_parsers.fortinet_fortios.accounts import administrators_from
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.interfaces import INTERFACE
from zonewarden_parsers.fortinet_fortios.operands import Operand
from zonewarden_parsers.fortinet_fortios.policy_operands import EVERYTHING, OperandReader
from zonewarden_parsers.fortinet_fortios.schedules import schedule
from zonewarden_parsers.fortinet_fortios.services import ServiceOperand
from zonewarden_parsers.fortinet_fortios.snmp import managers
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.zones import PortReader
from zonewarden_parsers.model import NOWHERE, AddressSet, AdminService, Aspect, Effect, ServiceSet

TABLES = {4: "firewall local-in-policy", 6: "firewall local-in-policy6"}
_PORTS = {
    "https": ("admin-sport", 443),
    "http": ("admin-port", 80),
    "ssh": ("admin-ssh-port", 22),
    "telnet": ("admin-telnet-port", 23),
}
_FIXED = {"snmp": (17, 161), "fgfm": (6, 541)}
_LOGINS = frozenset(_PORTS)
_QUIET = frozenset(
    {
        "ping",
        "probe-response",
        "capwap",
        "fabric",
        "auto-ipsec",
        "radius-acct",
        "ftm",
        "speed-test",
        "dnp",
        "scim",
        "icond",
    }
)
"""Access that is no administration: answers to probes, access points, accounting, the security fabric."""


@dataclass(frozen=True, slots=True)
class LocalRule:
    """One local-in policy: whether it accepts, from where, for what, at which interfaces (None: all)."""

    accept: bool
    sources: Operand
    services: ServiceOperand
    interfaces: frozenset[str] | None
    certain: bool
    name: str


def read_services(draft: Draft, operands: OperandReader, ports: PortReader) -> None:
    """Read the administrative services of each interface with the addresses that may use them."""
    rules = {v: list(_rules(draft, operands, ports, v)) for v in (4, 6)}
    people, pollers = administrators_from(draft), managers(draft)
    for section in draft.both(INTERFACE):
        for entry in section.entries.values():
            if entry.name not in draft.interfaces:
                continue
            for node, field, version in _accesses(entry):
                for word in node.words(field):
                    sources = pollers if word == "snmp" else people
                    _service(draft, entry.name, word, node.at(field), sources, rules[version], version)


def _accesses(entry: Node) -> Iterator[tuple[Node, str, int]]:
    """Yield where an interface states its access: itself, its IPv6 part, its secondary addresses while they are in use."""
    yield entry, "allowaccess", 4
    yield entry.table("ipv6"), "ip6-allowaccess", 6
    for extra in entry.table("secondaryip").entries.values():
        extra.claim("allowaccess")
        if entry.on("secondary-IP"):
            yield extra, "allowaccess", 4


def _service(
    draft: Draft, interface: str, word: str, line: int, sources: AddressSet, rules: list[LocalRule], version: int
) -> None:
    if word in _QUIET:
        return
    if word not in _LOGINS and word not in _FIXED:
        draft.gap(Aspect.MANAGEMENT, Effect.MAY_PERMIT, f"access {word} is not known", line, interface)
        return
    family = EVERYTHING[version]
    start = family if word == "fgfm" else sources & family
    service = _port(draft, word)
    allowed, certain, names = narrowed(start, service, interface, rules)
    if allowed or not certain:
        draft.management.services.append(
            AdminService(
                word, draft.place(line), allowed, (interface,), ", ".join(names), f"{word} at {interface}", certain
            )
        )


def _port(draft: Draft, word: str) -> ServiceSet:
    if word in _FIXED:
        protocol, port = _FIXED[word]
        return ServiceSet.ports(protocol, ((port, port),))
    field, default = _PORTS[word]
    text = draft.section("system global").text(field)
    port = int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else default
    return ServiceSet.ports(6, ((port, port),))


def narrowed(
    start: AddressSet, service: ServiceSet, interface: str, rules: list[LocalRule]
) -> tuple[AddressSet, bool, list[str]]:
    """Return which of the addresses the local-in policies let use a service, whether that is sure, and their names.

    First match over the policies; what none of them matches keeps the access of the interface.
    """
    left, allowed, certain = start, NOWHERE, True
    names: list[str] = []
    for rule in rules:
        if (rule.interfaces is not None and interface not in rule.interfaces) or rule.services.over.isdisjoint(service):
            continue
        sure = rule.certain and service <= rule.services.under and not rule.sources.doubts
        names.append(rule.name)
        certain = certain and sure
        if rule.accept:
            allowed = allowed | (left & rule.sources.over)
        if rule.certain and service <= rule.services.under:
            left = left - rule.sources.under
    return allowed | left, certain, names


def _rules(draft: Draft, operands: OperandReader, ports: PortReader, version: int) -> Iterator[LocalRule]:
    for entry in draft.section(TABLES[version]).entries.values():
        entry.used = True
        if entry.off("status"):
            entry.claim(*entry.fields)
            continue
        yield _rule(draft, operands, ports, entry, version)


def _rule(draft: Draft, operands: OperandReader, ports: PortReader, entry: Node, version: int) -> LocalRule:
    """Read one local-in policy; one for some of the device's own addresses is not sure to cover an interface."""
    names = entry.words("intf") or entry.words("interface")
    where = ports.read(names, entry.at("intf")) if names else None
    section = TABLES[version]
    sources = operands.sources(entry, version)
    services = operands.service(entry, section)
    target = operands.field(entry, "dstaddr", version)
    when = schedule(draft, entry.text("schedule", "always"), entry.at("schedule"))
    accept = entry.text("action") == "accept"
    entry.claim(
        "name", "status", "comments", "logtraffic", "internet-service-src", "ha-mgmt-intf-only", "virtual-patch"
    )
    certain = (
        when.always
        and EVERYTHING[version] <= target.under
        and not (where and where.doubts)
        and not entry.on("ha-mgmt-intf-only")
        and all(f.used or not f.present or irrelevant.is_field(section, n) for n, f in entry.fields.items())
    )
    interfaces = where.names if where else None
    return LocalRule(accept, sources, services, interfaces, certain, f"local-in {entry.name}")
