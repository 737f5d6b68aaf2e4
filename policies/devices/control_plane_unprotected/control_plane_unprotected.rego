# METADATA
# title: A flood to a router at the plant's boundary stops it
# description: >-
#   A router or firewall at a boundary of the plant limits in no way what reaches its processor. A scan, a broken host or an attack
#   aimed at its own addresses then takes the processor from routing, and the boundary stops for everybody. On FortiOS
#   DoS policies that block at every port towards others, or the host protection engine of its processors, count as limits.
#   Whether limits suit the poll rates of the process is not judged.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0814/
#     description: ATT&CK for ICS T0814 Denial of Service
#   - ref: https://attack.mitre.org/mitigations/M0815/
#     description: ATT&CK for ICS M0815 Watchdog Timers
# custom:
#   id: DEV-018
#   family: devices
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 7.1, SR 7.1 RE(1), SR 7.2]
#     iec-62443-2-1: [AVAIL 1.2]
#     nist-800-53r5: [SC-5(2)]
#     nist-csf-2: [PR.IR-04]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0815]
#     techniques: [T0814, T0813, T0815]
#   remediation:
#     summary: >-
#       Measure what reaches the processor over a production cycle, set limits well above it, and let them report before
#       they drop. On firewalls raise the idle timeout of long-lived polling sessions first.
#     cisco-asa: |
#       access-list EMBRYONIC extended permit tcp any any
#       class-map EMBRYONIC
#        match access-list EMBRYONIC
#       policy-map global_policy
#        class EMBRYONIC
#         set connection embryonic-conn-max 1000
#     cisco-ios: |
#       class-map match-any COPP-MANAGEMENT
#        match access-group name MGMT-SSH
#       policy-map COPP
#        class COPP-MANAGEMENT
#         police 512000 conform-action transmit exceed-action drop
#        class class-default
#         police 256000 conform-action transmit exceed-action drop
#       control-plane
#        service-policy input COPP
#     cisco-nxos: |
#       copp profile strict
#     cisco-iosxr: |
#       lpts pifib hardware police
#        flow ssh known rate 300
#     fortinet-fortios: |
#       config firewall DoS-policy
#           edit 1
#               set interface "ent"
#               set srcaddr "all"
#               set dstaddr "all"
#               set service "ALL"
#               config anomaly
#                   edit "tcp_syn_flood"
#                       set status enable
#                       set action block
#                       set threshold 500
#                   next
#               end
#           next
#       end
#     paloalto-panos: |
#       set network profiles zone-protection-profile OT-ZONE flood tcp-syn enable yes
#       set zone ENT network zone-protection-profile OT-ZONE
#     juniper-junos: |
#       set firewall policer RE-512K if-exceeding bandwidth-limit 512k burst-size-limit 15k
#       set firewall policer RE-512K then discard
#       set firewall family inet filter PROTECT-RE term REST then policer RE-512K
#       set firewall family inet filter PROTECT-RE term REST then accept
#       set interfaces lo0 unit 0 family inet filter input PROTECT-RE
#     vyos: |
#       set firewall ipv4 input filter rule 90 action accept
#       set firewall ipv4 input filter rule 90 limit rate 100/second
#       set firewall ipv4 input filter default-action drop
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=input limit=100,50:packet action=accept comment="copp"
#       add chain=input action=drop
package zonewarden.devices.control_plane_unprotected

import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": id} if some id in _judged

subjects contains {"kind": "device", "id": id} if some [id, _] in _timed

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("%s at a boundary of the plant limits in no way what reaches its processor.", [naming.device(id)]),
	"evidence": {"platform": input.devices[id].platform},
	"locations": array.concat(_interfaces(id), input.devices[id].locations),
} if {
	some id in _judged
	not _limits(input.devices[id])
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("idle:%s", [record.id]),
	"message": sprintf("%s forgets idle sessions after %v s, and conduit %s has sessions that are silent for %v s.", [
		naming.device(id), _idle_s(input.devices[id]), record.id, record.session_idle_s,
	]),
	"evidence": {"idle_s": _idle_s(input.devices[id]), "conduit": record.id},
	"locations": array.concat(management.places(management.stated(input.devices[id], "session-idle-s")), record.locations),
	"floor": _misfit_floor(record),
} if {
	some [id, record] in _timed
	_idle_s(input.devices[id]) > 0
	_idle_s(input.devices[id]) < record.session_idle_s
}

# By these it can be reached.
_interfaces(id) := [place |
	some interface in input.interfaces
	interface.device == id
	some place in interface.locations
]

_judged contains id if {
	some id, device in input.devices
	device.platform in {"cisco-asa", "cisco-ios", "fortinet-fortios", "juniper-junos", "paloalto-panos"}
	management.whole(device)
	_at_boundary(device)
}

_at_boundary(device) if device.it_ot

_at_boundary(device) if count(device.boundary) > 0

_limits(device) if {
	some name in ["connection-limit", "control-plane-list", "control-plane-policing", "threat-detection"]
	count(management.stated(device, name)) > 0
}

# A profile against floods wherever others than the plant come in.
_limits(device) if {
	some interface in _interfaces_of(device)
	"flood-protection" in interface.settings
	every outer in _outer(device) { "flood-protection" in outer.settings }
}

_interfaces_of(device) := [interface | some interface in input.interfaces; interface.device == device.id]

_outer(device) := [interface |
	some interface in _interfaces_of(device)
	some id in interface.zones
	id in zones.beyond_dmz_ids
]

# [device, conduit] where the device's time-out is known, and the sessions of the conduit have a silence of their own.
_timed contains [id, record] if {
	some record in input.conduit_records
	not is_null(record.session_idle_s)
	some id in record.enforced_by
	device := input.devices[id]
	count(management.stated(device, "session-idle-override")) == 0
	_idle_s(device) >= 0
}

# As stated last, else as delivered.
_idle_s(device) := to_number(stated[count(stated) - 1].value) if {
	stated := management.stated(device, "session-idle-s")
	count(stated) > 0
}

else := 3600 if device.platform in {"cisco-asa", "fortinet-fortios", "paloalto-panos"}

_misfit_floor(record) := "medium" if record.worst_impact >= 3

else := "info"
