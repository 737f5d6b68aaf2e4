package zonewarden.integration.write_back_unguarded_test

import data.zonewarden.integration.write_back_unguarded as policy

_facts(changes) := object.union(_good, changes)

_integration(changes) := _facts({"integrations": {"i": changes}})

_good := {
	"zones": {
		"ops": {"id": "ops", "kind": "operations", "ot": true, "it": false, "external": false, "level_low": 3, "level_high": 3},
		"idmz": {"id": "idmz", "kind": "idmz", "ot": false, "it": false, "external": false, "level_low": 3.5, "level_high": 3.5},
		"ent": {"id": "ent", "kind": "enterprise", "ot": false, "it": true, "external": false, "level_low": 4, "level_high": 5},
	},
	"devices": {"fw": {"name": "fw-1"}},
	"services": {
		"opcua-tcp": {"name": "OPC UA", "writes": true, "classes": ["ics", "control-write"]},
		"mssql": {"name": "SQL", "writes": true, "classes": ["database", "integration"]},
		"smb": {"name": "SMB", "writes": true, "classes": ["file-transfer", "lateral"]},
		"https": {"name": "HTTPS", "writes": false, "classes": ["web"]},
		"wsus": {"name": "WSUS", "writes": false, "classes": ["patch"]},
		"http-proxy": {"name": "Proxy", "writes": false, "classes": ["proxy"]},
	},
	"conduits": {},
	"flows": {"fw:idmz>ops": {
		"id": "fw:idmz>ops",
		"device": "fw",
		"from": "idmz",
		"to": "ops",
		"services": {"https": {"classes": ["web"]}},
		"integrations": {"i": {"from_end": "broker", "to_end": "source", "services": [], "beyond": []}},
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
	_facts({"flows": {"fw:idmz>ops": {"integrations": {"i": {"services": ["opcua-tcp"]}}}}}),
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

test_between_the_offices_and_the_dmz_it_touches_no_plant if {
	outside := {"direction": "it_to_ot", "source": {"asset": null, "zone": "ent"}, "consumer": {"asset": "relay", "zone": null}}
	placed := {"asset_records": {"relay": {"zones": ["idmz"]}}, "integrations": {"i": outside}}
	policy.subjects == set() with input as _facts(placed)
	policy.violations == set() with input as _facts(placed)
	inside := object.union(placed, {"asset_records": {"relay": {"zones": ["idmz", "ops"]}}})
	policy.subjects == {{"kind": "integration", "id": "i"}} with input as _facts(inside)
	count(policy.violations) == 1 with input as _facts(inside)
	broker := object.union(placed, {"integrations": {"i": {"broker": {"zone": "ops"}}}})
	count(policy.violations) == 1 with input as _facts(broker)
}

test_where_an_end_is_not_known_it_may_touch_the_plant if {
	count(policy.violations) == 1 with input as _facts({
		"asset_records": {},
		"integrations": {"i": {"direction": "it_to_ot", "source": {"asset": null, "zone": "ent"}}},
	})
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
			"The integration i only reads by its record, and its broker in idmz (level 3.5) may open OPC UA ",
			"in ops (level 3) through fw-1, which can write.",
		]),
		"packets": {"flow": "fw:idmz>ops", "part": "carried", "integration": "i", "services": ["opcua-tcp"]},
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

test_what_cannot_write_or_runs_the_other_way if {
	policy.violations == set() with input as _opens({"services": {"opcua-tcp": {"writes": false}}})
	pushed := {"integrations": {"i": {"from_end": "source", "to_end": "broker"}}}
	policy.violations == set() with input as _opens({"flows": {"fw:idmz>ops": pushed}})
}

_asks := {"fw:ent>ops": {
	"id": "fw:ent>ops",
	"device": "fw",
	"from": "ent",
	"to": "ops",
	"services": {
		"mssql": {"classes": ["database", "integration"]},
		"smb": {"classes": ["file-transfer", "lateral"]},
		"https": {"classes": ["web"]},
	},
	"integrations": {},
}}

test_a_business_system_writes_by_no_integration if {
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ent>ops"},
		"message": "ent (level 4-5) may write to ops (level 3) through fw-1 by no guarded integration: SQL.",
		"evidence": {"services": ["mssql"]},
		"packets": {"flow": "fw:ent>ops", "part": "permitted", "services": ["mssql"]},
		"floor": "high",
	}} with input as _facts({"flows": _asks})
}

_straight := {"fw:ent>ops": {"integrations": {"i": {
	"from_end": "consumer",
	"to_end": "source",
	"services": ["mssql"],
	"beyond": [],
}}}}

test_only_a_guarded_integration_may_write if {
	carried := object.union(_asks, _straight)
	guard := {"approved": true, "gateway": "gw", "limits": true, "operator_confirmation": true}
	guarded := {"direction": "both", "write_back": guard}
	policy.violations == set() with input as _facts({"flows": carried, "integrations": {"i": guarded}})
	found := policy.violations with input as _facts({
		"flows": carried,
		"integrations": {"i": object.union(guarded, {"write_back": {"gateway": null}})},
	})
	{violation.subject.kind | some violation in found} == {"flow", "integration"}
}

test_not_in_use if {
	policy.subjects == set() with input as _integration({"status": "planned", "direction": "both"})
}

test_unknown_privileges_are_more_than_reading if {
	text := "has an account that may do more than read and has no command gateway"
	policy.violations == _violation("command gateway", text) with input as _integration({
		"auth": {"privileges": "dba"},
		"write_back": {"approved": true, "gateway": null, "limits": true, "operator_confirmation": true},
	})
}
