# METADATA
# title: The plant logs on against the office directory
# description: >-
#   Hosts of the plant ask a directory or authentication server of the office network. Whoever takes the office domain
#   then logs on to the plant with real accounts, and when the two networks are separated in an incident nobody can
#   log on at all. A trust of the plant's directory opens the same way without any flow: one that is not one-way or
#   selective, or that nobody has reviewed in time.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-027
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: outage
#   controls:
#     iec-62443-3-3: [SR 1.1, SR 1.3, SR 5.1 RE(2)]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.4, USER 1.1]
#     nist-800-53r5: [AC-2, IA-2, SC-7(21)]
#     nist-csf-2: [PR.AA-01, PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2", "4"]
#     nist-800-82r3: [Security architecture models, Identity management and access control]
#   attack_ics:
#     mitigations: [M0930, M0915]
#     techniques: [T0859, T0886]
#   remediation:
#     summary: >-
#       Run an identity store of the plant's own, in the plant or in the industrial DMZ, with a one-way selective
#       trust at most and a date for its review. Move the hosts at an outage and keep local emergency accounts sealed.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp host 10.30.1.15 host 10.40.5.10 eq ldaps
#       ! after: the plant's own domain controller
#       access-list OPS-IN extended permit tcp host 10.30.1.15 host 10.35.0.12 eq ldaps log
#       no access-list OPS-IN extended permit tcp host 10.30.1.15 host 10.40.5.10 eq ldaps
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp host 10.30.1.15 host 10.40.5.10 eq 636
#        permit tcp host 10.30.1.15 host 10.35.0.12 eq 636 log
package zonewarden.segmentation.office_directory_for_plant

import data.zonewarden.lib.directories
import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.records
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "flow", "id": id},
	"message": sprintf("Zone %s can log on against servers in %s through %s: %s.", [
		naming.zone(flow.from), naming.zone(flow.to),
		naming.device(flow.device), flows.label(flow.permitted, ids),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": id, "part": "permitted", "services": sort(ids)},
	"exposure": 2,
} if {
	some id in _judged
	flow := input.flows[id]
	ids := flows.touching(flow, {"aaa", "directory"})
	count(ids) > 0
}

# A flow of every service is SEG-007's: it is named there once, and is no pass here.
_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	input.zones[flow.to].it
	not flow.permitted.any_service
}

subjects contains {"kind": "identity", "id": id} if {
	some id, identity in input.identity
	directories.declared(identity)
}

violations contains {
	"subject": {"kind": "identity", "id": id},
	"key": sprintf("trust:%s", [trust.to]),
	"message": sprintf("The plant's directory%s trusts %s: the trust %s.", [
		directories.named(identity), trust.to, naming.list(sort(wrong)),
	]),
	"evidence": {"to": trust.to, "type": trust.type},
	"locations": identity.locations,
	"exposure": 2,
	"certainty": _certainty(trust),
} if {
	some id, identity in input.identity
	some trust in directories.foreign(identity)
	wrong := _faults(trust)
	count(wrong) > 0
}

_faults(trust) := {words |
	some direction, words in {
		"unknown": "is not declared one-way or selective",
		"two-way": "is no one-way trust",
	}
	directories.direction(trust) == direction
} | {sprintf("was not reviewed in the last %v days", [_limit]) | not _reviewed(trust)}

_reviewed(trust) if records.recent(trust.reviewed_at_ago_h, _limit)

# A word that the policy does not know may still mean a one-way trust; what is not reviewed is not.
_certainty(trust) := "possible" if {
	directories.direction(trust) == "unknown"
	not is_null(trust.type)
	_reviewed(trust)
} else := "definite"

_limit := input.site.limits.ra_review_max_days
