"""Interfaces, VLANs, virtual addresses, interface groups, and the interfaces that VPNs bring.

An interface without `enable` carries no traffic. A file in which no interface states it was not written by the product; there
every interface counts as enabled, so that nothing is hidden.
"""

from __future__ import annotations

import re
from dataclasses import replace

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import ANY4, ANY6, NOWHERE, AddressSet, Aspect, Effect, Interface, LineState
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.xml_lines import Element

_IRRELEVANT = frozenset({
    "mtu", "mss", "media", "mediaopt", "spoofmac", "dhcphostname", "alias-address", "alias-subnet", "dhcprejectfrom", "lock", "track6-prefix-id",
    "dhcp6-duid", "dhcp6-ia-pd-len", "dhcp6-ia-pd-send-hint", "dhcp6prefixonly", "dhcp6usev4iface", "dhcp6vlanprio", "dhcp6norelease",
    "dhcp6sendsolicit", "dhcp6debug", "adv_dhcp_config_advanced", "dhcpoverridesetting", "wireless", "slaacusev4iface", "ipv6usev4iface",
    "hw_settings_overwrite", "disablechecksumoffloading", "disablesegmentationoffloading", "disablelargereceiveoffloading",
    "disablevlanhwfilter", "internal_dynamic", "virtual", "bandwidth", "bandwidthtype", "dhcpvlanprio", "identityassociation", "pppoe_username",
    "descr", "promisc", "linkstate", "gateway_interface", "prefix-6rd", "gateway-6rd", "prefix-6rd-v4plen",
})  # fmt: skip
_READ = frozenset({
    "if", "descr", "enable", "ipaddr", "subnet", "ipaddrv6", "subnetv6", "gateway", "gatewayv6", "blockpriv", "blockbogons", "track6-interface",
    "type",
})  # fmt: skip
PSEUDO = {
    "openvpn": "ovpn", "wireguard": "wg", "enc0": "enc", "ipsec": "enc", "l2tp": "l2tp", "pppoe": "poes", "pptp": "pptp", "ppp": "ppp",
}  # fmt: skip
"""Groups that the product makes of VPN interfaces, with how the ports of their members begin."""
_VLAN = re.compile(r"(?:vlan0*|.*\.)(\d+)")


def read_interfaces(draft: Draft) -> None:
    """Read `interfaces`, `vlans`, `virtualip` and `ifgroups`."""
    section = draft.root.child("interfaces")
    elements = section.children if section is not None else []
    silent = not any(e.child("enable") for e in elements)
    for element in elements:
        _read_interface(draft, element, silent=silent)
    for element in elements:
        if element.value("type") == "group" and element.tag in PSEUDO:
            add_pseudo(draft, element.tag, NOWHERE, element)
    if section is not None:
        section.claim()
    _read_groups(draft)
    _read_vlans(draft)
    _read_virtual(draft)
    bridges = draft.root.child("bridges")
    if bridges is not None:
        bridges.claim_all()
        for bridge in (
            b for b in bridges.all("bridged") if b.children
        ):  # OPNsense writes an empty one where there is none
            draft.gap(Aspect.FLOWS, Effect.EITHER, "bridged interfaces are not modelled", bridge)


def _read_interface(draft: Draft, element: Element, *, silent: bool) -> None:
    element.claim()
    port = element.value("if")
    if port == "lo0" or element.tag == "lo0":
        element.claim_all(LineState.IRRELEVANT)
        return
    if element.value("type") == "group":
        element.claim_all()
        return
    for child in element.children:
        known = child.tag in _READ
        irrelevant = child.tag in _IRRELEVANT or child.tag.startswith("adv_")
        child.claim_all(LineState.MODELLED if known else LineState.IRRELEVANT if irrelevant else LineState.UNKNOWN)
        if not known and not irrelevant:
            draft.unread(child, f"interface setting not understood: {child.tag}")
    draft.ports[element.tag] = port
    draft.interfaces[element.tag] = _interface(draft, element, enabled=silent or stated(element, "enable"))


_ANTISPOOF = frozenset({"urpf"})
"""Both products give pf an `antispoof` rule for every interface (pfSense documentation, *Anti-spoofing Rules*); nothing switches it off."""


def _interface(draft: Draft, element: Element, *, enabled: bool) -> Interface:
    own4, net4 = _prefix(element.value("ipaddr"), element.value("subnet"), 32)
    own6, net6 = _prefix(element.value("ipaddrv6"), element.value("subnetv6"), 128)
    tracks = bool(element.value("track6-interface"))
    learns4, learns6 = _learns(element.value("ipaddr")), tracks or _learns(element.value("ipaddrv6"))
    if learns4 or learns6:
        draft.leased[element.tag] = (ANY4 if learns4 else NOWHERE) | (ANY6 if learns6 else NOWHERE)
    vlan = _VLAN.fullmatch(element.value("if"))
    return Interface(
        name=element.tag,
        location=draft.at(element),
        hardware=element.value("if"),
        addresses=own4 | own6,
        networks=net4 | net6,
        enabled=enabled,
        zone=element.value("descr"),
        description=element.value("descr"),
        ipv6_enabled=bool(element.value("ipaddrv6")) or tracks,
        dynamic=learns4 or learns6,
        vlan=vlan[1] if vlan else "",
        settings=_ANTISPOOF,
    )


def _learns(text: str) -> bool:
    """Return whether an address setting is a way to learn one: `dhcp`, `pppoe`, `slaac`, `track6`, ..."""
    return bool(text) and literal(text.split("/", 1)[0]) is None


def _prefix(address: str, bits: str, most: int) -> tuple[AddressSet, AddressSet]:
    """Return an address and its connected network; nothing where it is not fixed. A missing or bad length means the host."""
    own = literal(address.split("/", 1)[0])
    if own is None:
        return NOWHERE, NOWHERE
    length = bits if bits.isascii() and bits.isdigit() and int(bits) <= most else str(most)
    return own, literal(f"{address.split('/', 1)[0]}/{length}") or own


def _read_groups(draft: Draft) -> None:
    section = draft.root.child("ifgroups")
    for index, element in enumerate(section.all("ifgroupentry") if section is not None else ()):
        element.claim_all()
        members = tuple(re.split(r"[\s,]+", element.value("members"))) if element.value("members") else ()
        draft.groups[element.value("ifname")] = members
        order = element.value("sequence")
        draft.group_order[element.value("ifname")] = int(order) if order.isascii() and order.isdigit() else index
        for member in members:
            if member not in draft.interfaces:
                draft.missing("interface", member, draft.at(element))
    if section is not None:
        section.claim()


def _read_vlans(draft: Draft) -> None:
    section = draft.root.child("vlans")
    if section is None:
        return
    section.claim_all()
    tags = {e.value("vlanif"): e.value("tag") for e in section.all("vlan")}
    for name, interface in draft.interfaces.items():
        if interface.hardware in tags:
            draft.interfaces[name] = replace(interface, vlan=tags[interface.hardware])


def _read_virtual(draft: Draft) -> None:
    """Read virtual addresses: CARP and alias addresses are the firewall's own; proxy ARP ones are only answered for."""
    section = draft.root.child("virtualip")
    if section is None:
        return
    section.claim()
    for vip in section.children:
        vip.claim_all()
        own, network = _prefix(vip.value("subnet"), vip.value("subnet_bits"), 128)
        interface = draft.interfaces.get(vip.value("interface"))
        if not own or interface is None or vip.value("mode") not in ("carp", "ipalias"):
            continue
        draft.interfaces[interface.name] = replace(
            interface, addresses=interface.addresses | own, networks=interface.networks | network
        )


def add_pseudo(draft: Draft, name: str, networks: AddressSet, element: Element) -> None:
    """Add the interface that stands for a kind of VPN, or more networks to it, and the group of the same name."""
    known = draft.interfaces.get(name)
    if known is None:
        assigned = tuple(n for n, port in draft.ports.items() if _port_of(name, port))
        known = Interface(name, draft.at(element), hardware=name, zone=name, description=f"{name} (all of them)")
        draft.groups[name] = (name, *assigned)
    draft.interfaces[name] = replace(known, networks=known.networks | networks)


def _port_of(name: str, port: str) -> bool:
    return port.startswith(PSEUDO[name]) or (name == "wireguard" and port.startswith("tun_wg"))


def resolve(draft: Draft, names: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the interfaces that a comma-separated list of interfaces and groups means, and the names nothing defines."""
    found: set[str] = set()
    unknown: list[str] = []
    for name in filter(None, re.split(r"[\s,]+", names)):
        lower = name.lower()
        if name in draft.groups:
            found.update(m for m in draft.groups[name] if m in draft.interfaces)
        elif name in draft.interfaces:
            found.add(name)
        elif lower in PSEUDO:
            add_pseudo(draft, lower, NOWHERE, draft.root)
            found.update(draft.groups[lower])
        elif name not in ("lo0", "loopback"):
            unknown.append(name)
    return frozenset(found), tuple(unknown)
