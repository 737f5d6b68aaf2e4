package zonewarden.segmentation.unassociated_addresses_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.unassociated_addresses as policy

test_unknown_source if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:unassociated>ops"},
		"message": "fw-ot-1 permits traffic from addresses outside every zone to ops (level 3): SSH.",
		"evidence": {"services": ["ssh"], "service_count": 1},
		"packets": {"flow": "fw:unassociated>ops", "part": "permitted"},
		"exposure": 2,
	}} with input as fixtures.facts([fixtures.undeclared("unassociated", "ops", ["ssh"])])
}

test_unknown_destination if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:cell1>unassociated"},
		"message": "fw-ot-1 permits traffic to addresses outside every zone from cell1 (level 1-2): any service.",
		"evidence": {
			"services": ["https", "modbus-tcp", "ntp", "opcua-tls", "rdp", "s7comm", "smtp", "ssh"],
			"service_count": 9,
		},
		"packets": {"flow": "fw:cell1>unassociated", "part": "permitted"},
		"exposure": 2,
	}} with input as fixtures.facts([fixtures.unlimited("cell1", "unassociated")])
}

test_blocked_flow_passes if {
	facts := fixtures.facts([fixtures.blocked("unassociated", "ops")])
	policy.subjects == {{"kind": "flow", "id": "fw:unassociated>ops"}} with input as facts
	policy.violations == set() with input as facts
}

test_flows_between_zones_are_not_judged if {
	policy.subjects == set() with input as fixtures.facts([fixtures.undeclared("ent", "ops", ["ssh"])])
}
