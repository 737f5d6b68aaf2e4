# METADATA
# title: No fresh copy and comparison of the configuration exists
# description: >-
#   The last backup or the last comparison with the approved state is older than the site allows, or what the device
#   would start with is not what it runs. After a failure or a manipulation nobody knows what was right, and a restart
#   may bring back rules of last year.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0889/
#     description: ATT&CK for ICS T0889 Modify Program
#   - ref: https://attack.mitre.org/mitigations/M0953/
#     description: ATT&CK for ICS M0953 Data Backup
# custom:
#   id: DEV-015
#   family: devices
#   severity: high
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.6, SR 7.3, SR 3.4]
#     iec-62443-2-1: [CM 1.3, AVAIL 2.1]
#     nist-800-53r5: [CM-2, CM-2(3), CM-3, CP-9]
#     nist-csf-2: [PR.PS-01, PR.DS-11]
#     nerc-cip: [CIP-010-4 R1.1, CIP-010-4 R2.1, CIP-009-6 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0953, M0947]
#     techniques: [T0889]
#   remediation:
#     summary: >-
#       Look first, since a difference may be an intruder's, then reconcile and save. Back up after every change, and
#       compare each month.
#     cisco-asa: |
#       ! declarations/devices.yaml, not the device:
#       !   last_backup: "2026-11-20T02:00:00Z"
#       !   startup_equals_running: true
#       !   baseline: {compared_at: "2026-11-20T02:00:00Z"}
#       write memory
#     cisco-ios: |
#       ! declarations/devices.yaml, not the device:
#       !   last_backup: "2026-11-20T02:00:00Z"
#       !   startup_equals_running: true
#       !   baseline: {compared_at: "2026-11-20T02:00:00Z"}
#       copy running-config startup-config
package zonewarden.devices.no_known_good_copy

import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("The configuration of %s %s.", [naming.device(id), naming.list(sort(wrong))]),
	"evidence": {"wrong": sort(wrong)},
	"locations": input.device_records[id].locations,
	"exposure": 1,
} if {
	some id in _judged
	wrong := _wrong(input.device_records[id])
	count(wrong) > 0
}

_wrong(record) := ({"would be another after a restart" | record.startup_equals_running == false} | {sprintf(
	"was last backed up more than %v days ago",
	[input.site.limits.backup_max_days],
) |
	_older(record.last_backup_ago_h, input.site.limits.backup_max_days)
}) | {sprintf("was last compared with its approved state more than %v days ago", [_compare]) |
	_older(record.baseline.compared_at_ago_h, _compare)
}

_older(hours, days) if {
	not is_null(hours)
	hours > days * 24
}

_compare := input.site.limits.baseline_compare_max_days

_judged contains id if {
	some id, record in input.device_records
	input.devices[id]
	some stated in [record.startup_equals_running, record.last_backup_ago_h, record.baseline.compared_at_ago_h]
	not is_null(stated)
}
