# METADATA
# title: Management or VPN uses broken cryptography
# description: >-
#   The configuration names algorithms or versions that are broken or too short: DES, 3DES, RC4, CBC ciphers and SHA-1
#   in SSH, MD5, Diffie-Hellman groups below 14, IKEv1, TLS before 1.2. A recorded session can be read or changed on
#   its way, and for a VPN that is the traffic to the plant. Only what the configuration states is judged, never a
#   release's default.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
# custom:
#   id: DEV-004
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 4.3, SR 1.9, SR 1.8]
#     iec-62443-2-1: [DATA 1.5]
#     nist-800-53r5: [SC-13, SC-8(1)]
#     nist-csf-2: [PR.DS-02]
#     nis2: ["21.2.h"]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0808, M0954]
#     techniques: [T0830]
#   remediation:
#     summary: >-
#       State the algorithm lists explicitly with AES-GCM or AES-CTR, SHA-2, group 14 or higher, IKEv2 and TLS 1.2.
#       Try the oldest engineering laptop and the other VPN end first.
#     cisco-asa: |
#       ssh key-exchange group dh-group14-sha256
#       ssl server-version tlsv1.2
#       crypto ikev2 policy 10
#        encryption aes-gcm-256
#        prf sha256
#        group 14
#     cisco-ios: |
#       ip ssh server algorithm encryption aes256-gcm aes256-ctr
#       ip ssh server algorithm mac hmac-sha2-256
#       ip ssh server algorithm kex ecdh-sha2-nistp256
#       ip http tls-version TLSv1.2
#     fortinet-fortios: |
#       config system global
#           set strong-crypto enable
#           set admin-https-ssl-versions tlsv1-2 tlsv1-3
#           set ssh-kex-algo ecdh-sha2-nistp384 curve25519-sha256@libssh.org
#           set ssh-enc-algo aes256-gcm@openssh.com aes256-ctr
#       end
#     paloalto-panos: |
#       set shared ssl-tls-service-profile MGMT protocol-settings min-version tls1-2
#       set deviceconfig system ssl-tls-service-profile MGMT
#     juniper-junos: |
#       set system services ssh protocol-version v2
#       set system services ssh ciphers aes256-ctr
#       set system services ssh macs hmac-sha2-512
#       set system services ssh key-exchange ecdh-sha2-nistp384
#     cisco-nxos: |
#       ssh ciphers aes256-gcm
#       ssh macs hmac-sha2-256-etm
#       ssh kexalgos ecdh-sha2-nistp384
#     cisco-iosxr: |
#       ssh server v2
#       ssh server algorithms cipher aes256-ctr aes256-gcm
#       ssh server algorithms hmac hmac-sha2-512
#       ssh server algorithms key-exchange ecdh-sha2-nistp384
#     vyos: |
#       set service ssh ciphers aes256-gcm@openssh.com
#       set service ssh mac hmac-sha2-256-etm@openssh.com
#       set service ssh key-exchange curve25519-sha256
#       set vpn ipsec ike-group IKE-OT key-exchange ikev2
#       set vpn ipsec ike-group IKE-OT proposal 1 encryption aes256gcm128
#       set vpn ipsec ike-group IKE-OT proposal 1 hash sha256
#       set vpn ipsec ike-group IKE-OT proposal 1 dh-group 19
#     mikrotik-routeros: |
#       /ip ssh
#       set strong-crypto=yes host-key-type=ed25519
#       /ip ipsec profile
#       set [find name=default] enc-algorithm=aes-256 hash-algorithm=sha256 dh-group=ecp256
#       /ip ipsec proposal
#       set [find name=default] auth-algorithms=sha256 enc-algorithms=aes-256-gcm pfs-group=ecp256
package zonewarden.devices.weak_crypto

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

# A device that states something of it.
subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	some area in _areas
	some name, _ in area.weak
	count(management.stated(device, name)) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": key,
	"message": sprintf("%s uses broken cryptography for %s: %s.", [
		naming.device(device.id), area.name,
		naming.list(words),
	]),
	"evidence": {"words": words},
	"locations": [place | some hit in hits; some place in hit.locations],
	"exposure": 1,
	"ceiling": _ceiling(device),
} if {
	some device in input.devices
	some key, area in _areas
	hits := _hits(device, area)
	words := sort({word | some hit in hits; some word in hit.words})
	count(words) > 0
}

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	count(_tunnels(device)) > 0
}

# Platforms whose proposals are read with the VPN that uses them.
violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "vpn",
	"message": sprintf("%s uses broken cryptography for VPNs: %s.", [naming.device(device.id), naming.list(words)]),
	"evidence": {"words": words},
	"locations": [place | some vpn in weak; some place in vpn.locations],
	"exposure": 1,
	"ceiling": _ceiling(device),
} if {
	some device in input.devices
	weak := [vpn | some vpn in _tunnels(device); count(_broken(vpn)) > 0]
	words := sort({word | some vpn in weak; some word in _broken(vpn)})
	count(words) > 0
}

_tunnels(device) := [vpn |
	count(management.stated(device, "ike")) + count(management.stated(device, "ipsec")) == 0
	some vpn in input.vpns
	vpn.device == device.id
	vpn.enabled
	count(vpn.crypto) > 0
]

_broken(vpn) := {word |
	some text in array.concat(vpn.crypto, vpn.protocols)
	some word in _split(text)
	some area in ["ike", "ipsec"]
	regex.match(_areas[area].weak[area], word)
} | {"aggressive mode" | some text in vpn.crypto; contains(lower(text), "aggressive")}

# By use: the settings that state it and the words that are weak there.
_areas := {
	"ssh": {
		"name": "SSH",
		"weak": {
			"ssh-cipher": `^(3des.*|des|arcfour.*|.*-cbc|all|low)$`,
			"ssh-mac": `^(hmac-md5.*|hmac-sha1.*|all|low)$`,
			"ssh-kex": `^(diffie-hellman-|dh-)?group-?(1|14|exchange)-sha1$`,
			"ssh-hostkey": `^ssh-dss$`,
			"rsa-bits": `^([0-9]{1,3}|1[0-9]{3}|20[0-3][0-9]|204[0-7])$`,
			"ssh-cbc": `^on$`,
			"ssh-hmac-md5": `^on$`,
			"ssh-kex-sha1": `^on$`,
			"ssh-strong-crypto": `^off$`,
		},
	},
	"tls": {
		"name": "TLS",
		"weak": {
			"tls-min": `^(sslv?3.*|any|(tlsv?)?1(\.0|\.1)?)$`,
			"tls-cipher": `^(.*(3des|rc4|md5|null|des-cbc).*|all|low)$`,
			"tls-static-key": `^on$`,
			"strong-crypto": `^off$`,
		},
	},
	"ike": {"name": "IKE", "weak": {
		"ike": `^(ikev1|3?des|3?des-cbc|null|md5|hmac-md5.*|(dh-?)?group-?(1|2|5|22|24)|modp-?768|modp-?1024|modp-?1536)$`,
		"ike-aggressive": `^on$`,
	}},
	"ipsec": {"name": "IPsec", "weak": {"ipsec": `^((esp-)?(3?des|null)|((esp|ah)-)?md5(-hmac)?)$`}},
}

_hits(device, area) := [{"words": words, "locations": entry.locations} |
	some name in sort(object.keys(area.weak))
	some entry in management.stated(device, name)
	words := [_word(name, word) | some word in _split(entry.value); regex.match(area.weak[name], word)]
	count(words) > 0
]

# Lists are joined by commas, ASA's own by colons and blanks.
_split(value) := [word |
	some comma in split(lower(value), ",")
	some colon in split(comma, ":")
	some word in split(colon, " ")
	word != ""
]

_word(name, word) := _switches[name] if name in object.keys(_switches)

else := sprintf("minimum version %s", [word]) if name == "tls-min"

else := sprintf("RSA of %s bits", [word]) if name == "rsa-bits"

else := word

# What it means that one of these is set to its weak word.
_switches := {
	"ike-aggressive": "aggressive mode",
	"ssh-cbc": "ciphers in CBC mode",
	"ssh-hmac-md5": "hmac-md5",
	"ssh-kex-sha1": "key exchange with SHA-1",
	"ssh-strong-crypto": "strong cryptography switched off",
	"strong-crypto": "strong cryptography switched off",
	"tls-static-key": "ciphers without forward secrecy",
}

_ceiling(device) := "high" if device.external

else := "medium"
