"""Commands played into a tree, as FortiOS does when a configuration is restored or a script is run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zonewarden_parsers.fortinet_fortios.tree import MAX_DEPTH, Field, Node
from zonewarden_parsers.fortinet_fortios.words import Command

# Words that begin the name of a top-level object: inside another object they mean that its `end` is missing.
TOP = frozenset({
    "alertemail", "antivirus", "application", "authentication", "automation", "casb", "certificate", "credential-store",
    "diameter-filter", "dlp", "dnsfilter", "emailfilter", "endpoint-control", "ethernet-oam", "extender-controller",
    "extension-controller", "file-filter", "firewall", "ftp-proxy", "icap", "ips", "log", "monitoring", "nsxt", "report", "router",
    "rule", "sctp-filter", "spamfilter", "ssh-filter", "switch-controller", "system", "telemetry-controller", "user", "videofilter",
    "virtual-patch", "voip", "vpn", "waf", "wanopt", "web-proxy", "webfilter", "wireless-controller", "ztna", "gui",
})  # fmt: skip
_ALONE = frozenset({"global", "vdom"})


@dataclass(slots=True)
class Replay:
    """The tree so far, the open objects (a node, and whether it is an entry), and what could not be played.

    `unread` maps a line to what is wrong with it; `ends` a command's first line to its last where these differ; `unclosed`
    names the object that the file leaves open, `missing_ends` the lines before which an `end` is missing.
    """

    root: Node
    stack: list[tuple[Node, bool]] = field(default_factory=list)
    unread: dict[int, str] = field(default_factory=dict)
    broken: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    ends: dict[int, int] = field(default_factory=dict)
    missing_ends: list[int] = field(default_factory=list)
    skipped: int = 0
    unclosed: str = ""

    @property
    def here(self) -> Node:
        """The innermost open object."""
        return self.stack[-1][0] if self.stack else self.root

    @property
    def in_entry(self) -> bool:
        """Whether the innermost open object is an entry of a table."""
        return bool(self.stack) and self.stack[-1][1]


def replay(found: Iterable[Command]) -> Replay:
    """Play commands in their order and return what they make."""
    state = Replay(Node("", 1))
    for command in found:
        if command.end != command.line:
            state.ends[command.line] = command.end
        if command.broken:
            state.broken[command.line] = command.broken
        play = _VERBS.get(command.verb)
        problem = play(state, command) if play else "no command of a configuration"
        if problem:
            state.unread[command.line] = problem
    state.unclosed = state.here.name if state.stack or state.skipped else ""
    return state


def _config(state: Replay, command: Command) -> str:
    if not command.words:
        return "config without a name"
    head, *rest = command.words
    if state.skipped or len(state.stack) >= MAX_DEPTH:
        state.skipped += 1
        return "nested too deeply"
    if head in TOP and rest and not _may_hold_sections(state):
        state.missing_ends.append(command.line)
        while state.stack and not _may_hold_sections(state):
            state.stack.pop()
    elif head in _ALONE and not rest and state.stack and state.stack[-1][0].name not in _ALONE:
        state.stack.clear()
    name = " ".join(command.words)
    node = state.here.tables.get(name)
    if node is None:
        node = state.here.tables[name] = Node(name, command.line)
    node.lines.append(command.line)
    node.end = command.end
    state.stack.append((node, False))
    return ""


def _may_hold_sections(state: Replay) -> bool:
    """Return whether the open object is the file itself, `config global` or an entry of `config vdom`."""
    if not state.stack:
        return True
    node, entry = state.stack[-1]
    if entry:
        return len(state.stack) > 1 and state.stack[-2][0].name == "vdom"
    return node.name == "global" and len(state.stack) == 1


def _edit(state: Replay, command: Command) -> str:
    if state.skipped:
        return "nested too deeply"
    if len(command.words) != 1 or not state.stack:
        return "edit outside a table, or without one name"
    if state.in_entry:
        state.stack.pop()
    table = state.here
    name = command.words[0]
    if name == "0":
        name = _free_name(table)
    node = table.entries.get(name)
    if node is None:
        node = table.entries[name] = Node(name, command.line)
    node.lines.append(command.line)
    node.end = table.end = command.end
    state.stack.append((node, True))
    return ""


def _free_name(table: Node) -> str:
    """`edit 0` makes a new entry under the next free number (FortiOS CLI Reference, *edit*).

    A script does not show which number that is on its device, so the entry is kept apart from all others.
    """
    taken = sum(1 for name in table.entries if name == "0" or name.startswith("0#"))
    return f"0#{taken + 1}" if taken else "0"


def _next(state: Replay, command: Command) -> str:
    if state.skipped:
        return "nested too deeply"
    if not state.in_entry or command.words:
        return "next outside an entry"
    node, _ = state.stack.pop()
    node.lines.append(command.line)
    node.end = state.here.end = command.line
    return ""


def _end(state: Replay, command: Command) -> str:
    if state.skipped:
        state.skipped -= 1
        return "nested too deeply"
    if not state.stack or command.words:
        return "end of nothing"
    if state.in_entry:
        entry, _ = state.stack.pop()
        entry.end = command.line
    node, _ = state.stack.pop()
    node.lines.append(command.line)
    node.end = command.line
    if state.stack:
        state.here.end = command.line
    return ""


def _set(state: Replay, command: Command) -> str:
    if not command.words or not state.stack or state.skipped:
        return "set outside an object, or without a field"
    _assign(state, command, command.words[1:])
    return ""


def _assign(state: Replay, command: Command, words: tuple[str, ...]) -> None:
    name = command.words[0]
    known = state.here.fields.get(name)
    if known is None:
        state.here.fields[name] = Field(words, [command.line])
    else:
        known.words, known.present = words, True
        known.lines.append(command.line)
    state.here.end = command.end


def _append(state: Replay, command: Command) -> str:
    if not command.words or not state.stack or state.skipped:
        return "append outside an object"
    known = state.here.fields.get(command.words[0])
    before = known.words if known else ()
    _assign(state, command, (*before, *(w for w in command.words[1:] if w not in before)))
    return ""


def _unselect(state: Replay, command: Command) -> str:
    if not command.words or not state.stack or state.skipped:
        return "unselect outside an object"
    known = state.here.fields.get(command.words[0])
    _assign(state, command, tuple(w for w in (known.words if known else ()) if w not in command.words[1:]))
    return ""


def _unset(state: Replay, command: Command) -> str:
    if len(command.words) != 1 or not state.stack or state.skipped:
        return "unset outside an object, or without one field"
    _assign(state, command, ())
    cleared = state.here.fields[command.words[0]]
    cleared.present, cleared.cleared = False, command.line
    return ""


def _table(state: Replay) -> Node | None:
    """Return the open table for a command that changes its entries."""
    return None if state.skipped or state.in_entry or not state.stack else state.here


def _without_effect(state: Replay, command: Command, what: str) -> str:
    """Note a command that FortiOS refuses because what it names is not there; it changes nothing."""
    state.refused[command.line] = what
    return ""


def _delete(state: Replay, command: Command) -> str:
    table = _table(state)
    if table is None or not command.words:
        return "delete outside a table"
    table.lines.append(command.line)
    for name in command.words:
        if name in table.entries:
            table.dropped.append(table.entries.pop(name))
    return ""


def _purge(state: Replay, command: Command) -> str:
    table = _table(state)
    if table is None:
        return "purge outside a table"
    table.lines.append(command.line)
    table.dropped.extend(table.entries.values())
    table.entries.clear()
    return ""


def _rename(state: Replay, command: Command) -> str:
    table = _table(state)
    if table is None or len(command.words) != 3 or command.words[1] != "to":
        return "rename outside a table, or not of the form A to B"
    old, _, new = command.words
    if new in table.entries:
        return "rename to a name that is there"
    table.lines.append(command.line)
    if old not in table.entries:
        return _without_effect(state, command, f"rename of {old}, which is not there")
    table.entries[old].name = new
    table.entries = {new if name == old else name: node for name, node in table.entries.items()}
    table.renames.setdefault(old, []).append((command.line, new))
    return ""


def _clone(state: Replay, command: Command) -> str:
    table = _table(state)
    if table is None or len(command.words) != 3 or command.words[1] != "to":
        return "clone outside a table, or not of the form A to B"
    old, _, new = command.words
    if new in table.entries:
        return "clone to a name that is there"
    table.lines.append(command.line)
    if old not in table.entries:
        return _without_effect(state, command, f"clone of {old}, which is not there")
    table.entries[new] = table.entries[old].copy(new, command.line)
    return ""


def _move(state: Replay, command: Command) -> str:
    table = _table(state)
    if table is None or len(command.words) != 3 or command.words[1] not in ("before", "after"):
        return "move outside a table, or not of the form A before|after B"
    name, where, other = command.words
    table.lines.append(command.line)
    if name not in table.entries or other not in table.entries or name == other:
        return _without_effect(state, command, f"move of {name} or to {other}, which is not there")
    names = [n for n in table.entries if n != name]
    names.insert(names.index(other) + (where == "after"), name)
    table.entries = {n: table.entries[n] for n in names}
    return ""


_VERBS = {
    "config": _config, "edit": _edit, "next": _next, "end": _end, "set": _set, "append": _append, "select": _set,
    "unselect": _unselect, "unset": _unset, "clear": _unset, "delete": _delete, "purge": _purge, "rename": _rename,
    "clone": _clone, "move": _move,
}  # fmt: skip
