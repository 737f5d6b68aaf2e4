"""Global commands of IOS-XR that change nothing the model describes; words of one command are joined by `|`."""

from __future__ import annotations

_LINES = """
alias end-group clock cdp domain end-policy end-set end exit end-policy-map end-class-map exception fpd hw-module confdConfig install lldp mpls|ldp nv process
snmp-server|ifindex snmp-server|traps snmp-server|location snmp-server|contact snmp-server|trap-source snmp-server|view snmp-server|community-map snmp-server|packetsize snmp-server|engineID snmp-server|ifmib
snmp-server|queue-length snmp-server|timeouts snmp-server|throttle-time snmp-server|mib snmp-server|mibs snmp-server|chassis-id snmp-server|context snmp-server|oid snmp-server|entityindex snmp-server|trap
snmp-server|interface snmp-server|notification-log-mib snmp-server|ipv4 snmp-server|ipv6 snmp-server|sysname
tacacs radius ipv4|source-route ipv4|conflict-policy ipv4|assembler ipv4|route ipv4|access-list|log-update ipv4|access-list|maximum ipv4|netmask-format ipv4|unnumbered ipv6|access-list|log-update ipv6|hop-limit
ipv6|neighbor ipv6|icmp ipv6|path-mtu ipv6|assembler ipv6|conflict-policy ipv4|icmp ipv4|virtual ipv6|virtual tcp icmp service|timestamps service|cli service|sequence-numbers license logging|events pool
cinetd crypto|key configuration load-interval selective-vrf-download vrrp hsrp ftp linux parser platform aps bfd bundle config commit ssh|client task monitor-session|name username-prompt
aaa|default-taskgroup aaa|attribute aaa|intercept build lacp line-suffix nsr redundancy banner-suffix memory fault-manager event|manager telnet|client performance|limit ipsla sysdb timeout
"""
_BODIES = """
vrf route-policy prefix-set community-set as-path-set extcommunity-set rd-set large-community-set policy-map class-map key|chain flow flow-map sampler-map exporter-map monitor-map telemetry
mpls multicast-routing l2vpn segment-routing taskgroup usergroup interface-group lpts performance-mgmt ipsla controller tpa generic-interface-list ethernet evpn frequency sync
monitor-session snmp-server|notification bfd event dhcp call-home pce rsvp tunnel-te template dynamic-template subscriber cef rcc nv hw-module policy-global session-group af-group
call-home http|client xr admin track crypto|ca crypto|pki key macsec-policy macsec ptp ipv4|pool lldp cfm synce object-tracking fabric udp nve platform
"""


def _table(text: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(entry.split("|")) for entry in text.split())


LINES = _table(_LINES)
BODIES = _table(_BODIES)


def is_irrelevant(words: tuple[str, ...], *, body: bool) -> bool:
    """Return whether a global command, without its `no`, is on the list; with `body` only those that open a mode are."""
    table = BODIES if body else LINES
    if words[:1] in table or words[:2] in table or words[:3] in table:
        return True
    return not body and is_irrelevant(words, body=True)
