"""Reads a whole configuration: every command goes to the reader of its first words, or is irrelevant, or unknown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from zonewarden_parsers.cisco_ios.access_lists import AccessLists, numbered_kind
from zonewarden_parsers.cisco_ios.bodies import claim_body
from zonewarden_parsers.cisco_ios.dialect import Dialect
from zonewarden_parsers.cisco_ios.document import begins_entry, begins_member, take_free_text
from zonewarden_parsers.cisco_ios.draft import Command, Draft, Reader, command
from zonewarden_parsers.cisco_ios.entries import PADDING
from zonewarden_parsers.cisco_ios.object_groups import Groups
from zonewarden_parsers.cisco_ios.operands import UnreadableError
from zonewarden_parsers.cisco_ios.time_ranges import TimeRange
from zonewarden_parsers.lines import Block, Ledger, Line, count_lines, read_lines
from zonewarden_parsers.masking import find_secrets, is_hidden, mask
from zonewarden_parsers.model import Aspect, Effect, LineState, Secret


def read(text: str, path: str, dialect: Dialect) -> Draft:
    """Read `text`, written in `dialect`, into a draft. Every non-blank line has its state in `draft.ledger` afterwards."""
    ledger = Ledger(path, count_lines(text))
    lines = read_lines(text)
    ledger.pending(lines)
    found = list(dialect.sections(take_free_text(lines, ledger)))
    groups = Groups()
    time_ranges: dict[str, TimeRange] = {}
    for block in found:
        if dialect.read_definition(block, groups, time_ranges, ledger):
            ledger.modelled(block.line)
    draft = Draft(path, ledger, groups, time_ranges, AccessLists(path, ledger, groups, time_ranges))
    _read_blocks(found, draft, dialect)
    _note_mentions(found, draft)
    _find_secrets(found, draft)
    _sweep(lines, draft)
    return draft


def _read_blocks(found: Iterable[Block], draft: Draft, dialect: Dialect) -> None:
    """Read blocks in order; the lines under a command that opens no mode are read as commands of their own."""
    waiting = [iter(found)]
    while waiting:
        block = next(waiting[-1], None)
        if block is None:
            waiting.pop()
        elif (dialect.numbered and block.line.words[0] == "access-list" and _numbered(block.line, draft)) or (
            not _is_settled(block.line, draft)
            and not _read_command(command(block.line, block.children), draft, dialect)
        ):
            waiting.append(dialect.sections(block.children))


def _is_settled(line: Line, draft: Draft) -> bool:
    return draft.ledger.states[line.number - 1] is not LineState.UNKNOWN


def _is_reported(line: Line, draft: Draft) -> bool:
    return any(d.location.line == line.number for d in draft.ledger.diagnostics[-1:])


def _numbered(line: Line, draft: Draft) -> bool:
    """Read `access-list N ...`; False when it is no such line."""
    if len(line.words) < 3:
        return False
    kind = numbered_kind(line.words[1])
    if kind is None:
        return False
    if kind == "other":
        draft.ledger.irrelevant(line)  # MAC, IPX, DECnet, AppleTalk: no IP packets
        return True
    draft.lists.read_line(draft.lists.open(line.words[1], kind, line), line, 2)
    return True


def _read_command(cmd: Command, draft: Draft, dialect: Dialect) -> bool:
    """Read one command; False when the lines under it are still to be read."""
    if _named_list(cmd, draft, dialect):
        if not _is_reported(cmd.line, draft):
            draft.ledger.modelled(cmd.line)
        return True
    try:
        mode = _lookup(dialect.modes, cmd.words)
        if mode is not None:
            if mode(cmd, draft):
                draft.ledger.modelled(cmd.line)
                return True
        elif dialect.is_irrelevant(cmd.words, body=True) and not _lookup(dialect.commands, cmd.words):
            draft.ledger.irrelevant(cmd.line)
            claim_body(cmd.children, draft, entries=cmd.words[1:2] == ("access-list",))
            return True
        elif _read_line(cmd, draft, dialect):
            return False
        _unknown(cmd, draft, "unknown command")
    except UnreadableError as error:
        _unknown(cmd, draft, str(error), error.word + cmd.negated)
    return False


def _read_line(cmd: Command, draft: Draft, dialect: Dialect) -> bool:
    reader = _lookup(dialect.commands, cmd.words)
    if reader is not None and reader(cmd, draft):
        draft.ledger.modelled(cmd.line)
        return True
    if dialect.is_irrelevant(cmd.words, body=False):
        draft.ledger.irrelevant(cmd.line)
        return True
    return False


def _lookup(table: dict[str, Reader], words: tuple[str, ...]) -> Reader | None:
    for size in (3, 2, 1):
        reader = table.get(" ".join(words[:size]))
        if reader is not None:
            return reader
    return None


def _named_list(cmd: Command, draft: Draft, dialect: Dialect) -> bool:
    """Read a command that opens an access list with its entries, one entry of a list, or the removal of either."""
    head = dialect.list_head(cmd)
    if head is None:
        return False
    if head.entry:
        acl = draft.lists.open(head.name, head.kind, cmd.line)
        if cmd.negated:
            return draft.lists.remove(acl, cmd.words + PADDING, head.entry)
        draft.lists.read_line(acl, cmd.line, head.entry)
        return not cmd.children
    if cmd.negated:
        draft.lists.by_name.pop((head.family, head.name), None)
    else:
        draft.lists.read_body(draft.lists.open(head.name, head.kind, cmd.line), cmd.children)
    return True


def _unknown(cmd: Command, draft: Draft, message: str, word: int = 0) -> None:
    draft.ledger.unknown(cmd.line, message, min(word, len(cmd.line.words)))
    draft.gap(Aspect.ALL, Effect.EITHER, f"unread command: {' '.join(mask(cmd.line.text).split()[:2])}", cmd.line)


_REFERRING = frozenset({
    "list", "access-group", "access-class", "distribute-list", "address", "community", "rp-address", "group-list", "acl", "access",
    "redirect-list", "filter-autorp", "accept-register", "next-hop", "next-hop-self", "offset-list", "prefix", "dampening", "ssm", "dialer-list",
})  # fmt: skip


def _note_mentions(found: Sequence[Block], draft: Draft) -> None:
    """Note the lists whose name stands anywhere outside lists: nobody is told that such a list is unused.

    A number counts only in a line with a word that may be followed by a list.
    """
    names = {name for _, name in draft.lists.by_name}
    for block in found:
        head = block.line.words
        if not names or head[0] in ("access-list", "object-group") or head[1:2] == ("access-list",):
            continue
        for line in (block.line, *block.children):
            if line.words[0] in ("description", "remark", "banner"):
                continue
            listed = not _REFERRING.isdisjoint(line.words)
            draft.mentioned.update(w for w in line.words[1:] if w in names and (listed or not w.isdigit()))


def _find_secrets(found: Sequence[Block], draft: Draft) -> None:
    """Note every place that shows a secret which can be read back."""
    for block in found:
        head = block.line
        if head.words[0] in ("access-list", "object-group") or head.words[1:2] == ("access-list",):
            continue
        for line in (head, *block.children):
            if line.words[0] in ("description", "remark", "banner"):
                continue
            if line is not head and head.words[0] == "ntp" and line.words[0] in ("server", "peer"):
                continue  # `key N` names a key
            if head.words[:2] == ("key", "chain") and len(line.words) == 2 and line.words[0] == "key":
                continue
            _note_secrets(line, head, draft)


def _note_secrets(line: Line, head: Line, draft: Draft) -> None:
    for span in find_secrets(line.text):
        if (
            span.what == "hash"
            or span.storage in ("4", "5", "6", "8", "9", "10")
            or is_hidden(line.text[span.start : span.end])
        ):
            continue
        kind = "type-7" if span.storage == "7" else "cleartext" if span.what in ("password", "key") else span.what
        if span.what == "md5-key" and line.words[-1] == "7":
            kind = "type-7"
        draft.secrets.append(Secret(kind, draft.ledger.at(line), _what(line, head)))


def _what(line: Line, head: Line) -> str:
    """Return what a secret is for, in the first words of its command: `username admin`, `line vty 0 4`."""
    return " ".join(mask(head.text).split()[: 2 if line is head else 4])


_BEGINNINGS = {"unreadable-entry": begins_entry, "unreadable-member": begins_member}


def _sweep(lines: Sequence[Line], draft: Draft) -> None:
    """Report what nobody claimed and nobody reported, and see to it that every unread line leaves an uncertainty.

    An unreadable entry or member makes its rule or group uncertain; a line that is none lost its own mode.
    """
    reported = {d.location.line for d in draft.ledger.diagnostics}
    uncertain = {g.location.line for g in draft.gaps}
    codes = {d.location.line: d.code for d in draft.ledger.diagnostics}
    for line in lines:
        if draft.ledger.states[line.number - 1] is not LineState.UNKNOWN or line.number in uncertain:
            continue
        begins = _BEGINNINGS.get(codes.get(line.number, ""))
        if begins is not None and begins(line.words):
            continue
        if line.number not in reported:
            draft.ledger.unknown(line, "unread line")
        draft.gap(Aspect.ALL, Effect.EITHER, "unread line", line)
