"""What the statements of a rule mean: the steps it is in its chain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zonewarden_parsers.chains import Step, Verdict
from zonewarden_parsers.cubes import Cube
from zonewarden_parsers.linux_conditions import Cubes, all_of, begun, doubtful, none_of
from zonewarden_parsers.linux_nftables.compare import compare, dependency
from zonewarden_parsers.linux_nftables.scope import Condition, Here, Scope
from zonewarden_parsers.linux_nftables.syntax import (
    Anything,
    Branch,
    Decide,
    Doubt,
    Field,
    Items,
    Log,
    Named,
    RuleText,
    Scalar,
    Statement,
    Test,
    Translate,
    Unread,
    Value,
)
from zonewarden_parsers.model import AtomKind, Match, Reference


def steps_of(rule: RuleText, scope: Scope) -> tuple[Step, ...]:
    """Return the steps of a rule in order: one for its verdict, several for a verdict map, one where it only logs.

    What stands behind a statement that cannot be read is not known either: the rule may do anything to what comes so far.
    """
    here = Here(scope, rule.location)
    maker = _Maker(rule, here)
    for statement in rule.statements:
        maker.add(statement)
    return tuple(maker.finished())


class _Maker:
    """The conditions of a rule so far, and its steps."""

    def __init__(self, rule: RuleText, here: Here) -> None:
        every = here.scope.every
        self.rule = rule
        self.here = here
        self.conditions: list[Cubes] = [(Cube(Match(every, every)),)]
        self.late: list[Cubes] = []
        self.logged = False
        self.references: list[str] = []
        self.steps: list[Step] = []

    def add(self, statement: Statement) -> None:
        """Take in the next statement."""
        match statement:
            case Test():
                if isinstance(statement.right, Named):
                    self.references.append(statement.right.name)
                self.ask(compare(statement, self.here))
            case Doubt():
                self.ask(Condition(doubtful(self.here.atom(statement.kind, statement.text))))
            case Unread():
                self.here.scope.problems.append((self.rule.location, statement.text))
                self.ask(Condition(doubtful(self.here.atom(AtomKind.UNREADABLE, statement.text))))
                self.step(Decide(Verdict.UNKNOWN), self.cubes())
            case Log():
                self.logged = True
            case Decide():
                if statement.only:
                    field = "meta l4proto" if statement.only == "tcp" else "meta nfproto"
                    self.ask(compare(Test(Field(field), "==", Scalar(statement.only)), self.here))
                self.step(statement, self.cubes())
            case Translate():
                self.step(Decide(Verdict.PERMIT), self.cubes())
            case Branch():
                self.branch(statement)
            case _:
                pass

    def ask(self, condition: Condition) -> None:
        """Add a condition."""
        (self.late if condition.late else self.conditions).append(condition.cubes)

    def cubes(self) -> Cubes:
        """Return the packets that meet all conditions so far."""
        found = all_of(self.conditions)
        for states in self.late:
            found = begun(found, states)
        return found

    def step(self, decided: Decide, cubes: Cubes) -> None:
        """Add a step. An unknown verdict has no target."""
        rule = self.rule
        calls = decided.verdict in {Verdict.JUMP, Verdict.GOTO}
        self.steps.append(
            Step(
                decided.verdict,
                rule.location,
                rule.text,
                cubes,
                decided.target if calls else "",
                logged=self.logged,
                remarks=(rule.comment,) if rule.comment else (),
                references=tuple(dict.fromkeys(self.references)) if self.references else (),
            )
        )

    def branch(self, statement: Branch) -> None:
        """Add a step for each verdict of a map: its keys are disjoint, `*` is what none of them holds."""
        entries = self.entries(statement)
        if entries is None:
            return
        keys: dict[Decide, list[Value]] = {}
        for key, decided in entries:
            keys.setdefault(decided, []).append(key)
        named: list[Cube] = []
        for decided, values in keys.items():
            known = [v for v in values if not isinstance(v, Anything)]
            condition = compare(Test(statement.key, "==", Items(tuple(known))), self.here) if known else Condition(())
            named.extend(condition.cubes)
            self.step(decided, self.meeting(condition))
        for decided in (d for d, values in keys.items() if any(isinstance(v, Anything) for v in values)):
            atom = self.here.atom(AtomKind.PACKET, "no element of the verdict map")
            rest = none_of(named, self.here.scope.interfaces, atom)
            self.step(decided, self.meeting(Condition(all_of((rest, dependency(statement.key))))))

    def meeting(self, condition: Condition) -> Cubes:
        """Return the packets so far that also meet `condition`."""
        so_far = self.cubes()
        return begun(so_far, condition.cubes) if condition.late else all_of((so_far, condition.cubes))

    def entries(self, statement: Branch) -> Sequence[tuple[Value, Decide]] | None:
        """Return the elements of a verdict map; a missing or changing one may decide anything."""
        if not isinstance(statement.entries, str):
            return statement.entries
        name = statement.entries
        self.references.append(name)
        found = self.here.scope.sets.get(name)
        if found is not None:
            found.used = True
        if found is None or found.flags & {"dynamic", "timeout"} or name in self.here.scope.filled:
            kind = AtomKind.REFERENCE if found is None else AtomKind.DYNAMIC
            if found is None:
                self.here.scope.undefined.append(Reference(name, "map", self.rule.location))
            self.ask(Condition(doubtful(self.here.atom(kind, f"map {name}"))))
            self.step(Decide(Verdict.UNKNOWN), self.cubes())
            return None
        return found.verdicts

    def finished(self) -> Iterator[Step]:
        """Yield the steps; a rule that only logs is one that goes on."""
        if not self.steps and self.logged:
            self.step(Decide(Verdict.CONTINUE), self.cubes())
        return iter(self.steps)
