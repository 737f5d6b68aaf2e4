"""Global commands of NX-OS that change nothing the model describes; words of one command are joined by `|`."""

from __future__ import annotations

_LINES = """
boot cli hw-module license install poap power slot platform hardware system|vlan system|default system|qos system|fabric-mode system|jumbomtu system|memory-thresholds
system|routing system|nve system|mode system|admin-vdc system|urpf system|pic system|switchover system|interface system|acl system|inband
clock|protocol clock|format errdisable vtp udld spanning-tree mac|address-table lacp cdp|timer cdp|holdtime cdp|advertise cdp|format lldp
port-channel storm-control rmon callhome cfs fabric fex l2vpn nv no-more logging-level service|dhcp service|unsupported-transceiver xml end exit
ip|domain-name ip|domain-list ip|host ip|prefix-list ip|as-path ip|community-list ip|extcommunity-list ip|large-community-list ip|tacacs ip|radius ip|dns ip|ftp ip|tftp ip|scp ip|ssh ip|telnet
ip|load-sharing ip|multicast ip|pim ip|igmp ip|msdp ip|arp ip|dhcp ip|tcp ip|icmp-errors ip|access-list|logging ip|access-list|cache ip|access-list|match-local-traffic ip|access-list|resequence
ip|forward-protocol ip|adjacency ip|netstack ip|internal ip|auto-discard ip|sla ip|http ip|rip ip|eigrp ip|route ip|ping ip|static
ipv6|prefix-list ipv6|nd ipv6|icmp ipv6|mld ipv6|pim ipv6|dhcp ipv6|neighbor ipv6|host ipv6|load-sharing ipv6|switch-packets ipv6|adjacency ipv6|static
snmp snmp-server|contact snmp-server|location snmp-server|enable snmp-server|source-interface snmp-server|globalEnforcePriv snmp-server|context snmp-server|mib snmp-server|aaa-user
snmp-server|counter snmp-server|tcp-session snmp-server|protocol snmp-server|engineID snmp-server|load-mib aaa|user aaa|local aaa|dnis crypto|key terminal terminal-color
track mgmt-policy hsrp vpc mpls ngoam ngmvpn nve evpn bfd isis vxlan virtual-service guestshell docker scheduler telnet diagnostic
l2protocol switching-mode acllog hostname-suffix no fhrp banner-suffix key-chain configure|maintenance logging|level tacacs+ radius sflow|agent-ip switchport
sflow sflow|sampling-rate sflow|collector-ip sflow|data-source sflow|counter-poll-interval sflow|max-datagram-size sflow|max-sampled-size login beacon location mac profile arp ntp-suffix install-all
"""
_BODIES = """
vlan vlan|configuration route-map key|chain policy-map class-map monitor flow event role spanning-tree|mst object-group|udf snmp-server|view table-map
control-plane vpc|domain track telemetry crypto|ca bfd bgp hsrp template callhome fabric|database encapsulation plb mac|access-list arp|access-list qos
ip|sla segment-routing ipv6|dhcp|guard-policy feature-group port-profile router-map evpn ip|dhcp|pool callhome mpls nve scheduler mac-list
grpc netconf restconf l2vpn container kernel event|manager fcoe vsan zone fcalias fcdomain rbridge device-alias maintenance|profile system|mode|maintenance
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
