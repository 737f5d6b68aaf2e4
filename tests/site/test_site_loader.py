"""The site loader: every kind of error with its exact place, and what a good site becomes."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zonewarden.site.loader import find_project, load_site
from zonewarden.site.model import Conduit, Site
from zonewarden_parsers.model import AddressSet, Diagnostic, ServiceSet, Severity

SITE = """\
schema: site/v1
id: plant
timezone: Europe/Berlin
currency: CHF
impact_bands: [1000, 2000, 3000]
trust: {operations: 9, unassociated: 1}
limits:
  min_hops: 2
  exception_max_days: {1: 100}
"""
UNITS = """\
schema: units/v1
units:
  - id: line1
    name: "Line 1"
    bia: {downtime_cost_per_hour: 21000, safety_consequence: 1, regulatory_exposure: {level: 2}}
"""
ZONES = """\
schema: zones/v1
zones:
  - {id: ent, kind: enterprise, level: [4, 5], cidrs: ["10.40.0.0/16"]}
  - {id: dmz, kind: idmz, cidrs: ["10.35.0.0/20"]}
  - {id: ra, kind: remote_access, level: 3.5, cidrs: ["10.35.16.0/20"]}
  - {id: ops, kind: operations, level: 3, cidrs: ["10.30.0.0/16"], trust: 8, owners: {ot: ann, it: bob}}
  - id: cell1
    kind: cell
    cidrs: ["10.20.1.0/24", "fd00:1::/64"]
    interfaces: [{device: fw, interface: "Gi0/3"}]
    production_unit: line1
    sl_t: {IAC: 2, RA: 3}
"""
CONDUITS = """\
schema: conduits/v1
conduits:
  - id: scada
    from: ops
    to: cell1
    endpoints: {from: [scada-1], to: ["10.20.1.0/28"]}
    initiator: from
    services: [opcua-tcp, {service: s7comm, app_id: s7-comm, functions: [read]}]
    essential: true
    enforced_by: [fw]
    expires: "2026-12-31"
"""
END_IN_DMZ = """\
  - {id: mirror, from: dmz, to: ent, endpoints: {from: [hist-1]}, services: [opcua-tcp]}
"""
ASSETS = """\
schema: assets/v1
assets:
  - {id: scada-1, role: scada_server, zone: ops, addresses: [{ip: "10.30.2.10"}], services: [opcua-tcp]}
  - {id: hist-1, role: historian, zone: ops, addresses: [{ip: "10.30.1.10"}]}
"""
DEVICES = """\
schema: devices/v1
devices:
  - {id: fw, role: firewall, platform: cisco-asa, config: "configs/fw.cfg", zone_map: {inside: ops, cell: cell1}}
"""
ACCESS = """\
schema: remote-access/v1
gateways:
  - {id: gw, scope: ot, zone: ra, device: fw, addresses: ["10.35.16.10"], pools: ["10.35.24.0/24"], mfa: {required: true, methods: [fido2]}}
identity:
  people: [{id: p.ruiz, party: vendor}, {id: j.ott, party: employee}]
vendors: [{id: filltec, name: "FillTec", units: [line1]}]
grants:
  - id: G1
    vendor: filltec
    subject: p.ruiz
    gateway: gw
    targets: [scada-1]
    services: [rdp]
    valid_from: "2026-05-14T08:00:00+02:00"
    valid_until: "2026-05-14T12:00:00+02:00"
    approvals: [{by: j.ott, at: "2026-05-13T14:00:00+02:00"}]
    status: approved
kill_switch: {implementations: [{device: gw, type: portal_disable}], excludes_conduits: [scada]}
"""
FILES = {
    "site": SITE, "units": UNITS, "zones": ZONES, "conduits": CONDUITS, "assets": ASSETS, "devices": DEVICES,
    "remote-access": ACCESS,
}  # fmt: skip
PROJECT = "schema: project/v1\n"

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    monkeypatch.chdir(tmp_path)

    def write_site(project: str = PROJECT, /, **changed: str | None) -> Path:
        files = FILES | {name.replace("_", "-"): text for name, text in changed.items()}
        (tmp_path / "declarations").mkdir(exist_ok=True)
        for name, text in files.items():
            if text is not None:
                (tmp_path / "declarations" / f"{name}.yaml").write_text(text, encoding="utf-8")
        (tmp_path / "zonewarden.yaml").write_text(project, encoding="utf-8")
        return Path("zonewarden.yaml")

    return write_site


def good(path: Path) -> Site:
    site, diagnostics = load_site(path)
    assert site is not None, [str(d) for d in diagnostics]
    return site


def problems(path: Path) -> list[str]:
    _, diagnostics = load_site(path)
    return [f"{d.location.path.split('/')[-1]}:{d.location.line}:{d.location.column} {d.code}" for d in diagnostics]


def messages(path: Path) -> str:
    return "\n".join(d.message for d in load_site(path)[1])


def conduit(site: Site) -> Conduit:
    (only,) = site.conduits
    return only


def test_a_whole_site(write: Write) -> None:
    site = good(write())
    assert (site.id, site.currency, site.impact_bands) == ("plant", "CHF", (1000.0, 2000.0, 3000.0))
    assert (site.limits["min_hops"], site.limits["min_prefix_v4"]) == (2, 24)
    assert (site.limits["exception_max_days.1"], site.limits["exception_max_days.2"]) == (100, 180)
    assert list(site.zones) == ["ent", "dmz", "ra", "ops", "cell1", "internet", "unassociated"]
    cell = site.zones["cell1"]
    assert (cell.level_low, cell.level_high, cell.trust, cell.security_level_target) == (1, 2, 6, 3)
    assert (cell.interfaces, cell.production_units) == ((("fw", "Gi0/3"),), ("line1",))
    assert cell.addresses == AddressSet.network("10.20.1.0/24") | AddressSet.network("fd00:1::/64")
    assert str(cell.location) == "declarations/zones.yaml:7:9"
    assert (site.zones["ops"].trust, site.zones["ops"].owners.it) == (8, "bob")
    assert site.units["line1"].regulatory_level == 2
    assert site.units["line1"].downtime_cost_per_hour == 21000
    assert site.devices["fw"].zone_map == {"inside": "ops", "cell": "cell1"}
    assert site.gateways[0].pools == AddressSet.network("10.35.24.0/24")
    assert (site.gateways[0].mfa_required, site.gateways[0].mfa_methods) == (True, ("fido2",))
    assert site.vendors[0].units == ("line1",)
    assert site.declared == frozenset(FILES)


def test_a_conduit_is_resolved(write: Write) -> None:
    found = conduit(good(write()))
    assert found.sources == AddressSet.network("10.30.2.10")
    assert found.destinations == AddressSet.network("10.20.1.0/28")
    assert (found.required, found.endpoints_declared, found.enforced_by) == (True, True, ("fw",))
    assert [(s.id, s.app_id, s.functions) for s in found.services] == [
        ("opcua-tcp", "", ()),
        ("s7comm", "s7-comm", ("read",)),
    ]
    assert found.services[1].services == ServiceSet.ports(6, ((102, 102),))
    assert found.expires == datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("stated", "expected"),
    [("from", ("from",)), ("to", ("to",)), ("both", ("from", "to")), ("ot", ("to",)), ("it", ("from",))],
)
def test_initiators(write: Write, stated: str, expected: tuple[str, ...]) -> None:
    text = f"schema: conduits/v1\nconduits:\n  - {{id: scada, from: ent, to: dmz, initiator: {stated}, services: []}}\n"
    found = conduit(good(write(conduits=text)))
    assert found.initiators == expected
    assert not found.endpoints_declared
    assert found.sources == AddressSet.network("10.40.0.0/16")


@pytest.mark.parametrize("key", ["essential", "required", "required_in_degraded_mode"])
def test_required(write: Write, key: str) -> None:
    for word, expected in (("true", True), ("false", False)):
        assert conduit(good(write(conduits=CONDUITS.replace("essential: true", f"{key}: {word}")))).required is expected


def test_ot_initiates_between_cell_and_dmz_when_ends_are_swapped(write: Write) -> None:
    for zones, expected in (("from: cell1, to: dmz", ("from",)), ("from: dmz, to: cell1", ("to",))):
        text = f"schema: conduits/v1\nconduits:\n  - {{id: scada, {zones}, initiator: ot, services: []}}\n"
        assert conduit(good(write(conduits=text))).initiators == expected


def test_every_address_is_in_exactly_one_place(write: Write) -> None:
    zones = good(write()).zones
    owner = {
        "10.20.1.9": "cell1", "10.99.0.1": "unassociated", "192.168.1.1": "unassociated", "100.64.0.1": "unassociated",
        "198.18.0.1": "unassociated", "239.1.1.1": "unassociated", "fc00::1": "unassociated", "ff05::1": "unassociated",
        "8.8.8.8": "internet", "203.0.113.7": "internet", "192.0.2.1": "internet", "2001:db8::1": "internet",
        "127.0.0.1": "", "169.254.1.1": "", "224.0.0.5": "", "255.255.255.255": "", "0.0.0.0": "", "::1": "", "fe80::1": "",
        "ff02::1": "", "::": "", "240.0.0.1": "",
    }  # fmt: skip
    for address, expected in owner.items():
        held = [name for name, zone in zones.items() if AddressSet.network(address) <= zone.addresses]
        assert held == ([expected] if expected else []), address
    assert (zones["internet"].implied, zones["internet"].trust) == (True, 0)
    assert (zones["unassociated"].implied, zones["unassociated"].trust) == (True, 1)


@pytest.mark.parametrize("name", ["internet", "wan"])
def test_declared_internet_is_everything_else(write: Write, name: str) -> None:
    line = f'  - {{id: {name}, kind: internet, cidrs: ["0.0.0.0/0", "::/0"]}}\n'
    line += '  - {id: pub, kind: vendor, cidrs: ["203.0.113.0/24"]}\n'
    conduits = f'schema: conduits/v1\nconduits: [{{id: c, from: {name}, to: ra, endpoints: {{from: ["0.0.0.0/0"]}}, services: []}}]\n'
    remote = ACCESS[: ACCESS.index("kill_switch")]
    text = ZONES.replace("zones:\n", "zones:\n" + line)
    site = good(write(zones=text, conduits=conduits, remote_access=remote))
    held = site.zones[name].addresses
    assert AddressSet.network("8.8.8.8") <= held
    assert held.isdisjoint(AddressSet.network("203.0.113.0/24") | AddressSet.network("10.0.0.0/8"))
    assert not site.zones[name].implied
    assert conduit(site).sources.v4 == held.v4
    assert not conduit(site).sources.v6


def test_equal_addresses_in_two_vrfs(write: Write) -> None:
    extra = '  - {id: a, kind: cell, vrf: red, cidrs: ["10.50.0.0/24"]}\n  - {id: b, kind: cell, vrf: blue, cidrs: ["10.50.0.0/24"]}\n'
    assert good(write(zones=ZONES + extra)).zones["a"].addresses == AddressSet.network("10.50.0.0/24")


CASES: list[tuple[str, str, str, str]] = [
    ("zones", "kind: idmz", "kind: §imdz", "unknown-value"),
    ("zones", "{id: dmz", "{id: §9dmz", "wrong-id"),
    ("zones", "{id: dmz, kind", "§{kind", "missing-key"),
    ("zones", "level: 3.5", "§lvel: 3.5", "unknown-key"),
    ("zones", "level: 3.5", "level: §3.4", "unknown-value"),
    ("zones", "level: 3.5", "level: §high", "wrong-type"),
    ("zones", "level: [4, 5]", "level: §[4]", "wrong-length"),
    ("zones", "trust: 8", "trust: §eight", "wrong-type"),
    ("zones", "{IAC: 2", "{IAC: §5", "out-of-range"),
    ("zones", '"10.35.0.0/20"', '§"10.35.0.1/20"', "wrong-network"),
    ("zones", '"fd00:1::/64"', '§"FD00:1::/64"', "wrong-network"),
    ("zones", '"10.20.1.0/24"', '§"10.30.4.0/24"', "zones-overlap"),
    ("zones", '"10.35.0.0/20"', '§"0.0.0.0/0"', "not-internet"),
    ("zones", '"10.35.0.0/20"', '§"127.0.0.0/8"', "never-forwarded"),
    ("zones", "{id: dmz", "{id: §ent", "duplicate-id"),
    ("zones", "{id: dmz", "{id: §unassociated", "reserved-id"),
    ("zones", "{id: dmz, kind: idmz", "{id: internet, kind: §idmz", "reserved-id"),
    ("zones", "production_unit: line1", "production_unit: §lin1", "unknown-unit"),
    ("zones", "{device: fw,", "{device: §fv,", "unknown-device"),
    ("conduits", "from: ops", "from: §obs", "unknown-zone"),
    ("conduits", "to: cell1", "to: §on", "ambiguous-scalar"),
    ("conduits", "to: cell1", "to: §ops", "same-zone"),
    ("conduits", "[scada-1]", "[§scada-2]", "unknown-asset"),
    ("conduits", "[scada-1]", "§[]", "wrong-length"),
    ("conduits", '"10.20.1.0/28"', '§"10.20.2.0/28"', "endpoint-outside-zone"),
    ("conduits", "to: cell1\n    endpoints: {from: [", "to: cell1\n    endpoints: {from: [§hist-1, ", "no-address"),
    ("conduits", "from: ops\n    to: cell1\n    endpoints: {from: [", "from: ent\n    to: cell1\n    endpoints: {from: [§",
     "endpoint-outside-zone"),
    ("conduits", "initiator: from", "initiator: §ot", "unclear-initiator"),
    ("conduits", "initiator: from", "initiator: §fro", "unknown-value"),
    ("conduits", "opcua-tcp,", "§opcua,", "unknown-service"),
    ("conduits", "service: s7comm", "service: §s7com", "unknown-service"),
    ("conduits", "[fw]", "[§fw2]", "unknown-device"),
    ("conduits", "essential: true", "essential: §yes", "wrong-type"),
    ("conduits", "essential: true", "essential:§ ", "wrong-type"),
    ("conduits", "essential: true", "rate_per_s: §0100", "ambiguous-scalar"),
    ("conduits", '"2026-12-31"', "§2026-12-31", "ambiguous-scalar"),
    ("conduits", '"2026-12-31"', '§"2026-02-30"', "wrong-moment"),
    ("conduits", "  - id: scada\n", "  - name: §1.10\n    id: scada\n", "ambiguous-scalar"),
    ("conduits", "schema: conduits/v1", "schema: §conduit/v1", "unknown-kind"),
    ("conduits", "schema: conduits/v1", "schema: §conduits/v2", "unknown-version"),
    ("conduits", "schema: conduits/v1", "schema: §project/v1", "unknown-kind"),
    ("conduits", "schema: conduits/v1\n", "§", "missing-key"),
    ("conduits", "conduits:\n", "conduits:\n  - §x\n", "wrong-type"),
    ("conduits", "essential: true", "essential: true\n    §essential: true", "yaml-duplicate-key"),
    ("assets", '"10.30.2.10"', '§"10.30.2.010"', "wrong-address"),
    ("assets", "historian, zone: ops", "historian, zone: §opps", "unknown-zone"),
    ("assets", '"10.30.1.10"', '"10.30.1.10", mac: §12:34:56:12:34:56', "ambiguous-scalar"),
    ("devices", "inside: ops", "inside: §opps", "unknown-zone"),
    ("devices", "inside: ops", "§on: ops", "ambiguous-scalar"),
    ("units", "safety_consequence: 1", "safety_consequence: §1.5", "wrong-type"),
    ("units", "downtime_cost_per_hour: 21000", "downtime_cost_per_hour: §-1", "out-of-range"),
    ("units", "downtime_cost_per_hour: 21000", "downtime_cost_per_hour: §.nan", "out-of-range"),
    ("site", "timezone: Europe/Berlin", "timezone: §Europe/Berlim", "unknown-time-zone"),
    ("site", "min_hops", "§min_hop", "unknown-key"),
    ("site", "operations: 9", "§operation: 9", "unknown-value"),
    ("site", "currency: CHF", "rule_metadata: {pattern: §'('}", "wrong-pattern"),
    ("remote-access", '"10.35.24.0/24"', '§"10.30.24.0/24"', "pool-outside-zone"),
    ("remote-access", '"10.35.16.10"', '§"10.35.0.10"', "address-outside-zone"),
    ("remote-access", "by: j.ott", "by: §j.otto", "unknown-person"),
    ("remote-access", "targets: [scada-1]", "targets: [§scada-2]", "unknown-asset"),
    ("remote-access", "targets: [scada-1]", 'targets: [§"10.20.1.1/24"]', "wrong-target"),
    ("remote-access", "vendor: filltec\n", "vendor: §filtec\n", "unknown-vendor"),
    ("remote-access", '"2026-05-14T12:00:00+02:00"', '§"2026-05-14T08:00:00+02:00"', "wrong-order"),
    ("remote-access", '"2026-05-14T12:00:00+02:00"', '§"2026-05-14T12:00:00"', "wrong-timestamp"),
    ("remote-access", '"2026-05-13T14:00', '§"2026-05-15T14:00', "wrong-order"),
    ("remote-access", "[fido2]", "[§fido]", "unknown-value"),
    ("remote-access", "excludes_conduits: [scada]", "excludes_conduits: [§skada]", "unknown-conduit"),
    ("remote-access", "{device: gw,", "{device: §gv,", "unknown-device"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "old", "new", "code"), CASES, ids=[f"{c[0]}-{c[3]}-{i}" for i, c in enumerate(CASES)])
def test_each_error_stands_at_the_mark(write: Write, kind: str, old: str, new: str, code: str) -> None:
    assert old in FILES[kind]
    before, mark, after = FILES[kind].replace(old, new, 1).partition("§")
    assert mark
    changed = {kind: before + after}
    if code == "no-address":
        changed["assets"] = ASSETS.replace(', addresses: [{ip: "10.30.1.10"}]', "")
    line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
    assert f"{kind}.yaml:{line}:{column} {code}" in problems(write(**changed))


@pytest.mark.parametrize(
    ("stated", "homes"),
    [
        ('{ip: "10.30.2.10"}, {ip: "10.20.1.4"}', ("cell1", "ops")),
        ('{ip: "10.20.1.4"}', ("cell1",)),
        ('{ip: "10.30.2.10"}, {ip: "192.168.7.1"}', ("ops",)),
        ('{ip: "192.168.7.1"}', ()),
        ('{ip: "fe80::1"}', ("ops",)),
        ('{ip: "10.30.2.10"}, {ip: "203.0.113.9"}', ("internet", "ops")),
        ("", ("ops",)),
    ],
)
def test_homes_of_an_asset(write: Write, stated: str, homes: tuple[str, ...]) -> None:
    """Where an address lies is for policies: only the part of an asset inside a conduit's zone is an end of it."""
    site, _ = load_site(write(assets=ASSETS.replace('{ip: "10.30.2.10"}', stated)))
    assert site is not None
    assert site.assets["scada-1"].homes == homes
    ends = {c.id: c for c in site.conduits}["scada"].sources
    assert ends == site.assets["scada-1"].addresses & site.zones["ops"].addresses


def test_an_asset_with_two_legs_ends_conduits_of_both_zones(write: Write) -> None:
    two = ASSETS.replace('{ip: "10.30.1.10"}', '{ip: "10.30.1.10"}, {ip: "10.35.0.7"}')
    site, _ = load_site(write(assets=two, conduits=CONDUITS + END_IN_DMZ))
    assert site is not None
    assert {c.id: c for c in site.conduits}["mirror"].sources == AddressSet.parse("10.35.0.7")
    assert "endpoint-outside-zone" in "".join(problems(write(conduits=CONDUITS + END_IN_DMZ)))


def test_a_zone_without_blocks_may_hold_any_address(write: Write) -> None:
    bare = ZONES.replace(', cidrs: ["10.30.0.0/16"]', ', vlans: ["30"]')
    site, _ = load_site(write(zones=bare))
    assert site is not None
    assert site.assets["scada-1"].homes == ("ops",)
    assert {c.id: c for c in site.conduits}["scada"].sources == AddressSet.parse("10.30.2.10")


def test_a_misspelled_zone(write: Write) -> None:
    site, (only,) = load_site(write(conduits=CONDUITS.replace("to: cell1", "to: cel1")))
    assert site is None
    assert (
        str(only) == "declarations/conduits.yaml:5:9: error: unknown zone 'cel1'; did you mean 'cell1'? [unknown-zone]"
    )
    assert only.location.end_column == 13


def test_a_misspelled_key_and_word(write: Write) -> None:
    found = messages(write(zones=ZONES.replace("cidrs", "cidr", 1).replace("idmz", "izmz")))
    assert "unknown key 'cidr'; did you mean 'cidrs'?" in found
    assert "unknown value 'izmz'; did you mean 'idmz'?" in found


def test_initiator_between_two_ot_zones_is_unclear(write: Write) -> None:
    text = CONDUITS.replace("initiator: from", "initiator: it")
    assert problems(write(conduits=text)) == ["conduits.yaml:7:16 unclear-initiator"]


def test_errors_of_all_files_come_together(write: Write) -> None:
    found = problems(
        write(
            "schema: project/v1\nfail_on: hgh\n",
            zones=ZONES.replace("kind: idmz", "kind: imdz"),
            conduits=CONDUITS.replace("[fw]", "[fx]"),
            units="a: [\n",
        )
    )
    assert [f.split(" ")[1] for f in found if "zonewarden" in f] == ["unknown-value"]
    assert "zones.yaml:4:21 unknown-value" in found
    assert "conduits.yaml:10:19 unknown-device" in found
    assert any(f.startswith("units.yaml:1:") and f.endswith("yaml-syntax") for f in found)
    assert not any("unknown-unit" in f for f in found), "references to a broken file are not judged"


def test_a_warning_does_not_stop_the_site(write: Write) -> None:
    site, diagnostics = load_site(write(conduits=CONDUITS.replace("essential: true", "rate_per_s: 0100")))
    assert site is not None
    assert [(d.code, d.severity) for d in diagnostics] == [("ambiguous-scalar", Severity.WARNING)]


def test_x_keys_may_hold_anything(write: Write) -> None:
    site, diagnostics = load_site(
        write(zones=ZONES.replace("kind: cell\n", "kind: cell\n    x-team: {since: 2026-01-01}\n"))
    )
    assert site is not None
    assert [(d.code, d.location.line, d.location.column) for d in diagnostics] == [("ambiguous-scalar", 9, 21)]


def test_files_of_a_kind_merge_and_lie_in_folders(write: Write, tmp_path: Path) -> None:
    project = write()
    folder = tmp_path / "declarations" / "zones"
    folder.mkdir()
    (folder / "line2.yml").write_text('schema: zones/v1\nzones: [{id: cell2, kind: cell, cidrs: ["10.20.2.0/24"]}]\n')
    assert {"cell1", "cell2"} <= set(good(project).zones)
    (folder / "oops.yaml").write_text("schema: units/v1\nunits: []\n")
    assert problems(project) == ["oops.yaml:1:9 wrong-folder"]


def test_two_sites_and_two_kill_switches(write: Write) -> None:
    more = 'schema: remote-access/v1\nkill_switch: {last_tested: "2026-01-01"}\n'
    found = problems(write(site2=SITE, remote_access2=more))
    assert found == ["remote-access2.yaml:2:1 duplicate-section", "site2.yaml:1:9 duplicate-site"]


def test_overlay_rows(write: Write) -> None:
    text = """\
schema: services/v1
services:
  - {id: acme, name: ACME, ports: [tcp/502, eth/0x88B8], roles: [control], writes: true, encrypted_alternative: null}
  - {id: rdp, auth: weak}
"""
    site, diagnostics = load_site(write(services=text))
    assert site is not None
    assert site.services["acme"].services == ServiceSet.ports(6, ((502, 502),))
    assert (site.services["rdp"].auth, site.services["rdp"].ports) == ("weak", ("tcp/3389", "udp/3389"))
    (note,) = diagnostics
    assert (note.code, note.severity) == ("shared-ports", Severity.NOTE)
    assert "modbus-tcp" in note.message
    bad = (
        text.replace("tcp/502", "tcp/70000")
        .replace("name: ACME, ", "")
        .replace("alternative: null", "alternative: ssg")
    )
    assert problems(write(services=bad)) == [
        "services.yaml:3:5 missing-key", "services.yaml:3:24 wrong-ports", "services.yaml:3:103 unknown-service",
    ]  # fmt: skip


def test_project_file(write: Write) -> None:
    text = PROJECT + (
        'configs: ["a/*.cfg"]\npolicies: [mine]\nplatforms: {"a/*": cisco-asa}\nfail_on: high\n'
        'fail_on_not_assessable: false\nas_of: "2026-06-01T00:00:00Z"\ndisabled: {FW-006: "no tickets"}\n'
    )
    project = good(write(text)).project
    assert (project.root, project.path, project.configs, project.policies) == (
        ".",
        "zonewarden.yaml",
        ("a/*.cfg",),
        ("mine",),
    )
    assert (project.fail_on, project.fail_on_not_assessable) == ("high", False)
    assert project.as_of == datetime(2026, 6, 1, tzinfo=UTC)
    assert (project.platforms, project.disabled) == ({"a/*": "cisco-asa"}, {"FW-006": "no tickets"})


def test_bad_project_files(write: Write) -> None:
    assert problems(write("schema: project/v1\nas_of: 2026-06-01T00:00:00Z\n")) == [
        "zonewarden.yaml:2:8 ambiguous-scalar"
    ]
    assert "zonewarden.yaml:2:16 missing-path" in problems(write("schema: project/v1\ndeclarations: [nowhere]\n"))
    assert problems(write("[]\n")) == ["zonewarden.yaml:1:1 wrong-type"]
    assert load_site(Path("absent.yaml"))[1][0].code == "unreadable-file"


@pytest.mark.parametrize("entry", ["a\\0b", "x" * 5000, "../" * 2000])
def test_paths_that_no_system_takes(write: Write, entry: str) -> None:
    assert "zonewarden.yaml:2:16 missing-path" in problems(write(f'schema: project/v1\ndeclarations: ["{entry}"]\n'))


def test_only_regular_files_are_read(write: Write, tmp_path: Path) -> None:
    project = write()
    os.mkfifo(tmp_path / "declarations" / "pipe.yaml")
    assert problems(project) == ["pipe.yaml:1:0 unreadable-file"]


def test_a_broken_zones_file_is_one_error(write: Write) -> None:
    found = problems(write(zones=ZONES + "\t- x\n"))
    assert len(found) == 1, found
    assert found[0].startswith("zones.yaml:13:1 yaml-tab")


def test_what_stands_under_a_misspelt_key_is_not_missed_elsewhere(write: Write) -> None:
    found = problems(write(zones=ZONES.replace("\nzones:", "\nzonse:")))
    assert sorted(f.split(" ")[1] for f in found) == ["missing-key", "unknown-key"], found


def test_dates_at_the_ends_of_time(write: Write) -> None:
    text = CONDUITS.replace("2026-12-31", "9999-12-31")
    grant = ACCESS.replace("2026-05-14T08:00:00+02:00", "0001-01-01T00:00:00+14:00").replace("2026-05-13", "0001-01-01")
    found = problems(write(conduits=text, remote_access=grant))
    assert found == ["remote-access.yaml:16:32 wrong-order"] or [f.split(" ")[1] for f in found] == ["wrong-order"]


def test_a_project_without_declarations_has_the_two_zones(tmp_path: Path) -> None:
    (tmp_path / "zonewarden.yaml").write_text(PROJECT)
    assert list(good(tmp_path / "zonewarden.yaml").zones) == ["internet", "unassociated"]


def test_find_project_stops_at_the_git_root(tmp_path: Path) -> None:
    inner = tmp_path / "repo" / "plant" / "configs"
    inner.mkdir(parents=True)
    (tmp_path / "zonewarden.yaml").write_text(PROJECT)
    assert find_project(inner) is None
    (tmp_path / "repo" / ".git").mkdir()
    assert find_project(inner) is None
    wanted = tmp_path / "repo" / "zonewarden.yaml"
    wanted.write_text(PROJECT)
    assert find_project(inner) == wanted
    nearer = tmp_path / "repo" / "plant" / "zonewarden.yaml"
    nearer.write_text(PROJECT)
    assert find_project(inner) == nearer
    assert find_project(tmp_path) == tmp_path / "zonewarden.yaml"


def test_a_flood_of_errors_is_cut(write: Write) -> None:
    found = load_site(write(units="schema: units/v1\nunits:\n" + "  - {idd: x}\n" * 2000))[1]
    here = [d for d in found if d.location.path.endswith("units.yaml")]
    assert len(here) < 200
    assert "3900 more problems in this file" in [d.message for d in here]


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(kind=st.sampled_from(sorted(FILES)), data=st.data())
def test_damaged_files_never_raise(write: Write, kind: str, data: st.DataObject) -> None:
    lines = FILES[kind].splitlines(keepends=True)
    words = sorted({word for text in FILES.values() for word in text.replace(",", " ").split()})
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        action = data.draw(st.sampled_from(["cut", "double", "swap", "word"]))
        other = data.draw(st.integers(0, len(lines) - 1))
        if action == "cut" and len(lines) > 1:
            del lines[at]
        elif action == "double":
            lines.insert(at, lines[at])
        elif action == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        else:
            head, space, _ = lines[at].rstrip().rpartition(" ")
            lines[at] = f"{head}{space}{data.draw(st.sampled_from(words))}\n"
    site, diagnostics = load_site(write(**{kind: "".join(lines)}))
    assert (site is None) == any(d.severity is Severity.ERROR for d in diagnostics)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(text=st.text(max_size=200), where=st.sampled_from(["project", *sorted(FILES)]))
def test_arbitrary_text_never_raises(write: Write, text: str, where: str) -> None:
    clean = text.encode("utf-8", "replace").decode()
    path = write(clean) if where == "project" else write(**{where: FILES[where] + clean})
    _, diagnostics = load_site(path)
    assert all(isinstance(d, Diagnostic) for d in diagnostics)
