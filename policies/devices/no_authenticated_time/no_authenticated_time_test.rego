package zonewarden.devices.no_authenticated_time_test

import data.zonewarden.devices.no_authenticated_time
import data.zonewarden.lib.device_fixtures as fixtures

_first := fixtures.server({"purpose": "ntp", "host": "10.99.0.5", "authenticated": true})

_second := fixtures.server({
	"purpose": "ntp",
	"host": "10.99.0.6",
	"authenticated": true,
	"locations": [fixtures.line(51)],
})

_authenticate := {"ntp-authenticate": fixtures.stated("on", 9)}

_facts_none := fixtures.facts({"settings": _authenticate})

_facts_one := fixtures.facts({"servers": [_first, _first], "settings": _authenticate})

_facts_switch_missing := fixtures.facts({"servers": [_first, _second]})

_facts_key_missing := fixtures.facts({
	"servers": [_first, object.union(_second, {"authenticated": false})],
	"settings": _authenticate,
})

_facts_outside := fixtures.facts({
	"servers": [object.union(_first, {"zones": ["ent"]}), object.union(_second, {"zones": ["internet"]})],
	"settings": _authenticate,
})

_facts_pass := fixtures.facts({
	"servers": [_first, object.union(_second, {"zones": ["ent"], "authenticated": null})],
	"settings": _authenticate,
})

_violation(key, words, hosts, lines) := {
	"subject": fixtures.subject,
	"key": key,
	"message": sprintf("fw-ot-1 %s.", [words]),
	"evidence": {"servers": hosts},
	"locations": [fixtures.line(n) | some n in lines],
	"exposure": 0,
}

_both := ["10.99.0.5", "10.99.0.6"]

test_no_server if {
	no_authenticated_time.violations == {_violation("servers", "has no time server", [], [1])} with input as _facts_none
}

test_one_server if {
	expected := _violation("servers", "has one time server only", ["10.99.0.5", "10.99.0.5"], [50, 50, 1])
	no_authenticated_time.violations == {expected} with input as _facts_one
}

test_authentication_switched_off if {
	expected := _violation("authentication", "takes the time without authentication", _both, [50, 51, 1])
	no_authenticated_time.violations == {expected} with input as _facts_switch_missing
}

test_server_without_key if {
	expected := _violation("authentication", "takes the time without authentication", _both, [51, 1])
	no_authenticated_time.violations == {expected} with input as _facts_key_missing
}

test_servers_beyond_the_dmz if {
	expected := _violation("zone", "has no time server in OT or the DMZ", _both, [50, 51, 1])
	no_authenticated_time.violations == {expected} with input as _facts_outside
}

test_two_authenticated_servers_pass if {
	no_authenticated_time.subjects == {fixtures.subject} with input as _facts_pass
	no_authenticated_time.violations == set() with input as _facts_pass
}

test_snippet_is_not_assessed if {
	no_authenticated_time.subjects == set() with input as fixtures.snippet
	no_authenticated_time.violations == set() with input as fixtures.snippet
}

# Each server of VyOS says so itself, OPNsense has no keys.
_facts_of_server(platform, authenticated) := fixtures.facts_of({"platform": platform}, {"servers": [
	fixtures.server({"purpose": "ntp", "authenticated": authenticated}),
	fixtures.server({"purpose": "ntp", "host": "10.99.0.21", "authenticated": true}),
]})

test_keys_by_server if {
	keys := {v.key | some v in no_authenticated_time.violations} with input as _facts_of_server("vyos", null)
	keys == {"authentication"}
	no_authenticated_time.violations == set() with input as _facts_of_server("vyos", true)
	no_authenticated_time.violations == set() with input as _facts_of_server("opnsense", null)
}
