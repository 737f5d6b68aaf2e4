"""Screens: what a security zone drops before any policy is asked; and the filter before the routing engine.

Junos Attack Detection and Prevention User Guide: `security screen ids-option NAME`, and `screen NAME` of a zone. What limits floods or
sessions, and `ip spoofing`, which looks a packet's source up in the routes, are marked at the zone's interfaces.
"""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import Setting

FLOODS, URPF = "flood-protection", "urpf"
_LIMITS = (("tcp", "syn-flood"), ("udp", "flood"), ("icmp", "flood"), ("limit-session",))


def read_screens(draft: Draft) -> None:
    """Mark the interfaces of zones with what their screen does."""
    options = draft.root.get("security", "screen", "ids-option")
    screens = {s.word: _settings(s) for s in options.children.values()} if options is not None else {}
    for zone in draft.root.under("security", "zones", "security-zone"):
        found = screens.get(zone.value("screen"), frozenset[str]())
        for name in draft.zones.get(zone.word, frozenset()) if found else ():
            if name in draft.interfaces:
                port = draft.interfaces[name]
                draft.interfaces[name] = replace(port, settings=port.settings | found)


def read_engine_filter(draft: Draft) -> None:
    """Note the input filters of lo0, by which everything for the routing engine goes."""
    for unit in found.children.values() if (found := draft.root.get("interfaces", "lo0", "unit")) is not None else ():
        for family in ("inet", "inet6"):
            for word in ("input", "input-list"):
                filtered = unit.get("family", family, "filter", word)
                if filtered is not None and filtered.children:
                    draft.settings.append(
                        Setting("control-plane-list", f"lo0.{unit.word}:{filtered.value()}", filtered.at)
                    )


def _settings(screen: Node) -> frozenset[str]:
    limits = any(screen.get(*path) is not None for path in _LIMITS)
    spoofing = screen.get("ip", "spoofing") is not None
    return frozenset(name for name, on in ((FLOODS, limits), (URPF, spoofing)) if on)
