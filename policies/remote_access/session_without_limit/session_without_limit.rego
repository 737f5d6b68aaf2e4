# METADATA
# title: Remote sessions have no sufficient time limit
# description: >-
#   The VPN profile states no idle or session limit, a longer one than the site allows, or lets one account log on
#   several times at once. A forgotten session is an open door with the lights on: whoever sits down at the vendor's
#   laptop is already in. What the profile does not state is reported, since defaults differ between releases.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0936/
#     description: ATT&CK for ICS M0936 Account Use Policies
# custom:
#   id: RA-017
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.5, SR 2.6, SR 2.7]
#     iec-62443-2-1: [NET 3.3, USER 1.17]
#     nist-800-53r5: [AC-12, AC-10, SC-10]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5]
#     sans-ics: ["4"]
#   attack_ics:
#     mitigations: [M0936]
#     techniques: [T0859]
#   remediation:
#     summary: >-
#       Set an idle limit, an absolute limit no longer than the longest grant, and a single login per account on the
#       gateway. Leave operator consoles alone: they must not time out.
#     cisco-asa: |
#       ! before
#       group-policy OT-VENDOR attributes
#        vpn-idle-timeout none
#       ! after
#       group-policy OT-VENDOR attributes
#        vpn-simultaneous-logins 1
#        vpn-idle-timeout 15
#        vpn-session-timeout 240
#     cisco-ios: |
#       webvpn context OT
#        policy group OT-VENDOR
#         timeout idle 900
#         timeout session 14400
#     fortinet-fortios: |
#       config vpn ssl settings
#           set idle-timeout 900
#           set auth-timeout 14400
#       end
#       config vpn ssl web portal
#           edit "ot-vendor"
#               set limit-user-logins enable
#           next
#       end
#     paloalto-panos: |
#       set vsys vsys1 global-protect global-protect-gateway OT-VENDOR roles default login-lifetime hours 4
#       set vsys vsys1 global-protect global-protect-gateway OT-VENDOR roles default inactivity-logout minutes 15
package zonewarden.remote_access.session_without_limit

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	vpns.remote_access(vpn)
}

violations contains violation if {
	some vpn in input.vpns
	vpns.remote_access(vpn)
	faults := _faults(vpn)
	count(faults) > 0
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"VPN %s on %s does not limit its sessions: %s.",
			[vpn.name, naming.device(vpn.device), naming.list(_in_order(faults))],
		),
		"evidence": {
			"idle_timeout_min": vpn.idle_timeout_min,
			"session_timeout_min": vpn.session_timeout_min,
			"simultaneous_logins": vpn.simultaneous_logins,
		},
		"locations": vpns.places(vpn, sort(object.keys(faults))),
		"exposure": 2,
	}
}

_in_order(faults) := [faults[field] | some field in sort(object.keys(faults))]

# What is wrong, by the field that says so.
_faults(vpn) := {field: fault |
	some field, _ in _declared_as
	fault := _wrong(field, vpn[field], _declared(vpn, field))
}

_declared(vpn, field) := input.gateways[vpn.declared_gateway][_declared_as[field]] if {
	input.gateways[vpn.declared_gateway]
}

else := null

_declared_as := {
	"idle_timeout_min": "idle_timeout_min",
	"session_timeout_min": "absolute_timeout_h",
	"simultaneous_logins": "max_logins",
}

_wrong(field, value, declared) := fault if fault := _fault(field, value)

# Within the limits of the site, and more than the declaration of its gateway says.
else := sprintf("%s, where its gateway declares %v %s", [_words(field, value), declared, _units[field]]) if {
	not is_null(value)
	not is_null(declared)
	value > declared * _factors[field]
}

_words("idle_timeout_min", value) := sprintf("idle limit of %v minutes", [value])

_words("session_timeout_min", value) := sprintf("session limit of %v minutes", [value])

_words("simultaneous_logins", value) := sprintf("%v logins at once per account", [value])

_units := {"idle_timeout_min": "minutes", "session_timeout_min": "hours", "simultaneous_logins": "logins"}

_factors := {"idle_timeout_min": 1, "session_timeout_min": 60, "simultaneous_logins": 1}

_fault("idle_timeout_min", value) := fault if fault := _limit_fault("idle limit", value, _idle_max)

_fault("session_timeout_min", value) := fault if fault := _limit_fault("session limit", value, _session_max)

_fault("simultaneous_logins", value) := sprintf("%v logins at once per account", [value]) if {
	not is_null(value)
	value > 1
}

_fault("simultaneous_logins", 0) := "any number of logins at once per account"

_limit_fault(name, value, maximum) := sprintf("%s of %v minutes (at most %v)", [name, value, maximum]) if {
	not is_null(value)
	value > maximum
}

_limit_fault(name, null, _) := sprintf("no %s", [name])

_limit_fault(name, 0, _) := sprintf("no %s", [name])

_idle_max := object.get(input.site.limits, "idle_max_min", 15)

_session_max := 60 * object.get(input.site.limits, "max_vendor_grant_h", 12)

# What gateways declare, whether their configuration is at hand or not.
subjects contains {"kind": "gateway", "id": id} if some id in _gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s does not limit its sessions: %s.", [id, naming.list(sort(wrong))]),
	"evidence": {"wrong": sort(wrong)},
	"exposure": 2,
} if {
	some id in _gateways
	wrong := _excess(input.gateways[id]) | _beyond_grants(input.gateways[id])
	count(wrong) > 0
}

_gateways contains id if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
	some _, field in _declared_as
	not is_null(gateway[field])
}

_excess(gateway) := {fault |
	some field, declared in _declared_as
	not is_null(gateway[declared])
	fault := _fault(field, gateway[declared] * _factors[field])
}

# A session that may last longer than the grant that let it begin.
_beyond_grants(gateway) := {sprintf("sessions of %v hours outlast grant %s", [gateway.absolute_timeout_h, id]) |
	not is_null(gateway.absolute_timeout_h)
	some id, grant in input.grants
	grant.gateway == gateway.id
	grants.standing(grant)
	grants.hours(grant) < gateway.absolute_timeout_h
}
