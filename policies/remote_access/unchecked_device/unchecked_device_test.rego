package zonewarden.remote_access.unchecked_device_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.unchecked_device as policy

test_gateway_without_posture_check if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Gateway gw-ot lets in devices without checking them.",
		"evidence": {"posture_required": null},
		"exposure": 3,
	}} with input as f.facts({"gateways": [f.gateway({"posture": {"required": null}})]})
}

test_foreign_laptop if {
	policy.violations == {{
		"subject": f.subject("grant", "g-1"),
		"message": "Grant g-1 of p.ruiz admits a device that nobody manages, and no virtual desktop stands between.",
		"evidence": {"managed": false},
		"exposure": 3,
	}} with input as f.facts({"grants": [f.grant({"device": {"managed": false}})]})
}

test_virtual_desktop_passes if {
	facts := f.facts({"gateways": [f.gateway({})], "grants": [f.grant({"device": {"managed": false, "vdi_only": true}})]})
	policy.subjects == {f.subject("gateway", "gw-ot"), f.subject("grant", "g-1")} with input as facts
	policy.violations == set() with input as facts
}

test_managed_devices_are_not_judged if {
	policy.subjects == set() with input as f.facts({"grants": [f.grant({})]})
}
