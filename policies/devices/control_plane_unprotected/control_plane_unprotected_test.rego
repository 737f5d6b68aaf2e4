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
	other := f.facts_of({"boundary": [], "platform": "vyos"}, _plane({}))
	policy.subjects == set() with input as other
}

_facts_firewall(platform, settings, interfaces) := f.with_interfaces(
	f.facts_of({"boundary": [], "platform": platform}, _plane(settings)),
	interfaces,
)

test_what_limits_an_asa if {
	count(policy.violations) == 1 with input as _facts_firewall("cisco-asa", {}, [])
	every name in ["connection-limit", "control-plane-list", "threat-detection"] {
		facts := _facts_firewall("cisco-asa", {name: f.stated("on", 9)}, [])
		policy.subjects == {f.subject} with input as facts
		policy.violations == set() with input as facts
	}
}

test_floods_wherever_others_come_in if {
	flooded := f.interface({"settings": ["flood-protection"]})
	inner := f.interface({"id": "fw:cell1", "name": "cell1", "zones": ["cell1"], "ot": true})
	policy.violations == set() with input as _facts_firewall("fortinet-fortios", {}, [flooded, inner])
	bare := f.interface({"id": "fw:wan", "name": "wan", "zones": ["internet"]})
	count(policy.violations) == 1 with input as _facts_firewall("paloalto-panos", {}, [flooded, bare])
	count(policy.violations) == 1 with input as _facts_firewall("paloalto-panos", {}, [])
}

test_list_before_the_routing_engine if {
	count(policy.violations) == 1 with input as _facts_firewall("juniper-junos", {}, [f.interface({})])
	list := {"control-plane-list": f.stated("lo0.0:PROTECT", 9)}
	policy.violations == set() with input as _facts_firewall("juniper-junos", list, [f.interface({})])
}

_facts_sessions(settings, idle_s) := object.union(
	_facts_firewall("cisco-asa", object.union({"threat-detection": f.stated("on", 9)}, settings), []),
	{"conduit_records": {"c1": {
		"id": "c1", "session_idle_s": idle_s, "enforced_by": ["fw"], "worst_impact": 3, "locations": [f.line(8)],
	}}},
)

test_sessions_that_are_forgotten_too_soon if {
	policy.violations == {{
		"subject": f.subject,
		"key": "idle:c1",
		"message": "fw-ot-1 forgets idle sessions after 600 s, and conduit c1 has sessions that are silent for 3600 s.",
		"evidence": {"idle_s": 600, "conduit": "c1"},
		"locations": [f.line(12), f.line(8)],
		"floor": "medium",
	}} with input as _facts_sessions({"session-idle-s": f.stated("600", 12)}, 3600)
	count(policy.violations) == 1 with input as _facts_sessions({}, 7200)
}

test_sessions_that_last_pass if {
	policy.violations == set() with input as _facts_sessions({}, 3600)
	policy.violations == set() with input as _facts_sessions({"session-idle-s": f.stated("0", 12)}, 7200)
	policy.violations == set() with input as _facts_sessions({}, null)
	own := {"session-idle-s": f.stated("600", 12), "session-idle-override": f.stated("24:0:0", 13)}
	policy.violations == set() with input as _facts_sessions(own, 3600)
}
