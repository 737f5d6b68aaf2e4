"""What sessions led to, held against their grants: by id, address, host name, zone and port."""

from __future__ import annotations

import pytest

from zonewarden.analysis.sessions import SessionScopes
from zonewarden.site.loader import load_site
from zonewarden.site.model import Site

ZONES = """\
schema: zones/v1
zones:
  - {id: ra, kind: remote_access, cidrs: ["10.35.16.0/24"]}
  - {id: ops, kind: operations, cidrs: ["10.30.0.0/16"]}
  - {id: cell1, kind: cell, cidrs: ["10.20.1.0/24"]}
"""
ASSETS = """\
schema: assets/v1
assets:
  - {id: ews-1, hostname: EWS-1, role: ews, zone: ops, addresses: [{ip: "10.30.1.5"}]}
  - {id: plc-1, role: plc, zone: cell1, addresses: [{ip: "10.20.1.10"}]}
  - {id: plc-2, role: plc, zone: cell1}
  - {id: jump-1, role: jump_host, zone: ra, addresses: [{ip: "10.35.16.20"}]}
"""
ACCESS = """\
schema: remote-access/v1
gateways: [{id: gw, scope: ot, zone: ra, addresses: ["10.35.16.10"]}]
grants:
  - {id: host, gateway: gw, targets: [ews-1], services: [rdp], valid_from: &from "2026-11-23T22:00:00Z", valid_until: &to "2026-11-24T02:00:00Z", status: active}
  - {id: net, gateway: gw, targets: ["10.20.1.8/29"], services: [s7comm, ssh], valid_from: *from, valid_until: *to, status: active}
  - {id: zone, gateway: gw, targets: [cell1], services: [any], valid_from: *from, valid_until: *to, status: active}
  - {id: placeless, gateway: gw, targets: [plc-2], services: [rdp], valid_from: *from, valid_until: *to, status: active}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    folder = tmp_path_factory.mktemp("site")
    (folder / "declarations").mkdir()
    (folder / "exports").mkdir()
    for name, text in (("zones", ZONES), ("assets", ASSETS), ("remote-access", ACCESS)):
        (folder / "declarations" / f"{name}.yaml").write_text(text, encoding="utf-8")
    (folder / "zonewarden.yaml").write_text("schema: project/v1\n", encoding="utf-8")
    rows = [
        f'{{"session_id": "{number}", "grant": "{grant}", "target": "{target}", "service": "{service}", "start": "2026-11-23T22:00:00Z"}}'
        for number, (grant, target, service, *_) in enumerate(CASES)
    ]
    (folder / "exports" / "sessions.jsonl").write_text("\n".join(rows), encoding="utf-8")
    loaded, found = load_site(folder / "zonewarden.yaml")
    assert found == ()
    assert loaded is not None
    return loaded


CASES: list[tuple[str, str, str, str, bool | None, bool | None]] = [
    ("host", "ews-1", "rdp", "ews-1", True, True),
    ("host", "10.30.1.5", "tcp/3389", "ews-1", True, True),
    ("host", "ews-1", "RDP", "ews-1", True, True),
    ("host", "Ews-1", "ssh", "ews-1", True, False),
    ("host", "10.30.1.6", "tcp/22", "", False, False),
    ("host", "jump-1", "rdp", "jump-1", True, True),
    ("host", "ews-7.example", "desktop", "", None, None),
    ("net", "plc-1", "tcp/102", "plc-1", True, True),
    ("net", "10.20.1.16", "tcp/1-65535", "", False, False),
    ("zone", "plc-2", "vnc", "plc-2", True, True),
    ("zone", "ews-1", "vnc", "ews-1", False, True),
    ("placeless", "plc-2", "rdp", "plc-2", True, True),
    ("placeless", "10.20.1.30", "rdp", "", None, True),
    ("placeless", "plc-1", "rdp", "plc-1", False, True),
    ("host", "plc-2", "rdp", "plc-2", False, True),
    ("nobody", "ews-1", "rdp", "ews-1", None, None),
    ("host", "", "", "", None, None),
]


@pytest.mark.parametrize("number", range(len(CASES)), ids=[" ".join(case[:3]) for case in CASES])
def test_session_is_held_against_its_grant(site: Site, number: int) -> None:
    *_, asset, target, service = CASES[number]
    scope = SessionScopes(site).of(site.registers["sessions"][number])
    assert (scope.asset, scope.target_granted, scope.service_granted) == (asset, target, service)


def test_ports_stand_for_the_services_that_have_them(site: Site) -> None:
    scopes = SessionScopes(site)
    assert "rdp" in scopes.service_ids("tcp/3389")
    assert scopes.service_ids("RDP") == ("rdp",)
    assert scopes.service_ids("desktop") == ()
