# METADATA
# title: The industrial DMZ passes a service through instead of ending it
# description: >-
#   The same host of the industrial DMZ is reached by a service from the office or from outside, and reaches the plant
#   by the same service, and it is not one whose task is to end it. Then the DMZ is a corridor and no lock: one
#   session or one exploit works on both sides of it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0884/
#     description: ATT&CK for ICS T0884 Connection Proxy
#   - ref: https://attack.mitre.org/mitigations/M0930/
#     description: ATT&CK for ICS M0930 Network Segmentation
# custom:
#   id: SEG-008
#   family: segmentation
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 5.4]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(8), SC-46, AC-4(2)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R2.1]
#     sans-ics: ["2"]
#     nist-800-82r3: [Security architecture models]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0884, T0886]
#   remediation:
#     summary: >-
#       End the service in the DMZ: an application proxy, a remote-desktop gateway with a jump host, replication from
#       historian to historian, or a file broker that scans. Never open the same port on both firewalls for the same
#       host.
#     cisco-asa: |
#       ! before: the office and the DMZ host both speak SMB
#       access-list ENT-IN extended permit tcp 10.40.5.0 255.255.255.0 host 10.35.0.60 eq 445
#       access-list IDMZ-IN extended permit tcp host 10.35.0.60 host 10.30.1.20 eq 445
#       ! after: the plant fetches from the broker by another protocol
#       no access-list IDMZ-IN extended permit tcp host 10.35.0.60 host 10.30.1.20 eq 445
#       access-list OPS-IN extended permit tcp host 10.30.1.20 host 10.35.0.60 eq ssh log
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.60 host 10.30.1.20 eq 445
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.20 host 10.35.0.60 eq 22 log
package zonewarden.segmentation.relay_through_dmz

import data.zonewarden.lib.naming

subjects contains {"kind": "relay", "id": id} if some id, _ in input.relays

violations contains {
	"subject": {"kind": "relay", "id": id},
	"message": sprintf("Zone %s passes %s through from %s to %s, by %s.", [
		id, naming.services(passed), naming.list(_zones(id, passed, "from_zones")),
		naming.list(_zones(id, passed, "to_zones")), naming.list(_some(sort(hosts))),
	]),
	"evidence": {"services": _some(sort(passed)), "hosts": _some(sort(hosts))},
	"locations": [place | some service in sort(passed); some place in input.relays[id].services[service].locations],
	"certainty": _certainty(id, passed),
	"zones": array.concat([id], _zones(id, passed, "to_zones")),
	"capability": _capability(passed),
	"exposure": 2,
} if {
	some id, _ in input.relays
	passed := {service | some service, _ in input.relays[id].services; count(_bare(id, service)) > 0}
	count(passed) > 0
	hosts := {host | some service in passed; some host in _bare(id, service)}
}

# Hosts that pass a service on and are not there to end it: inventoried ones of other roles, and addresses of nobody.
_bare(id, service) := {host | some host in input.relays[id].services[service].unlisted} | {asset |
	some asset in input.relays[id].services[service].assets
	not input.assets[asset].role in _ending
}

_ending := {"broker", "diode", "gateway", "jump_host", "proxy"}

_zones(id, passed, side) := sort({zone | some service in passed; some zone in input.relays[id].services[service][side]})

_some(words) := words if count(words) < 5

else := array.concat(array.slice(words, 0, 3), [sprintf("%d more", [count(words) - 3])])

_certainty(id, passed) := "definite" if {
	some service in passed
	input.relays[id].services[service].certainty == "definite"
}

else := "possible"

_capability(passed) := 3 if {
	some service in passed
	some class in input.services[service].classes
	class in {"control-write", "engineering", "program-download"}
}

else := 2 if {
	some service in passed
	some class in input.services[service].classes
	class in {"admin", "directory", "historian", "lateral", "remote-interactive", "remote-tool"}
}

else := 1
