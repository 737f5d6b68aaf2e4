# METADATA
# title: Exception is wider than what it is for, renewed forever, or not allowed
# description: >-
#   An exception names packets without services, or from one whole zone to another, or every object, or a zone where it
#   is for something in that zone; or it waives more findings than the site allows, is renewed more often than that, or is
#   from a policy that the site says cannot be waived. A wide waiver hides the next finding as well as this one; one that
#   never ends is a decision nobody takes.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0816/
#     description: ATT&CK for ICS M0816
# custom:
#   id: GOV-010
#   family: governance
#   severity: medium
#   scope: findings
#   requires: [exceptions]
#   capability: 0
#   fix_disruption: n/a
#   controls:
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [CA-5, RA-7]
#     nist-csf-2: [GV.RM-04, ID.RA-07]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0816]
#   remediation:
#     summary: >-
#       Split it by host and service; turn what is renewed again and again into funded work.
package zonewarden.governance.exception_too_wide

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "exception", "id": id} if some id in _judged

violations contains records.finding("exception", input.exceptions[found.id], found) if some found in _problems

_judged contains id if {
	some id, exception in input.exceptions
	exception.status == "deviation-approved"
}

_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("services:%d", [i]),
		"text": "accepts packets without saying which services",
	},
	records.fixed("medium"),
) if {
	some id in _judged
	some i, packets in input.exceptions[id].scope.packets
	count(packets.services) == 0
}

_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("hosts:%d", [i]),
		"text": "accepts packets from whole zones to whole zones, and names no host",
	},
	records.fixed("medium"),
) if {
	some id in _judged
	some i, packets in input.exceptions[id].scope.packets
	count(packets.sources) == 0
	count(packets.destinations) == 0
}

_problems contains records.plus(
	{"id": id, "key": sprintf("any:%s", [name]), "text": sprintf("is for %q, whatever that may be", [name])},
	records.fixed("medium"),
) if {
	some id in _judged
	some name in input.exceptions[id].scope.objects
	_anything(name)
}

# A zone where what is found is something else, which has an id of its own.
_problems contains records.plus(
	{
		"id": id,
		"key": sprintf("zone:%s", [name]),
		"text": sprintf("is for the whole zone %s, and what it covers is %s", [name, naming.list(sort(titles))]),
	},
	records.fixed("medium"),
) if {
	some id in _judged
	exception := input.exceptions[id]
	some name in exception.scope.objects
	input.zones[name]
	titles := {row.title | some row in _covered(exception)}
	count(titles) > 0
	count({row | some row in _covered(exception); row.subject in exception.scope.objects}) == 0
}

_problems contains records.plus(
	{
		"id": id,
		"key": "many",
		"text": sprintf("waives %d findings, and %v are allowed", [count(waived), input.site.limits.exception_max_findings]),
	},
	records.fixed("medium"),
) if {
	some id in _judged
	waived := [row | some row in _covered(input.exceptions[id]); row.waived]
	count(waived) > input.site.limits.exception_max_findings
}

# Nothing where not every configuration was read.
_covered(exception) := exception.covers if not is_null(exception.covers)

_covered(exception) := [] if is_null(exception.covers)

_anything(name) if contains(name, "*")

_anything(name) if lower(name) in {"any", "all", "every", "everything"}

_problems contains records.plus(
	{
		"id": id,
		"key": "renewals",
		"text": sprintf("was renewed %v times, and %v are allowed", [exception.renewals, limit]),
	},
	records.fixed("medium"),
) if {
	some id in _judged
	exception := input.exceptions[id]
	limit := input.site.limits.exception_max_renewals
	exception.renewals > limit
}

_problems contains records.plus(
	{"id": id, "key": sprintf("never:%s", [policy]), "text": sprintf("is from %s, which cannot be waived", [policy])},
	records.fixed("high"),
) if {
	some id in _judged
	some policy in input.exceptions[id].policy_ids
	policy in _never
}

_never contains policy if {
	some site in input.sites
	some policy in site.non_waivable
}

_never contains policy if {
	some site in input.sites
	count(site.non_waivable) == 0
	some policy in {"SEG-010", "SEG-012", "RA-022", "IR-005"}
}
