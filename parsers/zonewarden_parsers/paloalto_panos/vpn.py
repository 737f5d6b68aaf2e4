"""Remote access (GlobalProtect portals and gateways) and IPsec tunnels.

A gateway with several `client-auth` entries is as strong as the weakest of them. A certificate counts as a factor of its own only
where the profile and the certificate are both demanded (`user-credential-or-client-cert-required no`, PAN-OS 10 and later, or not
stated together with a certificate profile before that). A portal only sends clients to gateways, and is no VPN of its own unless it
publishes applications (clientless VPN) or the file has no gateway.
"""

from __future__ import annotations

from zonewarden_parsers.model import NOWHERE, AddressSet, Location, Vpn, VpnKind
from zonewarden_parsers.paloalto_panos.addresses import literal
from zonewarden_parsers.paloalto_panos.facts import Facts
from zonewarden_parsers.paloalto_panos.servers import Profiles
from zonewarden_parsers.paloalto_panos.tree import Claim, Node


def read_global_protect(facts: Facts, scope: Node, networks: list[Node], profiles: Profiles) -> None:
    """Read the portals and gateways of one virtual system; `networks` hold the gateways' tunnels."""
    body = scope.get("global-protect")
    if body is None:
        return
    tunnels = {t.key: t for n in networks for t in _tunnels(n)}
    gateways, portals = body.values("global-protect-gateway"), body.values("global-protect-portal")
    for entry in (*gateways, *(p for p in portals if not gateways or _gives_access(p))):
        facts.vpns.append(_portal(facts, entry, tunnels, profiles))
    for entry in (*gateways, *portals):
        entry.mark()
    body.mark(Claim.IRRELEVANT)


def _gives_access(portal: Node) -> bool:
    """Whether a portal is more than the way to a gateway: it publishes applications to browsers."""
    return any(n.key == "clientless-vpn" and n.children for n in portal.below())


def _tunnels(network: Node) -> list[Node]:
    group = network.at("tunnel", "global-protect-gateway")
    found = group.entries() if group is not None else []
    for node in found:
        node.mark()
    return found


def _portal(facts: Facts, entry: Node, tunnels: dict[str, Node], profiles: Profiles) -> Vpn:
    config = entry.get("portal-config") or entry
    auth, places = _authentication(facts, entry, config, profiles)
    local = config.get("local-address") or entry.get("local-address")
    gateway = entry.key
    tunnel = tunnels.get(entry.text("remote-user-tunnel")) or tunnels.get(gateway)
    clients = [n for node in (entry, tunnel) if node is not None for n in _client_parts(node)]
    pools = AddressSet.union(
        _pool(n.key) for c in clients for p in c.below() if p.key == "ip-pool" for n in p.entries()
    )
    routes = [n for c in clients for p in c.below() if p.key == "access-route" for n in p.entries()]
    split = AddressSet.union(_pool(n.key) for n in routes)
    if routes:
        places["split_tunnel"] = facts.document.at(routes[0])
    idle, life = _minutes(entry, "inactivity-logout"), _minutes(entry, "login-lifetime")
    return Vpn(
        name=entry.key,
        kind=VpnKind.REMOTE_ACCESS,
        location=facts.document.at(entry),
        interface=local.text("interface") if local is not None else "",
        enabled=entry.flag("disabled") is not True,
        authentication=auth,
        pools=pools,
        split_tunnel="included" if routes else None,
        split_networks=split,
        idle_timeout_min=idle,
        session_timeout_min=life,
        protocols=("globalprotect",),
        locations=places,
    )


def _client_parts(node: Node) -> list[Node]:
    return [
        c
        for key in ("client", "remote-user-tunnel-configs", "ip-pool", "split-tunneling")
        if (c := node.get(key)) is not None
    ] + [node]


def _pool(text: str) -> AddressSet:
    return literal(text) or NOWHERE


def _minutes(entry: Node, key: str) -> int | None:
    """Return a limit in minutes; it stands in roles, as `minutes`, `hours` or `days`."""
    factors = {"minutes": 1, "hours": 60, "days": 1440}
    for node in entry.below():
        if node.key == key:
            for unit, factor in factors.items():
                text = node.text(unit)
                if text.isascii() and text.isdigit() and len(text) < 6:
                    return int(text) * factor
    return None


def _authentication(
    facts: Facts, entry: Node, config: Node, profiles: Profiles
) -> tuple[tuple[str, ...], dict[str, Location]]:
    """Return the factors that a client shows, those of the weakest way in, and where that is said."""
    certificate = config.text("certificate-profile") or entry.text("certificate-profile")
    options: list[tuple[str, ...]] = []
    places: dict[str, Location] = {}
    for part in (config, entry) if config is not entry else (entry,):
        for client in part.values("client-auth"):
            name = client.text("authentication-profile")
            either = client.flag("user-credential-or-client-cert-required") is True
            first = profiles.of(name) if name else ()
            options.append((*first, "certificate") if certificate and not (either and first) else first)
            places.setdefault("authentication", facts.document.at(client))
    if not options:
        name = config.text("authentication-profile") or entry.text("authentication-profile")
        options.append((*(profiles.of(name) if name else ()), *(("certificate",) if certificate else ())))
    return min(options, key=len), places


def read_tunnels(facts: Facts, network: Node) -> None:
    """Read IKE and IPsec: proposals as settings, tunnels as VPNs."""
    ike = network.get("ike")
    proposals: dict[str, tuple[str, ...]] = {}
    gateways: dict[str, Node] = {}
    if ike is not None:
        profiles = ike.get("crypto-profiles")
        for kind in profiles.entries() if profiles is not None else []:
            for profile in kind.entries():
                _proposal(facts, kind.key, profile, proposals)
        for gateway in ike.values("gateway"):
            gateways[gateway.key] = gateway
            gateway.mark()
        ike.mark(Claim.IRRELEVANT)
    ipsec = network.at("tunnel", "ipsec")
    for tunnel in ipsec.entries() if ipsec is not None else []:
        facts.vpns.append(_tunnel(facts, tunnel, gateways, proposals))
        tunnel.mark()
    _tunnels(network)


def _proposal(facts: Facts, kind: str, profile: Node, proposals: dict[str, tuple[str, ...]]) -> None:
    """State a crypto profile; the vendor's names lose nothing but their case."""
    words: list[str] = []
    for key in ("encryption", "hash", "authentication", "dh-group"):
        for holder in (profile, profile.get("esp"), profile.get("ah")):
            words += [n.key.lower() for n in holder.values(key)] if holder is not None else []
    proposals[f"{kind}:{profile.key}"] = tuple(dict.fromkeys(words))
    name = "ike" if kind == "ike-crypto-profiles" else "ipsec"
    facts.setting(name, ",".join(dict.fromkeys(words)), profile)
    profile.mark()


def _tunnel(facts: Facts, tunnel: Node, gateways: dict[str, Node], proposals: dict[str, tuple[str, ...]]) -> Vpn:
    auto = tunnel.get("auto-key")
    names = [n.key for n in auto.values("ike-gateway")] if auto is not None else []
    peers: list[str] = []
    words: list[str] = []
    methods: list[str] = []
    interface = ""
    for name in names:
        gateway = gateways.get(name)
        if gateway is None:
            continue
        peer = gateway.get("peer-address")
        peers += [peer.text("ip") or peer.text("fqdn") or "dynamic"] if peer is not None else []
        version = gateway.text("protocol", "version") or "ikev1"
        words += ["ikev1", "ikev2"] if version == "ikev2-preferred" else [version]
        for protocol in ("ikev1", "ikev2"):
            words += proposals.get(
                f"ike-crypto-profiles:{gateway.text('protocol', protocol, 'ike-crypto-profile')}", ()
            )
        authentication = gateway.get("authentication")
        methods += (
            ["psk" if "pre-shared-key" in authentication.children else "certificate"]
            if authentication is not None
            else []
        )
        interface = gateway.text("local-address", "interface") or interface
    words += proposals.get(f"ipsec-crypto-profiles:{auto.text('ipsec-crypto-profile')}", ()) if auto is not None else ()
    return Vpn(
        name=tunnel.key,
        kind=VpnKind.SITE_TO_SITE,
        location=facts.document.at(tunnel),
        interface=interface or tunnel.text("tunnel-interface"),
        enabled=tunnel.flag("disabled") is not True,
        authentication=tuple(dict.fromkeys(methods)),
        protocols=("ipsec",),
        peers=tuple(dict.fromkeys(peers)),
        crypto=tuple(dict.fromkeys(words)),
    )
