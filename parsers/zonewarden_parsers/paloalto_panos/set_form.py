"""The `set` command form (`set cli config-output-format set`, batfish's and iron-skillet's files).

One command may give several leaves of one entry (`set address a ip-netmask 10.0.0.1 description b`); LEAVES says where a word
ends a path and the next word belongs to the entry again. A quoted value may run over several lines.
"""

from __future__ import annotations

import re

from zonewarden_parsers.paloalto_panos.document import Document, Fault
from zonewarden_parsers.paloalto_panos.tree import MAX_DEPTH, Claim, Node, TooLargeError
from zonewarden_parsers.paloalto_panos.vocabulary import keywords
from zonewarden_parsers.paloalto_panos.words import open_quote, set_words

_RULE = keywords(
    "from to source destination source-user destination-user service application category action log-start log-end"
    " log-setting disabled description tag negate-source negate-destination rule-type schedule hip-profiles source-hip"
    " destination-hip group-tag nat-type to-interface"
)
_OBJECT = keywords("ip-netmask ip-range ip-wildcard fqdn description tag color comments disable-override")
LEAVES = {
    "rules": _RULE,
    "address": _OBJECT,
    "address-group": _OBJECT | {"static"},
    "service": _OBJECT,
    "service-group": _OBJECT | {"members"},
    "application-group": _OBJECT | {"members"},
    "tag": _OBJECT,
    "static-route": keywords("destination interface metric admin-dist"),
}
"""Leaves by the container of the entry that they belong to: `set ... CONTAINER ENTRY LEAF VALUE`."""
_RULEBASES = keywords(
    "security default-security-rules nat pbf application-override decryption authentication captive-portal qos dos tunnel-inspect"
)
_NESTED = {
    "tcp": keywords("port source-port"),
    "udp": keywords("port source-port"),
    "sctp": keywords("port source-port"),
    "static-ip": keywords("translated-address bi-directional"),
    "destination-translation": keywords("translated-address translated-port"),
    "interface-address": keywords("interface ip floating-ip"),
    "nexthop": keywords("ip-address ipv6-address next-vr next-lr fqdn"),
}
"""Leaves by the key that they stand under."""
_SWITCH = frozenset({"yes", "no"})
"""Values that always end a path, unless they are the name of an entry."""
_NAMED = LEAVES.keys() | keywords(
    "zone vsys device-group template template-stack schedule application external-list region users"
)
_BRANCHES = keywords("source-translation destination-translation target profile-setting option nexthop protocol")
"""Keys of an entry that hold more than a value, and may follow one."""
_OTHER_COMMANDS = frozenset({"rename", "copy", "edit", "override", "clone"})
_QUIET = frozenset({"configure", "commit", "exit", "quit", "top", "up", "show"})
_ROOT = re.compile(r"(?:config )?devices localhost\.localdomain |config ")
"""How the form of the configuration's files names what the form of `show` leaves out."""
_UUID = re.compile(r"(?<= )(rules (?:\"[^\"]*\"|\S+) )[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12} ")
"""The identity of a rule, which some listings put between its name and its values."""
_NOISE = re.compile(r"\[edit[^\]]*\]|[\w.-]+@[\w.-]+(?:\([\w-]+\))?[>#].*")
MAX_QUOTED_LINES = 400


def read_set(text: str, path: str) -> Document:
    """Read `set`, `delete` and `move` commands; any other that changes what is there (`rename`, `copy`) is a fault."""
    document = Document.of(text, path)
    document.spread = True
    commands = _Commands(document)
    number, total = 1, len(document.lines)
    while number <= total:
        line, last = document.lines[number - 1].strip(), number
        if line.startswith("set ") and '"' in line and open_quote(line):
            line, last = _joined(document.lines, number)
        try:
            commands.read(line, number, last)
        except TooLargeError as error:
            document.faults.append(Fault(number, total, f"refused: {error}"))
            break
        number = last + 1
    return document


def _joined(lines: list[str], number: int) -> tuple[str, int]:
    """Return a command whose quoted value runs on, and its last line; the first line alone where no quote ends it."""
    parts = [lines[number - 1].strip()]
    for last in range(number + 1, min(len(lines), number + MAX_QUOTED_LINES) + 1):
        parts.append(lines[last - 1])
        if open_quote(lines[last - 1]):
            return "\n".join(parts), last
    return parts[0], number


class _Commands:
    """Puts commands into the tree. The path of the last one is kept: most commands go on where the one before was."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.words: list[str] = []
        self.path: list[Node] = []

    def read(self, line: str, number: int, last: int) -> None:
        """Read one command, a comment or an empty line."""
        verb, _, rest = line.partition(" ")
        if not line or line[0] in "#!":
            self.document.notes.add(number)
        elif verb == "set" and not rest.startswith("cli "):
            rest = _UUID.sub(r"\1", _ROOT.sub("", rest, 1) if _ROOT.match(rest) else rest)
            words = set_words(rest)
            if not (self._plain(rest, number) if words is None else self._insert(words, number, last)):
                self._fault(number, last, "a `set` command that says nothing, or with brackets that do not match")
        elif verb == "delete":
            self._delete(set_words(rest) or [(word, False) for word in rest.split()], number, last)
        elif verb == "move":
            if not self._move([word for word, _ in set_words(rest) or ()] or rest.split(), number):
                self._fault(number, last, "`move` of what is not there, or to no place")
        elif verb in _OTHER_COMMANDS:
            self._fault(number, last, f"`{verb}` changes what other lines say, which is not followed")
        elif verb in _QUIET or verb == "set" or _NOISE.fullmatch(line):
            self.document.plain.add(number)
        else:
            self._fault(number, last, "not a `set` command")

    def _fault(self, number: int, last: int, message: str) -> None:
        self.document.faults.append(Fault(number, last, message))

    def _delete(self, words: list[tuple[str, bool]], number: int, last: int) -> None:
        """Take away what earlier lines said; what they did not say is not there in any case."""
        if any(bracket for _, bracket in words):
            self._fault(number, last, "`delete` of several values at once is not followed")
            return
        self.words, self.path = [], []
        self.document.plain.add(number)
        parent = node = self.document.tree.root
        for word, _ in words:
            below = node.children.get(word)
            if below is None:
                return
            parent, node = node, below
        if node is not parent:
            node.mark(Claim.IRRELEVANT)
            del parent.children[node.key]

    def _move(self, words: list[str], number: int) -> bool:
        """Move an entry: `PATH top|bottom`, `PATH before|after ENTRY`."""
        if len(words) < 2:
            return False
        *path, place = words if words[-1:] in (["top"], ["bottom"]) else words[:-1]
        beside = None if place in ("top", "bottom") else words[-1]
        parent = node = self.document.tree.root
        for word in path:
            below = node.children.get(word)
            if below is None:
                return False
            parent, node = node, below
        order = [key for key in parent.children if key != node.key]
        if node is parent or place not in ("top", "bottom", "before", "after") or beside not in (None, *order):
            return False
        ends = {"top": 0, "bottom": len(order)}
        at = ends[place] if beside is None else order.index(beside) + (place == "after")
        order.insert(at, node.key)
        parent.children = {key: parent.children[key] for key in order}
        self.words, self.path = [], []
        self.document.plain.add(number)
        return True

    def _plain(self, rest: str, number: int) -> bool:
        """Put a command without quotes and lists into the tree, from where its path leaves that of the last one."""
        words = rest.split()
        here = [self.document.tree.root]
        for word, before, node in zip(words, self.words, self.path, strict=False):
            if word != before:
                break
            node.touched += 1
            node.end = number
            here.append(node)
        if len(here) > max(len(words), 1):
            here.pop()
        return self._walk([(word, False) for word in words[len(here) - 1 :]], here, number, number, words)

    def _insert(self, words: list[tuple[str, bool]], number: int, last: int) -> bool:
        return self._walk(words, [self.document.tree.root], number, last, [])

    def _walk(self, words: list[tuple[str, bool]], here: list[Node], number: int, last: int, told: list[str]) -> bool:
        """Put `words` under the path `here`; False where they are no path. `told` are all words of a plain command."""
        tree = self.document.tree
        leaves: list[Node] = []
        inside = False
        straight: list[Node] = []
        for word, bracket in words:
            if bracket:
                if inside is (word == "["):
                    return False
                inside = word == "["
                here = here[:-1] if not inside and leaves and _is_leaf(here) else here
                continue
            if len(here) > MAX_DEPTH:
                raise TooLargeError(f"words nested deeper than {MAX_DEPTH}")
            if leaves and not inside:
                here = _climbed(here, word)
            node = tree.child(here[-1], word, number)
            node.end = max(node.end, last)
            if inside:
                leaves.append(node)
            elif _is_leaf(here) or (word in _SWITCH and len(here) > 1 and here[-1].key not in _NAMED):
                leaves.append(node)
                straight = straight or here[1:]
                here = here[:-1]
            else:
                here.append(node)
        final = here[-1]
        if not leaves or (len(here) > 1 and not final.children):
            leaves.append(final)
        self.words, self.path = told, straight or here[1:-1]
        if inside or leaves == [tree.root]:
            return False
        tree.marks.extend((n, leaf) for leaf in leaves for n in range(number, last + 1))
        return True


def _is_leaf(here: list[Node]) -> bool:
    """Return whether the path `here` ends in a leaf, whose value comes next."""
    if len(here) < 4:
        return False
    key, parent = here[-1].key, here[-2].key
    return key in _NESTED.get(parent, ()) or key in _leaves(here[:-1])


def _leaves(entry: list[Node]) -> frozenset[str]:
    """Return the leaves of the entry at the end of a path, none where it is no entry of a known container."""
    if len(entry) < 3:
        return frozenset()
    container = entry[-2].key
    if container == "rules":
        base = entry[-3].key
        return _RULE - {"action"} if base == "pbf" else _RULE if base in _RULEBASES else frozenset()
    return LEAVES.get(container, frozenset())


def _climbed(here: list[Node], word: str) -> list[Node]:
    """Return the path that `word` goes on with after a leaf has had its value: the nearest entry that knows it."""
    for end in range(len(here), 2, -1):
        if word in _NESTED.get(here[end - 1].key, ()) or word in _leaves(here[:end]):
            return here[:end]
        if word in _BRANCHES and _leaves(here[:end]):
            return here[:end]
    return here
