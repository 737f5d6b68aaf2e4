"""`line con`, `line aux`, `line vty`: who may log in, how, from where, and for how long."""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, Terminal, command
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_ios.rule_lists import ListIndex, filtered_sources
from zonewarden_parsers.model import AdminService, Aspect, Diagnostic, Effect, ServiceSet, Severity, TerminalLine

PORTS = {p: ServiceSet.of(((6, 6),), second=((n, n),)) for p, n in (("ssh", 22), ("telnet", 23))}
IRRELEVANT = frozenset({
    "activation-character", "authorization", "accounting", "autobaud", "autocommand", "autocommand-options", "autohangup",
    "autoselect", "buffer-length", "data-character-bits", "databits", "default-value", "disconnect-character",
    "dispatch-character", "domain-lookup", "editing", "escape-character", "exec-banner", "exec-character-bits", "exit", "flowcontrol",
    "full-help", "history", "hold-character", "ip", "international", "insecure", "length", "location", "lockable",
    "logging", "logout-warning", "modem", "monitor", "motd-banner", "no-exec-banner", "notify", "padding", "parity", "prompt",
    "refuse-message", "rotary", "rxspeed", "script", "session-disconnect-warning", "session-limit", "session-timeout",
    "session", "special-character-bits", "speed", "start-character", "stop-character", "stopbits", "telnet", "terminal-type",
    "timeout", "transport", "txspeed", "vacant-message", "width", "x25", "absolute-timeout", "privilege", "password", "media-type",
})  # fmt: skip


def read_line(cmd: Command, draft: Draft) -> bool:
    """Read `line con 0`, `line vty 0 4` ... with its commands; a range entered twice is one range."""
    if cmd.negated or len(cmd.words) < 2:
        return cmd.negated
    name = " ".join(cmd.words[1:])
    if cmd.words[1] == "console":
        name = " ".join(("con", *cmd.words[2:]))
    terminal = draft.terminals.setdefault(name, Terminal(name, draft.ledger.at(cmd.line)))
    for line in cmd.children:
        read_child(command(line), terminal, draft)
    return True


def read_child(cmd: Command, terminal: Terminal, draft: Draft) -> None:
    """Read one command of a terminal line."""
    reader = _COMMANDS.get(" ".join(cmd.words[:2])) or _COMMANDS.get(cmd.words[0])
    message = f"unknown command under line {terminal.name}"
    word = 0
    try:
        if reader is not None and reader(cmd, terminal, draft):
            draft.ledger.modelled(cmd.line)
            return
    except UnreadableError as error:
        message, word = str(error), error.word
    else:
        if reader is None and (cmd.words[0] in IRRELEVANT or (cmd.words[0] == "exec" and len(cmd.words) > 1)):
            draft.ledger.irrelevant(cmd.line)
            return
    draft.ledger.unknown(cmd.line, message, word)
    draft.gap(Aspect.MANAGEMENT, Effect.EITHER, f"unread line under line {terminal.name}", cmd.line)


def _exec_timeout(cmd: Command, terminal: Terminal, _draft: Draft) -> bool:
    """`exec-timeout MINUTES [SECONDS]`; 0 0 and `no exec-timeout` mean never."""
    numbers = cmd.words[1:]
    if not numbers and cmd.negated:
        terminal.timeout_s = 0
        return True
    if not 0 < len(numbers) < 3 or not all(n.isascii() and n.isdigit() and len(n) < 8 for n in numbers):
        raise UnreadableError(1, "timeout cannot be read")
    terminal.timeout_s = 0 if cmd.negated else int(numbers[0]) * 60 + (int(numbers[1]) if len(numbers) > 1 else 0)
    return True


def _transport_input(cmd: Command, terminal: Terminal, _draft: Draft) -> bool:
    terminal.transports = () if cmd.negated else tuple(w.lower() for w in cmd.words[2:])
    return bool(cmd.negated or cmd.words[2:])


def _access_class(family: int) -> Callable[[Command, Terminal, Draft], bool]:
    def read(cmd: Command, terminal: Terminal, draft: Draft) -> bool:
        words = cmd.words[1:] if family == 4 else cmd.words[2:]
        if len(words) < 2 or words[1] not in ("in", "out"):
            return False
        if words[1] == "in":
            name = "" if cmd.negated else words[0]
            if family == 4:
                terminal.access_class = name
            else:
                terminal.access_class6 = name
        if not cmd.negated:
            draft.use_list(words[0], cmd.line, family)
        return True

    return read


def _login(cmd: Command, terminal: Terminal, _draft: Draft) -> bool:
    terminal.login = "none" if cmd.negated else " ".join(cmd.words[1:]) or "line"
    return True


def _exec(cmd: Command, terminal: Terminal, _draft: Draft) -> bool:
    if len(cmd.words) == 1:
        terminal.exec_disabled = cmd.negated
    return True


def _password(_cmd: Command, _terminal: Terminal, _draft: Draft) -> bool:
    return True


_COMMANDS: dict[str, Callable[[Command, Terminal, Draft], bool]] = {
    "exec-timeout": _exec_timeout,
    "transport input": _transport_input,
    "access-class": _access_class(4),
    "ipv6 access-class": _access_class(6),
    "login": _login,
    "exec": _exec,
    "password": _password,
    "secret": _password,
}


def finish_terminals(draft: Draft, lists: ListIndex) -> list[TerminalLine]:
    """Return the terminal lines and note the ssh and telnet services of the vty lines among them."""
    ipv6 = any(p.ipv6_enabled for p in draft.ports.values())
    for terminal in draft.terminals.values():
        if terminal.transports is None and terminal.name.startswith("vty"):
            message = "no `transport input`: ssh and telnet both count as offered"
            draft.ledger.diagnostics.append(Diagnostic(terminal.location, "default-transport", message, Severity.NOTE))
        draft.services.extend(_services(terminal, lists, ipv6=ipv6))
    return [
        TerminalLine(
            t.name, t.location, t.timeout_s, t.transports, t.access_class or t.access_class6, t.login, t.exec_disabled
        )
        for t in draft.terminals.values()
    ]


def _services(terminal: Terminal, lists: ListIndex, *, ipv6: bool) -> list[AdminService]:
    """Return what a vty line offers.

    Without `transport input` both ssh and telnet count as offered: IOS up to 15 and IOS-XE up to 16 accept all
    transports by default (Cisco IOS Terminal Services Command Reference, `transport input`).
    """
    if not terminal.name.startswith("vty") or terminal.exec_disabled:
        return []
    stated = ("all",) if terminal.transports is None else terminal.transports
    offered = [p for p in PORTS if p in stated or "all" in stated]
    return [
        AdminService(
            protocol, terminal.location, found.sources, line=terminal.name,
            filter_name=terminal.access_class or terminal.access_class6, sources_known=found.known,
        )
        for protocol in offered
        for found in [filtered_sources(terminal.access_class, terminal.access_class6, PORTS[protocol], lists, ipv6=ipv6)]
    ]  # fmt: skip


MODES: dict[str, Reader] = {"line": read_line}
