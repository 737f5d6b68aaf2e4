"""Remote-access VPN blocks: tunnel groups, group policies, user attributes, WebVPN, address pools.

Cisco ASA Series VPN CLI Configuration Guide, "Connection Profiles, Group Policies, and Users".
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden_parsers.cisco_asa import irrelevant
from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import address_range, host, prefix
from zonewarden_parsers.cisco_asa.vpn_facts import Policy, Stated, TunnelGroup
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import AddressSet, Aspect, Effect

_POLICY_WORDS = frozenset({
    "vpn-idle-timeout", "vpn-session-timeout", "vpn-simultaneous-logins", "split-tunnel-policy",
    "split-tunnel-network-list", "vpn-filter", "vpn-tunnel-protocol", "address-pools", "ipv6-address-pools",
    "vpn-group-policy", "vpn-framed-ip-address", "vpn-framed-ipv6-address", "ipv6-split-tunnel-policy",
    "ipv6-vpn-filter",
})  # fmt: skip
_GENERAL_WORDS = frozenset({
    "address-pool", "ipv6-address-pool", "authentication-server-group", "secondary-authentication-server-group",
    "default-group-policy",
})  # fmt: skip
_WEBVPN_WORDS = frozenset({"authentication", "saml"})


def read_tunnel_group(draft: Draft, block: Block) -> bool:
    """Read `tunnel-group NAME type T` and its attribute blocks."""
    match block.line.words:
        case ("tunnel-group", name, "type", kind, *_):
            _tunnel_group(draft, name, block.line).type = kind
        case ("tunnel-group", name, "general-attributes"):
            _stated(draft, block, _tunnel_group(draft, name, block.line).general, _GENERAL_WORDS)
        case ("tunnel-group", name, "webvpn-attributes"):
            _stated(draft, block, _tunnel_group(draft, name, block.line).webvpn, _WEBVPN_WORDS)
        case ("tunnel-group", name, "ipsec-attributes"):
            _ipsec(draft, block, _tunnel_group(draft, name, block.line).ipsec)
        case ("tunnel-group", _, "ppp-attributes"):
            draft.ignore(block.children)
        case _:
            return False
    return True


def _tunnel_group(draft: Draft, name: str, line: Line) -> TunnelGroup:
    if draft.vpn.first_line is None:
        draft.vpn.first_line = line
    return draft.vpn.tunnel_groups.setdefault(name, TunnelGroup(name, draft.at(line)))


def _stated(draft: Draft, block: Block, into: Stated, wanted: frozenset[str]) -> None:
    """Record the lines of a block whose first word is wanted; deeper lines go with the one above them."""
    level = block.children[0].indent if block.children else 0
    for line in block.children:
        words = line.words
        if line.indent > level:
            draft.used.update(words)
            draft.ledger.irrelevant(line)
        elif words[0] in wanted and len(words) > 1:
            into[words[0]] = (words[1:], draft.at(line))
            draft.used.update(words[1:])
            draft.ledger.modelled(line)
        elif irrelevant.in_vpn(line):
            draft.ledger.irrelevant(line)
        else:
            draft.unknown(line, "VPN attribute not understood", Aspect.REMOTE_ACCESS)


def _ipsec(draft: Draft, block: Block, into: Stated) -> None:
    for line in block.children:
        words = tuple(w for w in line.words if w not in ("ikev1", "ikev2"))
        at = draft.at(line)
        match words:
            case ("pre-shared-key", *key) | (
                ("remote-authentication" | "local-authentication"),
                "pre-shared-key",
                *key,
            ):
                into["psk"] = ((), at)
                if key:
                    draft.secret("psk", key[-1], line, "pre-shared key")
            case ("trust-point", *_) | (("remote-authentication" | "local-authentication"), "certificate", *_):
                into["certificate"] = ((), at)
            case ("remote-authentication", "eap", *_):
                into["eap"] = ((), at)
            case ("user-authentication" | "isakmp", *rest) if "none" in rest:
                into["user-authentication-none"] = ((), at)
            case _ if irrelevant.in_vpn(line):
                draft.ledger.irrelevant(line)
                continue
            case _:
                draft.unknown(line, "VPN attribute not understood", Aspect.REMOTE_ACCESS)
                continue
        draft.ledger.modelled(line)


def read_group_policy(draft: Draft, block: Block) -> bool:
    """Read `group-policy NAME internal [from OTHER] | external ... | attributes`."""
    match block.line.words:
        case ("group-policy", name, "internal", *rest):
            policy = _policy(draft.vpn.policies, draft, name, block.line)
            if rest[:1] == ["from"] and len(rest) > 1:
                policy.copied_from = rest[1]
        case ("group-policy", name, "external", *rest):
            policy = _policy(draft.vpn.policies, draft, name, block.line)
            policy.external = True
            if "password" in rest[:-1]:
                draft.secret("cleartext", rest[-1], block.line, "external group-policy")
            reason = f"group-policy {name} is held by an AAA server"
            draft.gap(Aspect.REMOTE_ACCESS, Effect.EITHER, reason, block.line)
        case ("group-policy", name, "attributes"):
            policy = _policy(draft.vpn.policies, draft, name, block.line)
            policy.location = draft.at(block.line)
            _stated(draft, block, policy.stated, _POLICY_WORDS)
        case _:
            return False
    return True


_OF_CLIENTS = frozenset({"group-lock", "webvpn", "anyconnect", "split-tunnel-policy", "password-storage"})


def read_user_attributes(draft: Draft, block: Block) -> bool:
    """Read `username NAME attributes`: a user's own VPN policy."""
    match block.line.words:
        case ("username", name, "attributes"):
            draft.vpn.admitted[name] = admitted(line.words for line in block.children)
            policy = _policy(draft.vpn.users, draft, name, block.line)
            _stated(draft, block, policy.stated, _POLICY_WORDS)
            return True
        case _:
            pass
    return False


def admitted(words: Iterable[Sequence[str]]) -> bool | None:
    """Return whether the lines of `username NAME attributes` are those of a VPN account; None where they do not say."""
    lines = [line for line in words if line]
    types = [line[1] for line in lines if line[0] == "service-type" and len(line) > 1]
    if types:
        return types[-1] == "remote-access"
    return True if any(line[0].startswith("vpn-") or line[0] in _OF_CLIENTS for line in lines) else None


def _policy(table: dict[str, Policy], draft: Draft, name: str, line: Line) -> Policy:
    return table.setdefault(name, Policy(name, draft.at(line)))


def read_webvpn(draft: Draft, block: Block) -> bool:
    """Read the global `webvpn` block: where it is enabled; its look and its client images are irrelevant."""
    if len(block.line.words) != 1:
        return False
    level = block.children[0].indent if block.children else 0
    for line in block.children:
        match line.words:
            case ("enable", interface, *_) if line.indent == level:
                draft.vpn.web_interfaces[interface] = draft.at(line)
                if draft.vpn.first_line is None:
                    draft.vpn.first_line = line
                draft.ledger.modelled(line)
            case _ if line.indent > level or irrelevant.in_webvpn(line):
                draft.ledger.irrelevant(line)
            case _:
                draft.unknown(line, "WebVPN command not understood", Aspect.REMOTE_ACCESS)
    return True


def read_pool(draft: Draft, block: Block) -> bool:
    """Read `ip local pool NAME A-B [mask M]` and `ipv6 local pool NAME PREFIX COUNT`."""
    match block.line.words:
        case ("ip", "local", "pool", name, text, *_):
            low, dash, high = text.partition("-")
            found = address_range(low, high if dash else low, draft.labels)
        case ("ipv6", "local", "pool", name, text, count):
            found = _ipv6_pool(text, number(count))
        case _:
            return False
    if found is None:
        return False
    draft.vpn.pools[name] = draft.vpn.pools.get(name, AddressSet()) | found
    return True


def _ipv6_pool(text: str, count: int | None) -> AddressSet | None:
    first = host(text.split("/")[0], {})
    if first is None or not first.v6 or prefix(text) is None or not count:
        return None
    low = first.v6.spans[0][0]
    return AddressSet.range(6, low, min(low + count - 1, 2**128 - 1))
