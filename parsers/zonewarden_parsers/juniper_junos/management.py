"""System settings: services, accounts, servers, logging, SNMP, time.

Junos User Access and Authentication Administration Guide; Network Management and Monitoring Guide; Time Management Guide.
"""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.juniper_junos.draft import Draft
from zonewarden_parsers.juniper_junos.host_inbound import Offer
from zonewarden_parsers.juniper_junos.prefix_lists import PrefixLists
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import ANY, NOWHERE, AddressSet, Server, SnmpAccess, TerminalLine, User

_HASHES = {"$1$": "md5", "$5$": "sha256", "$6$": "sha512", "$2": "bcrypt", "$sha1$": "sha1"}
_KEEPS_COMMANDS = frozenset({"notice", "info", "any", "debug"})
"""Levels at which changes and commands are recorded: Junos writes UI_CFG_AUDIT and UI_CMDLINE messages as notices."""
_LEVELS = frozenset({"emergency", "alert", "critical", "error", "warning", "notice", "info", "any", "debug"})
_PRIVILEGES = {"super-user": 15, "superuser": 15, "operator": 5, "read-only": 1, "unauthorized": 0}
_SERVERS = {"radius-server": "radius", "tacplus-server": "tacacs", "ldap-server": "ldap"}


def host(name: str) -> AddressSet:
    """Return the address a server is named by; nowhere for a name."""
    try:
        return AddressSet.network(name)
    except ValueError:
        return NOWHERE


def hash_kind(value: str) -> str:
    """Return how a password is stored (see `User.hash`)."""
    for start, kind in _HASHES.items():
        if value.startswith(start):
            return kind
    return "masked" if not value or value.startswith(("<", "*", "x", "/*")) else "other"


def read_system(draft: Draft) -> list[Offer]:
    """Read `system` and return the services it turns on."""
    top = draft.root.get("system")
    if top is None:
        return []
    top.take()
    offers: list[Offer] = []
    for node in list(top.children.values()):
        if node.inactive:
            continue
        if node.word == "services":
            offers += _services(draft, node)
        elif node.word in _READERS:
            _READERS[node.word](draft, node)
        elif node.word == "host-name":
            node.take_all()
        elif node.word in _SERVERS:
            _aaa_servers(draft, node)
        else:
            node.pass_over()
    return offers


def _services(draft: Draft, top: Node) -> list[Offer]:
    top.take_all()
    out: list[Offer] = []
    for node in top.children.values():
        if node.inactive:
            continue
        match node.word:
            case "ssh":
                out.append(Offer("ssh", node.at, _port(node)))
                _ssh(draft, node)
            case "netconf":
                if node.get("ssh"):
                    out.append(Offer("netconf", node.at, _port(node.children["ssh"])))
            case "web-management":
                out += _web(draft, node)
            case "extension-service":
                grpc = node.get("request-response", "grpc")
                if grpc is not None:
                    out.append(Offer("grpc", node.at, _port(grpc)))
            case (
                "telnet"
                | "ftp"
                | "finger"
                | "xnm-clear-text"
                | "xnm-ssl"
                | "rlogin"
                | "rsh"
                | "rest"
                | "tftp-server"
                | "reverse"
            ):
                out.append(Offer(node.word.removesuffix("-server"), node.at, _port(node)))
                draft.setting(f"service:{node.word}", "on", node)
            case "dhcp" | "dhcp-local-server" | "dhcpv6":
                draft.setting("service:dhcp", "on", node)
            case _:
                pass
    return out


def _port(node: Node) -> int | None:
    text = node.value("port")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None


def _ssh(draft: Draft, node: Node) -> None:
    versions = [v.removeprefix("v") for v in node.values("protocol-version")]
    if versions:
        draft.setting("ssh-version", ",".join(versions), node.children["protocol-version"])
    for word, name in (
        ("ciphers", "ssh-cipher"),
        ("macs", "ssh-mac"),
        ("key-exchange", "ssh-kex"),
        ("hostkey-algorithm", "ssh-hostkey"),
    ):
        values = node.values(word)
        if values:
            draft.setting(name, ",".join(values).lower(), node.children[word])
    login = node.value("root-login")
    if login:
        draft.setting("ssh-permitrootlogin", login, node.children["root-login"])


def _web(draft: Draft, node: Node) -> list[Offer]:
    out: list[Offer] = []
    for kind in ("http", "https"):
        found = node.get(kind)
        if found is None:
            continue
        names = tuple(n if "." in n else f"{n}.0" for n in found.values("interface"))
        out.append(Offer(kind, found.at, _port(found), names))
        draft.setting(f"service:{kind}-server", "on", found)
    idle = node.value("session", "idle-timeout")
    if idle:
        draft.setting("http-session-timeout-min", idle, node.children["session"])
    return out


def _login(draft: Draft, top: Node) -> None:
    top.take_all()
    for user in top.under("user"):
        kind, shown = "", user.get("authentication")
        if shown is not None:
            if shown.get("plain-text-password-value"):
                kind = "type-0"
                draft.secret("cleartext", shown.value("plain-text-password-value"), shown, "login user")
            elif shown.get("encrypted-password"):
                kind = hash_kind(shown.value("encrypted-password"))
        draft.users.append(User(user.word, user.at, kind, _PRIVILEGES.get(user.value("class"))))
    for kind in ("message", "announcement"):
        if top.get(kind) is not None:
            draft.setting("banner", "login" if kind == "message" else "motd", top.children[kind])
    minimum = top.value("password", "minimum-length")
    if minimum:
        draft.setting("password-min-length", minimum, top.children["password"])
    for child in top.under("password"):
        if child.word != "minimum-length":
            draft.setting("password-policy", f"{child.word} {child.value()}".strip(), child)
    retry = top.get("retry-options")
    if retry is not None:
        draft.setting("login-throttle", retry.text()[:120], retry)
    for each in top.under("class"):
        _class(draft, each)
    _endless(draft, top)


def _endless(draft: Draft, top: Node) -> None:
    """Add a line for each login class that users are in and nothing gives an idle timeout: its sessions are never closed."""
    if top.get("idle-timeout") is not None:
        return
    for user in top.under("user"):
        name = f"class {user.value('class')}"
        if user.value("class") and name not in draft.lines:
            draft.lines[name] = TerminalLine(name, user.at, 0)


def _class(draft: Draft, node: Node) -> None:
    idle = node.value("idle-timeout")
    if idle.isascii() and idle.isdigit() and len(idle) < 8:
        name = f"class {node.word}"
        draft.lines[name] = TerminalLine(name, node.at, int(idle) * 60)


def _root(draft: Draft, node: Node) -> None:
    node.take_all()
    if node.get("plain-text-password-value"):
        draft.secret("cleartext", node.value("plain-text-password-value"), node, "root-authentication")
        draft.users.append(User("root", node.at, "type-0", 15))
    elif node.get("encrypted-password"):
        draft.users.append(User("root", node.at, hash_kind(node.value("encrypted-password")), 15))
    else:
        draft.users.append(User("root", node.at, "", 15))


def _order(draft: Draft, node: Node) -> None:
    methods = [c.word for c in node.children.values() if not c.inactive]
    draft.setting("aaa-login", ",".join({"password": "local"}.get(m, m) for m in methods), node)


def _aaa_servers(draft: Draft, top: Node) -> None:
    top.take_all()
    for node in top.children.values():
        if not node.inactive:
            draft.servers.append(
                Server(_SERVERS[top.word], node.word, node.at, host(node.word), node.value("source-address"))
            )
            draft.secret("key", node.value("secret"), node, top.word)


def _syslog(draft: Draft, top: Node) -> None:
    top.take_all()
    draft.setting("logging", "on", top)
    for node in top.under("host"):
        transport = node.value("transport") or "udp"
        draft.servers.append(Server("syslog", node.word, node.at, host(node.word), "", None, transport))
        for child in node.children.values():
            level = child.value()
            if level in _LEVELS:
                draft.setting("logging-trap", level, child)
                break
    _changes(draft, top)


def _changes(draft: Draft, top: Node) -> None:
    """Note that commands and changes are recorded: each facility, or `any`, in a file or at a host at a level that lets them pass."""
    targets = [node for word in ("file", "host", "user") for node in top.under(word)]
    for target in targets:
        kept = {child.word for child in target.children.values() if child.value() in _KEEPS_COMMANDS}
        if "any" in kept or {"change-log", "interactive-commands"} <= kept:
            draft.setting("logging-changes", "on", target)
            return


def _accounting(draft: Draft, top: Node) -> None:
    top.take_all()
    events = {node.word for node in top.under("events")}
    if {"change-log", "interactive-commands"} <= events and top.get("destination") is not None:
        draft.setting("logging-changes", "on", top)


def _ntp(draft: Draft, top: Node) -> None:
    top.take_all()
    for word in ("server", "peer"):
        for node in top.under(word):
            keyed = node.get("key") is not None
            draft.servers.append(Server("ntp", node.word, node.at, host(node.word), "", keyed, "udp"))
    for key in top.under("authentication-key"):
        draft.secret("md5-key", key.value("value"), key, "ntp authentication-key")
    if top.get("trusted-key"):
        draft.setting("ntp-authenticate", "on", top.children["trusted-key"])


def _name_server(draft: Draft, top: Node) -> None:
    top.take_all()
    for node in top.children.values():
        draft.servers.append(Server("dns", node.word, node.at, host(node.word)))


def _zone(draft: Draft, node: Node) -> None:
    draft.setting("clock-timezone", node.value(), node)


def _ports(draft: Draft, top: Node) -> None:
    top.take_all()
    for word in ("console", "auxiliary"):
        node = top.get(word)
        if node is not None:
            off = node.get("disable") is not None
            draft.lines[word] = TerminalLine(
                word, node.at, exec_disabled=off, login="insecure" if node.get("insecure") else ""
            )


def _master(draft: Draft, node: Node) -> None:
    draft.setting("password-encryption", "aes", node)


_READERS: dict[str, Callable[[Draft, Node], None]] = {
    "login": _login,
    "root-authentication": _root,
    "authentication-order": _order,
    "accounting": _accounting,
    "syslog": _syslog,
    "ntp": _ntp,
    "name-server": _name_server,
    "time-zone": _zone,
    "ports": _ports,
    "master-password": _master,
}


def read_snmp(draft: Draft, lists: PrefixLists) -> list[Offer]:
    """Read `snmp`: communities with their clients, v3 groups, trap targets."""
    top = draft.root.get("snmp")
    if top is None:
        return []
    top.take_all()
    offers: list[Offer] = []
    for node in top.under("community"):
        write = node.value("authorization") == "read-write"
        draft.snmp.append(
            SnmpAccess("2c", write, node.at, filter_name=node.value("client-list-name"),
                       default_name=node.word in ("public", "private"), sources=_clients(draft, node, lists))
        )  # fmt: skip
        draft.secret("community", node.word, node, "snmp community")
        offers.append(Offer("snmp", node.at))
    for group in top.under("v3", "vacm", "access", "group"):
        for level in ("none", "authentication", "privacy"):
            if any(n.word == level for n in _below(group)):
                write = any(n.word == "write-view" for n in _below(group))
                kind = {"none": "noauth", "authentication": "auth", "privacy": "priv"}[level]
                draft.snmp.append(SnmpAccess("3", write, group.at, kind, sources=ANY))
                offers.append(Offer("snmp", group.at))
    for group in top.under("trap-group"):
        for target in group.under("targets"):
            draft.servers.append(Server("snmp-trap", target.word, target.at, host(target.word), "", False, "udp"))
    if not offers:
        return []
    return [Offer("snmp", offers[0].at, sources=AddressSet.union(a.sources for a in draft.snmp))]


def _below(node: Node) -> list[Node]:
    out: list[Node] = []
    pending = [node]
    while pending:
        found = list(pending.pop().children.values())
        out += found
        pending += found
    return out


def _clients(draft: Draft, node: Node, lists: PrefixLists) -> AddressSet:
    name = node.value("client-list-name")
    own = draft.root.get("snmp", "client-list", name) if name else None
    holders = [h for h in (node.get("clients"), own) if h is not None]
    found = ANY if not holders and not name else NOWHERE
    for holder in holders:
        for client in holder.children.values():
            if "restrict" not in client.children:
                try:
                    found |= AddressSet.parse(client.word)
                except ValueError:
                    found = ANY
    if name and own is None:
        listed = lists.prefixes(name, node)
        found |= ANY if listed is None else AddressSet.union(listed)
    return found
