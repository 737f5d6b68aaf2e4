"""VPN terminations: PPP servers (L2TP, PPTP, SSTP, PPPoE), OpenVPN, WireGuard, IPsec."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.mikrotik_routeros.draft import Draft
from zonewarden_parsers.mikrotik_routeros.interfaces import add_ppp
from zonewarden_parsers.mikrotik_routeros.records import Record
from zonewarden_parsers.model import NOWHERE, AddressSet, RemoteUser, Vpn, VpnKind

_SERVERS = {
    ("interface", "l2tp-server", "server"): "l2tp", ("interface", "pptp-server", "server"): "pptp",
    ("interface", "sstp-server", "server"): "sstp", ("interface", "ovpn-server", "server"): "openvpn",
}  # fmt: skip


def read_vpns(draft: Draft) -> None:
    """Read every VPN table into `draft.vpns`."""
    for path in (("ppp", "profile"), ("ppp", "secret"), ("ppp", "aaa")):
        draft.take(*path)
    for read in (_servers, _pppoe, _wireguard, _ipsec):
        draft.vpns.extend(read(draft))


def remote_users(draft: Draft) -> tuple[RemoteUser, ...]:
    """Return the accounts of PPP clients (RouterOS documentation, *PPP Secrets*)."""
    return tuple(
        RemoteUser(name, draft.at(record), not record.disabled, record.get("comment"))
        for record in draft.script.records("ppp", "secret")
        if (name := record.get("name"))
    )


def _servers(draft: Draft) -> Iterator[Vpn]:
    for path, protocol in _SERVERS.items():
        for record in draft.take(*path):
            if record.get("enabled") == "yes" or (record.verb == "add" and not record.disabled):
                yield _server(draft, record, protocol)


def _server(draft: Draft, record: Record, protocol: str) -> Vpn:
    pools, names = _pools(draft, record.get("default-profile"))
    add_ppp(draft, pools, record)
    return Vpn(
        record.get("name") or protocol, VpnKind.REMOTE_ACCESS, draft.at(record), authentication=_factors(draft, record), pools=pools,
        pool_names=names, protocols=(protocol,),
        crypto=tuple(w for k in ("auth", "cipher", "tls-version") for w in record.get(k).lower().split(",") if w),
    )  # fmt: skip


def _named(profile: Record) -> str:
    """Return the name of a profile; `*0` and `default=yes` are how exports write the one that is there by default."""
    built_in = profile.get("default") == "yes" or profile.get("name") in ("*0", "")
    return "default" if built_in else profile.get("name")


def _factors(draft: Draft, record: Record) -> tuple[str, ...]:
    """Return the factors of a PPP server: user and password, here or on a RADIUS server; a certificate; a shared IPsec secret."""
    radius = any(r.get("use-radius") == "yes" for r in draft.script.records("ppp", "aaa"))
    found = ["aaa:RADIUS" if radius else "aaa:LOCAL"]
    if "yes" in (record.get("require-client-certificate"), record.get("verify-client-certificate")):
        found.append("certificate")
    return (*found, "psk") if record.get("use-ipsec") in ("yes", "required") else tuple(found)


def _pools(draft: Draft, profile: str) -> tuple[AddressSet, tuple[str, ...]]:
    """Return the addresses that clients get: from the profile's pool, and from the users' own entries."""
    profiles = draft.script.records("ppp", "profile")
    remotes = [r.get("remote-address") for r in profiles if _named(r) == (profile or "default")]
    remotes += [r.get("remote-address") for r in draft.script.records("ppp", "secret") if not r.disabled]
    names = tuple(dict.fromkeys(n for n in remotes if n in draft.pools))
    fixed = [a for n in remotes if (a := literal(n)) is not None]
    return AddressSet.union([*(draft.pools[n] for n in names), *fixed]), names


def _pppoe(draft: Draft) -> Iterator[Vpn]:
    for record in draft.take("interface", "pppoe-server", "server"):
        if not record.disabled:
            yield _server(draft, record, "pppoe")


def _wireguard(draft: Draft) -> Iterator[Vpn]:
    peers = [r for r in draft.take("interface", "wireguard", "peers") if not r.disabled]
    for record in draft.script.records("interface", "wireguard"):
        mine = [p for p in peers if p.get("interface") == record.get("name")]
        open_ends = [p for p in mine if not p.get("endpoint-address")]
        yield Vpn(
            f"wireguard {record.get('name')}", VpnKind.REMOTE_ACCESS if open_ends or not mine else VpnKind.SITE_TO_SITE, draft.at(record),
            enabled=not record.disabled, authentication=("public-key",), pools=_allowed(open_ends), split_networks=_allowed(mine),
            protocols=("wireguard",), peers=tuple(e for p in mine if (e := p.get("endpoint-address"))),
        )  # fmt: skip


def _allowed(peers: list[Record]) -> AddressSet:
    return AddressSet.union(
        a for p in peers for t in p.get("allowed-address").split(",") if (a := literal(t)) is not None
    )


def _ipsec(draft: Draft) -> Iterator[Vpn]:
    policies = [r for r in draft.take("ip", "ipsec", "policy") if not r.disabled]
    identities = draft.take("ip", "ipsec", "identity")
    for path in ("proposal", "profile", "mode-config", "key", "settings"):
        draft.take("ip", "ipsec", path)
    for record in draft.take("ip", "ipsec", "peer"):
        mine = [i for i in identities if i.get("peer") == record.get("name") and not i.disabled] or [record]
        far = [
            a
            for p in policies
            if p.get("peer") in ("", record.get("name")) and (a := literal(p.get("dst-address"))) is not None
        ]
        configs = {i.get("mode-config") for i in mine} - {"", "request-only"}
        pools = AddressSet.union(_config_pool(draft, c) for c in configs)
        roaming = record.get("passive") == "yes" or record.get("address") in ("", "0.0.0.0/0", "::/0")
        yield Vpn(
            record.get("name") or record.get("address") or "ipsec", VpnKind.REMOTE_ACCESS if configs or roaming else VpnKind.SITE_TO_SITE,
            draft.at(record), enabled=not record.disabled, authentication=tuple(dict.fromkeys(f for i in mine for f in _method(i))), pools=pools,
            split_networks=AddressSet.union(far), protocols=("ikev2" if record.get("exchange-mode") == "ike2" else "ikev1",),
            peers=tuple(filter(None, (record.get("address"),))), crypto=_crypto(draft, record),
        )  # fmt: skip


def _config_pool(draft: Draft, name: str) -> AddressSet:
    found = [r.get("address-pool") for r in draft.script.records("ip", "ipsec", "mode-config") if r.get("name") == name]
    return AddressSet.union(draft.pools.get(p, NOWHERE) for p in found)


def _method(record: Record) -> tuple[str, ...]:
    method = record.get("auth-method") or "pre-shared-key"
    if method == "digital-signature":
        return ("certificate",)
    if method.startswith("eap"):
        return ("aaa:RADIUS",)
    return ("psk", "aaa:LOCAL") if "xauth" in method else ("psk",) if method == "pre-shared-key" else ("public-key",)


def _crypto(draft: Draft, record: Record) -> tuple[str, ...]:
    wanted = record.get("profile") or "default"
    words = ["aggressive"] if record.get("exchange-mode") == "aggressive" else []
    for profile in (*draft.script.records("ip", "ipsec", "profile"), record):
        if profile is record or _named(profile) == wanted:
            words += [
                w for k in ("enc-algorithm", "hash-algorithm", "dh-group") for w in profile.get(k).split(",") if w
            ]
    return tuple(dict.fromkeys(words))
