# METADATA
# title: The management network can be administered from production or office networks
# description: >-
#   Administrative or interactive sessions can be opened into a management zone, or to the management address of a
#   network device wherever it lies, from a zone that is neither management nor remote access; or a device that has a
#   port in the management network can be administered by its data interfaces as well. The management network holds the
#   doors to firewalls, switches and hypervisors: whoever logs on there can rewrite the segmentation itself, and it must
#   stay usable while everything else is cut off.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-022
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 3
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 7.7]
#     iec-62443-3-2: [ZCR 3.1]
#     iec-62443-2-1: [NET 1.7, COMP 1.1]
#     nist-800-53r5: [SC-7(15), SC-37, AC-17(4)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0935]
#     techniques: [T0886, T0883]
#   remediation:
#     summary: >-
#       Administer from hosts inside the management zone, reached through the OT gateway. Leave only what devices send
#       there (time, logs, authentication) and remove interactive sessions from other zones.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 10.99.0.0 255.255.255.0 eq ssh
#       ! after: only log delivery remains
#       access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 host 10.99.0.20 eq 6514
#       no access-list OPS-IN extended permit tcp 10.30.0.0 255.255.0.0 10.99.0.0 255.255.255.0 eq ssh
#     cisco-ios: |
#       ip access-list extended MGMT-OUT
#        permit tcp 10.30.0.0 0.0.255.255 host 10.99.0.20 eq 6514
#        deny ip any any log
#       interface GigabitEthernet0/5
#        ip access-group MGMT-OUT out
#     fortinet-fortios: |
#       config system interface
#           edit "mgmt"
#               set allowaccess https ssh
#               set dedicated-to management
#           next
#       end
#     paloalto-panos: |
#       set deviceconfig system permitted-ip 10.99.0.0/24
#     juniper-junos: |
#       set interfaces fxp0 unit 0 family inet address 10.99.0.2/24
#       set system management-instance
package zonewarden.segmentation.management_zone_open

import data.zonewarden.lib.flows
import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	ids := flows.touching(flow, {"admin", "remote-interactive"})
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"Zone %s can open administrative sessions into management zone %s through %s: %s.",
			[naming.zone(flow.from), flow.to, naming.device(flow.device), flows.label(flow.permitted, ids)],
		),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	}
}

subjects contains {"kind": "flow", "id": id} if some id in _towards_devices

violations contains {
	"subject": {"kind": "flow", "id": id},
	"key": "devices",
	"message": sprintf("Zone %s can administer %s in %s through %s: %s.", [
		naming.zone(flow.from),
		naming.list([naming.device(device) | some device in sort(devices)]),
		naming.zone(flow.to),
		naming.device(flow.device),
		naming.services(ids),
	]),
	"evidence": {"devices": sort(devices), "services": sort(ids)},
	"packets": {"flow": id, "part": "permitted", "to_devices": sort(devices), "services": sort(ids)},
} if {
	some id in _towards_devices
	flow := input.flows[id]
	ids := _administration(flow)
	count(ids) > 0
	devices := {device | some device, opened in flow.managed_devices; some service in opened; service in ids}
}

_towards_devices contains id if {
	some id, flow in input.flows
	count(flow.managed_devices) > 0
}

# Where the whole zone is for management, sessions into it are told already.
_administration(flow) := {service |
	some opened in flow.managed_devices
	some service in opened
	some class in flow.services[service].classes
	class in _classes(flow)
}

_classes(flow) := {"mgmt"} if {
	flow.id in _judged
} else := {"admin", "mgmt", "remote-interactive"}

# A device with a port in the management network needs no administration by the others.
subjects contains {"kind": "device", "id": id} if some id in _out_of_band

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "in-band",
	"message": sprintf("%s has a port in the management network and can be administered on %s as well.", [
		naming.device(id),
		naming.list(sort({name | some service in open; some name in service.names})),
	]),
	"evidence": {"protocols": sort({service.protocol | some service in open})},
	"locations": [place | some service in open; some place in service.locations],
} if {
	some id in _out_of_band
	open := [{"names": names, "protocol": service.protocol, "locations": service.locations} |
		some service in input.devices[id].management.services
		not service.protocol in {"ftp", "snmp", "tftp"}
		names := {name |
			some name in service.interfaces
			name in _data_ports(id)
			_lets_in(id, service, name)
		} - _management_ports(id)
		count(names) > 0
	]
	count(open) > 0
}

_lets_in(device, _, _) if not input.devices[device].platform in management.listening

_lets_in(_, service, _) if service.any_source

_lets_in(device, service, name) if {
	some interface in input.interfaces
	interface.device == device
	interface.name == name
	some zone in interface.zones
	zone in service.source_zones
	not zones.kind(zone) in {"management", "remote_access"}
}

_out_of_band contains id if {
	some id, _ in input.devices
	count(_ports_to_management(id)) > 0
}

# A port that forwards nothing is no interface with zones.
_out_of_band contains id if {
	some id, device in input.devices
	some service in device.management.services
	service.management_ports
	count(service.interfaces) > 0
}

# Those that lead nowhere else; where others lead there too and there is none of its own, those.
_management_ports(device) := _ports_to_management(device) - _data_ports(device) if {
	_has_its_own(device)
} else := _ports_to_management(device)

_has_its_own(device) if count(_ports_to_management(device) - _data_ports(device)) > 0

_has_its_own(device) if {
	some service in input.devices[device].management.services
	service.management_ports
	count(service.interfaces) > 0
}

_ports_to_management(device) := {interface.name |
	some interface in input.interfaces
	interface.device == device
	some zone in interface.zones
	zones.kind(zone) == "management"
}

_data_ports(device) := {interface.name |
	some interface in input.interfaces
	interface.device == device
	some zone in interface.zones
	not zones.kind(zone) in {"management", "remote_access"}
}

_judged contains id if {
	some id, flow in input.flows
	zones.kind(flow.to) == "management"
	not zones.kind(flow.from) in {"management", "remote_access"}
}
