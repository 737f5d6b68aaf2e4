package zonewarden.devices.cleartext_management_test

import data.zonewarden.devices.cleartext_management
import data.zonewarden.lib.device_fixtures as fixtures

_facts_telnet := fixtures.facts({"services": [
	fixtures.service({"protocol": "telnet", "line": "vty 0 4"}),
	fixtures.service({"protocol": "telnet", "line": "vty 5 15", "locations": [fixtures.line(21)]}),
	fixtures.service({"protocol": "ssh", "line": "vty 0 4"}),
]})

_settings := {
	"service:http-server": fixtures.stated("on", 22),
	"ssh-version": fixtures.stated("1", 23),
	"service:tftp-server": fixtures.stated("on", 24),
	"service:finger": fixtures.stated("on", 25),
	"service:vstack": fixtures.stated("on", 26),
}

_facts_settings := fixtures.facts({"settings": _settings})

_facts_asa := fixtures.asa({"settings": _settings})

_facts_stated_twice := fixtures.facts({
	"services": [fixtures.service({"protocol": "http"})],
	"settings": {"service:http-server": fixtures.stated("on", 22)},
})

_facts_pass := fixtures.facts({
	"services": [fixtures.service({}), fixtures.service({"protocol": "https"})],
	"settings": {"service:http-server": fixtures.stated("off", 22), "ssh-version": fixtures.stated("2", 23)},
})

_violation(key, name, lines) := {
	"subject": fixtures.subject,
	"key": key,
	"message": sprintf("fw-ot-1 is administered over %s.", [name]),
	"evidence": {"protocol": key},
	"locations": [fixtures.line(n) | some n in lines],
}

test_telnet_on_two_lines if {
	expected := _violation("telnet", "Telnet on vty 0 4 and vty 5 15", [20, 21])
	cleartext_management.violations == {expected} with input as _facts_telnet
}

test_settings if {
	cleartext_management.violations == {
		_violation("http", "HTTP", [22]),
		_violation("ssh-1", "SSH version 1", [23]),
		_violation("tftp", "TFTP", [24]),
		object.union(_violation("finger", "", [25]), {"message": "fw-ot-1 answers finger."}),
		object.union(_violation("smart-install", "", [26]), {"message": "fw-ot-1 answers Smart Install."}),
	} with input as _facts_settings
}

test_words_that_mean_something_else_on_asa if {
	cleartext_management.violations == {_violation("ssh-1", "SSH version 1", [23])} with input as _facts_asa
}

test_service_and_setting_are_one_finding if {
	cleartext_management.violations == {_violation("http", "HTTP", [20])} with input as _facts_stated_twice
}

test_encrypted_services_pass if {
	cleartext_management.subjects == {fixtures.subject} with input as _facts_pass
	cleartext_management.violations == set() with input as _facts_pass
}

test_snippet_is_not_assessed if cleartext_management.subjects == set() with input as fixtures.snippet
