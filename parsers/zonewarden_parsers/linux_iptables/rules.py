"""A rule's words read into a step of its chain.

Words are read in order. An option that nobody knows, or whose value cannot be read, leaves the rule with an atom: it may match less
than the rest of it says, never more. Where no target is left, the unread words may hold it: the rule may decide anything. The line
then counts as unknown.
"""

from __future__ import annotations

from collections.abc import Sequence

from zonewarden_parsers.chains import Step, Verdict
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import Cubes, all_of, begun
from zonewarden_parsers.linux_iptables.draft import Draft, Record
from zonewarden_parsers.linux_iptables.options import FREE, MODULES, OPTIONS, WITHOUT_OPTIONS, Asked, Handler
from zonewarden_parsers.linux_iptables.scope import RuleDraft, Scope, UnreadableError
from zonewarden_parsers.linux_iptables.targets import LOGGING, OWN_OPTIONS, verdict_of
from zonewarden_parsers.linux_iptables.times import read_times
from zonewarden_parsers.linux_iptables.values import protocol
from zonewarden_parsers.masking import mask
from zonewarden_parsers.model import AtomKind, Match

WITH_PORTS = frozenset({"tcp", "udp", "sctp", "dccp"})
"""Modules named after a protocol: their options may stand before `-p`, which the rule must have."""
_JUMP = frozenset({"-j", "--jump"})
_GOTO = frozenset({"-g", "--goto"})
_MODULE = frozenset({"-m", "--match"})
_VERSIONS = {"-4": 4, "--ipv4": 4, "-6": 6, "--ipv6": 6}
_COUNTERS = frozenset({"-c", "--set-counters"})


def read_rule(record: Record, scope: Scope, draft: Draft) -> RuleDraft:
    """Read a rule's words. What cannot be read is told in the ledger."""
    line = record.line
    rule = RuleDraft(scope, draft.at(line), mask(line.text))
    _Words(rule, record.words).read()
    if rule.unread:
        rule.doubt(AtomKind.UNREADABLE, " ".join(rule.unread))
        if not rule.target:
            rule.verdict = Verdict.UNKNOWN
        draft.ledger.unknown(line, f"cannot be read: {' '.join(rule.unread)}", code="unknown-option")
    return rule


def step_of(rule: RuleDraft) -> Step:
    """Return the step that a rule is in its chain."""
    cubes: Cubes = (Cube(Match(rule.sources, rule.destinations, rule.services)),)
    if rule.conditions:
        cubes = all_of([cubes, *rule.conditions])
    for states in rule.states:
        cubes = begun(cubes, states)
    return Step(
        rule.verdict,
        rule.at,
        rule.text,
        cubes,
        rule.target if rule.verdict in {Verdict.JUMP, Verdict.GOTO} else "",
        logged=rule.logged,
        remarks=tuple(rule.remarks),
        times=read_times(rule.time),
        references=tuple(dict.fromkeys(rule.references)),
    )


class _Words:
    """The words of a rule and how far they are read."""

    def __init__(self, rule: RuleDraft, words: Sequence[str]) -> None:
        self.rule = rule
        self.words = words
        self.next = 0
        self.bare: dict[str, None] = {}

    def read(self) -> None:
        """Read all words. A module that asks of itself, and of which no option stands here, is a doubt."""
        self.words_in_order()
        for module in self.bare:
            self.rule.doubt(MODULES[module], f"-m {module}")

    def named(self, module: str) -> None:
        """Note a module that is loaded by name."""
        if module in WITHOUT_OPTIONS and module not in self.rule.doubted:
            self.bare[module] = None
        if self.rule.protocol is None and module in WITH_PORTS:
            self.rule.protocol = protocol(module)

    def words_in_order(self) -> None:
        """Read word for word."""
        words = self.words
        while self.next < len(words):
            negated = words[self.next] == "!"
            if negated:
                self.next += 1
                if self.next == len(words):
                    self.rule.unread.append("!")
                    return
            option = words[self.next]
            self.next += 1
            if not self.known(option, negated=negated):
                self.rule.unread.extend([option, *self.operands()])

    def known(self, option: str, *, negated: bool) -> bool:
        """Read an option with its operands; return False where it is not known."""
        rule = self.rule
        free = FREE[rule.module].get(option) if rule.module in FREE else None
        found = free or OPTIONS.get(option)
        if found is not None and not (rule.target and option not in OPTIONS and self.belongs(option)):
            self.matched(option, found, negated=negated)
        elif option in _MODULE:
            rule.module = self.operand()
            if rule.module not in MODULES:
                rule.unread.append(f"-m {rule.module}")
            else:
                self.named(rule.module)
        elif (option in _JUMP or option in _GOTO) and self.next < len(self.words):
            self.aim(self.operand(), goto=option in _GOTO)
        elif option in _VERSIONS:
            if _VERSIONS[option] != rule.scope.family:
                rule.conditions.append(())
        elif option in _COUNTERS:
            self.next += 2
        elif self.belongs(option):
            rule.operands[option] = " ".join(self.operands())
        elif rule.module in MODULES and option.startswith("--"):
            self.asked(option, negated=negated)
        else:
            return False
        return True

    def matched(self, option: str, how: tuple[int, Handler], *, negated: bool) -> None:
        """Read a match option with its operands; `!` may also stand behind it (the old way)."""
        count, handler = how
        if count and self.next < len(self.words) and self.words[self.next] == "!":
            negated = not negated
            self.next += 1
        args = tuple(self.words[self.next : self.next + count])
        self.next += count
        try:
            if len(args) < count:
                raise UnreadableError(option)
            handler(self.rule, Asked(args, negated))
        except UnreadableError:
            self.rule.unread.extend([option, *args])

    def asked(self, option: str, *, negated: bool) -> None:
        """Keep an option of a module that asks about more than the packet header: one atom for each module."""
        rule = self.rule
        text = " ".join([option, *self.operands()])
        self.bare.pop(rule.module, None)
        if rule.module == "time":
            rule.time[f"! {option}" if negated else option] = text.removeprefix(option).strip()
        if rule.module not in rule.doubted:
            rule.doubted.add(rule.module)
            rule.doubt(MODULES[rule.module], f"{'! ' if negated else ''}{rule.module} {text}")

    def aim(self, target: str, *, goto: bool) -> None:
        """Note the target of a rule."""
        rule = self.rule
        rule.target = target
        verdict = verdict_of(target) if target not in rule.scope.chains else None
        rule.logged = target in LOGGING
        rule.verdict = verdict or (Verdict.GOTO if goto else Verdict.JUMP)

    def belongs(self, option: str) -> bool:
        """Return whether an option is one of the rule's target."""
        return option.startswith(OWN_OPTIONS.get(self.rule.target, ("\0",)) or ("\0",))

    def operand(self) -> str:
        """Return the next word, empty at the end."""
        self.next += 1
        return self.words[self.next - 1] if self.next <= len(self.words) else ""

    def operands(self) -> list[str]:
        """Return the words up to the next option."""
        start = self.next
        while (
            self.next < len(self.words) and self.words[self.next] != "!" and not self.words[self.next].startswith("-")
        ):
            self.next += 1
        return list(self.words[start : self.next])
