"""What a board sees: measures with what they rest on or what they lack, windows of exposure, cost at risk, trends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Standing(StrEnum):
    """Where a measure stands against the target that the site declares for it."""

    ON_TARGET = "on target"
    OFF_TARGET = "off target"
    BEYOND_THRESHOLD = "beyond threshold"
    NO_TARGET = "no target"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure. `value` is None where it cannot be defended, and `missing` then says what it lacks.

    `scope` is a production unit, an investment, or `site`. `inputs` are what the value was computed from, by name.
    `target` and `threshold` are the site's own, None where it declares none.
    """

    id: str
    scope: str
    unit: str
    value: float | None
    inputs: Mapping[str, float] = field(default_factory=dict[str, float])
    missing: tuple[str, ...] = ()
    target: float | None = None
    threshold: float | None = None
    standing: Standing = Standing.NO_TARGET


class State(StrEnum):
    """Whether the computed flows reach a vulnerable service from a less trusted zone."""

    EXPOSED = "exposed"
    CLOSED = "not reachable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Window:
    """The exposure of one open critical vulnerability.

    `hours` run from `since` (the earlier of publication and detection) to the moment of judgement: None where no such
    date is declared. They count as exposure only in the state *exposed*.
    """

    vulnerability: str
    title: str
    priority: str
    state: State
    since: str
    hours: float | None
    sources: tuple[str, ...]
    units: tuple[str, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """Violations by severity."""

    critical: int = 0
    high: int = 0
    medium: int = 0
    low: int = 0
    info: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.critical + self.high + self.medium + self.low + self.info


@dataclass(frozen=True, slots=True)
class UnitCost:
    """What is at risk at one production unit, money an event, and the violations that bear on it by severity."""

    unit: str
    name: str
    cost_at_risk: float | None
    findings: Counts
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FindingCost:
    """A violation by what it puts at risk: the credible outages of the units it bears on, each once, money an event."""

    fingerprint: str
    policy: str
    severity: str
    message: str
    units: tuple[str, ...]
    cost_at_risk: float | None
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run came to. `policies` is how many judged: runs with other policies do not compare one to one."""

    findings: Counts
    not_assessable: int
    waived: int
    passed: int
    policies: int

    @property
    def undecidable_share(self) -> float | None:
        """Return the share of verdicts that could not be reached; None where nothing was judged."""
        judged = self.findings.total + self.passed + self.waived + self.not_assessable
        return self.not_assessable / judged if judged else None


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a moment (ISO 8601); None where it could not be computed then."""

    at: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Trend:
    """One measure over the recorded runs and this one, the oldest first."""

    id: str
    scope: str
    unit: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Everything that the report shows. Money is in `currency`."""

    schema: str
    site: str
    name: str
    as_of: str
    version: str
    currency: str
    tally: Tally
    measures: tuple[Measure, ...]
    windows: tuple[Window, ...]
    unit_costs: tuple[UnitCost, ...]
    finding_costs: tuple[FindingCost, ...]
    trends: tuple[Trend, ...]
