package zonewarden.integration.write_back_unguarded_test

import data.zonewarden.integration.write_back_unguarded as policy

_facts(changes) := object.union(_good, changes)

_integration(changes) := _facts({"integrations": {"i": changes}})

_good := {
	"zones": {
		"ops": {"id": "ops", "kind": "operations", "ot": true, "external": false, "level_low": 3, "level_high": 3},
		"idmz": {"id": "idmz", "kind": "idmz", "ot": false, "external": false, "level_low": 3.5, "level_high": 3.5},
	},
	"asset_records": {"hist": {"zone": "ops"}, "mirror": {"zone": "idmz"}},
	"devices": {"fw": {"name": "fw-1"}},
	"services": {
		"opcua-tcp": {"name": "OPC UA", "classes": ["ics", "control-write"]},
		"https": {"name": "HTTPS", "classes": ["web"]},
		"wsus": {"name": "WSUS", "classes": ["patch"]},
		"http-proxy": {"name": "Proxy", "classes": ["proxy"]},
	},
	"conduits": {},
	"flows": {"fw:idmz>ops": {
		"id": "fw:idmz>ops",
		"device": "fw",
		"from": "idmz",
		"to": "ops",
		"services": {"https": {"classes": ["web"]}},
	}},
	"integrations": {"i": {
		"id": "i",
		"title": "integration i",
		"status": "live",
		"direction": "ot_to_it",
		"services": ["opcua-tcp"],
		"source": {"asset": "hist", "zone": null},
		"broker": {"asset": null, "zone": "idmz"},
		"consumer": {"asset": null, "zone": null},
		"auth": {"privileges": "read"},
		"write_back": {
			"approved": null,
			"gateway": null,
			"limits": null,
			"operator_confirmation": null,
		},
		"validation": {"schema": true},
	}},
}

_opens(changes) := object.union(
	_facts({"flows": {"fw:idmz>ops": {"services": {"opcua-tcp": {"classes": ["ics", "control-write"]}}}}}),
	changes,
)

_violation(key, text) := {{
	"subject": {"kind": "integration", "id": "i"},
	"key": key,
	"message": sprintf("The integration i %s.", [text]),
	"capability": 3,
	"exposure": 2,
	"floor": "high",
}}

test_passes if {
	policy.subjects == {{"kind": "integration", "id": "i"}} with input as _good
	policy.violations == set() with input as _good
}

test_guarded if {
	policy.violations == set() with input as _integration({
		"direction": "both",
		"write_back": {"approved": true, "gateway": "gw", "limits": true, "operator_confirmation": true},
	})
}

test_carries_into_the_plant if {
	lacks := "approval,command gateway,confirmation by an operator,limits on set points"
	text := concat("", [
		"carries data into the plant (it_to_ot) and has no approval, command gateway, ",
		"confirmation by an operator and limits on set points",
	])
	policy.violations == _violation(lacks, text) with input as _integration({"direction": "it_to_ot"})
}

test_account_may_write if {
	guarded := {"approved": true, "gateway": "gw", "limits": true, "operator_confirmation": true}
	policy.violations == _violation("validation", "has an account that may write and has no validation") with input as _integration({
		"auth": {"privileges": "write"},
		"write_back": guarded,
		"validation": {"schema": null},
	})
	policy.violations == _violation("command gateway", "has an account that may administer and has no command gateway") with input as _integration({
		"auth": {"privileges": "admin"},
		"write_back": object.union(guarded, {"gateway": null}),
	})
}

test_refused_way_back if {
	guarded := {"approved": false, "gateway": "gw", "limits": true, "operator_confirmation": true}
	policy.violations == _violation("approval", "carries data into the plant (both) and has no approval") with input as _integration({
		"direction": "both",
		"write_back": guarded,
	})
	policy.violations == set() with input as _integration({"write_back": guarded})
}

test_way_back_of_a_reader if {
	text := "has a way back and has no confirmation by an operator and limits on set points"
	policy.violations == _violation("confirmation by an operator,limits on set points", text) with input as _integration({"write_back": {
		"approved": true,
		"gateway": "gw",
	}})
}

test_updates_command_nothing if {
	policy.subjects == set() with input as _integration({"direction": "it_to_ot", "services": ["wsus", "http-proxy"]})
	policy.subjects == {{"kind": "integration", "id": "i"}} with input as _integration({"services": ["wsus", "https"]})
	policy.subjects == {{"kind": "integration", "id": "i"}} with input as _integration({"services": ["http-proxy"]})
}

test_the_network_lets_it_write if {
	policy.violations == {{
		"subject": {"kind": "integration", "id": "i"},
		"key": "flow:fw:idmz>ops",
		"message": concat("", [
			"The integration i only reads by its record, and idmz (level 3.5) may open OPC UA ",
			"in ops (level 3) through fw-1.",
		]),
		"packets": {"flow": "fw:idmz>ops", "part": "permitted", "services": ["opcua-tcp"]},
		"capability": 3,
		"exposure": 2,
		"floor": "high",
	}} with input as _opens({})
}

test_pinned_to_reading if {
	conduit := {"from": "ops", "to": "idmz", "access": "read_only", "services": ["opcua-tcp"], "unpinned_services": []}
	policy.violations == set() with input as _opens({"conduits": {"c": conduit}})
	count(policy.violations) == 1 with input as _opens({"conduits": {"c": object.union(
		conduit,
		{"unpinned_services": ["opcua-tcp"]},
	)}})
}

test_other_services_are_for_others if {
	policy.violations == set() with input as _opens({"integrations": {"i": {"services": ["https"]}}})
}

test_not_in_use if {
	policy.subjects == set() with input as _integration({"status": "planned", "direction": "both"})
}
