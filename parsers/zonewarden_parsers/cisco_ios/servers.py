"""The servers a device relies on: syslog, NTP, TACACS+, RADIUS, LDAP, DNS; and how it logs."""

from __future__ import annotations

from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.operands import host
from zonewarden_parsers.model import Aspect, Effect

_LOGGING_QUIET = frozenset({
    "source-interface", "facility", "history", "rate-limit", "queue-limit", "origin-id", "userinfo", "snmp-authfail",
    "synchronous", "count", "event", "esm", "delimiter", "discriminator", "dmvpn", "exception", "file", "message-counter",
    "persistent", "reload", "server-arp", "snmp-trap", "ip", "size", "filter", "cns-events", "alarm", "sequence-nums", "smartlog", "purge-log", "access-list",
})  # fmt: skip


def _logging(cmd: Command, draft: Draft) -> bool:
    """`logging HOST`, `logging host H [vrf V] [transport tcp|udp|tls ...]`, `logging trap LEVEL`, `logging tls-profile NAME` ..."""
    words = cmd.words
    match words[1:]:
        case ("on", *_):
            draft.switch("logging", cmd)
        case ("trap" | "buffered" | "console" | "monitor", *rest):
            value = "off" if cmd.negated else " ".join(rest) or "on"
            draft.setting(f"logging-{words[1]}", value, cmd.line)
        case ("host", *rest) if rest:
            at = 2 if rest[0] in ("ipv6", "vrf") and len(rest) > 1 else 1
            name = words[at + 1]
            if not cmd.negated:
                draft.server("syslog", name, cmd.line, cmd.after("transport"))
        case (name, *_) if host(name, 4) or host(name, 6):
            if not cmd.negated:
                draft.server("syslog", name, cmd.line)
        case ("tls-profile", _):
            claim_body(cmd.children, draft)
        case (word, *_) if word in _LOGGING_QUIET:
            pass
        case _:
            return False
    return True


def _sntp(cmd: Command, draft: Draft) -> bool:
    """`sntp server H [version N]`: a simple client, which takes any answer."""
    if cmd.word(1) == "server" and cmd.word(2) and not cmd.negated:
        draft.server("ntp", cmd.word(2), cmd.line, "udp", authenticated=True if "key" in cmd.words else None)
    return len(cmd.words) > 1


def read_ntp(cmd: Command, draft: Draft) -> bool:
    """Read `ntp ...`: servers, authentication, access groups."""
    match cmd.words[1:]:
        case ("server" | "peer", *rest) if rest:
            names = [w for w in rest if w not in ("ip", "ipv6")]
            if names[:1] == ["vrf"]:
                names = names[2:]
            if not names:
                return False
            if not cmd.negated:
                draft.server(
                    "ntp", names[0], cmd.line, "udp", cmd.after("source"), authenticated=True if "key" in rest else None
                )
        case ("authenticate",):
            draft.switch("ntp-authenticate", cmd)
        case ("access-group", *rest) if rest:
            names = [w for w in rest if w not in ("ipv4", "ipv6", "kod", "peer", "serve", "serve-only", "query-only")]
            if names and not cmd.negated:
                draft.use_list(names[0], cmd.line, 6 if "ipv6" in rest else 4)
        case (word, *_) if word in _NTP_QUIET:
            pass
        case _:
            return False
    return True


_NTP_QUIET = frozenset({
    "authentication-key", "trusted-key", "source", "source-interface", "master", "clock-period", "update-calendar", "max-associations",
    "logging", "passive", "broadcastdelay", "maxdistance", "allow", "disable", "orphan", "panic", "mindistance", "refclock",
})  # fmt: skip


def _ntp_block(cmd: Command, draft: Draft) -> bool:
    """`ntp` with `server H` lines under it (IOS-XR style), read as the one-line form."""
    if len(cmd.words) > 1:
        return read_ntp(cmd, draft)
    for line in cmd.children:
        inner = Command(line, ("ntp", *line.words), negated=False)
        if read_ntp(inner, draft):
            draft.ledger.modelled(line)
    return True


def _aaa_server(cmd: Command, draft: Draft) -> bool:
    """Old form: `tacacs-server host H ...`, `radius-server host H ...`; the rest of these commands tunes them."""
    purpose = cmd.words[0].partition("-")[0]
    if cmd.word(1) == "host" and len(cmd.words) > 2 and not cmd.negated:
        draft.server(purpose, cmd.words[2], cmd.line, "tcp" if purpose == "tacacs" else "udp")
    return len(cmd.words) > 1


def _aaa_server_block(cmd: Command, draft: Draft) -> bool:
    """New form: `tacacs server NAME`, `radius server NAME`, `ldap server NAME` with `address ipv4 H` under it."""
    if cmd.word(1) != "server":
        return False
    purpose = cmd.words[0]
    for line in cmd.children:
        inner = command(line)
        match inner.words:
            case ("address", _, host_name, *_):
                draft.server(purpose, host_name, line, {"tacacs": "tcp", "radius": "udp"}.get(purpose, ""))
                draft.ledger.modelled(line)
            case ("ipv4", host_name, *_):
                draft.server(purpose, host_name, line, "tcp")
                draft.ledger.modelled(line)
            case (word, *_) if word in _SERVER_QUIET:
                draft.ledger.irrelevant(line)
            case _:
                draft.ledger.unknown(line, f"unknown command under {purpose} server")
                draft.gap(Aspect.MANAGEMENT, Effect.EITHER, f"unread line under {purpose} server", line)
    return True


_SERVER_QUIET = frozenset({
    "key", "timeout", "single-connection", "port", "retransmit", "automate-tester", "dtls", "backoff", "non-standard", "pac",
    "bind", "base-dn", "search-type", "search-filter", "attribute", "transport", "authentication", "mode", "secure", "exit", "send-nat-address", "stats", "tls",
})  # fmt: skip


def _server_group(cmd: Command, draft: Draft) -> bool:
    """`aaa group server tacacs+|radius NAME`: `server H` names servers defined elsewhere, `server-private` defines one."""
    for line in cmd.children:
        if line.words[0] == "server-private" and len(line.words) > 1:
            draft.server(cmd.word(3).rstrip("+"), line.words[1], line)
    claim_body(cmd.children, draft, modelled=True)
    return cmd.word(2) == "server"


def _name_server(cmd: Command, draft: Draft) -> bool:
    hosts = cmd.words[2:]
    hosts = hosts[2:] if hosts[:1] == ("vrf",) else hosts
    if not cmd.negated:
        for name in hosts:
            draft.server("dns", name, cmd.line)
    return bool(hosts)


def _archive(cmd: Command, draft: Draft) -> bool:
    """`archive / log config / logging enable`: configuration changes are logged."""
    for line in cmd.children:
        if line.words == ("logging", "enable"):
            draft.setting("logging-changes", "on", line)
            draft.ledger.modelled(line)
    claim_body([c for c in cmd.children if c.words != ("logging", "enable")], draft)
    return True


COMMANDS: dict[str, Reader] = {
    "sntp": _sntp,
    "logging": _logging,
    "tacacs-server": _aaa_server,
    "radius-server": _aaa_server,
    "ip name-server": _name_server,
}


def _control_plane(cmd: Command, draft: Draft) -> bool:
    """`control-plane [host | transit | cef-exception] / service-policy input NAME`: what reaches the processor is limited."""
    for line in cmd.children:
        if line.words[:2] == ("service-policy", "input") and len(line.words) == 3:
            draft.setting("control-plane-policing", line.words[2], line)
    claim_body(cmd.children, draft)
    return True


MODES: dict[str, Reader] = {
    "ntp": _ntp_block,
    "tacacs": _aaa_server_block,
    "radius": _aaa_server_block,
    "ldap": _aaa_server_block,
    "aaa group": _server_group,
    "archive": _archive,
    "control-plane": _control_plane,
}
