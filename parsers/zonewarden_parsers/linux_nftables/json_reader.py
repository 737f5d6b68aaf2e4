"""Reads `nft -j list ruleset` into the same parts as nft text (libnftables-json(5))."""

from __future__ import annotations

from collections.abc import Callable

from zonewarden_parsers.json_lines import Document, read_json
from zonewarden_parsers.linux_nftables.draft import Draft, chain_of, set_of
from zonewarden_parsers.linux_nftables.draft import priority as read_priority
from zonewarden_parsers.linux_nftables.json_rules import statements, value, verdict
from zonewarden_parsers.linux_nftables.lines import Paper
from zonewarden_parsers.linux_nftables.plain_json import Plain, items, many, members, plain, single
from zonewarden_parsers.linux_nftables.syntax import RuleText, SetText, Strange, TableText, Unread
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import LineState, Location

_QUIET = frozenset({
    "metainfo", "counter", "quota", "limit", "ct helper", "ct timeout", "ct expectation", "flowtable", "secmark", "synproxy",
})  # fmt: skip
_COMMANDS = frozenset({"add", "create"})


def read_ruleset(text: str, path: str) -> tuple[Draft, Paper]:
    """Read a whole file."""
    draft, paper = Draft(path), Paper(text, path)
    document = read_json(text, path)
    for node in document.root.list("nftables") if document.root is not None else []:
        at = document.head(node)
        ok = _object(draft, plain(node), at, paper)
        if not ok:
            draft.unread(at, "not a part of an nftables rule set")
        for number in range(at.line, document.place(max(node.start, node.end - 1))[0] + 1):
            paper.worsen(number, LineState.MODELLED if ok else LineState.UNKNOWN)
    for number, line in enumerate(paper.lines, 1):
        if line.strip():
            paper.worsen(number, LineState.IRRELEVANT)
    _faulty(draft, paper, document)
    return draft, paper


def _faulty(draft: Draft, paper: Paper, document: Document) -> None:
    """Record where the text stops being JSON: what follows is not known."""
    if document.fault is None:
        return
    line, column = document.place(document.fault.offset)
    line = min(line, max(1, len(paper.lines)))
    draft.unread(Location(paper.path, line, 0, column), document.fault.message, "json")
    for number in range(line, len(paper.lines) + 1):
        if paper.lines[number - 1].strip():
            paper.worsen(number, LineState.UNKNOWN)


def _object(draft: Draft, data: Plain, at: Location, paper: Paper) -> bool:
    """Read one object of the list; return whether it could be read."""
    pair = single(data)
    if pair is not None and pair[0] in _COMMANDS:
        pair = single(pair[1])
    if pair is None:
        return False
    kind, fields = pair[0], members(pair[1])
    if kind in _QUIET:
        return True
    name = fields.get("name") if kind == "table" else fields.get("table")
    if kind not in {*_OBJECTS, "rule"} or not isinstance(name, str):
        return False
    table = draft.table(str(fields.get("family", "ip")), name, at)
    if kind != "rule":
        return _OBJECTS[kind](table, fields, at)
    line = paper.lines[at.line - 1]
    return _rule(table, fields, at, mask(line[at.column - 1 : at.end_column - 1 if at.end_column else None]))


def _table(table: TableText, fields: dict[str, Plain], at: Location) -> bool:
    del at
    table.dormant = "dormant" in many(fields.get("flags"))
    return True


def _chain(table: TableText, fields: dict[str, Plain], at: Location) -> bool:
    chain = chain_of(table, str(fields.get("name")), at)
    hook = fields.get("hook")
    if hook is None:
        return True
    number = read_priority(str(fields.get("prio", 0)).split())
    policy = fields.get("policy", "accept")
    if number is None or policy not in {"accept", "drop"}:
        return False
    chain.kind, chain.hook, chain.priority = str(fields.get("type", "")), str(hook), number
    chain.policy, chain.policy_location = str(policy), at
    return True


def _set(table: TableText, fields: dict[str, Plain], at: Location) -> bool:
    found = set_of(table, str(fields.get("name")), at)
    found.types = tuple(str(t) for t in many(fields.get("type")))
    found.flags = frozenset(str(f) for f in many(fields.get("flags"))) | (
        {"timeout"} if fields.get("timeout") else set()
    )
    return _fill(found, fields.get("elem"))


def _element(table: TableText, fields: dict[str, Plain], at: Location) -> bool:
    return _fill(set_of(table, str(fields.get("name")), at), fields.get("elem"))


def _fill(found: SetText, listed: Plain) -> bool:
    for one in many(listed):
        pair = items(one)
        if len(pair) == 2:
            decided = verdict(pair[1])
            if decided is not None:
                found.verdicts.append((value(pair[0]), decided))
            continue
        if {"timeout", "expires"} & set(members(members(one).get("elem"))):
            found.flags |= {"timeout"}
        found.elements.append(value(one))
    return not any(isinstance(e, Strange) for e in found.elements)


def _rule(table: TableText, fields: dict[str, Plain], at: Location, text: str) -> bool:
    chain = chain_of(table, str(fields.get("chain")), at)
    found = statements(fields.get("expr"))
    if found:
        chain.rules.append(RuleText(found, at, text, str(fields.get("comment", ""))))
    return not any(isinstance(s, Unread) for s in found)


_OBJECTS: dict[str, Callable[[TableText, dict[str, Plain], Location], bool]] = {
    "table": _table, "chain": _chain, "set": _set, "map": _set, "meter": _set, "element": _element,
}  # fmt: skip
