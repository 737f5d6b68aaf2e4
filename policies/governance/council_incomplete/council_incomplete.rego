# METADATA
# title: No OT/IT security council with mandate, sponsor and the required seats
# description: >-
#   There is no council that decides for OT and IT together, or it lacks an executive sponsor, a seat for
#   production, IT, cybersecurity or risk, its charter, its powers, or a recent meeting, or it may decide without
#   production. Without it every conflict between uptime and security is settled by whoever is nearest to the
#   switch.
# related_resources:
#   - ref: https://doi.org/10.6028/NIST.SP.800-82r3
#     description: NIST SP 800-82 Guide to operational technology security
# custom:
#   id: GOV-001
#   family: governance
#   severity: low
#   requires: [governance]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 1.1, ORG 1.3]
#     nist-800-53r5: [PM-1, PM-2, PM-9, PM-29]
#     nist-csf-2: [GV.RR-01, GV.RR-02, GV.OV-01]
#     nis2: ["21.2.a"]
#     sans-ics: ["1"]
#     nist-800-82r3: [OT cybersecurity program charter]
#   remediation:
#     summary: >-
#       Have the sponsor sign a charter, meet monthly, and publish the decisions in the repository.
package zonewarden.governance.council_incomplete

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "council", "id": id} if some id, _ in input.council

subjects contains {"kind": "site", "id": id} if {
	some id, _ in input.sites
	count(input.council) == 0
}

violations contains records.finding("site", site, records.plus(
	{"key": "council", "text": "has no OT/IT security council"},
	records.fixed("medium"),
)) if {
	some site in input.sites
	count(input.council) == 0
}

violations contains records.finding("council", council, records.plus(found, records.fixed("low"))) if {
	some found in _problems
	council := input.council[found.id]
}

_problems contains {"id": id, "key": "sponsor", "text": "has no sponsor of executive rank"} if {
	some id, council in input.council
	not council.sponsor.level in {"c_level", "vp"}
}

_problems contains {"id": id, "key": "seats", "text": sprintf("has no seat for %s", [naming.list(sort(empty))])} if {
	some id, council in input.council
	seats := {seat.role | some seat in council.seats}
	empty := {"production_operations", "it", "cybersecurity", "risk_management"} - seats
	count(empty) > 0
}

_problems contains {"id": id, "key": "charter", "text": "has no charter"} if {
	some id, council in input.council
	is_null(council.charter_ref)
}

_problems contains {"id": id, "key": "authority", "text": "has no stated powers"} if {
	some id, council in input.council
	count(council.authority) == 0
}

_problems contains {"id": id, "key": "meeting", "text": sprintf("has not met within %v days", [days])} if {
	some id, council in input.council
	days := _cadence(council)
	not records.recent(council.last_meeting_ago_h, days)
}

_problems contains {"id": id, "key": "quorum", "text": "may decide without production"} if {
	some id, council in input.council
	not "production_operations" in council.quorum_roles
}

# As often as the council says, else as the site does.
_cadence(council) := council.cadence_days if not is_null(council.cadence_days)

_cadence(council) := input.site.limits.cadence_days if is_null(council.cadence_days)
