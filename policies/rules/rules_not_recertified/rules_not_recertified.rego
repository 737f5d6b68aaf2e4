# METADATA
# title: The rules of a device are not confirmed, or too many to confirm
# description: >-
#   The rules of the device were last confirmed by their owners longer ago than the site allows. Rules that nobody
#   confirms stay for hosts that are gone, and the address goes to something else. Or a list holds more permits between
#   plant and office than the site allows for one boundary: nobody can say any more what it lets through.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: FW-021
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: low
#   requires: []
#   capability: 0
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.3, ORG 2.4]
#     nist-800-53r5: [CM-7(1), CM-3, CA-7]
#     nist-csf-2: [PR.PS-01, GV.OV-03]
#     nerc-cip: [CIP-010-4 R3.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: []
#   remediation:
#     summary: >-
#       Let each conduit's owner confirm its rules, twice a year at the boundary to the office and once a year
#       elsewhere, and remove what nobody confirms. Split a list that has grown too long by conduit.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   last_recertified: "2026-10-01T00:00:00Z"
#       show access-list
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   last_recertified: "2026-10-01T00:00:00Z"
#       show ip access-lists
package zonewarden.rules.rules_not_recertified

import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("The rules of %s were last confirmed more than %v days ago.", [naming.device(id), _limit(id)]),
	"evidence": {"limit_days": _limit(id)},
	"locations": input.device_records[id].locations,
	"ceiling": _ceiling(id),
	"exposure": 0,
} if {
	some id in _judged
	input.device_records[id].last_recertified_ago_h > _limit(id) * 24
}

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	list.it_ot
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": list.id},
	"key": "budget",
	"message": sprintf("%s on %s holds %d permits between plant and office, and the site allows %v.", [
		list.name, naming.device(list.device), count(permits), input.site.limits.rules_per_boundary,
	]),
	"evidence": {"permits": count(permits)},
	"locations": list.locations,
	"ceiling": "low",
	"exposure": 0,
} if {
	some list in input.rule_lists
	list.it_ot
	count(list.bound) > 0
	permits := object.get(_crossing, list.id, set())
	count(permits) > input.site.limits.rules_per_boundary
}

_crossing[rule.list] contains id if {
	some id, rule in input.rules
	rule.it_ot
	rule.action == "permit"
	rule.enabled
}

_judged contains id if {
	some id, record in input.device_records
	input.devices[id]
	not is_null(record.last_recertified_ago_h)
}

_limit(id) := input.site.limits.recertify_boundary_days if _boundary(id)

else := input.site.limits.recertify_days

_boundary(id) if input.devices[id].it_ot

_boundary(id) if "it_ot" in input.device_records[id].boundary

_ceiling(id) := "medium" if _boundary(id)

else := "low"
