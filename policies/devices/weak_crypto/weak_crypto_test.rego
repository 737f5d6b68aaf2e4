package zonewarden.devices.weak_crypto_test

import data.zonewarden.devices.weak_crypto
import data.zonewarden.lib.device_fixtures as fixtures

_facts_ssh := fixtures.facts({"settings": {
	"ssh-cipher": fixtures.stated("aes256-ctr,aes128-cbc,3des-cbc", 10),
	"ssh-mac": fixtures.stated("hmac-sha2-256,hmac-sha1-96", 11),
	"ssh-kex": fixtures.stated("dh-group14-sha1", 12),
	"ssh-hostkey": fixtures.stated("ssh-rsa", 13),
}})

_facts_tls := fixtures.facts_of({"external": true}, {"settings": {
	"tls-min": fixtures.stated("1.1", 20),
	"tls-cipher": fixtures.stated("tlsv1.2 custom AES256-SHA:DES-CBC3-SHA:RC4-MD5", 21),
}})

_facts_vpn := fixtures.facts({"settings": {
	"ike": array.concat(fixtures.stated("ikev1,3des,sha,group2", 30), fixtures.stated("ikev2,aes-256,group14", 31)),
	"ike-aggressive": fixtures.stated("on", 32),
	"ipsec": fixtures.stated("esp-3des,esp-md5-hmac", 33),
}})

_facts_pass := fixtures.facts({"settings": {
	"ssh-cipher": fixtures.stated("aes256-gcm@openssh.com,aes256-ctr", 10),
	"ssh-mac": fixtures.stated("hmac-sha2-512", 11),
	"ssh-kex": fixtures.stated("dh-group14-sha256,ecdh-sha2-nistp256", 12),
	"tls-min": fixtures.stated("1.2", 20),
	"tls-cipher": fixtures.stated("tlsv1.2 medium", 21),
	"ike": fixtures.stated("ikev2,aes-gcm-256,sha256,group14,group21", 31),
	"ike-aggressive": fixtures.stated("off", 32),
	"ipsec": fixtures.stated("esp-aes,256,esp-sha256-hmac", 33),
}})

_facts_switches := fixtures.facts({"settings": {
	"rsa-bits": array.concat(fixtures.stated("1024", 40), fixtures.stated("2048", 41)),
	"ssh-cbc": fixtures.stated("on", 42),
	"ssh-hmac-md5": fixtures.stated("off", 43),
	"ssh-strong-crypto": fixtures.stated("off", 44),
	"strong-crypto": fixtures.stated("off", 45),
	"tls-static-key": fixtures.stated("off", 46),
}})

_facts_tunnel(crypto, protocols) := object.union(fixtures.facts({}), {"vpns": {"fw/peer": {
	"device": "fw",
	"enabled": true,
	"crypto": crypto,
	"protocols": protocols,
	"locations": [fixtures.line(50)],
}}})

_facts_silent := fixtures.facts({"settings": {"banner": fixtures.stated("login", 2)}})

_violation(key, area, words, lines) := {
	"subject": fixtures.subject,
	"key": key,
	"message": sprintf("fw-ot-1 uses broken cryptography for %s.", [area]),
	"evidence": {"words": words},
	"locations": [fixtures.line(n) | some n in lines],
	"exposure": 1,
	"ceiling": "medium",
}

test_ssh if {
	words := ["3des-cbc", "aes128-cbc", "dh-group14-sha1", "hmac-sha1-96"]
	area := "SSH: 3des-cbc, aes128-cbc, dh-group14-sha1 and hmac-sha1-96"
	weak_crypto.violations == {_violation("ssh", area, words, [10, 12, 11])} with input as _facts_ssh
}

test_tls_towards_outside if {
	words := ["des-cbc3-sha", "minimum version 1.1", "rc4-md5"]
	expected := _violation("tls", "TLS: des-cbc3-sha, minimum version 1.1 and rc4-md5", words, [21, 20])
	weak_crypto.violations == {object.union(expected, {"ceiling": "high"})} with input as _facts_tls
}

test_switches if {
	ssh := ["RSA of 1024 bits", "ciphers in CBC mode", "strong cryptography switched off"]
	tls := ["strong cryptography switched off"]
	weak_crypto.violations == {
		_violation("ssh", sprintf("SSH: %s, %s and %s", ssh), ssh, [40, 42, 44]),
		_violation("tls", sprintf("TLS: %s", tls), tls, [45]),
	} with input as _facts_switches
}

test_proposals_of_a_tunnel if {
	words := ["3des", "aggressive mode", "group2", "ikev1", "md5", "modp1024"]
	area := "VPNs: 3des, aggressive mode, group2, ikev1, md5 and modp1024"
	weak_crypto.violations == {_violation("vpn", area, words, [50])} with input as _facts_tunnel(
		["aggressive", "3des", "md5", "group2,modp1024"],
		["ikev1"],
	)
	good := _facts_tunnel(["ikev2", "aes256gcm128", "sha256", "group19"], ["ikev2"])
	weak_crypto.violations == set() with input as good
	weak_crypto.subjects == {fixtures.subject} with input as good
}

test_vpn if {
	weak_crypto.violations == {
		_violation(
			"ike", "IKE: 3des, aggressive mode, group2 and ikev1",
			["3des", "aggressive mode", "group2", "ikev1"], [30, 32],
		),
		_violation("ipsec", "IPsec: esp-3des and esp-md5-hmac", ["esp-3des", "esp-md5-hmac"], [33]),
	} with input as _facts_vpn
}

test_strong_algorithms_pass if {
	weak_crypto.subjects == {fixtures.subject} with input as _facts_pass
	weak_crypto.violations == set() with input as _facts_pass
}

test_defaults_are_not_assessed if {
	weak_crypto.subjects == set() with input as _facts_silent
	weak_crypto.violations == set() with input as _facts_silent
}
