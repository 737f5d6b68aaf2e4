"""Who may log in to the device or through it, with what: administrators, local users, groups, servers, factors.

FortiOS CLI Reference, `config system admin`, `system accprofile`, `system api-user`, `user local`, `user group`, `user radius`,
`user ldap`, `user tacacs+`, `user saml`, `user peer`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from zonewarden_parsers.fortinet_fortios.draft import Draft, is_masked
from zonewarden_parsers.fortinet_fortios.operands import UNSET, host, subnet
from zonewarden_parsers.fortinet_fortios.tree import Node
from zonewarden_parsers.model import ANY4, ANY6, NOWHERE, AddressSet, Location, RemoteUser, Server, User

ADMIN, API_USER = "system admin", "system api-user"
SUPER = "super_admin"
MAX_NESTING = 16
_GROUP = (
    "member",
    "group-type",
    "authtimeout",
    "id",
    "auth-concurrent-override",
    "auth-concurrent-value",
    "http-digest-realm",
)
SERVERS = {"user radius": "radius", "user ldap": "ldap", "user tacacs+": "tacacs"}
_SECRETS = {
    "user radius": ("secret", "secondary-secret", "tertiary-secret"),
    "user ldap": ("password",),
    "user tacacs+": ("key", "secondary-key", "tertiary-key"),
}


@dataclass(frozen=True, slots=True)
class Factors:
    """One way to log in: the methods that must all be met (see `Vpn.authentication`), and where that is said."""

    methods: tuple[str, ...]
    location: Location

    @property
    def weight(self) -> tuple[int, int]:
        """How strong the way is: the number of kinds of methods; a password kept on the device is weaker than one elsewhere."""
        kinds = {m.partition(":")[0] for m in self.methods} - {"psk"}
        return len(kinds), 0 if "aaa:LOCAL" in self.methods else 1


def read_accounts(draft: Draft) -> None:
    """Read administrators, users and authentication servers as facts of the management plane."""
    for entry in draft.section(ADMIN).entries.values():
        entry.used = True
        _administrator(draft, entry)
    for entry in draft.section(API_USER).entries.values():
        entry.used = True
        entry.claim("accprofile", "vdom")
        for trusted in entry.table("trusthost").entries.values():
            trusted.used = True
            trusted.claim("type", "ipv4-trusthost", "ipv6-trusthost")
        draft.secret("cleartext", entry, "api-key", "API key")
        draft.management.users.append(
            User(f"api:{entry.name}", draft.at(entry), "masked" if entry.words("api-key") else "")
        )
    for entry in draft.section("user local").entries.values():
        entry.used = True
        entry.claim(
            "status",
            "type",
            "two-factor",
            "fortitoken",
            "email-to",
            "sms-phone",
            "ldap-server",
            "radius-server",
            "tacacs+-server",
        )
        draft.secret("cleartext", entry, "passwd", f"user {entry.name}")
    for entry in draft.section("user group").entries.values():
        entry.used = True
        entry.claim(*_GROUP)
    for name, purpose in SERVERS.items():
        for section in draft.both(name):
            for entry in section.entries.values():
                entry.used = True
                _server(draft, entry, name, purpose)
    for name in ("user saml", "system saml"):
        for section in draft.both(name):
            for entry in (section, *section.entries.values()):
                entry.used = True
                entry.claim(*entry.fields)


def _administrator(draft: Draft, entry: Node) -> None:
    profile = entry.text("accprofile")
    entry.claim("vdom", "fortitoken", "email-to", "sms-phone", "two-factor-authentication", "two-factor-notification", "wildcard", "peer-auth",
                "peer-group", "remote-group", "accprofile-override")  # fmt: skip
    stored = _stored(entry)
    draft.secret("cleartext", entry, "password", f"admin {entry.name}")
    draft.management.users.append(User(entry.name, draft.at(entry), stored, 15 if profile == SUPER else None))
    factor = entry.text("two-factor", "disable")
    if factor != "disable":
        draft.setting("admin-two-factor", f"{entry.name}:{factor}", entry.at("two-factor"))
    if entry.on("peer-auth"):
        draft.setting("admin-two-factor", f"{entry.name}:certificate", entry.at("peer-auth"))
    if profile:
        draft.setting("admin-profile", f"{entry.name}:{profile}", entry.at("accprofile"))
    limits = trusted_hosts(entry)
    if limits is not None:
        draft.setting(
            "admin-trusthost", f"{entry.name}:{(limits.v4 and AddressSet(v4=limits.v4)) or 'any'}", entry.line
        )
    if entry.on("remote-auth"):
        draft.setting("admin-remote-auth", f"{entry.name}:{entry.text('remote-group')}", entry.at("remote-auth"))


def _stored(entry: Node) -> str:
    """How a password is stored: `ENC SH2` is salted SHA-256, `ENC AK1` SHA-1 (FortiOS hardening guide), else encrypted."""
    words = entry.words("password")
    if not words:
        return "" if entry.on("remote-auth") or "password" in entry.fields else "nopassword"
    if words[0] != "ENC":
        return "masked" if is_masked(words[0]) else "type-0"
    value = words[1] if len(words) > 1 else ""
    return {"SH2": "sha256", "AK1": "sha1", "PB2": "pbkdf2"}.get(
        value[:3], "masked" if is_masked(value) else "encrypted"
    )


def trusted_hosts(entry: Node) -> AddressSet | None:
    """Return where an administrator may come from, None where nothing limits it.

    A family that has no trusted host is not limited (`0.0.0.0/0` and `::/0` are the defaults). Full output shows all ten
    hosts, the unused ones as `0.0.0.0/0`; elsewhere such a host is taken at its word.
    """
    four, six = _trusted(entry, "trusthost"), _trusted(entry, "ip6-trusthost")
    if four is None and six is None:
        return None
    return (four or ANY4) | (six or ANY6)


def _trusted(entry: Node, stem: str) -> AddressSet | None:
    rows = [entry.words(f"{stem}{number}") for number in range(1, 11)]
    stated = [words for words in rows if words]
    real = [found for words in stated if words[0] not in UNSET and (found := subnet(words)) is not None]
    unlimited = len(stated) < len(rows) and any(words[0] in UNSET for words in stated)
    return None if unlimited or not real else AddressSet.union(real)


def administrators_from(draft: Draft) -> AddressSet:
    """Return where some administrator may come from: everywhere, unless all of them have trusted hosts.

    A file without administrators stands for the factory's `admin`, who has none.
    """
    entries = list(draft.section(ADMIN).entries.values())
    limits = [trusted_hosts(e) for e in entries]
    known = [found for found in limits if found is not None]
    return AddressSet.union(known) if entries and len(known) == len(limits) else ANY4 | ANY6


def _server(draft: Draft, entry: Node, section: str, purpose: str) -> None:
    for name in _SECRETS[section]:
        draft.secret("cleartext", entry, name, f"{purpose} {entry.name}")
    secure = entry.text("secure") or entry.text("transport-protocol")
    transport = "tls" if secure in ("ldaps", "starttls", "tls") else secure
    for name in ("server", "secondary-server", "tertiary-server"):
        address = entry.text(name)
        if address:
            where = host(address) or NOWHERE
            draft.management.servers.append(
                Server(purpose, address, draft.place(entry.at(name)), where, transport=transport)
            )


def remote_users(draft: Draft) -> tuple[RemoteUser, ...]:
    """Return the users whose password is kept here and whose group a VPN admits (CLI Reference, `user local`)."""
    groups = draft.section("user group").entries.values()
    admitted = {m for g in groups if ("user group", g.name) in draft.used for m in g.words("member")}
    return tuple(
        RemoteUser(entry.name, draft.at(entry), enabled=entry.text("status", "enable") != "disable")
        for entry in draft.section("user local").entries.values()
        if entry.name in admitted and entry.text("type", "password") == "password"
    )


def ways(draft: Draft, group: str, line: int, depth: int = 0) -> Iterator[Factors]:
    """Yield the ways in which members of a user group, or a user, may log in."""
    entry = draft.section("user group").entries.get(group)
    user = draft.section("user local").entries.get(group)
    place = draft.place(line)
    if entry is not None and depth < MAX_NESTING:
        draft.used.add(("user group", group))
        entry.used = True
        yield from _group(draft, entry, depth)
    elif user is not None:
        yield _user(draft, user)
    elif group in draft.section("user peer").entries or group in draft.section("user peergrp").entries:
        yield Factors(("certificate",), place)
    elif group in draft.section("user saml").entries:
        yield Factors((f"saml:{group}",), place)
    elif any(group in draft.section(s).entries for s in SERVERS):
        yield Factors((f"aaa:{group}",), place)
    else:
        draft.missing("user", group, line)
        yield Factors((), place)


def _group(draft: Draft, entry: Node, depth: int) -> Iterator[Factors]:
    members = entry.words("member")
    for member in members:
        yield from ways(draft, member, entry.at("member"), MAX_NESTING if depth else 1)
    for guest in entry.table("guest").entries.values():
        guest.used = True
        guest.claim(*guest.fields)
        yield Factors(("aaa:LOCAL",), draft.place(guest.line))
    for match in entry.table("match").entries.values():
        match.used = True
        match.claim(*match.fields)


def _user(draft: Draft, user: Node) -> Factors:
    """A local user: a password here or on a server, and a second factor where one is set."""
    kind = user.text("type", "password")
    remote = next((user.text(n) for n in ("ldap-server", "radius-server", "tacacs+-server") if user.words(n)), "")
    base = f"aaa:{remote}" if kind != "password" and remote else "aaa:LOCAL"
    factor = user.text("two-factor", "disable")
    methods = (base,) if factor == "disable" else (base, f"token:{factor}")
    return Factors(methods, draft.at(user))


def weakest(found: list[Factors]) -> Factors | None:
    """Return the weakest of several ways to log in, None where there is none: what an attacker would choose."""
    return min(found, key=lambda f: (f.weight, f.methods), default=None)
