"""The addresses of an interface: its own, its networks, and those it shares with a neighbour."""

from __future__ import annotations

import ipaddress

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Port, PortReader
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.model import NOWHERE


def _ip_address(cmd: Command, port: Port, _draft: Draft) -> bool:
    match cmd.words[2:]:
        case () if cmd.negated:
            port.primary, port.dynamic = None, False
            port.secondary.clear()
            return True
        case ("dhcp" | "negotiated" | "pool" | "previous", *_):
            port.dynamic = not cmd.negated
            return True
        case (cidr, *rest) if "/" in cidr:
            address, _, length = cidr.partition("/")
            mask = f"/{length}"
        case (address, mask, *rest):
            pass
        case _:
            return False
    own, network = operands.host(address, 4), operands.subnet(address, mask)
    if own is None or network is None:
        raise UnreadableError(2, "address and mask cannot be read")
    if cmd.negated:
        port.primary = None if port.primary == (own, network) else port.primary
        port.secondary = [s for s in port.secondary if s != (own, network)]
    elif rest[:1] == ["secondary"]:
        port.secondary.append((own, network))
    elif rest:
        return False
    else:
        port.primary = (own, network)
    return True


def _ipv6_address(cmd: Command, port: Port, _draft: Draft) -> bool:
    if cmd.negated:
        return len(cmd.words) == 2
    port.ipv6_enabled = True
    match cmd.words[2:]:
        case ("dhcp" | "autoconfig", *_):
            port.dynamic = True
            return True
        case (_, "link-local"):
            return True
        case (name, suffix, *_) if "/" not in name and "/" in suffix:
            port.dynamic = True  # a general prefix, learnt by DHCPv6 prefix delegation
            return True
        case (text, *rest) if set(rest) <= {"eui-64", "anycast"} and "/" in text:
            network = operands.prefix(text)
            if network is None or not network.v6:
                raise UnreadableError(2, "address cannot be read")
            own = NOWHERE if "eui-64" in rest else operands.prefix(text.partition("/")[0])
            if not ipaddress.ip_interface(text).is_link_local:
                port.secondary.append((own or NOWHERE, network))
            return True
        case _:
            return False


def _ipv6_enable(cmd: Command, port: Port, _draft: Draft) -> bool:
    port.ipv6_enabled = port.ipv6_enabled if cmd.negated else True
    return True


def _unnumbered(cmd: Command, port: Port, _draft: Draft) -> bool:
    port.dynamic = not cmd.negated
    return True


def _shared(cmd: Command, port: Port, _draft: Draft) -> bool:
    """`standby N ip A [secondary]`, `vrrp N ip A`, `glbp N ip A`: an address the device answers for."""
    rest = cmd.words[2:] if cmd.word(1).isdigit() else cmd.words[1:]
    if rest[:1] == ("ip",) and len(rest) > 1 and not cmd.negated:
        found = operands.host(rest[1], 4)
        if found is None:
            raise UnreadableError(len(cmd.words) - len(rest) + 1, "address cannot be read")
        port.shared.append(found)
    return True


COMMANDS: dict[str, PortReader] = {
    "ip address": _ip_address,
    "ip unnumbered": _unnumbered,
    "ipv6 unnumbered": _unnumbered,
    "ipv6 address": _ipv6_address,
    "ipv6 enable": _ipv6_enable,
    "standby": _shared,
    "vrrp": _shared,
    "glbp": _shared,
}
