# Questions to the management plane of one member of input.devices.
package zonewarden.lib.management

import data.zonewarden.lib.zones

# The file is evidently a whole device configuration and not a snippet of lists, so what it does not state is absent.
whole(device) if {
	some part in ["lines", "users", "servers"]
	count(device.management[part]) > 0
}

whole(device) if {
	some name, _ in device.management.settings
	not name in _header_settings
}

_header_settings := {"boot-version", "firewall-mode", "ipv6-routing", "same-security-inter", "same-security-intra"}

# Every place that states a setting: {value, locations}, in the order of the file.
stated(device, name) := object.get(device.management.settings, name, [])

has(device, name, value) if {
	some entry in stated(device, name)
	entry.value == value
}

asa(device) if device.platform == "cisco-asa"

ios(device) if startswith(device.platform, "cisco-ios")

servers(device, purposes) := [server |
	some server in device.management.servers
	server.purpose in purposes
]

# The server stands outside OT and the DMZ. Without declared zones nobody knows.
beyond_dmz(server) if {
	zones_declared
	count(server.zones) > 0
	every id in server.zones { zones.beyond_dmz(id) }
}

zones_declared if "zones" in input.site.declared

# All places of a list of facts, in their order.
places(facts) := [place |
	some fact in facts
	some place in fact.locations
]

# It sends messages of one of these levels to a collector. ASA sends none before both switches are stated.
sends(device, levels) if {
	count(servers(device, {"syslog"})) > 0
	has(device, "logging", "on")
	some entry in stated(device, "logging-trap")
	entry.value in levels
}

# ASA reports what happens by itself at these levels, keyword in the rule or not, as long as nobody suppresses the messages.
reports(device, levels, messages) if {
	asa(device)
	sends(device, levels)
	every message in messages { not has(device, "logging-suppressed", message) }
}

# ... connections: built, TCP and UDP.
reports_connections(device) if reports(device, informational, {"302013", "302015"})

# Syslog levels by name and number, down to the last one that counts.
warnings := {"warnings", "warning", "4"} | notifications

notifications := {"notifications", "notification", "5"} | informational

# Junos says info and any, FortiOS information and debug.
informational := {"informational", "information", "info", "6", "debugging", "debug", "any", "7"}

# Nothing slows down who tries passwords, on a platform that has a command for it. FortiOS (three attempts, a minute), Junos (a
# back-off that grows), pfSense and OPNsense (sshguard) do it as delivered; RouterOS has no such command.
unthrottled(device) if {
	device.platform in {"cisco-asa", "cisco-ios", "cisco-iosxr", "cisco-nxos", "paloalto-panos", "vyos"}
	count(stated(device, "login-throttle")) == 0
}

# An agent that answers only version 3 with privacy, reads, and is offered only where the management network is. Who may ask
# is not for a list of addresses to say then: on FortiOS users of version 3 have none.
agent_for_management(device, service) if {
	service.protocol == "snmp"
	service.management_ports
	count(device.management.snmp) > 0
	every access in device.management.snmp {
		contains(access.version, "3")
		access.level == "priv"
		not access.write
	}
}

# Platforms whose services listen at all addresses: which port lets somebody in is for the filters to say, by source.
listening := {"cisco-iosxr", "linux-iptables", "linux-nftables", "mikrotik-routeros", "opnsense", "pfsense", "vyos"}
