# METADATA
# title: Nothing enforces a declared conduit
# description: >-
#   The conduit names no enforcing device, or a named device is missing from the configuration set, does not sit
#   between the two zones or applies no list to what the conduit's initiators send. Such a conduit exists on paper
#   only: nothing stops other traffic the same way, and no check of this tool can show otherwise.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-002
#   family: conduits
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2]
#     iec-62443-3-2: [ZCR 3.1, ZCR 6.3, ZCR 6.4]
#     iec-62443-2-1: [NET 1.1, NET 1.2]
#     nist-800-53r5: [SC-7, SC-7(3), AC-4]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.1, CIP-005-7 R1.2]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: []
#   remediation:
#     summary: >-
#       Name the firewall or router that enforces the conduit, add its configuration to the repository, and apply a
#       list between the two zones that permits what the conduit declares and denies the rest.
#     cisco-asa: |
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840 log
#       access-list OPS-IN extended deny ip any any log
#       access-group OPS-IN in interface ops
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840
#        deny ip any any log
#       interface GigabitEthernet0/0
#        ip access-group OPS-IN in
package zonewarden.conduits.conduit_without_enforcement

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "conduit", "id": conduit.id} if {
	some conduit in input.conduits
	not conduit.expired
	_assessed(conduit)
}

# A device whose place between the zones is not certain is no proof that the conduit is enforced.
_assessed(conduit) if count(_gaps(conduit)) > 0

_assessed(conduit) if {
	every entry in conduit.enforcement {
		entry.placed
	}
}

violations contains violation if {
	some conduit in input.conduits
	not conduit.expired
	gaps := _gaps(conduit)
	count(gaps) > 0
	violation := {
		"subject": {"kind": "conduit", "id": conduit.id},
		"message": sprintf(_message[_certainty(conduit)], [
			conduit.id,
			naming.zone(conduit.from),
			naming.zone(conduit.to),
			naming.list(sort(gaps)),
		]),
		"evidence": {"enforced_by": conduit.enforced_by},
		"locations": array.concat(conduit.locations, _places(conduit)),
		"certainty": _certainty(conduit),
		"floor": _floor(conduit),
	}
}

_message := {
	"definite": "Conduit %s from %s to %s is not enforced: %s.",
	"possible": "Conduit %s from %s to %s may not be enforced: %s.",
}

_gaps(conduit) := {"it names no device"} if count(conduit.enforced_by) == 0

else := {gap |
	some entry in conduit.enforcement
	some gap in _missing(entry)
}

_missing(entry) := {sprintf("%s is not in the configuration set", [naming.device(entry.device)])} if {
	entry.present != true
} else := {sprintf("%s does not sit between the zones", [naming.device(entry.device)])} if {
	entry.between != true
} else := {sprintf("%s applies no list to what %s opens to %s", [naming.device(entry.device), way.from, way.to]) |
	some way in entry.unfiltered
}

# Only possible where every gap is a way that packets may take, and none that they surely take.
_certainty(conduit) := "definite" if count(conduit.enforced_by) == 0

else := "definite" if {
	some entry in conduit.enforcement
	not entry.between
}

else := "definite" if {
	some entry in conduit.enforcement
	some way in entry.unfiltered
	way.certainty == "definite"
}

else := "possible"

_places(conduit) := [place |
	some entry in conduit.enforcement
	some way in entry.unfiltered
	some place in way.locations
]

_floor(conduit) := "high" if {
	zones.ot(conduit.from)
	not zones.ot(conduit.to)
}

else := "high" if {
	zones.ot(conduit.to)
	not zones.ot(conduit.from)
}

else := "info"
