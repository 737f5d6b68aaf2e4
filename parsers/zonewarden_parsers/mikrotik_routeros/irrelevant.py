"""Paths the reader knows and that change nothing the model describes, and what the rest bears on."""

from __future__ import annotations

from zonewarden_parsers.mikrotik_routeros.records import Path
from zonewarden_parsers.model import Aspect

_TABLE = """
caps-man | certificate | console | disk | dude | file | flash | interface bonding | interface bridge host | interface bridge mdb | interface bridge msti | interface bridge port
interface bridge port-controller | interface bridge port-extender | interface bridge settings | interface bridge vlan | interface detect-internet | interface dot1x | interface ethernet poe
interface ethernet switch | interface lte apn | interface ovpn-client | interface vrrp | interface wifi | interface wifiwave2 | interface wireless | interface lte settings
ip accounting | ip arp | ip cloud | ip dhcp-relay | ip dhcp-server | ip dhcp-client option | ip dns | ip firewall connection | ip firewall layer7-protocol | ip firewall service-port
ip hotspot | ip ipsec statistics | ip kid-control | ip media | ip nat-pmp | ip neighbor | ip packing | ip route vrf | ip settings | ip smb | ip ssh | ip tftp | ip traffic-flow | ip upnp interfaces
ipv6 dhcp-relay | ipv6 dhcp-server | ipv6 nd | ipv6 neighbor | ipv6 settings | iot | lcd | log | mpls settings | partitions | port | queue | routing filter | routing id | routing table | routing settings
routing bfd | routing igmp-proxy | routing pim-sm | special-login | system clock | system console | system gps | system health | system identity | system leds | system lcd | system license | system logging
system note | system ntp | system package | system resource | system routerboard | system scheduler | system script | system ups | system upgrade | system watchdog | system backup | system history
system hardware | system swos | system reset-configuration | system check-installation | system regulatory | tool bandwidth-server | tool e-mail | tool fetch | tool graphing | tool mac-server | tool netwatch
tool romon | tool sms | tool sniffer | tool speed-test | tool traffic-generator | tool traffic-monitor | tool wol | user aaa | user group | user settings | user ssh-keys | user-manager | user active
system device-mode | tr069-client | interface mesh | ip proxy access | ip socks access | ip upnp | snmp | ppp | radius incoming | container config | container envs | container mounts | interface vxlan vteps | ip ipsec policy group | ip firewall calea | lora
mpls interface | system upgrade mirror | tool calea | app settings | zerotier | interface ethernet | port remote-access
"""
TABLE = frozenset(tuple(entry.split()) for row in _TABLE.splitlines() for entry in row.split("|") if entry.strip())

_ASPECTS = {
    "user": Aspect.MANAGEMENT, "snmp": Aspect.MANAGEMENT, "system": Aspect.MANAGEMENT, "tool": Aspect.MANAGEMENT, "radius": Aspect.MANAGEMENT,
    "ppp": Aspect.REMOTE_ACCESS, "certificate": Aspect.MANAGEMENT,
}  # fmt: skip


def known(path: Path) -> bool:
    """Return whether a path, or one it lies under, is in the table."""
    return any(path[:n] in TABLE for n in range(1, len(path) + 1))


def aspect_of(path: Path) -> Aspect:
    """Return what a command bears on by its path."""
    if path[:2] == ("ip", "service") or path[:2] == ("ip", "ssh"):
        return Aspect.MANAGEMENT
    return _ASPECTS.get(path[0], Aspect.ALL) if path else Aspect.ALL
