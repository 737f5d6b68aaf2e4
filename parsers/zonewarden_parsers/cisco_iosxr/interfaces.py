"""Interfaces of IOS-XR: IPv4 commands begin with `ipv4`, lists are bound for `ingress` and `egress`."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import interfaces as shared
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Port, PortReader, command
from zonewarden_parsers.cisco_ios.interface_addresses import COMMANDS as ADDRESSES
from zonewarden_parsers.cisco_ios.interfaces import PortCommands, flag, gap, open_port, read_child, vrf
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_iosxr.interface_words import is_irrelevant
from zonewarden_parsers.lines import blocks
from zonewarden_parsers.model import Binding, Direction, Effect

_DIRECTIONS = {"ingress": Direction.IN, "egress": Direction.OUT}


def read_interface(cmd: Command, draft: Draft) -> bool:
    """Read `interface [preconfigure] NAME [l2transport]` with its commands."""
    names = [w for w in cmd.words[1:] if w not in ("preconfigure", "l2transport", "point-to-point", "multipoint")]
    if not names:
        return False
    name = "".join(names)
    if cmd.negated:
        draft.ports.pop(name, None)
        draft.bindings = {key: b for key, b in draft.bindings.items() if b.interface != name}
        return not cmd.children
    port = open_port(name, cmd, draft)
    port.management = name.startswith("MgmtEth")
    port.layer2 = port.layer2 or "l2transport" in cmd.words
    for block in blocks(cmd.children):
        inner = command(block.line, block.children)
        read_child(inner, port, draft, COMMANDS, is_irrelevant)
        claim_body(block.children, draft)
    return True


def _access_group(family: int) -> PortReader:
    def read(cmd: Command, port: Port, draft: Draft) -> bool:
        """`ipv4 access-group NAME {ingress|egress} [counters]`; with `common` another list is asked before."""
        words = cmd.words[2:]
        if words[:1] == ("common",) or len(words) < 2 or words[1] not in _DIRECTIONS:
            raise UnreadableError(2, "access group without list and direction")
        direction = _DIRECTIONS[words[1]]
        if cmd.negated:
            draft.bindings.pop((port.name, direction, family), None)
            return True
        at = draft.ledger.at(cmd.line)
        draft.bindings[port.name, direction, family] = Binding(words[0], port.name, direction, at, (family,))
        draft.use_list(words[0], cmd.line, family)
        return True

    return read


def _address(cmd: Command, port: Port, draft: Draft) -> bool:
    words = list(cmd.words)
    for option in ("route-tag", "algorithm"):
        if option in words[:-1]:
            at = words.index(option)
            del words[at : at + 2]
    return ADDRESSES["ip address"](Command(cmd.line, tuple(words), cmd.negated), port, draft)


def _encapsulation(cmd: Command, port: Port, _draft: Draft) -> bool:
    if cmd.word(1) == "dot1q":
        port.vlan = cmd.word(2)
    return len(cmd.words) > 1


def _layer2(cmd: Command, port: Port, _draft: Draft) -> bool:
    port.layer2 = not cmd.negated
    return len(cmd.words) == 1


_SHARED = ("shutdown", "description", "service-policy", "tunnel", "cdp", "xconnect")

COMMANDS: PortCommands = {
    **{name: shared.COMMANDS[name] for name in _SHARED if name in shared.COMMANDS},
    "ipv4 access-group": _access_group(4),
    "ipv6 access-group": _access_group(6),
    "ipv4 address": _address,
    "ipv4 unnumbered": ADDRESSES["ip unnumbered"],
    "ipv6 address": ADDRESSES["ipv6 address"],
    "ipv6 enable": ADDRESSES["ipv6 enable"],
    "vrf": vrf,
    "encapsulation": _encapsulation,
    "l2transport": _layer2,
    "proxy-arp": flag("proxy-arp"),
    "ipv4 directed-broadcast": flag("directed-broadcast"),
    "ipv4 redirects": flag("redirects"),
    "ipv4 verify unicast": flag("urpf"),
    "ipv6 verify unicast": flag("urpf6"),
    "cdp": flag("cdp"),
    "ipv4 policy": gap(Effect.EITHER, "policy routing may send packets elsewhere"),
    "service-policy type pbr": gap(Effect.EITHER, "a policy of type pbr may redirect or drop packets"),
}
