package zonewarden.devices.no_antispoofing_test

import data.zonewarden.devices.no_antispoofing
import data.zonewarden.lib.device_fixtures as fixtures

_facts(interface) := fixtures.with_interfaces(fixtures.facts({}), [fixtures.interface(interface)])

_list(default_action, rules) := {
	"rule_lists": {"fw:ENT_IN": {"id": "fw:ENT_IN", "device": "fw", "name": "ENT_IN", "default": default_action}},
	"rules": rules,
}

_rule(any_source) := {
	"list": "fw:ENT_IN",
	"enabled": true,
	"action": "permit",
	"any_source": any_source,
	"status": "live",
}

_facts_bare := _facts({})

_facts_internet := _facts({"zones": ["internet"], "external": true})

_facts_dmz := _facts({"zones": ["idmz"]})

_facts_every_source := object.union(_facts({"in4": "ENT_IN"}), _list("deny", {"1": _rule(false), "2": _rule(true)}))

_facts_default_permit := object.union(_facts({"in4": "ENT_IN"}), _list("permit", {"1": _rule(false)}))

_facts_undefined_list := _facts({"in4": "MISSING"})

_facts_pass_check := _facts({"settings": ["urpf"]})

_facts_pass_list := object.union(
	_facts({"in4": "ENT_IN"}),
	_list("deny", {"1": _rule(false), "2": object.union(_rule(true), {"action": "deny"})}),
)

_facts_not_judged := fixtures.with_interfaces(fixtures.facts({}), [
	fixtures.interface({"id": "1", "ot": true, "zones": ["cell1"]}),
	fixtures.interface({"id": "2", "zones": []}),
	fixtures.interface({"id": "3", "ipv4": false}),
])

_facts_not_a_boundary := object.union(_facts_bare, {"devices": {"fw": {"it_ot": false}}})

_violation := {
	"subject": fixtures.subject,
	"key": "ent",
	"message": "fw-ot-1 takes packets with any source on ent, towards ent (level 4-5).",
	"evidence": {"interface": "ent", "list": ""},
	"locations": [fixtures.line(30)],
	"exposure": 2,
}

_with_list(name) := object.union(_violation, {"evidence": {"list": name}})

test_no_check_and_no_list if no_antispoofing.violations == {_violation} with input as _facts_bare

test_towards_internet_and_dmz if {
	internet := {
		"message": "fw-ot-1 takes packets with any source on ent, towards internet.",
		"exposure": 3,
	}
	no_antispoofing.violations == {object.union(_violation, internet)} with input as _facts_internet
	dmz := {"message": "fw-ot-1 takes packets with any source on ent, towards idmz (level 3.5).", "exposure": 1}
	no_antispoofing.violations == {object.union(_violation, dmz)} with input as _facts_dmz
}

test_list_that_limits_nothing if {
	no_antispoofing.violations == {_with_list("ENT_IN")} with input as _facts_every_source
	no_antispoofing.violations == {_with_list("ENT_IN")} with input as _facts_default_permit
	no_antispoofing.violations == {_with_list("MISSING")} with input as _facts_undefined_list
}

test_reverse_path_check_or_limiting_list_passes if {
	no_antispoofing.subjects == {fixtures.subject} with input as _facts_pass_check
	no_antispoofing.violations == set() with input as _facts_pass_check
	no_antispoofing.violations == set() with input as _facts_pass_list
}

test_interfaces_inside_and_of_unknown_place_are_not_assessed if {
	no_antispoofing.subjects == set() with input as _facts_not_judged
	no_antispoofing.violations == set() with input as _facts_not_judged
	no_antispoofing.subjects == set() with input as _facts_not_a_boundary
	no_antispoofing.violations == set() with input as _facts_not_a_boundary
}

test_loopback_is_not_assessed if {
	every name in ["lo0.0", "Loopback0", "lo"] {
		facts := object.union(_facts_every_source, {"interfaces": {"fw:ent": {"name": name}}})
		no_antispoofing.subjects == set() with input as facts
		no_antispoofing.violations == set() with input as facts
	}
}

test_platforms_whose_files_do_not_say_are_not_assessed if {
	facts := object.union(_facts_bare, {"devices": {"fw": {"platform": "linux-nftables"}}})
	no_antispoofing.subjects == set() with input as facts
	no_antispoofing.violations == set() with input as facts
}
