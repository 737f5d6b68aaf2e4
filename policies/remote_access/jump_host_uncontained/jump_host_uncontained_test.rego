package zonewarden.remote_access.jump_host_uncontained_test

import data.zonewarden.lib.fixtures
import data.zonewarden.remote_access.jump_host_uncontained as policy

_host(id, changes) := object.union(fixtures.asset(id, "jump_host", "ra"), object.union({"allowed_zones": ["ops"]}, changes))

_facts(leg, assets) := fixtures.with_assets(fixtures.with_second_legs(fixtures.facts([]), [leg]), assets)

_leg(flow) := fixtures.second_leg(flow, "jump_host", "jump-1")

_to(zone) := _leg(fixtures.covered("ra", zone, ["rdp"]))

_subject(id) := {"kind": "second_leg", "id": id}

_asset(id) := {"kind": "asset", "id": id}

test_beyond_its_zones if {
	policy.violations == {{
		"subject": _subject("jump-1@fw:ra>cell1"),
		"message": concat(" ", [
			"Jump host jump-1 reaches cell1 (level 1-2), which is not among its zones,",
			"through fw-ot-1: RDP.",
		]),
		"evidence": {"services": ["rdp"], "allowed_zones": ["ops"]},
		"packets": {"second_leg": "jump-1@fw:ra>cell1"},
		"exposure": 2,
	}} with input as _facts(_to("cell1"), [_host("jump-1", {})])
}

test_the_internet_is_nobodys_zone if {
	facts := _facts(_to("internet"), [_host("jump-1", {"allowed_zones": []})])
	{v.message | some v in policy.violations} == {"Jump host jump-1 reaches the Internet through fw-ot-1: RDP."} with input as facts
}

test_any_service_in_its_own_zone if {
	leg := _leg(object.union(fixtures.unlimited("ra", "ops"), {"services": {}}))
	{v.message | some v in policy.violations} == {concat(" ", [
		"Jump host jump-1 reaches ops (level 3) with any service",
		"through fw-ot-1: any service.",
	])} with input as _facts(leg, [_host("jump-1", {})])
}

test_its_zones_pass if {
	facts := _facts(_to("ops"), [_host("jump-1", {})])
	policy.subjects == {_subject("jump-1@fw:ra>ops"), _asset("jump-1")} with input as facts
	policy.violations == set() with input as facts
}

test_without_a_list_of_zones_only_blocked_flows_are_told if {
	host := _host("jump-1", {"allowed_zones": []})
	policy.subjects == {_asset("jump-1")} with input as _facts(_to("ops"), [host])
	blocked := _facts(_leg(fixtures.blocked("ra", "ops")), [host])
	policy.subjects == {_asset("jump-1"), _subject("jump-1@fw:ra>ops")} with input as blocked
	policy.violations == set() with input as blocked
}

test_sessions_on_another_jump_host if {
	leg := object.union(_to("ops"), {"reaches": ["jump-2"]})
	policy.violations == {{
		"subject": _subject("jump-1@fw:ra>ops"),
		"key": "jump-2",
		"message": "Jump host jump-1 can open sessions on jump host jump-2 through fw-ot-1.",
		"evidence": {"reaches": ["jump-2"]},
		"packets": {"second_leg": "jump-1@fw:ra>ops"},
		"exposure": 2,
	}} with input as _facts(leg, [_host("jump-1", {})])
}

test_among_servers if {
	assets := [_host("jump-1", {}), fixtures.asset("hist-1", "historian", "ra"), fixtures.asset("gw-1", "gateway", "ra")]
	policy.violations == {{
		"subject": _asset("jump-1"),
		"key": "servers",
		"message": "Jump host jump-1 stands in ra (level 3.5) among what it leads to: hist-1.",
		"evidence": {"others": ["hist-1"]},
		"exposure": 2,
	}} with input as _facts(_to("ops"), assets)
}

test_two_in_a_zone_that_offer_sessions if {
	both := [_host("jump-1", {"services": ["rdp"]}), _host("jump-2", {"services": ["ntp"]})]
	policy.violations == {{
		"subject": _asset("jump-2"),
		"key": "jump hosts",
		"message": "Jump host jump-2 shares ra (level 3.5) with others that offer sessions: jump-1.",
		"evidence": {"others": ["jump-1"]},
		"certainty": "possible",
		"exposure": 2,
	}} with input as _facts(_to("ops"), both)
}

test_beside_one_of_which_nothing_is_said_nothing_passes if {
	facts := _facts(_to("ops"), [_host("jump-1", {"services": ["ntp"]}), _host("jump-2", {})])
	_asset("jump-2") in policy.subjects with input as facts
	not _asset("jump-1") in policy.subjects with input as facts
	policy.violations == set() with input as facts
}
