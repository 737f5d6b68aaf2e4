"""Firewall policies as one ordered list of rules.

FortiOS Administration Guide, *Firewall policy*: policies are asked in the order of the file, whatever their numbers; the
first that matches decides; what none matches is denied. The action of a policy that states none is deny. FortiOS 6.4 and
later hold IPv4 and IPv6 in one policy; before, `policy6` is a table of its own, asked for IPv6 alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from zonewarden_parsers.fortinet_fortios import irrelevant
from zonewarden_parsers.fortinet_fortios.conditions import conditions
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.inspection import inspection
from zonewarden_parsers.fortinet_fortios.operands import Doubt, Operand
from zonewarden_parsers.fortinet_fortios.policy_operands import EVERYTHING, OperandReader, Side
from zonewarden_parsers.fortinet_fortios.policy_text import describe, references, remarks, title
from zonewarden_parsers.fortinet_fortios.schedules import Schedule, moment, schedule
from zonewarden_parsers.fortinet_fortios.services import ServiceOperand
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.zones import ANYWHERE, PortReader, Ports
from zonewarden_parsers.model import (
    EMPTY_SERVICE,
    NOWHERE,
    Action,
    AddressSet,
    Aspect,
    Atom,
    AtomKind,
    Effect,
    Location,
    Match,
    Rule,
    Times,
)

POLICY, POLICY6, SECURITY = "firewall policy", "firewall policy6", "firewall security-policy"
CONSOLIDATED = "firewall consolidated policy"
_ACTIONS = {"accept": Action.PERMIT, "ipsec": Action.PERMIT, "ssl-vpn": Action.PERMIT, "deny": Action.DENY}
NEVER = Match(NOWHERE, NOWHERE, EMPTY_SERVICE)
_READ_ELSEWHERE = (
    "nat", "nat46", "nat64", "ippool", "poolname", "poolname6", "outbound", "vpntunnel", "match-vip", "match-vip-only", "policy-expiry-date",
    "policy-expiry-date-utc", "service-negate", "srcaddr-negate", "dstaddr-negate", "srcaddr6-negate", "dstaddr6-negate", "logtraffic",
    "status", "action", "inbound", "name", "comments", "comment", "natinbound", "natoutbound", "natip", "fixedport", "port-preserve", "schedule",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Parts:
    """What the fields of one policy say, but for its destinations."""

    entry: Node
    section: str
    action: Action
    sources: Operand
    services: ServiceOperand
    doubts: tuple[Doubt, ...]
    when: Schedule
    source_ports: Ports
    target_ports: Ports


@dataclass(slots=True)
class PolicyReader:
    """Reads policies of a virtual domain into rules; `central` and `policy_mode` are its NAT and NGFW modes."""

    draft: Draft
    operands: OperandReader
    ports: PortReader
    central: bool = False
    policy_mode: bool = False
    translated: AddressSet = field(default=NOWHERE)

    def __post_init__(self) -> None:
        if not self.central:
            self.translated = AddressSet.union(v.everything() for v in self.operands.virtual.values())

    def read(self, section: str, plain: int = 4) -> Iterator[Rule]:
        """Yield the rules of a policy table in order, with index 0; `plain` is the family of its unnumbered fields."""
        for entry in self.draft.section(section).entries.values():
            entry.used = True
            yield from self._policy(entry, section, plain)

    def _policy(self, entry: Node, section: str, plain: int) -> Iterator[Rule]:
        doubts = conditions(entry)
        when = self._schedule(entry, doubts)
        source_ports, target_ports = (
            self._interfaces(entry, "srcintf", doubts),
            self._interfaces(entry, "dstintf", doubts),
        )
        sources, services = self.operands.sources(entry, plain), self.operands.service(entry, section)
        sides = list(self.operands.sides(entry, plain))
        action = self._action(entry, section)
        doubts += self._unread(entry, section)
        parts = Parts(entry, section, action, sources, services, tuple(doubts), when, source_ports, target_ports)
        for side in sides:
            yield self._rule(parts, self._beyond_virtual_ips(entry, side) if action is Action.DENY else side)
        if entry.text("action") == "ipsec" and entry.on("inbound"):
            yield self._inbound(parts, plain)
        if entry.on("nat46") or entry.on("nat64"):
            reason = f"policy {entry.name} translates between IPv4 and IPv6"
            self.draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, reason, entry.line)

    def _unread(self, entry: Node, section: str) -> list[Doubt]:
        """Return a doubt for each field that no reader knows; it may change what the policy means."""
        entry.claim(*_READ_ELSEWHERE)
        names = [n for n, f in entry.fields.items() if f.present and not f.used and not irrelevant.is_field(section, n)]
        names += [n for n, t in entry.tables.items() if not t.used]
        return [Doubt(AtomKind.UNREADABLE, f"{n} is not understood") for n in names]

    def _interfaces(self, entry: Node, name: str, doubts: list[Doubt]) -> Ports:
        words = entry.words(name)
        if not words:
            doubts.append(Doubt(AtomKind.UNREADABLE, f"{name} is not set"))
            return ANYWHERE
        found = self.ports.read(words, entry.at(name))
        doubts.extend(found.doubts)
        return found

    def _schedule(self, entry: Node, doubts: list[Doubt]) -> Schedule:
        name = entry.text("schedule", "always")
        found = schedule(self.draft, name, entry.at("schedule"))
        if not found.always:
            doubts.append(Doubt(AtomKind.SCHEDULE, name))
        if not entry.on("policy-expiry"):
            return found
        end = moment(entry.text("policy-expiry-date"))
        doubts.append(Doubt(AtomKind.SCHEDULE, f"expires {end}".strip()))
        return Schedule(never=found.never, times=found.times.until(end))

    def _action(self, entry: Node, section: str) -> Action:
        """The action of a policy; in NGFW policy mode `firewall policy` only chooses the inspection and lets pass."""
        default = "accept" if self.policy_mode and section == POLICY else "deny"
        return _ACTIONS.get(entry.text("action", default), Action.UNKNOWN)

    def _beyond_virtual_ips(self, entry: Node, side: Side) -> Side:
        """Narrow what a deny surely stops: translated packets pass it unless `match-vip` makes it see them.

        Technical tip 192456. The default of `match-vip` changed with 7.2.4, so a policy that does not say is not trusted;
        nor is one for some destinations only, which may be compared with the published address.
        """
        old = side.destinations
        whole = all(not old.over.family(v) or EVERYTHING[v] <= old.under for v in (4, 6))
        if (whole and entry.on("match-vip")) or old.over.isdisjoint(self.translated):
            return side
        doubt = Doubt(AtomKind.STATE, "translated by a virtual IP: a deny may not see it")
        return Side(Operand(old.over, old.under - self.translated, (*old.doubts, doubt)), side.services)

    def _inbound(self, parts: Parts, plain: int) -> Rule:
        """The way back of a policy-based IPsec tunnel, which `inbound` opens to sessions from the far side."""
        back = Parts(
            parts.entry, parts.section, Action.PERMIT, self.operands.field(parts.entry, "dstaddr", plain), parts.services,
            (*parts.doubts, Doubt(AtomKind.STATE, "out of the IPsec tunnel")), parts.when, parts.target_ports, parts.source_ports,
        )  # fmt: skip
        return self._rule(back, Side(parts.sources))

    def _rule(self, parts: Parts, side: Side) -> Rule:
        entry, when, place = parts.entry, parts.when, self.draft.at(parts.entry)
        return Rule(
            0, parts.action, NEVER if when.never else _match(parts, side, place), place,
            describe(entry, parts.section, parts.action), name=title(entry), enabled=not entry.off("status"),
            logged=entry.text("logtraffic") in ("all", "enable"), remarks=remarks(entry),
            schedule="" if when.always else _schedule_name(entry), times=None if when.always else _times(entry, when),
            references=references(entry), from_interfaces=parts.source_ports.names, to_interfaces=parts.target_ports.names,
            inspection=inspection(entry, self.draft),
        )  # fmt: skip


def _times(entry: Node, when: Schedule) -> Times:
    """Return when a policy holds; its sessions go on after that unless `schedule-timeout` ends them (CLI Reference)."""
    return replace(when.times, ends_sessions=entry.on("schedule-timeout"))


def _schedule_name(entry: Node) -> str:
    name = entry.text("schedule", "always")
    return "policy-expiry" if name == "always" else name


def _match(parts: Parts, side: Side, place: Location) -> Match:
    """Return the packets of a policy; it surely matches something only where no condition but its operands is in doubt."""
    over, under = parts.services.over & side.services, parts.services.under & side.services
    operands = (*parts.sources.doubts, *side.destinations.doubts, *parts.services.doubts)
    atoms = tuple(dict.fromkeys(Atom(d.kind, d.text, place) for d in (*parts.doubts, *operands)))
    sure = (parts.sources.under, side.destinations.under, under) if atoms and not parts.doubts else None
    return Match(parts.sources.over, side.destinations.over, over, atoms, sure)
