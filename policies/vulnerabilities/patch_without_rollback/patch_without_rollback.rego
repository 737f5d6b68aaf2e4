# METADATA
# title: Patch has no tested way back
# description: >-
#   The change that installs a patch has no tested rollback, does not say how long it takes or when to turn back,
#   or an asset that it touches has no backup with an offline copy within the site's limit. In the window there is
#   time for one attempt; without a way back the window ends with a stopped line.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0953/
#     description: ATT&CK for ICS M0953
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: VUL-012
#   family: vulnerabilities
#   severity: medium
#   requires: [vulnerabilities, operations]
#   capability: 1
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.3, SR 7.4, SR 7.6]
#     iec-62443-2-1: [AVAIL 2.1, AVAIL 2.3]
#     nist-800-53r5: [CP-9, CM-3, CP-10]
#     nist-csf-2: [PR.DS-11, ID.RA-07]
#     nerc-cip: [CIP-009-6 R1.3, CIP-010-4 R1.4]
#     sans-ics: ["5"]
#     nist-800-82r3: [Patching]
#   attack_ics:
#     mitigations: [M0953]
#     techniques: [T0826]
#   remediation:
#     summary: >-
#       Back up logic, projects and settings before the window, test the restore on a spare, and state the moment
#       to turn back.
package zonewarden.vulnerabilities.patch_without_rollback

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _patches

violations contains records.finding("change", change, records.plus(
	found,
	records.fixed(records.by_impact(change, "medium", "high")),
)) if {
	some found in _problems
	change := input.changes[found.id]
}

_patches contains id if {
	some vulnerability in input.vulnerabilities
	vulnerability.action == "patch"
	id := vulnerability.change_id
	not input.changes[id].status in {"closed", "implemented", "rejected", "requested"}
	input.changes[id]
}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("installs a patch and states no %s", [naming.list(missing)]),
} if {
	some id in _patches
	change := input.changes[id]
	missing := records.missing({
		"plan for the way back": change.rollback.plan,
		"test of the way back": change.rollback.tested,
		"duration of the way back": change.rollback_duration_h,
		"moment to turn back": change.go_no_go,
	})
	count(missing) > 0
}

_problems contains {
	"id": id,
	"key": sprintf("backup:%s", [asset]),
	"text": sprintf("installs a patch on %s, which has no backup of the last %v days", [asset, days]),
} if {
	some vulnerability in input.vulnerabilities
	vulnerability.action == "patch"
	id := vulnerability.change_id
	id in _patches
	some asset in vulnerability.assets
	days := input.site.limits.backup_max_days
	not _fresh(asset, days)
}

_fresh(asset, days) if {
	some backup in input.backups
	backup.asset == asset
	records.recent(backup.last_backup_ago_h, days)
}
