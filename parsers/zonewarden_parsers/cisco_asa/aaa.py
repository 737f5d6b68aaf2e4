"""Who may log in and how that is decided: local users, AAA servers, authentication of the administrative lines."""

from __future__ import annotations

from dataclasses import replace

from zonewarden_parsers.cisco_asa.draft import Draft
from zonewarden_parsers.cisco_asa.management import hash_kind, terminal
from zonewarden_parsers.cisco_asa.names import number
from zonewarden_parsers.cisco_asa.operands import host
from zonewarden_parsers.lines import Block, Line
from zonewarden_parsers.model import NOWHERE, Aspect, Effect, Server, User

_PURPOSES = {"tacacs+": "tacacs"}
_LINES = {"serial": "console", "ssh": "ssh", "telnet": "telnet", "http": "http"}


def read_aaa(draft: Draft, line: Line) -> bool:
    """Read `aaa authentication|authorization|accounting|local ...`."""
    match line.words:
        case ("aaa", "authentication", "enable", "console", *methods) if methods:
            draft.setting("aaa-login", f"enable:{_methods(methods)}", line)
            draft.setting("aaa-enable", _methods(methods), line)
        case ("aaa", "authentication", name, "console", *methods) if methods and name in _LINES:
            draft.setting("aaa-login", f"{name}:{_methods(methods)}", line)
            known = terminal(draft, _LINES[name], line)
            draft.management.lines[_LINES[name]] = replace(known, login=_methods(methods))
        case ("aaa", "authentication", ("match" | "include" | "exclude"), *rest):
            draft.used.update(rest)
            reason = "cut-through proxy: users authenticate before traffic passes, which is not modelled"
            draft.gap(Aspect.FLOWS, Effect.MAY_DENY, reason, line)
        case ("aaa", "authorization", ("match" | "include" | "exclude"), *rest):
            draft.used.update(rest)
            reason = "traffic needs an AAA server's authorization, which is not modelled"
            draft.gap(Aspect.FLOWS, Effect.EITHER, reason, line)
        case ("aaa", "authorization", *rest) if rest:
            draft.setting("aaa-authorization", " ".join(rest), line)
        case ("aaa", "accounting", *rest) if rest:
            draft.setting("aaa-accounting", " ".join(rest), line)
        case ("aaa", "local", "authentication", "attempts", "max-fail", *count):
            draft.setting("login-throttle", " ".join(["max-fail", *count]), line)
        case ("aaa", "authentication", ("login-history" | "secure-http-client" | "listener"), *_) | (
            "aaa", ("proxy-limit" | "mac-exempt"), *_
        ):  # fmt: skip
            draft.ledger.irrelevant(line)
        case _:
            return False
    return True


def _methods(words: list[str]) -> str:
    return ",".join("local" if word == "LOCAL" else word for word in words)


def read_username(draft: Draft, block: Block) -> bool:
    """Read `username NAME password|nopassword ...` and `username NAME attributes` blocks."""
    line = block.line
    match line.words:
        case ("username", _, "attributes"):
            return False
        case ("username", name, ("password" | "nopassword") as how, *rest):
            value = rest[0] if how == "password" and rest else ""
            stored = "nopassword" if how == "nopassword" else hash_kind(value, rest[1:]) if value else ""
            level = rest[rest.index("privilege") + 1] if "privilege" in rest[:-1] else ""
            draft.management.users.append(User(name, draft.at(line), stored, number(level, 15)))
            if stored == "type-0":
                draft.secret("cleartext", value, line, "username")
        case ("username", name, "privilege", level):
            draft.management.users.append(User(name, draft.at(line), "", number(level, 15)))
        case _:
            return False
    draft.ledger.modelled(line)
    return True


def read_aaa_server(draft: Draft, block: Block) -> bool:
    """Read `aaa-server TAG protocol P`, `aaa-server TAG [(IF)] host H [KEY]` and their lines."""
    line = block.line
    match line.words:
        case ("aaa-server", tag, "protocol", protocol):
            draft.vpn.aaa_protocols[tag] = _PURPOSES.get(protocol, protocol)
        case ("aaa-server", tag, where, "host", name, *rest) if where.startswith("("):
            _server(draft, block, tag, where.strip("()"), name, rest)
        case ("aaa-server", tag, "host", name, *rest):
            _server(draft, block, tag, "", name, rest)
        case ("aaa-server", _, ("max-failed-attempts" | "deadtime"), *_):
            draft.ledger.irrelevant(line)
            return not block.children
        case _:
            return False
    draft.ledger.modelled(line)
    for child in block.children:
        draft.ledger.irrelevant(child)
        _key(draft, child)
    return True


def _server(draft: Draft, block: Block, tag: str, interface: str, name: str, rest: list[str]) -> None:
    purpose = draft.vpn.aaa_protocols.get(tag, "aaa")
    if purpose == "local":
        return
    inline = rest[0] if rest and rest[0] != "timeout" else ""
    if inline:
        draft.secret("cleartext", inline, block.line, "aaa-server key")
    heads = {child.words[0]: child for child in block.children}
    secure = "ldap-over-ssl" in heads
    draft.management.servers.append(
        Server(
            purpose,
            name,
            draft.at(block.line),
            host(name, draft.labels) or NOWHERE,
            interface,
            bool(inline) or "key" in heads or "ldap-login-password" in heads or None,
            "tls" if secure else "tcp" if purpose in ("tacacs", "ldap") else "udp" if purpose == "radius" else "",
        )
    )


def _key(draft: Draft, line: Line) -> None:
    match line.words:
        case ("key" | "ldap-login-password" | "radius-common-pw", *rest) if rest:
            draft.secret("cleartext", rest[-1], line, line.words[0])
            draft.ledger.modelled(line)
        case _:
            pass
