# METADATA
# title: The configuration file shows secrets that can be read back
# description: >-
#   Passwords, keys or communities stand in the file in clear or in a form that anybody can turn back, such as type 7.
#   Everybody who can read the repository, a backup or a ticket with the file attached has them, for as long as the
#   file exists. The finding tells kind and line, never the value.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/techniques/T0891/
#     description: ATT&CK for ICS T0891 Hardcoded Credentials
# custom:
#   id: DEV-008
#   family: devices
#   scope: device
#   severity: high
#   requires: []
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.5, SR 4.1]
#     iec-62443-2-1: [USER 1.11, DATA 1.2]
#     nist-800-53r5: [IA-5, SC-12]
#     nist-csf-2: [PR.DS-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0941, M0927]
#     techniques: [T0859, T0891]
#   remediation:
#     summary: >-
#       Rotate the secret, mask it on export, keep it in a vault, and remove it from the repository's history.
#       Encryption on the device (type 6) helps for backups and is no reason to keep the value in a repository.
#     cisco-asa: |
#       key config-key password-encryption <vaulted>
#       password encryption aes
#       ! export with secrets masked: show running-config, never more system:running-config
#     cisco-ios: |
#       key config-key password-encrypt <vaulted>
#       password encryption aes
#       username m.keller algorithm-type scrypt secret <vaulted>
#       ! service password-encryption alone is type 7: readable
#     fortinet-fortios: |
#       config system global
#           set private-data-encryption enable
#       end
#     paloalto-panos: |
#       # request master-key new-master-key ... in operational mode, then new keys for what was readable
#       set mgt-config users m.keller phash PLACEHOLDER
#     juniper-junos: |
#       set system master-password iteration-count 100
#       set system login user m.keller authentication encrypted-password PLACEHOLDER
#     cisco-nxos: |
#       feature password encryption aes
#       username m.keller password 5 PLACEHOLDER role network-admin
#     cisco-iosxr: |
#       username m.keller
#        group root-lr
#        secret 10 PLACEHOLDER
#     vyos: |
#       set system login user m.keller authentication encrypted-password PLACEHOLDER
#       delete system login user m.keller authentication plaintext-password
#     mikrotik-routeros: |
#       # export without show-sensitive; new keys for what was readable
#       /ip ipsec identity
#       set [find comment="vendor"] secret=PLACEHOLDER
package zonewarden.devices.secret_in_config

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	device.platform in _read
}

# Platforms whose lines are searched for secrets; tables of rules and clouds' answers are not.
_read := {
	"cisco-asa", "cisco-ios", "cisco-iosxr", "cisco-nxos", "fortinet-fortios", "juniper-junos", "mikrotik-routeros",
	"opnsense", "paloalto-panos", "pfsense", "vyos",
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": kind,
	"message": sprintf("The configuration of %s shows %d readable %s (%s).", [
		naming.device(device.id), count(shown),
		_noun(shown), kind,
	]),
	"evidence": {"kind": kind, "count": count(shown)},
	"locations": management.places(shown),
	"exposure": 1,
} if {
	some device in input.devices
	some kind in {secret.kind | some secret in device.management.secrets}
	shown := [secret | some secret in device.management.secrets; secret.kind == kind]
}

_noun(secrets) := "secret" if count(secrets) == 1

else := "secrets"
