package zonewarden.governance.characteristics_missing_test

import data.zonewarden.governance.characteristics_missing as policy

_facts(changes) := object.union(_good, changes)

_good := {
	"zones": {"cell": {"external": false}, "internet": {"external": true}},
	"zone_records": {
		"cell": {
			"id": "cell",
			"title": "zone cell",
			"cidrs": ["10.20.1.0/24"],
			"interfaces": [],
			"vlans": [],
			"criticality": 0,
			"level": 1,
			"sl_t": 2,
			"owners": {"ot": "keller", "it": "brandt"},
		},
		"internet": {
			"id": "internet",
			"title": "zone internet",
			"cidrs": [],
			"interfaces": [],
			"vlans": [],
			"criticality": null,
			"level": null,
			"sl_t": null,
			"owners": {"ot": null, "it": null},
		},
	},
	"conduit_records": {"c": {
		"id": "c",
		"title": "conduit c",
		"availability_class": "critical",
		"enforced_by": ["fw"],
		"owners": {"ot": "keller", "it": "brandt"},
		"purpose": "control",
		"services": ["s7comm"],
		"transport": "local_lan",
	}},
}

_violation(kind, id, key, text) := {{
	"subject": {"kind": kind, "id": id},
	"key": key,
	"message": sprintf("The %s %s states no %s.", [kind, id, text]),
	"floor": "low",
	"ceiling": "low",
}}

test_passes if {
	policy.subjects == {{"kind": "zone", "id": "cell"}, {"kind": "conduit", "id": "c"}} with input as _good
	policy.violations == set() with input as _good
}

test_vector_and_vlans_do_as_well if {
	policy.violations == set() with input as _facts({"zone_records": {"cell": {
		"cidrs": [],
		"vlans": ["201"],
		"sl_t": {"IAC": 2},
	}}})
}

test_zone_lacks if {
	found := _violation(
		"zone", "cell",
		"addresses, interfaces or VLANs,criticality,level,owner in IT,security level target",
		"addresses, interfaces or VLANs, criticality, level, owner in IT and security level target",
	)
	policy.violations == found with input as _facts({"zone_records": {"cell": {
		"cidrs": [],
		"criticality": null,
		"level": null,
		"sl_t": null,
		"owners": {"ot": "keller", "it": ""},
	}}})
}

test_conduit_lacks if {
	found := _violation("conduit", "c", "enforcing device,purpose", "enforcing device and purpose")
	policy.violations == found with input as _facts({"conduit_records": {"c": {"purpose": null, "enforced_by": []}}})
}

test_conduit_without_owners if {
	found := _violation(
		"conduit", "c",
		"availability,owner in IT,owner in OT,services,transport",
		"availability, owner in IT, owner in OT, services and transport",
	)
	policy.violations == found with input as _facts({"conduit_records": {"c": {
		"availability_class": null,
		"owners": {"ot": null, "it": null},
		"services": [],
		"transport": null,
	}}})
}
