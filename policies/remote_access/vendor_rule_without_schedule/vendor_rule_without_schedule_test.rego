package zonewarden.remote_access.vendor_rule_without_schedule_test

import data.zonewarden.lib.grant_fixtures as g
import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.remote_access.vendor_rule_without_schedule as policy

_facts(rule, grants) := object.union(f.facts([rule]), g.facts({"grants": grants}))

test_rule_of_a_grant if {
	policy.violations == {{
		"subject": f.subject,
		"key": "d0",
		"message": "ENT_IN on fw-ot-1 lets a third party in from ent to cell1 at all times: the rule has no schedule.",
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502"},
		"locations": [f.line(12)],
		"exposure": 3,
		"zones": ["cell1", "ent"],
	}} with input as _facts(f.rule({"metadata": {"grant": "g-1"}}), [g.grant({})])
}

test_rule_from_a_vendor_network if {
	count(policy.violations) == 1 with input as _facts(f.rule({"from_zones": ["vendor"]}), [])
}

test_scheduled_rule_passes if {
	facts := _facts(f.rule({"from_zones": ["vendor"], "schedule": "GRANT-G-1"}), [])
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_employees_and_other_networks_are_not_judged if {
	employee := g.grant({"party": "employee", "vendor": null})
	policy.subjects == set() with input as _facts(f.rule({"metadata": {"grant": "g-1"}}), [employee])
	policy.subjects == set() with input as _facts(f.rule({"from_zones": ["vendor", "ent"]}), [])
	policy.subjects == set() with input as _facts(f.rule({"from_zones": ["vendor"], "to_zones": ["idmz"]}), [])
}
