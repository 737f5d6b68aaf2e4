# METADATA
# title: Controllers can be programmed from a zone without an engineering station
# description: >-
#   Engineering or program-download services reach a control or safety zone from a zone that holds no engineering
#   station. Program changes should come from the few hosts that are kept clean, backed up and watched; from anywhere
#   else they are a mistake or an attack. Traffic that a conduit declares for operation is accepted, unless the
#   conduit itself says engineering. Judged by zone, not by host, and only where an asset inventory exists; protocols
#   that share a port with their engineering functions count as engineering.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0843/
#     description: ATT&CK for ICS T0843 Program Download
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: SEG-023
#   family: segmentation
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 3
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 5.2, SR 1.2]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.7, USER 1.5]
#     nist-800-53r5: [AC-3, CM-5, SC-7(15)]
#     nist-csf-2: [PR.AA-05, PR.IR-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0807, M0937, M0804]
#     techniques: [T0843, T0845, T0821, T0889, T0858]
#   remediation:
#     summary: >-
#       Permit engineering services from the single addresses of the engineering stations only, and keep the
#       controllers' key switch in RUN. Where production allows, enable the rule only inside a change window.
#     cisco-asa: |
#       ! before
#       access-list IDMZ-IN extended permit tcp 10.35.0.0 255.255.240.0 host 10.20.1.10 eq 102
#       ! after: the engineering station, while a change is open
#       access-list OPS-IN extended permit tcp host 10.30.1.60 host 10.20.1.10 eq 102 time-range CHG-1234
#       no access-list IDMZ-IN extended permit tcp 10.35.0.0 255.255.240.0 host 10.20.1.10 eq 102
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp 10.35.0.0 0.0.15.255 host 10.20.1.10 eq 102
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.60 host 10.20.1.10 eq 102 time-range CHG-1234
package zonewarden.segmentation.engineering_from_anywhere

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	ids := _unauthorised(flow)
	count(ids) > 0
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(_message(flow), [
			naming.zone(flow.from),
			naming.zone(flow.to),
			naming.device(flow.device),
			flows.label(flow.permitted, ids),
		]),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": "engineering_by_others", "services": sort(ids)},
	}
}

_message(flow) := "Hosts of zone %s without authority as engineering stations can program controllers in %s through %s: %s." if {
	_has_station(flow.from)
} else := "Zone %s holds no engineering station and can program controllers in %s through %s: %s."

subjects contains {"kind": "conduit", "id": id} if {
	some id, conduit in input.conduits
	count(_initiating(conduit)) > 0
}

violations contains {
	"subject": {"kind": "conduit", "id": id},
	"message": sprintf("Conduit %s is for engineering, and %s, who may begin it, %s no engineering station.", [
		id, naming.list(others), _verb(others),
	]),
	"evidence": {"assets": others},
	"locations": conduit.locations,
	"zones": sort({zone | some zone in [conduit.from, conduit.to]}),
} if {
	some id, conduit in input.conduits
	others := sort({asset | some asset in _initiating(conduit); not input.assets[asset].role in _stations})
	count(others) > 0
}

_verb(ids) := "is" if count(ids) == 1

else := "are" if count(ids) > 1

# Inventoried hosts that may begin what a conduit for engineering into a cell declares.
_initiating(conduit) := {host |
	conduit.access == "engineering"
	not conduit.expired
	some side in conduit.initiators
	{"from": zones.kind(conduit.to), "to": zones.kind(conduit.from)}[side] in _controlled
	some host in input.conduit_records[conduit.id].endpoints[side]
	input.assets[host]
}

_stations := {"ews", "safety_ews", "asset_mgmt"}

_controlled := {"cell", "process", "safety"}

_judged contains id if {
	some id, flow in input.flows
	count(input.assets) > 0
	zones.kind(flow.to) in _controlled
	flow.from != "unassociated"
}

_has_station(zone) if {
	some asset in input.assets
	asset.zone == zone
	asset.role in _stations
}

_unauthorised(flow) := flows.touching(flow, {"engineering", "program-download"}) & {id |
	some id in flow.engineering_by_others
}
