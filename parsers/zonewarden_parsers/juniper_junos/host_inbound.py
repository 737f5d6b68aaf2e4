"""Who reaches the device itself: system services, zones' host-inbound-traffic, lo0 filters, policies to junos-host.

Junos Security Zones documentation, *host-inbound-traffic*: an interface's own statement replaces its zone's; nothing is
accepted where neither allows it. Junos Firewall Filters User Guide, *loopback filters*: an input filter of lo0 is asked about every packet to the
device. A policy to zone junos-host narrows what host-inbound-traffic lets in; without one that matches, it stands.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.policies import HOST_LIST
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    NOWHERE,
    Action,
    AddressSet,
    AdminService,
    Location,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.services import TCP, UDP

PORTS = {"ssh": (TCP, 22), "telnet": (TCP, 23), "http": (TCP, 80), "https": (TCP, 443), "ftp": (TCP, 21), "netconf": (TCP, 830),
         "snmp": (UDP, 161), "finger": (TCP, 79), "xnm-clear-text": (TCP, 3221), "xnm-ssl": (TCP, 3220), "rlogin": (TCP, 513),
         "rsh": (TCP, 514), "tftp": (UDP, 69), "grpc": (TCP, 32767), "rest": (TCP, 3000), "reverse-telnet": (TCP, 2900), "reverse-ssh": (TCP, 2901)}  # fmt: skip
_WORDS = {"https": ("https", "webapi-ssl"), "http": ("http", "webapi-clear-text")}
_EVERYTHING = ("all", "any-service")


@dataclass(frozen=True, slots=True)
class Offer:
    """A service that the device runs, by whatever interface: `port` where it is not the usual one."""

    protocol: str
    at: Location
    port: int | None = None
    interfaces: tuple[str, ...] = ()
    sources: AddressSet = ANY


def admin_services(draft: Draft, offers: Iterable[Offer]) -> None:
    """Add one AdminService for each way in to each service that is on."""
    guards = _lo0_filters(draft)
    zones = _allowed(draft)
    for offer in offers:
        for interfaces, at in _ways(draft, offer, zones):
            sources, known, names = _sources(draft, offer, guards, interfaces)
            if sources:
                draft.services.append(AdminService(offer.protocol, at, sources, interfaces, names, sources_known=known))


def _ways(
    draft: Draft, offer: Offer, zones: dict[str, tuple[Node, frozenset[str]]] | None
) -> list[tuple[tuple[str, ...], Location]]:
    if zones is None:
        return [(offer.interfaces, offer.at)]
    out: list[tuple[tuple[str, ...], Location]] = []
    for interface, (node, words) in zones.items():
        wanted = _WORDS.get(offer.protocol, (offer.protocol,))
        let_in = words & {*wanted, *_EVERYTHING} and not words & {f"!{w}" for w in wanted}
        if let_in and (not offer.interfaces or interface in offer.interfaces):
            out.append(((interface,), node.at))
    managed = [i for i in draft.interfaces.values() if i.management_only and not i.zone]
    out += [((i.name,), offer.at) for i in managed if not offer.interfaces or i.name in offer.interfaces]
    return out


def _allowed(draft: Draft) -> dict[str, tuple[Node, frozenset[str]]] | None:
    """Return the system services that each interface lets in, with their place; None on a device without zones."""
    top = draft.root.get("security", "zones")
    if top is None:
        return None
    out: dict[str, tuple[Node, frozenset[str]]] = {}
    kinds = [z for kind in ("security-zone", "functional-zone") for z in top.under(kind)]
    for zone in kinds:
        general = _words(zone)
        members = draft.zones.get(zone.word, frozenset())
        own: dict[str, tuple[Node, frozenset[str]]] = {}
        for member in zone.under("interfaces"):
            name = member.word if "." in member.word or member.word == "all" else f"{member.word}.0"
            found = _words(member)
            if found is not None:
                own[name] = found
            members |= {name} - {"all"}
        for name in sorted(members):
            found = own.get(name) or own.get("all") or general
            if found is not None:
                out[name] = found
    return out


def _words(node: Node) -> tuple[Node, frozenset[str]] | None:
    inbound = node.get("host-inbound-traffic")
    if inbound is None:
        return None
    inbound.take_all()
    services = inbound.get("system-services")
    words: set[str] = set()
    for child in services.children.values() if services else ():
        if not child.inactive:
            words.add(f"!{child.word}" if child.get("except") else child.word)
    return services or inbound, frozenset(words)


def _lo0_filters(draft: Draft) -> dict[str, list[RuleList]]:
    """Return the input filters of lo0 by routing instance: an instance without a unit of lo0 has those of the main one."""
    by_instance: dict[str, list[RuleList]] = {}
    for unit in draft.root.under("interfaces", "lo0", "unit"):
        known = draft.interfaces.get(f"lo0.{unit.word}")
        out = by_instance.setdefault(known.vrf if known else "", [])
        for family in unit.under("family"):
            node = family.get("filter")
            for word in ("input", "input-list"):
                names = [c.word for c in node.under(word)] if node else []
                prefix = "" if family.word == "inet" else f"{family.word} "
                found = draft.rule_lists.get(" + ".join(prefix + n for n in names))
                if names and found is not None:
                    out.append(found)
    return by_instance


def _sources(
    draft: Draft, offer: Offer, guards: dict[str, list[RuleList]], interfaces: tuple[str, ...]
) -> tuple[AddressSet, bool, str]:
    """Return from where a service may be reached, whether that is certain, and the filters that say so."""
    if interfaces:
        found = [draft.interfaces[i].vrf for i in interfaces if i in draft.interfaces]
        instances = [guards[v] if v in guards else guards.get("", []) for v in found or [""]]
    else:
        instances = [guards.get("", []), *(lists for vrf, lists in guards.items() if vrf)]
    answers = [_let_in(draft, offer, lists, interfaces) for lists in instances]
    names = " + ".join(dict.fromkeys(r.name for lists in instances for r in lists))
    reachable = AddressSet.union(sources for sources, _ in answers) & _families(draft, interfaces)
    return reachable, all(sure for _, sure in answers), names


def _families(draft: Draft, interfaces: tuple[str, ...]) -> AddressSet:
    """IPv4, and IPv6 where some interface has it."""
    known = [draft.interfaces[i] for i in interfaces if i in draft.interfaces] or list(draft.interfaces.values())
    return ANY if not known or any(i.ipv6_enabled for i in known) else ANY4


def _let_in(draft: Draft, offer: Offer, guards: list[RuleList], interfaces: tuple[str, ...]) -> tuple[AddressSet, bool]:
    protocol, usual = PORTS.get(offer.protocol, (TCP, 0))
    port = offer.port or usual
    service = ServiceSet.ports(protocol, ((port, port),)) & ServiceSet.of(((protocol, protocol),))
    sources, known = offer.sources, True
    for guard in guards:
        let_in, sure = permitted(guard, service, interfaces)
        family = ANY6 if guard.family == "ipv6" else ANY4
        sources = (sources - family) | (sources & let_in & family)
        known = known and sure
    host = draft.rule_lists.get(HOST_LIST)
    if host is not None:
        let_in, sure = permitted(host, service, interfaces)
        sources, known = sources & let_in, known and sure
    return sources, known


def permitted(rules: RuleList, service: ServiceSet, interfaces: tuple[str, ...]) -> tuple[AddressSet, bool]:
    """Return from where at least some packet of `service` to some address may pass a list, and whether that is certain."""
    found, denied, sure = NOWHERE, NOWHERE, True
    for rule in rules.rules:
        if not rule.enabled or not rule.match.services & service:
            continue
        if rule.from_interfaces is not None and interfaces and not rule.from_interfaces & set(interfaces):
            continue
        if rule.action is Action.DENY:
            sources, destinations, services = rule.match.under_parts
            whole = destinations == ANY or destinations in (ANY4, ANY6)
            placed = rule.from_interfaces is None or (bool(interfaces) and set(interfaces) <= rule.from_interfaces)
            if whole and placed and service <= services:
                denied |= sources
            continue
        sure = sure and not rule.match.atoms and rule.action is Action.PERMIT
        found |= rule.match.sources - denied
    if rules.default is Action.PERMIT:
        found |= ANY - denied
    return found, sure
