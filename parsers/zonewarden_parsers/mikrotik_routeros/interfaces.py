"""Interfaces, their addresses, VRFs, and address pools."""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.mikrotik_routeros.draft import Draft
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.model import NOWHERE, AddressSet, Interface, LineState

_ADDED = (
    "bridge", "vlan", "bonding", "wireguard", "gre", "gre6", "ipip", "ipipv6", "6to4", "eoip", "eoipv6", "vxlan", "vrrp", "macvlan", "veth", "vpls", "macsec", "lte",
    "pppoe-client", "l2tp-client", "pptp-client", "sstp-client", "ovpn-client", "ppp-client", "l2tp-server", "pptp-server", "sstp-server", "ovpn-server",
    "pppoe-server", "ppp-server", "wireless", "wifi", "wifiwave2", "traffic-eng", "mesh", "l2tp-ether",
)  # fmt: skip
_DIALLED = frozenset({
    "pppoe-client", "l2tp-client", "pptp-client", "sstp-client", "ovpn-client", "ppp-client", "l2tp-server", "pptp-server", "sstp-server", "ovpn-server",
    "pppoe-server", "ppp-server",
})  # fmt: skip
PPP = "all-ppp"


def read_interfaces(draft: Draft) -> None:
    """Read interfaces of all kinds, then what refers to them; a port that is only referred to is one too."""
    for record in draft.take("interface", "ethernet"):
        name = record.get("name") or record.get("default-name")
        if name:
            _add(draft, name, "ethernet", record, hardware=record.get("default-name"))
    for kind in _ADDED:
        for record in draft.take("interface", kind):
            if record.get("name"):
                _add(draft, record.get("name"), "ppp" if kind in _DIALLED else kind.replace("wifi", "wireless"), record)
    for record in draft.take("ip", "pool") + draft.take("ipv6", "pool"):
        ranges = [literal(r) for r in (record.get("ranges") or record.get("prefix")).split(",")]
        draft.pools[record.get("name")] = AddressSet.union(r for r in ranges if r is not None)
    _addresses(draft)
    _mentioned(draft)
    for record in draft.take("ip", "vrf"):
        for name in record.get("interfaces").split(","):
            if name in draft.interfaces:
                draft.interfaces[name] = replace(draft.interfaces[name], vrf=record.get("name"))


def _add(draft: Draft, name: str, kind: str, record: Record, hardware: str = "") -> None:
    draft.kinds[name] = kind
    draft.interfaces[name] = Interface(
        name=name,
        location=draft.at(record),
        hardware=hardware or name,
        enabled=not record.disabled,
        description=record.get("comment"),
        dynamic=record.get("add-default-route") == "yes" or kind == "ppp",
        vlan=record.get("vlan-id"),
        settings=frozenset({"urpf"}) if _checks_sources(draft) else frozenset(),
    )


def _checks_sources(draft: Draft) -> bool:
    """Return whether `/ip settings rp-filter` makes the router check sources against its routes, which it does for all interfaces."""
    return any(r.get("rp-filter") in ("strict", "loose") for r in draft.script.records("ip", "settings"))


def _ensure(draft: Draft, name: str, record: Record) -> Interface:
    if name not in draft.interfaces:
        _add(draft, name, "ethernet", Record(record.path, record.verb, {}, record.spans, record.text))
    return draft.interfaces[name]


def _addresses(draft: Draft) -> None:
    for family in ("ip", "ipv6"):
        for record in draft.take(family, "address"):
            name = record.get("interface")
            text = record.get("address")
            network = literal(text)
            if record.disabled or not name:
                continue
            known = _ensure(draft, name, record)
            own = literal(text.split("/", 1)[0])
            if network is None or own is None or record.get("from-pool"):
                draft.interfaces[name] = replace(
                    known, dynamic=True, ipv6_enabled=known.ipv6_enabled or family == "ipv6"
                )
                continue
            draft.interfaces[name] = replace(
                known, addresses=known.addresses | own, networks=known.networks | network,
                ipv6_enabled=known.ipv6_enabled or family == "ipv6",
            )  # fmt: skip
        for record in draft.take(family, "dhcp-client"):
            if record.get("interface") and not record.disabled:
                known = _ensure(draft, record.get("interface"), record)
                draft.interfaces[known.name] = replace(
                    known, dynamic=True, ipv6_enabled=known.ipv6_enabled or family == "ipv6"
                )


def _mentioned(draft: Draft) -> None:
    """Add ports that interface lists, bridges and rules name: negated conditions must know of them."""
    for record in draft.take("interface", "list", "member"):
        if record.get("interface"):
            _ensure(draft, record.get("interface"), record)
    draft.take("interface", "list")
    for record in draft.script.records("interface", "bridge", "port"):
        record.claim(LineState.IRRELEVANT)
    for family in ("ip", "ipv6"):
        for part in ("filter", "nat"):
            for record in draft.script.records(family, "firewall", part):
                for key in ("in-interface", "out-interface"):
                    name = record.get(key).removeprefix("!")
                    if name and not name.startswith("all-"):
                        _ensure(draft, name, record)


def add_ppp(draft: Draft, networks: AddressSet, record: Record) -> None:
    """Add the interface that stands for those that VPN and PPP servers make for each client."""
    known = draft.interfaces.get(PPP) or Interface(
        PPP, draft.at(record), hardware=PPP, description="one for each client", dynamic=True
    )
    draft.kinds[PPP] = "ppp"
    draft.interfaces[PPP] = replace(known, networks=known.networks | networks)


def own_addresses(draft: Draft) -> AddressSet:
    """Return all fixed addresses of the router; empty where an interface learns one, so that they are not known."""
    if any(i.dynamic for i in draft.interfaces.values()):
        return NOWHERE
    return AddressSet.union(i.addresses for i in draft.interfaces.values())
