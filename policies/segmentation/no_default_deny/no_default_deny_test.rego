package zonewarden.segmentation.no_default_deny_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.no_default_deny as policy

_interface(id, fields) := object.union(
	{
		"id": id,
		"device": "fw",
		"name": id,
		"zones": ["cell1"],
		"ot": true,
		"ipv4": true,
		"ipv6": true,
		"out6": "",
		"locations": [_line(10)],
		"unmatched4": _deny,
		"unmatched6": _deny,
	},
	fields,
)

_line(n) := {"path": "fw.cfg", "line": n}

_deny := {"decision": "deny", "reason": "implicit deny", "locations": [_line(30)]}

_permit := {"decision": "permit", "reason": "no access list is applied", "locations": [_line(10)]}

_unknown := {"decision": "unknown", "reason": "list CELL-IN is not defined", "locations": [_line(12)]}

_facts(interfaces, device) := {
	"zones": fixtures.zones,
	"devices": {"fw": object.union({"name": "fw-ot-1"}, device)},
	"interfaces": {interface.id: interface | some interface in interfaces},
	"flows": {},
}

test_ot_interface_without_a_list if {
	policy.violations == {{
		"subject": {"kind": "interface", "id": "if1"},
		"message": "Interface if1 of fw-ot-1 lets through what no rule matches: no access list is applied.",
		"evidence": {"decision": "permit", "reason": "no access list is applied"},
		"locations": [_line(10)],
		"certainty": "definite",
	}} with input as _facts([_interface("if1", {"unmatched4": _permit})], {"it_ot": false})
}

test_undecided_is_possible if {
	policy.violations == {{
		"subject": {"kind": "interface", "id": "if1"},
		"message": "Interface if1 of fw-ot-1 may let through what no rule matches: list CELL-IN is not defined.",
		"evidence": {"decision": "unknown", "reason": "list CELL-IN is not defined"},
		"locations": [_line(10), _line(12)],
		"certainty": "possible",
	}} with input as _facts([_interface("if1", {"unmatched4": _unknown})], {"it_ot": false})
}

_office := _interface("if0", {"zones": ["ent"], "ot": false, "unmatched4": _permit})

test_office_interface_that_leads_into_ot if {
	facts := object.union(_facts([_office], {"it_ot": true}), {"flows": {"f": fixtures.unlimited("ent", "cell1")}})
	count(policy.violations) == 1 with input as facts
}

test_office_interface_whose_traffic_is_stopped_on_the_way_out_passes if {
	facts := object.union(_facts([_office], {"it_ot": true}), {"flows": {"f": fixtures.blocked("ent", "cell1")}})
	policy.subjects == {{"kind": "interface", "id": "if0"}} with input as facts
	policy.violations == set() with input as facts
}

test_implicit_deny_passes if {
	facts := _facts([_interface("if1", {})], {"it_ot": false})
	policy.subjects == {{"kind": "interface", "id": "if1"}} with input as facts
	policy.violations == set() with input as facts
}

test_device_without_ot_and_interface_without_ipv4_are_not_judged if {
	six := _interface("if1", {"ipv4": false, "unmatched4": _permit})
	policy.subjects == set() with input as _facts([_office, six], {"it_ot": false})
}
