"""Lines of `ipset save` and of ipset commands: sets and their elements (ipset(8))."""

from __future__ import annotations

from zonewarden_parsers.lines import Line
from zonewarden_parsers.linux_iptables.draft import Draft, IpSet

_OLD = {"-N": "create", "-A": "add", "-D": "del", "-F": "flush", "-X": "destroy"}
_OLD_KINDS = {"iphash": "hash:ip", "nethash": "hash:net", "ipporthash": "hash:ip,port", "portmap": "bitmap:port",
              "ipmap": "bitmap:ip", "setlist": "list:set"}  # fmt: skip
MAX_ELEMENTS = 1_000_000


def read_ipset(draft: Draft, line: Line) -> bool:
    """Read a line that creates, fills or empties a set; return whether it is one."""
    words = [w for w in line.words if w not in {"-exist", "-!", "--exist"}]
    if not words:
        return False
    named = words[0].rsplit("/", 1)[-1] == "ipset"
    words = words[1:] if named else words
    if not words or "$" in line.text:
        return False
    verb = _OLD.get(words[0], words[0]) if named else words[0]
    if verb in {"create", "add"} and len(words) >= 3:
        _keep(draft, line, verb, words[1], words[2:])
    elif named and verb in {"flush", "destroy", "del"}:
        _take(draft, line, verb, words[1:])
    elif named and verb in {"save", "list", "test"}:
        draft.ledger.irrelevant(line)
    else:
        return False
    return True


def _keep(draft: Draft, line: Line, verb: str, name: str, rest: list[str]) -> None:
    known = draft.sets.get(name)
    if verb == "create":
        if known is None or not known.elements:
            draft.sets[name] = IpSet(name, _OLD_KINDS.get(rest[0], rest[0]), line, tuple(rest[1:]))
    elif known is None:
        draft.unread(line, f"the set {name} is not created")
        return
    else:
        known.elements.append(tuple(rest))
    draft.ledger.modelled(line)


def _take(draft: Draft, line: Line, verb: str, rest: list[str]) -> None:
    for name in rest[:1] or list(draft.sets):
        known = draft.sets.get(name)
        if known is not None and verb == "del":
            known.elements = [e for e in known.elements if e[0] != rest[1 % len(rest)]]
        elif known is not None and verb == "flush":
            known.elements.clear()
        else:
            draft.sets.pop(name, None)
    draft.ledger.modelled(line)
