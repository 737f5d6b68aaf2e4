"""Accounts, logging, time, SNMP and what else NX-OS says about its management plane."""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.cisco_ios.accounts import storage
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader
from zonewarden_parsers.cisco_ios.snmp import DEFAULT_NAMES
from zonewarden_parsers.model import SnmpAccess, User

_ADMINISTRATORS = frozenset({"network-admin", "vdc-admin"})


def _username(cmd: Command, draft: Draft) -> bool:
    """`username NAME password [5] VALUE role ROLE ...`; lines of one name add up. An administrator's privilege is 15."""
    if len(cmd.words) < 2:
        return False
    name, rest = cmd.words[1], cmd.words[2:]
    if cmd.negated:
        draft.users.pop(name, None)
        return True
    user = draft.users.get(name) or User(name, draft.ledger.at(cmd.line))
    if "password" in rest:
        user = replace(user, hash=_storage(rest[rest.index("password") + 1 :]))
    if cmd.after("role") in _ADMINISTRATORS:
        user = replace(user, privilege=15)
    draft.users[name] = user
    return True


def _storage(words: tuple[str, ...]) -> str:
    """Return how a password is stored. NX-OS writes type 5 for MD5 (`$1$`) and, since 7.0(3)I, for SHA-256 (`$5$`)."""
    return "sha256-crypt" if len(words) > 1 and words[0] == "5" and words[1].startswith("$5$") else storage(words)


def _password(cmd: Command, draft: Draft) -> bool:
    """`[no] password strength-check`; `password prompt username` and the like tune the login."""
    if cmd.word(1) == "strength-check":
        draft.setting("password-policy", "no strength-check" if cmd.negated else "strength-check", cmd.line)
    return cmd.word(1) in ("strength-check", "prompt", "secure-mode")


def _passphrase(cmd: Command, draft: Draft) -> bool:
    """`userpassphrase min-length N max-length M`."""
    value = cmd.after("min-length")
    if value.isdigit() and not cmd.negated:
        draft.setting("password-min-length", value, cmd.line)
    return len(cmd.words) > 1


def _login_limit(cmd: Command, draft: Draft) -> bool:
    if not cmd.negated:
        draft.setting("login-throttle", " ".join(cmd.words), cmd.line)
    return True


_LOGGING_QUIET = frozenset({
    "level", "source-interface", "event", "origin-id", "ip", "message", "unique", "abort", "commit", "distribute", "rate-limit", "drop", "list",
})  # fmt: skip


def _logging(cmd: Command, draft: Draft) -> bool:
    """`logging server HOST [LEVEL] [port N] [secure] [use-vrf V] [facility F]`, `logging logfile NAME LEVEL` ..."""
    match cmd.words[1:]:
        case ("server", host, *rest):
            if not cmd.negated:
                draft.server("syslog", host, cmd.line, "tls" if "secure" in rest else "udp")
        case ("logfile" | "console" | "monitor" | "module" | "timestamp" as word, *rest):
            name = {"logfile": "logging-buffered", "timestamp": "logging-timestamps"}.get(word, f"logging-{word}")
            draft.setting(name, "off" if cmd.negated else " ".join(rest) or "on", cmd.line)
        case (word, *_) if word in _LOGGING_QUIET:
            pass
        case _:
            return False
    return True


_NTP_QUIET = frozenset({
    "authentication-key", "trusted-key", "source", "source-interface", "master", "distribute", "commit", "abort", "logging",
    "rts-update", "allow", "passive", "drop",
})  # fmt: skip


def _ntp(cmd: Command, draft: Draft) -> bool:
    match cmd.words[1:]:
        case ("server" | "peer", host, *rest):
            if not cmd.negated:
                draft.server("ntp", host, cmd.line, "udp", authenticated=True if "key" in rest else None)
        case ("authenticate",):
            draft.switch("ntp-authenticate", cmd)
        case ("access-group", "match-all"):
            pass
        case ("access-group", "peer" | "serve" | "serve-only" | "query-only", name):
            if not cmd.negated:
                draft.use_list(name, cmd.line)
        case (word, *_) if word in _NTP_QUIET:
            pass
        case _:
            return False
    return True


def _community(cmd: Command, draft: Draft) -> bool:
    """`snmp-server community NAME {ro|rw|group ROLE|use-acl L|use-ipv4acl L|use-ipv6acl L}`; lines of one name add up."""
    words = cmd.words[2:]
    if not words:
        return False
    if cmd.negated:
        return True
    write = "rw" in words[1:] or cmd.after("group") in _ADMINISTRATORS
    filters = {4: cmd.after("use-ipv4acl") or cmd.after("use-acl"), 6: cmd.after("use-ipv6acl")}
    for family, name in filters.items():
        if name:
            draft.use_list(name, cmd.line, family)
    known = next((i for i, n in enumerate(draft.community_names) if n == words[0]), None)
    at, default = draft.ledger.at(cmd.line), words[0].lower() in DEFAULT_NAMES
    if known is None:
        draft.community_names.append(words[0])
        draft.snmp.append(SnmpAccess("1,2c", write, at, "", filters[4] or filters[6], default))
        draft.snmp_filters.append((filters[4], filters[6]))
        return True
    index = [i for i, s in enumerate(draft.snmp) if s.version == "1,2c"][known]
    merged = {f: filters[f] or draft.snmp_filters[index][0 if f == 4 else 1] for f in (4, 6)}
    before = draft.snmp[index]
    draft.snmp[index] = replace(before, write=before.write or write, filter_name=merged[4] or merged[6])
    draft.snmp_filters[index] = (merged[4], merged[6])
    return True


def _snmp_user(cmd: Command, draft: Draft) -> bool:
    """`snmp-server user NAME [GROUP] [auth {md5|sha} KEY [priv [aes-128] KEY]] ...`: SNMP version 3 for one user."""
    if len(cmd.words) < 3:
        return False
    if cmd.negated:
        return True
    filters = {4: cmd.after("use-ipv4acl"), 6: cmd.after("use-ipv6acl")}
    if any(filters.values()):
        _limit_user(cmd, draft, filters)
    else:
        level = "priv" if "priv" in cmd.words else "auth" if "auth" in cmd.words else "noauth"
        write = not _ADMINISTRATORS.isdisjoint(cmd.words)
        draft.snmp_users.append((cmd.words[2], len(draft.snmp)))
        draft.snmp.append(SnmpAccess("3", write, draft.ledger.at(cmd.line), level))
        draft.snmp_filters.append(("", ""))
    return True


def _limit_user(cmd: Command, draft: Draft, filters: dict[int, str]) -> None:
    """`snmp-server user NAME use-ipv4acl L [use-ipv6acl L]`: the addresses that a user of the lines above may come from."""
    for family, name in filters.items():
        if name:
            draft.use_list(name, cmd.line, family)
    for index in [i for user, i in draft.snmp_users if user == cmd.words[2]]:
        before4, before6 = draft.snmp_filters[index]
        four, six = filters[4] or before4, filters[6] or before6
        draft.snmp[index] = replace(draft.snmp[index], filter_name=four or six)
        draft.snmp_filters[index] = (four, six)


def _copp(cmd: Command, draft: Draft) -> bool:
    """`copp profile {strict|moderate|lenient|dense}`: how the device limits what reaches its processor."""
    draft.setting("control-plane-policing", "off" if cmd.negated else cmd.word(2), cmd.line)
    return cmd.word(1) in ("profile", "copy", "rate-limit")


def _ssh(cmd: Command, draft: Draft) -> bool:
    """`ssh key rsa BITS`, `ssh login-attempts N`, `ssh ciphers ...`."""
    match cmd.words[1:]:
        case ("login-attempts", count):
            draft.setting("ssh-retries", count, cmd.line)
        case ("ciphers" | "macs" | "kexalgos" | "keytypes" as what, *names):
            name = {"ciphers": "cipher", "macs": "mac", "kexalgos": "kex", "keytypes": "hostkey"}[what]
            if not cmd.negated:
                draft.setting(f"ssh-{name}", ",".join(names), cmd.line)
        case _:
            return len(cmd.words) > 1
    return True


def _switch(name: str) -> Reader:
    def read(cmd: Command, draft: Draft) -> bool:
        draft.switch(name, cmd)
        return True

    return read


def _clock(name: str) -> Reader:
    def read(cmd: Command, draft: Draft) -> bool:
        if not cmd.negated:
            draft.setting(name, " ".join(cmd.words[2:]), cmd.line)
        return True

    return read


COMMANDS: dict[str, Reader] = {
    "username": _username,
    "password": _password,
    "userpassphrase": _passphrase,
    "system login": _login_limit,
    "logging": _logging,
    "ntp": _ntp,
    "snmp-server community": _community,
    "snmp-server user": _snmp_user,
    "copp": _copp,
    "ssh": _ssh,
    "cdp enable": _switch("service:cdp"),
    "clock timezone": _clock("clock-timezone"),
    "clock summer-time": _clock("clock-summer-time"),
}
