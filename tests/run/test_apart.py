"""File by file, all at once, out of the cache, in other processes: the result is the same."""

from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from zonewarden import crew
from zonewarden.check import Request, run
from zonewarden.engines.embedded import EmbeddedEngine
from zonewarden.judging import Means
from zonewarden.policy import Level
from zonewarden.reports.base import Options
from zonewarden.reports.registry import FORMATS
from zonewarden.store import Folder
from zonewarden.triage.finding import Result

ROOT = Path(__file__).parents[2]
SITES = ["brewery/compliant", "brewery/drifted", "substation/compliant", "substation/drifted"]
OPTIONS = Options(fail_on=Level.LOW, show_passes=True, verbose=True)


class AllAtOnce(EmbeddedEngine):
    """The embedded engine, asked about the whole site in one go."""

    in_process = False


def project(site: str) -> Request:
    return Request(ROOT / "fixtures" / site / "zonewarden.yaml")


def told(result: Result) -> dict[str, str]:
    """Return every report of a result; the time that it took is no part of it."""
    still = dataclasses.replace(result, seconds=0.0)
    return {name: form.render(still, OPTIONS) for name, form in FORMATS.items()}


@pytest.mark.parametrize("site", SITES)
def test_policies_about_a_device_need_no_other_device(site: str) -> None:
    apart, together = run(project(site), EmbeddedEngine()), run(project(site), AllAtOnce())
    assert list(apart.passes) == list(together.passes)
    assert told(apart) == told(together)


@pytest.mark.parametrize("site", SITES)
def test_any_number_of_processes_gives_the_same(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    alone = told(run(project(site), EmbeddedEngine(), Means(jobs=1)))
    monkeypatch.setattr(crew, "WORTH_IT", 0)
    assert told(run(project(site), EmbeddedEngine(), Means(jobs=3))) == alone


@pytest.mark.parametrize("site", SITES)
def test_what_the_cache_holds_is_the_same(site: str, tmp_path: Path) -> None:
    fresh = told(run(project(site), EmbeddedEngine()))
    for _ in range(2):
        assert told(run(project(site), EmbeddedEngine(), Means(Folder(tmp_path)))) == fresh


def test_only_what_changed_is_worked_on(tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "fixtures/brewery/drifted", site)
    request, store = Request(site / "zonewarden.yaml"), Folder(tmp_path / "cache")
    steps: list[tuple[str, int, int]] = []
    means = Means(store, progress=lambda doing, done, total: steps.append((doing, done, total)))
    before = run(request, EmbeddedEngine(), means)
    files = len(before.coverage)
    assert len(steps) == 2 * files
    changed = min((site / "configs").rglob("*.cfg"))
    changed.write_text(changed.read_text(encoding="utf-8") + "!\n", encoding="utf-8")
    steps.clear()
    after = run(request, EmbeddedEngine(), means)
    assert steps == [("reading", files, files), ("judging", files, files)]
    assert [f.fingerprint for f in after.findings] == [f.fingerprint for f in before.findings]


@pytest.mark.parametrize("kind", ["zones", "conduits"])
def test_other_declarations_are_judged_anew(kind: str, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(ROOT / "fixtures/brewery/compliant", site)
    request, means = Request(site / "zonewarden.yaml"), Means(Folder(tmp_path / "cache"))
    run(request, EmbeddedEngine(), means)
    declared = next((site / "declarations").rglob(f"{kind}*"))
    text = declared.read_text(encoding="utf-8")
    declared.write_text(f"# a comment moves the lines\n{text}", encoding="utf-8")
    assert told(run(request, EmbeddedEngine(), means)) == told(run(request, EmbeddedEngine()))


def test_damaged_values_are_made_again(tmp_path: Path) -> None:
    fresh = told(run(project(SITES[1]), EmbeddedEngine()))
    store = Folder(tmp_path)
    run(project(SITES[1]), EmbeddedEngine(), Means(store))
    for i, path in enumerate(sorted(p for p in tmp_path.rglob("*") if p.is_file())):
        data = path.read_bytes()
        path.write_bytes((b"", data[:40], data[:-1] + bytes([data[-1] ^ 1]))[i % 3])
    assert told(run(project(SITES[1]), EmbeddedEngine(), Means(store))) == fresh


def test_a_date_that_passes_is_noticed_on_its_day(tmp_path: Path) -> None:
    """A rule's review date decides a verdict: the same files on the day before, and an hour after it has passed."""
    from datetime import UTC, datetime

    site = tmp_path / "site"
    shutil.copytree(ROOT / "policies/rules/expired_rule/good", site)
    config = next((site / "configs").iterdir())
    text = config.read_text(encoding="utf-8").replace("review=2027", "review=2025")
    config.write_text(text.replace("2027", "2026"), encoding="utf-8")
    store = Folder(tmp_path / "cache")

    def at(moment: datetime) -> list[str]:
        request = Request(site / "zonewarden.yaml", now=moment)
        kept, anew = run(request, EmbeddedEngine(), Means(store)), run(request, EmbeddedEngine())
        assert told(kept) == told(anew)
        return [f.policy.id for f in kept.findings]

    outcomes = {tuple(at(datetime(year, 6, 1, tzinfo=UTC))) for year in (2020, 2025, 2026, 2027, 2030)}
    assert len(outcomes) > 1


def test_policies_wait_for_declarations_that_a_site_does_not_use_yet(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    site = tmp_path / "site"
    shutil.copytree(root / "fixtures" / "brewery" / "compliant", site)
    for name in ("exceptions", "incident-response"):
        (site / "declarations" / f"{name}.yaml").unlink()
    result = run(Request(site / "zonewarden.yaml"), EmbeddedEngine())
    waiting = {key for key, reason in result.disabled.items() if reason.startswith("waits for ")}
    assert {"IR-004", "IR-010", "GOV-008"} <= waiting
    assert not any(key.startswith(("SEG", "RA", "FW", "DEV")) for key in waiting)
    assert not {f.policy.id for f in result.findings} & waiting
