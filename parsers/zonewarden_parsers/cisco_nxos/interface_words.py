"""Interface commands of NX-OS that change nothing the model describes."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.interface_words import is_irrelevant as on_ios

_WORDS = frozenset(["age", "autostate", "beacon", "bfd", "carrier-delay", "channel-group", "cfs", "clock", "default", "delay", "dfs", "dot1x", "duplex", "egress", "eapol", "errdisable", "evpn", "fabric", "fex", "fcoe", "flowcontrol", "global", "hardware", "hsrp", "ingress-replication", "inherit", "isis", "iscsi", "l2protocol", "lacp", "link", "load-interval", "logging", "mac-address", "management", "mcast-group", "mdix", "medium", "member", "mtu", "multisite", "negotiate", "no", "nv", "ospf", "ospfv3", "packet", "port-channel", "port-type", "priority-flow-control", "private-vlan", "ptp", "queuing-policy", "rate-mode", "remote-ports", "satellite-fabric-link", "snmp", "source-interface", "spanning-tree", "speed", "speed-group", "storm-control", "suppress-arp", "switchport", "tag", "track", "udld", "vpc", "vrrp", "vtp", "lldp", "bandwidth", "mpls", "rewrite", "transceiver", "host-reachability", "security-group", "fec", "encapsulation", "evc", "macsec", "nat", "pbr-statistics", "phy", "plb"])  # fmt: skip
_IP = frozenset(["arp", "autoconfig", "bandwidth", "bandwidth-percent", "delay", "dhcp", "eigrp", "flow", "forward", "hello-interval", "hold-time", "host-reachability", "icmp", "icmp-errors", "igmp", "local-proxy-arp", "mtu", "multicast", "nhrp", "ospf", "passive-interface", "pim", "port-unreachable", "redirects", "rip", "router", "sla", "split-horizon", "sticky-arp", "summary-address", "tcp", "urpf", "load-sharing", "link-local", "mld", "nd", "distribute-list", "authentication", "offset-list", "next-hop-self", "drop-glean"])  # fmt: skip


def is_irrelevant(words: tuple[str, ...]) -> bool:
    """Return whether an interface command, without its `no`, is known and of no effect here."""
    if words[0] in ("ip", "ipv6"):
        return len(words) > 1 and (words[1] in _IP or on_ios(words))
    return words[0] in _WORDS or on_ios(words)
