# METADATA
# title: Remote users log on with a single factor
# description: >-
#   The VPN profile asks remote users for fewer than two factors in its configuration. A stolen or guessed password is
#   then all it takes to come in from anywhere; most intrusions into plants through remote access began that way. A
#   second factor that only the authentication server asks for does not show in a configuration; it counts where the
#   declared gateway requires it.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
# custom:
#   id: RA-003
#   family: remote_access
#   severity: high
#   requires: []
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.1 RE(2), SR 1.1 RE(3), SR 1.13]
#     iec-62443-2-1: [USER 1.9, NET 3.2]
#     nist-800-53r5: [IA-2(1), IA-2(2), IA-8, MA-4(4)]
#     nist-csf-2: [PR.AA-03]
#     nerc-cip: [CIP-005-7 R2.3]
#     nis2: [21.2.j]
#     sans-ics: ["4"]
#     nist-800-82r3: [Multi-factor authentication, Remote access]
#   attack_ics:
#     mitigations: [M0932, M0804]
#     techniques: [T0822, T0859]
#   remediation:
#     summary: >-
#       Enforce the second factor at the gateway, so that controllers need no support for it: certificate and user
#       authentication, or a secondary authentication server. Keep offline factors for the day the plant is cut off.
#     cisco-asa: |
#       ! before
#       tunnel-group ot-vendor webvpn-attributes
#        authentication aaa
#       ! after
#       tunnel-group ot-vendor webvpn-attributes
#        authentication aaa certificate
#     cisco-ios: |
#       crypto ikev2 profile OT-VENDOR
#        authentication remote rsa-sig
#        aaa authentication anyconnect-eap OT-OTP
#     fortinet-fortios: |
#       config user local
#           edit "vendor-a"
#               set type radius
#               set radius-server "OT-IDP"
#               set two-factor fortitoken
#               set fortitoken "SERIAL"
#           next
#       end
#       config vpn ssl settings
#           set reqclientcert enable
#       end
#     paloalto-panos: |
#       set shared authentication-profile OT-VENDOR multi-factor-auth mfa-enable yes factors OT-OTP
#       set vsys vsys1 global-protect global-protect-gateway OT-VENDOR client-auth ALL authentication-profile OT-VENDOR
#       set vsys vsys1 global-protect global-protect-gateway OT-VENDOR certificate-profile OT-VENDOR-CERT
#     juniper-junos: |
#       set access profile OT-VENDOR authentication-order radius
#       set access profile OT-VENDOR radius-server 10.99.0.21 secret PLACEHOLDER
#       set security ike gateway OT-VENDOR aaa access-profile OT-VENDOR
#       set security ike proposal OT-VENDOR authentication-method rsa-signatures
package zonewarden.remote_access.vpn_without_mfa

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
	vpn.factors < 2
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"VPN %s on %s asks remote users for %s.",
			[vpn.name, naming.device(vpn.device), _asked(vpn)],
		),
		"evidence": {"authentication": vpn.authentication, "factors": vpn.factors},
		"locations": vpns.places(vpn, ["authentication"]),
		"exposure": vpns.exposure(vpn),
		"floor": _floor(_by(vpn.declared_gateway)),
	}
}

_asked(vpn) := "no factor" if count(vpn.authentication) == 0

else := sprintf("one factor only (%s)", [naming.list(vpn.authentication)])

# What the declarations say of a gateway. Where they say nothing, its configuration decides alone.
subjects contains {"kind": "gateway", "id": id} if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
	not is_null(gateway.mfa.required)
}

subjects contains {"kind": "gateway", "id": id} if some id, _ in _weak_gateways

violations contains {
	"subject": {"kind": "gateway", "id": id},
	"message": sprintf("Gateway %s %s.", [id, why]),
	"evidence": {"required": input.gateways[id].mfa.required, "methods": input.gateways[id].mfa.methods},
	"exposure": 3,
	"floor": _floor(_by(id)),
} if {
	some id, why in _weak_gateways
}

_weak_gateways[id] := why if {
	some id, gateway in input.gateways
	gateway.scope in {"ot", "shared"}
	why := _without(gateway)
}

_without(gateway) := "asks remote users for no second factor" if gateway.mfa.required == false

else := sprintf("takes %s for a second factor", [naming.list(sort(weak))]) if {
	weak := {method | some method in gateway.mfa.methods} & _weak
	count(weak) > 0
}

subjects contains {"kind": "grant", "id": id} if {
	some id, grant in input.grants
	grants.standing(grant)
	_says(grant)
}

violations contains {
	"subject": {"kind": "grant", "id": id},
	"message": sprintf("%s %s.", [grants.label(grant), why]),
	"evidence": {"method": grant.mfa.method, "impact": grant.worst_impact},
	"exposure": 3,
	"floor": _floor({id}),
} if {
	some id, grant in input.grants
	grants.standing(grant)
	why := _lax(grant)
}

_says(grant) if not is_null(grant.mfa.required)

_says(grant) if count(_methods(grant)) > 0

_lax(grant) := "needs no second factor" if grant.mfa.required == false

else := sprintf("may use %s for a second factor", [naming.list(sort(weak))]) if {
	weak := _methods(grant) & _weak
	count(weak) > 0
}

else := sprintf("reaches equipment of impact %v with %s, which can be talked out of its user", [
	grant.worst_impact, naming.list(sort(soft)),
]) if {
	grant.worst_impact >= 3
	soft := _methods(grant) - _strong
	count(soft) > 0
}

# Its own method, else any that its gateway takes.
_methods(grant) := {grant.mfa.method} if not is_null(grant.mfa.method)

else := {method | some method in input.gateways[grant.gateway].mfa.methods}

_weak := {"email", "none", "sms"}

_strong := {"fido2", "otp_hw", "piv", "x509_pin"}

# The standing grants by a gateway.
_by(gateway) := {id |
	some id, grant in input.grants
	grants.standing(grant)
	grant.gateway == gateway
}

# Critical where it leads to controllers of level 0 or 1, or to a safety system.
_floor(ids) := "critical" if {
	some id in ids
	grants.critical(input.grants[id])
}

else := "high"
