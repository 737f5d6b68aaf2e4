package zonewarden.remote_access.session_not_recorded_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.session_not_recorded as policy

test_gateway_without_records if {
	gateway := f.gateway({"session_recording": [], "log_export": null, "retention_days": 30})
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Gateway gw-ot keeps them 30 days (at least 90), records no session and sends its logs nowhere.",
		"evidence": {"wrong": ["keeps them 30 days (at least 90)", "records no session", "sends its logs nowhere"]},
		"exposure": 3,
	}} with input as f.facts({"gateways": [gateway]})
}

test_one_protocol_unrecorded if {
	facts := f.facts({"gateways": [f.gateway({"protocols": ["https", "vnc", "rdp"]})]})
	{v.message | some v in policy.violations} == {"Gateway gw-ot does not record vnc."} with input as facts
}

test_exempt_vendor if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz exempts a third party from recording.",
		"evidence": {"recording": false},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"recording": false})]})
}

test_recorded_passes if {
	facts := f.facts({"gateways": [f.gateway({})], "grants": [f.grant({})]})
	policy.subjects == {f.subject("gateway", "gw-ot"), f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_gateways_of_the_office_are_not_judged if {
	policy.subjects == set() with input as f.facts({"gateways": [f.gateway({"scope": "it", "log_export": null})]})
}
