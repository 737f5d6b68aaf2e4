package zonewarden.integration.credentials_on_both_sides_test

import data.zonewarden.integration.credentials_on_both_sides as policy
import data.zonewarden.lib.fixtures

_subject := {"kind": "asset", "id": "mirror"}

_line(n) := [fixtures.line(n)]

_asset(id, zone, hostname) := {
	"id": id, "role": "mirror", "zone": zone, "hostname": hostname, "accounts": [],
	"locations": _line(1),
}

_end(asset, zone) := {"asset": asset, "zone": zone}

_integration(id, source, consumer, account) := {
	"id": id, "status": "live", "source": source, "broker": _end(null, null), "consumer": consumer,
	"auth": {"account": account}, "locations": _line(3),
}

_domain(trusts) := {"identity": {"identity": {
	"id": "identity",
	"it": {"provider": null, "tenant": null},
	"ot_domain": {"name": "ot.plant.example", "trusts": trusts},
	"locations": _line(2),
}}}

_corp := {"to": "corp.example", "type": "one_way_selective", "reviewed_at_ago_h": 10}

_facts(host, office, trusts, integrations) := object.union(_domain(trusts), {
	"zones": fixtures.zones,
	"asset_records": {"mirror": host, "bi": office},
	"integrations": {one.id: one | some one in integrations},
})

_mirror(hostname) := _asset("mirror", "idmz", hostname)

_office := _asset("bi", "ent", "BI.corp.example")

_member := {
	"subject": _subject,
	"key": "member:corp.example",
	"message": concat(" ", [
		"The mirror mirror in idmz (level 3.5) is in the directory corp.example by its host name,",
		"which the plant's directory trusts.",
	]),
	"evidence": {"hostname": "mirror.CORP.example", "directory": "corp.example"},
	"locations": array.concat(_line(1), _line(2)),
	"certainty": "definite",
	"exposure": 2,
}

test_member_of_a_directory_that_the_plant_trusts if {
	facts := _facts(_mirror("mirror.CORP.example"), _office, [_corp], [])
	policy.violations == {_member} with input as facts
	policy.subjects == {_subject} with input as facts
}

test_a_directory_that_nobody_knows_as_the_offices_is_possible if {
	facts := _facts(_mirror("mirror.CORP.example"), _asset("bi", "ent", null), [_corp], [])
	policy.violations == {object.union(_member, {"certainty": "possible"})} with input as facts
}

test_a_domain_below_a_trusted_one_is_possible if {
	facts := _facts(_mirror("mirror.dmz.corp.example"), _office, [_corp], [])
	{v.certainty | some v in policy.violations} == {"possible"} with input as facts
}

test_a_directory_apart_passes if {
	facts := _facts(_mirror("mirror.dmz.example"), _office, [_corp], [])
	policy.violations == set() with input as facts
	policy.subjects == {_subject} with input as facts
}

test_no_trust_passes_and_a_short_name_beside_one_is_no_pass if {
	policy.subjects == {_subject} with input as _facts(_mirror("mirror.corp.example"), _office, [], [])
	policy.violations == set() with input as _facts(_mirror("mirror.corp.example"), _office, [], [])
	policy.subjects == set() with input as _facts(_mirror("MIRROR"), _office, [_corp], [])
	policy.subjects == set() with input as _facts(_mirror(null), _office, [_corp], [])
}

test_the_plants_own_directory_passes_unless_another_accepts_it if {
	own := _mirror("mirror.ot.plant.example")
	above := object.union(_corp, {"to": "plant.example"})
	policy.violations == set() with input as _facts(own, _office, [_corp, above], [])
	policy.subjects == {_subject} with input as _facts(own, _office, [_corp, above], [])
	both := object.union(_corp, {"type": "two-way"})
	{[v.key, v.certainty] | some v in policy.violations} == {["both-ways:corp.example", "definite"]} with input as _facts(own, _office, [both], [])
	unknown := object.union(_corp, {"type": "forest"})
	policy.subjects == set() with input as _facts(own, _office, [unknown], [])
}

test_accounts_of_the_trusted_directory if {
	host := object.union(_mirror("mirror.dmz.example"), {"accounts": ["CORP\\svc", "operator"]})
	by := _integration("I", _end("mirror", "idmz"), _end(null, "ent"), "svc-bi@corp.example")
	{v.key | some v in policy.violations} == {
		"account:CORP\\svc",
		"account:svc-bi@corp.example",
	} with input as _facts(host, _office, [_corp], [by])
}

_inner(account) := _integration("A", _end(null, "ops"), _end("mirror", null), account)

_outer(account) := _integration("B", _end("mirror", null), _end("bi", null), account)

test_one_account_on_both_legs if {
	facts := _facts(_mirror("m.dmz.example"), _office, [], [_inner("svc-hist"), _outer("SVC-hist")])
	policy.violations == {{
		"subject": _subject,
		"key": "legs:svc-hist",
		"message": concat(" ", [
			"The mirror mirror in idmz (level 3.5) serves the plant by integration A",
			"and the office by B with the same account svc-hist.",
		]),
		"evidence": {"account": "svc-hist", "integrations": ["A", "B"]},
		"locations": array.concat(_line(1), array.concat(_line(3), _line(3))),
		"certainty": "possible",
		"exposure": 2,
	}} with input as facts
}

test_an_account_of_a_named_directory_on_both_legs_is_certain if {
	facts := _facts(_mirror("m.dmz.example"), _office, [], [_inner("s@x.example"), _outer("s@x.example")])
	{v.certainty | some v in policy.violations} == {"definite"} with input as facts
}

test_an_account_for_each_leg_passes if {
	facts := _facts(_mirror("m.dmz.example"), _office, [], [_inner("svc-in"), _outer("svc-out")])
	policy.violations == set() with input as facts
	policy.subjects == {_subject} with input as facts
}

test_one_integration_over_both_legs_or_without_an_account_is_no_pass if {
	across := object.union(_inner("svc"), {"broker": _end("mirror", null), "consumer": _end(null, "ent")})
	policy.subjects == set() with input as _facts(_mirror("m.dmz.example"), _office, [], [across])
	policy.violations == set() with input as _facts(_mirror("m.dmz.example"), _office, [], [across])
	policy.subjects == set() with input as _facts(_mirror("m.dmz.example"), _office, [], [_inner(null)])
	by_zone := object.union(across, {"broker": _end(null, "idmz")})
	policy.subjects == set() with input as _facts(_mirror("m.dmz.example"), _office, [], [by_zone])
}

test_hosts_elsewhere_are_not_judged if {
	facts := _facts(_asset("mirror", "ops", "m.corp.example"), _office, [_corp], [])
	policy.subjects == set() with input as facts
	policy.violations == set() with input as facts
}

test_nothing_declared_of_the_directory_is_no_pass if {
	facts := object.union(_facts(_mirror("m.corp.example"), _office, [], []), {"identity": {"identity": {"ot_domain": {"name": null}}}})
	policy.subjects == set() with input as facts
}
