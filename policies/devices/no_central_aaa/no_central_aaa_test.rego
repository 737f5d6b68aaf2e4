package zonewarden.devices.no_central_aaa_test

import data.zonewarden.devices.no_central_aaa
import data.zonewarden.lib.device_fixtures as fixtures

_login(value) := {"aaa-login": fixtures.stated(value, 8)}

_facts_nothing := fixtures.facts({"users": [fixtures.user({})]})

_facts_local_only := fixtures.asa({"settings": _login("ssh:local")})

_facts_stranded := fixtures.facts({"settings": _login("group TAC,none")})

_facts_office_server := fixtures.facts({
	"settings": _login("group TAC,local"),
	"servers": [fixtures.server({"purpose": "tacacs", "host": "10.40.0.9", "zones": ["ent"]})],
})

_facts_pass := fixtures.asa({
	"settings": {"aaa-login": array.concat(fixtures.stated("ssh:TAC,LOCAL", 8), fixtures.stated("serial:LOCAL", 9))},
	"servers": [
		fixtures.server({"purpose": "tacacs", "zones": ["ent"]}),
		fixtures.server({"purpose": "tacacs", "zones": ["idmz"]}),
	],
})

_facts_unplaced_server := fixtures.facts({
	"settings": _login("group tacacs+,local-case"),
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
