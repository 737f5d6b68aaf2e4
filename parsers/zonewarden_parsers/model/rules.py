"""Rules, ordered rule lists, and where a device applies them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from zonewarden_parsers.model.addresses import ANY, NOWHERE, AddressSet
from zonewarden_parsers.model.location import Location
from zonewarden_parsers.model.services import ANY_SERVICE, EMPTY_SERVICE, ServiceSet
from zonewarden_parsers.model.swift import swift
from zonewarden_parsers.model.times import Times


class AtomKind(StrEnum):
    """What kind of condition a packet header cannot express."""

    FQDN = "fqdn"
    USER = "user"
    SCHEDULE = "schedule"
    REFERENCE = "unresolved-reference"
    FRAGMENTS = "fragments"
    TCP_FLAGS = "tcp-flags"
    REFLECT = "reflect"
    PACKET = "packet-property"
    WILDCARD = "wildcard-mask"
    APPLICATION = "application"
    URL = "url"
    GEOGRAPHY = "geography"
    DYNAMIC = "dynamic-members"
    INTERNET_SERVICE = "internet-service"
    MAC = "mac-address"
    STATE = "connection-state"
    RATE = "rate-limit"
    INTERFACE = "interface"
    UNREADABLE = "unreadable"
    OTHER = "other"


@swift
@dataclass(frozen=True, slots=True)
class Atom:
    """A condition outside the packet header space, e.g. an FQDN, a schedule or an undefined object.

    `text` is what the config says. A match with atoms has an under set (what surely matches) and an over set (what may).
    """

    kind: AtomKind
    text: str
    location: Location


@swift
@dataclass(frozen=True, slots=True)
class Match:
    """Which packets a rule matches: the product of three sets, narrowed by atoms.

    Without atoms the match is exact. With atoms, `sources x destinations x services` is the *over* set: no packet
    outside it matches. The *under* set, what matches whatever the atoms turn out to be, is `under` or nothing at all:
    an object group of ten hosts and one FQDN has the ten hosts as under set.
    """

    sources: AddressSet = ANY
    destinations: AddressSet = ANY
    services: ServiceSet = ANY_SERVICE
    atoms: tuple[Atom, ...] = ()
    under: tuple[AddressSet, AddressSet, ServiceSet] | None = None

    @property
    def over_parts(self) -> tuple[AddressSet, AddressSet, ServiceSet]:
        """The (sources, destinations, services) that may match."""
        return (self.sources, self.destinations, self.services)

    @property
    def under_parts(self) -> tuple[AddressSet, AddressSet, ServiceSet]:
        """The (sources, destinations, services) that surely match; empty sets where nothing does."""
        if not self.atoms:
            return self.over_parts
        return self.under if self.under is not None else (NOWHERE, NOWHERE, EMPTY_SERVICE)


class Action(StrEnum):
    """What a rule does with a packet that it matches. `UNKNOWN`: the line could not be read, it may do either."""

    PERMIT = "permit"
    DENY = "deny"
    UNKNOWN = "unknown"


@swift
@dataclass(frozen=True, slots=True)
class Rule:
    """One line of an ordered list. `index` counts from 0 in evaluation order; `text` is the line, secrets masked.

    `remarks` are the remark lines directly above it. `references` are the names of the objects it uses.
    `schedule` is the name of its time-range, `times` when that holds; None where it applies at all times.
    `enabled` is False for rules that the device keeps but never evaluates (ASA `inactive`).
    `implicit` rules are the platform's own, with no line that could be taken out; `location` is what they follow from.
    `from_interfaces` and `to_interfaces` are the names of the interfaces (`Interface.name`) by which a packet must come in and go out for
    the rule to be asked at all; None: whatever the interface. Vendor zones are written out as their interfaces; a zone or
    interface without members is the empty set, and such a rule matches nothing.
    `inspection` are the kinds of profiles that look into the sessions that the rule permits: `ips`, `application`, `antivirus`, `group` (a
    named set of them); `ips:block`, `ips:detect`: what is surely done with every signature, `ips:block:NAME` with one. None where the platform binds none to its rules, so that nothing is known from here.
    """

    index: int
    action: Action
    match: Match
    location: Location
    text: str
    name: str = ""
    enabled: bool = True
    logged: bool = False
    remarks: tuple[str, ...] = ()
    schedule: str = ""
    times: Times | None = None
    references: tuple[str, ...] = ()
    implicit: bool = False
    from_interfaces: frozenset[str] | None = None
    to_interfaces: frozenset[str] | None = None
    inspection: tuple[str, ...] | None = None

    @property
    def schedule_end(self) -> str:
        """The ISO 8601 moment after which it never matches again, empty where there is none."""
        return self.times.end if self.times is not None else ""

    @property
    def undecided(self) -> str:
        """Why a rule of unknown action decides nothing for sure: what it hangs on, where it is understood; else that it is not."""
        atoms = self.match.atoms
        if not atoms or any(a.kind in (AtomKind.UNREADABLE, AtomKind.REFERENCE) for a in atoms):
            return f"cannot be read: {self.text}"
        return f"may permit or deny, by {'; '.join(dict.fromkeys(a.text for a in atoms))}: {self.text}"


@dataclass(frozen=True, slots=True)
class RuleList:
    """An ordered list: the first enabled rule that matches decides, `default` decides the rest.

    `default_location` points at what sets the default (a policy line), or at the list's first line where it is built in.
    """

    name: str
    rules: tuple[Rule, ...]
    location: Location
    default: Action = Action.DENY
    default_location: Location | None = None
    family: str = "ip"


class Direction(StrEnum):
    """Where a list is applied, seen from the device: packets entering (`in`) or leaving (`out`) an interface.

    `GLOBAL` is asked about packets entering by any interface, for what the interface's own list leaves open. `FORWARD` lists
    are asked about every packet on its way through, after those on the way in and before those on the way out; several of
    them are asked one after another, and each must permit.
    """

    IN = "in"
    OUT = "out"
    GLOBAL = "global"
    FORWARD = "forward"


@dataclass(frozen=True, slots=True)
class Binding:
    """A list applied to an interface and direction, or to all (`interface` empty, direction `global` or `forward`).

    `families` are the IP versions it decides: IOS applies separate lists to IPv4 and IPv6, ASA 9 one list to both.
    `rule_list` may name a list that the config does not define; the platform says what that means.
    """

    rule_list: str
    interface: str
    direction: Direction
    location: Location
    families: tuple[int, ...] = (4,)
