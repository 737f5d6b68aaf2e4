package zonewarden.devices.weak_account_test

import data.zonewarden.devices.weak_account
import data.zonewarden.lib.device_fixtures as fixtures

_rules := {"login-throttle": fixtures.stated("300 3", 6), "password-min-length": fixtures.stated("14", 7)}

_facts_weak := fixtures.facts({
	"users": [
		fixtures.user({}),
		fixtures.user({"name": "m.keller", "hash": "type-7", "locations": [fixtures.line(41)]}),
	],
	"settings": object.union(_rules, {"enable-hash": fixtures.stated("type-5", 5)}),
})

_facts_no_password := fixtures.facts({"users": [fixtures.user({"hash": "nopassword"})], "settings": _rules})

_facts_default_name := fixtures.facts({"users": [fixtures.user({"name": "Admin"})], "settings": _rules})

_facts_masked_default_name := fixtures.facts({"users": [fixtures.user({"name": "cisco", "hash": "masked"})], "settings": _rules})

_facts_pass := fixtures.facts({
	"users": [fixtures.user({}), fixtures.user({"name": "a", "hash": "pbkdf2"})],
	"settings": object.union(_rules, {"enable-hash": fixtures.stated("type-8", 5)}),
})

_facts_masked := fixtures.facts({"users": [fixtures.user({"hash": "masked"}), fixtures.user({"hash": ""})], "settings": _rules})

# On a platform that has rules for passwords, unlike the one of the other facts, which states both.
_facts_without_rules(platform, settings) := fixtures.facts_of({"platform": platform}, {
	"users": [fixtures.user({"hash": "sha512-crypt"})],
	"settings": settings,
})

_facts_community := fixtures.facts({"snmp": [fixtures.community({"default_name": true}), fixtures.community({})]})

_no_rules(missing) := {
	"subject": fixtures.subject,
	"key": "no-rules",
	"message": sprintf("fw-ot-1 has local accounts and %s.", [concat(" and ", missing)]),
	"evidence": {"missing": missing},
	"locations": [fixtures.line(40), fixtures.line(1)],
	"exposure": 1,
	"ceiling": "low",
}

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
	plane := {"users": [fixtures.user({"name": "admin"})], "settings": _rules}
	nexus := object.union(fixtures.facts(plane), {"devices": {"fw": {"platform": "cisco-nxos"}}})
	weak_account.violations == set() with input as nexus
	junos := object.union(fixtures.facts(plane), {"devices": {"fw": {"platform": "juniper-junos"}}})
	weak_account.violations == {_default_name("admin")} with input as junos
}

test_default_community if {
	weak_account.violations == {{
		"subject": fixtures.subject,
		"key": "default-community",
		"message": "fw-ot-1 has a community string that everybody knows.",
		"evidence": {"communities": 1},
		"locations": [fixtures.line(60)],
		"exposure": 1,
		"capability": 3,
		"floor": "high",
	}} with input as _facts_community
}

test_neither_lockout_nor_rules if {
	both := ["no limit on failed attempts", "no rules for passwords"]
	weak_account.violations == {_no_rules(both)} with input as _facts_without_rules("cisco-asa", {})
	length := {"password-min-length": fixtures.stated("14", 6)}
	weak_account.violations == {_no_rules([both[0]])} with input as _facts_without_rules("cisco-asa", length)
}

test_what_a_platform_does_by_itself_is_no_fault if {
	rules := {_no_rules(["no rules for passwords"])}
	weak_account.violations == rules with input as _facts_without_rules("fortinet-fortios", {})
	off := {"password-policy": fixtures.stated("off", 6)}
	weak_account.violations == rules with input as _facts_without_rules("fortinet-fortios", off)
	weak_account.violations == set() with input as _facts_without_rules("pfsense", {})
	throttle := {"login-throttle": fixtures.stated("60", 7)}
	weak_account.violations == set() with input as _facts_without_rules("cisco-nxos", throttle)
	unchecked := object.union(throttle, {"password-policy": fixtures.stated("no strength-check", 6)})
	weak_account.violations == rules with input as _facts_without_rules("cisco-nxos", unchecked)
}
