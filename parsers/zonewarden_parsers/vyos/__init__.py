"""VyOS and EdgeOS configurations: `config.boot` (with braces) and `set` commands (`show configuration commands`).

Sources: VyOS documentation 1.3, 1.4, 1.5; Ubiquiti EdgeOS user guide; the templates in vyos-1x that write the nftables rules.
"""

from __future__ import annotations

import re

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.vyos.constructs import CONSTRUCTS

__all__ = ["CONSTRUCTS", "PLATFORM", "TITLE", "parse", "score"]

PLATFORM: str = "vyos"
TITLE: str = "VyOS, EdgeOS"

_VERSION = re.compile(r"vyatta-config-version|vyos-config-version")
_SECTIONS = (
    r"firewall (?:name|ipv6-name|group|ipv4|ipv6|zone|global-options|all-ping|state-policy|interface)|interfaces (?:ethernet|bonding|bridge|dummy|loopback"
    r"|openvpn|pppoe|switch|tunnel|vti|vxlan|wireguard) [a-z]+\d*|nat (?:source|destination) rule|service (?:ssh|dns|dhcp-server|https|gui|ntp|snmp|nat|lldp)"
    r"|zone-policy zone|protocols static (?:route6?|interface-route) [\d.:a-f]+/\d+|system (?:config-management|conntrack)|vpn ipsec|high-availability vrrp"
)
_SET = re.compile(rf"^(?:set|delete) (?:{_SECTIONS})", re.MULTILINE)
_JUNOS = re.compile(
    r"^set (?:version \S|security |firewall (?:family|filter)|interfaces \S+ (?:unit|disable|description|mtu|gigether)|system services|groups |policy-options "
    r"|routing-|logical-systems |apply-)|[^\s\"];$",
    re.MULTILINE,
)
"""What Junos writes and VyOS does not, lines that end in a semicolon among it."""
_BOOT = re.compile(
    r"^(?:firewall|interfaces|service|system|protocols|nat|zone-policy|policy|vpn|port-forward|high-availability) \{$",
    re.MULTILINE,
)
_BLOCKS = re.compile(
    r"^ +(?:ethernet eth\d+ \{|(?:ipv6-)?name \S+ \{|loopback lo \{|switch switch\d+ \{|bonding bond\d+ \{|config-management \{|default-action (?:accept|drop|reject)$)",
    re.MULTILINE,
)
_SCORED = 200_000


def score(text: str) -> int:
    """Return how sure the parser is that `text` is its format: 0 not at all, 100 certain."""
    head = text[:_SCORED]
    if _VERSION.search(head) or _VERSION.search(text[-2000:]):
        return 100
    if _JUNOS.search(head):
        return 0
    signs = {found.group() for found in _SET.finditer(head)}
    if signs:
        return min(95, 60 + 10 * len(signs))
    tops = set(_BOOT.findall(head))
    return min(90, 30 + 15 * len(tops)) if tops and _BLOCKS.search(head) else 0


def parse(text: str, path: str) -> Parsed:
    """Parse one configuration into one device."""
    from zonewarden_parsers.vyos import device

    return device.parse(text, path, PLATFORM)
