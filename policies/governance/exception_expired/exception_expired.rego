# METADATA
# title: Exception is over and what it covered is still there, or nothing is
# description: >-
#   An exception is past its end, was neither renewed, closed nor withdrawn, and what it was for is still found:
#   it waives nothing any more, and each of these findings is reported again with its own severity. Somebody counts on a
#   risk being accepted that nobody accepts now. Or an exception was accepted over 90 days ago and nothing that was
#   checked falls under it: it waits for the next thing to hide.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0816/
#     description: ATT&CK for ICS M0816
# custom:
#   id: GOV-009
#   family: governance
#   severity: high
#   scope: findings
#   requires: [exceptions]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [CA-5, PM-4]
#     nist-csf-2: [ID.RA-07, GV.OV-03]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0816]
#   remediation:
#     summary: >-
#       Renew it with new evidence, or mend what it covered, and close it; delete what covers nothing.
package zonewarden.governance.exception_expired

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "exception", "id": id} if {
	some id in _judged
	_told(input.exceptions[id])
}

violations contains records.finding("exception", exception, records.plus(
	{
		"key": "expired",
		"text": sprintf("ended on %s, and what it was for is still there: %s", [exception.expires, _few(exception.covers)]),
		"evidence": {"fingerprints": sort([row.fingerprint | some row in exception.covers])},
	},
	records.fixed(_worst(exception.covers)),
)) if {
	some id in _judged
	exception := input.exceptions[id]
	records.past(exception.expires_ago_h)
	count(exception.covers) > 0
}

violations contains records.finding("exception", exception, records.plus(
	{
		"key": "unused",
		"text": sprintf("was accepted over %d days ago and covers nothing that is found", [_obsolete_days]),
	},
	records.fixed("low"),
)) if {
	some id in _judged
	exception := input.exceptions[id]
	_old(exception)
	count(exception.covers) == 0
	count(exception.unjudged) == 0
}

# Nothing is known where not everything was judged.
_judged contains id if {
	some id, exception in input.exceptions
	exception.status == "deviation-approved"
	not is_null(exception.covers)
}

# What it covers, or nothing: where a policy of it left that open, only one that is young and in time has passed.
_told(exception) if count(exception.covers) > 0

_told(exception) if count(exception.unjudged) == 0

_told(exception) if {
	not records.past(exception.expires_ago_h)
	not _old(exception)
}

_obsolete_days := 90

_old(exception) if exception.accepted_at_ago_h > _obsolete_days * 24

_worst(rows) := max({[_order[row.severity], row.severity] | some row in rows})[1]

_order := {"info": 0, "low": 1, "medium": 2, "high": 3, "critical": 4}

_few(rows) := naming.list(names) if {
	names := sort({sprintf("%s at %s", [row.policy, row.title]) | some row in rows})
	count(names) <= 3
} else := sprintf("%d findings of %s", [count(rows), naming.list(sort({row.policy | some row in rows}))])
