"""The arithmetic of docs/metrics.md, one function a formula, units in the names. No formula guesses a missing input."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil


def availability(actual_h: float, planned_h: float) -> float:
    """Return actual production time over planned busy time (ISO 22400-2 time elements), a ratio; `planned_h` above 0."""
    return actual_h / planned_h


def expected_annual_loss(annual_probability: float, outage_h: float, downtime_cost_per_hour: float) -> float:
    """Return the loss to expect from one vulnerability at one unit, money a year."""
    return annual_probability * outage_h * downtime_cost_per_hour


def risk_adjusted_uptime(available: float, losses: Iterable[float], annual_production_value: float) -> float:
    """Return availability less the share of a year's production value that open risks are expected to cost, a ratio."""
    return available * (1 - min(1.0, sum(losses) / annual_production_value))


def cost_at_risk(downtime_cost_per_hour: float, credible_outage_h: float) -> float:
    """Return what the worst credible outage of a unit costs, money an event."""
    return downtime_cost_per_hour * credible_outage_h


def avoided_loss(
    before: tuple[float, float],
    after: tuple[float, float],
    downtime_cost_per_hour: float,
    regulatory_delta: float,
    enabled_value: float,
    cost: float,
) -> float:
    """Return what an investment is expected to save, money in its first year.

    `before` and `after` are each the yearly probability of an outage and its hours.
    """
    hours = before[0] * before[1] - after[0] * after[1]
    return hours * downtime_cost_per_hour + regulatory_delta + enabled_value - cost


def weighted(values: Sequence[float], weights: Sequence[float]) -> float:
    """Return the sum of values, each times its weight."""
    return sum(value * weight for value, weight in zip(values, weights, strict=True))


def mean(values: Sequence[float]) -> float:
    """Return the arithmetic mean of one value or more."""
    return sum(values) / len(values)


def median(values: Sequence[float]) -> float:
    """Return the middle value, or the mean of the two in the middle; of one value or more."""
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: Sequence[float], share: int) -> float:
    """Return the nearest-rank percentile, a value that occurs; `share` in percent, above 0; of one value or more."""
    return sorted(values)[ceil(share * len(values) / 100) - 1]
