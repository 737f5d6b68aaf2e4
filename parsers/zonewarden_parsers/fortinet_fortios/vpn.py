"""VPN terminations: SSL-VPN portals, IPsec tunnels, L2TP and PPTP.

FortiOS CLI Reference, `config vpn ssl settings`, `vpn ssl web portal`, `vpn ipsec phase1-interface`, `phase2-interface`, `vpn
l2tp`, `vpn pptp`. SSL-VPN runs where it has a source interface and is not disabled. A dial-up tunnel (`type dynamic`) is taken
as remote access, the stricter reading, though a branch office may be behind it. The decrypted traffic comes in by the tunnel's
own interface, and policies decide on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.fortinet_fortios.accounts import Factors, ways, weakest
from zonewarden_parsers.fortinet_fortios.addresses import of_family
from zonewarden_parsers.fortinet_fortios.draft import Draft
from zonewarden_parsers.fortinet_fortios.interfaces import ROOT
from zonewarden_parsers.fortinet_fortios.operands import span
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import NOWHERE, AddressSet, Location, Vpn, VpnKind

SETTINGS, PORTAL = "vpn ssl settings", "vpn ssl web portal"
_PHASES = (("vpn ipsec phase1-interface", "vpn ipsec phase2-interface"), ("vpn ipsec phase1", "vpn ipsec phase2"))
_PORTAL_FIELDS = (
    "tunnel-mode",
    "ipv6-tunnel-mode",
    "web-mode",
    "ip-pools",
    "split-tunneling",
    "split-tunneling-routing-address",
    "limit-user-logins",
    "host-check",
    "os-check",
)
_SETTINGS_FIELDS = (
    "ssl-max-proto-ver", "ssl-min-proto-ver", "tunnel-ip-pools", "tunnel-ipv6-pools", "default-portal", "source-interface", "source-address",
    "source-address6", "port", "algorithm", "status", "source-address-negate", "source-address6-negate", "login-attempt-limit", "login-block-time",
    "idle-timeout", "auth-timeout", "reqclientcert",
)  # fmt: skip
_PPP = {"vpn l2tp": "l2tp", "vpn pptp": "pptp"}


def read_vpns(draft: Draft) -> None:
    """Read every VPN termination of the virtual domain."""
    for portal in draft.section(PORTAL).entries.values():
        portal.used = True
        portal.claim(*_PORTAL_FIELDS)
    draft.section(SETTINGS).claim(*_SETTINGS_FIELDS)
    draft.vpns.extend(_ssl(draft))
    for first, second in _PHASES:
        selectors = draft.section(second).entries
        for entry in draft.section(first).entries.values():
            entry.used = True
            mine = [s for s in selectors.values() if s.text("phase1name") == entry.name]
            draft.vpns.append(_ipsec(draft, entry, mine, first.endswith("interface")))
        for selector in selectors.values():
            selector.used = True
    for name, protocol in _PPP.items():
        section = draft.section(name)
        if section.on("status"):
            draft.vpns.append(_ppp(draft, section, protocol))


def minutes(text: str) -> int | None:
    """Return seconds as minutes, rounded up so that a limit never looks shorter; None for other text."""
    return -(-int(text) // 60) if text.isascii() and text.isdecimal() and len(text) < 10 else None


def _ssl(draft: Draft) -> Iterator[Vpn]:
    settings = draft.section(SETTINGS)
    if not settings.words("source-interface"):
        return
    rules = list(settings.table("authentication-rule").entries.values())
    portals: dict[str, list[Node]] = {}
    for rule in rules:
        rule.used = True
        rule.claim("source-interface", "source-address", "realm", "cipher", "auth", "user-peer")
        portals.setdefault(rule.text("portal"), []).append(rule)
    default = settings.text("default-portal")
    if default:
        portals.setdefault(default, [])
    for name in portals:
        if name:
            yield _portal(draft, settings, name, portals[name])


def _portal(draft: Draft, settings: Node, name: str, rules: list[Node]) -> Vpn:
    portal = draft.section(PORTAL).entries.get(name)
    if portal is None:
        draft.missing("ssl-portal", name, settings.line)
        portal = Node(name, settings.line, settings.end)
    draft.used.add((PORTAL, name))
    portal.used = True
    login = weakest(list(_logins(draft, settings, rules)))
    pools = [*portal.words("ip-pools"), *(() if portal.words("ip-pools") else settings.words("tunnel-ip-pools"))]
    found = of_family(draft, 4).named(pools, portal.at("ip-pools")) if pools else None
    split = portal.text("split-tunneling", "enable" if portal.on("tunnel-mode") else "")
    networks = portal.words("split-tunneling-routing-address")
    closed = portal.off("tunnel-mode") and portal.off("web-mode")
    modes = [m for m, field in (("ssl-tunnel", "tunnel-mode"), ("ssl-web", "web-mode")) if portal.on(field)]
    return Vpn(
        name, VpnKind.REMOTE_ACCESS, draft.at(portal), interface=f"ssl.{draft.context or ROOT}",
        enabled=not (settings.off("status") or closed), reached_by=tuple(sorted(_answering(draft, settings.words("source-interface")))), authentication=login.methods if login else (),
        pools=found.over if found and not found.doubts else NOWHERE, pool_names=tuple(pools), group_policy=name,
        split_tunnel={"enable": "tunnelspecified", "disable": "tunnelall"}.get(split),
        split_networks=of_family(draft, 4).named(networks, portal.at("split-tunneling-routing-address")).over if networks else NOWHERE,
        idle_timeout_min=minutes(settings.text("idle-timeout")), session_timeout_min=minutes(settings.text("auth-timeout")),
        simultaneous_logins=1 if portal.on("limit-user-logins") else None, posture=_posture(portal), protocols=tuple(modes or ("ssl",)),
        crypto=_tls(settings), locations=_places(draft, settings, portal, login),
    )  # fmt: skip


def _posture(portal: Node) -> str:
    """Return what a portal checks of the client's device (CLI Reference: `host-check` none and `os-check` disable as delivered)."""
    checks = [portal.text("host-check", "none"), *(["os"] if portal.on("os-check") else [])]
    return ",".join(check for check in checks if check != "none") or "none"


def _answering(draft: Draft, names: tuple[str, ...]) -> Iterator[str]:
    """Yield the interfaces that names of interfaces and zones mean; `any` is all of them."""
    if "any" in names:
        names = tuple(draft.interfaces)
    for name in names:
        yield from draft.zones.get(name, (name,))


def _places(draft: Draft, settings: Node, portal: Node, login: Factors | None) -> dict[str, Location]:
    where = {"idle_timeout_min": (settings, "idle-timeout"), "session_timeout_min": (settings, "auth-timeout"),
             "split_tunnel": (portal, "split-tunneling"), "pools": (portal if portal.words("ip-pools") else settings, "ip-pools"),
             "interface": (settings, "source-interface"), "posture": (portal, "host-check")}  # fmt: skip
    out = {name: draft.place(node.at(field)) for name, (node, field) in where.items()}
    if login is not None:
        out["authentication"] = login.location
    return out


def _logins(draft: Draft, settings: Node, rules: list[Node]) -> Iterator[Factors]:
    """Yield the ways to log in by the rules of a portal; the default portal takes whoever a policy lets log in."""
    everyone = settings.on("reqclientcert")
    for rule in rules:
        certificate = ("certificate",) if rule.on("client-cert") or everyone else ()
        for field in ("groups", "users"):
            for name in rule.words(field):
                for way in ways(draft, name, rule.at(field)):
                    yield Factors((*way.methods, *certificate), way.location)
    if not rules:
        for group, line in _policy_groups(draft):
            for way in ways(draft, group, line):
                yield Factors((*way.methods, *(("certificate",) if everyone else ())), way.location)


def _policy_groups(draft: Draft) -> Iterator[tuple[str, int]]:
    tunnel = f"ssl.{draft.context or ROOT}"
    for entry in draft.section("firewall policy").entries.values():
        if tunnel in entry.words("srcintf"):
            for field in ("groups", "users"):
                yield from ((name, entry.at(field)) for name in entry.words(field))


def _tls(settings: Node) -> tuple[str, ...]:
    low = settings.text("ssl-min-proto-ver")
    level = settings.text("algorithm")
    return tuple(
        filter(None, (low.replace("-", ".").replace("tls1", "tlsv1"), f"ssl-algorithm-{level}" if level else ""))
    )


def _ipsec(draft: Draft, entry: Node, selectors: list[Node], routed: bool) -> Vpn:  # noqa: FBT001
    entry.claim("interface")
    dialup = entry.text("type", "static") == "dynamic"
    draft.secret("psk", entry, "psksecret", f"IPsec {entry.name}")
    draft.secret("psk", entry, "psksecret-remote", f"IPsec {entry.name}")
    remote = entry.text("remote-gw") or entry.text("remotegw-ddns")
    pool = span(entry.text("ipv4-start-ip"), entry.text("ipv4-end-ip")) if entry.words("ipv4-start-ip") else None
    login = _ipsec_login(draft, entry)
    split = entry.text("ipv4-split-include")
    idle = entry.text("idle-timeoutinterval") if entry.on("idle-timeout") else ""
    return Vpn(
        entry.name, VpnKind.REMOTE_ACCESS if dialup else VpnKind.SITE_TO_SITE, draft.at(entry),
        interface=entry.name if routed else entry.text("interface"),
        reached_by=tuple(sorted(_answering(draft, entry.words("interface")))) if routed else (), authentication=login.methods, pools=pool or NOWHERE,
        enabled=not entry.off("status"), split_tunnel="tunnelspecified" if split else "tunnelall" if pool else None,
        split_networks=of_family(draft, 4).named((split,), entry.at("ipv4-split-include")).over if split else NOWHERE,
        idle_timeout_min=int(idle) if idle.isascii() and idle.isdecimal() and len(idle) < 6 else None, protocols=("ipsec",),
        peers=(remote,) if remote else (), crypto=_crypto(draft, entry, selectors),
        locations={"authentication": login.location, "crypto": draft.place(entry.at("proposal"))},
    )  # fmt: skip


def _ipsec_login(draft: Draft, entry: Node) -> Factors:
    """The factors of a tunnel: certificate or shared key, and the user's own (XAuth, EAP) where they are asked for."""
    entry.claim("peertype", "peer", "peergrp", "peerid", "usrgrp", "certificate", "eap-identity", "eap-exclude-peergrp")
    base = ("certificate",) if entry.text("authmethod") in ("signature", "rsa-signature") else ("psk",)
    place = draft.place(entry.at("authmethod"))
    group = entry.text("authusrgrp")
    if entry.text("xauthtype", "disable") in ("disable", "client") and not entry.on("eap"):
        return Factors(base, place)
    login = weakest(list(ways(draft, group, entry.at("authusrgrp")))) if group else None
    return Factors((*base, *(login.methods if login else ("aaa:LOCAL",))), login.location if login else place)


def _crypto(draft: Draft, entry: Node, selectors: list[Node]) -> tuple[str, ...]:
    """Return the algorithms of a tunnel, and record each proposal as a setting."""
    version = f"ikev{entry.text('ike-version', '1')}"
    groups = [f"group{g}" for g in entry.words("dhgrp")]
    extra: list[str] = []
    if entry.text("mode") == "aggressive" and version == "ikev1":
        extra.append("aggressive")
        draft.setting("ike-aggressive", "on", entry.at("mode"))
    words = [version, *groups, *extra]
    for proposal in entry.words("proposal"):
        draft.setting("ike", ",".join((version, *proposal.split("-"), *groups, *extra)), entry.at("proposal"))
        words += proposal.split("-")
    for selector in selectors:
        inner = [f"group{g}" for g in selector.words("dhgrp")] + (["no-pfs"] if selector.off("pfs") else [])
        words += inner
        for proposal in selector.words("proposal"):
            draft.setting("ipsec", ",".join((*proposal.split("-"), *inner)), selector.at("proposal"))
            words += proposal.split("-")
    return tuple(dict.fromkeys(words))


def _ppp(draft: Draft, section: Node, protocol: str) -> Vpn:
    pool: AddressSet | None = span(section.text("sip"), section.text("eip"))
    group = section.text("usrgrp")
    login = weakest(list(ways(draft, group, section.at("usrgrp")))) if group else None
    return Vpn(
        protocol, VpnKind.REMOTE_ACCESS, draft.at(section), authentication=login.methods if login else (), pools=pool or NOWHERE,
        protocols=(protocol,), locations={"authentication": login.location} if login else {},
    )  # fmt: skip
