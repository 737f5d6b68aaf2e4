"""Which services a machine offers to whom, read from the flattened list that decides about packets to the machine itself.

A rule set says what may reach the machine, not what listens there. A rule that permits the port of an administrative service by
name is taken as the service being offered. A permit of everything (or of a wide range of ports) offers nothing in particular: it is a
gap in what is known about management, with the rule's place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from zonewarden_parsers.model import (
    ANY,
    NOWHERE,
    Action,
    AddressSet,
    AdminService,
    Aspect,
    Effect,
    Gap,
    Location,
    Rule,
    RuleList,
    ServiceSet,
)

ADMINISTRATION = {
    "ftp": (6, 21), "ssh": (6, 22), "telnet": (6, 23), "tftp": (17, 69), "http": (6, 80), "snmp": (17, 161), "https": (6, 443),
    "rlogin": (6, 513), "rsh": (6, 514), "rdp": (6, 3389), "vnc": (6, 5900), "netconf": (6, 830), "winrm": (6, 5985),
    "http-8080": (6, 8080), "https-8443": (6, 8443),
}  # fmt: skip
NAMES = {"http-8080": "http", "https-8443": "https"}
NARROW = 64
"""A rule that permits no more destination ports than this of a protocol names them."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Sources that a rule lets reach a service of the machine, by some interfaces (None: any)."""

    protocol: str
    location: Location
    sources: AddressSet
    interfaces: frozenset[str] | None
    known: bool


def services_of(lists: Iterable[RuleList], own: frozenset[str]) -> tuple[tuple[AdminService, ...], tuple[Gap, ...]]:
    """Return the administrative services that input lists permit, and gaps for what they permit without naming it.

    `own` are interfaces that reach the machine from itself (loopback): rules for them offer nothing to others.
    """
    services: list[AdminService] = []
    gaps: list[Gap] = []
    for rules in lists:
        for name, (protocol, port) in ADMINISTRATION.items():
            point = ServiceSet.of(((protocol, protocol),), second=((port, port),))
            services.extend(_service(NAMES.get(name, name), o) for o in _offers(name, rules, point, own))
        gaps.extend(_wide(rules, own))
    return tuple(dict.fromkeys(services)), tuple(dict.fromkeys(gaps))


def _service(name: str, offer: Offer) -> AdminService:
    return AdminService(
        protocol=name,
        location=offer.location,
        sources=offer.sources,
        interfaces=tuple(sorted(offer.interfaces or ())),
        filter_name="",
        sources_known=offer.known,
    )


def _offers(name: str, rules: RuleList, point: ServiceSet, own: frozenset[str]) -> Iterator[Offer]:
    """Yield who may reach one service, rule by rule; earlier rules that surely deny, by any interface, take sources away."""
    gone = NOWHERE
    for rule in rules.rules:
        if not rule.enabled or not rule.match.services & point or not _from_others(rule, own):
            continue
        left = rule.match.sources - gone
        if rule.action is not Action.DENY and left and named(rule):
            known = not rule.match.atoms and rule.action is Action.PERMIT
            yield Offer(name, rule.location, left, _others(rule, own), known)
        if rule.from_interfaces is None:
            gone = gone | _surely(rule, point)


def _surely(rule: Rule, point: ServiceSet) -> AddressSet:
    """Return the sources of which the rule decides every packet to the service."""
    sources, destinations, services = rule.match.under_parts
    whole = rule.action is not Action.UNKNOWN and point <= services
    v4 = sources.v4 if destinations.v4 == ANY.v4 else NOWHERE.v4
    v6 = sources.v6 if destinations.v6 == ANY.v6 else NOWHERE.v6
    return AddressSet(v4, v6) if whole else NOWHERE


def named(rule: Rule) -> bool:
    """Return whether a rule names the ports it permits, rather than permitting a protocol or a wide range."""
    ports = 0
    for box in (rule.match.services).boxes():
        if box.protocols == (256, 256) or box.protocols in {(1, 1), (58, 58)}:
            continue
        if box.protocols[0] != box.protocols[1]:
            return False
        ports += box.second[1] - box.second[0] + 1
    return ports <= NARROW


def _from_others(rule: Rule, own: frozenset[str]) -> bool:
    return rule.from_interfaces is None or bool(rule.from_interfaces - own)


def _others(rule: Rule, own: frozenset[str]) -> frozenset[str] | None:
    return None if rule.from_interfaces is None else rule.from_interfaces - own


def _wide(rules: RuleList, own: frozenset[str]) -> Iterator[Gap]:
    """Yield a gap for each permit that names no ports, and one for a default that permits."""
    reason = "everything that listens on the machine may be reached by this, and the file does not say what listens"
    for rule in rules.rules:
        if rule.action is not Action.DENY and rule.enabled and not named(rule) and _from_others(rule, own):
            yield Gap(Aspect.MANAGEMENT, Effect.MAY_PERMIT, reason, rule.location)
    if rules.default is not Action.DENY:
        yield Gap(Aspect.MANAGEMENT, Effect.MAY_PERMIT, reason, rules.default_location or rules.location)
