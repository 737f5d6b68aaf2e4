"""What a board sees: measures, windows of exposure, cost at risk, trends."""

from __future__ import annotations

from dataclasses import dataclass

from zonewarden.measures.model import Measure, Point, Window


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
