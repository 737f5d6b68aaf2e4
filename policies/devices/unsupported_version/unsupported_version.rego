# METADATA
# title: A device runs a version that nobody approved or the vendor leaves soon
# description: >-
#   The device runs another version than the approved ones, or its vendor stops mending it within the time the site
#   sets, or has a vulnerability that is exploited, by CISA's catalogue and an advisory for this version, and no decision
#   is recorded. Faults that become public then stay open at the boundary, and the next version is installed in haste.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0819/
#     description: ATT&CK for ICS T0819 Exploit Public-Facing Application
#   - ref: https://attack.mitre.org/mitigations/M0951/
#     description: ATT&CK for ICS M0951 Update Software
# custom:
#   id: DEV-014
#   family: devices
#   severity: medium
#   requires: []
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [COMP 3.3, COMP 3.2]
#     nist-800-53r5: [SI-2, SA-22, RA-5]
#     nist-csf-2: [PR.PS-02, ID.RA-01]
#     nerc-cip: [CIP-007-6 R2.2, CIP-007-6 R2.3, CIP-010-4 R1.1]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0951, M0916]
#     techniques: [T0819, T0866, T0890]
#   remediation:
#     summary: >-
#       Test the next version, approve it, and install it in a window, one node of a pair at a time. Until then limit
#       administration and switch the weak feature off.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   approved_versions: ["9.18(4)22"]
#       !   end_of_support: "2029-08-31"
#       show version
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   approved_versions: ["9.18(4)22"]
#       !   end_of_support: "2029-08-31"
#       show version
package zonewarden.devices.unsupported_version

import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "version",
	"message": sprintf("%s runs version %s; approved is %s.", [
		naming.device(id), input.devices[id].version, naming.list(record.approved_versions),
	]),
	"evidence": {"version": input.devices[id].version, "approved": record.approved_versions},
	"locations": record.locations,
	"exposure": _exposure(id),
} if {
	some id in _judged
	record := input.device_records[id]
	count(record.approved_versions) > 0
	input.devices[id].version != ""
	not input.devices[id].version in record.approved_versions
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "support",
	"message": sprintf("The vendor's support of %s %s.", [naming.device(id), _end(hours)]),
	"evidence": {"limit_days": _limit},
	"locations": input.device_records[id].locations,
	"exposure": _exposure(id),
} if {
	some id in _judged
	hours := input.device_records[id].end_of_support_ago_h
	not is_null(hours)
	hours > 0 - (_limit * 24)
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("exploited:%s", [found.cve]),
	"message": sprintf("%s runs version %s, which has %s (%s); it is exploited, and nothing is recorded against it.", [
		naming.device(id),
		input.devices[id].version,
		found.cve,
		found.document,
	]),
	"evidence": {"version": input.devices[id].version, "added": found.added},
	"locations": array.concat(found.locations, input.devices[id].locations),
	"capability": 3,
	"exposure": _exposure(id),
	"floor": _floor(id),
} if {
	some id in _judged
	some found in input.devices[id].exploited
	not _recorded(found.cve, id)
}

# A decision about the vulnerability at the asset of this id, or wherever it is registered while the device is no asset.
_recorded(cve, id) if {
	some vulnerability in object.get(input, "vulnerabilities", {})
	vulnerability.cve == cve
	not is_null(vulnerability.decision.type)
	_about(vulnerability, id)
}

_about(vulnerability, id) if id in vulnerability.assets

_about(_, id) if not id in object.keys(object.get(input, "asset_records", {}))

_floor(id) := "high" if input.devices[id].external

else := "medium"

_end(hours) := "has ended" if hours >= 0

else := sprintf("ends in less than %v days", [_limit])

_judged contains id if {
	some id, record in input.device_records
	input.devices[id]
	_stated(record)
}

_judged contains id if {
	some id, device in input.devices
	count(device.exploited) > 0
}

_stated(record) if count(record.approved_versions) > 0

_stated(record) if not is_null(record.end_of_support_ago_h)

_exposure(id) := 3 if input.devices[id].external

else := 2

_limit := input.site.limits.eos_notice_days
