# METADATA
# title: Redundant devices do not enforce the same policy
# description: >-
#   Two devices stand for each other, as peers of a cluster or on parallel paths of one conduit, and one of them lets
#   through what the other denies; or the configuration of the peer is missing, or much older. After a failover either
#   traffic passes that nobody approved, or production stands still.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811 Redundancy of Service
# custom:
#   id: SEG-034
#   family: segmentation
#   severity: medium
#   requires: [devices, zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.6]
#     iec-62443-2-1: [CM 1.3, AVAIL 1.1]
#     nist-800-53r5: [SC-7, CM-2, CM-6]
#     nist-csf-2: [PR.IR-01, PR.IR-03]
#     nerc-cip: [CIP-010-4 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0811]
#     techniques: []
#   remediation:
#     summary: >-
#       Write both configurations from one source, compare what they let through in every check, and take the backup
#       path into failover tests.
#     cisco-asa: |
#       ! on both units
#       access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.20.1.10 eq 102 log
#       access-list OPS-IN extended deny ip any any log
#       failover
#     cisco-ios: |
#       ! on both routers
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.2.10 host 10.20.1.10 eq 102 log
#        deny ip any any log
package zonewarden.segmentation.parallel_paths_differ

import data.zonewarden.lib.naming

subjects contains {"kind": "parallel", "id": id} if some id, _ in input.parallels

violations contains {
	"subject": {"kind": "parallel", "id": pair.id},
	"key": sprintf("%s:%s>%s", [row.wide, row.from, row.to]),
	"message": sprintf("%s lets pass from %s to %s what %s, which stands for it, denies: %s.", [
		naming.device(row.wide), naming.zone(row.from), naming.zone(row.to), naming.device(row.narrow),
		concat(" to ", [naming.list(first.sources), naming.list(first.destinations)]),
	]),
	"evidence": {"products": row.products},
	"locations": array.concat(row.locations, pair.locations),
	"certainty": row.certainty,
	"zones": sort({zone | some zone in [row.from, row.to]}),
} if {
	some pair in input.parallels
	_both_at_hand(pair)
	some row in pair.differences
	first := row.products[0]
}

violations contains {
	"subject": {"kind": "parallel", "id": pair.id},
	"key": sprintf("missing:%s", [gone]),
	"message": sprintf("%s and %s stand for each other, and the configuration of %s is not at hand.", [
		pair.one, pair.other, gone,
	]),
	"evidence": {"missing": gone},
	"locations": pair.locations,
} if {
	some pair in input.parallels
	some gone in [pair.one, pair.other]
	not input.devices[gone]
}

violations contains {
	"subject": {"kind": "parallel", "id": pair.id},
	"key": "age",
	"message": sprintf("The configurations of %s and %s were collected more than %v days apart.", [
		naming.device(pair.one), naming.device(pair.other), input.site.limits.drift_max_days,
	]),
	"evidence": {"limit_days": input.site.limits.drift_max_days},
	"locations": pair.locations,
	"certainty": "possible",
} if {
	some pair in input.parallels
	ages := [input.device_records[id].config_collected_at_ago_h | some id in [pair.one, pair.other]]
	not null in ages
	abs(ages[0] - ages[1]) > input.site.limits.drift_max_days * 24
}

_both_at_hand(pair) if {
	input.devices[pair.one]
	input.devices[pair.other]
}
