# Questions to one member of input.vpns.
package zonewarden.lib.vpns

remote_access(vpn) if {
	vpn.enabled
	vpn.kind == "remote-access"
}

site_to_site(vpn) if {
	vpn.enabled
	vpn.kind == "site-to-site"
}

# Where these fields are set, then where the VPN is.
places(vpn, fields) := array.concat(
	[place |
		some field in fields
		some place in vpn.field_locations[field]
		not place in vpn.locations
	],
	vpn.locations,
)

# Term E of the severity formula: who can try the door.
exposure(vpn) := 3 if vpn.interface_external

else := 2

# A tunnel that a conduit declares: its device protects, by that means and over somebody else's network, what the conduit carries.
declared_conduits(vpn) := {id |
	site_to_site(vpn)
	some id, conduit in input.conduits
	vpn.device in conduit.enforced_by
	conduit.crypto in {"ipsec", "tls"}
	conduit.transport in {"carrier", "cellular", "internet", "radio", "shared_wan"}
	not conduit.expired
}
