"""Statements carried out in order: the tree that they leave, and what each line said."""

from __future__ import annotations

from dataclasses import dataclass, field

from zonewarden_parsers.juniper_junos.text import Reading, Statement
from zonewarden_parsers.juniper_junos.tree import Node, add, find, move, remove
from zonewarden_parsers.model import LineState, Location


@dataclass(slots=True)
class Script:
    """The tree, and the node that each line speaks of."""

    root: Node
    said: list[tuple[int, Node]] = field(default_factory=list)


def replay(reading: Reading, path: str) -> Script:
    """Carry out the statements of a file; those that cannot be go to `reading.odd`."""
    script = Script(Node("", Location(path, 1)))
    pending: list[tuple[Statement, Location]] = []
    for statement in reading.statements:
        at = Location(path, statement.line, 0, statement.column, statement.end_column)
        if statement.command in ("deactivate", "activate"):
            pending.append((statement, at))
        elif not _do(script, statement, at):
            reading.odd[statement.line] = f"command not understood or about nothing: {statement.command}"
    for statement, at in pending:
        if not _do(script, statement, at):
            reading.odd[statement.line] = f"command about a statement that is not there: {statement.command}"
    return script


def _do(script: Script, statement: Statement, at: Location) -> bool:
    words = statement.words
    match statement.command:
        case "set":
            if "replace:" in statement.tags:
                remove(script.root, words)
            node = add(script.root, words, at)
            if "inactive:" in statement.tags:
                node.inactive = True
            script.said.append((statement.line, node))
            return True
        case "delete":
            remove(script.root, words)
        case "deactivate" | "activate":
            return _switch(script, words, statement.line, off=statement.command == "deactivate")
        case "insert":
            return _insert(script, words, statement.line)
        case "annotate" | "protect" | "unprotect" | "edit" | "top" | "exit":
            if statement.command == "edit":
                return False
        case _:
            return False
    script.said.append((statement.line, _done(at)))
    return True


def _done(at: Location) -> Node:
    return Node("", at, state=LineState.MODELLED)


def _switch(script: Script, words: tuple[str, ...], line: int, *, off: bool) -> bool:
    node = find(script.root, words)
    if node is None:
        return False
    node.inactive = off
    script.said.append((line, _done(node.at)))
    return True


def _insert(script: Script, words: tuple[str, ...], line: int) -> bool:
    for word in ("before", "after"):
        if word in words:
            at = words.index(word)
            done = len(words) > at + 1 and move(script.root, words[:at], words[-1], after=word == "after")
            if done:
                script.said.append((line, _done(script.root.at)))
            return done
    return False
