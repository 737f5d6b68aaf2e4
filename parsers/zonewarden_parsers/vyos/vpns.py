"""VPN terminations: IPsec site to site and remote access, L2TP, PPTP, SSTP, OpenConnect, OpenVPN, WireGuard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import NOWHERE, AddressSet, RemoteUser, Vpn, VpnKind
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.secrets import record
from zonewarden_parsers.vyos.tree import Node


def read_vpns(draft: Draft) -> None:
    """Read `vpn` and the VPN interfaces."""
    section = draft.root.get("vpn")
    if section is not None:
        section.claim()
    for read in (_site_to_site, _remote_ipsec, _dial_in, _openconnect, _openvpn, _wireguard):
        draft.vpns.extend(read(draft))
    for kind in ("tunnel", "vti", "l2tpv3", "sstpc", "l2tp-client", "pptp-client"):
        for node in draft.root.under("interfaces", kind):
            node.claim()
    record(draft, draft.root)


def networks(texts: list[str]) -> AddressSet:
    """Return the networks among some texts."""
    return AddressSet.union(found for t in texts if (found := literal(t)) is not None)


def _factors(node: Node) -> tuple[str, ...]:
    mode = node.value("authentication", "mode") or node.value("authentication", "server-mode")
    client = node.value("authentication", "client-mode")
    found = {
        "pre-shared-secret": "psk",
        "x509": "certificate",
        "rsa": "public-key",
        "rsa-signature": "certificate",
    }.get(mode, "")
    if client:
        return ("certificate",) if client == "x509" else ("aaa:RADIUS",) if client == "eap-radius" else ("aaa:LOCAL",)
    return tuple(filter(None, (found, "certificate" if mode == "eap-tls" else "")))


def _site_to_site(draft: Draft) -> Iterator[Vpn]:
    for node in draft.root.under("vpn", "ipsec", "site-to-site", "peer"):
        tunnels = node.under("tunnel")
        remote = [p for t in tunnels for p in t.values("remote", "prefix")] + [node.value("vti", "bind") and ""]
        peer = node.value("remote-address") or node.name
        psks = draft.root.get("vpn", "ipsec", "authentication", "psk")
        method = _factors(node) or (("psk",) if psks is not None else ())
        yield Vpn(
            node.name, VpnKind.SITE_TO_SITE, draft.at(node), enabled="disable" not in node.children, authentication=method,
            split_networks=networks([r for r in remote if r]), protocols=(_ike_version(draft, node),), peers=(peer,),
            crypto=_crypto(draft, node),
        )  # fmt: skip


def _group(draft: Draft, node: Node, kind: str) -> Node | None:
    name = node.value(kind) or (node.value("vti", kind) if kind == "esp-group" else "") or node.value(f"default-{kind}")
    return draft.root.get("vpn", "ipsec", kind, name) if name else None


def _ike_version(draft: Draft, node: Node) -> str:
    group = _group(draft, node, "ike-group")
    version = group.value("key-exchange") if group is not None else ""
    return version or "ikev1-2"


def _crypto(draft: Draft, node: Node) -> tuple[str, ...]:
    words: list[str] = []
    for kind in ("ike-group", "esp-group"):
        group = _group(draft, node, kind)
        if group is None:
            continue
        words.extend(
            filter(None, (group.value("key-exchange"), "aggressive" if group.value("mode") == "aggressive" else ""))
        )
        for proposal in group.under("proposal"):
            dh = proposal.value("dh-group")
            words.extend(
                filter(None, (proposal.value("encryption"), proposal.value("hash"), f"group{dh}" if dh else ""))
            )
    return tuple(dict.fromkeys(words))


def _remote_ipsec(draft: Draft) -> Iterator[Vpn]:
    pools = {
        n.name: networks(n.values("prefix")) | networks(n.values("range"))
        for n in draft.root.under("vpn", "ipsec", "remote-access", "pool")
    }
    for node in draft.root.under("vpn", "ipsec", "remote-access", "connection"):
        names = tuple(node.values("pool"))
        yield Vpn(
            node.name, VpnKind.REMOTE_ACCESS, draft.at(node), enabled="disable" not in node.children, authentication=_factors(node),
            pools=AddressSet.union(pools.get(n, NOWHERE) for n in names), pool_names=names, protocols=(_ike_version(draft, node),),
            crypto=_crypto(draft, node),
        )  # fmt: skip


def _dial_in(draft: Draft) -> Iterator[Vpn]:
    for path, protocol in (
        (("l2tp", "remote-access"), "l2tp"),
        (("pptp", "remote-access"), "pptp"),
        (("sstp",), "sstp"),
    ):
        node = draft.root.get("vpn", *path)
        if node is None:
            continue
        mode = node.value("authentication", "mode") or "local"
        factors = ["aaa:LOCAL" if mode == "local" else f"aaa:{mode.upper()}"]
        if node.get("ipsec-settings", "authentication", "pre-shared-secret") is not None:
            factors.append("psk")
        yield Vpn(
            protocol,
            VpnKind.REMOTE_ACCESS,
            draft.at(node),
            authentication=tuple(factors),
            pools=_dial_pool(node),
            protocols=(protocol,),
        )


def _dial_pool(node: Node) -> AddressSet:
    """Return a pool: `start` and `stop` of old releases, a range or a network since."""
    found = networks(
        [v for p in node.under("client-ip-pool") for v in p.values("range")] + node.values("client-ip-pool", "subnet")
    )
    start, stop = node.value("client-ip-pool", "start"), node.value("client-ip-pool", "stop")
    both = literal(f"{start}-{stop}") if start and stop else None
    return found | both if both is not None else found


def _openconnect(draft: Draft) -> Iterator[Vpn]:
    node = draft.root.get("vpn", "openconnect")
    if node is None:
        return
    modes = [m.name for m in node.under("authentication", "mode")]
    local = [n.name for n in node.under("authentication", "mode", "local")]
    factors = ["aaa:RADIUS"] if "radius" in modes else []
    if "local" in modes or not modes:
        factors += ["aaa:LOCAL"] * ("otp" not in local) + ["otp:LOCAL"] * any("otp" in m for m in local)
    pools = networks(node.values("network-settings", "client-ip-settings", "subnet"))
    yield Vpn(
        "openconnect",
        VpnKind.REMOTE_ACCESS,
        draft.at(node),
        authentication=tuple(factors),
        pools=pools,
        protocols=("ssl-client",),
    )


def _openvpn(draft: Draft) -> Iterator[Vpn]:
    for node in draft.root.under("interfaces", "openvpn"):
        node.claim()
        mode = node.value("mode")
        pools = networks(node.values("server", "subnet"))
        known = draft.interfaces.get(node.name)
        if known is not None:
            draft.interfaces[node.name] = replace(known, networks=known.networks | pools)
        plugin = node.get("server", "mfa") is not None
        shared = node.get("shared-secret-key") is not None or node.get("shared-secret-key-file") is not None
        factors = ["psk"] if shared else ["certificate"] + (["otp:TOTP"] if plugin else [])
        yield Vpn(
            f"openvpn {node.name}", VpnKind.REMOTE_ACCESS if mode == "server" else VpnKind.SITE_TO_SITE, draft.at(node),
            enabled="disable" not in node.children, authentication=tuple(factors), pools=pools if mode == "server" else NOWHERE,
            split_tunnel="tunnelall" if node.get("replace-default-route") is not None else None,
            split_networks=networks([r.name for r in node.under("server", "push-route")]), protocols=("openvpn",),
            peers=tuple(node.values("remote-host")), crypto=tuple(n.name for n in node.under("encryption", "data-ciphers")),
        )  # fmt: skip


def _wireguard(draft: Draft) -> Iterator[Vpn]:
    for node in draft.root.under("interfaces", "wireguard"):
        node.claim()
        peers = [p for p in node.under("peer") if "disable" not in p.children]
        open_ends = [
            p for p in peers if p.get("address") is None and p.get("endpoint") is None and p.get("host-name") is None
        ]
        far = AddressSet.union(networks(p.values("allowed-ips")) for p in peers)
        ends = [p.value("address") or p.value("endpoint") or p.value("host-name") for p in peers]
        yield Vpn(
            f"wireguard {node.name}", VpnKind.REMOTE_ACCESS if open_ends else VpnKind.SITE_TO_SITE, draft.at(node),
            enabled="disable" not in node.children, authentication=("public-key",), split_networks=far, protocols=("wireguard",),
            pools=AddressSet.union(networks(p.values("allowed-ips")) for p in open_ends), peers=tuple(e for e in ends if e),
        )  # fmt: skip


def remote_users(draft: Draft) -> Iterator[RemoteUser]:
    """Yield the local users of remote access: `authentication local-users username NAME` below `vpn`, whatever the protocol."""
    ahead = draft.root.under("vpn")
    while ahead:
        node = ahead.pop()
        if node.name != "authentication":
            ahead += node.children.values()
            continue
        for user in node.under("local-users", "username"):
            yield RemoteUser(user.name, draft.at(user), enabled="disable" not in user.children)
