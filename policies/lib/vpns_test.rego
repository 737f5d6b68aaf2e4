package zonewarden.lib.vpns_test

import data.zonewarden.lib.vpns

_vpn := {
	"kind": "remote-access",
	"enabled": true,
	"interface_external": false,
	"locations": [{"line": 1}],
	"field_locations": {"pools": [{"line": 7}], "authentication": [{"line": 1}]},
}

test_kind_and_state if {
	vpns.remote_access(_vpn)
	not vpns.site_to_site(_vpn)
	not vpns.remote_access(object.union(_vpn, {"enabled": false}))
	vpns.site_to_site({"kind": "site-to-site", "enabled": true})
}

test_places_name_each_line_once if {
	vpns.places(_vpn, ["pools", "authentication", "crypto"]) == [{"line": 7}, {"line": 1}]
}

test_exposure if {
	vpns.exposure(_vpn) == 2
	vpns.exposure(object.union(_vpn, {"interface_external": true})) == 3
}
