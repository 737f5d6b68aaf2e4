"""`interface` blocks and PIX one-line interface commands.

An interface without `nameif` carries no traffic on ASA and is none of ours. Security levels: Cisco ASA General
Operations CLI Configuration Guide, "Routed and Transparent Mode Interfaces" (inside 100, every other name 0).
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from zonewarden_parsers.cisco_asa import irrelevant, routing
from zonewarden_parsers.cisco_asa.draft import Draft, Level
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import host, netmask, prefix
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import AddressSet, Aspect, Effect, Interface, Location, Vpn, VpnKind


@dataclass(slots=True)
class Port:
    """An `interface` block while it is read."""

    hardware: str
    line: Line
    name: str = ""
    name_line: Line | None = None
    level: int | None = None
    level_line: Line | None = None
    addresses: AddressSet = field(default_factory=AddressSet)
    networks: AddressSet = field(default_factory=AddressSet)
    shutdown: bool = False
    dynamic: str = ""
    learns_route: bool = False
    description: str = ""
    vlan: str = ""
    management_only: bool = False
    ipv6: bool = False
    gaps: list[tuple[Effect, str, Line]] = field(default_factory=list)
    unknown: list[Line] = field(default_factory=list)
    tunnel: dict[str, tuple[str, Line]] = field(default_factory=dict)


def read_interface(draft: Draft, block: Block) -> bool:
    """Read an `interface` block, or PIX 6 `interface HARDWARE SPEED [shutdown]`."""
    words = block.line.words
    if len(words) < 2:
        return False
    port = Port(words[1], block.line)
    if not block.children and len(words) > 2:
        return _pix_interface(draft, block.line)
    for line in block.children:
        if _read_child(draft, port, line):
            draft.ledger.modelled(line)
        elif irrelevant.in_interface(line):
            routing.key_secrets(draft, line)
            draft.ledger.irrelevant(line)
        else:
            port.unknown.append(line)
    _finish(draft, port)
    return True


def _read_child(draft: Draft, port: Port, line: Line) -> bool:  # noqa: C901
    match line.words:
        case ("nameif", name):
            port.name, port.name_line = name, line
        case ("security-level", text) if (level := number(text, 100)) is not None:
            port.level, port.level_line = level, line
        case ("ip", "address", "dhcp" | "pppoe" as way, *rest):
            port.dynamic = way
            port.learns_route = "setroute" in rest
        case ("ip", "address", one, mask, *rest) if not rest or rest[0] in ("standby", "cluster-pool", "pppoe"):
            return _ipv4_address(draft, port, one, mask)
        case ("ipv6", "address", "autoconfig" | "dhcp", *_):
            port.dynamic, port.ipv6 = line.words[2], True
        case ("ipv6", "address", text, *rest) if "/" in text:
            return _ipv6_address(draft, port, text, own="eui-64" not in rest)
        case ("ipv6", "enable"):
            port.ipv6 = True
        case ("ipv6", "address", *_):
            port.ipv6 = True
        case ("shutdown",):
            port.shutdown = True
        case ("no", "shutdown"):
            port.shutdown = False
        case ("management-only", *_):
            port.management_only = True
        case ("vlan", vlan, *_):
            port.vlan = vlan
        case ("description", *rest):
            port.description = " ".join(rest)
        case ("tunnel", "source" | "destination" | "mode" | "protection" as what, *rest):
            port.tunnel[what] = (" ".join(rest), line)
        case ("policy-route", "route-map", *_):
            port.gaps.append((Effect.EITHER, "policy-based routing is not modelled", line))
        case ("zone-member", *_):
            port.gaps.append((Effect.EITHER, "traffic zones are not modelled", line))
        case ("bridge-group", *_):
            port.gaps.append((Effect.EITHER, "bridge groups are not modelled", line))
        case ("no", "forward", "interface", *_):
            port.gaps.append((Effect.MAY_DENY, "`no forward interface` is not modelled", line))
        case _:
            return False
    return True


def _ipv4_address(draft: Draft, port: Port, one: str, mask: str) -> bool:
    address, network = host(one, draft.labels), netmask(one, mask, draft.labels)
    if address is None or network is None:
        return False
    port.addresses |= address
    port.networks |= network
    return True


def _ipv6_address(draft: Draft, port: Port, text: str, *, own: bool) -> bool:
    """Read an IPv6 prefix; `own` is False where the device makes its address from the prefix (EUI-64)."""
    address, network = host(text.split("/", 1)[0], draft.labels), prefix(text)
    if address is None or network is None:
        return False
    if own:
        port.addresses |= address
    port.networks |= network
    port.ipv6 = True
    return True


def _finish(draft: Draft, port: Port) -> None:
    draft.ports[port.hardware.lower()] = port.name
    for effect, reason, line in port.gaps:
        if port.name:
            draft.gap(Aspect.FLOWS, effect, reason, line, port.name)
    for line in port.unknown:
        if port.name or not port.shutdown:
            draft.unknown(line, "interface command not understood", Aspect.ALL, port.name)
        else:
            draft.unknown(line, "interface command not understood", Aspect.FLOWS, port.hardware)
    if not port.name:
        return
    draft.levels[port.name] = _level(draft, port)
    draft.interfaces[port.name] = Interface(
        name=port.name,
        location=draft.at(port.line),
        hardware=port.hardware,
        addresses=port.addresses,
        networks=port.networks,
        enabled=not port.shutdown,
        security_level=draft.levels[port.name].value,
        description=port.description,
        ipv6_enabled=port.ipv6,
        dynamic=bool(port.dynamic),
        management_only=port.management_only,
        vlan=port.vlan,
    )
    if port.learns_route:
        draft.dynamic_routing.append((f"{port.dynamic} {port.name}", draft.at(port.line)))
    if "protection" in port.tunnel:
        _tunnel(draft, port)


def _level(draft: Draft, port: Port) -> Level:
    if port.level is not None and port.level_line is not None:
        return Level(port.level, draft.at(port.level_line))
    return Level(100 if port.name == "inside" else 0, draft.at(port.name_line or port.line))


def _tunnel(draft: Draft, port: Port) -> None:
    """Record a virtual tunnel interface as the site-to-site VPN it is."""
    text, line = port.tunnel["protection"]
    peer = port.tunnel.get("destination", ("", line))[0]
    source = port.tunnel.get("source", ("", line))[0].split()
    profile = text.split()[-1] if text.split() else ""
    draft.vpn.tunnels.append(
        (
            Vpn(
                name=port.name,
                kind=VpnKind.SITE_TO_SITE,
                location=draft.at(port.line),
                interface=source[-1] if source else "",
                enabled=not port.shutdown,
                peers=(peer,) if peer else (),
                locations={"crypto": draft.at(line)},
            ),
            profile,
        )
    )


def _pix_interface(draft: Draft, line: Line) -> bool:
    hardware = line.words[1].lower()
    if line.words[-1] == "shutdown":
        draft.shut_ports.add(hardware)
        name = draft.ports.get(hardware, "")
        if name in draft.interfaces:
            draft.interfaces[name] = replace(draft.interfaces[name], enabled=False)
    draft.ports.setdefault(hardware, "")
    return True


def read_pix_nameif(draft: Draft, block: Block) -> bool:
    """Read `nameif HARDWARE NAME securityN` (PIX 6, FWSM 2)."""
    match block.line.words:
        case ("nameif", hardware, name, security) if security.startswith("security"):
            level = number(security.removeprefix("security"), 100)
        case _:
            return False
    if level is None:
        return False
    at = draft.at(block.line)
    draft.ports[hardware.lower()] = name
    draft.levels[name] = Level(level, at)
    draft.interfaces[name] = Interface(
        name, at, hardware, security_level=level, enabled=hardware.lower() not in draft.shut_ports
    )
    return True


def read_pix_address(draft: Draft, block: Block) -> bool:
    """Read `ip address NAME A MASK [standby X]` and `ip address NAME dhcp|pppoe ...` (PIX 6)."""
    match block.line.words:
        case ("ip", "address", name, ("dhcp" | "pppoe") as way, *rest):
            draft.interfaces[name] = replace(_known(draft, name, block.line), dynamic=True)
            if "setroute" in rest:
                draft.dynamic_routing.append((f"{way} {name}", draft.at(block.line)))
            return True
        case ("ip", "address", name, one, mask, *_):
            address, network = host(one, draft.labels), netmask(one, mask, draft.labels)
        case _:
            return False
    if address is None or network is None:
        return False
    draft.interfaces[name] = replace(_known(draft, name, block.line), addresses=address, networks=network)
    return True


def _known(draft: Draft, name: str, line: Line) -> Interface:
    if name in draft.interfaces:
        return draft.interfaces[name]
    at: Location = draft.at(line)
    draft.levels.setdefault(name, Level(100 if name == "inside" else 0, at))
    return Interface(name, at, security_level=draft.levels[name].value)


def read_reverse_path(draft: Draft, block: Block) -> bool:
    """Read `ip verify reverse-path interface NAME`: unicast reverse path forwarding."""
    match block.line.words:
        case ("ip", "verify", "reverse-path", "interface", name):
            draft.urpf.add(name)
            return True
        case _:
            pass
    return False
