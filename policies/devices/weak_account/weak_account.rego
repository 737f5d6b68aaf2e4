# METADATA
# title: A local account is weakly protected or has a default name
# description: >-
#   The configuration stores passwords readable or with a hash that is guessed in hours, leaves an account without
#   one, or keeps a name that every attack list begins with. Who gets hold of a backup of the file owns the device.
#   Default SNMP communities are DEV-009's.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0812/
#     description: ATT&CK for ICS T0812 Default Credentials
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
# custom:
#   id: DEV-007
#   family: devices
#   scope: device
#   severity: medium
#   requires: []
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.5, SR 1.7, SR 1.11]
#     iec-62443-2-1: [USER 1.12, USER 1.15]
#     nist-800-53r5: [IA-5(1), AC-7, AC-2]
#     nist-csf-2: [PR.AA-01]
#     nerc-cip: [CIP-007-6 R5.2, CIP-007-6 R5.4, CIP-007-6 R5.5, CIP-007-6 R5.7]
#     sans-ics: ["2"]
#     nist-800-82r3: [Password authentication]
#   attack_ics:
#     mitigations: [M0927, M0801]
#     techniques: [T0812, T0859, T0891]
#   remediation:
#     summary: >-
#       Give every person an own account with a type 8 or 9 secret (IOS) or PBKDF2 (ASA), rotate what was stored
#       weakly, and remove shared and default names.
#     cisco-asa: |
#       ! before
#       username admin password 3USUcOPFUiMCO4Jk encrypted
#       ! after: set again, the device stores it with PBKDF2
#       username m.keller password <vaulted> privilege 15
#       no username admin
#     cisco-ios: |
#       ! before
#       username admin privilege 15 password 7 <value>
#       ! after
#       username m.keller privilege 15 algorithm-type scrypt secret <vaulted>
#       enable algorithm-type scrypt secret <vaulted>
#       no username admin
#     fortinet-fortios: |
#       config system admin
#           rename "admin" to "breakglass"
#           edit "breakglass"
#               set two-factor fortitoken
#               set fortitoken "SERIAL"
#           next
#       end
#       config system password-policy
#           set status enable
#           set minimum-length 14
#       end
#     paloalto-panos: |
#       set mgt-config password-complexity enabled yes
#       set mgt-config password-complexity minimum-length 14
#       delete mgt-config users admin
#     juniper-junos: |
#       set system login password format sha512
#       set system login password minimum-length 14
#       delete system login user integrator
#     cisco-nxos: |
#       username m.keller password 5 PLACEHOLDER role network-admin
#       no username admin
#       password strength-check
#     cisco-iosxr: |
#       username m.keller
#        group root-lr
#        secret 10 PLACEHOLDER
#     vyos: |
#       set system login user m.keller authentication encrypted-password PLACEHOLDER
#       delete system login user vyos
#     mikrotik-routeros: |
#       /user
#       add name=m.keller group=full password=PLACEHOLDER
#       disable admin
package zonewarden.devices.weak_account

import data.zonewarden.lib.management
import data.zonewarden.lib.naming

# Masked passwords tell nothing about their storage.
subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	some account in _accounts(device)
	not account.hash in {"", "masked"}
}

subjects contains violation.subject if some violation in violations

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "no-password",
	"message": sprintf("%s has accounts without a password: %s.", [naming.device(device.id), naming.list(_names(open))]),
	"evidence": {"accounts": _names(open)},
	"locations": management.places(open),
	"exposure": 1,
	"capability": 3,
	"floor": "high",
} if {
	some device in input.devices
	open := [account | some account in _accounts(device); account.hash == "nopassword"]
	count(open) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "weak-hash",
	"message": sprintf("%s stores passwords weakly: %s.", [naming.device(device.id), naming.list(_stored(weak))]),
	"evidence": {"accounts": _names(weak)},
	"locations": management.places(weak),
	"exposure": 1,
} if {
	some device in input.devices
	weak := [account | some account in _accounts(device); account.hash in _weak]
	count(weak) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "default-name",
	"message": sprintf("%s has accounts with default names: %s.", [naming.device(device.id), naming.list(names)]),
	"evidence": {"accounts": names},
	"locations": management.places(default_named),
	"exposure": 1,
} if {
	some device in input.devices
	default_named := [user |
		some user in device.management.users
		lower(user.name) in _default_names
		not [device.platform, user.name] in _built_in
	]
	count(default_named) > 0
	names := _names(default_named)
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "default-community",
	"message": sprintf("%s has a community string that everybody knows.", [naming.device(device.id)]),
	"evidence": {"communities": count(known)},
	"locations": management.places(known),
	"exposure": 1,
	"capability": 3,
	"floor": "high",
} if {
	some device in input.devices
	known := [access | some access in device.management.snmp; access.default_name]
	count(known) > 0
}

violations contains {
	"subject": {"kind": "device", "id": device.id},
	"key": "no-rules",
	"message": sprintf("%s has local accounts and %s.", [naming.device(device.id), naming.list(missing)]),
	"evidence": {"missing": missing},
	"locations": array.concat(management.places(device.management.users), device.locations),
	"exposure": 1,
	"ceiling": "low",
} if {
	some device in input.devices
	management.whole(device)
	count(device.management.users) > 0
	missing := array.concat(_no_lockout(device), _no_rules(device))
	count(missing) > 0
}

_no_lockout(device) := ["no limit on failed attempts"] if management.unthrottled(device)

else := []

_no_rules(device) := ["no rules for passwords"] if _without_rules(device)

else := []

# NX-OS checks the strength of passwords unless it is told not to.
_without_rules(device) if {
	device.platform == "cisco-nxos"
	management.has(device, "password-policy", "no strength-check")
	count(management.stated(device, "password-min-length")) == 0
}

_without_rules(device) if {
	device.platform in _can_rule
	count(management.stated(device, "password-min-length")) == 0
	count([entry | some entry in management.stated(device, "password-policy"); entry.value != "off"]) == 0
}

# Platforms whose passwords follow no rules unless a command of their own states some; IOS, IOS-XR and RouterOS have a least
# length at most, which says little beside hashes and a lockout.
_can_rule := {"cisco-asa", "fortinet-fortios", "juniper-junos", "paloalto-panos"}

# Users, and the enable password as an account of its own.
_accounts(device) := array.concat(device.management.users, [account |
	some entry in management.stated(device, "enable-hash")
	account := {"name": "enable", "hash": entry.value, "locations": entry.locations}
])

_weak := {"cleartext", "md5", "md5-asa", "nt", "sha1", "type-0", "type-4", "type-5", "type-7"}

_default_names := {"admin", "administrator", "asa", "cisco", "fortinet", "pix", "root", "ubnt", "user", "vyos"}

# Accounts that the platform does not let anybody rename or delete.
_built_in := {["cisco-nxos", "admin"], ["juniper-junos", "root"]}

_names(accounts) := sort({account.name | some account in accounts})

_stored(accounts) := sort({sprintf("%s (%s)", [account.name, account.hash]) | some account in accounts})
