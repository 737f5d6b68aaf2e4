# METADATA
# title: Vulnerability is acted on without a change record
# description: >-
#   A patch, setting or control against a vulnerability has no change record, its change is closed while the
#   vulnerability stays open, or the vulnerability was closed and nothing shows that it is gone: no change that was
#   carried out and passed its check, no report, no control that is proved. What changes a controller outside
#   change management surprises the shift, and nobody can say afterwards whether it was done.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0951/
#     description: ATT&CK for ICS M0951
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-017
#   family: vulnerabilities
#   severity: low
#   requires: [vulnerabilities]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-2-1: [CM 1.4, COMP 3.3]
#     nist-800-53r5: [CM-3, CM-4, SI-2]
#     nist-csf-2: [ID.RA-07]
#     nerc-cip: [CIP-010-4 R1.2, CIP-007-6 R2.4]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0951, M0947]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Open the change, link it, and let the change system close both together.
package zonewarden.vulnerabilities.action_without_change

import data.zonewarden.lib.records

subjects contains {"kind": "vulnerability", "id": id} if some id in _judged

violations contains records.finding("vulnerability", input.vulnerabilities[found.id], records.plus(
	found,
	records.fixed(records.by_impact(input.vulnerabilities[found.id], "low", "medium")),
)) if some found in _problems

_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	not is_null(vulnerability.action)
}

_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	not is_null(vulnerability.change_id)
}

_judged contains id if {
	some id, vulnerability in input.vulnerabilities
	_closed(vulnerability)
}

_closed(vulnerability) if vulnerability.status in {"resolved", "resolved_with_pedigree"}

_closed(vulnerability) if records.past(vulnerability.closed_at_ago_h)

_problems contains {
	"id": id,
	"key": "change",
	"text": sprintf("is acted on (%s) without a change record", [action]),
} if {
	some id in _judged
	action := input.vulnerabilities[id].action
	not is_null(action)
	is_null(input.vulnerabilities[id].change_id)
}

_problems contains {
	"id": id,
	"key": "evidence",
	"text": "was closed without a change record or other evidence",
} if {
	some id in _judged
	vulnerability := input.vulnerabilities[id]
	_closed(vulnerability)
	is_null(vulnerability.action)
	is_null(vulnerability.change_id)
	not _shown(vulnerability)
}

_problems contains {
	"id": id,
	"key": "undone",
	"text": sprintf("was closed, and its change %s is %s", [vulnerability.change_id, status]),
} if {
	some id in _judged
	vulnerability := input.vulnerabilities[id]
	_closed(vulnerability)
	status := _unfinished(input.changes[vulnerability.change_id])
	not _shown(vulnerability)
}

_problems contains {
	"id": id,
	"key": "open",
	"text": sprintf("is still open, and its change %s is closed", [vulnerability.change_id]),
} if {
	some id in _judged
	vulnerability := input.vulnerabilities[id]
	vulnerability.status in records.open_states
	input.changes[vulnerability.change_id].status == "closed"
	not _stood_in_for(vulnerability)
}

# What a change that does not show that the vulnerability is gone is instead.
_unfinished(change) := sprintf("only %s", [change.status]) if not change.status in {"closed", "implemented", "rejected"}

_unfinished(change) := "rejected" if change.status == "rejected"

_unfinished(change) := "said to have failed its check" if {
	change.status in {"implemented", "closed"}
	change.post_check.result == "fail"
}

# Something else than a change shows why it is closed: a report, controls that are proved, or why it does not matter.
_shown(vulnerability) if count(vulnerability.evidence) > 0

_shown(vulnerability) if _mitigated(vulnerability)

_shown(vulnerability) if {
	vulnerability.status in {"not_affected", "false_positive"}
	not is_null(vulnerability.justification)
}

# A control takes the place of the patch: its change ends while the vulnerability stays.
_stood_in_for(vulnerability) if {
	vulnerability.action == "compensating_control"
	_mitigated(vulnerability)
}

_mitigated(vulnerability) if {
	vulnerability.decision.type == "mitigated"
	count(vulnerability.decision.control_ids) > 0
	every id in vulnerability.decision.control_ids {
		input.compensating_controls[id].proof == "holds"
		records.in_force(input.compensating_controls[id])
	}
}
