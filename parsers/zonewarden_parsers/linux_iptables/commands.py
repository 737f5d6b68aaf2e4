"""Commands that change chains: append, insert, replace, delete, flush, policy, new chain (iptables(8), COMMANDS)."""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.lines import Line
from zonewarden_parsers.linux_iptables.draft import ChainDraft, Draft, Record, TableDraft

_SHORT = {
    "--append": "-A", "--insert": "-I", "--replace": "-R", "--delete": "-D", "--flush": "-F", "--policy": "-P",
    "--new-chain": "-N", "--new": "-N", "--delete-chain": "-X", "--zero": "-Z", "--list": "-L", "--list-rules": "-S", "--check": "-C",
    "--rename-chain": "-E", "--version": "-V", "--help": "-h",
}  # fmt: skip
_HARMLESS = frozenset({"-Z", "-L", "-S", "-C", "-V", "-h"})
_ALONE = frozenset({"-w", "--wait", "-v", "--verbose", "-n", "--numeric", "-x", "--exact", "--line-numbers"})


def table_of(words: list[str]) -> str:
    """Return the table that a command names, taking `-t TABLE` out of `words`."""
    for option in ("-t", "--table"):
        if option in words[:-1]:
            i = words.index(option)
            name = words[i + 1]
            del words[i : i + 2]
            return name
    return "filter"


def apply(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> None:
    """Do what a command does. `words` begin with options of any order; the table is already out of them."""
    words = _without_generals(words)
    if not words:
        draft.unread(line, "no command")
        return
    verb = _SHORT.get(words[0], words[0])
    if verb in _HARMLESS:
        draft.ledger.irrelevant(line)
        return
    action = _ACTIONS.get(verb)
    if action is None or not action(draft, table, line, words[1:]):
        draft.unread(line, f"cannot be done: {words[0]}")
    else:
        draft.ledger.modelled(line)


def _without_generals(words: list[str]) -> list[str]:
    """Drop what may stand before a command: `-w [seconds]`, `-c packets bytes`, verbosity."""
    i = 0
    while i < len(words):
        if words[i] in {"-c", "--set-counters"}:
            i += 3
        elif words[i] in _ALONE:
            i += 1
            if words[i - 1] in {"-w", "--wait"} and i < len(words) and words[i].isdigit():
                i += 1
        else:
            break
    return words[i:]


def _chain(table: TableDraft, name: str, line: Line) -> ChainDraft:
    return table.chains.setdefault(name, ChainDraft(name, line))


def _append(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft
    if not words:
        return False
    _chain(table, words[0], line).records.append(Record(line, tuple(words[1:])))
    return True


def _insert(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft
    if not words:
        return False
    number, rest = _number(words[1:])
    records = _chain(table, words[0], line).records
    if number is not None and number > len(records) + 1:
        return False
    records.insert((number or 1) - 1, Record(line, tuple(rest)))
    return True


def _replace(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft
    number, rest = _number(words[1:])
    records = table.chains[words[0]].records if words and words[0] in table.chains else []
    if number is None or number > len(records):
        return False
    records[number - 1] = Record(line, tuple(rest))
    return True


def _delete(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft, line
    if not words or words[0] not in table.chains:
        return False
    records = table.chains[words[0]].records
    number, rest = _number(words[1:])
    if number is None:
        number = next((i for i, r in enumerate(records, 1) if r.words == tuple(rest)), 0)
    if not 1 <= number <= len(records):
        return False
    del records[number - 1]
    return True


def _number(words: list[str]) -> tuple[int | None, list[str]]:
    if words and words[0].isascii() and words[0].isdigit() and len(words[0]) < 8 and int(words[0]) > 0:
        return int(words[0]), words[1:]
    return None, words


def _flush(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft, line
    if words and words[0] not in table.chains:
        return False
    for chain in [table.chains[words[0]]] if words else table.chains.values():
        chain.records.clear()
    return True


def _policy(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft
    if len(words) < 2 or words[1] not in {"ACCEPT", "DROP"}:
        return False
    chain = _chain(table, words[0], line)
    chain.policy, chain.policy_line = words[1], line
    return True


def _new(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft
    if len(words) != 1:
        return False
    _chain(table, words[0], line)
    return True


def _drop_chains(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft, line
    for name in words[:1] or list(table.chains):
        if name in table.chains and table.chains[name].policy == "-" and not table.chains[name].records:
            del table.chains[name]
    return True


def _rename(draft: Draft, table: TableDraft, line: Line, words: list[str]) -> bool:
    del draft, line
    if len(words) != 2 or words[0] not in table.chains or words[1] in table.chains:
        return False
    chain = table.chains.pop(words[0])
    chain.name = words[1]
    table.chains[words[1]] = chain
    return True


_ACTIONS: dict[str, Callable[[Draft, TableDraft, Line, list[str]], bool]] = {
    "-A": _append, "-I": _insert, "-R": _replace, "-D": _delete, "-F": _flush, "-P": _policy, "-N": _new,
    "-X": _drop_chains, "-E": _rename,
}  # fmt: skip
