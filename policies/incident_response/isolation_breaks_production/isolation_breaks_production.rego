# METADATA
# title: Isolation cuts communication that production or safety needs
# description: >-
#   An isolation step, played through on the configurations, takes away packets of a conduit that production needs
#   (essential, needed in degraded mode, or safety). The cut would stop the line that it is meant to protect, or
#   blind the safety system.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0811/
#     description: ATT&CK for ICS M0811
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-005
#   family: incident_response
#   severity: high
#   requires: [incident-response, zones, conduits]
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(2), SR 3.6, SR 7.1]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.5, AVAIL 1.3]
#     nist-800-53r5: [SC-7(20), SC-24, CP-12]
#     nist-csf-2: [RS.MI-01, PR.IR-03]
#     sans-ics: ["1"]
#   attack_ics:
#     mitigations: [M0811]
#     techniques: [T0826, T0880, T0813]
#   remediation:
#     summary: >-
#       Cut at another boundary, or put explicit keep rules above the isolation block, and play it through again.
#     cisco-asa: |
#       ! keep what production needs above the prestaged deny
#       access-list OPS-IN line 1 extended permit tcp host 10.30.2.10 host 10.20.1.10 eq 102
#       access-list OPS-IN line 2 remark ISOLATE-OPS prestaged
#       access-list OPS-IN line 3 extended deny ip any any inactive
#     cisco-ios: |
#       ip access-list extended OPS-ISOLATED
#        permit tcp host 10.30.2.10 host 10.20.1.10 eq 102
#        deny ip any any log
package zonewarden.incident_response.isolation_breaks_production

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "isolation", "id": id} if some id in _judged

violations contains records.finding("isolation", action, records.plus(found, _floor(found.zones))) if {
	some found in _problems
	found.id in _judged
	action := input.isolation_actions[found.id]
}

# What a playbook that nobody uses any more says is nobody's plan.
_judged contains id if {
	some id, action in input.isolation_actions
	input.playbooks[action.parent].status != "retired"
}

_floor(zones) := {"floor": "critical"} if "safety" in {input.zones[zone].kind | some zone in zones}

else := {}

_problems contains {
	"id": run.action,
	"key": sprintf("%s@%s", [lost.conduit, run.device]),
	"text": sprintf(
		"takes conduit %s away at %s, which production needs: %s",
		[lost.conduit, naming.device(run.device), naming.list(_services(lost.missing))],
	),
	"evidence": {"conduit": lost.conduit, "products": lost.missing.products},
	"zones": [lost.from, lost.to],
	"certainty": lost.missing.certainty,
} if {
	some run in input.isolations
	some lost in run.broken
}

# Named outright, whatever the configurations at hand say.
_problems contains {
	"id": id,
	"key": sprintf("named:%s", [conduit]),
	"text": sprintf("cuts conduit %s, which production needs", [conduit]),
	"evidence": {"conduit": conduit},
	"zones": [input.conduits[conduit].from, input.conduits[conduit].to],
} if {
	some id, action in input.isolation_actions
	some conduit in action.cuts.conduits
	_needed(conduit)
	not conduit in {lost.conduit | some run in input.isolations; run.action == id; some lost in run.broken}
}

_needed(conduit) if input.conduits[conduit].required

_needed(conduit) if input.conduit_records[conduit].safety == true

_services(missing) := sort({service | some product in missing.products; some service in product.services})
