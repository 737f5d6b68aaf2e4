"""Interfaces of NX-OS: what they share with IOS, addresses with prefix lengths, and modes within an interface.

An interface counts as up unless it says `shutdown`: which ports are down by default depends on the model.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import interfaces as shared
from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Port, command
from zonewarden_parsers.cisco_ios.interface_addresses import COMMANDS as ADDRESSES
from zonewarden_parsers.cisco_ios.interfaces import PortCommands, flag, gap, open_port, read_child
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_nxos.interface_words import is_irrelevant
from zonewarden_parsers.lines import blocks
from zonewarden_parsers.model import Effect

_OPTIONS = {"tag": 2, "preference": 2, "route-preference": 2, "use-bia": 1, "use-link-local-only": 1}


def read_interface(cmd: Command, draft: Draft) -> bool:
    """Read `interface NAME` with its commands and the modes in it (`hsrp 1`, `vrrp 1`)."""
    if cmd.words[1:2] in (("breakout",), ("range",)) or len(cmd.words) < 2:
        return cmd.words[1:2] == ("breakout",) and not cmd.children
    name = "".join(cmd.words[1:])
    if cmd.negated:
        draft.ports.pop(name, None)
        draft.bindings = {key: b for key, b in draft.bindings.items() if b.interface != name}
        return not cmd.children
    port = open_port(name, cmd, draft)
    port.management = name.lower().startswith("mgmt")
    for block in blocks(cmd.children):
        inner = command(block.line, block.children)
        read_child(inner, port, draft, COMMANDS, is_irrelevant)
        if inner.words[0] not in _MODES:
            claim_body(block.children, draft)
    return True


def _without_options(cmd: Command) -> Command:
    """Return an address command without what says how its route is learnt by others."""
    words = list(cmd.words)
    for option, size in _OPTIONS.items():
        while option in words:
            at = words.index(option)
            del words[at : at + size]
    return Command(cmd.line, tuple(words), cmd.negated, cmd.children)


def _address(cmd: Command, port: Port, draft: Draft) -> bool:
    return ADDRESSES["ip address"](_without_options(cmd), port, draft)


def _address6(cmd: Command, port: Port, draft: Draft) -> bool:
    plain = _without_options(cmd)
    words = tuple(w for w in plain.words if w != "secondary")
    return ADDRESSES["ipv6 address"](Command(cmd.line, words, cmd.negated), port, draft)


def _shared(cmd: Command, port: Port, draft: Draft) -> bool:
    """`hsrp N`, `vrrp N`, `vrrpv3 N`, `glbp N` with `ip A [secondary]` or `address A`: addresses the device answers for."""
    for line in cmd.children:
        inner = command(line)
        if cmd.words[0] in _REDUNDANCY and inner.words[0] in _SPOKEN:
            word = "ip" if inner.words[0] == "address" else inner.words[0]
            port.speaking.append(((_REDUNDANCY[cmd.words[0]], cmd.word(1), word, *inner.words[1:]), inner.negated))
        match inner.words:
            case ("ip" | "address", text, *_) if not inner.negated and (found := operands.host(text, 4)):
                port.shared.append(found)
                draft.ledger.modelled(line)
            case _:
                draft.ledger.irrelevant(line)
    return True


def _fabric(cmd: Command, _port: Port, _draft: Draft) -> bool:
    """`fabric forwarding mode anycast-gateway`: the address is the same on every leaf."""
    return cmd.word(1) == "forwarding"


def _member(cmd: Command, port: Port, _draft: Draft) -> bool:
    """`vrf member NAME`."""
    if cmd.word(1) != "member" or not (cmd.negated or len(cmd.words) == 3):
        return False
    port.vrf = "" if cmd.negated else cmd.word(2)
    return True


def _route_policy(cmd: Command, port: Port, draft: Draft) -> bool:
    if cmd.word(2) != "route-map":
        raise UnreadableError(2, "policy cannot be read")
    return gap(Effect.EITHER, "policy routing may send packets elsewhere")(cmd, port, draft)


_SHARED = (
    "ip access-group", "ipv6 traffic-filter", "shutdown", "description", "encapsulation", "switchport", "ip proxy-arp",
    "ip local-proxy-arp", "ip redirects", "ip unreachables", "ip directed-broadcast", "ip verify unicast",
    "ipv6 verify unicast", "cdp enable", "lldp transmit", "lldp receive", "ip nat inside", "ip nat outside",
    "mac access-group", "service-policy", "tunnel", "ip wccp", "bridge-domain", "service instance", "xconnect",
    "cts role-based",
)  # fmt: skip
_REDUNDANCY = {"hsrp": "standby", "vrrp": "vrrp", "glbp": "glbp"}
"""The words of IOS for the groups that prove who they are; VRRP version 3 has no such proof."""
_SPOKEN = frozenset({"ip", "ipv6", "address", "authentication"})
_MODES = frozenset({"hsrp", "vrrp", "vrrpv3", "glbp"})

COMMANDS: PortCommands = {
    **{name: shared.COMMANDS[name] for name in _SHARED},
    "ip address": _address,
    "ipv6 address": _address6,
    "ip unnumbered": ADDRESSES["ip unnumbered"],
    "hsrp": _shared,
    "vrrp": _shared,
    "vrrpv3": _shared,
    "glbp": _shared,
    "fabric": _fabric,
    "vrf": _member,
    "ip verify source": flag("ip-source-guard"),
    "ip policy": _route_policy,
    "ipv6 policy": _route_policy,
    "ip port access-group": gap(Effect.MAY_DENY, "a list on a switch port may drop packets"),
    "ipv6 port traffic-filter": gap(Effect.MAY_DENY, "a list on a switch port may drop packets"),
    "mac port access-group": gap(Effect.MAY_DENY, "a MAC access list may drop frames"),
}
