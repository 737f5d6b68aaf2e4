"""Interface commands of IOS-XR that change nothing the model describes."""

from __future__ import annotations

_WORDS = frozenset(["bandwidth", "bfd", "bundle", "carrier-delay", "controller", "dampening", "duplex", "ethernet", "ethernet-services", "flow", "flowcontrol", "frame-relay", "keepalive", "l2overhead", "lldp", "load-interval", "logging", "loopback", "mac-accounting", "mac-address", "mac-flap", "monitor-session", "mpls", "mtu", "negotiation", "nv", "performance-mgmt", "pppoe", "ptp", "qos", "rewrite", "snmp", "speed", "storm-control", "sub-interface", "synchronous", "transceiver", "transport-mode", "lacp", "port-mode", "frequency", "host-routing", "hw-module", "macsec", "nbr", "arp", "dual-active", "punt", "segment-routing", "auto", "cfm", "pseudowire", "multicast", "clns", "capture", "exit"])  # fmt: skip
_IP = frozenset(["mtu", "point-to-point", "unreachables", "mask-reply", "helper-address", "flowspec", "bgp", "multicast", "arp", "route-tag", "forwarding-enable", "ttl-propagate", "icmp", "nd", "mld", "tcp-mss-adjust", "mss", "address-conflict", "load-balancing", "static-route", "dhcp", "bootp"])  # fmt: skip


def is_irrelevant(words: tuple[str, ...]) -> bool:
    """Return whether an interface command, without its `no`, is known and of no effect here."""
    if words[0] in ("ipv4", "ipv6"):
        return len(words) > 1 and words[1] in _IP
    return words[0] in _WORDS
