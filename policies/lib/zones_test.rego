package zonewarden.lib.zones_test

import data.zonewarden.lib.fixtures
import data.zonewarden.lib.zones

_facts := {"zones": fixtures.zones}

test_control_is_level_two_or_below if {
	ids := {id | some id, _ in fixtures.zones; zones.control(id)} with input as _facts
	ids == {"hmi", "cell1", "cell2", "sis"}
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
	ids := {id | some id, _ in fixtures.zones; zones.ot(id)} with input as _facts
	ids == {"ops", "hmi", "cell1", "cell2", "sis", "mgmt"}
}

test_remote_access_zone_of_level_three_is_dmz if {
	zone := {"ot": true, "dmz": true}
	not zones.ot("z") with input as {"zones": {"z": zone}}
	zones.dmz("z") with input as {"zones": {"z": zone}}
}

test_beyond_dmz if {
	ids := {id | some id, _ in fixtures.zones; zones.beyond_dmz(id)} with input as _facts
	ids == {"internet", "vendor", "ent"}
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
