"""Address translation. `dst-nat` comes before the filter, `src-nat` after it: the chains see real addresses."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.mikrotik_routeros.draft import Draft, shown
from zonewarden_parsers.mikrotik_routeros.operands import interface_list
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.model import ANY4, NOWHERE, AddressSet, Aspect, Effect, NatRule

_ADDED = frozenset({("container",), ("zerotier", "interface")})
_CARRIERS = {
    ("ip", "proxy"): "the web proxy",
    ("ip", "socks"): "the SOCKS proxy",
    ("ip", "reverse-proxy"): "the reverse proxy",
    ("container",): "a container",
    ("zerotier", "interface"): "a ZeroTier network",
}
"""What carries traffic past the rules where it is switched on, or where it is added."""


def read_nat(draft: Draft) -> None:
    """Read `/ip firewall nat`; IPv6 translation is a gap. UPnP opens ports on request."""
    for record in draft.take("ip", "firewall", "nat"):
        if not record.disabled:
            _rule(draft, record)
    for record in draft.take("ipv6", "firewall", "nat"):
        if not record.disabled:
            draft.gap(Aspect.FLOWS, Effect.EITHER, "IPv6 translation is not modelled", record)
    for record in draft.take("ip", "upnp"):
        if record.get("enabled") == "yes":
            draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, "UPnP opens ports on request", record)
    for path, reason in _CARRIERS.items():
        for record in draft.take(*path):
            if record.get("enabled") == "yes" or (path in _ADDED and not record.disabled):
                draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, f"{reason} carries traffic that rules do not show", record)


def _rule(draft: Draft, record: Record) -> None:
    action, text, at = record.get("action"), shown(record), draft.at(record)
    goal = (literal(record.get("to-addresses")) or NOWHERE) & ANY4
    source = (literal(record.get("src-address")) or NOWHERE) & ANY4
    if action in ("dst-nat", "netmap") and record.get("chain") != "srcnat":
        entry = record.get("in-interface")
        mapped = (literal(record.get("dst-address")) or NOWHERE) & ANY4
        entry = "" if entry.startswith("!") else entry
        listed = record.get("in-interface-list")
        entries = interface_list(draft, listed, at) if listed else None
        known = tuple(sorted(entries or ()))
        draft.nat.append(NatRule("static", at, text, _home(draft, goal), entry, goal, mapped, entries=known))
    elif action in ("masquerade", "src-nat", "netmap", "same"):
        leave = record.get("out-interface")
        kind = "pat" if action == "masquerade" else "dynamic"
        draft.nat.append(NatRule(kind, at, text, "", "" if leave.startswith("!") else leave, source, goal))
    elif action == "jump":
        draft.gap(Aspect.FLOWS, Effect.EITHER, "chains of translation rules are not modelled", record)


def _home(draft: Draft, real: AddressSet) -> str:
    return next((i.name for i in draft.interfaces.values() if real and real <= i.networks), "")
