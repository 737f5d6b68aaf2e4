# METADATA
# title: Boundary device cannot be managed while the plant is cut off
# description: >-
#   An isolation action cuts off the only servers that a boundary device asks who its administrators are, the
#   zone that it is managed from, or every collector of its logs, and no local account is sealed in a vault. The
#   hour in which rules have to be changed by hand is then the hour in which nobody can log on.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0813/
#     description: ATT&CK for ICS T0813
# custom:
#   id: IR-007
#   family: incident_response
#   severity: medium
#   requires: [incident-response, zones]
#   capability: 1
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(2), SR 7.4]
#     iec-62443-2-1: [NET 1.5]
#     nist-800-53r5: [SC-37, IR-4, SC-7(13)]
#     nist-csf-2: [RS.MI-01, PR.IR-03]
#     sans-ics: ["1"]
#   attack_ics:
#     mitigations: [M0810]
#     techniques: [T0813, T0827]
#   remediation:
#     summary: >-
#       Put an AAA server, the management station and a log relay on the side that stays, or seal a local
#       account for each boundary device in a vault (`fallback_vaulted`) and try it in the next exercise.
package zonewarden.incident_response.management_lost_with_isolation

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "isolation", "id": id} if {
	some id, action in input.isolation_actions
	count(_lost(action)) > 0
}

violations contains records.finding("isolation", input.isolation_actions[found.id], records.plus(
	found,
	{"capability": 1, "floor": "medium"},
)) if some found in _problems

# Zones that an action cuts off: the one that is to stand alone, and of the two that it parts the less trusted one with
# what lies beyond that.
_lost(action) := _parted(action) | {zone | some zone in [action.isolates]; not is_null(zone)}

_parted(action) := {cut} | {id |
	some id, zone in input.zones
	_beyond(zone, input.zones[cut])
} if {
	ends := [zone | some zone in [action.cuts.from_zone, action.cuts.to_zone]; not is_null(zone)]
	count(ends) == 2
	cut := _less(ends[0], ends[1])
} else := set()

_less(one, other) := one if input.zones[one].trust < input.zones[other].trust

_less(one, other) := other if input.zones[other].trust < input.zones[one].trust

_beyond(zone, cut) if {
	zone.external
	not cut.ot
}

# Of a cut DMZ the office lies beyond.
_beyond(zone, cut) if {
	zone.it
	cut.dmz
}

_boundary contains id if {
	some id, device in input.devices
	count(device.boundary) > 0
}

_boundary contains id if {
	some id, device in input.devices
	device.it_ot
}

_problems contains {
	"id": id,
	"key": sprintf("aaa:%s", [device]),
	"text": sprintf("cuts %s off from %s, which alone know its administrators, and no local account is sealed", [
		naming.device(device),
		naming.list(sort({server.host | some server in servers})),
	]),
	"locations": _places(id, servers),
} if {
	some id, action in input.isolation_actions
	some device in _boundary
	servers := _servers(device, {"ldap", "radius", "tacacs"})
	_all_in(servers, _lost(action))
	not _sealed(device)
}

_problems contains {
	"id": id,
	"key": sprintf("zone:%s", [device]),
	"text": sprintf("cuts off %s, which %s is managed from", [zone, naming.device(device)]),
} if {
	some id, action in input.isolation_actions
	some device in _boundary
	zone := input.devices[device].management_zone
	zone in _lost(action)
}

_problems contains {
	"id": id,
	"key": sprintf("logs:%s", [device]),
	"text": sprintf("cuts %s off from every collector of its logs (%s)", [
		naming.device(device),
		naming.list(sort({server.host | some server in servers})),
	]),
	"locations": _places(id, servers),
} if {
	some id, action in input.isolation_actions
	some device in _boundary
	servers := _servers(device, {"syslog"})
	_all_in(servers, _lost(action))
}

_servers(device, purposes) := [server |
	some server in input.devices[device].management.servers
	server.purpose in purposes
]

# Servers of which somebody knows where each stands, and all stand there.
_all_in(servers, zones) if {
	count(servers) > 0
	every server in servers {
		count(server.zones) > 0
		every zone in server.zones { zone in zones }
	}
}

_sealed(device) if input.device_records[device].aaa.fallback_vaulted == true

_places(id, servers) := array.concat(
	[place | some server in servers; some place in server.locations],
	input.isolation_actions[id].locations,
)
