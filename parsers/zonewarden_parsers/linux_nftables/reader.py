"""Reads nft text: blocks as `nft list ruleset` prints them, commands of scripts, definitions (nft(8)).

`$NAME` is replaced by what `define` said, token by token, before anything else is read. `include` names a file that is not here: a gap.
Commands act in order: `flush ruleset` and `flush chain` empty, `insert rule` puts in front, `delete` takes out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zonewarden_parsers.linux_nftables.bodies import chain_spec, read_set, set_elements
from zonewarden_parsers.linux_nftables.draft import UNREAD_RULE, Draft, chain_of, set_of
from zonewarden_parsers.linux_nftables.lines import Paper
from zonewarden_parsers.linux_nftables.removal import remove
from zonewarden_parsers.linux_nftables.statements import statements
from zonewarden_parsers.linux_nftables.stream import FAMILIES, OBJECTS, SETS, Stream, Words, inner_rules
from zonewarden_parsers.linux_nftables.syntax import ChainText, RuleText, TableText, Unread
from zonewarden_parsers.linux_nftables.tokens import Token
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import Aspect, Diagnostic, Effect, Gap, LineState

MAX_CHAINS_DEEP = 16
_QUIET = frozenset({"list", "reset", "monitor", "describe", "export", "echo", "exit"})


def read(text: str, path: str) -> tuple[Draft, Paper]:
    """Read a whole file."""
    reader = _Reader(text, path)
    reader.commands()
    return reader.draft, reader.paper


class _Reader:
    """Reads statement after statement into the draft."""

    def __init__(self, text: str, path: str) -> None:
        self.draft = Draft(path)
        self.paper = Paper(text, path)
        self.stream = Stream(text)
        self.inline = 0

    def commands(self) -> None:
        """Read the whole file."""
        while not self.stream.ended:
            words, end = self.stream.statement(blocks=True)
            if end == "}":
                self.lost([self.stream.take()])
            elif words:
                self.command(words, end)

    def command(self, words: Words, end: str) -> None:
        """Read one command or block at the outer level."""
        if words[0].text == "nft":
            words = words[1:]
        words = self.stream.spliced(words)
        verb = words[0].text if words else ""
        if verb in {"add", "create", "insert", "replace"} and len(words) > 1:
            self.adding(verb, words[1:], end, words)
        elif verb in {"define", "redefine"}:
            self.define(words)
        elif verb in {"flush", "delete", "destroy", "undefine"}:
            self.removing(verb, words)
        elif verb == "include":
            self.draft.unread(self.paper.place(words), "an included file is not here", "include")
            self.paper.mark(words, LineState.UNKNOWN)
        elif verb in _QUIET:
            self.paper.mark(words, LineState.IRRELEVANT)
        elif verb in {"table", "chain", "rule", "element", *SETS, *OBJECTS}:
            self.adding("add", words, end, words)
        else:
            self.lost(words)
            self.skip(end)

    def lost(self, words: Words) -> None:
        """Record tokens that nobody understands."""
        self.draft.unread(self.paper.place(words), "not a part of an nftables rule set")
        self.paper.mark(words, LineState.UNKNOWN)

    def skip(self, end: str) -> None:
        """Go past a block that is not read."""
        self.paper.mark(self.stream.skip(end), LineState.UNKNOWN)

    def define(self, words: Words) -> None:
        """Read `define NAME = VALUE`."""
        if len(words) < 3 or words[2].text != "=":
            self.lost(words)
            return
        self.stream.defined[words[1].text] = [w for w in words[3:] if w.kind != "end"]
        self.paper.mark(words, LineState.MODELLED)

    def adding(self, verb: str, words: Words, end: str, whole: Words) -> None:
        """Read what is added: `table`, `chain`, `rule`, `set`, `map`, `element`, named objects."""
        kind = words[0].text
        rest = words[1:]
        family = "ip"
        if rest and rest[0].text in FAMILIES and len(rest) > 1:
            family, rest = rest[0].text, rest[1:]
        if not rest:
            self.lost(whole)
            self.skip(end)
            return
        at = self.paper.place(whole)
        table = self.draft.table(family, rest[0].value, at)
        self.paper.mark(whole, LineState.MODELLED)
        if kind == "table":
            if end == "{":
                self.table(table)
        elif len(rest) > 1 or kind == "rule":
            self.member(verb, kind, table, rest[1:], end, whole)
        else:
            self.lost(whole)
            self.skip(end)

    def member(self, verb: str, kind: str, table: TableText, rest: Words, end: str, whole: Words) -> None:
        """Read a member of a table that a command adds."""
        at = self.paper.place(whole)
        if kind == "rule" and rest:
            self.rule_command(verb, chain_of(table, rest[0].value, at), table, rest[1:], whole)
        elif kind == "chain":
            chain = chain_of(table, rest[0].value, at)
            if end == "{":
                self.chain(chain, table)
        elif kind in SETS:
            if end == "{":
                self.set_block(table, rest[0].value, whole)
        elif kind == "element" and len(rest) > 1:
            found = set_of(table, rest[0].value, at)
            if not set_elements(found, rest[1:], self.nested(ChainText("", at), table)):
                self.lost(whole)
        elif kind in OBJECTS:
            self.skip_known(end)
        else:
            self.lost(whole)
            self.skip(end)

    def rule_command(self, verb: str, chain: ChainText, table: TableText, rest: Words, whole: Words) -> None:
        """Read `add rule`, `insert rule`; positions and handles name rules that a listing would show."""
        if rest and rest[0].text in {"position", "handle", "index"} and len(rest) > 1:
            self.draft.unread(self.paper.place(whole), "a rule at a position that only the running rule set knows")
            self.paper.mark(whole, LineState.UNKNOWN)
            return
        before = len(chain.rules)
        self.rule(chain, table, rest)
        if verb == "insert" and len(chain.rules) > before:
            chain.rules.insert(0, chain.rules.pop())
        elif verb == "replace":
            self.lost(whole)

    def removing(self, verb: str, words: Words) -> None:
        """Read what takes away."""
        if verb == "undefine":
            self.stream.defined.pop(words[1].text if len(words) > 1 else "", None)
        elif not remove(self.draft, verb, words[1:]):
            self.draft.unread(self.paper.place(words), "deletes what only the running rule set knows")
            self.paper.mark(words, LineState.UNKNOWN)
            return
        self.paper.mark(words, LineState.MODELLED)

    def block(self, each: Callable[[Words, str], None], *, blocks: bool = False) -> None:
        """Read the statements of a block up to its closing brace, which is passed."""
        while not self.stream.ended:
            words, end = self.stream.statement(blocks=blocks)
            spliced = self.stream.spliced(words)
            if spliced:
                each(spliced, end)
            else:
                self.paper.mark(words, LineState.IRRELEVANT)
            if end == "}":
                self.paper.worsen(self.stream.take().line, LineState.MODELLED)
                return
        if self.stream.tokens:
            self.draft.unread(
                self.paper.place(self.stream.tokens[-1:]), "the text ends inside a block", "unexpected-end"
            )

    def table(self, table: TableText) -> None:
        """Read the inside of a table."""
        self.block(lambda words, end: self.part(table, words, end), blocks=True)

    def part(self, table: TableText, words: Words, end: str) -> None:
        """Read one part of a table."""
        kind = words[0].text
        self.paper.mark(words, LineState.MODELLED)
        if kind == "chain" and len(words) > 1 and end == "{":
            self.chain(chain_of(table, words[1].value, self.paper.place(words)), table)
        elif kind in SETS and len(words) > 1 and end == "{":
            self.set_block(table, words[1].value, words)
        elif kind == "elements" or kind in {"comment", "flags"}:
            table.dormant = table.dormant or any(w.text == "dormant" for w in words)
        elif kind in OBJECTS:
            self.skip_known(end)
        elif kind == "define":
            self.define(words)
        else:
            self.lost(words)
            self.skip(end)

    def skip_known(self, end: str) -> None:
        """Go past a block that says nothing about verdicts."""
        for token in self.stream.skip(end):
            if token.kind != "end":
                self.paper.states[token.line - 1] = LineState.IRRELEVANT

    def chain(self, chain: ChainText, table: TableText) -> None:
        """Read the inside of a chain: its hook and policy, its rules."""
        self.block(lambda words, _: self.line(chain, table, words))

    def line(self, chain: ChainText, table: TableText, words: Words) -> None:
        """Read one statement of a chain: a specification or a rule."""
        head = words[0].text
        if head in {"table", "chain", *SETS} and any(w.text == "{" for w in words):
            self.lost(words)
        elif head in {"type", "policy", "comment", "devices", "device", "flags", "hook"}:
            ok = chain_spec(chain, words, self.paper.place(words))
            self.paper.mark(words, LineState.MODELLED)
            if not ok:
                self.draft.unread(self.paper.place(words), "a chain's hook that cannot be read")
                self.paper.mark(words, LineState.UNKNOWN)
        else:
            self.rule(chain, table, words)

    def rule(self, chain: ChainText, table: TableText, words: Words) -> None:
        """Read a rule."""
        at = self.paper.place(words)
        found, comment = statements(words, self.nested(chain, table))
        self.paper.mark(words, LineState.MODELLED)
        for unread in (s for s in found if isinstance(s, Unread)):
            self.draft.diagnostics.append(Diagnostic(at, "unknown-value", f"cannot be read: {unread.text}"))
            self.draft.gaps.append(Gap(Aspect.MANAGEMENT, Effect.EITHER, UNREAD_RULE, at))
            self.paper.mark(words, LineState.UNKNOWN)
        if found:
            chain.rules.append(RuleText(found, at, mask(self.paper.text(at)), comment))

    def nested(self, chain: ChainText, table: TableText) -> Callable[[Sequence[Token]], str]:
        """Return what keeps the rules of `jump { ... }` as a chain of the table."""

        def keep(listed: Sequence[Token]) -> str:
            self.inline += 1
            name = f"{chain.name}{{{self.inline}}}"
            depth = name.count("{")
            inner = ChainText(name, self.paper.place(listed))
            if depth <= MAX_CHAINS_DEEP:
                table.chains[name] = inner
                for words in inner_rules(listed):
                    self.rule(inner, table, words)
            return name

        return keep

    def set_block(self, table: TableText, name: str, words: Words) -> None:
        """Read the inside of a set or map."""
        found = set_of(table, name, self.paper.place(words))
        keep = self.nested(ChainText(name, found.location), table)

        def each(inner: Words, end: str) -> None:
            del end
            self.paper.mark(inner, LineState.MODELLED)
            if not read_set(found, inner, keep):
                self.lost(inner)

        self.block(each)
