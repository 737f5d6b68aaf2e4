package zonewarden.remote_access.unguarded_outside_link_test

import data.zonewarden.remote_access.unguarded_outside_link as policy

_facts(changes) := object.union(_undeclared(changes), {
	"gateways": {"gw-lte": {"device": null}},
	"client_pools": {"gw-lte": {"hosts": ["lte-1"]}},
})

_undeclared(changes) := {"gateways": {}, "client_pools": {}, "asset_records": {"lte-1": object.union(
	{
		"id": "lte-1",
		"external_connectivity": "cellular",
		"public_ip": false,
		"authentication": "certificate",
		"default_credentials_changed": true,
	},
	changes,
)}}

_subject := {"kind": "asset", "id": "lte-1"}

test_public_address_and_delivered_password if {
	policy.violations == {{
		"subject": _subject,
		"message": concat(" ", [
			"lte-1 has a cellular link of its own: a public address",
			"and not stated that its delivered password was changed.",
		]),
		"evidence": {"wrong": ["a public address", "not stated that its delivered password was changed"]},
		"exposure": 3,
		"floor": "high",
	}} with input as _facts({"public_ip": true, "default_credentials_changed": null})
}

test_modem_without_authentication if {
	{[v.message, v.floor] | some v in policy.violations} == {[
		"lte-1 has a dial-up link of its own: no authentication.",
		"low",
	]} with input as _facts({"external_connectivity": "modem", "authentication": "None"})
}

test_guarded_link_passes if {
	policy.subjects == {_subject} with input as _facts({})
	policy.violations == set() with input as _facts({})
}

test_nothing_stated_of_authentication_is_no_fault if {
	policy.violations == set() with input as _facts({"authentication": null})
}

test_assets_without_such_a_link_are_not_judged if {
	policy.subjects == set() with input as _facts({"external_connectivity": "none"})
	policy.subjects == set() with input as _facts({"external_connectivity": null})
}

test_link_that_no_gateway_declares if {
	{v.message | some v in policy.violations} == {"lte-1 has a cellular link of its own: no gateway that declares it."} with input as _undeclared({})
}

test_gateway_by_name_or_device if {
	every gateways in [{"lte-1": {"device": null}}, {"gw": {"device": "lte-1"}}] {
		policy.violations == set() with input as object.union(_undeclared({}), {"gateways": gateways})
	}
	other := object.union(_undeclared({}), {"gateways": {"gw": {"device": "fw"}}, "client_pools": {"gw": {"hosts": []}}})
	count(policy.violations) == 1 with input as other
}
