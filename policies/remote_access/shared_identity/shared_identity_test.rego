package zonewarden.remote_access.shared_identity_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.shared_identity as policy

test_support_account if {
	policy.violations == {{
		"subject": f.subject("person", "filltec"),
		"message": "filltec (FillTec Support) is declared as a person and is a shared account by its name.",
		"evidence": {"name": "FillTec Support"},
		"exposure": 3,
	}} with input as f.facts({"people": [f.person({"id": "filltec", "name": "FillTec Support"})]})
}

test_shared_by_its_id if {
	count(policy.violations) == 1 with input as f.facts({"people": [f.person({"id": "vendor_1", "name": null})]})
}

test_grant_for_nobody if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 names nobody who uses it.",
		"evidence": {"party": "vendor"},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"subject": null})]})
}

test_grant_for_somebody_unknown if {
	messages := {v.message | some v in policy.violations} with input as f.facts({"grants": [f.grant({})]})
	messages == {"Grant g-1 is for p.ruiz, who is nobody among identity.people."}
	shared := {v.message | some v in policy.violations} with input as f.facts({"grants": [f.grant({"subject": "vendor1"})]})
	shared == {"Grant g-1 is for vendor1, a shared account by its name."}
}

test_named_person_passes if {
	facts := f.facts({"people": [f.person({})], "grants": [f.grant({})]})
	policy.subjects == {f.subject("person", "p.ruiz"), f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_closed_grants_are_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({"subject": null, "status": "expired"})]})
}

_used(changes) := f.facts({
	"people": [f.person({})],
	"grants": [f.grant({})],
	"sessions": [f.session(changes)],
	"exports": [{"id": "sessions"}],
})

_said := {v.message | some v in policy.violations; v.subject.kind == "session"}

test_session_of_nobody if {
	policy.violations == {{
		"subject": f.subject("session", "s-1"),
		"message": "Session s-1 was used by x.y, who is nobody among identity.people.",
		"evidence": {"subject": "x.y", "grant": "g-1"},
		"exposure": 3,
	}} with input as _used({"subject": "x.y"})
}

test_session_of_a_shared_account if {
	_said == {"Session s-1 was used by vendor, a shared account by its name."} with input as _used({"subject": "vendor"})
}

test_session_of_somebody_else if {
	facts := object.union(_used({"subject": "a.lind"}), {"people": {"a.lind": f.person({"id": "a.lind"})}})
	_said == {"Session s-1 was used by a.lind, and its grant g-1 is for p.ruiz."} with input as facts
}

test_session_of_the_person_of_its_grant_passes if {
	f.subject("session", "s-1") in policy.subjects with input as _used({})
	f.subject("export", "sessions") in policy.subjects with input as _used({})
	policy.violations == set() with input as _used({})
	not f.subject("session", "s-1") in policy.subjects with input as _used({"subject": null})
}

test_account_of_several_people if {
	policy.violations == {{
		"subject": f.subject("person", "p.ruiz"),
		"key": "several",
		"message": "p.ruiz is one account of several people: P. Ruiz and J. Soto.",
		"evidence": {"name": "P. Ruiz and J. Soto"},
		"exposure": 3,
	}} with input as f.facts({"people": [f.person({"name": "P. Ruiz and J. Soto"})]})
}

_account(changes) := object.union({"id": "fw/x", "device": "fw", "name": "k.olsen", "enabled": true, "grants": []}, changes)

_on_device(changes, others) := object.union(
	f.facts(object.union({"remote_users": [_account(changes)]}, others)),
	{"site": {"declared": ["remote-access"]}},
)

test_vpn_account_without_a_grant if {
	policy.violations == {{
		"subject": f.subject("remote_user", "fw/x"),
		"message": "fw has the VPN account k.olsen, which is of nobody to whom a grant was given.",
		"evidence": {"account": "k.olsen"},
		"exposure": 3,
	}} with input as _on_device({}, {})
	shared := {v.message | some v in policy.violations} with input as _on_device({"name": "vendor1"}, {})
	shared == {"fw has the VPN account vendor1, which is a shared account by its name."}
}

test_vpn_accounts_of_grants_pass if {
	policy.subjects == {f.subject("remote_user", "fw/x")} with input as _on_device({"grants": ["g-1"]}, {})
	policy.violations == set() with input as _on_device({"grants": ["g-1"]}, {})
}

test_other_accounts_are_not_judged if {
	policy.subjects == set() with input as _on_device({"enabled": false}, {})
	policy.subjects == set() with input as _on_device({"name": "ot-breakglass"}, {"break_glass": [{"id": "break_glass"}]})
	undeclared := object.union(_on_device({}, {}), {"site": {"declared": []}})
	policy.subjects == set() with input as undeclared
}
