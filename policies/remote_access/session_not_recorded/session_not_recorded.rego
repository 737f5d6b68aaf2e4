# METADATA
# title: Remote sessions leave no record
# description: >-
#   The gateway records nothing of its sessions, keeps its logs to itself or throws them away early, or a third
#   party's grant is exempt. After an incident nobody can say what was changed, and by whom.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: RA-014
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 1
#   floor: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.8, SR 2.12, SR 6.2]
#     iec-62443-2-1: [NET 3.2, EVENT 1.4]
#     nist-800-53r5: [AU-14, AC-17(1), MA-4(1), AU-11]
#     nist-csf-2: [DE.CM-06, PR.PS-04]
#     nerc-cip: [CIP-005-7 R2.4, CIP-007-6 R4.1, CIP-007-6 R4.3]
#     sans-ics: ["3", "4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: [T0859, T0822, T0872]
#   remediation:
#     summary: >-
#       Turn recording on for every session protocol, send the logs to a store that the gateway's administrators
#       cannot change, and keep them for as long as the site demands.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, session_recording: [rdp, ssh], log_export: siem-relay, retention_days: 180}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   gateways:
#       !     - {id: gw-ot, session_recording: [rdp, ssh], log_export: siem-relay, retention_days: 180}
#       show users
package zonewarden.remote_access.session_not_recorded

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming

subjects contains {"kind": "gateway", "id": id} if some id in _gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s %s.", [id, naming.list(sort(wrong))]),
	"evidence": {"wrong": sort(wrong)},
	"exposure": 3,
} if {
	some id in _gateways
	wrong := _wrong(input.gateways[id])
	count(wrong) > 0
}

subjects contains {"kind": "grant", "id": id} if some id in _grants

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s exempts a third party from recording.", [grants.label(input.grants[id])]),
	"evidence": {"recording": false},
	"exposure": 3,
} if {
	some id in _grants
	input.grants[id].recording == false
}

_gateways contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
}

_grants contains id if {
	some id, grant in input.grants
	grants.vendor(grant)
	grants.standing(grant)
}

_wrong(gateway) := (_unrecorded(gateway) | _kept(gateway)) | _short(gateway)

_unrecorded(gateway) := {"records no session"} if count(gateway.session_recording) == 0

else := {sprintf("does not record %s", [protocol]) |
	some protocol in gateway.protocols
	protocol in {"rdp", "ssh", "vnc"}
	not protocol in gateway.session_recording
}

_kept(gateway) := {"sends its logs nowhere"} if is_null(gateway.log_export)

else := set()

_short(gateway) := {sprintf("keeps them %v days (at least %v)", [gateway.retention_days, _least])} if {
	not is_null(gateway.retention_days)
	gateway.retention_days < _least
}

else := set()

_least := input.site.limits.min_retention_days
