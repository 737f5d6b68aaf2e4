package zonewarden.devices.no_remote_logging_test

import data.zonewarden.devices.no_remote_logging
import data.zonewarden.lib.device_fixtures as fixtures

_second := fixtures.server({"host": "10.99.0.21", "locations": [fixtures.line(51)]})

_two := [fixtures.server({}), _second]

_facts_no_collector := fixtures.facts({"users": [fixtures.user({})]})

_facts_one_collector := fixtures.facts({"servers": [fixtures.server({})]})

_facts_ios := fixtures.facts({
	"servers": _two,
	"settings": {
		"logging": fixtures.stated("off", 3),
		"logging-trap": fixtures.stated("errors", 4),
		"logging-timestamps": fixtures.stated("off", 5),
	},
})

_facts_asa_silent := fixtures.asa({"servers": _two})

_asa_settings := {
	"logging": fixtures.stated("on", 3),
	"logging-trap": fixtures.stated("informational", 4),
	"logging-timestamps": fixtures.stated("on", 5),
}

_tcp := [fixtures.server({"transport": "tcp"}), _second]

_facts_asa_tcp := fixtures.asa({"servers": _tcp, "settings": _asa_settings})

_facts_asa_tcp_low_impact := object.union(_facts_asa_tcp, {"devices": {"fw": {"impact": 2}}})

_facts_office := fixtures.facts_of({"it_ot": false}, {"servers": [fixtures.server({"zones": ["ent"]})]})

_facts_pass_ios := fixtures.facts({"servers": _two, "settings": {"logging-trap": fixtures.stated("informational", 4)}})

_facts_pass_asa := fixtures.asa({
	"servers": _tcp,
	"settings": object.union(_asa_settings, {"logging-permit-hostdown": fixtures.stated("on", 6)}),
})

_facts_pass_inside := fixtures.facts_of({"it_ot": false}, {"servers": [fixtures.server({"zones": []})]})

_both := ["10.99.0.20", "10.99.0.21"]

_violation(key, words, hosts, lines) := {
	"subject": fixtures.subject,
	"key": key,
	"message": sprintf("fw-ot-1 %s.", [words]),
	"evidence": {"collectors": hosts},
	"locations": [fixtures.line(n) | some n in lines],
	"exposure": 0,
	"floor": "info",
	"ceiling": "low",
}

_medium(key, words, hosts, lines) := object.union(_violation(key, words, hosts, lines), {"ceiling": "medium"})

test_no_collector if {
	expected := _medium("collector", "sends its log nowhere", [], [1])
	no_remote_logging.violations == {expected} with input as _facts_no_collector
}

test_one_collector_at_the_boundary if {
	hosts := ["10.99.0.20"]
	expected := _violation("second-collector", "sends its log to one collector only", hosts, [50, 1])
	no_remote_logging.violations == {expected} with input as _facts_one_collector
}

test_stated_weaknesses if {
	level := "sends its collectors level errors only, which leaves connections out"
	no_remote_logging.violations == {
		_medium("switch", "has logging switched off", _both, [3, 1]),
		_medium("level", level, _both, [4, 1]),
		_violation("timestamps", "logs without timestamps", _both, [5, 1]),
	} with input as _facts_ios
}

test_asa_logs_nothing_that_is_not_stated if {
	level := "states no level for its collectors and sends them nothing"
	no_remote_logging.violations == {
		_medium("switch", "has logging switched off", _both, [1]),
		_medium("level", level, _both, [50, 51, 1]),
		_violation("timestamps", "logs without timestamps", _both, [1]),
	} with input as _facts_asa_silent
}

test_asa_that_stops_traffic if {
	words := "refuses new connections while its TCP log collector is away"
	expected := _violation("hostdown", words, _both, [50, 1])
	high := object.union(expected, {"floor": "high", "ceiling": "critical"})
	medium := object.union(expected, {"floor": "medium", "ceiling": "critical"})
	no_remote_logging.violations == {high} with input as _facts_asa_tcp
	no_remote_logging.violations == {medium} with input as _facts_asa_tcp_low_impact
}

test_collector_in_the_office if {
	words := "sends its log to no collector in OT or the DMZ"
	expected := _violation("collector-zone", words, ["10.99.0.20"], [50, 1])
	no_remote_logging.violations == {expected} with input as _facts_office
}

test_complete_logging_passes if {
	no_remote_logging.subjects == {fixtures.subject} with input as _facts_pass_ios
	no_remote_logging.violations == set() with input as _facts_pass_ios
	no_remote_logging.violations == set() with input as _facts_pass_asa
	no_remote_logging.violations == set() with input as _facts_pass_inside
}

test_snippet_is_not_assessed if {
	no_remote_logging.subjects == set() with input as fixtures.snippet
	no_remote_logging.violations == set() with input as fixtures.snippet
}
