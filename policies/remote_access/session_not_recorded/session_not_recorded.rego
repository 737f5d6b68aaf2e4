# METADATA
# title: Remote sessions leave no record
# description: >-
#   The gateway records nothing of its sessions, keeps its logs to itself or throws them away early, or a third
#   party's grant is exempt; or a session that it exported has no recording. After an incident nobody can say what was changed, and by whom.
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
import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.sessions
import data.zonewarden.lib.zones

# A gateway that does not say how long it keeps its records is not known to keep them long enough.
subjects contains {"kind": "gateway", "id": id} if {
	some id in _gateways
	not is_null(input.gateways[id].retention_days)
}

subjects contains {"kind": "gateway", "id": id} if {
	some id in _gateways
	count(_wrong(input.gateways[id])) > 0
}

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s %s.", [id, naming.list(sort(wrong))]),
	"evidence": {"wrong": sort(wrong)},
	"exposure": 3,
	"floor": _floor(_reached(id)),
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
	"floor": _floor({id}),
} if {
	some id in _grants
	input.grants[id].recording == false
}

# The rules by which sessions get there.
subjects contains {"kind": "session_rule", "id": id} if some id, _ in input.session_rules

violations contains {
	"subject": {"kind": "session_rule", "id": id},
	"key": rule.digest,
	"message": sprintf("Remote sessions from %s to %s pass %s without a log.", [
		_few(rule.from_zones), _few(rule.to_zones), rule.title,
	]),
	"evidence": {"rule": rule.text},
	"zones": array.concat(rule.from_zones, rule.to_zones),
	"exposure": 3,
	"floor": _floor_of_zones(rule.to_zones),
} if {
	some id, rule in input.session_rules
	not rule.logged
	not management.reports_connections(input.devices[rule.device])
}

# ... and the devices that log them: to somewhere else.
subjects contains {"kind": "device", "id": id} if {
	some id in _carrying
	_says_where(id)
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"message": sprintf("%s lets remote sessions pass and sends its log of them nowhere.", [naming.device(id)]),
	"evidence": {"collectors": 0},
	"locations": [place | some rule in input.session_rules; rule.device == id; some place in rule.locations],
	"exposure": 3,
	"floor": _floor_of_zones({zone | some rule in input.session_rules; rule.device == id; some zone in rule.to_zones}),
} if {
	some id in _carrying
	_says_where(id)
	not _sends(id)
}

_carrying := {rule.device | some rule in input.session_rules}

_says_where(id) if _sends(id)

_says_where(id) if management.whole(input.devices[id])

_sends(id) if count(management.servers(input.devices[id], {"syslog"})) > 0

_sends(id) if count(input.device_records[id].log_receivers) > 0

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
	some protocol in _spoken(gateway)
	not protocol in gateway.session_recording
}

# What the gateway offers, and what grants let people do by it. HTTPS is the way to the gateway's portal, too.
_spoken(gateway) := {protocol |
	some protocol in gateway.protocols
	protocol in {"rdp", "ssh", "vnc", "web"}
} | {_recorded_as[service] |
	some grant in input.grants
	grant.gateway == gateway.id
	grants.standing(grant)
	some service in grant.services
}

_recorded_as := {"http": "web", "https": "web", "rdp": "rdp", "ssh": "ssh", "vnc": "vnc"}

_kept(gateway) := {"sends its logs nowhere"} if is_null(gateway.log_export)

else := set()

_short(gateway) := {sprintf("keeps them %v days (at least %v)", [gateway.retention_days, _least])} if {
	not is_null(gateway.retention_days)
	gateway.retention_days < _least
}

else := set()

_least := input.site.limits.min_retention_days

_reached(gateway) := {id |
	some id, grant in input.grants
	grant.gateway == gateway
	grants.standing(grant)
}

_few(ids) := naming.list(ids) if count(ids) < 4

else := sprintf("%s, %s and %d more zones", [ids[0], ids[1], count(ids) - 2])

# High where sessions get to controllers of level 0 or 1, or to a safety system.
_floor(ids) := "high" if {
	some id in ids
	grants.critical(input.grants[id])
}

else := "medium"

_floor_of_zones(ids) := "high" if {
	some id in ids
	_controllers(id)
}

else := "medium"

_controllers(id) if zones.safety(id)

_controllers(id) if {
	zones.ot(id)
	input.zones[id].level_low <= 1
}

# What gateways exported of the sessions that they should have recorded.
subjects contains export if some export in sessions.exported

subjects contains {"kind": "session", "id": id} if some id in _told

violations contains {
	"subject": {"kind": "session", "id": id},
	"message": sprintf("%s was not recorded.", [sessions.label(input.sessions[id])]),
	"evidence": {"services": input.sessions[id].services, "grant": input.sessions[id].grant},
	"exposure": 3,
	"floor": _floor_of_zones(input.sessions[id].zones),
} if {
	some id in _told
	input.sessions[id].recorded == false
}

_told contains id if {
	some id in sessions.ours
	not is_null(input.sessions[id].recorded)
	_to_record(input.sessions[id])
}

_to_record(session) if input.grants[session.grant].recording

_to_record(session) if grants.vendor(input.grants[session.grant])

_to_record(session) if {
	some id in session.services
	id in {"http", "https", "rdp", "ssh", "vnc"}
}
