"""Statements that change nothing the model describes."""

from __future__ import annotations

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import Aspect, Effect

TOP = frozenset({
    "version", "chassis", "class-of-service", "event-options", "multi-chassis", "poe", "virtual-chassis", "forwarding-options", "bridge-domains",
    "vlans", "switch-options", "ethernet-switching-options", "accounting-options", "policy-options", "protocols", "routing-options", "dynamic-profiles",
    "diameter", "jsrc", "fabric", "unified-edge", "schedulers", "wlan", "apply-macro", "smtp", "security-intelligence", "msti", "redundant-power-system", "session-limit-group",
    "groups", "apply-groups", "apply-groups-except", "last-changed", "snmp", "access", "rcsfile", "apply-path", "routing-instances", "interfaces",
})  # fmt: skip

SECURITY = frozenset({
    "log", "screen", "certificates", "pki", "traceoptions", "authentication-key-chains", "ssh-known-hosts", "key-protection", "macsec",
    "datapath-debug", "analysis", "idp-policy", "group-vpn", "resource-manager", "user-identification", "application-tracking", "advanced-services",
    "softwires", "dynamic-address", "ngfw", "monitoring", "cloud", "intelligent-inspection", "tunnel-inspection", "alarms", "root-cert",
})  # fmt: skip

NARROWING = frozenset({"idp", "utm", "firewall-authentication", "application-firewall", "dynamic-application", "secure-wire", "advance-policy-based-routing",
                       "ssl", "anti-virus", "gprs", "dynamic-policy"})  # fmt: skip
"""Features that may drop what a policy permits: inspection, never a permit of its own."""


def claim_rest(draft: Draft) -> None:
    """Claim what nobody read at the top and under `security`; what is not in a table stays unknown."""
    for node in draft.root.children.values():
        if node.state is None and (node.word in TOP):
            node.pass_over()
    for word in ("routing-options", "policy-options", "access", "schedulers", "forwarding-options", "applications"):
        _quiet(draft.root.get(word))
    _unmodelled_filters(draft)
    _packet_mode6(draft)
    security = draft.root.get("security")
    if security is None:
        return
    for node in security.children.values():
        if node.inactive or node.state is not None:
            continue
        if node.word in SECURITY or node.word in NARROWING:
            node.pass_over()
        elif node.word == "flow" or node.word == "alg" or node.word == "forwarding-options":
            node.take_all()
        elif node.word in ("forwarding-process", "nat", "utm"):
            draft.gap(Aspect.FLOWS, Effect.EITHER, f"security {node.word} is not modelled", node)


def _quiet(node: Node | None) -> None:
    if node is None:
        return
    node.take()
    for child in node.children.values():
        if child.state is None:
            child.pass_over()


def _unmodelled_filters(draft: Draft) -> None:
    """Filters of the forwarding table and of bridged VLANs: they only take packets away from what the model lets through."""
    for path in (("forwarding-options", "family"), ("vlans",), ("bridge-domains",)):
        for holder in draft.root.under(*path):
            for node in (holder.get("filter"), holder.get("forwarding-options", "filter")):
                if node is not None:
                    draft.gap(Aspect.FLOWS, Effect.MAY_DENY, f"filter of {' '.join(path)} is not modelled", node)


def _packet_mode6(draft: Draft) -> None:
    """IPv6 may be out of flow processing by itself: then no policy is asked about it."""
    node = draft.root.get("security", "forwarding-options", "family", "inet6")
    if node is not None and node.value("mode") == "packet-based" and packet_mode(draft) is None:
        draft.gap(Aspect.FLOWS, Effect.MAY_PERMIT, "IPv6 passes without policies: mode packet-based", node)


def packet_mode(draft: Draft) -> Node | None:
    """Return the statement that takes IPv4 out of flow processing, so that policies are not asked."""
    options = draft.root.get("security", "forwarding-options", "family")
    if options is None:
        return None
    for family in ("inet", "mpls"):
        node = options.get(family)
        if node is not None and node.value("mode") == "packet-based":
            return node
    return None
