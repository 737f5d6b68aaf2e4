"""What the device tells others: syslog, SNMP, NTP."""

from __future__ import annotations

from zonewarden_parsers.cisco_asa.draft import Draft, is_masked
from zonewarden_parsers.cisco_asa.names import log_level
from zonewarden_parsers.cisco_asa.operands import host
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import NOWHERE, AddressSet, AdminService, Server, SnmpAccess

_TRANSPORTS = {"tcp": "tcp", "6": "tcp", "udp": "udp", "17": "udp"}
_OFF = {"enable": "logging", "on": "logging", "timestamp": "logging-timestamps", "buffered": "logging-buffered",
        "trap": "logging-trap"}  # fmt: skip


def read_logging(draft: Draft, line: Line) -> bool:
    """Read `logging ...`; all that sets no fact of docs/settings.md is claimed as irrelevant."""
    match line.words:
        case ("logging", "enable" | "on"):
            draft.setting("logging", "on", line)
        case ("logging", "trap", level):
            draft.setting("logging-trap", log_level(level), line)
        case ("logging", "buffered", level):
            draft.setting("logging-buffered", log_level(level), line)
        case ("logging", "timestamp", *form):
            draft.setting("logging-timestamps", " ".join(form) or "on", line)
        case ("logging", "permit-hostdown"):
            draft.setting("logging-permit-hostdown", "on", line)
        case ("logging", "host", interface, name, *rest):
            draft.management.servers.append(_syslog(draft, line, interface, name, rest))
            draft.ledger.modelled(line)
        case ("logging", *rest) if rest:
            draft.ledger.irrelevant(line)
        case _:
            return False
    return True


def _syslog(draft: Draft, line: Line, interface: str, name: str, rest: list[str]) -> Server:
    transport = "udp"
    if rest and rest[0].partition("/")[0] in _TRANSPORTS:
        transport = _TRANSPORTS[rest[0].partition("/")[0]]
    if "secure" in rest:
        transport = "tls"
    return Server("syslog", name, draft.at(line), host(name, draft.labels) or NOWHERE, interface, None, transport)


def read_no_logging(draft: Draft, line: Line) -> bool:
    """Read `no logging ...`."""
    match line.words:
        case ("no", "logging", "message", message, *_):
            draft.setting("logging-suppressed", message, line)
        case ("no", "logging", what) if what in _OFF:
            draft.setting(_OFF[what], "off", line)
        case _:
            return False
    return True


def read_ntp(draft: Draft, line: Line) -> bool:
    """Read `ntp server`, `ntp authenticate`, `ntp authentication-key`, `ntp trusted-key`."""
    match line.words:
        case ("ntp", "server", name, *rest):
            interface = rest[rest.index("source") + 1] if "source" in rest[:-1] else ""
            draft.management.servers.append(
                Server(
                    "ntp", name, draft.at(line), host(name, draft.labels) or NOWHERE, interface, "key" in rest, "udp"
                )
            )
        case ("ntp", "authenticate"):
            draft.setting("ntp-authenticate", "on", line)
        case ("ntp", "authentication-key", _, _, *key) if key:
            draft.secret("md5-key", key[-1], line, "ntp authentication-key")
        case ("ntp", "trusted-key", *_):
            pass
        case _:
            return False
    draft.ledger.modelled(line)
    return True


def read_snmp(draft: Draft, line: Line) -> bool:
    """Read `snmp-server ...`: communities, groups, users, hosts (which are the pollers as well as the trap receivers)."""
    match line.words:
        case ("snmp-server", "enable"):
            draft.setting("snmp-server", "on", line)
        case ("snmp-server", "enable", "traps", *_) | ("snmp-server", ("location" | "contact" | "listen-port"), *_):
            draft.ledger.irrelevant(line)
        case ("snmp-server", "community", *words) if words:
            _community(draft, line, words[-1], "2c")
        case ("snmp-server", "group", _, "v3", level, *_):
            _access(draft, line, SnmpAccess("3", False, draft.at(line), level))
        case ("snmp-server", "user", _, _, version, *rest):
            _user_keys(draft, line, version, rest)
        case ("snmp-server", ("host" | "host-group") as form, interface, name, *rest):
            _snmp_host(draft, line, form, interface, name, rest)
        case ("snmp-server", ("user-list" | "engineid" | "corebgp"), *_):
            draft.ledger.irrelevant(line)
        case _:
            return False
    return True


def _access(draft: Draft, line: Line, access: SnmpAccess) -> None:
    draft.management.snmp.append(access)
    draft.ledger.modelled(line)


def _community(draft: Draft, line: Line, value: str, version: str, sources: AddressSet = NOWHERE) -> None:
    default = value in ("public", "private")
    _access(draft, line, SnmpAccess(version, False, draft.at(line), default_name=default, sources=sources))
    draft.secret("community", value, line, "snmp-server community")


def _user_keys(draft: Draft, line: Line, version: str, rest: list[str]) -> None:
    draft.ledger.modelled(line)
    if version == "v3" and "encrypted" not in rest:
        for i, word in enumerate(rest[:-1]):
            if word == "auth" and i + 2 < len(rest) and not is_masked(rest[i + 2]):
                draft.secret("cleartext", rest[i + 2], line, "snmp-server user")
                return


def _snmp_host(draft: Draft, line: Line, form: str, interface: str, name: str, rest: list[str]) -> None:
    sources = host(name, draft.labels) or NOWHERE
    if form == "host-group":
        draft.used.add(name)
    at = draft.at(line)
    version = rest[rest.index("version") + 1] if "version" in rest[:-1] else "1"
    if "poll" not in rest:
        draft.management.servers.append(Server("snmp-trap", name, at, sources, interface, version == "3", "udp"))
    if "trap" not in rest:
        draft.management.services.append(
            AdminService("snmp", at, sources, (interface,), sources_known=form == "host" and bool(sources))
        )
    if "community" in rest[:-1]:
        _community(draft, line, rest[rest.index("community") + 1], version, sources)
    draft.ledger.modelled(line)
