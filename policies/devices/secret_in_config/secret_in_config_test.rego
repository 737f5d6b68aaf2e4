package zonewarden.devices.secret_in_config_test

import data.zonewarden.devices.secret_in_config
import data.zonewarden.lib.device_fixtures as fixtures

_secret(kind, n) := {"kind": kind, "what": "user ops", "locations": [fixtures.line(n)]}

_facts_secrets := fixtures.facts({"secrets": [_secret("type-7", 40), _secret("psk", 41), _secret("type-7", 42)]})

_facts_pass := fixtures.facts({})

_violation(kind, words, lines) := {
	"subject": fixtures.subject,
	"key": kind,
	"message": sprintf("The configuration of fw-ot-1 shows %s (%s).", [words, kind]),
	"evidence": {"kind": kind, "count": count(lines)},
	"locations": [fixtures.line(n) | some n in lines],
	"exposure": 1,
}

test_one_finding_a_kind if {
	secret_in_config.violations == {
		_violation("type-7", "2 readable secrets", [40, 42]),
		_violation("psk", "1 readable secret", [41]),
	} with input as _facts_secrets
}

test_no_secret_passes if {
	secret_in_config.subjects == {fixtures.subject} with input as _facts_pass
	secret_in_config.violations == set() with input as _facts_pass
}
