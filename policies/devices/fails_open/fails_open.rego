# METADATA
# title: A boundary device fails open, or nobody decided how it fails
# description: >-
#   When the firewall between office and plant fails or is overloaded it lets traffic through, or its declaration does
#   not say what it does, or it says the opposite of a conduit that it enforces. An attacker then need only overload
#   it, and the plant is open exactly when it is under attack. Or a conduit of critical availability hangs on one device
#   alone, or on a cluster that watches no port: its failure stops production.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826 Loss of Availability
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811 Redundancy of Service
# custom:
#   id: DEV-021
#   family: devices
#   severity: medium
#   requires: []
#   capability: 1
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(3), SR 7.1]
#     iec-62443-2-1: [AVAIL 1.3]
#     nist-800-53r5: [SC-7(18), SC-24, CP-2]
#     nist-csf-2: [PR.IR-03]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0811, M0930]
#     techniques: [T0826, T0814]
#   remediation:
#     summary: >-
#       Let the boundary to the office fail closed and make sure that the process runs on alone for that time. Inside
#       a cell availability comes first: decide with process safety, and write it down.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   fail_mode: fail_close
#       failover
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   fail_mode: fail_close
#       redundancy
#        mode sso
#     fortinet-fortios: |
#       config ips global
#           set fail-open disable
#       end
#       config system ha
#           set mode a-p
#           set monitor "port1" "port2"
#       end
#     paloalto-panos: |
#       set deviceconfig setting tcp bypass-exceed-oo-queue no
#       set deviceconfig setting ctd tcp-bypass-exceed-queue no
#       set deviceconfig high-availability enabled yes
#     juniper-junos: |
#       set chassis cluster reth-count 2
#       set chassis cluster redundancy-group 1 node 0 priority 200
#       set chassis cluster redundancy-group 1 node 1 priority 100
#       set chassis cluster redundancy-group 1 interface-monitor ge-0/0/1 weight 255
package zonewarden.devices.fails_open

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("%s at the boundary between plant and office %s.", [naming.device(id), why]),
	"evidence": {"fail_mode": input.device_records[id].fail_mode},
	"locations": input.device_records[id].locations,
	"floor": _floor(id),
} if {
	some id in _judged
	_at_boundary(id)
	why := _wrong(input.device_records[id])
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "lets by",
	"message": sprintf("%s lets traffic by without inspection when it cannot keep up or fails (%s).", [
		naming.device(id), naming.list(sort({entry.value | some entry in open})),
	]),
	"evidence": {"fail_open": sort({entry.value | some entry in open})},
	"locations": array.concat(management.places(open), _declared(id)),
	"floor": _bypass_floor(id),
} if {
	some id, device in input.devices
	open := management.stated(device, "fail-open")
	count(open) > 0
	_closes(id)
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": conduit.id,
	"message": sprintf("%s fails open, and conduit %s that it enforces is to fail closed.", [
		naming.device(id), conduit.id,
	]),
	"evidence": {"fail_mode": "fail_open", "conduit": conduit.id},
	"locations": array.concat(input.device_records[id].locations, conduit.locations),
	"floor": "medium",
} if {
	some id in _judged
	input.device_records[id].fail_mode == "fail_open"
	some conduit in input.conduits
	id in conduit.enforced_by
	conduit.fail_mode == "fail_close"
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("single:%s", [conduit.id]),
	"message": sprintf("%s alone carries conduit %s, whose availability is critical.", [naming.device(id), conduit.id]),
	"evidence": {"conduit": conduit.id},
	"locations": array.concat(input.device_records[id].locations, conduit.locations),
	"floor": "high",
} if {
	some [id, conduit] in _critical
	is_null(input.device_records[id].ha.mode)
	not _beside_another(id, conduit)
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "unwatched",
	"message": sprintf("%s is a cluster that watches no port, and conduits of critical availability hang on it.", [
		naming.device(id),
	]),
	"evidence": {"mode": input.device_records[id].ha.mode},
	"locations": input.device_records[id].locations,
	"floor": "medium",
} if {
	some [id, _] in _critical
	not is_null(input.device_records[id].ha.mode)
	count(input.device_records[id].ha.monitored) == 0
}

# [device, conduit] where a conduit that must not fail depends on a device at hand.
_critical contains [id, conduit] if {
	some conduit in input.conduits
	conduit.availability_class == "critical"
	some id in conduit.enforced_by
	input.devices[id]
	input.device_records[id]
}

_beside_another(id, conduit) if {
	some pair in input.parallels
	id in {pair.one, pair.other}
	pair.conduit in {"", conduit.id}
	every device in [pair.one, pair.other] { device in conduit.enforced_by }
}

_judged contains id if {
	some id, record in input.device_records
	input.devices[id]
	_relevant(id, record)
}

_judged contains id if some [id, _] in _critical

_judged contains id if {
	some id, device in input.devices
	count(management.stated(device, "fail-open")) > 0
	_closes(id)
}

# Declared to fail closed, or between plant and office, where nothing else is right.
_closes(id) if input.device_records[id].fail_mode == "fail_close"

_closes(id) if _at_boundary(id)

_declared(id) := input.device_records[id].locations if input.device_records[id]

else := []

_bypass_floor(id) := "high" if _at_boundary(id)

else := "medium"

_relevant(id, _) if _at_boundary(id)

_relevant(_, record) if not is_null(record.fail_mode)

_at_boundary(id) if input.devices[id].it_ot

_at_boundary(id) if "it_ot" in input.device_records[id].boundary

_wrong(record) := "fails open" if record.fail_mode == "fail_open"

else := "does not say how it fails" if is_null(record.fail_mode)

_floor(id) := "high" if input.device_records[id].fail_mode == "fail_open"

else := "medium"
