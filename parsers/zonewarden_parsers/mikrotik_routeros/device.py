"""The whole reading: the script replayed, tables in the order they depend on one another, the draft frozen into a device."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from zonewarden_parsers.base import Parsed
from zonewarden_parsers.lines import Ledger, count_lines, raw_lines
from zonewarden_parsers.mikrotik_routeros.draft import Draft
from zonewarden_parsers.mikrotik_routeros.firewall import read_firewall
from zonewarden_parsers.mikrotik_routeros.interfaces import read_interfaces
from zonewarden_parsers.mikrotik_routeros.irrelevant import aspect_of, known
from zonewarden_parsers.mikrotik_routeros.management import read_management
from zonewarden_parsers.mikrotik_routeros.nat import read_nat
from zonewarden_parsers.mikrotik_routeros.records import Path, Record
from zonewarden_parsers.mikrotik_routeros.routing import read_routing
from zonewarden_parsers.mikrotik_routeros.script import VERBS, read_script
from zonewarden_parsers.mikrotik_routeros.vpns import read_vpns, remote_users
from zonewarden_parsers.mikrotik_routeros.words import tokens
from zonewarden_parsers.model import Aspect, Device, Diagnostic, Effect, Gap, LineState, Location, ManagementPlane

READING = frozenset(
    {
        "print",
        "export",
        "get",
        "find",
        "monitor",
        "comment",
        "check-for-updates",
        "check-installation",
        "output",
        "flush",
        "run",
    }
)
"""Commands that show or run and leave the tables as they are."""
_SAYS_NOTHING = frozenset({":global", ":local", ":put", ":log", ":delay", ":beep", ":error"})


def parse(text: str, path: str, platform: str) -> Parsed:
    """Read a whole script. Whatever `text` holds, it returns; what it cannot replay is a diagnostic and a gap."""
    script, ledger = read_script(text), Ledger(path, count_lines(text))
    draft = Draft(path, ledger, script, raw_lines(text))
    for read in (read_interfaces, read_vpns, read_firewall, read_nat, read_routing, read_management, _claim):
        read(draft)
    _paint(draft)
    device = _freeze(draft, platform)
    return Parsed(path, platform, (device,), device.diagnostics, device.coverage)


def _claim(draft: Draft) -> None:
    """Claim what the table of irrelevant paths names, commands that change nothing, and statements that decide nothing."""
    script = draft.script
    for path, table in script.tables.items():
        for record in table:
            if record.state is LineState.UNKNOWN and known(path):
                record.claim(LineState.IRRELEVANT)
            elif record.state is LineState.UNKNOWN:
                _unread(draft, record, "command not understood")
    for record in script.commands:
        if record.verb in READING or known(record.path):
            record.claim(LineState.IRRELEVANT)
        else:
            _unread(draft, record, "command not understood")
    for record in script.unreplayed:
        if known(record.path) and record.path[:2] != ("ip", "service"):
            record.claim(LineState.IRRELEVANT)
        else:
            _unread(draft, record, "what this changes is known only while the router runs it")
    for record in script.statements:
        _statement(draft, record)


def _unread(draft: Draft, record: Record, message: str) -> None:
    record.claim(LineState.UNKNOWN)
    at = draft.at(record)
    draft.note(at, "unknown-line", message)
    draft.gaps.append(
        Gap(aspect_of(record.path), Effect.EITHER, f"{message}: /{' '.join(record.path)} {record.verb}".strip(), at)
    )


def _statement(draft: Draft, record: Record) -> None:
    """Judge a statement of the script language by the commands in it: any of them may run or not."""
    first = record.text.split(None, 1)[0]
    if first in _SAYS_NOTHING or (first == ":set" and "{" not in record.text):
        record.claim(LineState.IRRELEVANT)
        return
    inner = list(_commands_in(record))
    if "{" in record.text and all(known(path) and path[:2] != ("ip", "service") for path in inner):
        record.claim(LineState.IRRELEVANT)
    else:
        at = draft.at(record)
        message = "a statement that the router decides while it runs"
        draft.note(at, "unknown-line", message)
        aspects = {aspect_of(path) for path in inner if not known(path)} or {Aspect.ALL}
        draft.gaps.extend(Gap(aspect, Effect.EITHER, message, at) for aspect in sorted(aspects))


def _outside_brackets(text: str) -> str:
    """Return a statement without what square brackets hold, without conditions and quoted texts."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', '""', text)
    for _ in range(4):
        bare = re.sub(r"\[[^\[\]]*\]|\([^()]*\)", "", bare)
    return bare


def _commands_in(record: Record) -> Iterator[Path]:
    """Yield the path of every command in the blocks of a statement, but for those of the language itself."""
    for piece in re.split(r"[{};\n]", _outside_brackets(record.text)):
        command = piece.strip()
        if not command or command.startswith(":") or re.fullmatch(r"(?:else|do|on-error|while)=", command):
            continue
        words = [n for w in tokens(command) if "=" not in w for n in w.split("/") if n and not n.startswith(("$", '"'))]
        if command.startswith("/"):
            verb = next((i for i, n in enumerate(words) if n in VERBS), len(words))
            yield tuple(words[:verb])
        elif record.path or words[:1] != ["set"]:
            yield (*record.path, *words[:1])


_RANK = {LineState.BLANK: 0, LineState.IRRELEVANT: 1, LineState.MODELLED: 2, LineState.UNKNOWN: 3}


def _paint(draft: Draft) -> None:
    """Give every line the state of what stands on it; a heading is as its table; comments are separators."""
    script, states = draft.script, draft.ledger.states
    by_path: dict[Path, LineState] = {}
    for record in script.every():
        if record.spans and _RANK[record.state] > _RANK[by_path.get(record.path, LineState.BLANK)]:
            by_path[record.path] = record.state
        for first, last in record.spans:
            for number in range(first, last + 1):
                if draft.lines[number - 1].strip() and _RANK[record.state] > _RANK[states[number - 1]]:
                    states[number - 1] = record.state
    for number, path in script.headings:
        state = by_path.get(path, LineState.IRRELEVANT)
        mark = LineState.MODELLED if state is LineState.UNKNOWN else state
        states[number - 1] = max(states[number - 1], mark, key=_RANK.__getitem__)
    for number in script.comments:
        states[number - 1] = LineState.BLANK
    told = {d.location.line for d in draft.ledger.diagnostics if d.code == "unknown-line"}
    for number, raw in enumerate(draft.lines, 1):
        if raw.strip() and states[number - 1] is LineState.BLANK and number not in script.comments:
            states[number - 1] = LineState.UNKNOWN
            draft.gaps.append(Gap(Aspect.ALL, Effect.EITHER, "line not understood", Location(draft.path, number)))
        if states[number - 1] is LineState.UNKNOWN and number not in told:
            draft.ledger.diagnostics.append(
                Diagnostic(Location(draft.path, number), "unknown-line", "line not understood")
            )


def _freeze(draft: Draft, platform: str) -> Device:
    names = [r.get("name") for r in draft.script.records("system", "identity") if r.get("name")]
    return Device(
        name=names[-1] if names and "$" not in names[-1] else PurePath(draft.path).stem,
        platform=platform,
        path=draft.path,
        coverage=draft.ledger.coverage(),
        stateful=True,
        version=draft.script.release,
        interfaces=tuple(draft.interfaces.values()),
        routes=tuple(draft.routes),
        dynamic_routing=tuple(draft.dynamic_routing),
        rule_lists=tuple(draft.lists.values()),
        bindings=tuple(draft.bindings),
        nat=tuple(draft.nat),
        vpns=tuple(draft.vpns),
        remote_users=remote_users(draft),
        management=ManagementPlane(
            services=tuple(draft.services),
            users=tuple(draft.users),
            snmp=tuple(draft.snmp),
            servers=tuple(draft.servers),
            secrets=tuple(dict.fromkeys(draft.secrets)),
            settings=tuple(draft.settings),
        ),
        objects=tuple(draft.objects),
        undefined=tuple(dict.fromkeys(draft.undefined)),
        gaps=tuple(dict.fromkeys(draft.gaps)),
        diagnostics=draft.diagnostics(),
    )
