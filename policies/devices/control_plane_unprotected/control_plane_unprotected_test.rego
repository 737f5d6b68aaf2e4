package zonewarden.devices.control_plane_unprotected_test

import data.zonewarden.devices.control_plane_unprotected as policy
import data.zonewarden.lib.device_fixtures as f

_plane(settings) := {"settings": object.union({"logging": [{"value": "on", "locations": []}]}, settings)}

_policing := {"control-plane-policing": [{"value": "COPP", "locations": []}]}

test_no_limit if {
	ent := {"interfaces": {"fw/ent": {"device": "fw", "locations": [f.line(30)]}}}
	facts := object.union(f.facts_of({"boundary": []}, _plane({})), ent)
	policy.violations == {{
		"subject": f.subject,
		"message": "fw-ot-1 at a boundary of the plant limits in no way what reaches its processor.",
		"evidence": {"platform": "cisco-ios"},
		"locations": [f.line(30), f.line(1)],
	}} with input as facts
}

test_limit_passes if {
	facts := f.facts_of({"boundary": []}, _plane(_policing))
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_declared_boundary_counts if {
	facts := f.facts_of({"it_ot": false, "boundary": ["cell"]}, _plane({}))
	count(policy.violations) == 1 with input as facts
}

test_inner_devices_snippets_and_others_are_not_judged if {
	inner := f.facts_of({"it_ot": false, "boundary": []}, _plane({}))
	policy.subjects == set() with input as inner
	snippet := f.facts_of({"boundary": []}, {"settings": {}})
	policy.subjects == set() with input as snippet
	firewall := f.facts_of({"boundary": [], "platform": "cisco-asa"}, _plane({}))
	policy.subjects == set() with input as firewall
}
