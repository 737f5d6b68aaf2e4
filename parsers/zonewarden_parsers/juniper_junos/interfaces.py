"""Interfaces and their units: addresses, filters, instances; `interface-range`.

Junos Interfaces documentation. A logical interface is `PORT.UNIT`. `disable` on the port or the unit takes it out of use. An IRB or VLAN unit
is routed like any other. Members of an interface range have what the range has unless they say otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatchcase

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.filters import FilterReader
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import NOWHERE, AddressSet, Aspect, Effect, Interface

_L3 = {"inet": 4, "inet6": 6}
_ADDRESS_QUIET = frozenset({"primary", "preferred", "vrrp-group", "vrrp-inet6-group", "eui-64", "master-only", "virtual-gateway-address",
                            "arp", "ndp", "broadcast", "destination", "web-authentication"})  # fmt: skip
_RANGE = re.compile(r"(?P<head>.*?)(?P<last>\d+)$")
MAX_RANGE = 1024


def spread_ranges(root: Node) -> None:
    """Give the members of every `interface-range` what the range says, where they do not say it themselves."""
    top = root.get("interfaces")
    ranges = top.get("interface-range") if top else None
    if top is None or ranges is None:
        return
    ranges.take_all()
    for group in list(ranges.children.values()):
        if not group.inactive:
            for name in _members(top, group):
                _lend(group, top.children.setdefault(name, Node(name, group.at)), top=True)


def _members(top: Node, group: Node) -> Iterator[str]:
    for member in group.under("member"):
        pattern = _braces(member.word)
        if any(c in pattern for c in "*?["):
            yield from [n for n in top.children if n != "interface-range" and fnmatchcase(n, pattern)]
        else:
            yield pattern
    for start in group.under("member-range"):
        low, high = _RANGE.match(start.word), _RANGE.match(start.value("to"))
        if low and high and len(low["last"]) < 6 and len(high["last"]) < 6:
            first, last = int(low["last"]), int(high["last"])
            yield from (f"{low['head']}{n}" for n in range(first, min(last, first + MAX_RANGE) + 1))


def _braces(word: str) -> str:
    return word.strip('"').replace("{", "[").replace("}", "]")


def _lend(group: Node, target: Node, *, top: bool) -> None:
    for child in group.children.values():
        if child.inactive or (top and child.word in ("member", "member-range")):
            continue
        found = target.children.get(child.word)
        if found is None:
            found = target.children[child.word] = Node(child.word, child.at, inherited=True, source=child)
        _lend(child, found, top=False)


def read_interfaces(draft: Draft, filters: FilterReader) -> None:
    """Read every unit of every port."""
    vrfs = instances(draft)
    for port in draft.root.under("interfaces"):
        if port.word in ("interface-range", "traceoptions", "interface-set"):
            port.pass_over()
            continue
        port.take()
        on = port.get("disable") is None
        for child in port.children.values():
            if child.word != "unit":
                child.pass_over()
        for unit in port.under("unit"):
            _unit(draft, filters, port, unit, vrfs, enabled=on)


def instances(draft: Draft) -> dict[str, str]:
    """Return the routing instance of each interface that is in one with its own table."""
    out: dict[str, str] = {}
    for instance in draft.root.under("routing-instances"):
        instance.take()
        kind = instance.value("instance-type")
        for member in instance.under("interface"):
            member.take_all()
            if kind not in ("vpls", "l2vpn", "evpn", "virtual-switch", "mac-vrf", "forwarding", "no-forwarding"):
                out[member.word if "." in member.word else f"{member.word}.0"] = instance.word
    return out


def _unit(draft: Draft, filters: FilterReader, port: Node, unit: Node, vrfs: dict[str, str], *, enabled: bool) -> None:
    unit.take()
    name = f"{port.word}.{unit.word}"
    found = Interface(
        name,
        unit.at,
        port.word,
        enabled=enabled and unit.get("disable") is None,
        vrf=vrfs.get(name, ""),
        description=unit.value("description") or port.value("description"),
        vlan=unit.value("vlan-id") or port.value("native-vlan-id"),
        management_only=port.word in ("fxp0", "em0", "me0", "vme", "re0:mgmt-0"),
    )
    for child in unit.children.values():
        if child.word == "family":
            child.take()
        elif child.word == "filter":
            filters.bind(name, "any", child)
        else:
            child.pass_over()
    for family in unit.under("family"):
        found = _family(draft, filters, name, family, found)
    draft.interfaces[name] = found


def _family(draft: Draft, filters: FilterReader, name: str, family: Node, found: Interface) -> Interface:
    family.take()
    for child in family.children.values():
        if child.word == "filter" and not child.inactive:
            filters.bind(name, family.word, child)
        elif child.word == "address" and family.word in _L3:
            child.take()
        elif child.word in ("dhcp", "dhcp-client", "dhcpv6-client", "negotiate-address", "unnumbered-address"):
            child.take_all()
            found = replace(found, dynamic=True)
        elif child.word == "rpf-check":
            child.take_all()
            found = replace(found, settings=found.settings | {"urpf"})
        elif child.word in ("service", "simple-filter"):
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"{child.word} on {name} is not modelled", child, name)
        else:
            child.pass_over()
    if family.word not in _L3:
        return found
    if family.word == "inet6":
        found = replace(found, ipv6_enabled=True)
    for address in family.under("address"):
        found = _address(draft, address, found)
    return found


def _address(draft: Draft, node: Node, found: Interface) -> Interface:
    node.take_all()
    try:
        network = AddressSet.parse(node.word)
        own = AddressSet.parse(node.word.partition("/")[0])
    except ValueError:
        draft.unknown(node, f"not an address: {node.word[:60]}", Aspect.FLOWS, found.name)
        return found
    for word, child in node.children.items():
        if word == "virtual-gateway-address":
            own |= _own(child)
        elif word not in _ADDRESS_QUIET:
            draft.unknown(child, f"address statement not understood: {word}", Aspect.FLOWS, found.name)
        elif word.startswith("vrrp"):
            own |= AddressSet.union(_own(v) for g in child.children.values() if (v := g.get("virtual-address")))
    return replace(found, addresses=found.addresses | own, networks=found.networks | network)


def _own(node: Node) -> AddressSet:
    out = NOWHERE
    for child in node.children.values():
        try:
            out |= AddressSet.parse(child.word.partition("/")[0])
        except ValueError:
            continue
    return out
