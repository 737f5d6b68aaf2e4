"""Object groups of NX-OS: `object-group ip address`, `ip port`, `ipv6 address`; members carry sequence numbers.

Source: Cisco Nexus 9000 Series NX-OS Security Configuration Guide, Configuring IP ACLs, Object Groups. Members have
wildcard masks or prefix lengths; a port group serves IPv4 and IPv6 lists, TCP and UDP.
"""

from __future__ import annotations

from zonewarden_parsers.cisco_ios import operands
from zonewarden_parsers.cisco_ios.object_groups import Group, Kinds, network6_member
from zonewarden_parsers.cisco_ios.operands import Words
from zonewarden_parsers.model import ANY4


def _own(words: Words) -> Words:
    """Return a member's words without its sequence number."""
    return words[1:] if len(words) > 1 and words[0].isascii() and words[0].isdigit() else words


def _address(group: Group, words: Words) -> bool:
    found = None
    match _own(words):
        case ("any",):
            found = operands.exact(ANY4)
        case ("host", address) | (address,) if "/" not in address:
            one = operands.host(address, 4)
            found = operands.exact(one) if one else None
        case (cidr,):
            network = operands.prefix(cidr)
            found = operands.exact(network) if network and network.v4 else None
        case (address, mask):
            found = operands.wildcard(address, mask)
        case _:
            pass
    if found is None or found.doubts:
        return False
    group.addresses.append(found.over)
    return True


def _address6(group: Group, words: Words) -> bool:
    return network6_member(group, _own(words))


def port_member(group: Group, words: Words) -> bool:
    """Read `[N] {eq|gt|lt|neq} PORT` or `[N] range PORT PORT`."""
    own = _own(words)
    size = 3 if own[0] == "range" else 2
    spans = operands.ports(own, 6) if own[0] in _OPERATORS and len(own) == size else None
    if not spans:
        return False
    group.ports.append(spans)
    return True


_OPERATORS = frozenset({"eq", "gt", "lt", "neq", "range"})
KINDS: Kinds = {
    ("ip", "address"): ("network", _address),
    ("ipv6", "address"): ("network6", _address6),
    ("ip", "port"): ("port", port_member),
}
