# METADATA
# title: A certificate or licence runs out soon and no change renews it
# description: >-
#   A certificate or licence of the device ends within the time the site sets, and no change is named that renews it.
#   When it ends, tunnels and gateways stop at once, on a day that nobody chose.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826 Loss of Availability
#   - ref: https://attack.mitre.org/mitigations/M0954/
#     description: ATT&CK for ICS M0954 Software Configuration
# custom:
#   id: DEV-023
#   family: devices
#   severity: medium
#   requires: []
#   capability: 0
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.8, SR 7.2]
#     iec-62443-2-1: [DATA 1.6]
#     nist-800-53r5: [SC-12, SC-17]
#     nist-csf-2: [PR.PS-03, PR.IR-04]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0954]
#     techniques: [T0826, T0829]
#   remediation:
#     summary: >-
#       Renew in the last window before the end, with old and new valid at once for a while, and name the change.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   certificates:
#       !     - {id: vpn-tp, used_by: "gateway portal", not_after: "2027-08-31", renewal_change: CHG-1301}
#       show crypto ca certificates
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   certificates:
#       !     - {id: vpn-tp, used_by: "gateway portal", not_after: "2027-08-31", renewal_change: CHG-1301}
#       show crypto pki certificates
package zonewarden.devices.certificate_runs_out

import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": item.name,
	"message": sprintf("%s %s of %s %s, and no change renews it.", [item.kind, item.name, naming.device(id), _end(item.ago_h)]),
	"evidence": {"used_by": item.used_by, "limit_days": _limit},
	"locations": input.device_records[id].locations,
	"exposure": 0,
} if {
	some id in _judged
	some item in _items(input.device_records[id])
	not is_null(item.ago_h)
	item.ago_h > 0 - (_limit * 24)
	is_null(item.renewal)
}

_judged contains id if {
	some id, record in input.device_records
	input.devices[id]
	count(_items(record)) > 0
}

_items(record) := array.concat(
	[{"kind": "Certificate", "name": c.id, "ago_h": c.not_after_ago_h, "renewal": c.renewal_change, "used_by": c.used_by} |
		some c in record.certificates
	],
	[{"kind": "Licence", "name": l.id, "ago_h": l.expires_ago_h, "renewal": l.renewal_change, "used_by": l.name} |
		some l in record.licences
	],
)

_end(hours) := "has run out" if hours >= 0

else := sprintf("runs out in less than %v days", [_limit])

_limit := input.site.limits.cert_notice_days
