"""Interfaces of every type, with their addresses, and the layer they work on.

An interface that bridges (layer 2, virtual wire) or only listens (tap) has no addresses of its own: what is behind it is not
in the file. Addresses may be names of address objects.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.model import NOWHERE, AddressSet, Interface, Location
from zonewarden_parsers.paloalto_panos.addresses import AddressBook, literal
from zonewarden_parsers.paloalto_panos.document import Document
from zonewarden_parsers.paloalto_panos.tree import Node
from zonewarden_parsers.paloalto_panos.vocabulary import keywords

_MODES = ("layer3", "layer2", "virtual-wire", "tap", "ha", "log-card", "decrypt-mirror")
_PORT_GROUPS = ("ethernet", "aggregate-ethernet")
_PLAIN_GROUPS = ("loopback", "tunnel", "vlan")
_QUIET = keywords(
    "mtu adjust-tcp-mss lldp lacp link-duplex link-speed link-state poe netflow-profile ndp-proxy untagged-sub-interface bonjour"
    " decrypt-forward df-ignore ddns-config arp sdwan-link-settings traffic-interconnect cluster-interconnect"
    " policer l2-forwarding-enabled link-tag threshold ip-classifier comment"
)
_V6_QUIET = keywords("neighbor-discovery interface-id dhcp-client inherited router-advertisement")


@dataclass(slots=True)
class Port:
    """An interface while it is read: `mode` is layer3, layer2, virtual-wire, tap, loopback, tunnel, vlan ..."""

    name: str
    at: Location
    mode: str
    addresses: AddressSet = NOWHERE
    networks: AddressSet = NOWHERE
    enabled: bool = True
    dynamic: bool = False
    ipv6: bool = False
    vlan: str = ""
    profile: str = ""
    description: str = ""
    unread: list[Node] = field(default_factory=list)

    def finish(self, zone: str, vrf: str) -> Interface:
        """Return the interface of the model."""
        return Interface(
            name=self.name,
            location=self.at,
            hardware=self.name.partition(".")[0],
            addresses=self.addresses,
            networks=self.networks,
            enabled=self.enabled,
            vrf=vrf,
            zone=zone,
            description=self.description,
            ipv6_enabled=self.ipv6,
            dynamic=self.dynamic,
            vlan=self.vlan,
            settings=frozenset({f"mode-{self.mode}"}),
        )


@dataclass(slots=True)
class Ports:
    """Reads `network interface`."""

    document: Document
    book: AddressBook
    found: dict[str, Port] = field(default_factory=dict)
    elsewhere: set[str] = field(default_factory=set)
    """Ports of shared gateways, which no virtual system has in a zone."""

    def read(self, network: Node) -> None:
        """Read all interfaces of a network node."""
        top = network.get("interface")
        if top is None:
            return
        for kind in _PORT_GROUPS:
            for entry in top.values(kind):
                self._port(entry)
        for kind in _PLAIN_GROUPS:
            group = top.get(kind)
            if group is None:
                continue
            if group.children.keys() - {"units", "comment"}:
                self._add(group, kind)
            group.ignore(_QUIET)
            for unit in group.values("units"):
                self._add(unit, kind)
        for entry in top.values("sdwan"):
            self._add(entry.children.get("units", entry), "sdwan")

    def _port(self, entry: Node) -> None:
        """Read a port: its mode holds the addresses and the subinterfaces."""
        modes = [m for m in _MODES if m in entry.children]
        member = entry.text("aggregate-group")
        for mode in modes:
            body = entry.get(mode)
            if body is None:
                continue
            port = self._add(body, mode, entry)
            port.enabled = entry.text("link-state") != "down"
            for unit in body.values("units"):
                self._add(unit, mode)
        if not modes:
            self.found.setdefault(entry.key, Port(entry.key, self.document.at(entry), "member" if member else "none"))
        entry.ignore(_QUIET)

    def _add(self, body: Node, mode: str, entry: Node | None = None) -> Port:
        named = entry if entry is not None else body
        port = self.found.setdefault(named.key, Port(named.key, self.document.at(named), mode))
        port.mode = mode
        port.description = named.text("comment")
        port.vlan = body.text("tag") or port.vlan
        port.profile = body.text("interface-management-profile")
        for value in body.values("ip"):
            self._address(port, value)
        for key in ("dhcp-client", "pppoe"):
            client = body.get(key)
            if client is not None and client.text("enable") != "no":
                port.dynamic = True
                client.mark()
        self._v6(port, body)
        body.ignore(_QUIET)
        return port

    def _v6(self, port: Port, body: Node) -> None:
        v6 = body.get("ipv6")
        if v6 is None:
            return
        port.ipv6 = v6.flag("enabled") is True
        for value in v6.values("address"):
            value.mark()
            if value.children and value.text("enable-on-interface") == "no":
                continue
            self._address(port, value)
        if "dhcp-client" in v6.children or "inherited" in v6.children:
            port.dynamic = True
        v6.ignore(_V6_QUIET)

    def _address(self, port: Port, value: Node) -> None:
        """Take one address in: written out, or the name of an address object."""
        value.mark()
        text = value.key
        if literal(text) is None:
            node = self.book.names.find("address", text)
            text = node.text("ip-netmask") if node is not None else ""
        network = literal(text)
        own = literal(text.partition("/")[0])
        if network is None or own is None or "-" in text:
            port.dynamic = True
            if not value.key.startswith("$"):
                self.book.names.undefined(value.key, "network", self.document.at(value))
            return
        port.addresses |= own
        port.networks |= network
