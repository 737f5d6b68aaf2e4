"""Verdicts and findings: what triage hands to the reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, overload

from zonewarden.policy import Level, Policy
from zonewarden_parsers.model import Diagnostic, Location


class Verdict(StrEnum):
    """What a policy says about a subject."""

    FAIL = "fail"
    NOT_ASSESSABLE = "not_assessable"
    WAIVED = "waived"
    PASS = "pass"  # noqa: S105 (a verdict)


class Certainty(StrEnum):
    """Whether a violation holds whatever the unknown conditions are, or only if some of them are met."""

    DEFINITE = "definite"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Subject:
    """What was judged: `kind` is a facts collection without its plural s, `id` its key there."""

    kind: str
    id: str
    title: str
    locations: tuple[Location, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketRow:
    """One product of the residual, as texts. `more` counts what a list leaves out."""

    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    services: tuple[str, ...]
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class Contribution:
    """A rule (or an implicit rule of the platform) that lets packets of the finding through or blocks them."""

    action: str
    text: str
    location: Location
    list_name: str = ""


@dataclass(frozen=True, slots=True)
class Rating:
    """The severity of one finding and the terms it comes from (docs/severity.md): points = 2*impact + exposure + capability - mitigation."""

    level: Level
    points: int
    impact: int
    impact_known: bool
    exposure: int
    capability: int
    mitigation: int
    bound: str = ""
    """`floor` or `ceiling` where one of them decided, else empty."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One verdict of one policy on one subject (and `key`).

    `locations` are ordered, the most specific first; never empty for `fail`. `witness` is one packet as text, e.g.
    `tcp 10.40.0.1:49152 -> 10.20.1.10:502`, empty where packets play no part. `production_impact` is a sentence.
    `reasons` says why it is only possible, not assessable, or accepted (by the exception `waiver`). `spoken_of_by` are approved
    exceptions about it that do not waive it. `fingerprint` is 32 hex digits.
    """

    policy: Policy
    verdict: Verdict
    subject: Subject
    message: str
    locations: tuple[Location, ...]
    fingerprint: str
    key: str = ""
    certainty: Certainty = Certainty.DEFINITE
    rating: Rating | None = None
    packets: tuple[PacketRow, ...] = ()
    packets_omitted: int = 0
    witness: str = ""
    rules: tuple[Contribution, ...] = ()
    evidence: Mapping[str, object] = field(default_factory=dict[str, object])
    production_impact: str = ""
    remediation: str = ""
    platform: str = ""
    device: str = ""
    reasons: tuple[str, ...] = ()
    waiver: str = ""
    spoken_of_by: tuple[str, ...] = ()

    @property
    def level(self) -> Level:
        """The finding's own severity; the policy's where no formula applies."""
        return self.rating.level if self.rating else self.policy.severity


class Place(NamedTuple):
    """A location as a plain tuple: the fields of `Location`."""

    path: str
    line: int
    end_line: int
    column: int
    end_column: int


class Pass(NamedTuple):
    """A pass in short: a large site has tens of thousands, and most reports only count them."""

    policy: str
    kind: str
    id: str
    title: str
    places: tuple[Place, ...]
    device: str


class Passes(Sequence[Finding]):
    """The passes of a run as findings, made when somebody looks at them; ordered like findings."""

    def __init__(self, rows: Sequence[Pass] = (), policies: Mapping[str, Policy] | None = None) -> None:
        self._policies = policies or {}
        self._rows = rows
        self._sorted = False

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        rows = self._ordered()
        return tuple(map(self._finding, rows[index])) if isinstance(index, slice) else self._finding(rows[index])

    def __iter__(self) -> Iterator[Finding]:
        return map(self._finding, self._ordered())

    def policies(self) -> frozenset[str]:
        """Return the ids of the policies that passed anything."""
        return frozenset(row.policy for row in self._rows)

    def subjects(self) -> dict[str, list[str]]:
        """Return by policy, sorted, what passed: `kind:id`."""
        found: dict[str, list[str]] = {}
        for row in self._rows:
            found.setdefault(row.policy, []).append(f"{row.kind}:{row.id}")
        return {policy: sorted(found[policy]) for policy in sorted(found)}

    def _ordered(self) -> Sequence[Pass]:
        if not self._sorted:
            self._rows = sorted(self._rows, key=self._order)
            self._sorted = True
        return self._rows

    def _order(self, row: Pass) -> tuple[int, str, int, str, str]:
        path, line = row.places[0][:2] if row.places else ("", 0)
        return -self._policies[row.policy].severity, path, line, row.policy, row.id

    def _finding(self, row: Pass) -> Finding:
        subject = Subject(row.kind, row.id, row.title, tuple(Location(*place) for place in row.places))
        policy = self._policies[row.policy]
        return Finding(policy, Verdict.PASS, subject, "", subject.locations, "", device=row.device)


@dataclass(frozen=True, slots=True)
class FileCoverage:
    """How much of one configuration file was read. `unknown_lines` are 1-based."""

    path: str
    platform: str
    lines: int
    modelled: int
    irrelevant: int
    unknown_lines: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ZoneOutline:
    """As much of a zone as a picture needs. `level` is the upper end of its Purdue levels."""

    id: str
    name: str
    kind: str
    level: float
    implied: bool = False


@dataclass(frozen=True, slots=True)
class Result:
    """Everything a report needs of one run. `findings` are sorted: worst first, then by place; `passes` come besides.

    `sources` maps each path to its lines, for quoting (reports mask secrets in them). `disabled` maps policies that the
    project switched off to their reasons. `fail_on` and `fail_on_not_assessable` are the project's own threshold.
    """

    site: str
    as_of: str
    version: str
    findings: tuple[Finding, ...]
    policies: tuple[Policy, ...]
    diagnostics: tuple[Diagnostic, ...]
    coverage: tuple[FileCoverage, ...]
    sources: Mapping[str, tuple[str, ...]]
    disabled: Mapping[str, str] = field(default_factory=dict[str, str])
    seconds: float = 0.0
    fail_on: str = "low"
    fail_on_not_assessable: bool = True
    passes: Passes = field(default_factory=Passes)
    zones: tuple[ZoneOutline, ...] = ()

    def with_verdict(self, verdict: Verdict) -> tuple[Finding, ...]:
        """Return the findings of one verdict."""
        if verdict is Verdict.PASS:
            return tuple(self.passes)
        return tuple(f for f in self.findings if f.verdict is verdict)

    def every(self) -> tuple[Finding, ...]:
        """Return all findings, passes last."""
        return (*self.findings, *self.passes)
