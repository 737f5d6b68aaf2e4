"""What the fields of a policy say about sources, destinations and services.

FortiOS CLI Reference, `config firewall policy`. `srcaddr` and `dstaddr` (in FortiOS 6.2's consolidated policies `srcaddr4` and
`dstaddr4`) hold IPv4, `srcaddr6` and `dstaddr6` IPv6; an internet service stands in the place of addresses and service. A policy
that states no source, destination or service is rejected by FortiOS; here it may match anything and surely matches nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from zonewarden_parsers.fortinet_fortios import addresses
from zonewarden_parsers.fortinet_fortios.addresses import Addresses, complement
from zonewarden_parsers.fortinet_fortios.conditions import internet_service
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import NOTHING, Doubt, Operand, doubtful, joined
from zonewarden_parsers.fortinet_fortios.services import ALL_SERVICES, ServiceOperand, Services, negated, perhaps
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.vips import VirtualIps
from zonewarden_parsers.model import ANY, ANY4, ANY6, ANY_SERVICE, NOWHERE, AddressSet, AtomKind, ServiceSet

EVERYTHING = {4: ANY4, 6: ANY6}
SERVICE_OPTIONAL = frozenset({"firewall security-policy"})


@dataclass(frozen=True, slots=True)
class Side:
    """One way to meet a policy: destinations, and the services that reach them (all but for forwarded ports)."""

    destinations: Operand
    services: ServiceSet = ANY_SERVICE


@dataclass(slots=True)
class OperandReader:
    """Reads the operands of policies of one virtual domain."""

    draft: Draft
    services: Services
    families: dict[int, Addresses] = field(default_factory=dict)
    virtual: dict[int, VirtualIps] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for version in (4, 6):
            self.families[version] = addresses.of_family(self.draft, version)
            self.virtual[version] = VirtualIps(self.draft, version)

    def field(self, entry: Node, name: str, version: int) -> Operand:
        """Return what an address field holds, negated where the policy says so."""
        found = self.families[version].named(entry.words(name), entry.at(name))
        if _negation_in_doubt(entry, name):
            return doubtful(AtomKind.UNREADABLE, f"{name} may be negated", EVERYTHING[version])
        return complement(found, version) if entry.on(f"{name}-negate") else found

    def sources(self, entry: Node, plain: int) -> Operand:
        """Return the sources of a policy; `plain` is the family of `srcaddr`."""
        four, six, text = internet_service(entry, "source")
        if four or six:
            return doubtful(AtomKind.INTERNET_SERVICE, text or "internet-service-src", _over(four, six))
        fields = (("srcaddr", plain), ("srcaddr4", 4), ("srcaddr6", 6))
        parts = [self.field(entry, n, v) for n, v in fields if n in entry.fields]
        return joined(parts) if parts else doubtful(AtomKind.UNREADABLE, "srcaddr is not set", ANY)

    def sides(self, entry: Node, plain: int) -> Iterator[Side]:
        """Yield the ways to meet a policy: its plain destinations, then those behind virtual IPs by their services."""
        four, six, text = internet_service(entry, "destination")
        if four or six:
            yield Side(doubtful(AtomKind.INTERNET_SERVICE, text or "internet-service", _over(four, six)))
            return
        fields = (("dstaddr", plain), ("dstaddr4", 4), ("dstaddr6", 6))
        found = [self._destinations(entry, n, v) for n, v in fields if n in entry.fields]
        if not found:
            yield Side(doubtful(AtomKind.UNREADABLE, "dstaddr is not set", ANY))
        plainly = [one for one, _ in found if one is not None]
        if found and not plainly and not any(targets for _, targets in found):
            yield Side(NOTHING)
        if plainly:
            yield Side(joined(plainly))
        behind: dict[ServiceSet, list[Operand]] = {}
        for target, services in chain.from_iterable(targets for _, targets in found):
            behind.setdefault(services, []).append(target)
        for services, operands in behind.items():
            yield Side(joined(operands), services)

    def _destinations(
        self, entry: Node, name: str, version: int
    ) -> tuple[Operand | None, list[tuple[Operand, ServiceSet]]]:
        """Return the plain destinations of a field, None where it has none, and those behind its virtual IPs."""
        family, virtual, line = self.families[version], self.virtual[version], entry.at(name)
        plain: list[str] = []
        targets: list[tuple[Operand, ServiceSet]] = []
        for word in entry.words(name):
            found = None if family.has(word) else virtual.targets(virtual.current(word, line))
            if found is None:
                plain.append(word)
            else:
                targets += [(t.addresses, t.services) for t in found]
        if _negation_in_doubt(entry, name):
            return doubtful(AtomKind.UNREADABLE, f"{name} may be negated", EVERYTHING[version]), []
        if entry.on(f"{name}-negate"):
            return self._excluded(family.named(plain, line), targets, version), []
        if not plain and not targets:
            return NOTHING, []
        return (family.named(plain, line) if plain else None), targets

    def _excluded(self, plain: Operand, targets: list[tuple[Operand, ServiceSet]], version: int) -> Operand:
        doubt = Doubt(AtomKind.STATE, "virtual IP in a negated field")
        behind = [Operand(t.over, NOWHERE, (*t.doubts, doubt)) for t, _ in targets]
        return complement(joined([plain, *behind]), version)

    def service(self, entry: Node, section: str) -> ServiceOperand:
        """Return the services of a policy."""
        if entry.on("internet-service") or entry.on("internet-service6"):
            entry.claim("service", "service-negate")
            return ALL_SERVICES
        words = entry.words("service")
        if not words:
            optional = section in SERVICE_OPTIONAL or "identity-based-policy" in entry.tables
            return ALL_SERVICES if optional else perhaps(AtomKind.UNREADABLE, "service is not set")
        found = self.services.named(words, entry.at("service"))
        return negated(found) if entry.on("service-negate") else found


def _negation_in_doubt(entry: Node, name: str) -> bool:
    """Return whether the negation of `srcaddr` may hold for `srcaddr6` too, as some releases document it."""
    base = name.rstrip("46")
    return name != base and entry.on(f"{base}-negate") and f"{name}-negate" not in entry.fields


def _over(four: bool, six: bool) -> AddressSet:  # noqa: FBT001
    return AddressSet.union(EVERYTHING[v] for v, on in ((4, four), (6, six)) if on)
