package zonewarden.segmentation.dual_homed_host_test

import data.zonewarden.lib.fixtures
import data.zonewarden.segmentation.dual_homed_host as policy

_host(changes) := object.union(fixtures.asset("hist-1", "historian", "ops"), changes)

_facts(assets) := fixtures.with_assets(fixtures.facts([]), assets)

test_historian_in_plant_and_office if {
	policy.violations == {{
		"subject": {"kind": "asset", "id": "hist-1"},
		"message": "hist-1 stands in ent (level 4-5) and ops (level 3) at once: a path around the firewall between them.",
		"evidence": {"zones": ["ent", "ops"], "role": "historian"},
		"zones": ["ent", "ops"],
		"certainty": "definite",
		"floor": "high",
	}} with input as _facts([_host({"homes": ["ent", "ops"]})])
}

test_two_entries_of_one_host if {
	other := object.union(fixtures.asset("hist-1b", "historian", "cell1"), {"machine_ids": ["name hist-1", "serial x 77120"]})
	facts := _facts([_host({"machine_ids": ["name hist-1"]}), other])
	{v.subject.id | some v in policy.violations} == {"hist-1", "hist-1b"} with input as facts
	{v.floor | some v in policy.violations} == {"low"} with input as facts
}

test_broker_that_does_not_forward_passes if {
	facts := _facts([_host({"role": "broker", "forwarding": false, "homes": ["idmz", "ops"]})])
	policy.subjects == {{"kind": "asset", "id": "hist-1"}} with input as facts
	policy.violations == set() with input as facts
}

test_broker_that_may_forward if {
	count(policy.violations) == 1 with input as _facts([_host({"role": "broker", "homes": ["idmz", "ops"]})])
}

test_hosts_without_names_are_not_one if {
	policy.violations == set() with input as _facts([_host({}), fixtures.asset("plc-1", "plc", "cell1")])
}

test_firewalls_are_not_judged if {
	policy.subjects == set() with input as _facts([_host({"role": "firewall", "homes": ["ent", "ops"]})])
}

test_host_that_discovery_saw_elsewhere if {
	facts := _facts([_host({"seen_in": ["ent", "ops"]})])
	{v.certainty | some v in policy.violations} == {"possible"} with input as facts
	policy.violations == set() with input as _facts([_host({"seen_in": ["ops"]})])
}
