package zonewarden.lib.records_test

import data.zonewarden.lib.records

test_finding if {
	found := {"id": "x", "key": "k", "text": "lacks an owner", "capability": 0, "floor": "low"}
	records.finding("unit", {"id": "x", "title": "unit x"}, found) == {
		"subject": {"kind": "unit", "id": "x"},
		"key": "k",
		"message": "The unit x lacks an owner.",
		"capability": 0,
		"floor": "low",
	}
}

test_missing if records.missing({"a": null, "b": "", "c": [], "d": 0, "e": false, "f": "x"}) == ["a", "b", "c", "e"]

test_recent_is_neither_ahead_nor_old if {
	records.recent(24, 1)
	records.recent(0, 1)
	not records.recent(25, 1)
	not records.recent(-1, 1)
	not records.recent(null, 1)
}

test_past_and_ahead if {
	records.past(1)
	not records.past(0)
	not records.past(null)
	records.ahead(0)
	not records.ahead(1)
	not records.ahead(null)
}

test_by_impact if {
	records.by_impact({"worst_impact": 3}, "medium", "high") == "high"
	records.by_impact({"worst_impact": 2}, "medium", "high") == "medium"
}

test_overlap if {
	records.overlap({"start_ago_h": 10, "end_ago_h": 5}, {"start_ago_h": 6, "end_ago_h": 1})
	not records.overlap({"start_ago_h": 10, "end_ago_h": 5}, {"start_ago_h": 5, "end_ago_h": 1})
}

test_freezes_of_a_unit_or_of_all if {
	span := {"start_ago_h": 10, "end_ago_h": 5}
	frozen := {
		"of-all": {"units": [], "start_ago_h": 6, "end_ago_h": 1},
		"of-another": {"units": ["boiler"], "start_ago_h": 6, "end_ago_h": 1},
		"later": {"units": ["line1"], "start_ago_h": 3, "end_ago_h": 1},
		"of-it": {"units": ["line1"], "start_ago_h": 6, "end_ago_h": 1},
	}
	records.freezes(span, ["line1"]) == {"of-all", "of-it"} with input as {"freezes": frozen}
}

test_exceptions_that_waive if {
	all := {
		"good": {"status": "deviation-approved", "expires_ago_h": -5},
		"over": {"status": "deviation-approved", "expires_ago_h": 5},
		"endless": {"status": "deviation-approved", "expires_ago_h": null},
		"asked": {"status": "deviation-requested", "expires_ago_h": -5},
	}
	{id | some id, _ in all; records.valid_exception(id)} == {"good"} with input as {"exceptions": all}
}

test_authority if {
	levels := {"authority_levels": {"authority_levels": {"1": ["security"], "3": ["council"]}}}
	records.authority(3) == {"council"} with input as levels
	records.authority(2) == set() with input as levels
}

test_exposure if {
	zones := {"zones": {
		"internet": {"external": true, "it": false},
		"ent": {"external": false, "it": true},
		"ops": {"external": false, "it": false},
	}}
	records.exposure("internet") == 3 with input as zones
	records.exposure("ent") == 2 with input as zones
	records.exposure("ops") == 1 with input as zones
	records.exposure("unassociated") == 3 with input as {"zones": {"unassociated": {"external": false, "it": false}}}
}

test_sides_by_role_or_seat if {
	facts := {
		"people": {"keller": {"role": "production_manager"}, "nobody": {"role": null}},
		"council": {"council": {"seats": [{"role": "cybersecurity", "id": "brandt"}, {"role": "risk", "id": "keller"}]}},
	}
	records.side("keller") == "ot" with input as facts
	records.side("brandt") == "it" with input as facts
	records.role_of("nobody") == null with input as facts
	not records.side("nobody") with input as facts
	not records.side("stranger") with input as {}
}
