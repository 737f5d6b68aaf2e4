package zonewarden.lib.zones_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.zones

_facts := {"zones": fixtures.zones}

_control := {id | some id, _ in input.zones; zones.control(id)}

_ot := {id | some id, _ in input.zones; zones.ot(id)}

_beyond_dmz := {id | some id, _ in input.zones; zones.beyond_dmz(id)}

test_control_is_level_two_or_below if {
	_control == {"hmi", "cell1", "cell2", "sis", "wlan"} with input as _facts
}

test_control_takes_the_low_end_of_a_range if {
	zones.control("z") with input as {"zones": {"z": fixtures.zone("supervisory", 2, 3)}}
}

test_unknown_level_is_not_control if {
	not zones.control("z") with input as {"zones": {"z": fixtures.zone("supervisory", null, null)}}
}

test_undeclared_zone_is_of_no_kind if {
	not zones.control("nowhere") with input as _facts
	not zones.ot("nowhere") with input as _facts
	not zones.beyond_dmz("nowhere") with input as _facts
}

test_ot if {
	_ot == {"ops", "hmi", "cell1", "cell2", "sis", "mgmt", "wlan", "service"} with input as _facts
}

test_remote_access_zone_of_level_three_is_dmz if {
	zone := {"ot": true, "dmz": true}
	not zones.ot("z") with input as {"zones": {"z": zone}}
	zones.dmz("z") with input as {"zones": {"z": zone}}
}

test_beyond_dmz if {
	_beyond_dmz == {"internet", "vendor", "ent"} with input as _facts
}

test_internet if {
	zones.internet("internet") with input as _facts
	not zones.internet("vendor") with input as _facts
}

test_safety if {
	zones.safety("sis") with input as _facts
	not zones.safety("cell1") with input as _facts
}

test_unassociated if {
	zones.unassociated("unassociated")
	not zones.unassociated("internet")
}

test_impact if zones.impact("cell1") == 3 with input as _facts
