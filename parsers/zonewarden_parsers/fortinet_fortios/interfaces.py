"""Interfaces of a virtual domain: addresses, what they carry, and whether they forward.

FortiOS CLI Reference, `config system interface`. An interface without `vdom` belongs to `root`. A virtual domain's SSL-VPN
clients come in by the built-in tunnel interface `ssl.VDOM`, an IPsec tunnel by the interface named as its phase 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.operands import FIRST4, UNSET, host, prefix, subnet
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.fortinet_fortios.zones import ZONE
from zonewarden_parsers.model import NOWHERE, AddressSet, Aspect, Effect, Interface

INTERFACE = "system interface"
ROOT = "root"
_DYNAMIC = frozenset({"dhcp", "pppoe", "pppoa", "delegated"})
_NO_TRAFFIC = frozenset({"wl-mesh", "physical-mgmt"})
_MEMBER_OF = (
    ("system switch-interface", "member"), ("system virtual-switch", ""), ("system physical-switch", ""), ("system virtual-wire-pair", "member"),
)  # fmt: skip
_SWITCHES = {"broadcast-forward": "directed-broadcast", "icmp-send-redirect": "redirects", "lldp-reception": "lldp",
             "lldp-transmission": "lldp", "arpforward": "proxy-arp"}  # fmt: skip


def read_interfaces(draft: Draft) -> None:
    """Read the interfaces of the draft's virtual domain, with the tunnels that only a VPN makes."""
    enslaved = set(_members(draft))
    for section in draft.both(INTERFACE):
        for entry in section.entries.values():
            if _belongs(draft, entry):
                entry.used = True
                draft.interfaces[entry.name] = _interface(entry, draft, enslaved)
    for name, line in _tunnels(draft):
        draft.interfaces.setdefault(name, Interface(name, draft.place(line)))


def name_zones(draft: Draft) -> None:
    """Give interfaces the name of their zone, and make those that a zone holds but the file does not show."""
    for zone, members in draft.zones.items():
        for name in sorted(members):
            known = draft.interfaces.get(name)
            if known is None:
                line = draft.section(ZONE).entries[zone].line if zone in draft.section(ZONE).entries else 1
                draft.missing("interface", name, line)
                draft.interfaces[name] = Interface(name, draft.place(line), zone=zone, dynamic=True)
            else:
                draft.interfaces[name] = replace(known, zone=zone)


def _belongs(draft: Draft, entry: Node) -> bool:
    home = entry.text("vdom", ROOT)
    return not draft.context or home == draft.context


def _members(draft: Draft) -> Iterator[str]:
    """Yield the ports that are part of a switch or an aggregate and forward nothing of their own."""
    for section in draft.both(INTERFACE):
        for entry in section.entries.values():
            if entry.text("type") in ("aggregate", "redundant"):
                yield from entry.words("member")
    for name, words in _MEMBER_OF:
        for section in draft.both(name):
            for entry in section.entries.values():
                entry.used = True
                yield from entry.words(words) if words else entry.table("port").entries


def _tunnels(draft: Draft) -> Iterator[tuple[str, int]]:
    for name, entry in draft.section("vpn ipsec phase1-interface").entries.items():
        yield name, entry.line
    settings = draft.section("vpn ssl settings")
    if settings.words("source-interface"):
        yield f"ssl.{draft.context or ROOT}", settings.line


def _interface(entry: Node, draft: Draft, enslaved: set[str]) -> Interface:
    ipv6 = entry.table("ipv6")
    own, networks = _addresses(entry, ipv6, draft)
    mode = entry.text("mode", "static")
    dynamic = mode in _DYNAMIC or ipv6.text("ip6-mode") in _DYNAMIC or ipv6.on("autoconf")
    # A port of a switch or an aggregate has no addresses of its own, whatever is left in its entry.
    bare = entry.name in enslaved and not networks
    _note(entry, draft)
    return Interface(
        entry.name,
        draft.at(entry),
        hardware=entry.text("interface"),
        addresses=own,
        networks=networks,
        enabled=entry.text("status") != "down" and not bare,
        vrf="" if (vrf := entry.text("vrf", "0")) == "0" else vrf,
        description=" ".join(filter(None, (entry.text("alias"), entry.text("description")))),
        ipv6_enabled=bool(networks.v6)
        or bool(own.v6)
        or ipv6.text("ip6-mode", "static") != "static"
        or ipv6.on("autoconf"),
        dynamic=dynamic,
        management_only=entry.text("dedicated-to") == "management",
        vlan=entry.text("vlanid"),
        settings=frozenset(_settings(entry, draft)),
    )


def _settings(entry: Node, draft: Draft) -> Iterator[str]:
    """Yield the settings of an interface. A backup leaves out what is as delivered, and `src-check` is on as delivered.

    `asymroute` switches the check off for a whole virtual domain.
    """
    for name, setting in _SWITCHES.items():
        if entry.on(name):
            yield setting
    entry.claim("src-check")
    if not (entry.off("src-check") or draft.section("system settings").on("asymroute")):
        yield "urpf"
    entry.claim("type", "member", "role", "allowaccess")


def _addresses(entry: Node, ipv6: Node, draft: Draft) -> tuple[AddressSet, AddressSet]:
    """Return an interface's own addresses and its subnets, secondary and IPv6 ones with them."""
    words = [(entry, "ip")]
    secondary = entry.table("secondaryip")
    for extra in secondary.entries.values():
        extra.used = True
        extra.claim("ip")
        if entry.on("secondary-IP"):
            words.append((extra, "ip"))
    words += [(ipv6, "ip6-address")]
    for extra in ipv6.table("ip6-extra-addr").entries.values():
        extra.used = True
        words.append((Node(extra.name, extra.line, fields=dict(extra.fields)), ""))
    own: list[AddressSet] = []
    networks: list[AddressSet] = []
    for node, name in words:
        text = node.words(name) if name else (node.name,)
        first = text[0] if text else FIRST4
        if first in UNSET:
            continue
        here, net = host(first.partition("/")[0]), subnet(text)
        if here is None or net is None:
            draft.report("unreadable-address", f"address of interface {entry.name} cannot be read", node.at(name))
            draft.gap(
                Aspect.FLOWS,
                Effect.EITHER,
                f"address of interface {entry.name} cannot be read",
                node.at(name),
                entry.name,
            )
            continue
        own.append(here)
        networks.append(net)
    _remote(entry, networks)
    return AddressSet.union(own) if own else NOWHERE, AddressSet.union(networks) if networks else NOWHERE


def _remote(entry: Node, networks: list[AddressSet]) -> None:
    """A tunnel interface shows its far end apart; it is a neighbour as much as one of the subnet."""
    words = entry.words("remote-ip")
    far = subnet(words) if len(words) == 2 else prefix(words[0]) if words else None
    if far is not None and words[0] not in UNSET:
        networks.append(far)


def _note(entry: Node, draft: Draft) -> None:
    """Record what of an interface the model does not hold."""
    for group in entry.table("vrrp").entries.values():
        group.used = True
        group.claim(*group.fields)
    if entry.text("security-mode", "none") != "none":
        reason = f"interface {entry.name} lets only users pass who have logged in"
        draft.gap(Aspect.FLOWS, Effect.MAY_DENY, reason, entry.at("security-mode"), entry.name)
    ends = {f"{link}{end}" for link in draft.section("system vdom-link").entries for end in (0, 1)}
    if (entry.text("type") == "vdom-link" or entry.name in ends) and not entry.words("ip"):
        reason = f"link {entry.name} to another virtual domain has no address"
        draft.gap(Aspect.FLOWS, Effect.EITHER, reason, entry.line, entry.name)
