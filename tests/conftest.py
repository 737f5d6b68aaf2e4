"""One flag: `--update-golden` rewrites every golden file. No test fails because the machine is slow."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("any-machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any-machine")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the golden files instead of comparing")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the tests, and the commands that they start, away from the cache of whoever runs them."""
    monkeypatch.setenv("ZONEWARDEN_CACHE_DIR", str(tmp_path_factory.getbasetemp() / "cache"))
