"""VPN facts resolved: each connection profile, user and crypto map entry with what it inherits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import host, prefix
from zonewarden_parsers.cisco_asa.vpn_facts import CryptoEntry, Policy, Stated, TunnelGroup
from zonewarden_parsers.model import NOWHERE, Action, AddressSet, Location, RuleList, Vpn, VpnKind

DEFAULT_POLICY = "DfltGrpPolicy"
DEFAULT_WEB = "DefaultWEBVPNGroup"
_REMOTE_TYPES = frozenset({"remote-access", "webvpn", "ipsec-ra"})
_DEFAULT_GROUPS = {DEFAULT_WEB: "remote-access", "DefaultRAGroup": "remote-access", "DefaultL2LGroup": "ipsec-l2l"}
_WEB_PROTOCOLS = frozenset({"ssl-client", "ssl-clientless", "svc", "webvpn"})

Lists = Mapping[str, RuleList]


def vpns(draft: Draft, lists: Lists) -> tuple[Vpn, ...]:
    """Return all VPNs: connection profiles, then users and policies of their own, then site-to-site."""
    facts = draft.vpn
    remote = [g for g in facts.tunnel_groups.values() if _type(g) in _REMOTE_TYPES]
    found: list[Vpn] = []
    for group in remote or _built_in(draft):
        found.extend(_profile(draft, lists, group))
    found.extend(_personal(draft, lists, found))
    found.extend(_site_to_site(draft))
    return tuple(found)


def _type(group: TunnelGroup) -> str:
    return group.type or _DEFAULT_GROUPS.get(group.name, "")


def _built_in(draft: Draft) -> list[TunnelGroup]:
    """Return the connection profile that an enabled WebVPN has without any in the file."""
    return [TunnelGroup(DEFAULT_WEB, at, "remote-access") for at in list(draft.vpn.web_interfaces.values())[:1]]


def _profile(draft: Draft, lists: Lists, group: TunnelGroup) -> Iterator[Vpn]:
    name, at = group.general.get("default-group-policy", ((DEFAULT_POLICY,), group.location))
    stated = _inherited(draft, draft.vpn.policies.get(name[0]))
    if name[0] != DEFAULT_POLICY and name[0] not in draft.vpn.policies:
        draft.missing("group-policy", name[0], at)
    own = group.general.get("address-pool")
    if own:
        stated["address-pools"] = (tuple(w for w in own[0] if not w.startswith("(")), own[1])
    factors, locations = _remote_factors(group, stated)
    for interface in _interfaces(draft, stated) or [""]:
        yield _remote(draft, lists, group.name, group.location, name[0], stated, factors, locations, interface)


def _interfaces(draft: Draft, stated: Stated) -> list[str]:
    """Return where a policy's protocols are served."""
    protocols = stated["vpn-tunnel-protocol"][0] if "vpn-tunnel-protocol" in stated else ()
    web = not protocols or not _WEB_PROTOCOLS.isdisjoint(protocols)
    ike = not protocols or not _WEB_PROTOCOLS.issuperset(protocols)
    served = (draft.vpn.web_interfaces if web else {}) | (draft.vpn.ike_interfaces if ike else {})
    return list(served)


def _remote(
    draft: Draft, lists: Lists, name: str, at: Location, policy: str, stated: Stated, factors: tuple[str, ...],
    locations: dict[str, Location], interface: str,
) -> Vpn:  # fmt: skip
    pools = _values(stated, "address-pools") + _values(stated, "ipv6-address-pools")
    places = {_FIELDS[word]: place for word, (_, place) in stated.items() if word in _FIELDS}
    tunnel = stated.get("split-tunnel-policy")
    networks = _values(stated, "split-tunnel-network-list")
    filters = _values(stated, "vpn-filter")
    protocols = stated.get("vpn-tunnel-protocol")
    return Vpn(
        name=name,
        kind=VpnKind.REMOTE_ACCESS,
        location=at,
        interface=interface,
        enabled=bool(interface),
        authentication=factors,
        pools=AddressSet.union([*(draft.vpn.pools.get(p, NOWHERE) for p in pools), _framed(stated)]),
        pool_names=pools,
        group_policy=policy,
        split_tunnel=tunnel[0][0] if tunnel else None,
        split_networks=_split(lists, networks),
        filter_list=filters[0] if filters else None,
        idle_timeout_min=_minutes(stated, "vpn-idle-timeout"),
        session_timeout_min=_minutes(stated, "vpn-session-timeout"),
        simultaneous_logins=_minutes(stated, "vpn-simultaneous-logins"),
        protocols=protocols[0] if protocols else (),
        locations=places | locations,
    )


_FIELDS = {
    "vpn-idle-timeout": "idle_timeout_min",
    "vpn-session-timeout": "session_timeout_min",
    "vpn-simultaneous-logins": "simultaneous_logins",
    "split-tunnel-policy": "split_tunnel",
    "split-tunnel-network-list": "split_networks",
    "vpn-filter": "filter_list",
    "vpn-tunnel-protocol": "protocols",
    "address-pools": "pools",
}


def _inherited(draft: Draft, policy: Policy | None) -> Stated:
    """Return what a policy states or inherits: itself, the policy it was copied from, DfltGrpPolicy."""
    chain: list[Policy] = []
    while policy is not None and policy not in chain and len(chain) < 16:
        chain.append(policy)
        policy = draft.vpn.policies.get(policy.copied_from)
    default = draft.vpn.policies.get(DEFAULT_POLICY)
    merged: Stated = dict(default.stated) if default else {}
    for link in reversed(chain):
        merged |= link.stated
    return merged


def _values(stated: Stated, word: str) -> tuple[str, ...]:
    """Return the names of `WORD value A B`; nothing for `WORD none`."""
    words = stated[word][0] if word in stated else ()
    return words[1:] if words[:1] == ("value",) else () if words[:1] == ("none",) else words


def _minutes(stated: Stated, word: str) -> int | None:
    if word not in stated:
        return None
    text = stated[word][0][0]
    return 0 if text in ("none", "unlimited") else number(text)


def _framed(stated: Stated) -> AddressSet:
    four, six = stated.get("vpn-framed-ip-address"), stated.get("vpn-framed-ipv6-address")
    found = host(four[0][0], {}) if four else None
    other = prefix(six[0][0]) if six else None
    return AddressSet.union(part for part in (found, other) if part is not None)


def _split(lists: Lists, names: tuple[str, ...]) -> AddressSet:
    """Return the networks of a split-tunnel list: destinations of a standard list, sources of an extended one."""
    found = lists.get(names[0]) if names else None
    if found is None or any(rule.match.atoms for rule in found.rules):
        return NOWHERE
    permits = [r for r in found.rules if r.action is Action.PERMIT and r.enabled]
    return AddressSet.union(r.match.destinations if " standard " in r.text else r.match.sources for r in permits)


def _remote_factors(group: TunnelGroup, stated: Stated) -> tuple[tuple[str, ...], dict[str, Location]]:
    """Return the factors a person needs; IKE's own keys count only where the policy serves IKE alone."""
    protocols = stated["vpn-tunnel-protocol"][0] if "vpn-tunnel-protocol" in stated else ()
    if protocols and _WEB_PROTOCOLS.isdisjoint(protocols):
        factors = _ike_factors(group)
        methods: tuple[str, ...] = () if "user-authentication-none" in group.ipsec else ("aaa",)
        places = {"authentication": group.ipsec[factors[0]][1]} if factors else {}
    else:
        factors, places = [], {}
        words = group.webvpn.get("authentication")
        methods = words[0] if words else ("aaa",)
        if words:
            places["authentication"] = words[1]
    for method in methods:
        if method == "aaa":
            factors.extend(_servers(group, "authentication-server-group", "aaa") or ["aaa:LOCAL"])
            factors.extend(_servers(group, "secondary-authentication-server-group", "secondary"))
        elif method == "saml":
            provider = group.webvpn.get("saml", ((), group.location))[0]
            factors.append(f"saml:{provider[-1]}" if provider else "saml")
        else:
            factors.append(method)
    if "authentication-server-group" in group.general:
        places["aaa"] = group.general["authentication-server-group"][1]
    return tuple(factors), places


def _servers(group: TunnelGroup, word: str, label: str) -> list[str]:
    stated = group.general.get(word)
    skipped = ("use-primary-username",)
    names = [w for w in stated[0] if not w.startswith("(") and w not in skipped] if stated else []
    return [
        f"{label if i == 0 else 'fallback'}:{n}" for i, n in enumerate(names) if (label, n) != ("secondary", "none")
    ]


def _personal(draft: Draft, lists: Lists, profiles: list[Vpn]) -> Iterator[Vpn]:
    """Yield users with VPN attributes of their own, and policies no profile names: an AAA server may assign them."""
    factors = {p.authentication for p in profiles}
    common = factors.pop() if len(factors) == 1 else ()
    users = draft.vpn.users
    assigned = {v[0][0] for u in users.values() for w, v in u.stated.items() if w == "vpn-group-policy"}
    named = {p.group_policy for p in profiles} | {DEFAULT_POLICY} | assigned
    named |= {
        v[0][0] for g in draft.vpn.tunnel_groups.values() for w, v in g.general.items() if w == "default-group-policy"
    }
    for user in users.values():
        if not user.stated:
            continue
        words = user.stated.get("vpn-group-policy", (("",), user.location))
        if words[0][0] and words[0][0] not in draft.vpn.policies:
            draft.missing("group-policy", words[0][0], words[1])
        stated = _inherited(draft, draft.vpn.policies.get(words[0][0])) | user.stated
        for interface in _interfaces(draft, stated) or [""]:
            yield _remote(
                draft, lists, f"username {user.name}", user.location, words[0][0], stated, common, {}, interface
            )  # fmt: skip
    if not profiles:
        return
    for policy in draft.vpn.policies.values():
        if policy.name in named or policy.external:
            continue
        stated = _inherited(draft, policy)
        for interface in _interfaces(draft, stated) or [""]:
            yield _remote(
                draft, lists, f"group-policy {policy.name}", policy.location, policy.name, stated, common, {}, interface
            )  # fmt: skip


def _site_to_site(draft: Draft) -> Iterator[Vpn]:
    facts = draft.vpn
    for entry in facts.maps.values():
        dynamic = [d for (name, _), d in facts.dynamic_maps.items() if name == entry.dynamic]
        for interface in facts.map_interfaces.get(entry.map, []) or [""]:
            yield _crypto_vpn(draft, entry, dynamic, interface)
    for vpn, profile in facts.tunnels:
        crypto = _algorithms(draft, facts.profiles.get(profile, []))
        yield Vpn(
            name=vpn.name, kind=vpn.kind, location=vpn.location, interface=vpn.interface, enabled=vpn.enabled,
            authentication=_peer_factors(draft, vpn.peers), peers=vpn.peers, crypto=crypto, locations=vpn.locations,
        )  # fmt: skip


def _crypto_vpn(draft: Draft, entry: CryptoEntry, dynamic: list[CryptoEntry], interface: str) -> Vpn:
    words = [*entry.crypto, *(w for d in dynamic for w in d.crypto)]
    if entry.dynamic and not dynamic:
        draft.missing("dynamic-map", entry.dynamic, entry.location)
    return Vpn(
        name=f"{entry.map} {entry.sequence}",
        kind=VpnKind.SITE_TO_SITE,
        location=entry.location,
        interface=interface,
        enabled=bool(interface),
        authentication=_peer_factors(draft, entry.peers or ("DefaultL2LGroup",)),
        peers=entry.peers,
        crypto=_algorithms(draft, words),
        locations=entry.locations,
    )


def _algorithms(draft: Draft, words: list[str]) -> tuple[str, ...]:
    found: list[str] = []
    for word in words:
        kind, colon, name = word.partition(":")
        if colon and kind == "set":
            found.extend(("ikev1", *draft.vpn.transforms.get(name, ())))
        elif colon:
            found.extend(("ikev2", *draft.vpn.proposals.get(name, ())))
        else:
            found.append(word)
    return tuple(dict.fromkeys(found))


def _peer_factors(draft: Draft, peers: tuple[str, ...]) -> tuple[str, ...]:
    groups = [draft.vpn.tunnel_groups[p] for p in peers if p in draft.vpn.tunnel_groups]
    return tuple(dict.fromkeys(k for g in groups for k in _ike_factors(g)))


def _ike_factors(group: TunnelGroup) -> list[str]:
    return [word for word in ("psk", "certificate", "eap") if word in group.ipsec]


def bypass(draft: Draft) -> Location | None:
    """Return where decrypted traffic is let past the interface lists: the `sysopt` line, else the first VPN line.

    `sysopt connection permit-vpn` is on by default from 7.0; PIX 6 needs `sysopt connection permit-ipsec`.
    """
    facts = draft.vpn
    if facts.no_bypass is not None:
        return None
    if facts.bypass is not None:
        return draft.at(facts.bypass)
    old = (number(draft.version.split(".")[0]) or 9) < 7
    return draft.at(facts.first_line) if facts.first_line is not None and not old else None
