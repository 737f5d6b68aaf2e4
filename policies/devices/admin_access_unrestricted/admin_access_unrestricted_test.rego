package zonewarden.devices.admin_access_unrestricted_test

import data.zonewarden.devices.admin_access_unrestricted
import data.zonewarden.lib.device_fixtures as fixtures

_any := {"any_source": true, "sources": ["any"]}

_vty(changes) := fixtures.service(object.union({"line": "vty 0 4"}, changes))

_facts_vty := fixtures.facts({"services": [
	_vty(_any),
	_vty(object.union(_any, {"protocol": "telnet", "locations": [fixtures.line(21)]})),
	_vty({"line": "vty 5 15"}),
]})

_facts_interfaces := fixtures.facts_of({"it_ot": false}, {"services": [
	fixtures.service(object.union(_any, {"interfaces": ["outside"], "external": true})),
	fixtures.service(object.union(_any, {"interfaces": ["inside"], "locations": [fixtures.line(21)]})),
]})

_facts_outside := fixtures.facts({"services": [fixtures.service({"outside_management": true, "protocol": "https"})]})

_facts_unknown_list := fixtures.facts({"services": [_vty(object.union(_any, {"sources_known": false}))]})

_facts_pass := fixtures.facts({"services": [
	fixtures.service({}),
	fixtures.service(object.union(_any, {"outside_management": false})),
	fixtures.service(object.union(_any, {"protocol": "tftp"})),
]})

_facts_undecidable := fixtures.facts({"services": [fixtures.service({"sources_known": false})]})

_violation := {
	"subject": fixtures.subject,
	"key": "vty 0 4",
	"message": "fw-ot-1 accepts ssh and telnet on vty 0 4 from any address.",
	"evidence": {"sources": ["any"]},
	"locations": [fixtures.line(20), fixtures.line(21)],
	"certainty": "definite",
	"exposure": 2,
	"floor": "high",
}

test_line_without_a_list if admin_access_unrestricted.violations == {_violation} with input as _facts_vty

test_any_address_on_interfaces if {
	admin_access_unrestricted.violations == {object.union(_violation, {
		"key": "ssh",
		"message": "fw-ot-1 accepts ssh on inside and outside from any address.",
		"exposure": 3,
		"floor": "info",
	})} with input as _facts_interfaces
}

test_limited_to_more_than_the_management_zones if {
	admin_access_unrestricted.violations == {object.union(_violation, {
		"key": "https",
		"message": "fw-ot-1 accepts https from beyond the declared management zones.",
		"evidence": {"sources": ["10.99.0.0/24"]},
		"locations": [fixtures.line(20)],
	})} with input as _facts_outside
}

test_list_that_cannot_be_read_is_possible if {
	admin_access_unrestricted.violations == {object.union(_violation, {
		"message": "fw-ot-1 accepts ssh on vty 0 4 from any address.",
		"locations": [fixtures.line(20)],
		"certainty": "possible",
	})} with input as _facts_unknown_list
	admin_access_unrestricted.subjects == {fixtures.subject} with input as _facts_unknown_list
}

test_limited_services_pass if {
	admin_access_unrestricted.subjects == {fixtures.subject} with input as _facts_pass
	admin_access_unrestricted.violations == set() with input as _facts_pass
}

test_unknown_limits_and_snippets_are_not_assessed if {
	admin_access_unrestricted.subjects == set() with input as _facts_undecidable
	admin_access_unrestricted.violations == set() with input as _facts_undecidable
	admin_access_unrestricted.subjects == set() with input as fixtures.snippet
}

test_snmp_is_administration if {
	facts := fixtures.facts({"services": [fixtures.service(object.union(_any, {"protocol": "snmp"}))]})
	{v.message | some v in admin_access_unrestricted.violations} == {"fw-ot-1 accepts snmp from any address."} with input as facts
}

_agent(service, accesses) := fixtures.facts({
	"services": [fixtures.service(object.union(
		object.union(_any, {"protocol": "snmp", "management_ports": true, "outside_management": true}),
		service,
	))],
	"snmp": [fixtures.community(object.union({"version": "3", "level": "priv"}, access)) | some access in accesses],
})

test_an_agent_of_version_3_at_management_ports_passes if {
	admin_access_unrestricted.subjects == {fixtures.subject} with input as _agent({}, [{}])
	admin_access_unrestricted.violations == set() with input as _agent({}, [{}])
}

test_another_agent_or_service_at_management_ports if {
	count(admin_access_unrestricted.violations) == 1 with input as _agent({"management_ports": false}, [{}])
	count(admin_access_unrestricted.violations) == 1 with input as _agent({"protocol": "ssh"}, [{}])
	count(admin_access_unrestricted.violations) == 1 with input as _agent({}, [])
	count(admin_access_unrestricted.violations) == 1 with input as _agent({}, [{}, {"level": "auth"}])
	count(admin_access_unrestricted.violations) == 1 with input as _agent({}, [{}, {"version": "2c"}])
	count(admin_access_unrestricted.violations) == 1 with input as _agent({}, [{"write": true}])
}
