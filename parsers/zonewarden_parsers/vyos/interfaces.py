"""Interfaces with their VLANs, VRFs, and the rule sets that are bound to them the older way."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import NOWHERE, AddressSet, Interface
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.tree import Node

TYPES = frozenset({
    "ethernet", "bonding", "bridge", "dummy", "loopback", "tunnel", "vti", "wireguard", "openvpn", "pppoe", "vxlan", "geneve", "l2tpv3", "macsec",
    "pseudo-ethernet", "wireless", "wirelessmodem", "wwan", "switch", "virtual-ethernet", "sstpc", "input", "l2tp-client", "pptp-client",
})  # fmt: skip
_VLANS = ("vif", "vif-s", "vif-c")
_IRRELEVANT = (
    "duplex", "speed", "apn", "mtu", "hw-id", "offload", "smp_affinity", "smp-affinity", "poe", "bandwidth", "redirect", "mirror", "traffic-policy", "ring-buffer",
    "disable-flow-control", "mac", "dhcp-options", "dhcpv6-options", "dhcpv6-pd", "ip", "arp-monitor", "mode", "hash-policy", "lacp-rate", "mii-mon-interval",
    "min-links", "primary", "member", "bond-group", "bridge-group", "aging", "hello-time", "max-age", "forwarding-delay", "priority", "stp", "promiscuous",
    "switch-port", "egress-qos", "ingress-qos", "parameters", "multicast", "source-interface", "ttl", "link", "port", "vni", "group", "remote", "evpn",
    "dhcp-client-options", "bridge", "enable-vlan", "igmp", "eapol", "xdp", "switchdev", "vlan-to-vni", "gpe", "default-route", "name-server", "no-peer-dns",
    "source-address",
    "service-name", "connect-on-demand", "access-concentrator", "host-uniq", "no-default-route", "holdoff", "idle-timeout", "authentication", "user-id",
    "password", "type", "physical-device", "channel", "ssid", "security", "country-code", "netns", "protocol", "peer-name", "interface", "hello-multiplier",
)  # fmt: skip
_OF_VPN = frozenset({"wireguard", "openvpn", "tunnel", "vti", "l2tpv3", "sstpc", "l2tp-client", "pptp-client"})


def read_interfaces(draft: Draft) -> None:
    """Read `interfaces` and the VRFs."""
    section = draft.root.get("interfaces")
    for kind in section.children.values() if section is not None else ():
        if kind.name in TYPES:
            for node in kind.children.values():
                for name, inner in _all(node, node.name):
                    _read(draft, name, inner, kind.name)
    for vrf in draft.root.under("vrf", "name"):
        draft.vrfs.setdefault(vrf.name, set())
        vrf.keep("table", "description", "vni", "ip", "ipv6", "disable")


def _all(node: Node, name: str) -> Iterator[tuple[str, Node]]:
    """Yield an interface and its VLANs and PPPoE sessions with the names the system gives them."""
    yield name, node
    for tag in _VLANS:
        for inner in node.under(tag):
            yield from _all(inner, f"{name}.{inner.name}")
    for inner in node.under("pppoe"):
        yield from _all(inner, f"pppoe{inner.name}")


def _read(draft: Draft, name: str, node: Node, kind: str) -> None:
    texts = node.values("address") + node.values("local-address") + node.values("ipv6", "address", "eui64")
    fixed = [(t, literal(t)) for t in texts]
    own = [literal(t.split("/", 1)[0]) for t, found in fixed if found is not None]
    dynamic = any(found is None for _, found in fixed) or kind in ("pppoe", "wwan", "sstpc") or name.startswith("pppoe")
    vrf = node.value("vrf")
    node.keep("ipv6")
    draft.nodes[name] = node
    draft.interfaces[name] = Interface(
        name=name,
        location=draft.at(node),
        hardware=name,
        addresses=AddressSet.union(o for o in own if o is not None),
        networks=AddressSet.union(f for _, f in fixed if f is not None),
        enabled=not node.has("disable"),
        vrf=vrf,
        description=node.value("description"),
        ipv6_enabled=any(f is not None and bool(f.v6) for _, f in fixed) or node.get("ipv6", "address") is not None,
        dynamic=dynamic or node.get("ipv6", "address", "autoconf") is not None,
        vlan=name.rpartition(".")[2] if "." in name else "",
        settings=frozenset({"urpf"}) if _validates(draft, node) else frozenset(),
    )
    if vrf:
        draft.vrfs.setdefault(vrf, set()).add(name)
    if not node.children:
        node.claim()
    if kind not in _OF_VPN:
        node.keep(*_IRRELEVANT)


def _validates(draft: Draft, node: Node) -> bool:
    """Return whether sources are checked against the routes: the kernel takes the stricter of the global word and the interface's."""
    words = (
        node.value("ip", "source-validation"),
        draft.root.value("firewall", "source-validation"),
        draft.root.value("firewall", "global-options", "source-validation"),
    )
    return not {"strict", "loose"}.isdisjoint(words)


def named(draft: Draft, text: str) -> frozenset[str]:
    """Return the interfaces that a name in a rule means: itself, those of a VRF, those that begin as it does before `*` or `+`."""
    if text.endswith(("*", "+")):
        return frozenset(n for n in draft.interfaces if n.startswith(text[:-1]))
    return frozenset(draft.vrfs[text]) if text in draft.vrfs else frozenset({text})


def own_addresses(draft: Draft) -> AddressSet:
    """Return all fixed addresses of the router; empty where an interface learns one, so that they are not known."""
    if any(i.dynamic for i in draft.interfaces.values()):
        return NOWHERE
    return AddressSet.union(i.addresses for i in draft.interfaces.values())
