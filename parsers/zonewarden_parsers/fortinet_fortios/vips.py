"""Virtual IPs: published addresses, where they lead, and what a policy that names one permits.

FortiOS translates the destination before it looks a policy up, so a policy with a virtual IP sees the mapped address and
the mapped port (FortiOS Administration Guide, *Virtual IPs*; technical tip 355966). Its destination is written as that.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import Doubt, Operand, doubtful, exact, interval, joined
from zonewarden_parsers.fortinet_fortios.services import port_span
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import ANY4, ANY6, ANY_SERVICE, NOWHERE, AddressSet, AtomKind, NatRule, ServiceSet

_PROTOCOLS = {"tcp": 6, "udp": 17, "sctp": 132, "icmp": 1}
TABLES = {4: ("firewall vip", "firewall vipgrp"), 6: ("firewall vip6", "firewall vipgrp6")}
_EVERYTHING = {4: ANY4, 6: ANY6}
MAX_NESTING = 16


@dataclass(frozen=True, slots=True)
class Target:
    """Where a virtual IP leads: the addresses behind it and the services that it forwards."""

    addresses: Operand
    services: ServiceSet = ANY_SERVICE


@dataclass(slots=True)
class VirtualIps:
    """The virtual IPs of one family by name, each resolved once."""

    draft: Draft
    version: int
    known: dict[str, tuple[Target, ...]] = field(default_factory=dict)

    def current(self, name: str, line: int) -> str:
        """Return today's name of what `name` meant at `line`."""
        for table in TABLES[self.version]:
            name = self.draft.section(table).current(name, line)
        return name

    def targets(self, name: str, depth: int = 0) -> tuple[Target, ...] | None:
        """Return where a virtual IP or a group of them leads, None where no such one is configured."""
        found = self.known.get(name)
        if found is not None:
            return found
        single, group = (self.draft.section(t).entries.get(name) for t in TABLES[self.version])
        if single is not None:
            self.draft.used.add((TABLES[self.version][0], name))
            found = tuple(_targets(single, self.version))
        elif group is not None:
            self.draft.used.add((TABLES[self.version][1], name))
            group.claim("interface")
            found = tuple(self._members(group, depth))
        else:
            return None
        self.known[name] = found
        return found

    def _members(self, group: Node, depth: int) -> Iterator[Target]:
        for member in group.words("member"):
            found = self.targets(self.current(member, group.at("member")), depth + 1) if depth < MAX_NESTING else None
            if found is None:
                self.draft.missing("network", member, group.at("member"))
                yield Target(doubtful(AtomKind.REFERENCE, f"{member} is not defined", _EVERYTHING[self.version]))
            else:
                yield from found

    def everything(self) -> AddressSet:
        """Return all addresses that some virtual IP may lead to."""
        entries = self.draft.section(TABLES[self.version][0]).entries
        return AddressSet.union(t.addresses.over for name in entries for t in self.targets(name) or ())


def _targets(entry: Node, version: int) -> Iterator[Target]:
    """Yield where one virtual IP leads: its mapped addresses, or one target for each real server."""
    kind = entry.text("type", "static-nat")
    limits = [
        Doubt(AtomKind.OTHER, f"{entry.name} only for some sources")
        for n in ("src-filter", "srcintf-filter")
        if entry.words(n)
    ]
    entry.claim(
        "id",
        "extip",
        "extaddr",
        "extintf",
        "nat-source-vip",
        "arp-reply",
        "src-vip-filter",
        "ipv4-mappedip",
        "ipv6-mappedip",
    )
    if kind == "access-proxy":
        entry.claim("extport", "server-type", "protocol")
        return
    if entry.off("status"):
        entry.claim(*entry.fields)
        return
    servers = entry.table("realservers").entries.values()
    if servers or kind == "server-load-balance":
        entry.claim("server-type", "ldb-method", "extport", "protocol", "mappedip", "mappedport", "portforward")
        for server in servers:
            yield _server(entry, server, limits)
        return
    services = _forwarded(entry)
    parts = [_mapped(entry, text, version) for text in entry.words("mappedip")]
    if entry.words("mapped-addr"):
        parts.append(doubtful(AtomKind.FQDN, f"{entry.name}: {entry.text('mapped-addr')}", _EVERYTHING[version]))
    if not parts:
        parts.append(doubtful(AtomKind.UNREADABLE, f"{entry.name} has no mapped address", _EVERYTHING[version]))
    whole = joined(parts)
    yield Target(Operand(whole.over, NOWHERE if limits else whole.under, (*whole.doubts, *limits)), services)


def _mapped(entry: Node, text: str, version: int) -> Operand:
    found = interval(text)
    if found is None or not found.family(version):
        return doubtful(
            AtomKind.UNREADABLE, f"{entry.name}: mapped address {text} cannot be read", _EVERYTHING[version]
        )
    return exact(found)


def _forwarded(entry: Node) -> ServiceSet:
    """Return the services behind a virtual IP: all, or with port forwarding those of the mapped ports."""
    entry.claim("portmapping-type")
    if not entry.on("portforward"):
        entry.claim("extport", "mappedport", "protocol")
        return _named(entry)
    number = _PROTOCOLS.get(entry.text("protocol", "tcp"), 6)
    if number == 1:
        return ServiceSet.icmp(1)
    span = port_span(entry.text("mappedport") or entry.text("extport"))
    entry.claim("extport")
    return ServiceSet.ports(number, ((0, 65535),) if span is None else (span,))


def _named(entry: Node) -> ServiceSet:
    entry.claim("service")
    return ANY_SERVICE


def _server(entry: Node, server: Node, limits: list[Doubt]) -> Target:
    text = server.text("ip")
    server.claim(
        "status", "weight", "healthcheck", "http-host", "type", "max-connections", "monitor", "id", "client-ip"
    )
    span = port_span(server.text("port", "0"))
    number = 17 if entry.text("server-type") == "udp" else 6
    anything = entry.text("server-type") in ("ip", "") or span is None or span == (0, 0)
    services = ANY_SERVICE if anything or span is None else ServiceSet.ports(number, (span,))
    found = interval(text) if text else None
    where = (
        exact(found)
        if found
        else doubtful(AtomKind.DYNAMIC, f"{entry.name}: {server.text('address') or 'real server'}")
    )
    return Target(Operand(where.over, NOWHERE if limits else where.under, (*where.doubts, *limits)), services)


def translations(draft: Draft) -> Iterator[NatRule]:
    """Yield one static translation for each virtual IP that is in use, `real` behind `mapped`.

    `real` is empty where the file does not tell the host (a name, a real server that is found at run time).
    """
    for version in (4, 6):
        for name, entry in draft.section(TABLES[version][0]).entries.items():
            targets = VirtualIps(draft, version).targets(name) or ()
            real = AddressSet.union(t.addresses.over for t in targets)
            if _EVERYTHING[version] <= real:
                real = NOWHERE
            external = entry.text("extip")
            mapped = interval(external) if external else None
            interface = entry.text("extintf", "any")
            if not targets:
                continue
            forward = (
                f" {entry.text('protocol', 'tcp')} port {entry.text('extport')}" if entry.on("portforward") else ""
            )
            text = f"vip {name}: {external or entry.text('extaddr')} to {real}{forward}"
            yield NatRule(
                "static", draft.at(entry), text, mapped_interface="" if interface == "any" else interface,
                real=real, mapped=mapped or NOWHERE,
            )  # fmt: skip
