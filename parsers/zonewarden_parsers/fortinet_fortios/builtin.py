"""Rules that are no policies: access lists before them, multicast policies, and what passes without a policy.

FortiOS CLI Reference, `config firewall acl`, `config firewall multicast-policy`, `config system zone` (`intrazone`), `config
system global` (`allow-traffic-redirect`), `config system settings` (`multicast-forward`, `multicast-skip-policy`).
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios import irrelevant
from zonewarden_parsers.fortinet_fortios.addresses import MULTICAST4, MULTICAST6, Addresses, multicast
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import Doubt, Operand
from zonewarden_parsers.fortinet_fortios.policy_operands import OperandReader
from zonewarden_parsers.fortinet_fortios.policy_text import describe, references, remarks, title
from zonewarden_parsers.fortinet_fortios.services import ports as port_ranges
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.zones import ANYWHERE, ZONE, PortReader
from zonewarden_parsers.model import (
    ANY,
    ANY4,
    ANY6,
    ANY_SERVICE,
    NOWHERE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Location,
    Match,
    Rule,
    ServiceSet,
)

_TABLES = {"firewall acl": 4, "firewall acl6": 6}
_MULTICAST = {"firewall multicast-policy": 4, "firewall multicast-policy6": 6}


def access_lists(draft: Draft, operands: OperandReader, ports: PortReader) -> Iterator[Rule]:
    """Yield the access control lists of interfaces, which drop packets before any policy is asked."""
    for section, version in _TABLES.items():
        for entry in draft.section(section).entries.values():
            entry.used = True
            sources = operands.sources(entry, version)
            target = operands.field(entry, "dstaddr", version)
            services = operands.service(entry, section)
            where = (
                ports.read(entry.words("interface"), entry.at("interface")) if entry.words("interface") else ANYWHERE
            )
            doubts = (*sources.doubts, *target.doubts, *services.doubts)
            yield _rule(
                draft, entry, section, Action.DENY, (sources, target), (services.over, services.under), (doubts, where.doubts),
                (where.names, None),
            )  # fmt: skip


def multicast_policies(draft: Draft, ports: PortReader, operands: OperandReader) -> Iterator[Rule]:
    """Yield the multicast policies: the ones that decide about multicast, whatever ordinary policies say.

    A multicast packet that none of them matches is left to the ordinary list, which denies it unless a policy for
    everything would let it pass: the wider reading.
    """
    for section, version in _MULTICAST.items():
        family = multicast(draft, version)
        for entry in draft.section(section).entries.values():
            entry.used = True
            yield _multicast(draft, ports, operands.families[version], family, entry, section, version)


def _multicast(
    draft: Draft, ports: PortReader, unicast: Addresses, family: Addresses, entry: Node, section: str, version: int
) -> Rule:
    source = _side(unicast, entry, "srcaddr", ANY4 if version == 4 else ANY6)
    target = _side(family, entry, "dstaddr", MULTICAST4 if version == 4 else MULTICAST6)
    services = _multicast_services(entry)
    come = ports.read(entry.words("srcintf"), entry.at("srcintf")) if entry.words("srcintf") else ANYWHERE
    leave = ports.read(entry.words("dstintf"), entry.at("dstintf")) if entry.words("dstintf") else ANYWHERE
    names = [n for n, f in entry.fields.items() if f.present and not f.used and not irrelevant.is_field(section, n)]
    other = [
        Doubt(AtomKind.UNREADABLE, f"{n} is not understood")
        for n in names
        if n not in ("name", "action", "status", "logtraffic")
    ]
    action = Action.DENY if entry.text("action", "accept") == "deny" else Action.PERMIT
    doubts = (*source.doubts, *target.doubts)
    return _rule(
        draft, entry, section, action, (source, target), (services, services), (doubts, (*come.doubts, *leave.doubts, *other)),
        (come.names, leave.names),
    )  # fmt: skip


def _side(family: Addresses, entry: Node, name: str, default: AddressSet) -> Operand:
    words = entry.words(name)
    return family.named(words, entry.at(name)) if words else Operand(default, default)


def _multicast_services(entry: Node) -> ServiceSet:
    text = entry.text("protocol", "0")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 4 else 0
    low, high = entry.text("start-port", "1"), entry.text("end-port", "65535")
    if not 0 < number < 256:
        return ANY_SERVICE
    if number not in (6, 17, 132) or (low, high) == ("1", "65535"):
        return ServiceSet.protocol(number)
    return port_ranges(number, (f"{low}-{high}",)) or ServiceSet.protocol(number)


def _rule(
    draft: Draft, entry: Node, section: str, action: Action, addresses: tuple[Operand, Operand],
    services: tuple[ServiceSet, ServiceSet], doubts: tuple[tuple[Doubt, ...], tuple[Doubt, ...]],
    interfaces: tuple[frozenset[str] | None, frozenset[str] | None],
) -> Rule:  # fmt: skip
    """Return a rule; `doubts` are those of operands, which leave an under set, and the others, which leave none."""
    place = draft.at(entry)
    atoms = tuple(dict.fromkeys(Atom(d.kind, d.text, place) for d in (*doubts[0], *doubts[1])))
    source, target = addresses
    sure = (source.under, target.under, services[1]) if doubts[0] and not doubts[1] else None
    return Rule(
        0, action, Match(source.over, target.over, services[0], atoms, sure), place, describe(entry, section, action), name=title(entry),
        enabled=not entry.off("status"), logged=entry.text("logtraffic") in ("all", "enable"), remarks=remarks(entry),
        references=references(entry), from_interfaces=interfaces[0], to_interfaces=interfaces[1],
    )  # fmt: skip


def implicit_dns(draft: Draft) -> Iterator[Rule]:
    """Yield what NGFW policy mode may let pass after the security policies: name queries, unless this is turned off.

    FortiOS CLI Reference, `config system settings`, `implicit-allow-dns`, enabled by default.
    """
    section = draft.section("system settings")
    if not section.off("implicit-allow-dns"):
        place = draft.place(section.at("implicit-allow-dns"))
        queries = ServiceSet.ports(6, ((53, 53),)) | ServiceSet.ports(17, ((53, 53),))
        atom = Atom(AtomKind.OTHER, "implicit-allow-dns", place)
        yield Rule(
            0, Action.PERMIT, Match(ANY, ANY, queries, (atom,)), place, "implicit-allow-dns (implicit)", implicit=True
        )


def without_policy(draft: Draft) -> Iterator[Rule]:
    """Yield what passes before any policy is asked: inside a zone that allows it, multicast, back by the same interface.

    `allow-traffic-redirect` was enabled by default before 7.4.10 and 7.6.5, so where it is not stated this is only possible.
    """
    for entry in draft.section(ZONE).entries.values():
        members = draft.zones.get(entry.name, frozenset())
        if entry.text("intrazone") == "allow" and len(members) > 1:
            text = f"zone {entry.name}: intrazone allow (implicit)"
            yield _implicit(text, draft.place(entry.at("intrazone")), ANY, members, ())
    mode = draft.section("system settings")
    if mode.on("multicast-skip-policy"):
        place = draft.place(mode.at("multicast-skip-policy"))
        groups = MULTICAST4 | MULTICAST6
        yield Rule(
            0, Action.PERMIT, Match(ANY, groups, ANY_SERVICE), place, "multicast-skip-policy (implicit)", implicit=True
        )
    section = draft.section("system global")
    for field, family in (("allow-traffic-redirect", ANY4), ("ipv6-allow-traffic-redirect", ANY6)):
        if section.off(field):
            continue
        for name, interface in sorted(draft.interfaces.items()):
            if not interface.enabled or interface.management_only or (family is ANY6 and not interface.ipv6_enabled):
                continue
            place = draft.place(section.at(field)) if section.words(field) else interface.location
            doubt = () if section.words(field) else (Atom(AtomKind.OTHER, f"{field} is not stated", place),)
            yield _implicit(f"{field}: in and out by {name} (implicit)", place, family, frozenset({name}), doubt)


def _implicit(text: str, place: Location, family: AddressSet, members: frozenset[str], atoms: tuple[Atom, ...]) -> Rule:
    match = Match(family, family, ANY_SERVICE, atoms, (NOWHERE, NOWHERE, ANY_SERVICE) if atoms else None)
    return Rule(0, Action.PERMIT, match, place, text, implicit=True, from_interfaces=members, to_interfaces=members)
