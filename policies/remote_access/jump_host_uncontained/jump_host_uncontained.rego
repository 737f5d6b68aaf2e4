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

# Where nobody says which zones a jump host is for, only what no jump host may do can be told.
subjects contains {"kind": "second_leg", "id": id} if {
	some id, leg in _legs
	_told(leg)
}

violations contains violation if {
	some id, leg in _legs
	not is_null(leg.permitted)
	why := _excess(leg, input.assets[leg.asset].allowed_zones)
	violation := {
		"subject": {"kind": "second_leg", "id": id},
		"message": sprintf("Jump host %s %s through %s: %s.", [
			leg.asset, why, naming.device(leg.device),
			flows.label(leg.permitted, flows.touched(leg)),
		]),
		"evidence": {
			"services": flows.evidence(flows.touched(leg)).services,
			"allowed_zones": input.assets[leg.asset].allowed_zones,
		},
		"packets": {"second_leg": id},
		"exposure": 2,
	}
}

violations contains {
	"subject": {"kind": "second_leg", "id": id},
	"key": other,
	"message": sprintf("Jump host %s can open sessions on jump host %s through %s.", [
		leg.asset, other, naming.device(leg.device),
	]),
	"evidence": {"reaches": leg.reaches},
	"packets": {"second_leg": id},
	"exposure": 2,
} if {
	some id, leg in _legs
	some other in leg.reaches
}

_legs[id] := leg if {
	some id, leg in input.second_legs
	leg.kind == "jump_host"
	not zones.unassociated(leg.to)
}

_told(leg) if count(input.assets[leg.asset].allowed_zones) > 0

_told(leg) if is_null(leg.permitted)

_told(leg) if _excess(leg, input.assets[leg.asset].allowed_zones)

_told(leg) if count(leg.reaches) > 0

_excess(leg, allowed) := "reaches the Internet" if leg.to in zones.internet_ids

else := sprintf("reaches %s with any service", [naming.zone(leg.to)]) if leg.permitted.any_service

else := sprintf("reaches %s, which is not among its zones,", [naming.zone(leg.to)]) if {
	count(allowed) > 0
	not leg.to in allowed
}

# Inside a zone nothing filters. With whom it shares one, no firewall keeps it from.
subjects contains {"kind": "asset", "id": id} if {
	some id in _hosts
	not _open(id)
}

subjects contains {"kind": "asset", "id": id} if some id, _ in _among

subjects contains {"kind": "asset", "id": id} if some id, _ in _beside

violations contains {
	"subject": {"kind": "asset", "id": id},
	"key": "servers",
	"message": sprintf("Jump host %s stands in %s among what it leads to: %s.", [
		id, naming.zone(input.assets[id].zone), _few(sort(others)),
	]),
	"evidence": {"others": [other | some i, other in sort(others); i < 8]},
	"exposure": 2,
} if {
	some id, others in _among
}

violations contains {
	"subject": {"kind": "asset", "id": id},
	"key": "jump hosts",
	"message": sprintf("Jump host %s shares %s with others that offer sessions: %s.", [
		id, naming.zone(input.assets[id].zone), _few(sort(others)),
	]),
	"evidence": {"others": sort(others)},
	"certainty": "possible",
	"exposure": 2,
} if {
	some id, others in _beside
}

_hosts := {id | some id, asset in input.assets; asset.role == "jump_host"}

_among[id] := others if {
	some id in _hosts
	others := {other | some other, asset in input.assets; asset.zone == input.assets[id].zone; asset.role in _equipment}
	count(others) > 0
}

# Controllers and servers of the plant.
_equipment := {
	"asset_mgmt", "dc", "historian", "ied", "mes", "opc_server", "plc", "rtu", "scada_server", "sis_controller",
}

_beside[id] := others if {
	some [id, _] in _pairs
	others := {other | some [one, other] in _pairs; one == id; _offers_sessions(other)}
	count(others) > 0
}

# Jump hosts in one zone.
_pairs contains [one, other] if {
	some one in _hosts
	some other in _hosts
	one != other
	input.assets[one].zone == input.assets[other].zone
}

_offers_sessions(id) if {
	some service in input.assets[id].services
	"remote-interactive" in input.services[service].classes
}

# Whether a jump host beside it offers sessions is not said.
_open(id) if {
	some [one, other] in _pairs
	one == id
	count(input.assets[other].services) == 0
}

_few(ids) := naming.list(ids) if count(ids) < 5

else := sprintf("%s and %d more", [concat(", ", [id | some i, id in ids; i < 3]), count(ids) - 3])
