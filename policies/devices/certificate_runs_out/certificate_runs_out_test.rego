package zonewarden.devices.certificate_runs_out_test

import data.zonewarden.devices.certificate_runs_out as policy
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
		"locations": [f.line(5)],
	},
	changes,
)

_facts(device, record) := object.union(f.facts_of(device, {}), {
	"device_records": {"fw": _record(record)},
	"conduits": {},
	"changes": {},
	"windows": {},
	"gateways": {},
	"certificates": {},
	"licences": {},
	"site": {"declared": [], "limits": {
		"eos_notice_days": 180,
		"backup_max_days": 30,
		"baseline_compare_max_days": 35,
		"recertify_days": 365,
		"recertify_boundary_days": 180,
		"cert_notice_days": 60,
	}},
})

_certificate(changes) := object.union(
	{"id": "vpn-tp", "used_by": "portal", "not_after_ago_h": -9000, "renewal_change": null},
	changes,
)

test_certificate_runs_out if {
	policy.violations == {{
		"subject": f.subject,
		"key": "vpn-tp",
		"message": "Certificate vpn-tp of fw-ot-1 runs out in less than 60 days, and no change renews it.",
		"evidence": {"used_by": "portal", "limit_days": 60},
		"locations": [f.line(5)],
		"exposure": 0,
		"floor": "info",
	}} with input as _facts({}, {"certificates": [_certificate({"not_after_ago_h": -100})]})
}

test_licence_has_run_out if {
	licence := {"id": "ips", "name": "IPS", "expires_ago_h": 5, "renewal_change": null}
	facts := _facts({}, {"licences": [licence]})
	{v.message | some v in policy.violations} == {"Licence ips of fw-ot-1 has run out, and no change renews it."} with input as facts
}

test_planned_renewal_passes if {
	renewed := _certificate({"not_after_ago_h": -100, "renewal_change": "CHG-1"})
	policy.violations == set() with input as _facts({}, {"certificates": [renewed]})
}

test_long_valid_passes if {
	facts := _facts({}, {"certificates": [_certificate({}), _certificate({"not_after_ago_h": null})]})
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_none_stated_is_not_judged if {
	policy.subjects == set() with input as _facts({}, {})
}

_facts_renewed(change) := object.union(
	_facts({}, {"certificates": [_certificate({"not_after_ago_h": -100, "renewal_change": "CHG-1"})]}),
	{"site": {"declared": ["operations"]}, "changes": {"CHG-1": object.union(
		{"status": "planned", "start_ago_h": null, "window_id": null},
		change,
	)}},
)

test_a_renewal_is_open_and_comes_in_time if {
	{v.message | some v in policy.violations} == {concat("", [
		"Certificate vpn-tp of fw-ot-1 runs out in less than 60 days, ",
		"and change CHG-1 that is to renew it is rejected.",
	])} with input as _facts_renewed({"status": "rejected"})
	{v.message | some v in policy.violations} == {concat("", [
		"Certificate vpn-tp of fw-ot-1 runs out in less than 60 days, ",
		"and change CHG-1 renews it too late.",
	])} with input as _facts_renewed({"start_ago_h": -120})
	policy.violations == set() with input as _facts_renewed({"start_ago_h": -90})
	policy.violations == set() with input as _facts_renewed({})
	windows := {"windows": {"W-1": {"start_ago_h": -120}}}
	count(policy.violations) == 1 with input as object.union(_facts_renewed({"window_id": "W-1"}), windows)
}

test_a_renewal_that_nobody_declared if {
	facts := object.union(
		_facts({}, {"certificates": [_certificate({"not_after_ago_h": -100, "renewal_change": "CHG-9"})]}),
		{"site": {"declared": ["operations"]}},
	)
	{v.message | some v in policy.violations} == {concat("", [
		"Certificate vpn-tp of fw-ot-1 runs out in less than 60 days, ",
		"and change CHG-9 that is to renew it is not declared.",
	])} with input as facts
}

_term(changes) := object.union(
	{"not_after_ago_h": -100, "used_by": "gw-ot", "renewal_change": null, "locations": [f.line(7)]},
	changes,
)

_facts_gateway(certificate) := object.union(_facts({}, {}), {
	"certificates": {"c-gw": certificate},
	"gateways": {"gw-ot": {"device": "fw"}},
	"conduits": {"c1": {"availability_class": "critical", "enforced_by": ["fw"]}},
})

test_certificate_of_a_gateway if {
	policy.violations == {{
		"subject": {"kind": "certificate", "id": "c-gw"},
		"message": "Certificate c-gw of gw-ot runs out in less than 60 days, and no change renews it.",
		"evidence": {"used_by": "gw-ot", "limit_days": 60},
		"locations": [f.line(7)],
		"exposure": 0,
		"floor": "high",
	}} with input as _facts_gateway(_term({}))
	elsewhere := _facts_gateway(_term({"used_by": "opc-1"}))
	{[v.message, v.floor] | some v in policy.violations} == {[
		"Certificate c-gw of opc-1 runs out in less than 60 days, and no change renews it.",
		"info",
	]} with input as elsewhere
}

test_long_valid_certificate_of_a_gateway_passes if {
	good := _facts_gateway(_term({"not_after_ago_h": -9000}))
	policy.subjects == {{"kind": "certificate", "id": "c-gw"}} with input as good
	policy.violations == set() with input as good
	policy.subjects == set() with input as _facts_gateway(_term({"not_after_ago_h": null}))
}
