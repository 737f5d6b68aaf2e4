"""The insides of sets, maps and chain specifications in nft text."""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden_parsers.linux_nftables.draft import priority
from zonewarden_parsers.linux_nftables.expressions import Cursor, elements, split
from zonewarden_parsers.linux_nftables.syntax import ChainText, SetText, Strange
from zonewarden_parsers.linux_nftables.tokens import Token
from zonewarden_parsers.linux_nftables.verdicts import Nested, verdict_map
from zonewarden_parsers.model import Location

_QUIET = frozenset({"size", "gc-interval", "auto-merge", "comment", "counter", "policy", "last", "quota", "limit"})


def chain_spec(chain: ChainText, words: Sequence[Token], at: Location) -> bool:
    """Read `type T hook H [device D] priority P`, `policy P`, or a comment; return whether it could be read."""
    listed = [w.value for w in words if w.kind != "end"]
    if listed[0] == "policy" and len(listed) == 2 and listed[1] in {"accept", "drop"}:
        chain.policy, chain.policy_location = listed[1], at
        return True
    if listed[0] != "type":
        return listed[0] in {"comment", "devices", "device", "flags"}
    if len(listed) < 4 or listed[2] != "hook" or "priority" not in listed:
        return False
    where = listed.index("priority")
    number = priority(listed[where + 1 :])
    chain.kind, chain.hook, chain.priority = listed[1], listed[3], number or 0
    return number is not None


def read_set(found: SetText, words: Sequence[Token], nested: Nested) -> bool:
    """Read one line of a set's or map's block; return whether it could be read."""
    head = words[0].text
    rest = [w for w in words[1:] if w.kind != "end"]
    if head in {"type", "typeof"}:
        key = (split(rest, ":") or [[]])[0]
        found.types = tuple(" ".join(t.value for t in part) for part in split(key, "."))
        return bool(found.types)
    if head == "flags":
        found.flags |= frozenset(w.value for w in rest if w.text != ",")
        return True
    if head == "timeout":
        found.flags |= {"timeout"}
        return True
    if head == "elements":
        return set_elements(found, rest[1:] if rest and rest[0].text == "=" else rest, nested)
    return head in _QUIET


def set_elements(found: SetText, words: Sequence[Token], nested: Nested) -> bool:
    """Add the elements between braces to a set, or to a verdict map; return whether all could be read."""
    inner = Cursor(words).braces() if words and words[0].text == "{" else None
    if inner is None:
        return False
    if any(t.text == ":" for t in inner):
        verdicts = verdict_map(inner, nested)
        if verdicts is not None:
            found.verdicts.extend(verdicts)
        elif any(t.text in {"accept", "drop", "jump", "goto", "return", "continue"} for t in inner):
            return False
        return True
    found.elements.extend(elements(inner))
    if any(t.text == "timeout" or t.text == "expires" for t in inner):
        found.flags |= {"timeout"}
    return not any(isinstance(e, Strange) and not e.text.startswith("$") for e in found.elements)
