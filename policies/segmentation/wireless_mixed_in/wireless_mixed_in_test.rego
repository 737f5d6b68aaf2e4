package zonewarden.segmentation.wireless_mixed_in_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.wireless_mixed_in as policy

_camera(home) := object.union(fixtures.asset("cam-1", "camera", home), {"wireless": true})

_conduit(changes) := object.union(
	{"id": "c1", "from": "wlan", "to": "cell1", "availability_class": "", "transport": "", "wireless_approved": false},
	changes,
)

test_wireless_host_in_a_cell if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "cam-1"},
		"message": "cam-1 is wireless and stands in cell1 (level 1-2), a zone of wired hosts.",
		"evidence": {"zone": "cell1", "kind": "cell"},
		"zones": ["cell1"],
		"exposure": 2,
	}} with input as fixtures.with_assets(fixtures.facts([]), [_camera("cell1")])
}

test_wireless_host_at_home_passes if {
	facts := fixtures.with_assets(fixtures.facts([]), [_camera("wlan"), fixtures.asset("plc-1", "plc", "cell1")])
	policy.subjects == {{"kind": "asset", "id": "cam-1"}} with input as facts
	policy.violations == set() with input as facts
}

test_undeclared_path_to_a_cell if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:wlan>cell1"},
		"message": concat(" ", [
			"The wireless zone wlan can open sessions to cell1 (level 1-2) through fw-ot-1",
			"without an approved conduit: Modbus/TCP.",
		]),
		"evidence": {"services": ["modbus-tcp"], "service_count": 1},
		"packets": {"flow": "fw:wlan>cell1", "part": "undeclared"},
		"capability": 3,
		"exposure": 2,
	}} with input as fixtures.facts([fixtures.undeclared("wlan", "cell1", ["modbus-tcp"])])
}

_under_conduit(changes) := fixtures.with_conduits(
	fixtures.facts([object.union(
		fixtures.covered("wlan", "cell1", ["modbus-tcp"]),
		{"permitted": object.union(fixtures.part, {"conduits": ["c1"]})},
	)]),
	[_conduit(changes)],
)

test_declared_path_without_approval if {
	{v.packets.part | some v in policy.violations} == {"permitted"} with input as _under_conduit({})
}

test_approved_path_passes if {
	policy.violations == set() with input as _under_conduit({"wireless_approved": true})
}

test_paths_to_operations_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([fixtures.undeclared("wlan", "ops", ["ssh"])])
}

test_critical_conduit_over_radio if {
	conduit := _conduit({"availability_class": "critical", "transport": "wireless_lan"})
	policy.violations == {{
		"subject": {"kind": "conduit", "id": "c1"},
		"message": "Conduit c1 must not fail and runs over wireless LAN.",
		"evidence": {"transport": "wireless_lan", "availability_class": "critical"},
		"zones": ["wlan", "cell1"],
		"capability": 1,
	}} with input as fixtures.with_conduits(fixtures.facts([]), [conduit])
}

test_critical_conduit_over_cable_passes if {
	conduit := _conduit({"availability_class": "critical", "transport": "local_lan"})
	facts := fixtures.with_conduits(fixtures.facts([]), [conduit])
	policy.subjects == {{"kind": "conduit", "id": "c1"}} with input as facts
	policy.violations == set() with input as facts
}
