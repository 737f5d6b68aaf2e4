package zonewarden.remote_access.gateway_shared_with_it_test

import data.zonewarden.lib.grant_fixtures as f
import data.zonewarden.remote_access.gateway_shared_with_it as policy

_it(changes) := f.gateway(object.union(
	{"id": "gw-it", "scope": "it", "device": "vpn-1", "public_address": "203.0.113.9", "pools": [], "idp": "corp", "admin_group": "it", "portal": "office"},
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
	pool := object.union(_pool, {"overlaps": ["gw-it"]})
	facts := f.facts({"gateways": [f.gateway({}), _it({})], "client_pools": [pool]})
	{v.evidence.shared | some v in policy.violations} == {["client addresses"]} with input as facts
}

# Configured pools count as well as declared ones: an analysis of both tells which overlap.
_pool := {"id": "gw-ot", "scope": "ot", "overlaps": []}

test_portal_of_one_device if {
	same := _it({"device": "fw", "portal": "ot-vendor"})
	facts := f.facts({"gateways": [f.gateway({}), same]})
	{v.evidence.shared | some v in policy.violations} == {["the device", "the portal"]} with input as facts
}

test_portals_of_two_devices_may_have_one_name if {
	policy.violations == set() with input as f.facts({"gateways": [f.gateway({}), _it({"portal": "ot-vendor"})]})
}

_identity(tenants) := {
	"id": "identity",
	"ot": {"provider": "cloud", "tenant": tenants[0]},
	"it": {"provider": "cloud", "tenant": tenants[1]},
}

test_one_provider_with_a_tenant_for_each_side_passes if {
	gateways := [f.gateway({"idp": "cloud"}), _it({"idp": "cloud"})]
	apart := f.facts({"gateways": gateways, "identity": [_identity(["plant", "office"])]})
	policy.violations == set() with input as apart
	every tenants in [["one", "one"], [null, "office"]] {
		facts := f.facts({"gateways": gateways, "identity": [_identity(tenants)]})
		{v.evidence.shared | some v in policy.violations} == {["the identity provider"]} with input as facts
	}
}

test_the_office_provider_without_a_gateway_of_the_office if {
	identity := {
		"id": "identity",
		"ot": {"provider": "ot-idp", "tenant": null},
		"it": {"provider": "corp", "tenant": null},
	}
	policy.violations == {{
		"subject": f.subject("gateway", "gw-ot"),
		"key": "identity",
		"message": "Gateway gw-ot of the plant takes the accounts of corp, the office's identity provider.",
		"evidence": {"idp": "corp"},
		"exposure": 2,
	}} with input as f.facts({"gateways": [f.gateway({"idp": "corp"})], "identity": [identity]})
}

_part := {"any_service": false, "products": [{"services": ["tcp/3389"]}]}

_detour(changes) := object.union(
	{
		"id": "gw-it:ra-it>cell1", "clients": "gw-it", "scope": "it", "from": "ra-it", "to": "cell1", "devices": ["fw"],
		"reachable": _part, "services": ["rdp"], "onward": [],
	},
	changes,
)

test_clients_of_the_office_in_the_plant if {
	policy.violations == {{
		"subject": f.subject("detour", "gw-it:ra-it>cell1"),
		"message": "Clients of gw-it, remote access of the office, reach cell1 (level 1-2) past the plant's gateway through fw: rdp.",
		"evidence": {"services": ["rdp"], "service_count": 1},
		"packets": {"detour": "gw-it:ra-it>cell1"},
		"exposure": 2,
	}} with input as f.facts({"detours": [_detour({})]})
}

test_clients_of_the_office_by_a_host_of_the_dmz if {
	step := {"flow": "fw:ra>cell1", "to": "cell1", "services": ["ssh"], "locations": []}
	facts := f.facts({"detours": [_detour({"id": "gw-it:ra-it>ra", "to": "ra", "onward": [step]})]})
	policy.violations == {{
		"subject": f.subject("detour", "gw-it:ra-it>ra"),
		"message": concat("", [
			"Clients of gw-it, remote access of the office, take hosts of ra (level 3.5) through fw by rdp, ",
			"and these open sessions to cell1 (level 1-2).",
		]),
		"evidence": {"services": ["rdp"], "onward": [{"to": "cell1", "services": ["ssh"]}]},
		"packets": {"detour": "gw-it:ra-it>ra"},
		"exposure": 2,
		"zones": ["ra", "cell1"],
	}} with input as facts
}

test_clients_kept_out_pass_and_those_of_the_plant_are_not_asked_about if {
	closed := _detour({"reachable": null, "services": []})
	plant := _detour({"id": "gw-ot:ra>cell1", "clients": "gw-ot", "scope": "ot"})
	office := {"id": "gw-it", "scope": "it", "overlaps": []}
	facts := f.facts({"detours": [closed, plant], "client_pools": [_pool, office]})
	policy.violations == set() with input as facts
	policy.subjects == {f.subject("detour", "gw-it:ra-it>cell1"), f.subject("client_pool", "gw-it")} with input as facts
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
	unstated := {"portal": null, "device": null, "public_address": null, "idp": null, "admin_group": null}
	facts := f.facts({"gateways": [f.gateway(unstated), _it(unstated)]})
	policy.violations == set() with input as facts
}
