# METADATA
# title: A VPN uses weak cryptography
# description: >-
#   A VPN termination accepts algorithms that are broken or within reach of attack: DES or 3DES, MD5 or SHA-1, Diffie-
#   Hellman groups below 14, or TLS before 1.2. Whoever records the traffic may read or change it later, passwords for
#   engineering stations included. Judged only where the configuration names algorithms for the VPN.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
# custom:
#   id: RA-004
#   family: remote_access
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 4.3, SR 3.1 RE(1), SR 1.13]
#     iec-62443-2-1: [NET 3.2, DATA 1.5]
#     nist-800-53r5: [AC-17(2), SC-8(1), SC-13, MA-4(6)]
#     nist-csf-2: [PR.DS-02]
#     nerc-cip: [CIP-005-7 R2.2]
#     nis2: [21.2.h]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0808, M0802]
#     techniques: [T0830, T0842]
#   remediation:
#     summary: >-
#       Use IKEv2 with AES-GCM and a group of 19 or above, or TLS 1.2 and later. Agree the change with the other end
#       and test a rekey before cutting over.
#     cisco-asa: |
#       ! before
#       crypto ipsec ikev1 transform-set TS-OLD esp-3des esp-md5-hmac
#       crypto map OUTSIDE-MAP 10 set ikev1 transform-set TS-OLD
#       ! after
#       crypto ipsec ikev2 ipsec-proposal GCM
#        protocol esp encryption aes-gcm-256
#        protocol esp integrity null
#       crypto map OUTSIDE-MAP 10 set ikev2 ipsec-proposal GCM
#       crypto map OUTSIDE-MAP 10 set pfs group20
#       no crypto map OUTSIDE-MAP 10 set ikev1 transform-set TS-OLD
#     cisco-ios: |
#       crypto ikev2 proposal OT
#        encryption aes-gcm-256
#        prf sha384
#        group 20
#       crypto ipsec transform-set GCM esp-gcm 256
#     fortinet-fortios: |
#       config vpn ipsec phase1-interface
#           edit "vendor-a"
#               set ike-version 2
#               set proposal aes256gcm-prfsha384
#               set dhgrp 20
#           next
#       end
#       config vpn ipsec phase2-interface
#           edit "vendor-a"
#               set phase1name "vendor-a"
#               set proposal aes256gcm
#               set pfs enable
#               set dhgrp 20
#           next
#       end
#       config vpn ssl settings
#           set ssl-min-proto-ver tls1-2
#           set algorithm high
#       end
#     paloalto-panos: |
#       set network ike crypto-profiles ike-crypto-profiles OT dh-group group20
#       set network ike crypto-profiles ike-crypto-profiles OT hash sha384
#       set network ike crypto-profiles ike-crypto-profiles OT encryption aes-256-gcm
#       set network ike crypto-profiles ipsec-crypto-profiles OT esp encryption aes-256-gcm
#       set network ike crypto-profiles ipsec-crypto-profiles OT esp authentication none
#       set network ike crypto-profiles ipsec-crypto-profiles OT dh-group group20
#     juniper-junos: |
#       set security ike proposal OT dh-group group20
#       set security ike proposal OT authentication-algorithm sha-384
#       set security ike proposal OT encryption-algorithm aes-256-gcm
#       set security ike gateway VENDOR-A version v2-only
#       set security ipsec proposal OT protocol esp
#       set security ipsec proposal OT encryption-algorithm aes-256-gcm
#       set security ipsec policy OT perfect-forward-secrecy keys group20
#       set security ipsec policy OT proposals OT
package zonewarden.remote_access.weak_vpn_crypto

import data.zonewarden.lib.naming
import data.zonewarden.lib.vpns
import data.zonewarden.lib.zones

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	_judged(vpn)
}

violations contains violation if {
	some vpn in input.vpns
	_judged(vpn)
	weak := {word | some word in _words(vpn); _is_weak(word)}
	count(weak) > 0
	violation := {
		"subject": {"kind": "vpn", "id": vpn.id},
		"message": sprintf(
			"VPN %s on %s accepts weak cryptography: %s.",
			[vpn.name, naming.device(vpn.device), naming.list(sort(weak))],
		),
		"evidence": {"weak": sort(weak)},
		"locations": vpns.places(vpn, ["crypto"]),
		"exposure": vpns.exposure(vpn),
	}
}

_judged(vpn) if {
	vpn.enabled
	count(vpn.crypto) > 0
}

_is_weak(word) if word in _weak

# One algorithm of several that are written as one word: aes256-sha1-modp1024, pfs-group2.
_is_weak(word) if {
	some part in split(word, "-")
	part in _weak_parts
}

_weak_parts := {
	"3des", "des", "group1", "group2", "group5", "md5", "modp768", "modp1024", "modp1536", "rc4", "sha1",
}

# A tunnel of people that ends in the plant itself: what is in it passes the gateway's zone unread.
violations contains {
	"subject": {"kind": "vpn", "id": vpn.id},
	"key": "inside",
	"message": sprintf("VPN %s on %s ends inside the plant, in %s, and not at a gateway in front of it.", [
		vpn.name, naming.device(vpn.device), naming.list(sort({naming.zone(zone) | some zone in ends})),
	]),
	"evidence": {"interface": vpn.interface, "zones": sort(ends)},
	"locations": vpn.locations,
	"exposure": vpns.exposure(vpn),
} if {
	some vpn in input.vpns
	ends := _ends_inside(vpn)
}

subjects contains {"kind": "vpn", "id": vpn.id} if {
	some vpn in input.vpns
	vpns.remote_access(vpn)
	count(_zones(vpn)) > 0
}

_ends_inside(vpn) := ends if {
	vpns.remote_access(vpn)
	ends := _zones(vpn)
	count(ends) > 0
	every zone in ends { zones.ot(zone) }
}

_zones(vpn) := {zone | some zone in input.interfaces[sprintf("%s/%s", [vpn.device, vpn.interface])].zones}

_words(vpn) := {word |
	some text in vpn.crypto
	some word in split(lower(text), ",")
}

_weak := {
	"des", "esp-des", "esp-null",
	"3des", "esp-3des",
	"md5", "hmac-md5", "esp-md5-hmac", "ah-md5-hmac",
	"sha", "sha1", "sha-1", "hmac-sha1", "esp-sha-hmac", "ah-sha-hmac",
	"group1", "group2", "group5",
	"aggressive", "ikev1-aggressive",
	"rc4", "ssl3", "sslv3", "tls1.0", "tlsv1", "tlsv1.0", "tls1.1", "tlsv1.1",
}
