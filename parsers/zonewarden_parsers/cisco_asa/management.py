"""Administrative access to the device: ssh, telnet, HTTPS (ASDM), console, TLS, banners, passwords, clock, services.

Cisco ASA Series General Operations CLI Configuration Guide, "Management Access".
"""

from __future__ import annotations

import re
from dataclasses import replace

from zonewarden_parsers.cisco_asa.draft import Draft, is_masked
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import network
from zonewarden_parsers.lines import Line
from zonewarden_parsers.model import AdminService, Setting, TerminalLine

_TLS = {"any": "ssl3", "sslv3": "ssl3", "sslv3-only": "ssl3", "tlsv1": "1.0", "tlsv1-only": "1.0", "tlsv1.1": "1.1",
        "tlsv1.2": "1.2", "tlsv1.3": "1.3"}  # fmt: skip


def read_access(draft: Draft, line: Line) -> bool:
    """Read `ssh|telnet|http ADDRESS MASK IF`, and the settings of these services."""
    words = line.words
    if words[0] == "ssh" and _ssh_setting(draft, line):
        return True
    if words[0] == "http" and _http_setting(draft, line):
        return True
    if len(words) == 3 and words[1] == "timeout" and words[0] in ("ssh", "telnet", "console"):
        return _timeout(draft, words[0], words[2], line)
    if words[0] == "console" or len(words) not in (3, 4):
        return False
    sources = network(words[1:-1], draft.labels)
    if sources is None or (len(words) == 3 and "/" not in words[1]):
        return False
    protocol = "https" if words[0] == "http" else words[0]
    service = AdminService(protocol, draft.at(line), sources, (words[-1],), line=words[0])
    if words[0] == "http":
        draft.management.http_sources.append(service)
    else:
        draft.management.services.append(service)
        terminal(draft, words[0], line)
    draft.ledger.modelled(line)
    return True


def _ssh_setting(draft: Draft, line: Line) -> bool:
    match line.words:
        case ("ssh", "version", *versions) if versions:
            draft.setting("ssh-version", ",".join(versions), line)
        case ("ssh", "cipher", "encryption", *names) if names:
            draft.setting("ssh-cipher", _algorithms(names), line)
        case ("ssh", "cipher", "integrity", *names) if names:
            draft.setting("ssh-mac", _algorithms(names), line)
        case ("ssh", "key-exchange", "group", *names) if names:
            draft.setting("ssh-kex", ",".join(names), line)
        case ("ssh", "key-exchange", "hostkey", *names) if names:
            draft.setting("ssh-hostkey", ",".join(names), line)
        case ("ssh", "scopy", "enable"):
            draft.setting("service:scp-server", "on", line)
        case _:
            return False
    return True


def _algorithms(words: list[str]) -> str:
    named = words[1:] if words[0] == "custom" and len(words) > 1 else words
    return " ".join(named).strip('"').replace(":", ",").lower()


def _http_setting(draft: Draft, line: Line) -> bool:
    match line.words:
        case ("http", "server", "enable", *_):
            draft.management.http_enabled = True
            draft.setting("service:http-server", "on", line)
        case ("http", "server", "idle-timeout", minutes):
            return _timeout(draft, "http", minutes, line)
        case ("http", "server", "session-timeout", minutes) if number(minutes) is not None:
            draft.setting("http-session-timeout-min", minutes, line)
        case _:
            return False
    return True


def _timeout(draft: Draft, name: str, text: str, line: Line) -> bool:
    minutes = number(text)
    if minutes is None:
        return False
    known = terminal(draft, name, line)
    draft.management.lines[name] = replace(known, idle_timeout_s=minutes * 60, location=draft.at(line))
    draft.ledger.modelled(line)
    return True


def terminal(draft: Draft, name: str, line: Line) -> TerminalLine:
    """Return the terminal line `ssh`, `telnet`, `http` or `console`, made at `line` when it is new."""
    transport = {"http": "https", "console": ""}.get(name, name)
    made = TerminalLine(name, draft.at(line), transports=(transport,) if transport else ())
    return draft.management.lines.setdefault(name, made)


def http_services(draft: Draft) -> list[AdminService]:
    """Return the HTTPS services: the stated sources, and none at all while the server is off."""
    return draft.management.http_sources if draft.management.http_enabled else []


def read_ssl(draft: Draft, line: Line) -> bool:
    """Read `ssl server-version`, `ssl cipher`, `ssl encryption`."""
    match line.words:
        case ("ssl", "server-version", version, *_):
            draft.setting("tls-min", _TLS.get(version, version), line)
        case ("ssl", "cipher", version, *names) if names:
            draft.setting("tls-cipher", f"{version} {_algorithms(names)}", line)
        case ("ssl", "encryption", *names) if names:
            draft.setting("tls-cipher", ",".join(names), line)
        case _:
            return False
    return True


def read_password(draft: Draft, line: Line) -> bool:
    """Read `enable password`, `passwd` and `password`: how they are stored, never what they are."""
    match line.words:
        case ("enable", "password", value, *rest):
            name = "enable-hash"
        case (("passwd" | "password"), value, *rest) if value != "encryption":
            name = "login-hash"
        case _:
            return False
    stored = hash_kind(value, rest)
    draft.setting(name, stored, line)
    if stored == "type-0":
        draft.secret("cleartext", value, line, line.words[0])
    return True


def hash_kind(value: str, rest: list[str]) -> str:
    """Return how a password is stored, from its value and the words after it (see `User.hash`)."""
    for word, kind in (
        ("pbkdf2", "pbkdf2"),
        ("encrypted", "md5-asa"),
        ("nt-encrypted", "nt-md4"),
        ("mschap", "type-0"),
    ):
        if word in rest:
            return kind
    return "masked" if is_masked(value) else "type-0"


def read_banner(draft: Draft, line: Line) -> bool:
    """Read `banner KIND TEXT`: one setting for each kind, at its first line."""
    match line.words:
        case ("banner", kind, *_) if kind in ("login", "motd", "exec", "asdm"):
            if not any(s.name == "banner" and s.value == kind for s in draft.management.settings):
                draft.management.settings.append(Setting("banner", kind, draft.at(line)))
            draft.ledger.modelled(line)
            return True
        case _:
            pass
    return False


def read_timeout(draft: Draft, line: Line) -> bool:
    """Read `timeout conn H:MM:SS ...`: after how long without packets a connection is forgotten, 0 for never."""
    match line.words:
        case ("timeout", "conn", text, *_) if re.fullmatch(r"\d{1,4}:\d\d:\d\d", text):
            hours, minutes, seconds = map(int, text.split(":"))
            draft.setting("session-idle-s", str(hours * 3600 + minutes * 60 + seconds), line)
            return True
        case _:
            return False


def read_plain_setting(draft: Draft, line: Line) -> bool:
    """Read one-line settings that are a name and a value."""
    match line.words:
        case ("password", "encryption", "aes"):
            draft.setting("password-encryption", "on", line)
        case ("password-policy", "minimum-length", length):
            draft.setting("password-min-length", length, line)
        case ("password-policy", *rest) if rest:
            draft.setting("password-policy", " ".join(rest), line)
        case ("clock", "timezone", *rest) if rest:
            draft.setting("clock-timezone", " ".join(rest), line)
        case ("clock", "summer-time", *rest) if rest:
            draft.setting("clock-summer-time", " ".join(rest), line)
        case ("management-access", interface):
            draft.setting("management-access", interface, line)
        case ("tftp-server", interface, *_):
            draft.setting("service:tftp-server", interface, line)
        case ("dhcpd", "enable", interface):
            draft.setting("service:dhcpd", interface, line)
        case ("service", "call-home") | ("call-home", "reporting", "anonymous"):
            draft.setting("service:call-home", "on", line)
        case ("hardware-bypass", *words) if words != ["boot-delay", "module-up", "sfr"]:
            draft.setting("fail-open", "bypass relay", line)
        case ("firewall", "transparent"):
            draft.setting("firewall-mode", "transparent", line)
        case ("firewall", "router"):
            draft.setting("firewall-mode", "routed", line)
        case ("mode", ("multiple" | "single") as mode):
            draft.setting("context-mode", mode, line)
        case _:
            return False
    return True
