"""IPsec and IKE: proposals, policies, gateways, tunnels; remote access by dynamic VPN and Juniper Secure Connect.

Junos IPsec VPN User Guide; Juniper Secure Connect Administrator Guide. A gateway with `dynamic` and an access profile, or a remote-access
profile over it, is for people; any other is site to site.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import NOWHERE, AddressSet, RemoteUser, Setting, Vpn, VpnKind

_SETS = {
    "compatible": ("3des", "sha1", "group2"), "basic": ("des", "sha1", "group1"), "standard": ("aes-128", "sha1", "group2"),
    "prime-128": ("aes-gcm-128", "group19"), "prime-256": ("aes-gcm-256", "group20"),
    "suiteb-gcm-128": ("aes-gcm-128", "group19"), "suiteb-gcm-256": ("aes-gcm-256", "group20"),
}  # fmt: skip


def read_vpns(draft: Draft) -> None:
    """Read `security ike`, `security ipsec` and `security remote-access`."""
    security = draft.root.get("security")
    if security is None:
        return
    ike, ipsec = security.get("ike"), security.get("ipsec")
    for node in (ike, ipsec, security.get("remote-access"), security.get("dynamic-vpn")):
        if node is not None:
            node.take_all()
    if ike is not None:
        _settings(draft, ike, "ike")
        for policy in ike.under("policy"):
            _keys(draft, policy)
    if ipsec is not None:
        _settings(draft, ipsec, "ipsec")
        for vpn in ipsec.under("vpn"):
            draft.vpns.append(_vpn(draft, vpn, ike, ipsec))


def _settings(draft: Draft, top: Node, name: str) -> None:
    for proposal in top.under("proposal"):
        words = _algorithms(proposal)
        if words:
            draft.settings.append(Setting(name, ",".join(words), proposal.at))
    for policy in top.under("policy"):
        chosen = policy.value("proposal-set")
        if chosen in _SETS:
            draft.settings.append(Setting(name, ",".join(_SETS[chosen]), policy.at))
        if policy.value("mode") == "aggressive":
            draft.settings.append(Setting("ike-aggressive", "on", policy.at))


def _algorithms(proposal: Node) -> list[str]:
    words = [proposal.value(w) for w in ("encryption-algorithm", "authentication-algorithm", "dh-group", "protocol")]
    return [_plain(w) for w in words if w]


def _plain(word: str) -> str:
    word = (
        word.lower()
        .removesuffix("-cbc")
        .removesuffix("-96")
        .removesuffix("-128" if word.startswith("hmac-sha-256") else "\0")
    )
    return word.removeprefix("hmac-").replace("sha-", "sha") if "sha" in word or "md5" in word else word


def _keys(draft: Draft, policy: Node) -> None:
    shared = policy.get("pre-shared-key")
    if shared is not None:
        shown = shared.value("ascii-text") or shared.value("hexadecimal")
        draft.secret("psk", shown, shared, "ike policy pre-shared-key")


def _vpn(draft: Draft, vpn: Node, ike: Node | None, ipsec: Node) -> Vpn:
    gateway = ike.get("gateway", vpn.value("ike", "gateway")) if ike else None
    policy = ike.get("policy", gateway.value("ike-policy")) if ike and gateway else None
    profile = (gateway.value("aaa", "access-profile") or gateway.value("xauth", "access-profile")) if gateway else ""
    remote = bool(profile) or _offered(draft, vpn.word)
    crypto = [
        *(_suite(ike, policy) if ike else ()),
        *_suite(ipsec, ipsec.get("policy", vpn.value("ike", "ipsec-policy"))),
    ]
    version = gateway.value("version") if gateway else ""
    versions = (version.replace("-only", "").replace("v", "ikev") if version else "ikev1",)
    return Vpn(
        vpn.word,
        VpnKind.REMOTE_ACCESS if remote else VpnKind.SITE_TO_SITE,
        vpn.at,
        gateway.value("external-interface") if gateway else "",
        authentication=_authentication(ike, policy, profile),
        split_networks=_selectors(vpn),
        peers=tuple(gateway.values("address")) if gateway else (),
        crypto=tuple(dict.fromkeys([*versions, *crypto])),
    )


def _offered(draft: Draft, name: str) -> bool:
    for path in (("security", "remote-access", "profile"), ("security", "dynamic-vpn", "clients")):
        if any(name == p.value("ipsec-vpn") for p in draft.root.under(*path)):
            return True
    return False


def _suite(top: Node, policy: Node | None) -> list[str]:
    if policy is None:
        return []
    names = policy.values("proposals")
    out = [w for name in names if (p := top.get("proposal", name)) is not None for w in _algorithms(p)]
    out += _SETS.get(policy.value("proposal-set"), ())
    group = policy.value("perfect-forward-secrecy", "keys")
    return [*out, group] if group else out


def _authentication(ike: Node | None, policy: Node | None, profile: str) -> tuple[str, ...]:
    out: list[str] = []
    if policy is not None:
        if policy.get("pre-shared-key"):
            out.append("psk")
        methods = (
            [ike.value("proposal", name, "authentication-method") for name in policy.values("proposals")] if ike else []
        )
        if policy.get("certificate") or any("signatures" in m or m == "certificates" for m in methods):
            out.append("certificate")
    if profile:
        out.append(f"aaa:{profile}")
    return tuple(out)


def _selectors(vpn: Node) -> AddressSet:
    out = NOWHERE
    for selector in vpn.under("traffic-selector"):
        try:
            out |= AddressSet.parse(selector.value("local-ip"))
        except ValueError:
            continue
    return out


def remote_users(draft: Draft) -> Iterator[RemoteUser]:
    """Yield the clients of access profiles that have a password here (`access profile NAME client NAME firewall-user`)."""
    profiles = draft.root.get("access", "profile")
    for profile in profiles.children.values() if profiles is not None else ():
        clients = profile.get("client")
        for client in clients.children.values() if clients is not None else ():
            if client.get("firewall-user") is not None or client.get("xauth") is not None:
                yield RemoteUser(client.word, client.at)
