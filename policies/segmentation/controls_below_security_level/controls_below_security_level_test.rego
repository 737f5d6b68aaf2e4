package zonewarden.segmentation.controls_below_security_level_test

import data.zonewarden.lib.device_fixtures as devices
import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.controls_below_security_level as policy

_line(n) := devices.line(n)

_decision(decision) := {"decision": decision, "reason": "no list", "locations": []}

_interface(name, zones, line) := {
	"id": sprintf("fw/%s", [name]),
	"device": "fw",
	"name": name,
	"zones": zones,
	"ipv4": true,
	"ipv6": false,
	"unmatched4": _decision("deny"),
	"unmatched6": _decision("permit"),
	"locations": [_line(line)],
}

_conduit := {
	"id": "c1",
	"from": "ops",
	"to": "cell1",
	"enforced_by": ["fw"],
	"fail_mode": "fail_close",
	"inspection": ["ot-dpi"],
	"locations": [_line(5)],
}

# ops and cell1 aim for these levels; ent and cell2 are on the device as well.
_site(flow, ops, cell1) := object.union(fixtures.facts([flow]), {
	"zones": {
		"ops": {"sl_t": ops, "locations": [_line(1)]},
		"cell1": {"sl_t": cell1, "locations": [_line(2)]},
		"cell2": {"sl_t": 3, "locations": [_line(3)]},
		"ent": {"sl_t": null},
	},
	"conduits": {"c1": _conduit},
	"interfaces": {
		"fw/ops": _interface("ops", ["ops"], 11),
		"fw/cell1": _interface("cell1", ["cell1"], 12),
	},
	"zone_records": {id: {"island_mode": {"capable": true}} | some id in ["ops", "cell1", "cell2"]},
	"device_records": {"fw": {"fail_mode": "fail_close"}},
})

_good := _site(fixtures.covered("ops", "cell1", ["s7comm"]), 2, 3)

test_controls_as_the_level_asks if {
	policy.violations == set() with input as _good
	policy.subjects == {
		{"kind": "flow", "id": "fw:ops>cell1"},
		{"kind": "interface", "id": "fw/ops"},
		{"kind": "zone", "id": "cell1"},
		{"kind": "zone", "id": "cell2"},
		{"kind": "conduit", "id": "c1"},
	} with input as _good
}

test_any_service if {
	facts := _site(fixtures.unlimited("ops", "cell1"), 2, 1)
	policy.violations == {{
		"subject": {"kind": "flow", "id": "fw:ops>cell1"},
		"key": "any-service",
		"message": "fw-ot-1 lets every service pass from ops (level 3) to cell1 (level 1-2), and the security level target is 2.",
		"evidence": {"sl_t": 2},
		"packets": {"flow": "fw:ops>cell1", "part": "permitted"},
	}} with input as facts
}

test_any_service_below_level_2_is_left_to_others if {
	facts := _site(fixtures.unlimited("ops", "cell1"), 1, null)
	policy.violations == set() with input as facts
}

test_no_default_deny if {
	open := {"interfaces": {"fw/ops": {"unmatched4": _decision("permit")}}}
	facts := object.union(_good, open)
	policy.violations == {{
		"subject": {"kind": "interface", "id": "fw/ops"},
		"key": "default-permit:IPv4",
		"message": "ops of fw-ot-1 lets through what no rule matches, and the security level target of its conduits is 3.",
		"evidence": {"sl_t": 3, "decision": "permit", "reason": "no list"},
		"locations": [_line(11)],
		"certainty": "definite",
	}} with input as facts
}

test_undecided_default_of_ipv6 if {
	open := {"interfaces": {"fw/ops": {"ipv6": true, "unmatched6": _decision("unknown")}}}
	facts := object.union(_good, open)
	{[v.key, v.certainty] | some v in policy.violations} == {["default-permit:IPv6", "possible"]} with input as facts
}

test_no_island_mode if {
	facts := object.union(_good, {"zone_records": {"cell1": {"island_mode": {"capable": null}}}})
	policy.violations == {{
		"subject": {"kind": "zone", "id": "cell1"},
		"key": "island-mode",
		"message": concat("", [
			"Zone cell1 (level 1-2) has a security level target of 3, ",
			"and nobody declares that it runs on when it is cut off.",
		]),
		"evidence": {"sl_t": 3},
		"locations": [_line(2)],
	}} with input as facts
}

test_fails_open if {
	facts := object.union(_good, {"conduits": {"c1": {"fail_mode": "fail_open"}}})
	policy.violations == {{
		"subject": {"kind": "conduit", "id": "c1"},
		"key": "fail-close",
		"message": "Conduit c1 has a security level target of 3, and nobody declares that it fails closed.",
		"evidence": {"sl_t": 3, "fail_mode": "fail_open"},
		"locations": [_line(5)],
		"certainty": "possible",
	}} with input as facts
}

test_devices_may_say_how_a_conduit_fails if {
	silent := object.union(_good, {"conduits": {"c1": {"fail_mode": ""}}})
	policy.violations == set() with input as silent
	undecided := object.union(silent, {"device_records": {"fw": {"fail_mode": null}}})
	{v.key | some v in policy.violations} == {"fail-close"} with input as undecided
}

test_office_conduit_that_nothing_inspects if {
	changes := {"from": "ent", "inspection": []}
	facts := object.union(_good, {"conduits": {"c1": changes}})
	policy.violations == {{
		"subject": {"kind": "conduit", "id": "c1"},
		"key": "inspection",
		"message": "Conduit c1 joins plant and office with a security level target of 3, and nothing inspects it.",
		"evidence": {"sl_t": 3},
		"locations": [_line(5)],
	}} with input as facts
}

test_inside_the_plant_nothing_need_inspect if {
	facts := object.union(_good, {"conduits": {"c1": {"inspection": []}}})
	policy.violations == set() with input as facts
}

test_level_4_shares_a_device if {
	beside := {"interfaces": {"fw/cell2": _interface("cell2", ["cell2"], 13)}}
	facts := object.union(_site(fixtures.covered("ops", "cell1", ["s7comm"]), 2, 4), beside)
	policy.violations == {{
		"subject": {"kind": "device", "id": "fw"},
		"key": "cell1:cell2",
		"message": concat("", [
			"fw-ot-1 carries cell1 (level 1-2), whose security level target is 4, ",
			"beside cell2 (level 1-2), which no conduit joins to it.",
		]),
		"evidence": {"interface": "cell2"},
		"locations": [_line(13), _line(12)],
		"zones": ["cell1"],
	}} with input as facts
}
