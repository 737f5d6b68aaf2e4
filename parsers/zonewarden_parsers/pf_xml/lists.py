"""Rules in order of evaluation, as lists that first match decides: the way in, the way out, and packets to the firewall itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from zonewarden_parsers.model import (
    ANY,
    ANY6,
    ANY_SERVICE,
    EMPTY_SERVICE,
    NOWHERE,
    Action,
    AddressSet,
    Atom,
    AtomKind,
    Binding,
    Direction,
    Location,
    Match,
    Rule,
    RuleList,
    ServiceSet,
)
from zonewarden_parsers.model.services import ICMP6
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.pf_xml.nat import passing_forwards
from zonewarden_parsers.pf_xml.rules import Entry
from zonewarden_parsers.pf_xml.web import antilockout
from zonewarden_parsers.xml_lines import Element

IN, OUT, LOCAL = "filter", "filter out", "to this firewall"
_RFC1918 = AddressSet.union(map(AddressSet.network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")))
_ICMP6_NEEDED = ServiceSet.union(ServiceSet.icmp(ICMP6, t) for t in (1, 2, 135, 136))


def build(draft: Draft) -> tuple[tuple[RuleList, ...], tuple[Binding, ...], RuleList]:
    """Return the lists for packets through the firewall, where they are asked, and the list for packets to it.

    Rules whose destination is the firewall itself are in the latter only: no such packet goes through.
    """
    section = draft.root.child("filter") or draft.root.child("OPNsense", "Firewall", "Filter")
    at = section.head(draft.path) if section is not None else draft.root.head(draft.path)
    switched_off = _disabled(draft)
    if switched_off is not None:
        off = draft.at(switched_off)
        rules = RuleList(IN, (), off, Action.PERMIT, off)
        return (rules,), (Binding(IN, "", Direction.FORWARD, off, (4, 6)),), replace(rules, name=LOCAL)
    through = [e for e in draft.entries if not e.to_firewall]
    forward = RuleList(IN, _numbered([*_before(draft), *_user_rules(through, "in")]), at, Action.DENY, at)
    entered = _user_rules(draft.entries, "in")
    local = RuleList(LOCAL, _numbered([*_before(draft), *antilockout(draft), *entered]), at, Action.DENY, at)
    lists, bindings = [forward], [Binding(IN, "", Direction.FORWARD, at, (4, 6))]
    left = _numbered(_user_rules(through, "out"))
    if left:
        lists.append(RuleList(OUT, left, at, Action.PERMIT, at))
        bindings.append(Binding(OUT, "", Direction.FORWARD, at, (4, 6)))
    return tuple(lists), tuple(bindings), local


def _disabled(draft: Draft) -> Element | None:
    system = draft.root.child("system")
    return system.child("disablefilter") if system is not None and stated(system, "disablefilter") else None


def _numbered(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    return tuple(replace(rule, index=index) for index, rule in enumerate(rules))


def _user_rules(entries: Sequence[Entry], direction: str) -> list[Rule]:
    """Return the rules of one direction as first match: quick ones in order, then the others backwards."""
    asked = [e for e in entries if direction in e.directions]
    quick = [e for e in asked if e.quick]
    last = [e for e in reversed(asked) if not e.quick]
    return [_rule(entry, direction) for entry in (*quick, *last)]


def _rule(entry: Entry, direction: str) -> Rule:
    return Rule(
        index=0,
        action=entry.action,
        match=entry.match,
        location=entry.location,
        text=entry.text,
        name=entry.name,
        enabled=entry.enabled,
        logged=entry.logged,
        schedule=entry.schedule,
        times=entry.times,
        references=entry.references,
        from_interfaces=entry.interfaces if direction == "in" else None,
        to_interfaces=entry.interfaces if direction == "out" else None,
    )


def _before(draft: Draft) -> Iterator[Rule]:
    """Yield what both products put before every rule of the user."""
    system = draft.root.child("system") or draft.root
    if not stated(system, "ipv6allow"):
        atoms = () if draft.dialect.ipv6_switch else (Atom(AtomKind.OTHER, "no ipv6allow", system.head(draft.path)),)
        yield _implicit(
            Action.DENY, Match(ANY6, ANY6, atoms=atoms), system.head(draft.path), "no ipv6allow: all IPv6 is dropped"
        )
    yield from passing_forwards(draft)
    if stated(system, "ipv6allow"):
        allowed = draft.at(system.child("ipv6allow") or system)
        yield _implicit(Action.PERMIT, Match(ANY6, ANY6, _ICMP6_NEEDED), allowed, "ICMPv6 that IPv6 needs is passed")
    section = draft.root.child("interfaces")
    for element in section.children if section is not None else ():
        yield from _dropped_sources(draft, element)


def _dropped_sources(draft: Draft, element: Element) -> Iterator[Rule]:
    """Yield *Block bogon networks* and *Block private networks* of an interface.

    The bogon list is fetched at run time; it holds no RFC 1918 addresses. pfSense documentation, *Interface configuration*.
    """
    here = frozenset({element.tag})
    if stated(element, "blockbogons"):
        at = draft.at(element.child("blockbogons") or element)
        atoms = (Atom(AtomKind.DYNAMIC, "bogon networks", at),)
        match = Match(ANY - _RFC1918, ANY, ANY_SERVICE, atoms, (NOWHERE, NOWHERE, EMPTY_SERVICE))
        yield _implicit(Action.DENY, match, at, f"block bogon networks from {element.tag}", here)
    if stated(element, "blockpriv"):
        at = draft.at(element.child("blockpriv") or element)
        yield _implicit(
            Action.DENY, Match(draft.dialect.private), at, f"block private networks from {element.tag}", here
        )


def _implicit(action: Action, match: Match, at: Location, text: str, interfaces: frozenset[str] | None = None) -> Rule:
    return Rule(0, action, match, at, f"built in: {text}", implicit=True, from_interfaces=interfaces)
