"""The formulas, with values computed by hand, and the laws that hold for any."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden.measures import formulas

AMOUNTS = st.floats(0, 1e9)


def test_values_by_hand() -> None:
    assert formulas.availability(1573, 1725) == pytest.approx(0.911884, abs=1e-6)
    assert formulas.expected_annual_loss(0.05, 6, 21_000) == pytest.approx(6_300)
    assert formulas.risk_adjusted_uptime(0.912, [6_300], 38_000_000) == pytest.approx(0.911849, abs=1e-6)
    assert formulas.risk_adjusted_uptime(0.912, [420_000], 38_000_000) == pytest.approx(0.90192, abs=1e-6)
    assert formulas.cost_at_risk(21_000, 36) == 756_000
    assert formulas.avoided_loss((0.08, 36), (0.02, 12), 21_000, 20_000, 180_000, 95_000) == pytest.approx(160_440)


def test_losses_beyond_the_production_value_leave_nothing() -> None:
    assert formulas.risk_adjusted_uptime(0.9, [70, 60], 100) == 0


@pytest.mark.parametrize(
    ("values", "median", "p90", "p95"),
    [
        ([5.0], 5, 5, 5),
        ([1.0, 3.0], 2, 3, 3),
        ([9.0, 1.0, 4.0], 4, 9, 9),
        ([float(n) for n in range(20, 0, -1)], 10.5, 18, 19),
        ([float(n) for n in range(1, 101)], 50.5, 90, 95),
    ],
)
def test_middle_and_nearest_rank(values: list[float], median: float, p90: float, p95: float) -> None:
    found = formulas.median(values), formulas.percentile(values, 90), formulas.percentile(values, 95)
    assert found == (median, p90, p95)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.floats(0, 1), st.lists(AMOUNTS, max_size=5), AMOUNTS, st.floats(1, 1e9))
def test_more_risk_never_raises_the_uptime(available: float, losses: list[float], more: float, worth: float) -> None:
    less = formulas.risk_adjusted_uptime(available, [*losses, more], worth)
    assert 0 <= less <= formulas.risk_adjusted_uptime(available, losses, worth) <= available


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(AMOUNTS, min_size=1), st.integers(1, 99))
def test_a_percentile_occurs_and_is_between_the_ends(values: list[float], share: int) -> None:
    found = formulas.percentile(values, share)
    assert found in values
    assert sum(v <= found for v in values) * 100 >= share * len(values)
