"""Interfaces: addresses, lists bound to them, and what else on them filters or redirects traffic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from zonewarden_parsers.cisco_ios import interface_addresses
from zonewarden_parsers.cisco_ios.adjacencies import is_about_a_peer
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Port, PortReader, command
from zonewarden_parsers.cisco_ios.interface_words import is_irrelevant
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_ios.switch_ports import is_about_a_port, switch_port
from zonewarden_parsers.model import (
    ANY,
    AddressSet,
    AdminService,
    Aspect,
    Binding,
    Direction,
    Effect,
    Interface,
    Reference,
)

MANAGEMENT_VRFS = frozenset({"Mgmt-intf", "Mgmt-vrf", "mgmtVrf"})
"""The VRFs of the management Ethernet port, named by the vendor (IOS-XE, Catalyst)."""


PortCommands = dict[str, PortReader]
"""What reads the commands of an interface, by up to three leading words."""


def read_interface(cmd: Command, draft: Draft) -> bool:
    """Read `interface NAME` with its commands; an interface entered twice is one interface."""
    if len(cmd.words) < 2 or cmd.word(1) == "range":
        return False
    name = "".join(cmd.words[1:3]) if len(cmd.words) > 2 and cmd.word(2)[0].isdigit() else cmd.word(1)
    if cmd.negated:
        draft.ports.pop(name, None)
        draft.zoning.members.pop(name, None)
        draft.bindings = {key: b for key, b in draft.bindings.items() if b.interface != name}
        return not cmd.children
    port = open_port(name, cmd, draft)
    for line in cmd.children:
        read_child(command(line), port, draft, COMMANDS, is_irrelevant)
    return True


def open_port(name: str, cmd: Command, draft: Draft) -> Port:
    """Return the interface called `name`, created at `cmd` when it is new."""
    port = draft.ports.get(name)
    if port is None:
        port = draft.ports[name] = Port(name, draft.ledger.at(cmd.line), vlan=_vlan_of(name))
    return port


def _vlan_of(name: str) -> str:
    found = re.fullmatch(r"[Vv]lan(\d+)", name)
    return found[1] if found else ""


_SAYS_NOTHING = frozenset(
    {"shutdown", "description", "speed", "duplex", "negotiation", "mtu", "load-interval", "logging", "snmp"}
)


def read_child(
    cmd: Command, port: Port, draft: Draft, commands: PortCommands, irrelevant: Callable[[tuple[str, ...]], bool]
) -> None:
    """Read one command of an interface by `commands`; what none of them knows leaves a gap unless it is irrelevant."""
    about_port = is_about_a_port(cmd.words)
    port.bare = port.bare and cmd.words[0] in _SAYS_NOTHING
    if about_port:
        port.port_commands.append((cmd.words, cmd.negated))
    about_peer = is_about_a_peer(cmd.words)
    if about_peer:
        port.speaking.append((cmd.words, cmd.negated))
    try:
        if _dispatch(cmd, port, draft, commands) or about_port or about_peer:
            draft.ledger.modelled(cmd.line)
            return
        if irrelevant(cmd.words):
            draft.ledger.irrelevant(cmd.line)
            return
        draft.ledger.unknown(cmd.line, f"unknown command on interface {port.name}")
    except UnreadableError as error:
        draft.ledger.unknown(cmd.line, f"interface {port.name}: {error}", error.word)
    draft.gap(Aspect.FLOWS, Effect.EITHER, f"unread line on interface {port.name}", cmd.line, port.name)


def _dispatch(cmd: Command, port: Port, draft: Draft, commands: PortCommands) -> bool:
    for size in (3, 2, 1):
        reader = commands.get(" ".join(cmd.words[:size]))
        if reader is not None:
            return reader(cmd, port, draft)
    return False


def access_group(family: int) -> PortReader:
    """Return a reader of `ip access-group LIST {in|out}` for an IP version."""

    def read(cmd: Command, port: Port, draft: Draft) -> bool:
        words = cmd.words[2:4] if cmd.word(2) != "common" else ()
        if cmd.negated and len(words) == 1 and words[0] in ("in", "out"):
            words = ("", words[0])
        if len(words) != 2 or words[1] not in ("in", "out"):
            raise UnreadableError(2, "access group without list and direction")
        direction = Direction(words[1])
        key = (port.name, direction, family)
        if cmd.negated:
            draft.bindings.pop(key, None)
            return True
        draft.bindings[key] = Binding(words[0], port.name, direction, draft.ledger.at(cmd.line), (family,))
        draft.use_list(words[0], cmd.line, family)
        return True

    return read


def _shutdown(cmd: Command, port: Port, _draft: Draft) -> bool:
    port.enabled = cmd.negated
    return True


def _description(cmd: Command, port: Port, _draft: Draft) -> bool:
    port.description = "" if cmd.negated else " ".join(cmd.words[1:])
    return True


def vrf(cmd: Command, port: Port, _draft: Draft) -> bool:
    """Read the routing table that the interface is in, the last word."""
    port.vrf = "" if cmd.negated else cmd.words[-1]
    return True


def _encapsulation(cmd: Command, port: Port, _draft: Draft) -> bool:
    if cmd.word(1).lower() == "dot1q" and cmd.word(2).isdigit():
        port.vlan = cmd.word(2)
    return True


def _switchport(cmd: Command, port: Port, _draft: Draft) -> bool:
    if len(cmd.words) == 1:
        port.layer2 = not cmd.negated
    else:
        port.layer2 = port.layer2 or not cmd.negated
        if cmd.words[1:3] == ("access", "vlan") and not cmd.negated:
            port.vlan = cmd.word(3)
    return True


def flag(name: str) -> PortReader:
    """Return a reader that notes a setting, with `no-` before its name where it is off."""

    def read(cmd: Command, port: Port, _draft: Draft) -> bool:
        port.settings.discard(name if cmd.negated else f"no-{name}")
        port.settings.add(f"no-{name}" if cmd.negated else name)
        return True

    return read


def gap(effect: Effect, reason: str) -> PortReader:
    """Return a reader for what bears on flows and is not modelled."""

    def read(cmd: Command, port: Port, draft: Draft) -> bool:
        if not cmd.negated:
            draft.gap(Aspect.FLOWS, effect, reason, cmd.line, port.name)
        return True

    return read


_ENDING = ("urlfilter", "java-list", "appfw", "content-filter")


def _inspect(cmd: Command, port: Port, draft: Draft) -> bool:
    """`ip inspect NAME in|out`: opens the lists for answers only; what looks into the session may end it."""
    if len(cmd.words) != 4 or cmd.words[3] not in ("in", "out"):
        return False
    if cmd.negated:
        return True
    lines = draft.inspections.get(cmd.words[2])
    if lines is None:
        draft.undefined.append(Reference(cmd.words[2], "inspection", draft.ledger.at(cmd.line)))
    elif any(word in line.words for line in lines for word in _ENDING):
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"inspection {cmd.words[2]} may end sessions", cmd.line, port.name)
    port.settings.add("inspect")
    return True


def _zone_member(cmd: Command, port: Port, draft: Draft) -> bool:
    if cmd.word(1) != "security" or len(cmd.words) != 3:
        return False
    port.zone = "" if cmd.negated else cmd.word(2)
    draft.zoning.members.pop(port.name, None)
    if not cmd.negated:
        draft.zoning.members[port.name] = cmd.line
    return True


def _cip(cmd: Command, port: Port, draft: Draft) -> bool:
    """`cip enable`: the switch lets itself be managed by CIP (EtherNet/IP) on this interface."""
    if cmd.word(1) == "enable" and not cmd.negated:
        draft.services.append(AdminService("cip", draft.ledger.at(cmd.line), ANY, (port.name,)))
    return True


def _nat_side(cmd: Command, port: Port, draft: Draft) -> bool:
    return len(cmd.words) == 3 and flag(f"nat-{cmd.word(2)}")(cmd, port, draft)


def _crypto_map(cmd: Command, port: Port, draft: Draft) -> bool:
    if len(cmd.words) < 3 and not cmd.negated:
        return False
    port.crypto_map = "" if cmd.negated else cmd.word(2)
    if not cmd.negated:
        draft.crypto_maps.setdefault(cmd.word(2), (port.name, draft.ledger.at(cmd.line)))
    return True


def _tunnel(cmd: Command, port: Port, _draft: Draft) -> bool:
    if cmd.words[1:3] == ("protection", "ipsec"):
        port.tunnel_profile = "" if cmd.negated else cmd.after("profile")
    elif cmd.word(1) == "destination":
        port.tunnel_destination = "" if cmd.negated else " ".join(cmd.words[2:])
    return True


def _service_policy(cmd: Command, port: Port, draft: Draft) -> bool:
    if cmd.words[1:3] in (("type", "inspect"), ("type", "access-control")) and not cmd.negated:
        draft.gap(
            Aspect.FLOWS, Effect.MAY_DENY, f"service-policy type {cmd.word(2)} is not modelled", cmd.line, port.name
        )
        return True
    name = cmd.words[-1]
    draft.policies.append((name, port.name, cmd.line))
    return not cmd.negated or len(cmd.words) > 1


COMMANDS: PortCommands = {
    **interface_addresses.COMMANDS,
    "ip access-group": access_group(4),
    "ipv6 traffic-filter": access_group(6),
    "shutdown": _shutdown,
    "description": _description,
    "vrf forwarding": vrf,
    "ip vrf forwarding": vrf,
    "encapsulation": _encapsulation,
    "switchport": _switchport,
    "ip helper-address": flag("dhcp-relay"),
    "ip proxy-arp": flag("proxy-arp"),
    "ip local-proxy-arp": flag("local-proxy-arp"),
    "ip redirects": flag("redirects"),
    "ip unreachables": flag("unreachables"),
    "ip directed-broadcast": flag("directed-broadcast"),
    "ip mask-reply": flag("mask-reply"),
    "ip verify source": flag("ip-source-guard"),
    "ip verify unicast": flag("urpf"),
    "ipv6 verify unicast": flag("urpf6"),
    "cdp enable": flag("cdp"),
    "lldp transmit": flag("lldp"),
    "lldp receive": flag("lldp-receive"),
    "mop enabled": flag("mop"),
    "cip": _cip,
    "ip nat inside": _nat_side,
    "ip nat outside": _nat_side,
    "ip nat enable": _nat_side,
    "ip inspect": _inspect,
    "ipv6 inspect": _inspect,
    "zone-member": _zone_member,
    "ip policy": gap(Effect.EITHER, "policy routing may send packets elsewhere"),
    "ipv6 policy": gap(Effect.EITHER, "policy routing may send packets elsewhere"),
    "ip wccp": gap(Effect.EITHER, "WCCP redirects packets"),
    "ip ips": gap(Effect.MAY_DENY, "an intrusion prevention policy may drop packets"),
    "ip urlfilter": gap(Effect.MAY_DENY, "a URL filter may drop packets"),
    "ip auth-proxy": gap(Effect.MAY_PERMIT, "the authentication proxy adds entries for users"),
    "ip admission": gap(Effect.MAY_PERMIT, "admission control adds entries for users"),
    "mac access-group": gap(Effect.MAY_DENY, "a MAC access list may drop frames"),
    "cts role-based": gap(Effect.MAY_DENY, "TrustSec may drop packets by group tag"),
    "bridge-group": gap(Effect.MAY_PERMIT, "the bridge group forwards frames without routing them"),
    "bridge-domain": gap(Effect.MAY_PERMIT, "the bridge domain forwards frames without routing them"),
    "service instance": gap(Effect.MAY_PERMIT, "the service instance forwards frames without routing them"),
    "xconnect": gap(Effect.MAY_PERMIT, "the cross connect forwards frames without routing them"),
    "utd": gap(Effect.MAY_DENY, "unified threat defence may drop packets"),
    "crypto map": _crypto_map,
    "crypto ipsec client": gap(Effect.EITHER, "what the EzVPN client tunnels is set by its server"),
    "l2nat": gap(Effect.EITHER, "layer 2 NAT translates addresses"),
    "tunnel": _tunnel,
    "service-policy": _service_policy,
}


_ETHERNET = re.compile(r"(?:[a-z-]*ethernet|[a-z]*gige)[\d/]+", re.IGNORECASE)


def note_bare_ports(ports: Iterable[Port]) -> None:
    """Make switch ports of the Ethernet ports of a switch that state nothing: there a port is one until it says otherwise."""
    found = list(ports)
    if any(port.layer2 for port in found):
        for port in found:
            if port.bare and _ETHERNET.fullmatch(port.name):
                port.layer2 = True
                port.port_commands.append((("unstated",), False))


def finish_interface(port: Port, mode: str) -> Interface:
    """Return the interface that `port` describes. `urpf`, `nat-inside` and the like are in `settings`.

    `mode` is that of switch ports which state none.
    """
    parts = [*([port.primary] if port.primary else []), *port.secondary]
    return Interface(
        port.name,
        port.location,
        hardware=port.name.partition(".")[0],
        addresses=AddressSet.union([*(own for own, _ in parts), *port.shared]),
        networks=AddressSet.union(network for _, network in parts),
        enabled=port.enabled,
        vrf=port.vrf,
        zone=port.zone,
        description=port.description,
        ipv6_enabled=port.ipv6_enabled,
        dynamic=port.dynamic,
        management_only=port.management or port.vrf in MANAGEMENT_VRFS,
        vlan=port.vlan,
        settings=frozenset(port.settings | ({"switchport"} if port.layer2 else set())),
        port=switch_port(port.port_commands, mode) if port.layer2 else None,
    )
