package zonewarden.devices.weak_account_test

import data.zonewarden.devices.weak_account
import data.zonewarden.lib.device_fixtures as fixtures

_facts_weak := fixtures.facts({
	"users": [
		fixtures.user({}),
		fixtures.user({"name": "m.keller", "hash": "type-7", "locations": [fixtures.line(41)]}),
	],
	"settings": {"enable-hash": fixtures.stated("type-5", 5)},
})

_facts_no_password := fixtures.facts({"users": [fixtures.user({"hash": "nopassword"})]})

_facts_default_name := fixtures.facts({"users": [fixtures.user({"name": "Admin"})]})

_facts_masked_default_name := fixtures.facts({"users": [fixtures.user({"name": "cisco", "hash": "masked"})]})

_facts_pass := fixtures.facts({
	"users": [fixtures.user({}), fixtures.user({"name": "a", "hash": "pbkdf2"})],
	"settings": {"enable-hash": fixtures.stated("type-8", 5)},
})

_facts_masked := fixtures.facts({"users": [fixtures.user({"hash": "masked"}), fixtures.user({"hash": ""})]})

_default_name(name) := {
	"subject": fixtures.subject,
	"key": "default-name",
	"message": sprintf("fw-ot-1 has accounts with default names: %s.", [name]),
	"evidence": {"accounts": [name]},
	"locations": [fixtures.line(40)],
	"exposure": 1,
}

test_weak_storage if {
	weak_account.violations == {{
		"subject": fixtures.subject,
		"key": "weak-hash",
		"message": "fw-ot-1 stores passwords weakly: enable (type-5) and m.keller (type-7).",
		"evidence": {"accounts": ["enable", "m.keller"]},
		"locations": [fixtures.line(41), fixtures.line(5)],
		"exposure": 1,
	}} with input as _facts_weak
}

test_no_password if {
	weak_account.violations == {{
		"subject": fixtures.subject,
		"key": "no-password",
		"message": "fw-ot-1 has accounts without a password: ops.",
		"evidence": {"accounts": ["ops"]},
		"locations": [fixtures.line(40)],
		"exposure": 1,
		"capability": 3,
		"floor": "high",
	}} with input as _facts_no_password
}

test_default_name if {
	weak_account.violations == {_default_name("Admin")} with input as _facts_default_name
	weak_account.violations == {_default_name("cisco")} with input as _facts_masked_default_name
	weak_account.subjects == {fixtures.subject} with input as _facts_masked_default_name
}

test_strong_storage_passes if {
	weak_account.subjects == {fixtures.subject} with input as _facts_pass
	weak_account.violations == set() with input as _facts_pass
}

test_masked_passwords_and_snippets_are_not_assessed if {
	weak_account.subjects == set() with input as _facts_masked
	weak_account.violations == set() with input as _facts_masked
	weak_account.subjects == set() with input as fixtures.snippet
}

test_accounts_that_cannot_be_renamed_pass if {
	plane := {"users": [fixtures.user({"name": "admin"})]}
	nexus := object.union(fixtures.facts(plane), {"devices": {"fw": {"platform": "cisco-nxos"}}})
	weak_account.violations == set() with input as nexus
	junos := object.union(fixtures.facts(plane), {"devices": {"fw": {"platform": "juniper-junos"}}})
	weak_account.violations == {_default_name("admin")} with input as junos
}
