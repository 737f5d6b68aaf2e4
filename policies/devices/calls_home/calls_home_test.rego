package zonewarden.devices.calls_home_test

import data.zonewarden.devices.calls_home as policy
import data.zonewarden.lib.device_fixtures as f

test_on if {
	policy.violations == {{
		"subject": f.subject,
		"message": "fw-ot-1 reports to its vendor over the Internet.",
		"evidence": {"settings": ["service:call-home"]},
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

test_the_cloud_of_a_vendor if {
	clouds := array.concat(f.stated("FortiGate Cloud", 12), f.stated("FortiAnalyzer Cloud", 13))
	policy.violations == {{
		"subject": f.subject,
		"message": "fw-ot-1 reports to its vendor over the Internet (FortiAnalyzer Cloud and FortiGate Cloud).",
		"evidence": {"settings": ["vendor-cloud"]},
		"locations": [f.line(12), f.line(13)],
		"exposure": 2,
	}} with input as f.facts({"settings": {"vendor-cloud": clouds}})
}

_update(host, zones) := f.server({"purpose": "update", "host": host, "zones": zones})

_updates(servers) := f.facts({"servers": servers})

_straight(host) := {
	"subject": f.subject,
	"key": "updates",
	"message": sprintf("fw-ot-1 fetches updates or licences straight from %s.", [host]),
	"evidence": {"servers": [host]},
	"locations": [f.line(50)],
	"exposure": 2,
}

test_updates_from_the_internet if {
	policy.violations == {_straight("203.0.113.5")} with input as _updates([_update("203.0.113.5", ["internet"])])
	vendor := _updates([_update("updates.paloaltonetworks.com", [])])
	policy.violations == {_straight("updates.paloaltonetworks.com")} with input as vendor
	proxy := f.server({"purpose": "update-proxy", "host": "10.50.0.9", "zones": ["idmz"]})
	relayed := _updates([_update("updates.paloaltonetworks.com", []), proxy])
	policy.subjects == {f.subject} with input as relayed
	policy.violations == set() with input as relayed
}

test_updates_from_a_mirror_pass_and_unknown_names_are_not_assessed if {
	mirror := _updates([_update("10.50.0.9", ["idmz"])])
	policy.subjects == {f.subject} with input as mirror
	policy.violations == set() with input as mirror
	unknown := _updates([_update("mirror.plant.example", [])])
	policy.subjects == set() with input as unknown
	policy.violations == set() with input as unknown
	policy.subjects == set() with input as _updates([f.server({})])
}
