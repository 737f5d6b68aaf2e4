"""Commands that take away: `flush`, `delete`, `destroy` (nft(8))."""

from __future__ import annotations

from zonewarden_parsers.linux_nftables.draft import Draft
from zonewarden_parsers.linux_nftables.stream import FAMILIES, OBJECTS, Words
from zonewarden_parsers.linux_nftables.syntax import TableText


def remove(draft: Draft, verb: str, words: Words) -> bool:
    """Carry out `flush ruleset|table|chain|set`, `delete table|chain|set|map`.

    Returns False for rules and elements: they are deleted by a handle that only the running rule set knows.
    """
    kind = words[0].text if words else ""
    rest = words[1:]
    family = "ip"
    if rest and rest[0].text in FAMILIES:
        family, rest = rest[0].text, rest[1:]
    key = (family, rest[0].value) if rest else ("", "")
    if kind == "ruleset":
        for found in [k for k in draft.tables if k[0] == family or len(words) == 1]:
            del draft.tables[found]
    elif kind == "table":
        _remove_table(draft, verb, key)
    elif kind in {"chain", "set", "map"} and len(rest) == 2 and key in draft.tables:
        _remove_member(verb, kind, draft.tables[key], rest[1].value)
    else:
        return kind in {"chain", "set", "map", "flowtable", *OBJECTS}
    return True


def _remove_table(draft: Draft, verb: str, key: tuple[str, str]) -> None:
    if verb == "flush" and key in draft.tables:
        for chain in draft.tables[key].chains.values():
            chain.rules.clear()
    elif verb != "flush":
        draft.tables.pop(key, None)


def _remove_member(verb: str, kind: str, table: TableText, name: str) -> None:
    if kind == "chain" and verb == "flush" and name in table.chains:
        table.chains[name].rules.clear()
    elif kind == "chain":
        table.chains.pop(name, None)
    elif verb == "flush" and name in table.sets:
        table.sets[name].elements.clear()
        table.sets[name].verdicts.clear()
    else:
        table.sets.pop(name, None)
