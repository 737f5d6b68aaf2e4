package zonewarden.segmentation.management_zone_open_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.management_zone_open as policy

test_ssh_from_operations if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>mgmt"},
		"message": concat(" ", [
			"Zone ops (level 3) can open administrative sessions into management zone mgmt through fw-ot-1:",
			"RDP and SSH.",
		]),
		"evidence": {"services": ["rdp", "ssh"], "service_count": 2},
		"packets": {"flow": "fw:ops>mgmt", "part": "permitted", "services": ["rdp", "ssh"]},
	}} with input as fixtures.facts([fixtures.covered("ops", "mgmt", ["ssh", "rdp", "ntp"])])
}

test_any_service if {
	facts := fixtures.facts([fixtures.unlimited("ent", "mgmt")])
	some violation in policy.violations with input as facts
	endswith(violation.message, "into management zone mgmt through fw-ot-1: any service.")
}

test_time_passes if {
	facts := fixtures.facts([fixtures.covered("cell1", "mgmt", ["ntp"])])
	policy.subjects == {{"kind": "flow", "id": "fw:cell1>mgmt"}} with input as facts
	policy.violations == set() with input as facts
}

test_blocked_flow_passes if {
	policy.violations == set() with input as fixtures.facts([fixtures.blocked("ops", "mgmt")])
}

test_remote_access_and_the_way_out_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([
		fixtures.covered("ra", "mgmt", ["ssh"]),
		fixtures.covered("mgmt", "ops", ["ssh"]),
	])
}
