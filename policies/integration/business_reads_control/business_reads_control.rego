# METADATA
# title: Business systems read OT data from the plant itself
# description: >-
#   The business side, a cloud or a business system that stands elsewhere opens historian, database, message-broker,
#   supervisory or control sessions into a zone of level 3 or below, where it should read a replica or broker in the
#   industrial DMZ. A query from a report tool then runs against the server that operators look at, and its weaknesses
#   are those of the office network.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0811/
#     description: ATT&CK for ICS T0811
# custom:
#   id: INT-002
#   family: integration
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(22), SC-46, AC-4(21)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.2]
#     sans-ics: ["2"]
#     nist-800-82r3: [Security architecture models]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0811, T0886, T0866]
#   remediation:
#     summary: >-
#       Put a historian mirror, broker or API gateway into the DMZ, move the report to it, then close the old
#       path.
#     cisco-asa: |
#       ! before
#       access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.30.1.10 eq 5450
#       ! after: the mirror in the DMZ
#       access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.35.0.20 eq https
#       no access-list ENT-IN extended permit tcp host 10.40.10.5 host 10.30.1.10 eq 5450
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp host 10.40.10.5 host 10.30.1.10 eq 5450
#        permit tcp host 10.40.10.5 host 10.35.0.20 eq 443
package zonewarden.integration.business_reads_control

import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	ids := {service | some service, touched in flow.services; count(_of(touched) & _classes) > 0}
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": id},
		"message": sprintf("%s may read OT data in %s itself through %s: %s.", [
			naming.zone(flow.from),
			naming.zone(flow.to),
			naming.device(flow.device),
			naming.services(ids),
		]),
		"evidence": {"services": sort(ids)},
		"packets": {"flow": id, "part": "permitted", "services": sort(ids)},
		"capability": _capability(flow, ids),
	}
}

_judged contains id if {
	some id, flow in input.flows
	_business(input.zones[flow.from])
	input.zones[flow.to].ot
}

# Business systems that stand elsewhere, in the DMZ or in the plant itself.
_hosted contains id if {
	some id, flow in input.flows
	not id in _judged
	input.zones[flow.to].ot
	count(flow.business_hosts) > 0
}

subjects contains {"kind": "flow", "id": id} if some id in _hosted

violations contains {
	"subject": {"kind": "flow", "id": id},
	"message": sprintf("%s in %s may read OT data in %s itself through %s: %s.", [
		naming.list(sort(hosts)),
		naming.zone(flow.from),
		naming.zone(flow.to),
		naming.device(flow.device),
		naming.services(ids),
	]),
	"evidence": {"hosts": sort(hosts), "services": sort(ids)},
	"packets": {"flow": id, "part": "permitted", "from_assets": sort(hosts), "services": sort(ids)},
	"capability": _capability(flow, ids),
} if {
	some id in _hosted
	flow := input.flows[id]
	reading := {host: read |
		some host, opened in flow.business_hosts
		read := {service | some service in opened; count(_of(flow.services[service]) & _classes) > 0}
		count(read) > 0
	}
	hosts := {host | some host, _ in reading}
	ids := {service | some services in reading; some service in services}
	count(ids) > 0
}

_business(zone) if zone.it

_business(zone) if zone.kind == "cloud"

_of(touched) := {class | some class in touched.classes}

_classes := {"historian", "database", "iiot", "supervisory", "control-write"}

_capability(flow, ids) := 3 if {
	some id in ids
	"control-write" in flow.services[id].classes
} else := 2
