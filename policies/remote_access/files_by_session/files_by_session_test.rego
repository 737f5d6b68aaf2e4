package zonewarden.remote_access.files_by_session_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.files_by_session as policy

test_drives_and_clipboard if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Sessions of gateway gw-ot may carry the clipboard and the drives of the far end into the plant.",
		"evidence": {"open": ["the clipboard", "the drives"]},
		"exposure": 3,
	}} with input as f.facts({"gateways": [f.gateway({"redirection": {"drive": true, "clipboard": true}})]})
}

test_closed_passes if {
	facts := f.facts({"gateways": [f.gateway({})]})
	policy.subjects == {f.subject("gateway", "gw-ot")} with input as facts
	policy.violations == set() with input as facts
}

test_nothing_stated_and_the_office_are_not_judged if {
	facts := f.facts({"gateways": [
		f.gateway({"redirection": {"drive": null, "clipboard": null, "usb": null}}),
		f.gateway({"id": "gw-it", "scope": "it", "redirection": {"drive": true}}),
	]})
	policy.subjects == set() with input as facts
}
