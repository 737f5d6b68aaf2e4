package zonewarden.devices.management_on_untrusted_interface_test

import data.zonewarden.devices.management_on_untrusted_interface
import data.zonewarden.lib.device_fixtures as fixtures

_facts(services, interface) := fixtures.with_interfaces(
	fixtures.facts({"services": services}),
	[fixtures.interface(interface)],
)

_outside := {"name": "outside", "zones": ["internet"], "external": true, "security_level": 0}

_facts_internet := _facts(
	[
		fixtures.service({"protocol": "ssh", "interfaces": ["outside", "inside"]}),
		fixtures.service({"protocol": "https", "interfaces": ["outside"], "locations": [fixtures.line(21)]}),
	],
	object.union(_outside, {"in4": "OUTSIDE_IN"}),
)

_facts_undeclared := _facts(
	[fixtures.service({"interfaces": ["outside"]})],
	{"name": "outside", "zones": [], "security_level": 0},
)

_facts_bare := fixtures.undeclared(_facts(
	[fixtures.service({"interfaces": ["outside"]}), fixtures.service({"any_source": true, "protocol": "telnet"})],
	_outside,
))

_facts_bare_ios := fixtures.undeclared(_facts(
	[fixtures.service({"any_source": true})],
	{"zones": ["internet"], "external": true},
))

_facts_loopback := _facts([fixtures.service({"any_source": true})], object.union(_outside, {"name": "Loopback0"}))

_facts_everywhere := _facts([fixtures.service({"any_source": true})], {})

_facts_behind_a_list := _facts([fixtures.service({"any_source": true})], {"in4": "ENT_IN"})

_facts_wireless := object.union(
	_facts([fixtures.service({"interfaces": ["ent"]})], {"zones": ["wlan"]}),
	{"zones": {"wlan": {
		"kind": "wireless",
		"ot": true,
		"it": false,
		"dmz": false,
		"external": false,
		"level_low": null,
		"level_high": null,
	}}},
)

_facts_pass := _facts([fixtures.service({"interfaces": ["mgmt"]}), fixtures.service({})], {})

# On such a platform the service listens everywhere, and its list names who is let in.
_facts_listening(zones) := object.union(
	_facts([fixtures.service({"interfaces": ["ent"], "source_zones": zones})], {}),
	{"devices": {"fw": {"platform": "cisco-iosxr"}}},
)

_facts_limited(zones) := _facts([fixtures.service({"source_zones": zones})], {})

_facts_trusted := _facts([fixtures.service({"any_source": true})], {"name": "cell1", "zones": ["cell1"]})

_facts_snippet := fixtures.with_interfaces(fixtures.snippet, [fixtures.interface(_outside)])

_violation := {
	"subject": fixtures.subject,
	"key": "outside",
	"message": "fw-ot-1 offers https and ssh on outside, towards internet.",
	"evidence": {"interfaces": ["outside"], "zones": ["internet"]},
	"locations": [fixtures.line(20), fixtures.line(21), fixtures.line(30)],
	"certainty": "definite",
	"exposure": 3,
	"floor": "critical",
}

_ent := object.union(_violation, {
	"key": "every interface",
	"message": "fw-ot-1 offers ssh on every interface, ent among them, towards ent (level 4-5).",
	"evidence": {"interfaces": ["ent"], "zones": ["ent"]},
	"locations": [fixtures.line(20), fixtures.line(30)],
	"exposure": 2,
	"floor": "info",
})

test_towards_the_internet if {
	management_on_untrusted_interface.violations == {_violation} with input as _facts_internet
}

test_security_level_0_without_zones if {
	management_on_untrusted_interface.violations == {object.union(_violation, {
		"message": "fw-ot-1 offers ssh on outside, towards security level 0.",
		"evidence": {"zones": []},
		"locations": [fixtures.line(20), fixtures.line(30)],
		"floor": "high",
	})} with input as _facts_undeclared
}

test_bare_asa_goes_by_its_levels if {
	outside := object.union(_violation, {
		"message": "fw-ot-1 offers ssh on outside, towards security level 0.",
		"locations": [fixtures.line(20), fixtures.line(30)],
		"floor": "high",
	})
	everywhere := object.union(outside, {
		"key": "every interface",
		"message": "fw-ot-1 offers telnet on every interface, outside among them, towards security level 0.",
	})
	management_on_untrusted_interface.violations == {outside, everywhere} with input as _facts_bare
}

test_bare_router_and_loopbacks_are_not_assessed if {
	management_on_untrusted_interface.subjects == set() with input as _facts_bare_ios
	management_on_untrusted_interface.violations == set() with input as _facts_bare_ios
	management_on_untrusted_interface.violations == set() with input as _facts_loopback
}

test_on_every_interface_for_everybody if {
	management_on_untrusted_interface.violations == {_ent} with input as _facts_everywhere
}

test_behind_a_list_is_possible if {
	expected := object.union(_ent, {"certainty": "possible"})
	management_on_untrusted_interface.violations == {expected} with input as _facts_behind_a_list
}

test_a_listening_service_counts_where_its_sources_are if {
	management_on_untrusted_interface.violations == set() with input as _facts_listening(["mgmt"])
	management_on_untrusted_interface.violations == {object.union(_ent, {
		"key": "ent",
		"message": "fw-ot-1 offers ssh on ent, towards ent (level 4-5).",
	})} with input as _facts_listening(["ent", "mgmt"])
	management_on_untrusted_interface.violations == {_ent} with input as _facts_limited(["ent", "mgmt"])
	management_on_untrusted_interface.subjects == {fixtures.subject} with input as _facts_limited(["mgmt"])
}

test_towards_wireless if {
	management_on_untrusted_interface.violations == {object.union(_ent, {
		"key": "ent",
		"message": "fw-ot-1 offers ssh on ent, towards wlan.",
		"evidence": {"zones": ["wlan"]},
	})} with input as _facts_wireless
}

test_services_elsewhere_or_limited_pass if {
	management_on_untrusted_interface.subjects == {fixtures.subject} with input as _facts_pass
	management_on_untrusted_interface.violations == set() with input as _facts_pass
}

test_devices_without_untrusted_interface_and_snippets_are_not_assessed if {
	management_on_untrusted_interface.subjects == set() with input as _facts_trusted
	management_on_untrusted_interface.violations == set() with input as _facts_trusted
	management_on_untrusted_interface.subjects == set() with input as _facts_snippet
}
