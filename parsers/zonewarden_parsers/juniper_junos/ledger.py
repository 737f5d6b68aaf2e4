"""What became of each line, from what became of the statements on it."""

from __future__ import annotations

from collections.abc import Iterable

from zonewarden_parsers.juniper_junos.text import Reading
from zonewarden_parsers.juniper_junos.tree import Node
from zonewarden_parsers.model import Coverage, LineState

_RANK = {LineState.IRRELEVANT: 0, LineState.MODELLED: 1, LineState.UNKNOWN: 2}


def settle(root: Node) -> list[Node]:
    """Give every node of the tree its final state and return the leaves that nobody claimed.

    A statement takes its own state, or that of the nearest statement around it which speaks for everything in it. What is inactive has
    been understood. What groups brought in says what became of the statement of the group; one that applies nowhere is irrelevant.
    """
    unread: list[Node] = []
    told: dict[int, LineState] = {}
    for node in root.children.values():
        if node.word != "groups":
            _settle(node, None, unread, told)
    groups = root.children.get("groups")
    if groups is not None:
        _settle_groups(groups, told)
    return unread


def _settle(node: Node, whole: LineState | None, unread: list[Node], told: dict[int, LineState]) -> LineState:
    whole = node.whole or (LineState.MODELLED if node.inactive else whole)
    found = [_settle(child, whole, unread, told) for child in node.children.values()]
    if node.children:
        state = node.state or max(found, key=_RANK.__getitem__)
        if state is LineState.UNKNOWN and node.state is None:
            state = LineState.MODELLED
    else:
        state = whole or node.state or LineState.UNKNOWN
        if whole is None and node.state is None:
            unread.append(node)
    node.state = state
    if node.source is not None:
        kept = told.get(id(node.source), LineState.IRRELEVANT)
        told[id(node.source)] = max(kept, state, key=_RANK.__getitem__)
    return max([state, *found], key=_RANK.__getitem__)


def _settle_groups(node: Node, told: dict[int, LineState]) -> None:
    for child in node.children.values():
        _settle_groups(child, told)
    node.state = told.get(id(node), node.state or LineState.IRRELEVANT)


def coverage(reading: Reading, total: int, said: Iterable[tuple[int, Node]]) -> Coverage:
    """Return the ledger: the worst state of the statements of each line; a closing brace goes with its opening line."""
    states: list[LineState | None] = [None] * total
    for number, node in said:
        state, old = node.state or LineState.IRRELEVANT, states[number - 1]
        states[number - 1] = state if old is None else max(old, state, key=_RANK.__getitem__)
    for number in reading.odd:
        states[number - 1] = LineState.UNKNOWN
    for number, opened in reading.closing.items():
        states[number - 1] = LineState.IRRELEVANT if states[opened - 1] is LineState.IRRELEVANT else LineState.MODELLED
    for number in reading.quiet:
        states[number - 1] = LineState.IRRELEVANT
    for number in reading.blank:
        states[number - 1] = LineState.BLANK
    return Coverage(tuple(s or LineState.MODELLED for s in states))
