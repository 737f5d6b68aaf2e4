package zonewarden.devices.calls_home_test

import data.zonewarden.devices.calls_home as policy
import data.zonewarden.lib.device_fixtures as f

test_on if {
	policy.violations == {{
		"subject": f.subject,
		"message": "fw-ot-1 reports to its vendor over the Internet.",
		"evidence": {"setting": "service:call-home"},
		"locations": [f.line(11)],
		"exposure": 2,
	}} with input as f.facts({"settings": {"service:call-home": f.stated("on", 11)}})
}

test_off_passes if {
	facts := f.facts({"settings": {"service:call-home": f.stated("off", 11)}, "users": [f.user({})]})
	policy.subjects == {f.subject} with input as facts
	policy.violations == set() with input as facts
}

test_devices_of_the_office_and_snippets_are_not_judged if {
	on := {"settings": {"service:call-home": f.stated("on", 11)}}
	policy.subjects == set() with input as f.facts_of({"zones": ["ent"]}, on)
	policy.subjects == set() with input as f.snippet
}
