package zonewarden.remote_access.gateway_shared_with_it_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.gateway_shared_with_it as policy

_it(changes) := f.gateway(object.union(
	{"id": "gw-it", "scope": "it", "device": "vpn-1", "public_address": "203.0.113.9", "pools": [], "idp": "corp", "admin_group": "it"},
	changes,
))

test_same_identity_provider_and_device if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"key": "gw-it",
		"message": "Gateway gw-ot of the plant shares the device and the identity provider with gw-it of the office.",
		"evidence": {"shared": ["the device", "the identity provider"], "with": "gw-it"},
		"exposure": 2,
	}} with input as f.facts({"gateways": [f.gateway({}), _it({"device": "fw", "idp": "ot-idp"})]})
}

test_same_pool if {
	facts := f.facts({"gateways": [f.gateway({}), _it({"pools": ["10.35.24.0/24"]})]})
	{v.evidence.shared | some v in policy.violations} == {["client addresses"]} with input as facts
}

test_one_gateway_for_both if {
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"message": "Gateway gw-ot serves plant and office at once.",
		"evidence": {"scope": "shared"},
	}} with input as f.facts({"gateways": [f.gateway({"scope": "shared"})]})
}

test_apart_passes if {
	facts := f.facts({"gateways": [f.gateway({}), _it({})]})
	policy.subjects == {f.subject("gateway", "gw-ot")} with input as facts
	policy.violations == set() with input as facts
}

test_nothing_stated_is_nothing_shared if {
	unstated := {"device": null, "public_address": null, "idp": null, "admin_group": null}
	facts := f.facts({"gateways": [f.gateway(unstated), _it(unstated)]})
	policy.violations == set() with input as facts
}
