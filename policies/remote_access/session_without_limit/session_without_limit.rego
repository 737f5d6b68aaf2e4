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
#   scope: device
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
	some field in ["idle_timeout_min", "session_timeout_min", "simultaneous_logins"]
	fault := _fault(field, vpn[field])
}

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
