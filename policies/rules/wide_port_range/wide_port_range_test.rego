package zonewarden.rules.wide_port_range_test

import data.zonewarden.lib.rule_fixtures as fixtures
import data.zonewarden.rules.wide_port_range

_range := {"widest_port_range": 16384, "port_count": 16385}

_facts_range := fixtures.facts([fixtures.rule(_range)])

_facts_mixed := fixtures.facts([fixtures.rule({}), fixtures.rule(object.union(_range, {"id": "1"}))])

_facts_many := fixtures.facts([fixtures.rule({"widest_port_range": 16, "port_count": 65})])

_facts_limits := object.union(
	fixtures.facts([fixtures.rule({"widest_port_range": 5, "port_count": 5})]),
	{"site": {"limits": {"max_range_ports": 4}}},
)

_facts_pass := fixtures.facts([
	fixtures.rule({"id": "1", "widest_port_range": 16, "port_count": 64}),
	fixtures.rule(object.union(_range, {"id": "2", "ot": false})),
	fixtures.rule(object.union(_range, {"id": "3", "any_service": true})),
	fixtures.rule(object.union(_range, {"id": "4", "action": "deny"})),
	fixtures.rule({"id": "5", "widest_port_range": null, "port_count": null}),
])

_facts_unbound := fixtures.unbound([fixtures.rule(object.union(_range, {"bound": false}))])

_violation := {
	"subject": fixtures.subject,
	"key": "d0",
	"message": "ENT_IN on fw-ot-1 opens 16384 ports in a row (limit 16) from ent to cell1.",
	"evidence": {
		"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502",
		"widest_port_range": 16384,
		"port_count": 16385,
	},
	"locations": [fixtures.line(12)],
	"capability": 3,
	"exposure": 2,
	"zones": ["cell1", "ent"],
}

test_range_beyond_the_limit if {
	wide_port_range.violations == {_violation} with input as _facts_range
	wide_port_range.violations == {_violation} with input as _facts_mixed
}

test_many_single_ports if {
	wide_port_range.violations == {object.union(_violation, {
		"message": "ENT_IN on fw-ot-1 opens 65 ports (limit 64) from ent to cell1.",
		"evidence": {"widest_port_range": 16, "port_count": 65},
	})} with input as _facts_many
}

test_limit_of_the_site if {
	wide_port_range.violations == {object.union(_violation, {
		"message": "ENT_IN on fw-ot-1 opens 5 ports in a row (limit 4) from ent to cell1.",
		"evidence": {"widest_port_range": 5, "port_count": 5},
	})} with input as _facts_limits
}

test_narrow_rules_other_zones_and_any_service_pass if {
	wide_port_range.subjects == {fixtures.subject} with input as _facts_pass
	wide_port_range.violations == set() with input as _facts_pass
}

test_unbound_list_is_not_assessed if {
	wide_port_range.subjects == set() with input as _facts_unbound
	wide_port_range.violations == set() with input as _facts_unbound
}

_swept := {"widest_port_range": 5, "port_count": 5, "swept": {"modbus-tcp": ["modbus-tcp", "mbap-other"]}}

_conduit(fields) := object.union(
	{"from": "ent", "to": "cell1", "expired": false, "services": ["opcua-tls"], "inspection": []},
	fields,
)

_between(rule, conduit) := object.union(fixtures.facts([fixtures.rule(rule)]), {"conduits": {"c": conduit}})

test_control_port_in_a_range_that_the_conduit_omits if {
	wide_port_range.violations == {object.union(_violation, {
		"message": concat(" ", [
			"ENT_IN on fw-ot-1 opens control ports that no conduit names in a range (Modbus/TCP)",
			"from ent to cell1.",
		]),
		"evidence": {"widest_port_range": 5, "port_count": 5},
	})} with input as _between(_swept, _conduit({}))
}

test_control_port_that_the_conduit_names_or_that_no_conduit_judges if {
	wide_port_range.violations == set() with input as _between(_swept, _conduit({"services": ["mbap-other"]}))
	wide_port_range.violations == set() with input as _between(_swept, _conduit({"from": "ops"}))
}

_dynamic(inspection) := object.union(
	_between(
		object.union(_range, {"service_ids": ["opc-classic"]}),
		_conduit({"services": ["opc-classic"], "inspection": inspection}),
	),
	{"services": {"opc-classic": {"name": "OPC Classic", "classes": ["dynamic-ports"]}}},
)

test_declared_dynamic_ports_need_a_filter_that_follows_them if {
	wide_port_range.violations == set() with input as _dynamic(["ot-dpi"])
	count(wide_port_range.violations) == 1 with input as _dynamic(["ips:block"])
}
