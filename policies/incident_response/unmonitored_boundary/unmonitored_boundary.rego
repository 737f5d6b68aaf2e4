# METADATA
# title: Boundary or critical cell that nobody watches
# description: >-
#   A conduit between plant and office, from remote access or to a safety zone, or a cell whose loss is severe,
#   has no sensor, only sensors that do not understand the protocols of the plant, sensors that nobody told
#   what to look for, or sensors whose switch copies nothing to them. An intruder who writes to a controller over an open conduit then shows only in the
#   product.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0843/
#     description: ATT&CK for ICS T0843
# custom:
#   id: IR-013
#   family: incident_response
#   severity: medium
#   requires: [zones, conduits, incident-response, sensors]
#   capability: 1
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 6.2]
#     iec-62443-2-1: [EVENT 1.1, EVENT 1.7]
#     nist-800-53r5: [SI-4, SI-4(4), SI-4(11), CA-7]
#     nist-csf-2: [DE.CM-01, DE.AE-02]
#     nerc-cip: [CIP-015-1 R1.1, CIP-015-1 R1.2, CIP-005-7 R1.5]
#     sans-ics: ["3"]
#     nist-800-82r3: [Network monitoring]
#   attack_ics:
#     mitigations: [M0931, M0947]
#     techniques: [T0843, T0855, T0846, T0866]
#   remediation:
#     summary: >-
#       Put a passive tap or a span port on the boundary switch and one in each critical cell; teach the sensor
#       what normal writes and engineering sessions are, and list the use cases that it answers for.
package zonewarden.incident_response.unmonitored_boundary

import data.zonewarden.lib.naming
import data.zonewarden.lib.records

subjects contains {"kind": "conduit", "id": id} if some id in _boundary

subjects contains {"kind": "zone", "id": id} if some id in _critical

violations contains records.finding("conduit", input.conduits[id], records.plus(
	fault,
	{"capability": 1, "floor": "medium", "exposure": _exposure(input.conduits[id])},
)) if {
	some id in _boundary
	some fault in _all_faults(_at_conduit(id))
}

violations contains records.finding("zone", input.zones[id], records.plus(fault, {"capability": 1, "floor": "medium"})) if {
	some id in _critical
	some fault in _all_faults(_in_zone(id))
}

_boundary contains id if {
	some id, conduit in input.conduits
	not conduit.expired
	_apart(input.zones[conduit.from], input.zones[conduit.to])
}

_apart(one, other) if one.ot != other.ot

_apart(one, other) if {
	some zone in [one, other]
	zone.kind in {"remote_access", "safety"}
}

_critical contains id if {
	some id, zone in input.zones
	zone.ot
	zone.level_low <= 2
	zone.impact >= 3
	not zone.implied
}

_exposure(conduit) := max({records.exposure(zone) | some zone in [conduit.from, conduit.to]; not input.zones[zone].ot} | {1})

# A sensor at the conduit, which either of the two may say, or in one of its zones, where its packets pass.
_at_conduit(id) := ({sensor |
	some sensor in input.sensors
	sensor.conduit == id
} | {sensor |
	some name, sensor in input.sensors
	name == input.conduit_records[id].inspection.sensor
}) | {sensor |
	some sensor in input.sensors
	not is_null(sensor.zone)
	sensor.zone in {input.conduits[id].from, input.conduits[id].to}
}

_in_zone(id) := {sensor | some sensor in input.sensors; sensor.zone == id}

# Sensors that get nothing to see watch nothing.
_all_faults(sensors) := {{
	"key": "span",
	"text": sprintf("is watched by %s, and %s", [_names(sensors), naming.list(sort({sensor.blind | some sensor in sensors}))]),
}} if {
	count(sensors) > 0
	count(_seeing(sensors)) == 0
}

_all_faults(sensors) := _faults(_seeing(sensors)) if count(_seeing(sensors)) > 0

_all_faults(sensors) := _faults(sensors) if count(sensors) == 0

_seeing(sensors) := {sensor | some sensor in sensors; sensor.blind == ""}

_faults(sensors) := {{"key": "none", "text": "is watched by no sensor"}} if count(sensors) == 0

_faults(sensors) := {{
	"key": "blind",
	"text": sprintf("is watched by %s, which does not understand industrial protocols", [_names(sensors)]),
}} if {
	count(sensors) > 0
	not _aware(sensors)
}

_faults(sensors) := {{
	"key": "idle",
	"text": sprintf("is watched by %s, with no use case that it detects", [_names(sensors)]),
}} if {
	_aware(sensors)
	count([1 | some sensor in sensors; sensor.ot_aware == true; count(sensor.use_cases) > 0]) == 0
}

_faults(sensors) := set() if count([1 | some sensor in sensors; sensor.ot_aware == true; count(sensor.use_cases) > 0]) > 0

_aware(sensors) if {
	some sensor in sensors
	sensor.ot_aware == true
}

_names(sensors) := naming.list(sort([sensor.id | some sensor in sensors]))
