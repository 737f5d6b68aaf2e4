# METADATA
# title: A jump host reaches more than its declared zones
# description: >-
#   Jump hosts are the one place from which remote sessions go on into the plant. One that may reach zones beyond its
#   list, the Internet or any service carries an intruder wherever he likes, with the trust that the firewall gives to
#   the jump host.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0886/
#     description: ATT&CK for ICS T0886 Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: RA-005
#   family: remote_access
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 5.4]
#     iec-62443-2-1: [NET 3.1]
#     nist-800-53r5: [SC-7(15), SC-7(21), AC-6]
#     nist-csf-2: [PR.IR-01, PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.1]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0930, M0937, M0926]
#     techniques: [T0886, T0867]
#   remediation:
#     summary: >-
#       Allow each jump host the single targets of its zones and session protocols only, no Internet and no mail, and
#       rebuild it from an image.
#     cisco-asa: |
#       ! before
#       access-list RA-IN extended permit tcp host 10.35.16.20 any eq 3389
#       ! after
#       access-list RA-IN extended permit tcp host 10.35.16.20 host 10.30.1.50 eq 3389 log
#       no access-list RA-IN extended permit tcp host 10.35.16.20 any eq 3389
#     cisco-ios: |
#       ip access-list extended RA-IN
#        no permit tcp host 10.35.16.20 any eq 3389
#        permit tcp host 10.35.16.20 host 10.30.1.50 eq 3389 log
package zonewarden.remote_access.jump_host_uncontained

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	some host in flow.jump_hosts
	why := _excess(flow, input.assets[host].allowed_zones)
	violation := {
		"subject": {"kind": "flow", "id": id},
		"key": host,
		"message": sprintf("Jump host %s %s through %s: %s.", [
			host, why, naming.device(flow.device),
			flows.label(flow.permitted, flows.touched(flow)),
		]),
		"evidence": {
			"services": flows.evidence(flows.touched(flow)).services,
			"allowed_zones": input.assets[host].allowed_zones,
		},
		"packets": {"flow": id, "part": "permitted"},
		"exposure": 2,
	}
}

_judged contains id if {
	some id, flow in input.flows
	count(flow.jump_hosts) > 0
	not zones.unassociated(flow.to)
}

_excess(flow, allowed) := "reaches the Internet" if flow.to in zones.internet_ids

else := sprintf("reaches %s with any service", [naming.zone(flow.to)]) if flow.permitted.any_service

else := sprintf("reaches %s, which is not among its zones,", [naming.zone(flow.to)]) if {
	count(allowed) > 0
	not flow.to in allowed
}
