"""Security zones: which interfaces they hold.

Junos Security Zones documentation: a packet by an interface that is in no zone is dropped (the null zone). A zone that the file never
defines, or a file that holds policies and no interfaces at all, is a fragment: such a zone gets one interface of its own name, so that
the policies between zones keep their meaning and a declaration can say where it lies.
"""

from __future__ import annotations

from dataclasses import replace
from fnmatch import fnmatchcase

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import Interface

HOST = "junos-host"
_QUIET = ("description", "tcp-rst", "application-tracking", "source-identity-log", "enable-reverse-reroute",
          "unidirectional-session-refreshing", "advance-policy-based-routing-profile", "screen")  # fmt: skip


def read_zones(draft: Draft) -> None:
    """Fill `draft.zones` and put the name of its zone on each interface."""
    fragment = draft.root.get("interfaces") is None
    for zone in draft.root.under("security", "zones", "security-zone"):
        zone.take()
        members: set[str] = set()
        for member in zone.under("interfaces"):
            member.take()
            members |= _members(draft, zone.word, member)
        for word in _QUIET:
            if (found := zone.get(word)) is not None:
                found.pass_over()
        if not members and fragment:
            members = {stand_in(draft, zone.word, zone)}
        draft.zones[zone.word] = frozenset(members)
    for zone in draft.root.under("security", "zones", "functional-zone"):
        zone.take()
        for member in zone.under("interfaces"):
            member.take()


def _members(draft: Draft, zone: str, member: Node) -> set[str]:
    name = member.word if "." in member.word or member.word == "all" else f"{member.word}.0"
    pattern = "*" if name == "all" else name
    found = {i for i in draft.interfaces if fnmatchcase(i, pattern)} if "*" in pattern else {name}
    for interface in found:
        known = draft.interfaces.get(interface)
        if known is None:
            draft.interfaces[interface] = Interface(interface, member.at, interface.partition(".")[0], zone=zone)
        else:
            draft.interfaces[interface] = _in_zone(known, zone)
    return found


def _in_zone(interface: Interface, zone: str) -> Interface:
    return replace(interface, zone=zone)


def stand_in(draft: Draft, zone: str, node: Node) -> str:
    """Return the interface that stands for a zone without known interfaces."""
    name = f"zone:{zone}" if zone in draft.interfaces else zone
    draft.interfaces.setdefault(name, Interface(name, node.at, zone=zone))
    return name


def interfaces_of(draft: Draft, zone: str, use: Node) -> frozenset[str]:
    """Return the interfaces of a zone that a policy names."""
    if zone in draft.zones:
        return draft.zones[zone]
    if zone == HOST:
        return frozenset()
    if draft.root.get("security", "zones", "security-zone") is not None:
        draft.missing("zone", zone, use)
    draft.zones[zone] = frozenset({stand_in(draft, zone, use)})
    return draft.zones[zone]
