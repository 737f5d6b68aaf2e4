# METADATA
# title: Change has no impact analysis, test, rollback or check afterwards
# description: >-
#   An approved change does not say what it does to production or which controls it affects, has no test where the
#   impact is 2 or more, no way back, or no check within 30 days after it was carried out. What was not analysed
#   before and not checked afterwards is found by the shift.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947
# custom:
#   id: GOV-006
#   family: governance
#   severity: low
#   requires: [operations]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6, SR 3.3]
#     iec-62443-2-1: [CM 1.4]
#     nist-800-53r5: [CM-3(2), CM-4, CM-4(2)]
#     nist-csf-2: [ID.RA-07, PR.PS-01]
#     nerc-cip: [CIP-010-4 R1.3, CIP-010-4 R1.4, CIP-010-4 R1.5]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0947]
#   remediation:
#     summary: >-
#       Use one template for all changes; let the pipeline attach the difference of flows and the policies
#       affected.
package zonewarden.governance.change_without_evidence

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "change", "id": id} if some id in _judged

violations contains records.finding("change", change, records.plus(
	found,
	records.fixed(records.by_impact(change, "low", "medium")),
)) if {
	some found in _problems
	change := input.changes[found.id]
}

_judged contains id if {
	some id, change in input.changes
	not change.status in {"planned", "rejected", "requested"}
	change.type != "standard"
}

# In words that say how it went: `pending` is no result.
_told(check) if check.result in {"fail", "pass"}

_problems contains {
	"id": id,
	"key": sprintf("missing:%s", [concat(",", missing)]),
	"text": sprintf("states no %s", [naming.list(missing)]),
} if {
	some id in _judged
	change := input.changes[id]
	missing := records.missing({
		"production impact": change.production_impact,
		"affected controls": change.cyber_controls_affected,
		"way back": change.rollback.plan,
	})
	count(missing) > 0
}

_problems contains {"id": id, "key": "test", "text": "has no evidence of a test"} if {
	some id in _judged
	change := input.changes[id]
	change.worst_impact >= 2
	not _told(change.test)
}

_problems contains {"id": id, "key": "check", "text": "was carried out over 30 days ago and never checked"} if {
	some id in _judged
	change := input.changes[id]
	records.past(change.implemented_at_ago_h)
	change.implemented_at_ago_h > 30 * 24
	not _told(change.post_check)
}

_problems contains {"id": id, "key": "failed", "text": "failed its check afterwards and is closed"} if {
	some id in _judged
	change := input.changes[id]
	change.status == "closed"
	change.post_check.result == "fail"
}

_problems contains {"id": id, "key": "test-failed", "text": "is approved on a test that failed"} if {
	some id in _judged
	input.changes[id].test.result == "fail"
}

_problems contains {"id": id, "key": "late", "text": "was checked over 30 days after it was carried out"} if {
	some id in _judged
	change := input.changes[id]
	_told(change.post_check)
	not is_null(change.post_check.at_ago_h)
	not is_null(change.implemented_at_ago_h)
	change.implemented_at_ago_h - change.post_check.at_ago_h > 30 * 24
}
