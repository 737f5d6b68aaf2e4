"""What `zonewarden init` makes of configurations: files that load, a check that runs, conduits that say what is permitted."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from tests.cli.command import ROOT, zonewarden
from zonewarden.analysis.conduits import Part
from zonewarden.analysis.survey import Survey, survey
from zonewarden.configs import read_configs
from zonewarden.drafting import draft
from zonewarden.site.init import propose
from zonewarden.site.loader import load_site
from zonewarden_parsers.model import Device, Severity

CORPUS = ROOT.parent / "shared" / "corpus"
EQUIVALENT = sorted((ROOT / "fixtures/equivalent").iterdir())
NOW = datetime(2026, 11, 24, tzinfo=UTC)


def write(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def look(folder: Path, devices: list[Device]) -> Survey:
    site, problems = load_site(folder / "zonewarden.yaml")
    assert site is not None, problems
    assert [str(d) for d in problems if d.severity is not Severity.NOTE] == []
    return survey(site, devices, NOW)


def begun(folder: Path, *configs: Path) -> Survey:
    """Propose declarations for configurations, as the command does, and return the analysis under them."""
    (folder / "configs").mkdir()
    copies = [Path(shutil.copy(path, folder / "configs" / path.name)) for path in configs]
    devices = [d for parsed in read_configs(copies, {}, None).parsed for d in parsed.devices]
    write(folder, propose(devices, ("configs",), str(folder)))
    write(folder, draft(look(folder, devices)))
    return look(folder, devices)


@pytest.mark.parametrize("path", EQUIVALENT, ids=lambda p: p.name)
def test_every_platform_gives_zones_and_what_is_proposed_is_permitted(tmp_path: Path, path: Path) -> None:
    found = begun(tmp_path, path)
    declared = {z.id for z in found.site.zones.values() if not z.implied}
    assert len(declared) == 3
    assert [d.declared is not None for d in found.devices] == [True]
    judged = [j for d in found.devices for j in d.flows]
    definite = [p for j in judged for p in j.flow.permits if p.definite]
    if definite:
        ends = {(c.from_zone, c.to_zone) for c in found.site.conduits}
        assert len(ends) == 3
    for j in judged:
        if {j.flow.from_zone, j.flow.to_zone} <= declared and not any(not p.definite for p in j.flow.permits):
            assert not any(j.parts[part] for part in Part if part is not Part.PERMITTED)


@pytest.mark.parametrize("path", EQUIVALENT, ids=lambda p: p.name)
def test_the_same_rules_give_the_same_conduits(tmp_path: Path, path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "other").mkdir()
    here = begun(tmp_path / "one", path)
    if not here.site.conduits:
        pytest.skip("the file does not say where its interfaces are: nothing is certain")
    asa = begun(tmp_path / "other", ROOT / "fixtures/equivalent/cisco-asa.cfg")

    def said(found: Survey) -> set[tuple[str, str, str]]:
        return {
            (str(c.sources), str(c.destinations), ",".join(sorted(s.id for s in c.services)))
            for c in found.site.conduits
        }

    assert said(here) == said(asa)


RULES = """\
ASA Version 9.16(4)
hostname fw
interface GigabitEthernet0/0
 nameif outside
 security-level 0
 ip address 203.0.113.1 255.255.255.248
interface GigabitEthernet0/1
 nameif office
 security-level 10
 ip address 10.40.0.1 255.255.0.0
interface GigabitEthernet0/2
 nameif cell1
 security-level 90
 ip address 10.20.1.1 255.255.255.0
access-list OFFICE extended permit ip any host 10.20.1.9
access-list OFFICE extended permit tcp host 10.40.0.5 host 10.20.1.10 eq 502
access-list OFFICE extended permit tcp host 10.40.0.5 host 10.20.1.10 range 20000 30000
access-list OFFICE extended permit udp host 10.40.0.6 host 10.20.1.10 eq ntp
access-list OUTSIDE extended permit tcp any host 10.20.1.10 eq 3389
access-group OFFICE in interface office
access-group OUTSIDE in interface outside
"""


def test_only_what_somebody_can_have_meant_is_proposed(tmp_path: Path) -> None:
    source = tmp_path / "fw.cfg"
    source.write_text(RULES, encoding="utf-8")
    (tmp_path / "site").mkdir()
    found = begun(tmp_path / "site", source)
    proposed = {
        (c.from_zone, c.to_zone, str(c.destinations), tuple(s.id for s in c.services)) for c in found.site.conduits
    }
    assert proposed == {
        ("office", "cell1", "10.20.1.10", ("tcp-502",)),
        ("office", "cell1", "10.20.1.10", ("ntp",)),
    }
    text = (tmp_path / "site/declarations/conduits.yaml").read_text(encoding="utf-8")
    assert "# - office to cell1 through fw: any from 10.40.0.0/16 to 10.20.1.9: a whole protocol" in text
    assert "tcp/20000-30000" in text
    assert "internet to cell1 through fw: tcp/3389" in text
    assert "permitted by configs/fw.cfg:16" in text
    assert not any(c.purpose or c.required or c.owners.ot for c in found.site.conduits)
    assert found.devices[0].declared is not None


def test_a_port_can_do_the_worst_of_what_uses_it(tmp_path: Path) -> None:
    source = tmp_path / "fw.cfg"
    source.write_text(RULES, encoding="utf-8")
    (tmp_path / "site").mkdir()
    found = begun(tmp_path / "site", source)
    row, rows = found.site.services["tcp-502"], found.site.services
    near = [s for s in rows.values() if not s.services.isdisjoint(row.services)]
    assert len(near) > 1
    assert row.writes
    assert row.unauthenticated_control == "inherent"
    assert set(row.classes) == {c for s in near for c in s.classes}
    listed = YAML(typ="safe").load((tmp_path / "site/declarations/services.yaml").read_text(encoding="utf-8"))
    assert [r["id"] for r in listed["services"]] == ["tcp-502"]


def test_init_then_check_from_anywhere(tmp_path: Path) -> None:
    """Several files, one without a name, from another folder: the files are found again, and the check decides."""
    (tmp_path / "plant/configs").mkdir(parents=True)
    for name in ("cisco-asa.cfg", "linux-iptables.rules", "fortinet-fortios.conf"):
        shutil.copy(ROOT / "fixtures/equivalent" / name, tmp_path / "plant/configs" / name)
    started = zonewarden("init", tmp_path / "plant")
    assert started.code == 0, started.err
    devices = YAML(typ="safe").load((tmp_path / "plant/declarations/devices.yaml").read_text(encoding="utf-8"))
    assert {d["config"] for d in devices["devices"]} == {
        "configs/cisco-asa.cfg",
        "configs/linux-iptables.rules",
        "configs/fortinet-fortios.conf",
    }
    checked = zonewarden("check", "plant", "--format", "json", cwd=tmp_path)
    assert checked.code in {0, 1}, checked.err
    assert json.loads(checked.out)["findings"]


def _of_each_format() -> list[Path]:
    """Return the smallest file of each format of the corpus that has a few rules at least."""
    if not (CORPUS / "MANIFEST.dev.json").is_file():
        return []
    listed = json.loads((CORPUS / "MANIFEST.dev.json").read_text(encoding="utf-8"))

    smallest: dict[str, Path] = {}
    for path, fmt in sorted((CORPUS / e["path"], e["fmt"]) for e in listed):
        if path.is_file() and 1500 < path.stat().st_size < 60_000:
            kept = smallest.get(fmt)
            if kept is None or path.stat().st_size < kept.stat().st_size:
                smallest[fmt] = path
    return [smallest[fmt] for fmt in sorted(smallest)]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not beside the project")
def test_files_of_the_field_give_declarations_that_load_and_conduits_that_fit(tmp_path: Path) -> None:
    tried = 0
    for number, path in enumerate(_of_each_format()):
        copies = read_configs([path], {}, None)
        if not any(parsed.devices for parsed in copies.parsed):
            continue
        (tmp_path / str(number)).mkdir()
        found = begun(tmp_path / str(number), path)
        declared = {z.id for z in found.site.zones.values() if not z.implied}
        assert {z for c in found.site.conduits for z in (c.from_zone, c.to_zone)} <= declared, path
        tried += 1
    assert tried > 3
