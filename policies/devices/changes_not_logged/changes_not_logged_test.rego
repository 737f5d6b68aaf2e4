package zonewarden.devices.changes_not_logged_test

import data.zonewarden.devices.changes_not_logged
import data.zonewarden.lib.device_fixtures as fixtures

_sent := {
	"servers": [fixtures.server({})],
	"settings": {"logging": fixtures.stated("on", 3), "logging-trap": fixtures.stated("informational", 4)},
}

_facts_ios := fixtures.facts(_sent)

_facts_asa := fixtures.asa({"users": [fixtures.user({})]})

_facts_pass_archive := fixtures.facts({"settings": {"logging-changes": fixtures.stated("on", 3)}})

_facts_pass_accounting := fixtures.facts({"settings": {
	"aaa-accounting": fixtures.stated("Commands 15 default start-stop group tacacs+", 3),
}})

_facts_pass_asa := fixtures.asa(_sent)

_facts_asa_suppressed := object.union(_facts_pass_asa, {"devices": {"fw": {"management": {"settings": {
	"logging-suppressed": fixtures.stated("111008", 5),
}}}}})

_facts_exec_accounting := fixtures.facts({"settings": {
	"aaa-accounting": fixtures.stated("exec default start-stop group tacacs+", 3),
}})

_facts_other_platform := fixtures.facts_of({"platform": "other"}, {"users": [fixtures.user({})]})

_violation(platform) := {
	"subject": fixtures.subject,
	"key": "changes",
	"message": "fw-ot-1 does not record who changes its configuration.",
	"evidence": {"platform": platform},
	"locations": [fixtures.line(1)],
	"exposure": 0,
}

test_ios_without_archive_or_accounting if {
	changes_not_logged.violations == {_violation("cisco-ios")} with input as _facts_ios
	expected := object.union(_violation("cisco-ios"), {"locations": [fixtures.line(3), fixtures.line(1)]})
	changes_not_logged.violations == {expected} with input as _facts_exec_accounting
}

test_asa_without_collector_or_without_the_message if {
	changes_not_logged.violations == {_violation("cisco-asa")} with input as _facts_asa
	changes_not_logged.violations == {_violation("cisco-asa")} with input as _facts_asa_suppressed
}

test_archive_accounting_and_asa_with_collector_pass if {
	changes_not_logged.subjects == {fixtures.subject} with input as _facts_pass_archive
	changes_not_logged.violations == set() with input as _facts_pass_archive
	changes_not_logged.violations == set() with input as _facts_pass_accounting
	changes_not_logged.violations == set() with input as _facts_pass_asa
}

test_platforms_that_record_when_they_are_told_to if {
	every platform in ["fortinet-fortios", "juniper-junos", "paloalto-panos"] {
		changes_not_logged.violations == {_violation(platform)} with input as fixtures.facts_of(
			{"platform": platform},
			_sent,
		)
		on := fixtures.facts_of({"platform": platform}, {"settings": {"logging-changes": fixtures.stated("on", 3)}})
		changes_not_logged.subjects == {fixtures.subject} with input as on
		changes_not_logged.violations == set() with input as on
	}
}

test_commits_of_iosxr_are_sent_with_the_log if {
	router := {"platform": "cisco-iosxr"}
	changes_not_logged.violations == set() with input as fixtures.facts_of(router, _sent)
	alone := fixtures.facts_of(router, {"users": [fixtures.user({})]})
	changes_not_logged.violations == {_violation("cisco-iosxr")} with input as alone
	coarse := fixtures.facts_of(router, object.union(_sent, {"settings": {
		"logging-trap": fixtures.stated("warning", 4),
	}}))
	changes_not_logged.violations == {_violation("cisco-iosxr")} with input as coarse
}

test_snippets_and_other_platforms_are_not_assessed if {
	changes_not_logged.subjects == set() with input as fixtures.snippet
	changes_not_logged.subjects == set() with input as _facts_other_platform
	changes_not_logged.violations == set() with input as _facts_other_platform
}
