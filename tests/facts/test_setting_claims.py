"""Compensating controls that claim something about settings: what proves them, refutes them, and leaves them open."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from zonewarden.check import Request, analyse, read
from zonewarden.facts.document import facts
from zonewarden.policy_set import shipped

EXAMPLE = shipped() / "vulnerabilities/refuted_control/good"
CONFIG = "configs/fw-ot-1.cfg"
CONTROLS = "declarations/vulnerabilities.yaml"
RESPONSE = "declarations/incident-response.yaml"
OPERATIONS = "declarations/operations.yaml"
RULE = "access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.20.1.10 eq 102 log"
LOGGING = "{type: log_to, device: fw-ot-1, receiver: siem-relay}"
SENSOR = "{id: tap-1, zone: ops, type: tap, ot_aware: true, use_cases: [plc_program_download]}"
ABSOLUTE = " absolute start 07:00 05 December 2026 end 16:00 05 December 2026"
FORTIOS = """config system interface
    edit "port1"
        set ip 10.30.0.1 255.255.0.0
    next
    edit "port2"
        set ip 10.20.1.1 255.255.255.0
    next
end
config firewall policy
    edit 1
        set srcintf "port1"
        set dstintf "port2"
        set srcaddr "all"
        set dstaddr "all"
        set service "ALL"
        set schedule "always"
        set action accept
        set utm-status enable
        PROFILE
    next
end
config ips sensor
    edit "OT"
        config entries
            edit 1
                set rule 44001
                set status enable
                set action ACTION
            next
        end
    next
end
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path / "site"))


def control(site: Path, id_: str, *changes: tuple[str, str, str]) -> tuple[str, list[str], list[str]]:
    """Return what is concluded about a control with some text changed: proof, faults, reasons for doubt."""
    for name, old, new in changes:
        path = site / name
        text = path.read_text()
        assert old in text, old
        path.write_text(text.replace(old, new))
    inputs = read(Request(site / "zonewarden.yaml"))
    analysed = analyse(inputs)
    assert analysed is not None, inputs.diagnostics
    found: Any = facts(analysed, inputs.configs.parsed)["compensating_controls"][id_]
    return found["proof"], [f["text"] for f in found["faults"]], [t["reason"] for t in found["taints"]]


@pytest.mark.parametrize("id_", ["CC-009", "CC-011", "CC-012"])
def test_claims_that_settings_prove(site: Path, id_: str) -> None:
    assert control(site, id_) == ("holds", [], [])


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (
            (CONFIG, "logging host idmz 10.35.0.50", "logging host idmz 10.35.0.51"),
            "fw-ot-1 logs to 10.35.0.51, not to siem-relay",
        ),
        ((CONFIG, "logging host idmz 10.35.0.50\n", ""), "fw-ot-1 logs to nowhere, not to siem-relay"),
        (
            (CONFIG, RULE + "\n", RULE.removesuffix(" log") + "\n"),
            "fw-ot-1 permits sessions from ops to plc-1 without a log",
        ),
    ],
)
def test_logs_that_are_not_sent(site: Path, change: tuple[str, str, str], fault: str) -> None:
    assert control(site, "CC-011", change) == ("broken", [fault], [])


@pytest.mark.parametrize("receiver", ["10.35.0.50", "siem-relay"])
def test_a_receiver_is_known_by_name_or_address(site: Path, receiver: str) -> None:
    assert control(site, "CC-011", (CONTROLS, "receiver: siem-relay", f'receiver: "{receiver}"'))[0] == "holds"


def test_logs_of_a_source_that_no_collector_names_are_open(site: Path) -> None:
    proof, faults, reasons = control(site, "CC-011", (RESPONSE, "sources: [fw-ot-1]", "sources: []"))
    assert (proof, faults) == ("open", [])
    assert reasons == ["no log collector siem-relay is declared with fw-ot-1 among its sources"]


def test_a_receiver_that_is_declared_elsewhere_is_open(site: Path) -> None:
    declared = ("declarations/devices.yaml", "role: firewall,", "role: firewall, log_receivers: [siem-relay],")
    proof, faults, _ = control(site, "CC-011", declared, (CONFIG, "logging host idmz 10.35.0.50\n", ""))
    assert (proof, faults) == ("open", [])


@pytest.mark.parametrize("id_", ["CC-009", "CC-011"])
def test_what_is_not_read_keeps_a_claim_open(site: Path, id_: str) -> None:
    unread = "access-list OPS-IN extended permit tcp host 10.30.2.10 wobble\n"
    changed = (CONFIG, "access-list OPS-IN extended deny", f"{unread}access-list OPS-IN extended deny")
    assert control(site, id_, changed)[0] == "open"


def test_a_log_server_with_a_name_may_be_the_receiver(site: Path) -> None:
    proof, faults, _ = control(site, "CC-011", (CONFIG, "logging host idmz 10.35.0.50", "logging host idmz siem.plant"))
    assert (proof, faults) == ("open", [])


@pytest.mark.parametrize(
    ("old", "new", "proof"),
    [
        ("time-range SERVICE-W1\naccess-list OPS-IN extended deny", "\naccess-list OPS-IN extended deny", "broken"),
        (ABSOLUTE, " absolute start 07:00 05 December 2026 end 23:30 05 December 2026", "broken"),
        # 06:30 is inside by UTC, and half an hour early by the clock of Berlin
        (ABSOLUTE, " absolute start 06:30 05 December 2026 end 16:00 05 December 2026", "open"),
        (ABSOLUTE, " absolute end 16:00 05 December 2026", "open"),
        (ABSOLUTE, " periodic weekend 00:00 to 23:59", "open"),
        ("remark PLC-SERVICE", "remark OTHER", "open"),
    ],
)
def test_rules_that_hold_outside_their_window(site: Path, old: str, new: str, proof: str) -> None:
    assert control(site, "CC-012", (CONFIG, old, new))[0] == proof


def test_a_window_that_is_not_declared_is_open(site: Path) -> None:
    assert control(site, "CC-012", (CONTROLS, ", within: W-1", ""))[0] == "open"


@pytest.mark.parametrize(
    ("zone", "use_case", "faults"),
    [
        ("ops", "plc_program_download", []),
        ("cell1", "plc_program_download", ["sensor tap-1 watches ops, not cell1"]),
        ("ops", "plc_stop", ["sensor tap-1 is declared to detect plc_program_download, not plc_stop"]),
    ],
)
def test_what_a_sensor_is_declared_for(site: Path, zone: str, use_case: str, faults: list[str]) -> None:
    claim = f"{{type: monitored_by, zone: {zone}, sensor: tap-1, use_case: {use_case}}}"
    proof, found, reasons = control(site, "CC-011", (CONTROLS, LOGGING, claim))
    assert (proof, found) == ("broken" if faults else "open", faults)
    assert faults or reasons[-1] == "that sensor tap-1 gets to see the traffic is in no configuration at hand"


def test_a_sensor_whose_alerts_do_not_arrive(site: Path) -> None:
    claim = "{type: monitored_by, zone: ops, sensor: scada-1, use_case: plc_program_download}"
    changes = (
        (CONTROLS, LOGGING, claim),
        (RESPONSE, SENSOR, SENSOR.replace("tap-1", "scada-1")),
        (RESPONSE, "sources: [fw-ot-1]", "sources: [scada-1]"),
    )
    assert control(site, "CC-011", *changes)[:2] == (
        "broken",
        ["fw-ot-1 lets no logs of scada-1 through to siem-relay"],
    )


@pytest.mark.parametrize(
    ("profile", "action", "claimed", "proof"),
    [
        ("set ips-sensor OT", "block", "44001, mode: block", "holds"),
        ("set ips-sensor OT", "pass", "44001, mode: block", "broken"),
        ("set ips-sensor OT", "pass", "44001, mode: detect", "holds"),
        ("set ips-sensor OT", "block", "44002, mode: block", "open"),
        ("set ips-sensor OT", "default", "44001, mode: block", "open"),
        ("set ips-sensor other", "block", "44001, mode: block", "open"),
        ("set application-list APPS", "block", "44001, mode: block", "broken"),
        ("set profile-type group\n set profile-group G", "block", "44001, mode: block", "open"),
    ],
)
def test_signatures_that_rules_look_for(site: Path, profile: str, action: str, claimed: str, proof: str) -> None:
    (site / "configs" / "fgt.cfg").write_text(FORTIOS.replace("PROFILE", profile).replace("ACTION", action))
    (site / CONFIG).unlink()
    signature, _, mode = claimed.partition(",")
    claim = f'{{type: ips_signature, conduit: cnd-scada, signature: "{signature}",{mode}}}'
    assert control(site, "CC-011", (CONTROLS, LOGGING, claim))[0] == proof


def test_a_platform_that_binds_no_profiles_tells_nothing_of_signatures(site: Path) -> None:
    claim = '{type: ips_signature, conduit: cnd-scada, signature: "44001", mode: block}'
    proof, _, reasons = control(site, "CC-011", (CONTROLS, LOGGING, claim))
    assert proof == "open"
    assert "binds no profiles" in reasons[0]


SWITCH = """version 15.2
hostname sw-1
vlan 20
vlan 30
interface GigabitEthernet1/0/1
 switchport mode access
 switchport access vlan 20
"""
SPAN = "{id: tap-1, zone: cell1, type: span, ot_aware: true, use_cases: [plc_stop], span: {device: sw-1, session: 1}}"


@pytest.mark.parametrize(
    ("session", "proof", "fault"),
    [
        ("monitor session 1 source vlan 20 , 30\nmonitor session 1 destination interface Gi1/0/48\n", "holds", ""),
        ("monitor session 1 source vlan 20 rx\nmonitor session 1 destination interface Gi1/0/48\n", "open", ""),
        ("monitor session 1 source interface Gi1/0/1\nmonitor session 1 destination interface Gi1/0/48\n", "open", ""),
        (
            "monitor session 1 source vlan 30\nmonitor session 1 destination interface Gi1/0/48\n",
            "broken",
            "monitor session 1 of sw-1 copies none of the VLANs of cell1",
        ),
        ("monitor session 1 source vlan 20\n", "broken", "monitor session 1 of sw-1 has no destination"),
        ("monitor session 2 source vlan 20\n", "broken", "monitor session 1 of sw-1 is not configured"),
    ],
)
def test_what_a_switch_copies_to_a_sensor(site: Path, session: str, proof: str, fault: str) -> None:
    (site / "configs" / "sw-1.cfg").write_text(SWITCH + session)
    declared = (site / "declarations/devices.yaml").read_text()
    switch = '  - {id: sw-1, role: switch, config: "configs/sw-1.cfg"}\n'
    (site / "declarations/devices.yaml").write_text(declared + switch)
    assets = (site / "declarations/assets.yaml").read_text()
    sensor = '  - {id: tap-1, role: sensor, zone: idmz, addresses: [{ip: "10.35.0.60"}]}\n'
    (site / "declarations/assets.yaml").write_text(assets + sensor)
    changes = (
        (CONTROLS, LOGGING, "{type: monitored_by, zone: cell1, sensor: tap-1, use_case: plc_stop}"),
        (RESPONSE, SENSOR, SPAN),
        (RESPONSE, "sources: [fw-ot-1]", "sources: [tap-1]"),
        ("declarations/zones.yaml", '["10.20.1.0/24"],', '["10.20.1.0/24"], vlans: ["20"],'),
    )
    found = control(site, "CC-011", *changes)
    assert found[:2] == (proof, [fault] if fault else [])
