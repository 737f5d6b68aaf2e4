"""VPN: ISAKMP and IKEv2 policies, crypto maps, IPsec tunnel interfaces, client configurations, WebVPN, VPDN."""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.operands import ipv4
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import NOWHERE, AddressSet, Aspect, Effect, Location, Vpn, VpnKind

_POLICY_WORDS = frozenset({"encr", "encryption", "hash", "group", "integrity", "prf", "authentication"})
_QUIET = frozenset({
    "lifetime", "description", "exit", "mode", "match", "keyring", "local-address", "identity", "dpd", "nat", "self-identity", "set",
    "peer", "address", "hostname", "pre-shared-key", "proposal", "authentication", "pki", "virtual-template", "accounting", "aaa", "client",
    "isakmp", "ivrf", "initiate", "keepalive", "ca", "qos-group", "vrf", "config-exchange", "redirect", "anyconnect", "eap", "default", "responder-only",
    "no", "reverse-route", "qos", "key-type", "rsa-pubkey", "key-string", "addressed-key", "named-key", "quit", "prf", "fragmentation", "rekey", "server", "sa", "profile", "route", "crl", "subject-name", "name", "issuer-name", "field", "map",
    "connect", "group", "username", "xauth", "acl", "backup", "idletime", "flow",
})  # fmt: skip


def _isakmp_policy(cmd: Command, draft: Draft) -> bool:
    """`crypto isakmp policy N`, `crypto ikev2 proposal NAME`: one `ike` setting with all algorithm words."""
    version = "ikev2" if cmd.words[1] == "ikev2" else "ikev1"
    if cmd.negated:
        return True
    words = [version]
    for line in cmd.children:
        inner = command(line)
        if inner.words[0] in _POLICY_WORDS:
            prefix = "group" if inner.words[0] == "group" else ""
            values = (
                "-".join(inner.words[1:]) if inner.words[0] in ("encr", "encryption") and version == "ikev1" else ""
            )
            words += [values] if values else [prefix + w for w in inner.words[1:]]
            draft.ledger.modelled(line)
        else:
            _quiet(line, draft)
    draft.setting("ike", ",".join(words), cmd.line)
    return True


def _quiet(line: Line, draft: Draft) -> None:
    if line.words[0] in _QUIET:
        draft.ledger.irrelevant(line)
        return
    draft.ledger.unknown(line, "unknown command in a VPN definition")
    draft.gap(Aspect.REMOTE_ACCESS, Effect.EITHER, "unread line in a VPN definition", line)


def _transform_set(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.setting("ipsec", ",".join(cmd.words[4:]), cmd.line)
        draft.transforms[cmd.word(3)] = cmd.words[4:]
    for line in cmd.children:
        _quiet(line, draft)
    return len(cmd.words) > 4 or cmd.negated


def _definition(cmd: Command, draft: Draft) -> bool:
    for line in cmd.children:
        _quiet(line, draft)
    return True


def _aggressive(cmd: Command, draft: Draft) -> bool:
    draft.setting("ike-aggressive", "on" if cmd.negated else "off", cmd.line)
    return True


def _known(_cmd: Command, _draft: Draft) -> bool:
    return True


def _ipsec_profile(cmd: Command, draft: Draft) -> bool:
    for line in cmd.children:
        if line.words[:2] == ("set", "transform-set"):
            draft.profiles[cmd.word(3)] = line.words[2:]
        _quiet(line, draft)
    return True


def _crypto_map(cmd: Command, draft: Draft) -> bool:
    """`crypto map NAME N ipsec-isakmp [dynamic D]` with `set peer`, `match address`, `set ip access-group`.

    A dynamic map serves peers whose address is not known beforehand: it counts as remote access.
    """
    if cmd.negated or len(cmd.words) < 4 or not cmd.word(3).isdigit():
        return cmd.negated or len(cmd.words) > 3
    at = draft.ledger.at(cmd.line)
    template = cmd.after("dynamic")
    kind = VpnKind.REMOTE_ACCESS if template or cmd.words[1] == "dynamic-map" else VpnKind.SITE_TO_SITE
    vpn = Vpn(f"{cmd.word(2)} {cmd.word(3)}", kind, at, protocols=("ipsec",))
    for line in cmd.children:
        found = _entry(vpn, line, draft)
        if found is None:
            _quiet(line, draft)
            continue
        vpn = found
        draft.ledger.modelled(line)
    if cmd.words[1] == "dynamic-map":
        draft.templates.setdefault(cmd.word(2), []).append(vpn)
    else:
        draft.vpns.append(vpn)
        if template:
            draft.templated[vpn.name] = template
    return True


def _entry(vpn: Vpn, line: Line, draft: Draft) -> Vpn | None:
    """Return `vpn` with one line of a crypto map entry added, or None when the line says nothing that is modelled."""
    at = draft.ledger.at(line)

    def located(name: str) -> dict[str, Location]:
        return {**vpn.locations, name: at}

    match line.words:
        case ("set", "peer", peer, *_):
            return replace(vpn, peers=(*vpn.peers, peer), locations=located("peers"))
        case ("set", "transform-set", *names):
            words = tuple(w for n in names for w in draft.transforms.get(n, (n,)))
            return replace(vpn, crypto=(*vpn.crypto, *words), locations=located("crypto"))
        case ("set", "pfs", *group):
            return replace(vpn, crypto=(*vpn.crypto, *(f"pfs-{g}" for g in group)), locations=located("crypto"))
        case ("set", "ip", "access-group", name, "in" | "out"):
            draft.use_list(name, line)
            return replace(vpn, filter_list=name, locations=located("filter_list"))
        case ("match", "address", *rest) if rest:
            draft.use_list(rest[-1], line)
            return replace(vpn, locations=located("interesting"))
        case ("set", "security-association", "idle-time", seconds, *_) if seconds.isdigit() and len(seconds) < 9:
            return replace(vpn, idle_timeout_min=int(seconds) // 60, locations=located("idle_timeout_min"))
        case ("set", _, *_) | ("reverse-route", *_):
            return vpn
        case _:
            return None


def _client_group(cmd: Command, draft: Draft) -> bool:
    """`crypto isakmp client configuration group NAME` (Easy VPN server): a way in for people."""
    vpn = Vpn(cmd.words[-1], VpnKind.REMOTE_ACCESS, draft.ledger.at(cmd.line), protocols=("ipsec",))
    for line in cmd.children:
        at = draft.ledger.at(line)
        match line.words:
            case ("key", *_):
                vpn = replace(vpn, authentication=("psk",), locations={**vpn.locations, "authentication": at})
            case ("pool", name):
                vpn = replace(vpn, pool_names=(name,), locations={**vpn.locations, "pool_names": at})
            case ("acl", name):
                draft.use_list(name, line)
                vpn = replace(vpn, split_tunnel="tunnelspecified", locations={**vpn.locations, "split_tunnel": at})
            case ("max-logins", number) if number.isdigit() and len(number) < 6:
                vpn = replace(
                    vpn, simultaneous_logins=int(number), locations={**vpn.locations, "simultaneous_logins": at}
                )
            case (
                "dns"
                | "wins"
                | "domain"
                | "save-password"
                | "netmask"
                | "include-local-lan"
                | "max-users"
                | "group-lock"
                | "split-dns"
                | "banner"
                | "backup-gateway"
                | "pfs"
                | "exit"
                | "access-restrict"
                | "firewall",
                *_,
            ):
                draft.ledger.irrelevant(line)
                continue
            case _:
                _quiet(line, draft)
                continue
        draft.ledger.modelled(line)
    draft.vpns.append(vpn)
    return True


def _gateway(protocol: str) -> Reader:
    """Return a reader for a whole remote access service whose inner commands are not modelled."""

    def read(cmd: Command, draft: Draft) -> bool:
        if cmd.negated:
            return True
        name = " ".join(cmd.words)
        at = draft.ledger.at(cmd.line)
        enabled = not any(c.words in (("no", "inservice"), ("shutdown",)) for c in cmd.children)
        draft.vpns.append(Vpn(name, VpnKind.REMOTE_ACCESS, at, protocols=(protocol,), enabled=enabled))
        draft.gap(Aspect.REMOTE_ACCESS, Effect.EITHER, f"{name} is not modelled", cmd.line)
        claim_body(cmd.children, draft)
        return True

    return read


def _pool(cmd: Command, draft: Draft) -> bool:
    """`ip local pool NAME LOW [HIGH]`: addresses for VPN clients; several lines of one name add up."""
    low, high = ipv4(cmd.word(4)), ipv4(cmd.word(5) or cmd.word(4))
    if low is None or high is None or low > high:
        return False
    if not cmd.negated:
        draft.local_pools[cmd.word(3)] = draft.local_pools.get(cmd.word(3), NOWHERE) | AddressSet.range(4, low, high)
    return True


def _pool6(cmd: Command, _draft: Draft) -> bool:
    return len(cmd.words) > 3


def finish_vpns(draft: Draft) -> list[Vpn]:
    """Return all VPNs with the interfaces they end on, and the tunnel interfaces that an IPsec profile protects."""
    done: list[Vpn] = []
    for vpn in draft.vpns:
        name = vpn.name.partition(" ")[0]
        where = draft.crypto_maps.get(name)
        bound = where is not None or "ipsec" not in vpn.protocols or " " not in vpn.name
        crypto = tuple(w for t in draft.templates.get(draft.templated.get(vpn.name, ""), []) for w in t.crypto)
        pools = AddressSet.union(draft.local_pools.get(p, NOWHERE) for p in vpn.pool_names)
        done.append(
            replace(
                vpn, interface=where[0] if where else "", enabled=vpn.enabled and bound, pools=pools, crypto=(*vpn.crypto, *crypto)
            )
        )  # fmt: skip
    for port in draft.ports.values():
        if port.tunnel_profile:
            words = tuple(w for n in draft.profiles.get(port.tunnel_profile, ()) for w in draft.transforms.get(n, (n,)))
            peers = (port.tunnel_destination,) if port.tunnel_destination else ()
            done.append(
                Vpn(
                    port.name, VpnKind.SITE_TO_SITE, port.location, port.name, enabled=port.enabled, protocols=("ipsec",),
                    peers=peers, crypto=words,
                )
            )  # fmt: skip
    return done


COMMANDS: dict[str, Reader] = {
    "crypto isakmp aggressive-mode": _aggressive,
    "crypto isakmp key": _known,
    "crypto isakmp keepalive": _known,
    "crypto isakmp invalid-spi-recovery": _known,
    "crypto isakmp nat": _known,
    "crypto isakmp enable": _known,
    "crypto isakmp identity": _known,
    "crypto isakmp xauth": _known,
    "crypto isakmp fragmentation": _known,
    "crypto isakmp diagnose": _known,
    "crypto isakmp peer": _known,
    "crypto ikev2 dpd": _known,
    "crypto ikev2 cookie-challenge": _known,
    "crypto ikev2 limit": _known,
    "crypto ikev2 nat": _known,
    "crypto ikev2 fragmentation": _known,
    "crypto ikev2 http-url": _known,
    "crypto ikev2 window": _known,
    "crypto ipsec security-association": _known,
    "crypto ipsec df-bit": _known,
    "crypto ipsec fragmentation": _known,
    "crypto ipsec nat-transparency": _known,
    "crypto ipsec optional": _known,
    "ip local pool": _pool,
    "ipv6 local pool": _pool6,
}
MODES: dict[str, Reader] = {
    "crypto isakmp policy": _isakmp_policy,
    "crypto ikev2 proposal": _isakmp_policy,
    "crypto ikev2 policy": _definition,
    "crypto ikev2 profile": _definition,
    "crypto ikev2 keyring": _definition,
    "crypto ikev2 authorization": _definition,
    "crypto isakmp profile": _definition,
    "crypto keyring": _definition,
    "crypto isakmp client": _client_group,
    "crypto ipsec client": _definition,
    "crypto ipsec transform-set": _transform_set,
    "crypto ipsec profile": _ipsec_profile,
    "crypto map": _crypto_map,
    "crypto dynamic-map": _crypto_map,
    "webvpn": _gateway("webvpn"),
    "vpdn-group": _gateway("vpdn"),
    "crypto vpn": _gateway("anyconnect"),
    "crypto ssl": _gateway("sslvpn"),
}
