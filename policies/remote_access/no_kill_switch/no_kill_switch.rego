# METADATA
# title: All vendor access cannot be cut at once
# description: >-
#   Third parties come in and nothing is declared that shuts all of them out in one step, or it has not been tried for
#   too long. In an incident somebody then pulls the wrong cable and stops production instead.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0801/
#     description: ATT&CK for ICS M0801 Access Management
# custom:
#   id: RA-016
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13, SR 2.6, SR 5.2 RE(2)]
#     iec-62443-2-1: [NET 1.5, NET 3.3]
#     nist-800-53r5: [AC-17(9), SC-7(20), IR-4]
#     nist-csf-2: [RS.MI-01, PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5, CIP-005-7 R3.2, CIP-003-9 Att1 S6.2]
#     sans-ics: ["1", "4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0801, M0937]
#     techniques: [T0822]
#   remediation:
#     summary: >-
#       Prepare one deny rule at the top of the remote-access policy and a switch of the portal, name both as
#       kill_switch, and try them in a planned window and at every exercise.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   kill_switch:
#       !     implementations: [{device: fw-ot-1, object: RA-KILL, type: rule}]
#       !     last_tested: "2026-06-01T10:00:00Z"
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   kill_switch:
#       !     implementations: [{device: fw-ot-1, object: RA-KILL, type: rule}]
#       !     last_tested: "2026-06-01T10:00:00Z"
#       show users
package zonewarden.remote_access.no_kill_switch

import data.zonewarden.lib.naming

subjects contains {"kind": "gateway", "id": id} if some id in _gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Vendors come in by gateway %s and no kill switch is declared that cuts them off.", [id]),
	"evidence": {"vendors": count(input.vendors)},
	"exposure": 3,
} if {
	some id in _gateways
	count(input.kill_switch) == 0
}

subjects contains {"kind": "kill_switch", "id": id} if some id, _ in input.kill_switch

violations contains {
	"subject": {"kind": "kill_switch", "id": id},
	"message": sprintf("The kill switch %s.", [why]),
	"evidence": {"implementations": count(switch.implementations), "tested_ago_h": switch.last_tested_ago_h},
	"exposure": 3,
} if {
	some id, switch in input.kill_switch
	why := _wrong(switch)
}

# Each thing that it works by, played through at the device that it names.
subjects contains {"kind": "kill_switch_run", "id": id} if some id, _ in input.kill_switch_runs

violations contains {
	"subject": {"kind": "kill_switch_run", "id": id},
	"key": "absent",
	"message": sprintf("The kill switch names %s, and the configuration of %s holds nothing of that name.", [
		_named(run), naming.device(run.device),
	]),
	"evidence": {"object": run.object, "type": run.type},
	"exposure": 3,
} if {
	some id, run in input.kill_switch_runs
	run.held == "no"
}

violations contains {
	"subject": {"kind": "kill_switch_run", "id": id},
	"key": "conduits",
	"message": sprintf("The kill switch %s at %s takes away what production needs: conduit %s.", [
		run.object, naming.device(run.device), naming.list(run.conduits),
	]),
	"evidence": {"conduits": run.conduits},
	"exposure": 3,
	"zones": [zone | some conduit in run.conduits; some zone in _ends(conduit)],
} if {
	some id, run in input.kill_switch_runs
	count(run.conduits) > 0
}

violations contains {
	"subject": {"kind": "kill_switch_run", "id": id},
	"key": "plant",
	"message": sprintf("The kill switch %s at %s also cuts what passes inside the plant: %s.", [
		run.object, naming.device(run.device), _pairs(run.plant),
	]),
	"evidence": {"flows": [lost.flow | some lost in run.plant]},
	"certainty": _certainty(run.plant),
	"exposure": 3,
	"zones": [zone | some lost in run.plant; some zone in [lost.from, lost.to]],
} if {
	some id, run in input.kill_switch_runs
	count(run.plant) > 0
}

violations contains {
	"subject": {"kind": "kill_switch_run", "id": id},
	"key": "left",
	"message": sprintf("After the kill switch third parties still get through %s: %s.", [
		naming.device(run.device), _pairs(left),
	]),
	"evidence": {"flows": [still.flow | some still in left]},
	"locations": array.concat([place | some still in left; some place in still.locations], run.locations),
	"certainty": _certainty(left),
	"exposure": 3,
	"zones": [still.to | some still in left],
} if {
	some id, run in input.kill_switch_runs
	id == _first(run.device)
	left := [still | some still in run.left; _left_by_all(run.device, still.flow)]
	count(left) > 0
}

# Of several implementations at a device each does its part.
_first(device) := min({id | some id, run in input.kill_switch_runs; run.device == device})

_left_by_all(device, flow) if {
	every run in [run | some run in input.kill_switch_runs; run.device == device] {
		flow in {still.flow | some still in run.left}
	}
}

_named(run) := "no object" if run.object == ""

else := sprintf("%s %s", [run.type, run.object]) if run.type != ""

else := run.object

_pairs(touched) := sprintf("%s and %d more", [concat(", ", [text | some i, text in _texts(touched); i < 3]), count(touched) - 3]) if {
	count(_texts(touched)) > 4
}

else := naming.list(_texts(touched))

_texts(touched) := sort({sprintf("%s to %s", [naming.zone(one.from), naming.zone(one.to)]) | some one in touched})

_certainty(touched) := "definite" if {
	some one in touched
	one.part.certainty == "definite"
}

else := "possible"

_ends(id) := [input.conduits[id].from, input.conduits[id].to]

_gateways contains id if {
	count(input.vendors) > 0
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

_wrong(switch) := "names nothing that cuts access" if count(switch.implementations) == 0

else := "was never tried" if is_null(switch.last_tested_ago_h)

else := sprintf("was last tried more than %v days ago", [_limit]) if switch.last_tested_ago_h > _limit * 24

_limit := input.site.limits.kill_switch_test_max_days
