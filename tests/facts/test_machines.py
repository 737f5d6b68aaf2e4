"""What tells machines apart: MAC addresses in every spelling, serial numbers that are none, sightings of late."""

from __future__ import annotations

from pathlib import Path

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.machines import machine_ids, plain_mac, sightings

ZONES = """\
schema: zones/v1
zones:
  - {id: ops, kind: operations, cidrs: ["10.30.0.0/24"]}
  - {id: cell1, kind: cell, cidrs: ["10.20.1.0/24"]}
"""
ASSETS = """\
schema: assets/v1
assets:
  - {id: a, hostname: EWS-1, role: ews, zone: ops, manufacturer: Siemens, serial: "SVP-7712", addresses: [{ip: "10.30.0.5", mac: "00-1B-78-00-00-05"}]}
  - {id: b, role: ews, zone: ops, serial: "unknown", addresses: [{ip: "10.30.0.6", mac: "n/a"}]}
  - {id: c, role: workstation, transient: true, zone: ops, addresses: [{ip: "10.30.0.7", mac: "00:1b:78:00:00:07"}]}
"""
SEEN = """\
ip,mac,vlan,first_seen,last_seen,protocols,source
10.20.1.5,001b.7800.0005,,,2026-11-20,,arp
10.20.1.7,001b.7800.0007,,,2026-11-20,,arp
10.20.1.6,001b.7800.0099,,,2026-11-20,,arp
,001b.7800.0005,,,2026-11-20,,mac table
"""


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("00:1B:78:00:00:05", "001b78000005"),
        ("001b.7800.0005", "001b78000005"),
        ("00-1b-78-00-00-05", "001b78000005"),
        ("01:00:5e:00:00:01", ""),
        ("00:00:00:00:00:00", ""),
        ("00:1b:78", ""),
        ("unknown", ""),
        ("", ""),
    ],
)
def test_mac_addresses_of_hosts(written: str, plain: str) -> None:
    assert plain_mac(written) == plain


@pytest.mark.parametrize(("day", "zones"), [("2026-11-20", {"cell1"}), ("2026-11-01", set[str]()), ("", {"cell1"})])
def test_hosts_that_stay_are_seen_elsewhere_of_late(tmp_path: Path, day: str, zones: set[str]) -> None:
    for name, text in (
        ("zonewarden.yaml", 'schema: project/v1\nas_of: "2026-11-24T00:00:00Z"\n'),
        ("configs/fw.cfg", "hostname fw\n"),
        ("declarations/zones.yaml", ZONES),
        ("declarations/assets.yaml", ASSETS),
        ("exports/discovery.csv", SEEN.replace("2026-11-20", day)),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    survey = analyse(read(Request(tmp_path / "zonewarden.yaml", platform="cisco-asa")))
    assert survey is not None
    assert {id_: found for id_, found in sightings(survey).items() if found} == ({"a": zones} if zones else {})
    assert machine_ids(survey.site) == {
        "a": ["mac 001b78000005", "name ews-1", "serial siemens svp-7712"],
        "b": [],
        "c": ["mac 001b78000007"],
    }
