# METADATA
# title: A temporarily connected device stands in or reaches production
# description: >-
#   Service laptops and test sets come from other plants and carry what they met there. One that is plugged into a
#   production zone, or a maintenance network that may reach more than the targets of a declared conduit, is the
#   shortest way for malicious software past every boundary.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0864/
#     description: ATT&CK for ICS T0864 Transient Cyber Asset
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-020
#   family: segmentation
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.3, SR 5.1]
#     iec-62443-3-2: [ZCR 3.4]
#     iec-62443-2-1: [COMP 1.2, NET 1.6]
#     nist-800-53r5: [AC-20, MA-2, SC-7(14)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-010-4 R4, CIP-003-9 Att1 S5]
#   attack_ics:
#     mitigations: [M0930]
#     techniques: [T0864, T0847]
#   remediation:
#     summary: >-
#       Provide a maintenance network behind the firewall with a scanning station, and open from it only the conduits
#       that name the maintained hosts. Never patch a visitor's laptop into a cell switch.
#     cisco-asa: |
#       access-list SERVICE-IN extended permit tcp host 10.23.0.20 host 10.20.1.11 eq 102 time-range CHG-1234 log
#       access-list SERVICE-IN extended deny ip any any log
#       access-group SERVICE-IN in interface service
#     cisco-ios: |
#       interface Vlan230
#        description maintenance network
#        ip access-group SERVICE-IN in
package zonewarden.segmentation.transient_device_in_production

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "asset", "id": id} if {
	some id, asset in input.assets
	asset.transient
}

violations contains {
	"subject": {"kind": "asset", "id": id},
	"message": sprintf("%s is connected from time to time and stands in %s, not in a transient zone.", [
		id, naming.zone(asset.zone),
	]),
	"evidence": {"zone": asset.zone, "kind": zones.kind(asset.zone)},
	"zones": [asset.zone],
	"exposure": 2,
} if {
	some id, asset in input.assets
	asset.transient
	zones.kind(asset.zone) != "transient"
}

subjects contains {"kind": "port", "id": id} if {
	some id, port in input.ports
	port.use == "maintenance"
}

violations contains {
	"subject": {"kind": "port", "id": id},
	"message": sprintf("Port %s of %s is for maintenance and leads into %s.", [
		port.name, naming.device(port.device), naming.list([naming.zone(zone) | some zone in sort(others)]),
	]),
	"evidence": {"vlan": port.access_vlan},
	"zones": sort(others),
	"exposure": 2,
} if {
	some id, port in input.ports
	port.use == "maintenance"
	port.enabled
	others := {zone | some zone in port.zones; zones.kind(zone) != "transient"}
	count(others) > 0
}

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some id in _judged
	flow := input.flows[id]
	part := _unlimited(flow)
	ids := flows.touched(flow)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf("The transient zone %s reaches more of %s than declared targets through %s: %s.", [
			flow.from, naming.zone(flow.to), naming.device(flow.device),
			flows.label(flow[part], ids),
		]),
		"evidence": flows.evidence(ids),
		"packets": {"flow": flow.id, "part": part},
		"capability": flows.capability(flow, ids),
		"exposure": 2,
	}
}

_judged contains id if {
	some id, flow in input.flows
	zones.kind(flow.from) == "transient"
	flow.to in zones.ot_ids
	flow.to != flow.from
}

_unlimited(flow) := part if part := flows.uncovered_part(flow)

else := "permitted" if {
	some id in flow.permitted.conduits
	not input.conduits[id].endpoints_declared
}
