"""Object groups of IOS-XR: `object-group network ipv4|ipv6 NAME`, `object-group port NAME`.

Source: Cisco IOS XR IP Addresses and Services Command Reference, object-group network, object-group port: members are
hosts, prefixes, `address mask` with a subnet mask, ranges, and other groups by `object-group NAME`.
"""

from __future__ import annotations

import ipaddress

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.object_groups import Group, Kinds, network6_member
from zonewarden_parsers.cisco_ios.operands import Words
from zonewarden_parsers.cisco_nxos.groups import port_member
from zonewarden_parsers.model import ANY4, AddressSet


def _address(group: Group, words: Words) -> bool:
    found: AddressSet | None = None
    match words:
        case ("any",):
            found = ANY4
        case ("host", address) | (address,) if "/" not in address:
            found = operands.host(address, 4)
        case (cidr,):
            found = operands.prefix(cidr)
        case ("range", first, last):
            found = _range(first, last, 4)
        case (address, mask):
            found = operands.subnet(address, mask)
        case _:
            pass
    if found is None or not found.v4:
        return False
    group.addresses.append(found)
    return True


def _address6(group: Group, words: Words) -> bool:
    if len(words) == 3 and words[0] == "range":
        found = _range(words[1], words[2], 6)
        if found is not None:
            group.addresses.append(found)
        return found is not None
    return network6_member(group, words)


def _range(first: str, last: str, version: int) -> AddressSet | None:
    try:
        low, high = ipaddress.ip_address(first), ipaddress.ip_address(last)
    except ValueError:
        return None
    if low.version != version or high.version != version or int(low) > int(high):
        return None
    return AddressSet.range(version, int(low), int(high))


KINDS: Kinds = {
    ("network", "ipv4"): ("network", _address),
    ("network", "ipv6"): ("network6", _address6),
    ("port",): ("port", port_member),
}
