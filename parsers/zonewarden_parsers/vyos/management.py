"""The router itself: users, services that listen, SNMP, logging, time, authentication servers."""

from __future__ import annotations

from zonewarden_parsers.address_bounds import literal
from zonewarden_parsers.local_access import access
from zonewarden_parsers.masking import is_hidden
from zonewarden_parsers.model import (
    ANY4,
    ANY6,
    NOWHERE,
    AddressSet,
    AdminService,
    Location,
    RuleList,
    Secret,
    Server,
    ServiceSet,
    Setting,
    SnmpAccess,
    TerminalLine,
    User,
)
from zonewarden_parsers.vendor_hosts import update_server
from zonewarden_parsers.vyos.draft import Draft
from zonewarden_parsers.vyos.interfaces import own_addresses
from zonewarden_parsers.vyos.tree import Node

_CRYPT = {"$6": "sha512-crypt", "$5": "sha256-crypt", "$1": "md5", "$2": "bcrypt", "$y": "yescrypt"}


def read_management(draft: Draft) -> None:
    """Read `system` and `service`."""
    system = draft.root.get("system")
    if system is not None:
        _users(draft, system)
        _servers(draft, system)
        _settings(draft, system)
    _snmp(draft)
    _ntp(draft)
    _services(draft)


def _users(draft: Draft, system: Node) -> None:
    for node in system.under("login", "user"):
        node.claim()
        level = {"admin": 15, "operator": 1}.get(node.value("level"))
        if "disable" in node.children:
            continue
        draft.users.append(User(node.name, draft.at(node), _hash(node), level))
        if node.get("authentication", "otp", "key") is not None:
            draft.setting("user-otp", node.name, node)
    banner = system.get("login", "banner")
    for kind, name in (("pre-login", "login"), ("post-login", "motd")):
        found = banner.get(kind) if banner is not None else None
        if found is not None:
            draft.setting("banner", name, found)
    for purpose, tag in (
        ("radius", "radius"),
        ("radius", "radius-server"),
        ("tacacs", "tacacs"),
        ("tacacs", "tacplus"),
    ):
        section = system.get("login", tag)
        if section is None:
            continue
        section.claim()
        servers = section.under("server") if section.get("server") is not None else section.children.values()
        named = [node for node in servers if literal(node.name) is not None]
        for node in named:
            _server(draft, purpose, node)
        if named:
            draft.setting("aaa-login", f"{purpose},local", section)
    timeout = system.get("login", "timeout")
    if timeout is not None:
        draft.terminals.append(TerminalLine("login", draft.at(timeout), _number(system.value("login", "timeout"))))
        timeout.claim()


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _hash(node: Node) -> str:
    """Return how a user's password is stored; an empty one beside a hash means nothing."""
    plain, stored = (
        node.value("authentication", "plaintext-password"),
        node.value("authentication", "encrypted-password"),
    )
    if plain:
        return "type-0"
    if not stored:
        return ""
    if stored in ("!", "*"):
        return ""
    return next((kind for start, kind in _CRYPT.items() if stored.startswith(start)), "masked")


def _server(draft: Draft, purpose: str, node: Node, transport: str = "", *, authenticated: bool | None = None) -> None:
    node.claim()
    addresses = literal(node.name) or NOWHERE
    draft.servers.append(
        Server(purpose, node.name, draft.at(node), addresses, authenticated=authenticated, transport=transport)
    )


def _servers(draft: Draft, system: Node) -> None:
    for tag in ("host", "remote"):
        for node in system.under("syslog", tag):
            protocol = node.value("protocol") or next(
                (n.value("protocol") for n in node.under("facility") if n.get("protocol")), ""
            )
            _server(draft, "syslog", node, "tls" if node.get("tls") is not None else protocol or "udp")
    if system.get("syslog") is not None:
        draft.setting("logging", "on", system.children["syslog"])
    for node in system.under("name-server"):
        _server(draft, "dns", node)
    for node in system.under("ntp", "server"):
        _server(draft, "ntp", node)


def _settings(draft: Draft, system: Node) -> None:
    zone = system.get("time-zone")
    if zone is not None:
        draft.setting("clock-timezone", next(reversed(zone.children), ""), zone)
    if draft.tree.release:
        draft.settings.append(_release(draft))
    updates = system.get("update-check", "url")
    if updates is not None and updates.children:
        draft.servers.append(update_server(next(reversed(updates.children)), draft.at(updates)))


def _release(draft: Draft) -> Setting:
    return Setting("boot-version", draft.tree.release, Location(draft.path, max(draft.tree.comments, default=1)))


def _snmp(draft: Draft) -> None:
    section = draft.root.get("service", "snmp")
    if section is None:
        return
    section.claim()
    for node in section.under("community"):
        sources = [
            found for tag in ("client", "network") for v in node.values(tag) if (found := literal(v)) is not None
        ]
        limited = AddressSet.union(sources) if sources else ANY4 | ANY6
        default = node.name.lower() in ("public", "private")
        if not is_hidden(node.name):
            draft.secrets.append(Secret("community", draft.at(node), "snmp"))
        draft.snmp.append(
            SnmpAccess("2c", node.value("authorization") == "rw", draft.at(node), default_name=default, sources=limited)
        )
    for node in section.under("v3", "group"):
        level = {"priv": "priv", "auth": "auth"}.get(node.value("seclevel"), "")
        draft.snmp.append(SnmpAccess("3", node.value("mode") == "rw", draft.at(node), level or "auth"))
    for node in section.under("trap-target"):
        _server(draft, "snmp-trap", node)


def _ntp(draft: Draft) -> None:
    section = draft.root.get("service", "ntp")
    if section is not None:
        section.claim()
        for node in section.under("server"):
            _server(draft, "ntp", node, authenticated=True if node.get("nts") is not None else None)


def _services(draft: Draft) -> None:
    """Add each service that listens, once for each interface where the lists for packets to the router let somebody reach it."""
    for path, protocol, ports in (
        (("service", "ssh"), "ssh", ("port", 22)),
        (("service", "telnet"), "telnet", ("port", 23)),
        (("service", "https"), "https", ("port", 443)),
        (("service", "gui"), "https", ("https-port", 443)),
        (("service", "snmp"), "snmp", ("", 161)),
        (("service", "tftp-server"), "tftp", ("port", 69)),
    ):
        node = draft.root.get(*path)
        if node is None:
            continue
        node.claim()
        numbers = [int(t) for t in node.values(ports[0]) if t.isascii() and t.isdigit() and int(t[:6]) < 65536] or [
            ports[1]
        ]
        _offer(draft, node, protocol, numbers)
        if protocol == "ssh":
            _ssh(draft, node)


def _ssh(draft: Draft, node: Node) -> None:
    for tag, name in (
        ("ciphers", "ssh-cipher"),
        ("mac", "ssh-mac"),
        ("key-exchange", "ssh-kex"),
        ("protocol-version", "ssh-version"),
    ):
        for value in node.under(tag):
            draft.setting(name, value.name.lstrip("v").lower(), value)
    throttle = node.get("dynamic-protection")
    if throttle is not None:
        draft.setting("login-throttle", f"block after {throttle.value('threshold') or '30'}", throttle)
    for tag in ("disable-password-authentication", "allow-root"):
        if node.has(tag):
            draft.setting(f"ssh-{tag}", "on", node.children[tag])


def _offer(draft: Draft, node: Node, protocol: str, numbers: list[int]) -> None:
    kind = 17 if protocol in ("snmp", "tftp") else 6
    spans = tuple((n, n) for n in sorted(set(numbers)))
    service = ServiceSet.of(((kind, kind),), second=spans)
    wanted = [a for text in node.values("listen-address") if (a := literal(text)) is not None]
    listening = AddressSet.union(wanted)
    for interface in draft.interfaces.values():
        if not interface.enabled or (listening and interface.addresses.isdisjoint(listening)):
            continue
        sources, exact = _reached(draft, interface.name, service)
        if sources:
            names = tuple(r.name for place, r in draft.local if place in ("", interface.name))
            draft.services.append(
                AdminService(
                    protocol, draft.at(node), sources, (interface.name,), ", ".join(names), sources_known=exact
                )
            )


def _reached(draft: Draft, interface: str, service: ServiceSet) -> tuple[AddressSet, bool]:
    """Return the sources that every list for packets to the router lets through, of the IP versions it speaks."""
    own, found, exact = own_addresses(draft), NOWHERE, True
    spaces = (ANY4, ANY6) if any(i.ipv6_enabled for i in draft.interfaces.values()) else (ANY4,)
    for space in spaces:
        left = space
        for place, rules in draft.local:
            if place not in ("", interface) or not _decides(rules, space):
                continue
            reach = access(rules, interface, (own & space) or space, service)
            left &= reach.sources
            exact = exact and reach.exact
        found |= left
    return found, exact


def _decides(rules: RuleList, space: AddressSet) -> bool:
    return rules.family == "ip" or rules.family == ("ip4" if space is ANY4 else "ip6")
