package zonewarden.segmentation.parallel_paths_differ_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.parallel_paths_differ as policy

_subject := {"kind": "parallel", "id": "fw-a|fw-b"}

_place := {"path": "declarations/devices.yaml", "line": 3}

_line(path) := {"path": path, "line": 1}

_products := [{"sources": ["10.30.2.10"], "destinations": ["10.20.1.10", "10.20.1.11"], "services": ["tcp/22"]}]

_row := {
	"wide": "fw-b",
	"narrow": "fw-a",
	"from": "ops",
	"to": "cell1",
	"certainty": "definite",
	"products": _products,
	"locations": [_line("b.cfg")],
}

_facts(differences) := {
	"zones": fixtures.zones,
	"devices": {
		"fw-a": {"name": "fw-a"},
		"fw-b": {"name": "fw-b"},
	},
	"device_records": {
		"fw-a": {"config_collected_at_ago_h": 10},
		"fw-b": {"config_collected_at_ago_h": 30},
	},
	"site": {"limits": {"drift_max_days": 1}},
	"parallels": {"fw-a|fw-b": {
		"id": "fw-a|fw-b",
		"one": "fw-a",
		"other": "fw-b",
		"conduit": "",
		"differences": differences,
		"locations": [_place],
	}},
}

test_same_policy_passes if {
	facts := _facts([])
	policy.subjects == {_subject} with input as facts
	policy.violations == set() with input as facts
}

test_one_lets_more_through if {
	facts := _facts([_row])
	policy.violations == {{
		"subject": _subject,
		"key": "fw-b:ops>cell1",
		"message": concat("", [
			"fw-b lets pass from ops (level 3) to cell1 (level 1-2) what fw-a, which stands for it, denies: ",
			"10.30.2.10 to 10.20.1.10 and 10.20.1.11.",
		]),
		"evidence": {"products": _products},
		"locations": [_line("b.cfg"), _place],
		"certainty": "definite",
		"zones": ["cell1", "ops"],
	}} with input as facts
}

test_peer_that_is_not_at_hand if {
	facts := json.remove(_facts([_row]), ["devices/fw-b"])
	policy.violations == {{
		"subject": _subject,
		"key": "missing:fw-b",
		"message": "fw-a and fw-b stand for each other, and the configuration of fw-b is not at hand.",
		"evidence": {"missing": "fw-b"},
		"locations": [_place],
	}} with input as facts
}

test_configurations_of_different_age if {
	facts := object.union(_facts([]), {"device_records": {"fw-a": {"config_collected_at_ago_h": 60}}})
	policy.violations == {{
		"subject": _subject,
		"key": "age",
		"message": "The configurations of fw-a and fw-b were collected more than 1 days apart.",
		"evidence": {"limit_days": 1},
		"locations": [_place],
		"certainty": "possible",
	}} with input as facts
}

test_age_that_nobody_declared_is_not_judged if {
	facts := object.union(_facts([]), {"device_records": {"fw-a": {"config_collected_at_ago_h": null}}})
	policy.violations == set() with input as facts
}
