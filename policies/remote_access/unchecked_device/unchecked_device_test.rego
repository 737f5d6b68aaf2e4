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

_vpn(changes) := object.union(
	{
		"id": "fgt/ot-vendor", "device": "fgt", "name": "ot-vendor", "kind": "remote-access", "enabled": true,
		"posture": "none", "declared_gateway": "gw-ot", "locations": [f.line(9)], "field_locations": {"posture": [f.line(12)]},
	},
	changes,
)

_configured(vpn, gateway) := object.union(f.facts({"gateways": [gateway]}), {"vpns": {vpn.id: vpn}})

test_configuration_checks_nothing if {
	policy.violations == {{
		"subject": f.subject("vpn", "fgt/ot-vendor"),
		"message": "VPN ot-vendor on fgt checks nothing of the devices that connect, though gateway gw-ot is declared to.",
		"evidence": {"posture": "none"},
		"locations": [f.line(12), f.line(9)],
		"exposure": 3,
	}} with input as _configured(_vpn({}), f.gateway({}))
	undeclared := _configured(_vpn({"declared_gateway": ""}), f.gateway({}))
	{v.message | some v in policy.violations} == {"VPN ot-vendor on fgt checks nothing of the devices that connect."} with input as undeclared
}

test_configuration_that_checks_passes_and_others_are_not_judged if {
	facts := _configured(_vpn({"posture": "av-fw,os"}), f.gateway({}))
	f.subject("vpn", "fgt/ot-vendor") in policy.subjects with input as facts
	policy.violations == set() with input as facts
	every one in [_vpn({"posture": null}), _vpn({"enabled": false})] {
		policy.subjects == {f.subject("gateway", "gw-ot")} with input as _configured(one, f.gateway({}))
	}
	policy.subjects == set() with input as _configured(_vpn({}), f.gateway({"scope": "it"}))
}
