package zonewarden.lib.grants_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.lib.grants

test_standing if {
	grants.standing(f.grant({"status": "requested"}))
	not grants.standing(f.grant({"status": "expired"}))
}

test_vendor if {
	grants.vendor(f.grant({"party": "vendor", "vendor": null}))
	grants.vendor(f.grant({"party": "employee", "vendor": "vnd-1"}))
	not grants.vendor(f.grant({"party": "employee", "vendor": null}))
}

test_hours if grants.hours(f.grant({"valid_from_ago_h": 2, "valid_until_ago_h": -2.5})) == 4.5

test_writes if {
	grants.writes(f.grant({"capability": "engineering"}))
	not grants.writes(f.grant({"capability": "view"}))
}

test_controllers_and_safety_are_critical if {
	facts := f.facts({})
	grants.critical(f.grant({})) with input as facts
	not grants.critical(f.grant({"target_zones": ["hmi"]})) with input as facts
	grants.critical(f.grant({"target_zones": ["hmi", "sis"]})) with input as facts
}

test_label if {
	grants.label(f.grant({})) == "Grant g-1 of p.ruiz"
	grants.label(f.grant({"subject": null})) == "Grant g-1"
}

test_nobody if {
	grants.nobody("FillTec Support")
	grants.nobody("vendor_1")
	grants.nobody("line-2.team")
	grants.nobody("support2")
	grants.nobody("plant")
	not grants.nobody("Robert Plant")
	not grants.nobody("P. Ruiz")
	not grants.nobody("r.plant")
	not grants.nobody("A. Supporter")
}

test_several if {
	grants.several("P. Ruiz and J. Soto")
	grants.several("P. Ruiz / J. Soto")
	not grants.several("Ruiz, P.")
	not grants.several("Anders Und")
	not grants.several("Alexander Andersson")
}
