package zonewarden.segmentation.ipv6_unfiltered_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.ipv6_unfiltered as policy

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

test_ot_interface_without_an_ipv6_list if {
	policy.violations == {{
		"subject": {"kind": "interface", "id": "if1"},
		"message": "Interface if1 of fw-ot-1 lets through IPv6 that no rule matches: no access list is applied.",
		"evidence": {"decision": "permit", "reason": "no access list is applied"},
		"locations": [_line(10)],
		"certainty": "definite",
	}} with input as _facts([_interface("if1", {"unmatched6": _permit})], {})
}

test_undecided_is_possible if {
	policy.violations == {{
		"subject": {"kind": "interface", "id": "if1"},
		"message": "Interface if1 of fw-ot-1 may let through IPv6 that no rule matches: list CELL-IN is not defined.",
		"evidence": {"decision": "unknown", "reason": "list CELL-IN is not defined"},
		"locations": [_line(10), _line(12)],
		"certainty": "possible",
	}} with input as _facts([_interface("if1", {"unmatched6": _unknown})], {})
}

_office := _interface("if0", {"zones": ["ent"], "ot": false, "unmatched6": _permit})

test_office_interface_towards_an_open_ot_interface if {
	subjects := {violation.subject.id | some violation in policy.violations} with input as _facts(
		[_office, _interface("if1", {})],
		{},
	)
	subjects == {"if0"}
}

test_filtered_on_the_way_out_is_not_judged if {
	facts := _facts([_office, _interface("if1", {"out6": "CELL-V6-OUT"})], {})
	policy.subjects == {{"kind": "interface", "id": "if1"}} with input as facts
	policy.violations == set() with input as facts
}

test_interface_without_ipv6_is_not_judged if {
	policy.subjects == set() with input as _facts([_interface("if1", {"ipv6": false, "unmatched6": _permit})], {})
}
