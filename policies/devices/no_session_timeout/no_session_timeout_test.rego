package zonewarden.devices.no_session_timeout_test

import data.zonewarden.devices.no_session_timeout
import data.zonewarden.lib.device_fixtures as fixtures

_settings := {"login-throttle": fixtures.stated("300 3 60", 8), "banner": fixtures.stated("login", 9)}

_facts_endless := fixtures.facts({"settings": _settings, "lines": [
	fixtures.terminal({"name": "con 0", "idle_timeout_s": 0}),
	fixtures.terminal({"idle_timeout_s": 3600, "locations": [fixtures.line(71)]}),
	fixtures.terminal({"name": "aux 0", "idle_timeout_s": 0, "exec_disabled": true}),
]})

_facts_bare := fixtures.facts({"lines": [fixtures.terminal({})]})

_facts_no_banner := fixtures.facts({"settings": {"login-throttle": fixtures.stated("300 3 60", 8)}})

_facts_pass := fixtures.facts({"settings": _settings, "lines": [
	fixtures.terminal({}),
	fixtures.terminal({"name": "vty 5 15", "idle_timeout_s": null}),
]})

_login(words, missing) := {
	"subject": fixtures.subject,
	"key": "login",
	"message": sprintf("fw-ot-1 has %s at login.", [words]),
	"evidence": {"missing": missing},
	"locations": [fixtures.line(1)],
	"exposure": 0,
}

test_endless_sessions if {
	no_session_timeout.violations == {{
		"subject": fixtures.subject,
		"key": "idle-timeout",
		"message": concat("", [
			"fw-ot-1 keeps idle sessions for more than 10 minutes on ",
			"con 0 (never closed) and vty 0 4 (3600 s).",
		]),
		"evidence": {"lines": ["con 0", "vty 0 4"]},
		"locations": [fixtures.line(70), fixtures.line(71)],
		"exposure": 0,
	}} with input as _facts_endless
}

test_no_limit_and_no_banner if {
	missing := ["no limit on failed attempts", "no banner"]
	expected := _login("no limit on failed attempts and no banner", missing)
	no_session_timeout.violations == {expected} with input as _facts_bare
}

test_no_banner if {
	no_session_timeout.violations == {_login("no banner", ["no banner"])} with input as _facts_no_banner
}

test_short_and_unstated_timeouts_pass if {
	no_session_timeout.subjects == {fixtures.subject} with input as _facts_pass
	no_session_timeout.violations == set() with input as _facts_pass
}

test_snippet_is_not_assessed if {
	no_session_timeout.subjects == set() with input as fixtures.snippet
	no_session_timeout.violations == set() with input as fixtures.snippet
}

test_a_line_of_nxos_without_a_limit if {
	facts := object.union(_facts_pass, {"devices": {"fw": {"platform": "cisco-nxos"}}})
	found := no_session_timeout.violations with input as facts
	{v.evidence | some v in found} == {{"lines": ["vty 5 15"]}}
	{v.message | some v in found} == {"fw-ot-1 keeps idle sessions for more than 10 minutes on vty 5 15 (1800 s)."}
}

_facts_web(settings) := fixtures.facts_of({"platform": "pfsense"}, {
	"users": [fixtures.user({})],
	"settings": settings,
})

_web(long, stated, locations) := {
	"subject": fixtures.subject,
	"key": "web",
	"message": sprintf("fw-ot-1 keeps idle sessions of its web interface for %s.", [long]),
	"evidence": {"stated": stated},
	"locations": locations,
	"exposure": 0,
}

test_web_interface_of_pfsense if {
	no_session_timeout.violations == {_web("240 minutes", [], [fixtures.line(1)])} with input as _facts_web({})
	places := [fixtures.line(9), fixtures.line(1)]
	never := _facts_web({"http-session-timeout-min": fixtures.stated("0", 9)})
	no_session_timeout.violations == {_web("ever", ["0"], places)} with input as never
	hour := _facts_web({"http-session-timeout-min": fixtures.stated("60", 9)})
	no_session_timeout.violations == {_web("60 minutes", ["60"], places)} with input as hour
	ten := _facts_web({"http-session-timeout-min": fixtures.stated("10", 9)})
	no_session_timeout.subjects == {fixtures.subject} with input as ten
	no_session_timeout.violations == set() with input as ten
}
