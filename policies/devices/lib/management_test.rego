package zonewarden.lib.management_test

import data.zonewarden.lib.device_fixtures as fixtures
import data.zonewarden.lib.management

_device(plane) := fixtures.facts(plane).devices.fw

test_snippet_is_no_whole_device if {
	not management.whole(_device({}))
	not management.whole(fixtures.snippet.devices.fw)
}

test_whole_device if {
	management.whole(_device({"users": [fixtures.user({})]}))
	management.whole(_device({"lines": [fixtures.terminal({})]}))
	management.whole(_device({"settings": {"banner": fixtures.stated("login", 3)}}))
}

test_has if {
	device := _device({"settings": {"aaa": fixtures.stated("on", 3)}})
	management.has(device, "aaa", "on")
	not management.has(device, "aaa", "off")
	not management.has(device, "logging", "on")
}

test_platforms if {
	management.ios(_device({}))
	not management.asa(_device({}))
	management.asa(fixtures.asa({}).devices.fw)
}

test_servers_and_places if {
	ntp := fixtures.server({"purpose": "ntp", "locations": [fixtures.line(51)]})
	device := _device({"servers": [fixtures.server({}), ntp]})
	management.servers(device, {"ntp"}) == [ntp]
	management.places(device.management.servers) == [fixtures.line(50), fixtures.line(51)]
}

test_sends if {
	settings := {"logging": fixtures.stated("on", 3), "logging-trap": fixtures.stated("notifications", 4)}
	device := _device({"servers": [fixtures.server({})], "settings": settings})
	management.sends(device, management.notifications)
	management.sends(device, management.warnings)
	not management.sends(device, management.informational)
	not management.sends(_device({"settings": settings}), management.notifications)
	not management.sends(_device({"servers": [fixtures.server({})]}), management.notifications)
}

test_beyond_dmz if {
	office := fixtures.server({"zones": ["ent", "internet"]})
	management.beyond_dmz(office) with input as fixtures.facts({})
	not management.beyond_dmz(office) with input as fixtures.undeclared(fixtures.facts({}))
	not management.beyond_dmz(fixtures.server({"zones": ["ent", "idmz"]})) with input as fixtures.facts({})
	not management.beyond_dmz(fixtures.server({"zones": []})) with input as fixtures.facts({})
}
