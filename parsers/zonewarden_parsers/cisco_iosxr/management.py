"""Accounts, terminal lines, logging, time and SNMP of IOS-XR."""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.cisco_ios import servers
from zonewarden_parsers.cisco_ios.accounts import storage
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, Terminal, command
from zonewarden_parsers.cisco_ios.snmp import DEFAULT_NAMES, note_group
from zonewarden_parsers.cisco_ios.terminal_lines import read_child
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import Aspect, Effect, SnmpAccess, User

_ADMINISTRATORS = frozenset({"root-lr", "root-system", "cisco-support"})


def _username(cmd: Command, draft: Draft) -> bool:
    """`username NAME` with `group G` and `secret|password [TYPE] VALUE` under it; a root group's privilege is 15."""
    if len(cmd.words) < 2:
        return False
    name = cmd.words[1]
    if cmd.negated:
        draft.users.pop(name, None)
        return not cmd.children
    user = draft.users.get(name) or User(name, draft.ledger.at(cmd.line))
    for words, line in ((cmd.words[2:], cmd.line), *((c.words, c) for c in cmd.children)):
        match words:
            case ("secret" | "password", *rest):
                user = replace(user, hash=storage(tuple(rest)))
            case ("group", group, *_):
                user = replace(user, privilege=15) if group in _ADMINISTRATORS else user
            case (word, *_) if word in ("login-history", "policy", "inherit"):
                pass
            case ():
                continue
            case _:
                continue
        draft.ledger.modelled(line)
    draft.users[name] = user
    return True


def _password_policy(cmd: Command, draft: Draft) -> bool:
    """`aaa password-policy NAME` with `min-length N`, `authen-max-attempts N`, `lockout-time ...` under it."""
    if cmd.negated:
        return True
    draft.setting("password-policy", cmd.word(2), cmd.line)
    for line in cmd.children:
        match line.words:
            case ("min-length", length):
                draft.setting("password-min-length", length, line)
            case ("authen-max-attempts", count):
                draft.setting("login-throttle", f"max-attempts {count}", line)
            case _:
                pass
        draft.ledger.modelled(line)
    return len(cmd.words) == 3


def _line(cmd: Command, draft: Draft) -> bool:
    """`line console`, `line default`, `line template NAME` with `access-class [ipv6] ingress LIST` and what IOS has."""
    if len(cmd.words) < 2 or cmd.negated:
        return cmd.negated
    name = "con" if cmd.words[1] == "console" else " ".join(cmd.words[1:])
    terminal = draft.terminals.setdefault(name, Terminal(name, draft.ledger.at(cmd.line)))
    for line in cmd.children:
        match command(line).words:
            case ("access-class", "ingress", found):
                terminal.access_class = found
            case ("access-class", "ipv6", "ingress", found):
                terminal.access_class6 = found
            case ("access-class", *_, "egress", found):
                pass
            case _:
                read_child(command(line), terminal, draft)
                continue
        draft.use_list(found, line, 6 if "ipv6" in line.words else 4)
        draft.ledger.modelled(line)
    return True


_LOGGING_QUIET = frozenset({
    "hostnameprefix", "archive", "events", "suppress", "correlator", "format", "localfilesize", "ipv4", "ipv6", "file", "disable", "tls-server",
})  # fmt: skip


def _logging(cmd: Command, draft: Draft) -> bool:
    """`logging HOST [vrf V] [severity S]` as on IOS; `logging console disable`."""
    if cmd.word(1) in _LOGGING_QUIET:
        claim_body(cmd.children, draft)
        return True
    claim_body(cmd.children, draft)
    return servers.COMMANDS["logging"](cmd, draft)


def _ntp(cmd: Command, draft: Draft) -> bool:
    """`ntp` with its commands under it, or on one line."""
    if len(cmd.words) > 1:
        return _ntp_line(cmd.line, cmd.words[1:], draft)
    for line in cmd.children:
        if _ntp_line(line, line.words, draft):
            draft.ledger.modelled(line)
        else:
            draft.ledger.unknown(line, "unknown command under ntp")
            draft.gap(Aspect.MANAGEMENT, Effect.EITHER, "unread line under ntp", line)
    return True


def _ntp_line(line: Line, words: tuple[str, ...], draft: Draft) -> bool:
    if words[0] in (
        "interface",
        "disable",
        "vrf",
        "log-internal-sync",
        "leap-second",
        "broadcast",
        "multicast",
        "primary",
    ):
        return True
    words = words[:1] + words[3:] if words[1:2] == ("vrf",) and len(words) > 3 else words
    return servers.read_ntp(Command(line, ("ntp", *words), negated=False), draft)


def _tacacs(cmd: Command, draft: Draft) -> bool:
    """`tacacs-server host H [port N]` with `key ...` under it."""
    settled = servers.COMMANDS["tacacs-server"](cmd, draft)
    claim_body(cmd.children, draft, modelled=True)
    return settled


def _community(cmd: Command, draft: Draft) -> bool:
    """`snmp-server community NAME [RO|RW] [SystemOwner|LROwner] [IPv4 LIST] [IPv6 LIST] [LIST]`; read-only unless stated."""
    rest = [w for w in cmd.words[2:] if w not in ("SystemOwner", "LROwner")]
    if rest[:1] in (["clear"], ["encrypted"]) and len(rest) > 1:
        rest.pop(0)
    if not rest or cmd.negated:
        return bool(rest)
    name, filters, write = rest.pop(0), {4: "", 6: ""}, False
    while rest:
        word = rest.pop(0)
        if word.lower() in ("ro", "rw"):
            write = word.lower() == "rw"
        elif word in ("IPv4", "IPv6", "view") and rest:
            value = rest.pop(0)
            if word != "view":
                filters[4 if word == "IPv4" else 6] = value
        else:
            filters[4] = word
    for family, found in filters.items():
        if found:
            draft.use_list(found, cmd.line, family)
    at = draft.ledger.at(cmd.line)
    default = name.lower() in DEFAULT_NAMES
    draft.snmp.append(SnmpAccess("1,2c", write, at, "", filters[4] or filters[6], default))
    draft.snmp_filters.append((filters[4], filters[6]))
    return True


def _snmp_group(cmd: Command, draft: Draft) -> bool:
    """`snmp-server group NAME {v1|v2c|v3 LEVEL} [read V] [write V] [notify V] [context C] [IPv4 LIST] [IPv6 LIST] [LIST]`."""
    version = cmd.word(3)
    if version not in ("v1", "v2c", "v3"):
        return False
    if cmd.negated:
        return True
    level = cmd.word(4) if version == "v3" else ""
    rest, filters = list(cmd.words[5 if level else 4 :]), {4: "", 6: ""}
    while rest:
        word = rest.pop(0)
        if word in ("IPv4", "IPv6") and rest:
            filters[4 if word == "IPv4" else 6] = rest.pop(0)
        elif word in ("read", "write", "notify", "context") and rest:
            rest.pop(0)
        elif word not in ("SystemOwner", "LROwner"):
            filters[4] = word
    note_group(version, level, filters, cmd, draft)
    return True


def _snmp_table(cmd: Command, draft: Draft) -> bool:
    """`snmp-server vrf V` with `host H [traps|informs] ...` and `context C` under it."""
    for line in cmd.children:
        match line.words:
            case ("host", host, *rest):
                version = command(line).after("version")
                known = None if not version else version == "3"
                draft.server("snmp-trap", host, line, "udp", authenticated=known)
                settled = bool(rest)
            case _:
                settled = line.words[0] == "context"
        if settled:
            draft.ledger.modelled(line)
    return len(cmd.words) == 3


def _domain(cmd: Command, draft: Draft) -> bool:
    """`domain name-server H`, `domain lookup disable`, `domain name N`."""
    match cmd.words[1:]:
        case ("name-server", host):
            if not cmd.negated:
                draft.server("dns", host, cmd.line)
        case ("lookup", "disable"):
            draft.setting("service:domain-lookup", "off", cmd.line)
        case ("vrf", _, "name-server", host):
            draft.server("dns", host, cmd.line)
        case (word, *_) if word in ("name", "lookup", "list", "ipv4", "ipv6", "vrf", "default-flows"):
            pass
        case _:
            return False
    return True


def _vty_pool(cmd: Command, draft: Draft) -> bool:
    """`vty-pool NAME FIRST LAST [line-template T]`: which lines the sessions of a pool use."""
    draft.vty_pools.append(cmd.after("line-template") or "default")
    return len(cmd.words) > 3


def _clock(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.setting("clock-timezone", " ".join(cmd.words[2:]), cmd.line)
    return True


def _cdp(cmd: Command, draft: Draft) -> bool:
    if len(cmd.words) == 1:
        draft.switch("service:cdp", cmd)
    return True


def _group(cmd: Command, draft: Draft) -> bool:
    """`group NAME`: commands that `apply-group` puts wherever its patterns match; they are not put there here."""
    claim_body(cmd.children, draft, entries=True)
    return len(cmd.words) == 2


def _apply_group(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.gap(Aspect.ALL, Effect.EITHER, f"group {' '.join(cmd.words[1:])} adds commands by patterns", cmd.line)
    return len(cmd.words) > 1


COMMANDS: dict[str, Reader] = {
    "snmp-server community": _community,
    "snmp-server group": _snmp_group,
    "domain": _domain,
    "vty-pool": _vty_pool,
    "clock timezone": _clock,
    "cdp": _cdp,
    "apply-group": _apply_group,
}
MODES: dict[str, Reader] = {
    "username": _username,
    "group": _group,
    "aaa password-policy": _password_policy,
    "line": _line,
    "logging": _logging,
    "ntp": _ntp,
    "tacacs-server": _tacacs,
    "radius-server": _tacacs,
    "snmp-server vrf": _snmp_table,
}
