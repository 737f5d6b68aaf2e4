r"""RouterOS scripts (`/export` and hand-written) replayed into tables of records.

`add` appends a record to the table of its path, `set`, `enable`, `disable` and `remove` change those that a name, a number or
`[find ...]` selects. A line ends with its line end unless that is escaped with `\` or a bracket is open. Paths are written with blanks or
slashes. Statements of the script language (`:if`, `:foreach`) decide while the router runs: what they hold is not replayed.

Source: MikroTik documentation, *Scripting* and *Command Line Interface*.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from zonewarden_parsers.lines import raw_lines
from zonewarden_parsers.mikrotik_routeros.records import Path, Record
from zonewarden_parsers.mikrotik_routeros.selection import equalities, selected
from zonewarden_parsers.mikrotik_routeros.words import balance, parts, plain, tokens
from zonewarden_parsers.model import LineState

VERBS = frozenset({
    "add", "set", "remove", "enable", "disable", "move", "print", "export", "reset", "unset", "edit", "get", "find", "comment", "import", "run",
    "make-supout", "uninstall", "output", "reset-configuration", "reset-mac-address", "regenerate-host-key", "password", "flush", "monitor",
    "check-installation", "install", "sign", "generate-key", "fetch", "reboot", "shutdown", "upgrade", "save", "create-certificate-request", "download",
    "update", "check-for-updates", "decrypt", "backup", "load", "unpack", "reset-counters", "release", "renew", "scan", "ping", "trace",
})  # fmt: skip
SERVICES = tuple(
    {"name": name, "port": port, "disabled": disabled}
    for name, port, disabled in (
        ("telnet", "23", "no"), ("ftp", "21", "no"), ("www", "80", "no"), ("ssh", "22", "no"), ("www-ssl", "443", "yes"), ("api", "8728", "no"),
        ("winbox", "8291", "no"), ("api-ssl", "8729", "no"),
    )
)  # fmt: skip
"""The administrative services as a new router has them (MikroTik documentation, *Services*): entries that `set` changes."""
MAX_TOKENS = 400
MAX_DEPTH = 12
"""Menus are at most half as deep."""


@dataclass(slots=True)
class Script:
    """A replayed script: tables by path, commands that change no table, statements of the language, comment lines, headings."""

    tables: dict[Path, list[Record]] = field(default_factory=dict[Path, list[Record]])
    commands: list[Record] = field(default_factory=list[Record])
    statements: list[Record] = field(default_factory=list[Record])
    unreplayed: list[Record] = field(default_factory=list[Record])
    headings: list[tuple[int, Path]] = field(default_factory=list[tuple[int, Path]])
    comments: set[int] = field(default_factory=set[int])
    gone: list[Record] = field(default_factory=list[Record])
    release: str = ""
    release_line: int = 0

    def records(self, *path: str) -> list[Record]:
        """Return the entries of a table in order."""
        return self.tables.get(path, [])

    def every(self) -> Iterator[Record]:
        """Yield everything that has lines."""
        for table in self.tables.values():
            yield from table
        yield from self.commands
        yield from self.statements
        yield from self.unreplayed
        yield from self.gone


def _begin(script: Script) -> None:
    """Empty all tables but for what a router without configuration has."""
    for table in script.tables.values():
        for record in table:
            record.claim(LineState.IRRELEVANT)
            script.gone.append(record)
    script.tables = {("ip", "service"): [Record(("ip", "service"), "set", dict(p), [], "") for p in SERVICES]}


_RELEASE = re.compile(r"by RouterOS (\S+)")


def read_script(text: str) -> Script:
    """Return a script replayed from its first line to its last."""
    script = Script()
    _begin(script)
    context: Path = ()
    for first, last, line in _logical(text, script):
        stripped = line.strip()
        if stripped.startswith((":", "{")):
            script.statements.append(Record(context, ":", {}, [(first, last)], stripped))
            continue
        for part in parts(stripped):
            context = _statement(script, context, part, (first, last))
    return script


def _logical(text: str, script: Script) -> Iterator[tuple[int, int, str]]:
    """Yield (first line, last line, text) of each statement: continued lines joined, open brackets closed."""
    held, start, depth, quoted = "", 0, 0, False
    lines = raw_lines(text)
    for number, raw in enumerate(lines, 1):
        if not held and raw.lstrip().startswith("#"):
            script.comments.add(number)
            found = _RELEASE.search(raw)
            if found is not None and not script.release:
                script.release, script.release_line = found[1], number
            continue
        if held and depth and not quoted and raw.lstrip().startswith("#"):
            script.comments.add(number)
            continue
        start = start or number
        continued = raw.rstrip().endswith("\\") and not raw.rstrip().endswith("\\\\")
        piece = raw.rstrip()[:-1] if continued else raw
        depth, quoted = balance(piece, depth, quoted)
        held += piece.lstrip() if held and held[-1:] != "\n" else piece
        if continued and number < len(lines):
            continue
        if (depth > 0 or quoted) and number < len(lines):
            held += "\n"
            continue
        if held.strip():
            yield start, number, held
        held, start, depth, quoted = "", 0, 0, False
    if held.strip():
        yield start, len(lines), held


def _statement(script: Script, context: Path, text: str, span: tuple[int, int]) -> Path:
    """Replay one command; return the path that following lines are relative to."""
    words = tokens(text)
    if len(words) > MAX_TOKENS:
        script.unreplayed.append(Record(context, "", {}, [span], text.strip()))
        return context
    path = list(() if words and words[0].startswith("/") else context)
    menu = _menu(words)
    rest = words[len(menu) :] if menu else words
    path += menu
    while rest and "=" not in rest[0] and not rest[0].startswith(("[", '"', "$")):
        names = [n for n in rest[0].split("/") if n and n != ".."]
        verb = next((n for n in names if n in VERBS and _is_verb(n, rest)), None)
        if verb is not None:
            path += names[: names.index(verb)]
            _command(script, tuple(path), verb, rest[1:], Record(tuple(path), verb, {}, [span], text.strip()))
            return context
        path += names
        rest = rest[1:]
    if rest or len(path) > MAX_DEPTH:
        script.unreplayed.append(Record(tuple(path), "", {}, [span], text.strip()))
        return context
    script.headings.append((span[0], tuple(path)))
    return tuple(path)


_MENUS = tuple(
    tuple(m.split())
    for m in ("system package update", "system upgrade mirror", "system backup cloud", "tool mac-server ping")
)
"""Menus that are called like commands."""


def _menu(words: list[str]) -> tuple[str, ...]:
    """Return the menu of `_MENUS` that a line names before a command or alone; written with slashes it is one word."""
    if not words or not words[0].startswith("/"):
        return ()
    spelled = [words[0].lstrip("/"), *words[1:]]
    for menu in _MENUS:
        behind = spelled[len(menu) : len(menu) + 1]
        if tuple(spelled[: len(menu)]) == menu and (not behind or behind[0] in VERBS):
            return menu
    return ()


def _is_verb(name: str, rest: list[str]) -> bool:
    """Return whether a word is a command: `/system backup` and `/tool fetch` are paths where a command follows."""
    ambiguous = name in ("backup", "reset", "upgrade", "password", "ping", "fetch", "monitor", "comment", "export")
    return not (ambiguous and len(rest) > 1 and rest[1] in VERBS)


def _command(script: Script, path: Path, verb: str, rest: list[str], record: Record) -> None:
    selector, properties = _arguments(rest)
    record.properties = properties
    table = script.tables.setdefault(path, [])
    if verb == "add":
        _insert(script, table, record)
    elif verb in ("set", "enable", "disable", "remove", "unset"):
        _change(script, table, record, selector)
    elif verb == "move":
        script.unreplayed.append(record)
    elif verb == "reset-configuration" and properties.get("no-defaults") == "yes":
        _begin(script)
        record.claim(LineState.IRRELEVANT)
        script.gone.append(record)
    else:
        script.commands.append(record)


def _arguments(rest: list[str]) -> tuple[list[str], dict[str, str]]:
    selector: list[str] = []
    properties: dict[str, str] = {}
    for word in rest:
        key, equals, value = word.partition("=")
        if equals and key and key[0] not in '["(':
            if key[-1] == "!":
                properties[key.rstrip("!")] = "!" + plain(value)
            else:
                properties[key] = plain(value) if value[:1] == '"' else value
        elif word.startswith("!"):
            properties[word[1:]] = ""
        else:
            selector.append(word)
    return selector, properties


def _insert(script: Script, table: list[Record], record: Record) -> None:
    """Append an entry, or put it before the one that `place-before` gives by number."""
    before = record.properties.pop("place-before", "")
    if before and not (before.isascii() and before.isdigit()):
        script.unreplayed.append(record)
        return
    table.insert(min(int(before[:9]), len(table)) if before else len(table), record)


def _change(script: Script, table: list[Record], record: Record, selector: list[str]) -> None:
    chosen = selected(table, selector)
    if chosen is None:
        script.unreplayed.append(record)
        return
    if record.verb == "remove":
        for gone in chosen:
            table.remove(gone)
            gone.claim(LineState.IRRELEVANT)
            script.gone.append(gone)
        script.gone.append(record)
        record.claim(LineState.IRRELEVANT)
        return
    changes = {"enable": {"disabled": "no"}, "disable": {"disabled": "yes"}}.get(record.verb, record.properties)
    if record.verb == "unset":
        script.unreplayed.append(record)
    elif not chosen and (record.verb != "set" or "firewall" in record.path):
        record.claim(LineState.IRRELEVANT)
        script.gone.append(record)
    elif not chosen:
        record.properties = equalities(selector) | changes
        table.append(record)
    for entry in chosen if record.verb != "unset" else ():
        entry.properties |= changes
        entry.spans.extend(record.spans)
