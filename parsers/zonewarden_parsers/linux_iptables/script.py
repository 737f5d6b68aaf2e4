"""Shell scripts of iptables commands: assignments, commands whose every word is known, and what a shell would have to decide."""

from __future__ import annotations

import re

from zonewarden_parsers.lines import Line
from zonewarden_parsers.linux_iptables.commands import apply, table_of
from zonewarden_parsers.linux_iptables.draft import Draft
from zonewarden_parsers.linux_iptables.ipset_lines import read_ipset
from zonewarden_parsers.linux_iptables.words import shell_words, substitute

_PROMPT = re.compile(r"^\[?[\w.-]+@[\w.-]+[^\s#$]*[#$]\s*")
_ASSIGN = re.compile(r"^(?:export\s+|readonly\s+)?(\w+)=(\"[^\"`]*\"|'[^'`]*'|[^\s;&|`\"']*)\s*(?:#.*)?$")
_PROGRAM = re.compile(r"^(?:\S*/)?(ip6?tables)(?:-nft|-legacy)?$")
_LIKELY = re.compile(r"^\$\{?\w*ip(6|v6)?_?t\w*\}?$", re.IGNORECASE)
_DYNAMIC = re.compile(r"[;&|<>()]")
_NAT_FREE = frozenset({
    "echo", "modprobe", "sysctl", "depmod", "insmod", "exit", "sleep", "logger", "printf", "set", "umask", "cd", "service", "systemctl",
    "/etc/init.d/iptables", "netfilter-persistent", "iptables-save", "ip6tables-save", "true", ":", "route", "ifconfig",
    "date", "rmmod", "touch", "mkdir", "rm", "ls", "cat", "nano", "vi", "ping", "clear", "history", "lsmod", "man",
})  # fmt: skip
"""Commands that leave the rules as they are."""


class Script:
    """The state of a shell script: its variables."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.variables: dict[str, str] = {}

    def line(self, lines: list[Line]) -> None:
        """Read a command, which may go on over several lines."""
        text = " ".join(line.text.removesuffix("\\").strip() for line in lines)
        text = _PROMPT.sub("", text)
        for line in lines[1:]:
            self.draft.ledger.modelled(line)
        if not text or text.startswith("#"):
            self.draft.ledger.irrelevant(lines[0])
        elif not self.assignment(text, lines[0]) and not self.command(text, lines[0]):
            self.draft.unread(lines[0], "not a line of an iptables rule set")
            for line in lines[1:]:
                self.draft.unread(line, "belongs to a line that could not be read")

    def assignment(self, text: str, line: Line) -> bool:
        """Read `NAME=value`; a value that a shell must work out leaves the variable unknown."""
        found = _ASSIGN.match(text)
        if found is None:
            return False
        raw = found[2]
        value = raw[1:-1] if raw[:1] in {"'", '"'} else raw
        known = value if raw.startswith("'") else substitute(value, self.variables)
        if known is None:
            self.variables.pop(found[1], None)
        else:
            self.variables[found[1]] = known
        self.draft.ledger.irrelevant(line)
        return True

    def command(self, text: str, line: Line) -> bool:
        """Read a command; return False where it is not known or cannot be worked out."""
        words = shell_words(text) or []
        if words and words[0] == "sudo":
            text = text.removeprefix("sudo").strip()
            words = words[1:]
        if not words:
            return False
        if words[0].rsplit("/", 1)[-1] in _NAT_FREE and "iptables -" not in text and "`" not in text:
            self.draft.ledger.irrelevant(line)
            return True
        likely = _LIKELY.match(words[0])
        plain = substitute(text, self._with_program(words[0], likely))
        words = shell_words(plain) or [] if plain is not None else []
        program = _PROGRAM.match(words[0]) if words else None
        if program is None or _DYNAMIC.search(_unquoted(text)):
            return bool(words) and read_ipset(self.draft, Line(line.number, line.indent, line.text, tuple(words)))
        rest = words[1:]
        table = table_of(rest)
        apply(self.draft, self.draft.table(6 if program[1] == "ip6tables" else 4, table, line), line, rest)
        return True

    def _with_program(self, word: str, likely: re.Match[str] | None) -> dict[str, str]:
        """Return the variables, with the program's name where a script leaves its variable to the environment (`$IPT`)."""
        name = word.strip("${}")
        if likely is None or name in self.variables:
            return self.variables
        return {**self.variables, name: "ip6tables" if likely[1] else "iptables"}


def _unquoted(text: str) -> str:
    return re.sub(r"\"[^\"]*\"|'[^']*'|#.*$", "", text)
