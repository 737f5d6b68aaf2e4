package zonewarden.devices.weak_snmp_test

import data.zonewarden.devices.weak_snmp
import data.zonewarden.lib.device_fixtures as fixtures

_v3(changes) := fixtures.community(object.union({"version": "3", "level": "priv"}, changes))

_facts_community := fixtures.facts({"snmp": [fixtures.community({})]})

_facts_default_community := fixtures.facts({"snmp": [
	fixtures.community({}),
	fixtures.community({
		"write": true,
		"default_name": true,
		"any_source": true,
		"filter_name": "",
		"locations": [fixtures.line(61)],
	}),
	fixtures.community({"write": true, "locations": [fixtures.line(62)]}),
	_v3({}),
]})

_facts_v3 := fixtures.facts({"snmp": [
	_v3({"level": "auth"}),
	_v3({"write": true, "locations": [fixtures.line(62)]}),
	_v3({"any_source": true, "locations": [fixtures.line(63)]}),
	_v3({"locations": [fixtures.line(64)]}),
]})

_facts_pass := fixtures.facts({"snmp": [_v3({})]})

_facts_no_snmp := fixtures.facts({"users": [fixtures.user({})]})

_violation := {
	"subject": fixtures.subject,
	"key": "community",
	"message": "fw-ot-1 answers SNMP by a cleartext community.",
	"evidence": {"communities": 1, "worse": []},
	"locations": [fixtures.line(60)],
	"exposure": 1,
	"capability": 1,
	"floor": "medium",
}

test_community if weak_snmp.violations == {_violation} with input as _facts_community

test_writable_default_community if {
	weak_snmp.violations == {object.union(_violation, {
		"message": concat("", [
			"fw-ot-1 answers SNMP by 3 cleartext communities ",
			"(writable, with a default name and without a source list).",
		]),
		"evidence": {"communities": 3, "worse": ["writable", "with a default name", "without a source list"]},
		"locations": [fixtures.line(60), fixtures.line(61), fixtures.line(62)],
		"capability": 2,
		"floor": "high",
	})} with input as _facts_default_community
}

# FortiOS lists its services where an interface allows them: here none does.
test_an_agent_that_nobody_reaches_passes if {
	facts := fixtures.facts_of({"platform": "fortinet-fortios"}, {"snmp": [_v3({"any_source": true})]})
	weak_snmp.subjects == {fixtures.subject} with input as facts
	weak_snmp.violations == set() with input as facts
}

test_weak_groups_of_version_3 if {
	weak_snmp.violations == {{
		"subject": fixtures.subject,
		"key": "version-3",
		"message": "fw-ot-1 has SNMPv3 groups that are open to every source, without privacy and writable.",
		"evidence": {"faults": ["open to every source", "without privacy", "writable"]},
		"locations": [fixtures.line(60), fixtures.line(62), fixtures.line(63)],
		"exposure": 1,
		"capability": 2,
		"floor": "info",
	}} with input as _facts_v3
}

test_private_limited_read_only_and_no_snmp_pass if {
	weak_snmp.subjects == {fixtures.subject} with input as _facts_pass
	weak_snmp.violations == set() with input as _facts_pass
	weak_snmp.subjects == {fixtures.subject} with input as _facts_no_snmp
	weak_snmp.violations == set() with input as _facts_no_snmp
}

test_snippet_is_not_assessed if weak_snmp.subjects == set() with input as fixtures.snippet

_open_group := {"version": "3", "level": "priv", "any_source": true, "filter_name": ""}

_facts_guarded(service) := fixtures.facts({
	"snmp": [fixtures.community(_open_group)],
	"services": [fixtures.service(object.union({"protocol": "snmp"}, service))],
})

test_group_behind_a_filter_of_the_device_passes if {
	weak_snmp.subjects == {fixtures.subject} with input as _facts_guarded({})
	weak_snmp.violations == set() with input as _facts_guarded({})
}

test_group_behind_a_filter_that_nobody_knows if {
	count(weak_snmp.violations) == 1 with input as _facts_guarded({"sources_known": false})
	count(weak_snmp.violations) == 1 with input as _facts_guarded({"any_source": true})
}

test_an_agent_of_version_3_at_management_ports_needs_no_list if {
	weak_snmp.violations == set() with input as _facts_guarded({"any_source": true, "management_ports": true})
}

_facts_at_management(group) := fixtures.facts({
	"snmp": [fixtures.community(object.union(_open_group, group))],
	"services": [fixtures.service({"protocol": "snmp", "any_source": true, "management_ports": true})],
})

test_privacy_and_reading_count_at_management_ports_too if {
	count(weak_snmp.violations) == 0 with input as _facts_at_management({})
	count(weak_snmp.violations) == 1 with input as _facts_at_management({"level": "auth"})
	count(weak_snmp.violations) == 1 with input as _facts_at_management({"write": true})
	count(weak_snmp.violations) == 1 with input as _facts_at_management({"version": "2c"})
}
