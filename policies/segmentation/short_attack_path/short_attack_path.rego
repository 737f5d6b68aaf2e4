# METADATA
# title: Few boundaries lie between outside and the most important equipment
# description: >-
#   From a network of others, or from one host of the industrial DMZ, a chain of sessions leads to the equipment that
#   matters most over fewer filtered boundaries than the site wants, or to more of the plant than one lost host may
#   cost. Inside a zone nothing filters, so a host that is taken counts for its whole zone.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-033
#   family: segmentation
#   severity: high
#   requires: [zones]
#   capability: 3
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2, SR 5.4]
#     iec-62443-3-2: [ZCR 5.4, ZCR 5.12]
#     iec-62443-2-1: [ORG 2.1]
#     nist-800-53r5: [SC-7(21), RA-3, RA-9]
#     nist-csf-2: [ID.RA-05, PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0886, T0867, T0866]
#   remediation:
#     summary: >-
#       Cut the step that carries no communication production needs: the message names the way, and the conduits of
#       each step say who uses it. End sessions at a jump host with accounts of its own.
#     cisco-asa: |
#       ! the step that nobody needs
#       no access-list IDMZ-IN extended permit tcp host 10.35.0.60 host 10.30.1.50 eq 3389
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.60 host 10.30.1.50 eq 3389
package zonewarden.segmentation.short_attack_path

import data.zonewarden.lib.naming

# Zones that hold equipment of the highest importance.
subjects contains {"kind": "path", "id": id} if {
	some id, path in input.paths
	count(path.crown_jewels) > 0
}

violations contains {
	"subject": {"kind": "path", "id": id},
	"key": "short",
	"message": sprintf("%s stands %d filtered boundaries away from %s (at least %v): %s.", [
		naming.list(path.crown_jewels), count(path.hops), path.hops[0].from, _least, _way(path.hops),
	]),
	"evidence": {"hops": [hop.flow | some hop in path.hops], "crown_jewels": path.crown_jewels},
	"locations": array.concat(
		[place | some jewel in path.crown_jewels; some place in input.assets[jewel].locations],
		[place | some hop in path.hops; some place in hop.locations],
	),
	"certainty": _certainty(path.hops),
	"zones": [id],
	"exposure": 3,
} if {
	some id, path in input.paths
	count(path.crown_jewels) > 0
	count(path.hops) > 0
	count(path.hops) < _least
}

# The industrial DMZ: what one lost host of it costs.
subjects contains {"kind": "path", "id": id} if {
	some id, _ in input.paths
	input.zones[id].kind == "idmz"
}

violations contains {
	"subject": {"kind": "path", "id": id},
	"key": "wide",
	"message": sprintf("Whoever holds a host of zone %s reaches %d hosts of the plant (at most %v), in %s.", [
		id, path.reached_assets, _most, naming.list(path.reaches),
	]),
	"evidence": {"assets": path.reached_assets, "zones": path.reaches},
	"locations": path.locations,
	"zones": path.reaches,
	"exposure": 1,
} if {
	some id, path in input.paths
	input.zones[id].kind == "idmz"
	path.reached_assets > _most
}

_way(hops) := concat(", then ", [sprintf("to %s by %s through %s", [
	hop.to, naming.services({service | some service in hop.services}), naming.device(hop.device),
]) |
	some hop in hops
])

_certainty(hops) := "definite" if {
	every hop in hops { hop.certainty == "definite" }
}

else := "possible"

_least := object.get(input.site.limits, "min_hops", 3)

_most := object.get(input.site.limits, "blast_radius_max", 10)
