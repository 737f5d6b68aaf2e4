"""VPN terminations of all kinds, and the interfaces they bring: OpenVPN, IPsec, WireGuard, L2TP, PPTP, PPPoE."""

from __future__ import annotations

from collections.abc import Iterator

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.model import NOWHERE, AddressSet, Vpn, VpnKind
from zonewarden_parsers.pf_xml.draft import Draft, stated
from zonewarden_parsers.pf_xml.interfaces import add_pseudo
from zonewarden_parsers.pf_xml.management import factors
from zonewarden_parsers.xml_lines import Element


def read_vpns(draft: Draft) -> None:
    """Read every VPN section into `draft.vpns`; each kind adds the interface that its packets come in by."""
    for read in (_openvpn, _openvpn_instances, _ipsec, _swanctl, _wireguard, _pfsense_wireguard, _dial_in):
        draft.vpns.extend(read(draft))


def networks(*texts: str) -> AddressSet:
    """Return the networks in some lists of addresses; what is none is left out."""
    words = " ".join(texts).replace(",", " ").split()
    return AddressSet.union(found for w in words if (found := literal(w)) is not None)


def _openvpn(draft: Draft) -> Iterator[Vpn]:
    section = draft.root.child("openvpn")
    if section is None:
        return
    section.claim_all()
    for element in (*section.all("openvpn-server"), *section.all("openvpn-client")):
        pools = networks(element.value("tunnel_network"), element.value("tunnel_networkv6"))
        add_pseudo(draft, "openvpn", pools, element)
        mode = element.value("mode")
        remote = element.tag == "openvpn-server" and mode.startswith("server")
        yield Vpn(
            name=element.value("description") or f"openvpn {element.value('vpnid')}",
            kind=VpnKind.REMOTE_ACCESS if remote else VpnKind.SITE_TO_SITE,
            location=draft.at(element),
            interface=element.value("interface") if element.value("interface") in draft.interfaces else "",
            enabled=not stated(element, "disable"),
            authentication=_openvpn_factors(draft, mode, element.value("authmode")),
            pools=pools,
            split_tunnel="tunnelall" if stated(element, "gwredir") else "tunnelspecified" if remote else None,
            split_networks=networks(element.value("local_network"), element.value("local_networkv6")),
            simultaneous_logins=None,
            protocols=("openvpn",),
            peers=tuple(filter(None, (element.value("server_addr"),))),
            crypto=_words(element, "data_ciphers", "crypto", "digest", "dh_length"),
        )


def _openvpn_factors(draft: Draft, mode: str, authmode: str) -> tuple[str, ...]:
    """Return the factors of a mode: certificate, user and password, both, or a shared key (pfSense documentation, *OpenVPN*)."""
    if mode == "p2p_shared_key":
        return ("psk",)
    found = ("certificate",) if "tls" in mode else ()
    return found + (factors(draft, authmode) or ("aaa:LOCAL",) if "user" in mode else ())


def _words(element: Element, *tags: str) -> tuple[str, ...]:
    return tuple(w.lower() for tag in tags for w in element.value(tag).replace(",", " ").split())


def _openvpn_instances(draft: Draft) -> Iterator[Vpn]:
    section = draft.root.child("OPNsense", "OpenVPN")
    if section is None:
        return
    section.claim_all()
    instances = section.child("Instances")
    for element in instances.children if instances is not None else ():
        pools = networks(element.value("server"), element.value("server_ipv6"))
        add_pseudo(draft, "openvpn", pools, element)
        server = element.value("role") == "server"
        certificate = () if element.value("verify_client_cert") == "none" else ("certificate",)
        yield Vpn(
            name=element.value("description") or f"openvpn {element.value('vpnid')}",
            kind=VpnKind.REMOTE_ACCESS if server else VpnKind.SITE_TO_SITE,
            location=draft.at(element),
            enabled=stated(element, "enabled"),
            authentication=certificate + factors(draft, element.value("authmode")),
            pools=pools,
            split_tunnel="tunnelall" if element.value("redirect_gateway") else "tunnelspecified" if server else None,
            split_networks=networks(element.value("push_route")),
            protocols=("openvpn",),
            peers=tuple(filter(None, (element.value("remote"),))),
            crypto=_words(element, "data-ciphers", "auth"),
        )


_IPSEC_FACTORS = {
    "pre_shared_key": ("psk",), "rsasig": ("certificate",), "cert": ("certificate",), "pkcs11": ("certificate",), "pubkey": ("public-key",),
    "xauth_psk_server": ("psk", "aaa"), "xauth_rsa_server": ("certificate", "aaa"), "hybrid_rsa_server": ("aaa",),
    "rsa_eap-mschapv2": ("certificate", "aaa"), "eap-mschapv2": ("aaa",), "eap-radius": ("aaa",), "eap-tls": ("certificate",),
    "psk": ("psk",), "psk_eap-mschapv2": ("psk", "aaa"), "psk_eap-tls": ("psk", "certificate"),
}  # fmt: skip


def _ipsec(draft: Draft) -> Iterator[Vpn]:
    section = draft.root.child("ipsec")
    if section is None:
        return
    section.claim_all()
    client = section.child("client")
    pool = _pool(client)
    for element in section.all("phase1"):
        mobile = element.child("mobile") is not None
        ends = [e for e in section.all("phase2") if e.value("ikeid") == element.value("ikeid")]
        far = AddressSet.union(_identity(e.child("remoteid")) for e in ends)
        add_pseudo(draft, "enc0", pool if mobile else far, element)
        yield Vpn(
            name=element.value("descr") or f"ipsec {element.value('ikeid')}",
            kind=VpnKind.REMOTE_ACCESS if mobile else VpnKind.SITE_TO_SITE,
            location=draft.at(element),
            interface=element.value("interface") if element.value("interface") in draft.interfaces else "",
            enabled=not stated(element, "disabled") and (not mobile or client is None or stated(client, "enable")),
            authentication=_ipsec_factors(draft, element, client),
            pools=pool if mobile else NOWHERE,
            split_networks=far,
            protocols=("ikev1" if element.value("iketype") == "ikev1" else "ikev2",),
            peers=tuple(filter(None, (element.value("remote-gateway"),))),
            crypto=_ike_words(element),
        )


def _pool(client: Element | None) -> AddressSet:
    if client is None:
        return NOWHERE
    four = f"{client.value('pool_address')}/{client.value('pool_netbits') or 32}"
    six = f"{client.value('pool_address_v6')}/{client.value('pool_netbits_v6') or 128}"
    return networks(four, six)


def _identity(element: Element | None) -> AddressSet:
    if element is None:
        return NOWHERE
    bits = element.value("netbits")
    return networks(element.value("address") + (f"/{bits}" if bits else ""))


def _ipsec_factors(draft: Draft, element: Element, client: Element | None) -> tuple[str, ...]:
    users = factors(draft, client.value("user_source") if client is not None else "") or ("aaa:LOCAL",)
    found: list[str] = []
    for factor in _IPSEC_FACTORS.get(element.value("authentication_method").lower(), ()):
        found.extend(users if factor == "aaa" else (factor,))
    return tuple(dict.fromkeys(found))


def _ike_words(element: Element) -> tuple[str, ...]:
    words = [element.value("iketype"), element.value("mode")]
    for inner in element.walk():
        if inner.tag in ("hash-algorithm", "dhgroup", "prf-algorithm"):
            words.append(f"group{inner.text}" if inner.tag == "dhgroup" else inner.text)
        elif inner.tag == "encryption-algorithm":
            words.append(inner.value("name") + (f"-{inner.value('keylen')}" if inner.value("keylen") else ""))
    return tuple(dict.fromkeys(w.lower() for w in words if w))


def _swanctl(draft: Draft) -> Iterator[Vpn]:
    section = draft.root.child("OPNsense", "Swanctl")
    if section is None:
        return
    section.claim_all()
    pools = {e.attributes.get("uuid", ""): networks(e.value("addrs")) for e in _items(section, "Pools")}
    for element in _items(section, "Connections"):
        key = element.attributes.get("uuid", "")
        children = [e for e in _items(section, "children") if e.value("connection") == key]
        remotes = [e for e in _items(section, "remotes") if e.value("connection") == key]
        given = AddressSet.union(pools.get(p, NOWHERE) for p in element.value("pools").split(","))
        far = AddressSet.union(networks(e.value("remote_ts")) for e in children)
        add_pseudo(draft, "enc0", given | far, element)
        yield Vpn(
            name=element.value("description") or "ipsec",
            kind=VpnKind.REMOTE_ACCESS if element.value("pools") else VpnKind.SITE_TO_SITE,
            location=draft.at(element),
            enabled=stated(element, "enabled"),
            authentication=tuple(dict.fromkeys(f for e in remotes for f in _swanctl_factors(e))),
            pools=given,
            split_networks=far,
            protocols=(f"ikev{element.value('version')}" if element.value("version") in ("1", "2") else "ikev1-2",),
            peers=tuple(filter(None, element.value("remote_addrs").split(","))),
            crypto=_words(element, "proposals"),
        )


def _items(section: Element, name: str) -> list[Element]:
    found = section.child(name)
    return found.children if found is not None else []


def _swanctl_factors(element: Element) -> tuple[str, ...]:
    kind = element.value("auth").lower()
    if kind.startswith("eap-tls") or kind == "pubkey":
        return ("certificate",)
    return (kind,) if kind == "psk" else (f"aaa:{kind}",) if kind else ()


def _wireguard(draft: Draft) -> Iterator[Vpn]:
    section = draft.root.child("OPNsense", "wireguard")
    if section is None:
        return
    section.claim_all()
    peers = {e.attributes.get("uuid", ""): e for e in section.walk() if e.tag == "client"}
    on = section.child("general") is None or stated(section.child("general"), "enabled")
    for element in (e for e in section.walk() if e.tag == "server" and e.child("tunneladdress") is not None):
        mine = [peers[p] for p in element.value("peers").split(",") if p in peers]
        yield _wireguard_vpn(
            draft, element, element.value("name"), networks(element.value("tunneladdress")),
            [(networks(p.value("tunneladdress")), p.value("serveraddress")) for p in mine], enabled=on and stated(element, "enabled"),
        )  # fmt: skip


def _wireguard_vpn(
    draft: Draft, element: Element, name: str, tunnel: AddressSet, peers: list[tuple[AddressSet, str]], *, enabled: bool
) -> Vpn:
    """Return a WireGuard tunnel: people's clients where some peer has no fixed endpoint, a site's network otherwise."""
    far = AddressSet.union(allowed for allowed, _ in peers)
    everything = tunnel | (far if far.v4.size < 2**32 and far.v6.size < 2**128 else NOWHERE)
    add_pseudo(draft, "wireguard", everything, element)
    roaming = not peers or any(not endpoint for _, endpoint in peers)
    return Vpn(
        name=f"wireguard {name}".strip(),
        kind=VpnKind.REMOTE_ACCESS if roaming else VpnKind.SITE_TO_SITE,
        location=draft.at(element),
        enabled=enabled,
        authentication=("public-key",),
        pools=AddressSet.union(allowed for allowed, endpoint in peers if not endpoint) if roaming else NOWHERE,
        split_networks=far,
        protocols=("wireguard",),
        peers=tuple(dict.fromkeys(endpoint for _, endpoint in peers if endpoint)),
    )


def _pfsense_wireguard(draft: Draft) -> Iterator[Vpn]:
    section = draft.root.child("installedpackages", "wireguard")
    if section is None:
        return
    section.claim_all()
    tunnels, peers = section.child("tunnels"), section.child("peers")
    for element in tunnels.children if tunnels is not None else ():
        mine = [p for p in (peers.children if peers is not None else ()) if p.value("tun") == element.value("name")]
        far = [
            (AddressSet.union(map(_row, (e for e in p.walk() if e.tag == "row"))), p.value("endpoint")) for p in mine
        ]
        own = AddressSet.union(map(_row, (e for e in element.walk() if e.tag == "row")))
        yield _wireguard_vpn(
            draft,
            element,
            element.value("name"),
            own,
            far,
            enabled=element.value("enabled").lower() in ("yes", "1", "on"),
        )


def _row(element: Element) -> AddressSet:
    mask = element.value("mask")
    return networks(element.value("address") + (f"/{mask}" if mask else ""))


def _dial_in(draft: Draft) -> Iterator[Vpn]:
    """Yield the L2TP, PPTP and PPPoE servers."""
    for tag, interface in (("l2tp", "l2tp"), ("pptpd", "pptp"), ("pppoe", "pppoe"), ("pppoes", "pppoe")):
        section = draft.root.child(tag)
        if section is None:
            continue
        section.claim_all()
        for element in section.children if tag == "pppoes" else [section]:
            if element.value("mode") != "server":
                continue
            pool = networks(element.value("remoteip"))
            add_pseudo(draft, interface, pool, element)
            server = "aaa:RADIUS" if stated(element.child("radius"), "enable") else "aaa:LOCAL"
            yield Vpn(
                tag,
                VpnKind.REMOTE_ACCESS,
                draft.at(element),
                authentication=(server,),
                pools=pool,
                protocols=(interface,),
            )
