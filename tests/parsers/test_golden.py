"""Every fixture of a parser beside its golden model; found by glob, rewritten by `pytest --update-golden`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.golden import check

from zonewarden_parsers.registry import PARSERS

FIXTURES = Path(__file__).parents[2] / "fixtures"
GOLDEN = [
    (platform, path)
    for platform in sorted(PARSERS)
    for path in sorted((FIXTURES / platform.replace("-", "_")).glob("*"))
    if path.is_file() and path.suffix != ".json"
]


@pytest.mark.parametrize(("platform", "path"), GOLDEN, ids=lambda v: v if isinstance(v, str) else v.name)
def test_fixture_gives_its_golden_model(platform: str, path: Path, update_golden: bool) -> None:
    text = path.read_text(encoding="utf-8")
    check(PARSERS[platform].parse(text, path.name), path.with_suffix(".json"), update=update_golden)


def test_every_golden_file_has_its_fixture() -> None:
    for platform in PARSERS:
        folder = FIXTURES / platform.replace("-", "_")
        inputs = {p.stem for p in folder.glob("*") if p.suffix != ".json"}
        assert {p.stem for p in folder.glob("*.json")} <= inputs
