"""What a run came to: counts, and the exit code with its reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from zonewarden.policy import Level
from zonewarden.reports.base import Options
from zonewarden.triage.finding import Result, Verdict
from zonewarden_parsers.model import Severity

WORST_FIRST = tuple(sorted(Level, reverse=True))


@dataclass(frozen=True, slots=True)
class Summary:
    """How many: failures by severity, subjects passed and the policies that passed them, not assessable, waived."""

    critical: int
    high: int
    medium: int
    low: int
    info: int
    passes: int
    passing_policies: int
    not_assessable: int
    waived: int
    policies: int

    def at(self, level: Level) -> int:
        """Return the number of failures of one severity."""
        match level:
            case Level.CRITICAL:
                return self.critical
            case Level.HIGH:
                return self.high
            case Level.MEDIUM:
                return self.medium
            case Level.LOW:
                return self.low
            case Level.INFO:
                return self.info


@dataclass(frozen=True, slots=True)
class Outcome:
    """The exit code (DESIGN section 8) and the sentence that says why."""

    code: int
    reason: str


def summarise(result: Result) -> Summary:
    """Count the findings of a result."""
    verdicts = Counter(f.verdict for f in result.findings)
    levels = Counter(f.level for f in result.with_verdict(Verdict.FAIL))
    return Summary(
        critical=levels[Level.CRITICAL],
        high=levels[Level.HIGH],
        medium=levels[Level.MEDIUM],
        low=levels[Level.LOW],
        info=levels[Level.INFO],
        passes=len(result.passes),
        passing_policies=len(result.passes.policies()),
        not_assessable=verdicts[Verdict.NOT_ASSESSABLE],
        waived=verdicts[Verdict.WAIVED],
        policies=len(result.policies),
    )


def outcome(result: Result, options: Options) -> Outcome:
    """Return the exit code: 2 where input could not be used, 1 where something fails the run, else 0."""
    broken = sum(1 for d in result.diagnostics if d.severity is Severity.ERROR)
    if broken:
        return Outcome(2, f"{counted(broken, 'error')} in the input: part of it was not checked")
    causes = [*_failing(result, options), *_undecided(result, options)]
    if causes:
        return Outcome(1, " and ".join(causes))
    if options.fail_on is None:
        return Outcome(0, "no finding fails this run (threshold none)")
    return Outcome(0, f"nothing at or above {options.fail_on.label}")


def _failing(result: Result, options: Options) -> list[str]:
    if options.fail_on is None:
        return []
    count = sum(1 for f in result.with_verdict(Verdict.FAIL) if f.level >= options.fail_on)
    return [f"{counted(count, 'finding')} at or above {options.fail_on.label}"] if count else []


def _undecided(result: Result, options: Options) -> list[str]:
    count = len(result.with_verdict(Verdict.NOT_ASSESSABLE)) if options.fail_on_not_assessable else 0
    return [f"{counted(count, 'subject')} not assessable"] if count else []


def counted(number: int, noun: str) -> str:
    """Return `1 finding`, `2 findings`, `2 policies`."""
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"
