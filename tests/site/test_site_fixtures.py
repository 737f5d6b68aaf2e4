"""The example sites load without a word, and mean what their owners declare."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.site.loader import load_site

ROOT = Path(__file__).parents[2] / "fixtures"
PROJECTS = sorted(p for site in ("brewery", "substation", "refinery") for p in (ROOT / site).glob("*/zonewarden.yaml"))


def test_there_are_example_sites() -> None:
    assert len(PROJECTS) >= 4


@pytest.mark.parametrize("project", PROJECTS, ids=lambda p: f"{p.parts[-3]}-{p.parts[-2]}")
def test_example_site_loads(project: Path) -> None:
    site, diagnostics = load_site(project)
    assert [str(d) for d in diagnostics] == []
    assert site is not None
    assert all(c.sources and c.destinations and c.services for c in site.conduits)
    assert {"internet", "unassociated"} < set(site.zones)
    for device in site.devices.values():
        assert list((project.parent).glob(device.config)), device.config
