package zonewarden.rules.boundary_rule_not_logged_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.boundary_rule_not_logged

_list(changes) := {"rule_lists": {"fw:ENT_IN": changes}}

_silent := {"logged": false}

_facts_permit := fixtures.facts([fixtures.rule(_silent)])

_facts_safety := fixtures.facts([fixtures.rule({
	"logged": false,
	"from_zones": ["ops"],
	"to_zones": ["sis"],
	"it_ot": false,
	"safety": true,
})])

_facts_implicit_deny := object.union(fixtures.facts([fixtures.rule({})]), _list({"final_deny_logged": null}))

_final_deny := fixtures.rule({
	"id": "9",
	"action": "deny",
	"any_source": true,
	"any_destination": true,
	"any_service": true,
	"logged": false,
	"locations": [fixtures.line(19)],
})

_facts_silent_deny := object.union(fixtures.facts([_final_deny]), _list({"final_deny_logged": false}))

_facts_pass := fixtures.facts([
	fixtures.rule({}),
	fixtures.rule(object.union(_silent, {"id": "1", "it_ot": false})),
	fixtures.rule(object.union(_silent, {"id": "2", "status": "shadowed"})),
])

_logging_asa(level) := {"devices": {"fw": {
	"platform": "cisco-asa",
	"management": {
		"servers": [{"purpose": "syslog", "locations": [fixtures.line(5)]}],
		"settings": {
			"logging": [{"value": "on", "locations": [fixtures.line(3)]}],
			"logging-trap": [{"value": level, "locations": [fixtures.line(4)]}],
		},
	},
}}}

_facts_asa := object.union(_facts_permit, _logging_asa("informational"))

_facts_asa_suppressed := object.union(_facts_asa, {"devices": {"fw": {"management": {"settings": {
	"logging-suppressed": [{"value": "302013", "locations": [fixtures.line(6)]}],
}}}}})

_facts_asa_warnings := object.union(_facts_permit, _logging_asa("warnings"))

_facts_asa_silent_deny := object.union(_facts_silent_deny, _logging_asa("warnings"))

_facts_not_a_boundary := object.union(
	fixtures.facts([fixtures.rule({"it_ot": false, "logged": false})]),
	_list({"it_ot": false, "final_deny_logged": null}),
)

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "ENT_IN on fw-ot-1 permits traffic from ent to cell1 without a log.",
	"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502"},
	"locations": [fixtures.line(12)],
	"exposure": 2,
	"zones": ["cell1", "ent"],
}

test_permit_without_log if boundary_rule_not_logged.violations == {_violation} with input as _facts_permit

test_permit_into_safety if {
	boundary_rule_not_logged.violations == {object.union(_violation, {
		"message": "ENT_IN on fw-ot-1 permits traffic from ops to sis without a log.",
		"exposure": 1,
		"zones": ["ops", "sis"],
	})} with input as _facts_safety
}

test_permit_to_where_remote_sessions_end if {
	rule := {"logged": false, "from_zones": ["internet"], "to_zones": ["ra"], "it_ot": false, "remote_access": true}
	boundary_rule_not_logged.violations == {object.union(_violation, {
		"message": "ENT_IN on fw-ot-1 permits traffic from internet to ra without a log.",
		"exposure": 3,
		"zones": ["internet", "ra"],
	})} with input as fixtures.facts([fixtures.rule(rule)])
}

test_implicit_deny if {
	boundary_rule_not_logged.violations == {{
		"subject": fixtures.subject,
		"key": "final-deny",
		"message": "ENT_IN on fw-ot-1 ends in the implicit deny, which logs nothing.",
		"evidence": {"final_deny_logged": null},
		"locations": [fixtures.line(10)],
	}} with input as _facts_implicit_deny
}

test_final_deny_without_log if {
	boundary_rule_not_logged.violations == {{
		"subject": fixtures.subject,
		"key": "final-deny",
		"message": "ENT_IN on fw-ot-1 denies the rest without a log.",
		"evidence": {"final_deny_logged": false},
		"locations": [fixtures.line(19), fixtures.line(10)],
	}} with input as _facts_silent_deny
}

test_logged_rules_and_rules_inside_ot_pass if {
	boundary_rule_not_logged.subjects == {fixtures.subject} with input as _facts_pass
	boundary_rule_not_logged.violations == set() with input as _facts_pass
}

test_asa_that_reports_connections_passes if {
	boundary_rule_not_logged.violations == set() with input as _facts_asa
}

test_asa_that_suppresses_connections if {
	boundary_rule_not_logged.violations == {_violation} with input as _facts_asa_suppressed
}

test_asa_at_warnings_reports_denied_packets_only if {
	boundary_rule_not_logged.violations == {_violation} with input as _facts_asa_warnings
	boundary_rule_not_logged.violations == set() with input as _facts_asa_silent_deny
}

test_other_lists_are_not_assessed if {
	boundary_rule_not_logged.subjects == set() with input as _facts_not_a_boundary
	boundary_rule_not_logged.violations == set() with input as _facts_not_a_boundary
}

# FortiOS: fwpolicy-implicit-log.
test_implicit_deny_that_is_logged_passes if {
	plane := {"servers": [{"purpose": "syslog", "locations": []}], "settings": {"implicit-deny-log": [{"value": "on", "locations": []}]}}
	facts := object.union(_facts_implicit_deny, {"devices": {"fw": {"management": plane}}})
	boundary_rule_not_logged.violations == set() with input as facts
}

_vpn_filter(logged) := object.union(_facts_not_a_boundary, {
	"rule_lists": {"fw:ENT_IN": {"bound": [], "final_deny_logged": logged}},
	"vpns": {"fw/VENDOR": {"device": "fw", "enabled": true, "filter_list": "ENT_IN"}},
	"rules": {},
})

test_filter_of_vpn_clients_without_a_logged_deny if {
	facts := _vpn_filter(null)
	boundary_rule_not_logged.violations == {{
		"subject": fixtures.subject,
		"key": "final-deny",
		"message": "ENT_IN on fw-ot-1, which filters VPN clients, ends in the implicit deny, which logs nothing.",
		"evidence": {"final_deny_logged": null},
		"locations": [fixtures.line(10)],
	}} with input as facts
}

test_filter_of_vpn_clients_with_a_logged_deny_passes if {
	facts := _vpn_filter(true)
	boundary_rule_not_logged.subjects == {fixtures.subject} with input as facts
	boundary_rule_not_logged.violations == set() with input as facts
}

_managed(servers) := object.union(_facts_pass, {"devices": {"fw": {
	"name": "fw-ot-1",
	"locations": [fixtures.line(1)],
	"management": {"lines": [{"name": "vty 0 4"}], "servers": servers, "users": [], "settings": {}},
}}})

test_a_log_that_goes_nowhere if {
	found := boundary_rule_not_logged.violations with input as _managed([])
	{violation | some violation in found; violation.subject.kind == "device"} == {{
		"subject": {"kind": "device", "id": "fw"},
		"key": "receiver",
		"message": "fw-ot-1 stands at an OT boundary and sends its log nowhere.",
		"evidence": {"lists": ["ENT_IN"]},
		"locations": [fixtures.line(10)],
		"exposure": 0,
	}}
}

test_a_collector_is_enough if {
	facts := _managed([{"purpose": "syslog", "locations": []}])
	{"kind": "device", "id": "fw"} in boundary_rule_not_logged.subjects with input as facts
	found := boundary_rule_not_logged.violations with input as facts
	{violation | some violation in found; violation.subject.kind == "device"} == set()
}
