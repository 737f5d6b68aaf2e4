package zonewarden.devices.fails_open_test

import data.zonewarden.devices.fails_open as policy
import data.zonewarden.lib.device_fixtures as f

_record(changes) := object.union(
	{
		"id": "fw",
		"admin_mfa": null,
		"approved_versions": [],
		"end_of_support_ago_h": null,
		"last_backup_ago_h": null,
		"startup_equals_running": null,
		"baseline": {"compared_at_ago_h": null},
		"boundary": ["it_ot"],
		"fail_mode": "fail_close",
		"last_recertified_ago_h": null,
		"certificates": [],
		"licences": [],
		"ha": {"mode": null, "peer": null, "monitored": []},
		"locations": [f.line(5)],
	},
	changes,
)

_facts(device, record) := object.union(f.facts_of(device, {}), {
	"device_records": {"fw": _record(record)},
	"conduits": {},
	"parallels": {},
	"site": {"limits": {
		"eos_notice_days": 180,
		"backup_max_days": 30,
		"baseline_compare_max_days": 35,
		"recertify_days": 365,
		"recertify_boundary_days": 180,
		"cert_notice_days": 60,
	}},
})

test_fails_open if {
	policy.violations == {{
		"subject": f.subject,
		"message": "fw-ot-1 at the boundary between plant and office fails open.",
		"evidence": {"fail_mode": "fail_open"},
		"locations": [f.line(5)],
		"floor": "high",
	}} with input as _facts({}, {"fail_mode": "fail_open"})
}

test_undecided if {
	facts := _facts({}, {"fail_mode": null})
	{[v.message, v.floor] | some v in policy.violations} == {[
		"fw-ot-1 at the boundary between plant and office does not say how it fails.",
		"medium",
	]} with input as facts
}

_inner := {"boundary": ["cell"], "fail_mode": "fail_open"}

test_against_its_conduit if {
	conduit := {"id": "c1", "enforced_by": ["fw"], "fail_mode": "fail_close", "locations": [f.line(8)], "availability_class": ""}
	facts := object.union(_facts({"it_ot": false}, _inner), {"conduits": {"c1": conduit}})
	policy.violations == {{
		"subject": f.subject,
		"key": "c1",
		"message": "fw-ot-1 fails open, and conduit c1 that it enforces is to fail closed.",
		"evidence": {"fail_mode": "fail_open", "conduit": "c1"},
		"locations": [f.line(5), f.line(8)],
		"floor": "medium",
	}} with input as facts
}

test_open_inside_a_cell_passes if {
	facts := _facts({"it_ot": false}, _inner)
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_closed_passes if policy.violations == set() with input as _facts({}, {})

test_inner_device_that_says_nothing_is_not_judged if {
	policy.subjects == set() with input as _facts({"it_ot": false}, {"boundary": ["cell"], "fail_mode": null})
}

_critical(ha) := object.union(_facts({}, {"ha": ha}), {"conduits": {"c1": {
	"id": "c1",
	"enforced_by": ["fw", "fw-2"],
	"availability_class": "critical",
	"fail_mode": "",
	"locations": [f.line(8)],
}}})

test_critical_conduit_on_one_device if {
	facts := _critical({})
	policy.violations == {{
		"subject": f.subject,
		"key": "single:c1",
		"message": "fw-ot-1 alone carries conduit c1, whose availability is critical.",
		"evidence": {"conduit": "c1"},
		"locations": [f.line(5), f.line(8)],
		"floor": "high",
	}} with input as facts
}

test_devices_in_parallel_back_each_other if {
	pair := {"one": "fw", "other": "fw-2", "conduit": "c1"}
	facts := object.union(_critical({}), {"parallels": {"fw|fw-2:c1": pair}})
	policy.violations == set() with input as facts
}

test_cluster_that_watches_nothing if {
	facts := _critical({"mode": "active_standby"})
	policy.violations == {{
		"subject": f.subject,
		"key": "unwatched",
		"message": "fw-ot-1 is a cluster that watches no port, and conduits of critical availability hang on it.",
		"evidence": {"mode": "active_standby"},
		"locations": [f.line(5)],
		"floor": "medium",
	}} with input as facts
}

test_cluster_that_watches_its_ports_passes if {
	facts := _critical({"mode": "active_standby", "monitored": ["ent", "cell1"]})
	policy.violations == set() with input as facts
}

_facts_letting_by(device, record) := object.union(
	_facts(device, record),
	{"devices": {"fw": {"management": {"settings": {"fail-open": f.stated("bypass relay", 9)}}}}},
)

_lets_by(floor) := {
	"subject": f.subject,
	"key": "lets by",
	"message": "fw-ot-1 lets traffic by without inspection when it cannot keep up or fails (bypass relay).",
	"evidence": {"fail_open": ["bypass relay"]},
	"locations": [f.line(9), f.line(5)],
	"floor": floor,
}

test_what_lets_by_against_its_declaration if {
	policy.violations == {_lets_by("high")} with input as _facts_letting_by({}, {})
	inner := _facts_letting_by({"it_ot": false}, {"boundary": ["cell"]})
	policy.violations == {_lets_by("medium")} with input as inner
	policy.violations == set() with input as _facts_letting_by({"it_ot": false}, _inner)
}

test_what_lets_by_is_judged_without_a_record if {
	facts := _facts_letting_by({}, {})
	undeclared := {
		"zones": facts.zones, "site": facts.site, "devices": facts.devices, "device_records": {}, "conduits": {}, "parallels": {},
	}
	policy.subjects == {f.subject} with input as undeclared
	{v.locations | some v in policy.violations} == {[f.line(9)]} with input as undeclared
}
