# METADATA
# title: Files come in by the remote session itself
# description: >-
#   The gateway lets a session carry the drive, the clipboard or the USB devices of the far end, so that files reach
#   the plant unseen by any scanner, or files are to go by a broker and none is named.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0867/
#     description: ATT&CK for ICS T0867 Lateral Tool Transfer
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: RA-027
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 2
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 3.2 RE(1), SR 2.4]
#     iec-62443-2-1: [COMP 2.2, NET 3.2]
#     nist-800-53r5: [SC-7(8), SI-7, AC-4(8)]
#     nist-csf-2: [PR.DS-02, PR.PS-05]
#     nerc-cip: [CIP-010-4 R1.6, CIP-003-9 Att1 S6.3]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0937, M0949]
#     techniques: [T0867, T0864, T0843]
#   remediation:
#     summary: >-
#       Switch redirection off and hand files over by the broker of the industrial DMZ, which scans them and compares
#       their hashes.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, redirection: {drive: false, clipboard: false, usb: false}, file_broker: fbr-1}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, redirection: {drive: false, clipboard: false, usb: false}, file_broker: fbr-1}
#       show users
package zonewarden.remote_access.files_by_session

import data.zonewarden.lib.naming

subjects contains {"kind": "gateway", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Sessions of gateway %s may carry %s of the far end into the plant.", [id, naming.list(sort(open))]),
	"evidence": {"open": sort(open)},
	"exposure": 3,
} if {
	some id in _judged
	open := {words | some name, words in _ways; input.gateways[id].redirection[name] == true}
	count(open) > 0
}

# Files that go past every session: straight from where it ends to hosts of the plant that scan nothing.
subjects contains {"kind": "second_leg", "id": id} if some id in _files

violations contains {
	"subject": {"kind": "second_leg", "id": id},
	"message": sprintf("Files get from %s to hosts of %s that are no broker which scans them, through %s: %s.", [
		leg.from, naming.zone(leg.to), naming.device(leg.device), naming.services(ids),
	]),
	"evidence": {"services": sort(ids), "packets": leg.permitted.products},
	"locations": leg.locations,
	"certainty": leg.permitted.certainty,
	"exposure": 3,
} if {
	some id in _files
	leg := input.second_legs[id]
	not is_null(leg.permitted)
	ids := {service | some service, found in leg.services; "file-transfer" in found.classes}
	count(ids) > 0
}

_files contains id if {
	some id, leg in input.second_legs
	leg.kind == "files"
}

_judged contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
	some name, _ in _ways
	not is_null(gateway.redirection[name])
}

_ways := {"clipboard": "the clipboard", "drive": "the drives", "usb": "the USB devices"}
