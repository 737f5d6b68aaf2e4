package zonewarden.devices.no_central_aaa_test

import data.zonewarden.devices.no_central_aaa
import data.zonewarden.lib.device_fixtures as fixtures

_login(value) := {"aaa-login": fixtures.stated(value, 8)}

_accounting(value) := {"aaa-accounting": fixtures.stated(value, 10)}

_facts_nothing := fixtures.facts({"users": [fixtures.user({})]})

_facts_local_only := fixtures.asa({"settings": _login("ssh:local")})

_facts_stranded := fixtures.facts({"settings": _login("group TAC,none")})

_facts_office_server := fixtures.facts({
	"settings": object.union(_login("group TAC,local"), _accounting("commands 15 default start-stop group TAC")),
	"servers": [fixtures.server({"purpose": "tacacs", "host": "10.40.0.9", "zones": ["ent"]})],
})

_facts_pass := fixtures.asa({
	"settings": {
		"aaa-login": array.concat(fixtures.stated("ssh:TAC,LOCAL", 8), fixtures.stated("serial:LOCAL", 9)),
		"aaa-accounting": fixtures.stated("command TAC", 10),
	},
	"servers": [
		fixtures.server({"purpose": "tacacs", "zones": ["ent"]}),
		fixtures.server({"purpose": "tacacs", "zones": ["idmz"]}),
	],
})

_facts_unplaced_server := fixtures.facts({
	"settings": object.union(_login("group tacacs+,local-case"), _accounting("commands 15 default")),
	"servers": [fixtures.server({"purpose": "tacacs", "zones": []})],
})

_violation(key, message, evidence, lines) := {
	"subject": fixtures.subject,
	"key": key,
	"message": message,
	"evidence": evidence,
	"locations": [fixtures.line(n) | some n in lines],
	"exposure": 1,
}

test_no_list_at_all if {
	expected := _violation("central", "fw-ot-1 asks no central server at login.", {"aaa_login": []}, [1])
	no_central_aaa.violations == {expected} with input as _facts_nothing
}

test_local_accounts_only if {
	evidence := {"aaa_login": ["ssh:local"]}
	expected := _violation("central", "fw-ot-1 asks no central server at login.", evidence, [8, 1])
	no_central_aaa.violations == {expected} with input as _facts_local_only
}

test_no_local_method if {
	message := "fw-ot-1 has no local login when the central server is away."
	expected := _violation("fallback", message, {"aaa_login": ["group TAC,none"]}, [8])
	no_central_aaa.violations == {expected} with input as _facts_stranded
}

test_server_in_the_office_only if {
	message := "fw-ot-1 depends for its logins on servers outside OT and the DMZ only."
	expected := _violation("server", message, {"servers": ["10.40.0.9"]}, [50])
	no_central_aaa.violations == {expected} with input as _facts_office_server
}

test_central_with_local_fallback_passes if {
	no_central_aaa.subjects == {fixtures.subject} with input as _facts_pass
	no_central_aaa.violations == set() with input as _facts_pass
	no_central_aaa.violations == set() with input as _facts_unplaced_server
}

test_snippet_is_not_assessed if {
	no_central_aaa.subjects == set() with input as fixtures.snippet
	no_central_aaa.violations == set() with input as fixtures.snippet
}

# FortiOS names the group of servers at the administrator.
test_remote_administrators_pass if {
	settings := {"admin-remote-auth": fixtures.stated("ot-admins:TAC", 8), "strong-crypto": fixtures.stated("on", 9)}
	no_central_aaa.subjects == {fixtures.subject} with input as fixtures.facts({"settings": settings})
	no_central_aaa.violations == set() with input as fixtures.facts({"settings": settings})
}

_facts_accounting(platform, settings) := fixtures.facts_of({"platform": platform}, {
	"settings": object.union(_login("group TAC,local"), settings),
	"servers": [fixtures.server({"purpose": "tacacs", "zones": ["idmz"]})],
})

test_commands_that_are_not_sent if {
	message := "fw-ot-1 has a TACACS+ server and does not send it the commands that are given."
	nothing := _violation("accounting", message, {"aaa_accounting": []}, [50])
	no_central_aaa.violations == {nothing} with input as _facts_accounting("cisco-ios", {})
	no_central_aaa.violations == {nothing} with input as _facts_accounting("cisco-nxos", {})
	logins := _violation("accounting", message, {"aaa_accounting": ["exec default"]}, [10, 50])
	no_central_aaa.violations == {logins} with input as _facts_accounting("cisco-ios", _accounting("exec default"))
	no_central_aaa.violations == set() with input as _facts_accounting("cisco-nxos", _accounting("default group TAC"))
	no_central_aaa.violations == set() with input as _facts_accounting("fortinet-fortios", {})
}

_facts_declared(aaa) := object.union(
	_facts_accounting("fortinet-fortios", {}),
	{"device_records": {"fw": {"aaa": aaa, "locations": [fixtures.line(5)]}}},
)

test_what_the_declaration_says if {
	open := _violation(
		"vault",
		"The account of fw-ot-1 for the time without its server is in no vault.",
		{"fallback_vaulted": false},
		[5],
	)
	no_central_aaa.violations == {open} with input as _facts_declared({"fallback_vaulted": false, "server_zone": null})
	no_central_aaa.violations == set() with input as _facts_declared({"fallback_vaulted": true, "server_zone": "ent"})
	unplaced := {"devices": {"fw": {"management": {"servers": []}}}}
	office := _violation(
		"server",
		"fw-ot-1 depends for its logins on servers in ent (level 4-5), outside OT and the DMZ.",
		{"server_zone": "ent"},
		[5],
	)
	no_central_aaa.violations == {office} with input as object.union(
		_facts_declared({"fallback_vaulted": true, "server_zone": "ent"}),
		unplaced,
	)
}
