package zonewarden.remote_access.expired_grant_still_configured_test

import data.zonewarden.lib.grant_fixtures as g
import data.zonewarden.lib.rule_fixtures as f
import data.zonewarden.remote_access.expired_grant_still_configured as policy

_facts(rule, grants) := object.union(f.facts([rule]), g.facts({"grants": grants}))

_rule(changes) := f.rule(object.union({"grants": ["g-1"]}, changes))

test_rule_of_an_ended_grant if {
	policy.violations == {{
		"subject": f.subject,
		"key": "d0",
		"message": concat(" ", [
			"ENT_IN on fw-ot-1 still lets in what grant g-1 allowed from ent to cell1:",
			"it has ended.",
		]),
		"evidence": {"rule": "permit tcp host 10.40.0.5 host 10.20.1.10 eq 502", "grant": "g-1"},
		"locations": [f.line(12)],
		"exposure": 3,
		"zones": ["cell1", "ent"],
		"floor": "critical",
	}} with input as _facts(_rule({}), [g.grant({"valid_until_ago_h": 1})])
}

test_rule_of_a_revoked_grant if {
	facts := _facts(_rule({}), [g.grant({"status": "revoked", "target_zones": ["hmi"]})])
	{v.floor | some v in policy.violations} == {"high"} with input as facts
}

test_rule_of_an_unknown_grant if {
	{v.floor | some v in policy.violations} == {"high"} with input as _facts(_rule({}), [])
}

test_running_grant_and_grace_pass if {
	facts := _facts(_rule({}), [g.grant({"valid_until_ago_h": 0.2})])
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_elapsed_schedule_and_disabled_rules_pass if {
	ended := [g.grant({"valid_until_ago_h": 1})]
	policy.violations == set() with input as _facts(_rule({"times": f.times({"elapsed": "yes"})}), ended)
	policy.violations == set() with input as _facts(_rule({"enabled": false}), ended)
}

test_rules_without_a_grant_are_not_judged if {
	policy.subjects == set() with input as _facts(f.rule({}), [])
}

test_rule_that_may_be_over_is_not_judged if {
	facts := _facts(_rule({"times": f.times({"elapsed": "perhaps"})}), [g.grant({"valid_until_ago_h": 1})])
	policy.subjects == set() with input as facts
	policy.violations == set() with input as facts
}

test_rule_that_names_its_grant_in_words if {
	facts := _facts(f.rule({"mentions": ["g-1"]}), [g.grant({"status": "expired"})])
	count(policy.violations) == 1 with input as facts
}

test_rule_of_a_further_grant_passes if {
	shared := _rule({"grants": ["g-1", "g-2"]})
	both := [g.grant({"status": "expired"}), g.grant({"id": "g-2"})]
	policy.violations == set() with input as _facts(shared, both)
	policy.subjects == {f.subject} with input as _facts(shared, both)
}

test_closed_a_moment_ago_passes if {
	revoked := g.grant({"status": "revoked", "revoked_at_ago_h": 0.2})
	policy.violations == set() with input as _facts(_rule({}), [revoked])
	done := g.grant({"status": "completed", "task": {"status": "completed", "completed_at_ago_h": 0.3}})
	count(policy.violations) == 1 with input as _facts(_rule({}), [done])
}

_object(changes) := object.union(
	{
		"id": "fw/network/JUMP-G-1",
		"device": "fw",
		"name": "JUMP-G-1",
		"kind": "network",
		"mentions": ["g-1"],
		"dormant": false,
		"locations": [f.line(3)],
	},
	changes,
)

_user := {
	"id": "fw/p.ruiz",
	"device": "fw",
	"name": "p.ruiz",
	"enabled": true,
	"grants": ["g-1"],
	"locations": [f.line(4)],
}

_vpn := {"id": "fw/TG-G-1", "device": "fw", "name": "TG-G-1", "enabled": true, "mentions": ["g-1"], "locations": [f.line(5)]}

_with(collection, member, grants) := object.union(g.facts({"grants": grants}), {collection: {member.id: member}})

_ended := g.grant({"status": "expired"})

test_object_account_and_vpn_of_an_ended_grant if {
	policy.violations == {{
		"subject": {"kind": "object", "id": "fw/network/JUMP-G-1"},
		"message": "fw still has the network JUMP-G-1 of grant g-1: it is expired.",
		"evidence": {"grant": "g-1"},
		"exposure": 3,
		"zones": ["cell1"],
		"floor": "critical",
	}} with input as _with("objects", _object({}), [_ended])
	{v.message | some v in policy.violations} == {"fw still has the VPN account p.ruiz of grant g-1: it is expired."} with input as _with("remote_users", _user, [_ended])
	{v.message | some v in policy.violations} == {"fw still has the VPN TG-G-1 of grant g-1: it is expired."} with input as _with("vpns", _vpn, [_ended])
}

test_things_of_running_grants_pass if {
	policy.violations == set() with input as _with("objects", _object({}), [g.grant({})])
	policy.subjects == {{"kind": "remote_user", "id": "fw/p.ruiz"}} with input as _with("remote_users", _user, [g.grant({})])
	policy.violations == set() with input as _with("remote_users", _user, [g.grant({})])
}

test_things_at_rest_pass if {
	policy.subjects == set() with input as _with("objects", _object({"dormant": true}), [_ended])
	policy.subjects == set() with input as _with("objects", _object({"kind": "time-range"}), [_ended])
	policy.subjects == set() with input as _with("remote_users", object.union(_user, {"enabled": false}), [_ended])
	policy.subjects == set() with input as _with("vpns", object.union(_vpn, {"enabled": false}), [_ended])
}

_held(changes) := object.union({"device": "fw", "certificate": "c-7", "ended": false, "locations": [f.line(6)]}, changes)

test_certificate_of_an_ended_grant if {
	facts := g.facts({"grants": [object.union(_ended, {"certificates": [_held({})]})]})
	policy.violations == {{
		"subject": {"kind": "grant", "id": "g-1"},
		"key": "fw/c-7",
		"message": "fw still has the certificate c-7 of grant g-1: it is expired.",
		"evidence": {"grant": "g-1"},
		"locations": [f.line(6)],
		"exposure": 3,
		"floor": "critical",
	}} with input as facts
	ended := g.facts({"grants": [object.union(_ended, {"certificates": [_held({"ended": true})]})]})
	policy.violations == set() with input as ended
	running := g.facts({"grants": [g.grant({"certificates": [_held({})]})]})
	policy.violations == set() with input as running
	policy.subjects == {{"kind": "grant", "id": "g-1"}} with input as running
}
