package zonewarden.devices.unneeded_service_test

import data.zonewarden.devices.unneeded_service
import data.zonewarden.lib.device_fixtures as fixtures

_facts_services := fixtures.facts({"settings": {
	"service:pad": fixtures.stated("on", 4),
	"service:finger": fixtures.stated("on", 5),
	"service:source-route": fixtures.stated("off", 6),
	"service:domain-lookup": fixtures.stated("on", 7),
}})

_facts_smart_install := fixtures.facts({"settings": {"service:vstack": fixtures.stated("on", 4)}})

_facts_outside := fixtures.with_interfaces(fixtures.facts({}), [
	fixtures.interface({"external": true, "settings": ["cdp", "proxy-arp", "urpf"]}),
	fixtures.interface({"id": "fw:cell1", "name": "cell1", "settings": ["cdp"]}),
])

_facts_undeclared := fixtures.undeclared(_facts_outside)

_facts_pass := fixtures.with_interfaces(
	fixtures.facts({"settings": {"service:vstack": fixtures.stated("off", 4)}}),
	[fixtures.interface({"external": true, "settings": ["urpf"]})],
)

test_services_are_one_finding if {
	unneeded_service.violations == {{
		"subject": fixtures.subject,
		"key": "services",
		"message": "fw-ot-1 runs services that nobody needs: finger and pad.",
		"evidence": {"services": ["finger", "pad"]},
		"locations": [fixtures.line(5), fixtures.line(4)],
		"exposure": 1,
	}} with input as _facts_services
}

test_smart_install if {
	unneeded_service.violations == {{
		"subject": fixtures.subject,
		"key": "smart-install",
		"message": "fw-ot-1 answers Smart Install, which gives away its configuration.",
		"evidence": {"service": "vstack"},
		"locations": [fixtures.line(4)],
		"exposure": 1,
		"capability": 3,
		"floor": "high",
	}} with input as _facts_smart_install
}

test_discovery_towards_outside if {
	unneeded_service.violations == {{
		"subject": fixtures.subject,
		"key": "towards-outside",
		"message": "fw-ot-1 runs cdp and proxy-arp towards external networks.",
		"evidence": {"interfaces": ["ent"], "features": ["cdp", "proxy-arp"]},
		"locations": [fixtures.line(30)],
		"exposure": 3,
	}} with input as _facts_outside
	unneeded_service.subjects == {fixtures.subject} with input as _facts_outside
}

test_nobody_knows_what_is_outside_without_zones if {
	unneeded_service.violations == set() with input as _facts_undeclared
}

test_switched_off_passes if {
	unneeded_service.subjects == {fixtures.subject} with input as _facts_pass
	unneeded_service.violations == set() with input as _facts_pass
}

test_snippet_is_not_assessed if unneeded_service.subjects == set() with input as fixtures.snippet
