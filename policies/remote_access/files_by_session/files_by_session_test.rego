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

_leg(changes) := object.union(
	{
		"id": "files@fw:ra>ops", "kind": "files", "device": "fw", "from": "ra", "to": "ops",
		"permitted": {"certainty": "definite", "products": [{"sources": ["any4"]}]},
		"services": {"smb": {"classes": ["admin", "file-transfer"]}, "ssh": {"classes": ["admin"]}},
		"locations": [f.line(3)],
	},
	changes,
)

test_files_to_hosts_that_are_no_broker if {
	policy.violations == {{
		"subject": f.subject("second_leg", "files@fw:ra>ops"),
		"message": "Files get from ra to hosts of ops (level 3) that are no broker which scans them, through fw: smb.",
		"evidence": {"services": ["smb"], "packets": [{"sources": ["any4"]}]},
		"locations": [f.line(3)],
		"certainty": "definite",
		"exposure": 3,
	}} with input as f.facts({"second_legs": [_leg({})]})
}

test_no_files_pass_and_jump_hosts_are_asked_elsewhere if {
	facts := f.facts({"second_legs": [_leg({"permitted": null, "services": {}}), _leg({"id": "jump-1", "kind": "jump_host"})]})
	policy.subjects == {f.subject("second_leg", "files@fw:ra>ops")} with input as facts
	policy.violations == set() with input as facts
}
