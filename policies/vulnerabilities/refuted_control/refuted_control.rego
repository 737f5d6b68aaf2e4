# METADATA
# title: Compensating control is not true in the configuration
# description: >-
#   A compensating control claims that a service cannot be reached, or only from named hosts, and the computed
#   flows show otherwise; or it claims that sessions are inspected, logged, watched by a sensor, or permitted in a
#   window only, and settings show otherwise. Every rating and exception that rests on it is wrong. What neither
#   configurations nor declarations decide is not assessable, and counts for nothing elsewhere.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-008
#   family: vulnerabilities
#   severity: high
#   requires: [vulnerabilities, zones]
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 3.3]
#     iec-62443-3-2: [ZCR 5.8]
#     iec-62443-2-1: [COMP 3.5, ORG 2.1]
#     nist-800-53r5: [CA-7, CM-4(2), SI-2]
#     nist-csf-2: [ID.RA-06, ID.IM-02]
#     nerc-cip: [CIP-007-6 R2.4, CIP-010-4 R1.4]
#     sans-ics: ["5"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Restore the control, or withdraw the claim and rate the vulnerability again at once.
#     cisco-asa: |
#       ! make the claim true: only the named hosts, then an explicit deny
#       access-list OPS-IN extended permit tcp host 10.30.2.10 host 10.20.1.10 eq 102
#       access-list OPS-IN extended deny tcp any host 10.20.1.10 eq 102 log
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.2.10 host 10.20.1.10 eq 102
#        deny tcp any host 10.20.1.10 eq 102 log
package zonewarden.vulnerabilities.refuted_control

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "compensating_control", "id": id} if some id, _ in input.compensating_controls

violations contains records.finding("compensating_control", control, {
	"key": check.flow,
	"text": sprintf("does not hold: %s permits %s to %s, %s", [
		naming.device(check.device),
		naming.zone(check.from),
		check.asset,
		naming.list(check.breach.services),
	]),
	"evidence": {"services": check.breach.services, "products": check.breach.products},
	"locations": check.locations,
	"zones": [check.from, check.to],
	"exposure": records.exposure(check.from),
	"capability": _capability(check.to),
}) if {
	some check in input.control_checks
	check.proof == "broken"
	control := input.compensating_controls[check.control]
}

violations contains records.finding("compensating_control", control, {
	"key": fault.key,
	"text": sprintf("does not hold: %s", [fault.text]),
	"locations": array.concat(fault.locations, control.locations),
	"zones": zones,
	"capability": max({_capability(zone) | some zone in zones} | {2}),
}) if {
	some control in input.compensating_controls
	some fault in control.faults
	zones := _bearing(control, fault)
}

# The zones that a fault tells of, else those that the control is about.
_bearing(_, fault) := fault.zones if count(fault.zones) > 0

_bearing(control, fault) := control.zones if count(fault.zones) == 0

_capability(zone) := 3 if input.zones[zone].kind in {"process", "cell", "safety"}

else := 2
