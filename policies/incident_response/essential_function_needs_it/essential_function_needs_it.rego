# METADATA
# title: Essential function of the plant stops without IT
# description: >-
#   An essential host needs a service (directory, names, time, licence, historian, cloud) that somebody outside
#   of OT provides, has nothing that helps meanwhile, and runs for fewer hours without it than the plant must be
#   able to stand alone; or nobody says how long. When IT is cut off in an incident, such a host takes
#   production along.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0826/
#     description: ATT&CK for ICS T0826
# custom:
#   id: IR-006
#   family: incident_response
#   severity: medium
#   requires: [assets, zones]
#   capability: 1
#   floor: medium
#   fix_disruption: outage
#   controls:
#     iec-62443-3-3: [SR 5.1 RE(2), SR 5.2 RE(2)]
#     iec-62443-2-1: [NET 1.4, NET 1.5]
#     nist-800-53r5: [CP-2(8), SC-7(21), CP-12]
#     nist-csf-2: [PR.IR-03, GV.OC-05]
#     sans-ics: ["1", "2"]
#   attack_ics:
#     mitigations: [M0811]
#     techniques: [T0826, T0813, T0814]
#   remediation:
#     summary: >-
#       Provide the service inside OT (a directory, a name and time server, a licence server, store and
#       forward), or show how long the host runs without; pull the plug once a year in a planned outage and
#       write down what stops.
package zonewarden.incident_response.essential_function_needs_it

import data.zonewarden.lib.records

subjects contains {"kind": "asset", "id": id} if some id in _judged

violations contains records.finding("asset", input.asset_records[id], {
	"key": dependency.service,
	"text": sprintf("needs %s from %s, and %s", [dependency.service, _whom(dependency), _lasts(dependency)]),
	"capability": 1,
	"exposure": 1,
	"floor": records.by_impact(input.asset_records[id], "medium", "high"),
}) if {
	some id in _judged
	some dependency in input.asset_records[id].dependencies
	_outside(dependency)
	records.absent(dependency.local_alternative)
	not dependency.tolerated_outage_h >= input.site.limits.island_hours
}

_judged contains id if {
	some id, asset in input.asset_records
	asset.essential == true
	input.zones[asset.zone].ot
}

# Somebody outside of OT, or nobody knows who.
_outside(dependency) if is_null(dependency.provider)

_outside(dependency) if not input.zones[input.asset_records[dependency.provider].zone].ot

_whom(dependency) := sprintf("%s in %s", [dependency.provider, input.asset_records[dependency.provider].zone]) if {
	not is_null(dependency.provider)
} else := "nobody knows whom"

_lasts(dependency) := sprintf("runs %v of %v hours without", [
	dependency.tolerated_outage_h,
	input.site.limits.island_hours,
]) if {
	not is_null(dependency.tolerated_outage_h)
} else := "nobody says how long it runs without"
