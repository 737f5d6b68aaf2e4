"""Features that the parser knows and does not model, each with what it leaves open.

FortiOS Administration Guide: explicit and transparent proxy, ZTNA, NAT46 and NAT64, TTL policies, VXLAN and GRE tunnels.
"""

from __future__ import annotations

from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import Aspect, Effect

_SECTIONS: dict[str, tuple[Aspect, Effect, str]] = {
    "firewall proxy-policy": (Aspect.FLOWS, Effect.MAY_PERMIT, "the proxy forwards by its own policies"),
    "firewall explicit-proxy-policy": (Aspect.FLOWS, Effect.MAY_PERMIT, "the proxy forwards by its own policies"),
    "firewall access-proxy": (Aspect.ALL, Effect.MAY_PERMIT, "ZTNA access proxy"),
    "firewall access-proxy6": (Aspect.ALL, Effect.MAY_PERMIT, "ZTNA access proxy"),
    "ztna web-proxy": (Aspect.ALL, Effect.MAY_PERMIT, "ZTNA web proxy"),
    "ztna traffic-forward-proxy": (Aspect.ALL, Effect.MAY_PERMIT, "ZTNA traffic forward proxy"),
    "ztna web-portal": (Aspect.ALL, Effect.MAY_PERMIT, "ZTNA web portal"),
    "firewall policy46": (Aspect.FLOWS, Effect.MAY_PERMIT, "translation from IPv4 to IPv6"),
    "firewall policy64": (Aspect.FLOWS, Effect.MAY_PERMIT, "translation from IPv6 to IPv4"),
    "firewall vip46": (Aspect.FLOWS, Effect.MAY_PERMIT, "translation from IPv4 to IPv6"),
    "firewall vip64": (Aspect.FLOWS, Effect.MAY_PERMIT, "translation from IPv6 to IPv4"),
    "firewall ttl-policy": (Aspect.FLOWS, Effect.MAY_DENY, "packets are dropped by their time to live"),
    "vpn ipsec manualkey": (Aspect.REMOTE_ACCESS, Effect.MAY_PERMIT, "IPsec with manual keys"),
    "vpn ipsec manualkey-interface": (Aspect.REMOTE_ACCESS, Effect.MAY_PERMIT, "IPsec with manual keys"),
    "system virtual-wire-pair": (
        Aspect.FLOWS,
        Effect.EITHER,
        "virtual wire pair: forwards between ports without addresses",
    ),
    "system vxlan": (Aspect.FLOWS, Effect.MAY_PERMIT, "VXLAN tunnel"),
    "system geneve": (Aspect.FLOWS, Effect.MAY_PERMIT, "GENEVE tunnel"),
    "system ipv6-tunnel": (Aspect.FLOWS, Effect.MAY_PERMIT, "IPv6 tunnel"),
    "system gre-tunnel": (Aspect.FLOWS, Effect.MAY_PERMIT, "GRE tunnel"),
    "system ipip-tunnel": (Aspect.FLOWS, Effect.MAY_PERMIT, "IP in IP tunnel"),
    "system sit-tunnel": (Aspect.FLOWS, Effect.MAY_PERMIT, "IPv6 in IPv4 tunnel"),
    "vpn ssl web user-bookmark": (Aspect.REMOTE_ACCESS, Effect.MAY_PERMIT, "SSL-VPN bookmarks of users"),
}
_PROXIES = (("web-proxy explicit", "status"), ("ftp-proxy explicit", "status"))


def read_gaps(draft: Draft) -> None:
    """Record a gap for each enabled entry of the features above."""
    for name, (aspect, effect, reason) in _SECTIONS.items():
        section = draft.section(name)
        for entry in section.entries.values():
            disabled = entry.off("status")
            for node in entry.walk():
                _claim(node)
            if not disabled:
                draft.gap(aspect, effect, f"{reason}: {entry.name}", entry.line)
    _claim_links(draft)
    for name, field in _PROXIES:
        section = draft.section(name)
        if section.on(field):
            draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, f"{name} forwards what it is asked for", section.at(field))
        _claim(section)


def _claim_links(draft: Draft) -> None:
    """Links between virtual domains: their two ends are interfaces, and what has no address there is a gap of that interface."""
    for entry in draft.section("system vdom-link").entries.values():
        for node in entry.walk():
            _claim(node)


def _claim(node: Node) -> None:
    node.used = True
    node.claim(*node.fields)
