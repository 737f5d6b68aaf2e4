package zonewarden.remote_access.jump_host_uncontained_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.jump_host_uncontained as policy

_flow(to, changes) := object.union(object.union(fixtures.covered("ra", to, ["rdp"]), {"jump_hosts": ["jump-1"]}), changes)

_facts(flow, allowed) := fixtures.with_assets(fixtures.facts([flow]), [object.union(
	fixtures.asset("jump-1", "jump_host", "ra"),
	{"allowed_zones": allowed},
)])

test_beyond_its_zones if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ra>cell1"},
		"key": "jump-1",
		"message": concat(" ", [
			"Jump host jump-1 reaches cell1 (level 1-2), which is not among its zones,",
			"through fw-ot-1: RDP.",
		]),
		"evidence": {"services": ["rdp"], "allowed_zones": ["ops"]},
		"packets": {"flow": "fw:ra>cell1", "part": "permitted"},
		"exposure": 2,
	}} with input as _facts(_flow("cell1", {}), ["ops"])
}

test_the_internet_is_nobodys_zone if {
	facts := _facts(_flow("internet", {}), [])
	{v.message | some v in policy.violations} == {"Jump host jump-1 reaches the Internet through fw-ot-1: RDP."} with input as facts
}

test_any_service_in_its_own_zone if {
	facts := _facts(_flow("ops", {"permitted": {"any_service": true}}), ["ops"])
	{v.message | some v in policy.violations} == {concat(" ", [
		"Jump host jump-1 reaches ops (level 3) with any service",
		"through fw-ot-1: any service.",
	])} with input as facts
}

test_its_zones_pass if {
	policy.subjects == {{"kind": "flow", "id": "fw:ra>ops"}} with input as _facts(_flow("ops", {}), ["ops"])
	policy.violations == set() with input as _facts(_flow("ops", {}), ["ops"])
}

test_no_list_no_excess if {
	policy.violations == set() with input as _facts(_flow("ops", {}), [])
}

test_other_hosts_are_not_judged if {
	policy.subjects == set() with input as _facts(_flow("cell1", {"jump_hosts": []}), ["ops"])
}
