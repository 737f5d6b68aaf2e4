# METADATA
# title: Unpatchable asset without verified compensating controls
# description: >-
#   An asset is past its vendor's support, or has a vulnerability that nobody will fix, and too few kinds of
#   compensating control stand in for the patch: one is needed, two where the production impact is 3 or more, and
#   the configurations must prove at least one of them. A kind counts by a control whose claim is of that kind,
#   speaks of the asset and is not refuted; where the verdict hangs on claims that nobody can prove, these are not
#   assessable. Controls without an end, or past it, do not count.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866
# custom:
#   id: VUL-007
#   family: vulnerabilities
#   severity: medium
#   requires: [assets, vulnerabilities]
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2]
#     iec-62443-3-2: [ZCR 5.8, ZCR 5.12]
#     iec-62443-2-1: [COMP 3.5]
#     nist-800-53r5: [SA-22, SI-2, SC-7(21)]
#     nist-csf-2: [ID.RA-06, PR.IR-01]
#     nerc-cip: [CIP-007-6 R2.3, CIP-007-6 R2.4]
#     sans-ics: ["5"]
#     nist-800-82r3: [Flaw remediation and patch management, Patching]
#   attack_ics:
#     mitigations: [M0930, M0937, M0807]
#     techniques: [T0866]
#   remediation:
#     summary: >-
#       Narrow the asset's conduit to named peers and state it as a control that can be proved; add monitoring of
#       writes, and access through the engineering station only.
package zonewarden.vulnerabilities.legacy_without_control

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

# What a control of each kind may claim; another claim proves nothing of its kind.
_claims := {
	"segmentation": {"deny", "no_path", "only_from", "schedule"},
	"access": {"deny", "no_path", "only_from", "schedule"},
	"allowlisting": {"deny", "no_path", "only_from", "ips_signature"},
	"monitoring": {"ips_signature", "log_to", "monitored_by"},
}

subjects contains {"kind": "asset", "id": id} if {
	some id in _judged
	not id in _open
}

subjects contains {"kind": "compensating_control", "id": control.id} if {
	some id in _open
	some control in _claimed(id)
	control.proof == "open"
}

violations contains records.finding("asset", asset, records.plus(found, {"zones": asset.zones})) if {
	some found in _problems
	asset := input.asset_records[found.id]
}

_judged contains id if {
	some id, asset in input.asset_records
	_unsupported(asset)
}

_judged contains id if some id in _unfixable

_unsupported(asset) if asset.support.status == "eol"

_unsupported(asset) if records.past(asset.support.end_of_support_ago_h)

_unfixable contains asset if {
	some vulnerability in input.vulnerabilities
	vulnerability.status in records.open_states
	vulnerability.patch in {"none_available", "no_fix_planned", "infeasible"}
	some asset in vulnerability.assets
}

# Assets with enough kinds of control if claims hold that nobody can prove, and too few of them proved.
_open contains id if {
	some id in _judged
	needed := _needed(input.asset_records[id])
	count(_proved(id)) > 0
	count(_kinds(_proved(id))) < needed
	count(_kinds(_claimed(id))) >= needed
}

_problems contains records.plus(
	{
		"id": id,
		"key": "controls",
		"text": sprintf("cannot be patched, and has %s of control in force where %s needed%s", [
			_number(count(kinds)),
			_needs[needed],
			_of_no_use(id),
		]),
		"evidence": {"kinds": sort(kinds), "needed": needed},
	},
	_floor(id),
) if {
	some id in _judged
	not _unproved(id)
	kinds := _kinds(_claimed(id))
	needed := _needed(input.asset_records[id])
	count(kinds) < needed
}

_problems contains records.plus(
	{
		"id": id,
		"key": "unproved",
		"text": "cannot be patched, and the configurations prove none of its compensating controls",
		"evidence": {"controls": sort([control.id | some control in _in_force(id)])},
	},
	_floor(id),
) if {
	some id in _judged
	_unproved(id)
}

_unproved(id) if {
	count(_in_force(id)) > 0
	count(_proved(id)) == 0
}

_floor(id) := {"floor": "high"} if input.asset_records[id].worst_impact >= 3

_floor(id) := {} if input.asset_records[id].worst_impact < 3

_needed(asset) := 2 if asset.worst_impact >= 3

_needed(asset) := 1 if asset.worst_impact < 3

_number(0) := "no kind"

_number(1) := "one kind"

_needs := {1: "one is", 2: "two are"}

_of_no_use(id) := "" if count(_idle(id)) == 0

_of_no_use(id) := sprintf(" (not by %s, whose claims are refuted or of another kind)", [naming.list(_idle(id))]) if {
	count(_idle(id)) > 0
}

_idle(id) := sort([control.id | some control in _in_force(id); not control in _claimed(id)])

_kinds(controls) := {control.kind | some control in controls}

_proved(id) := [control | some control in _claimed(id); control.proof == "holds"]

# Controls whose claim, if it holds, is one of their kind. One that claims nothing a machine can prove may be of any.
_claimed(id) := [control |
	some control in _in_force(id)
	control.proof != "broken"
	_fits(control)
]

_fits(control) if is_null(control.assert.type)

_fits(control) if control.assert.type in _claims[control.kind]

_in_force(asset) := [control |
	some control in input.compensating_controls
	records.in_force(control)
	_protects(control, asset)
]

# A claim about one asset protects that asset; another protects what the control is declared for, where it speaks of
# the zone of it.
_protects(control, asset) if asset in {control.assert.dst_asset, control.assert.to_asset}

_protects(control, asset) if {
	is_null(control.assert.dst_asset)
	is_null(control.assert.to_asset)
	asset in control.for_assets
	not _elsewhere(control.assert, input.asset_records[asset].zone)
}

_protects(control, asset) if {
	is_null(control.assert.dst_asset)
	is_null(control.assert.to_asset)
	some id in control.for
	asset in input.vulnerabilities[id].assets
	not _elsewhere(control.assert, input.asset_records[asset].zone)
}

_elsewhere(claim, zone) if {
	claim.type == "monitored_by"
	not is_null(claim.zone)
	claim.zone != zone
}

_elsewhere(claim, zone) if {
	claim.type == "ips_signature"
	conduit := input.conduits[claim.conduit]
	not zone in {conduit.from, conduit.to}
}
