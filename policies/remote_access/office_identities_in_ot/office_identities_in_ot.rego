# METADATA
# title: Plant and office share identities or administrators
# description: >-
#   The plant's remote access takes its accounts from the office's provider without a further step, or the same
#   administrators serve both. One stolen office account or one office administrator is then an account of the plant.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0927/
#     description: ATT&CK for ICS M0927 Password Policies
# custom:
#   id: RA-026
#   family: remote_access
#   severity: medium
#   requires: []
#   capability: 1
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.3, SR 1.5]
#     iec-62443-2-1: [USER 1.1, USER 1.7]
#     nist-800-53r5: [IA-5, AC-6(5), IA-2]
#     nist-csf-2: [PR.AA-01]
#     nerc-cip: [CIP-007-6 R5.2, CIP-007-6 R5.3]
#     sans-ics: ["4"]
#     nist-800-82r3: [Identity management and access control]
#   attack_ics:
#     mitigations: [M0927, M0926, M0936]
#     techniques: [T0859, T0891, T0812]
#   remediation:
#     summary: >-
#       Use a tenant of the plant's own, or at least a step-up that the office's account alone cannot pass, and
#       separate administrators. Keep unique secrets for each site and change them by a vault.
#     cisco-asa: |
#       ! declarations/remote-access.yaml, not the device:
#       !   identity:
#       !     ot: {provider: ot-idp, tenant: plant, step_up: true, shared_admins: false}
#       !     it: {provider: corp-idp, tenant: office}
#       show vpn-sessiondb detail
#     cisco-ios: |
#       ! declarations/remote-access.yaml, not the device:
#       !   identity:
#       !     ot: {provider: ot-idp, tenant: plant, step_up: true, shared_admins: false}
#       !     it: {provider: corp-idp, tenant: office}
#       show users
package zonewarden.remote_access.office_identities_in_ot

import data.zonewarden.lib.naming

# Where one of the two providers is not stated, nobody can say that they differ.
subjects contains {"kind": "identity", "id": id} if {
	some id, identity in input.identity
	not is_null(identity.ot.provider)
	not is_null(identity.it.provider)
}

subjects contains {"kind": "identity", "id": id} if {
	some id, identity in input.identity
	some name, _ in _faults
	_has(identity, name)
}

violations contains {
	"subject": {"kind": "identity", "id": id},
	"message": sprintf("Remote access of the plant %s.", [naming.list(sort(wrong))]),
	"evidence": {"ot": identity.ot.provider, "it": identity.it.provider},
	"exposure": 2,
} if {
	some id, identity in input.identity
	wrong := {words | some name, words in _faults; _has(identity, name)}
	count(wrong) > 0
}

_faults := {
	"admins": "has its administrators in common with the office",
	"provider": "takes the accounts of the office's provider without a further step",
}

_has(identity, "provider") if {
	not is_null(identity.ot.provider)
	identity.ot.provider == identity.it.provider
	identity.ot.tenant == identity.it.tenant
	not identity.ot.step_up == true
}

_has(identity, "admins") if {
	some side in [identity.ot, identity.it]
	side.shared_admins == true
}

# Accounts that programs use, and by which somebody can sit down and work.
subjects contains {"kind": "integration", "id": id} if some id, _ in _accounts

violations contains {
	"subject": {"kind": "integration", "id": id},
	"message": sprintf("Account %s, which integration %s uses, can log on interactively: it is %s.", [
		account, id, naming.list(sort(ways)),
	]),
	"evidence": {"account": account},
	"exposure": 2,
} if {
	some id, account in _accounts
	ways := _ways(account)
	count(ways) > 0
}

_accounts[id] := account if {
	some id, integration in input.integrations
	account := integration.auth.account
	not is_null(account)
}

_ways(account) := ({"declared as a person" | input.people[account]} | _users(account)) | _local(account)

_users(account) := {sprintf("a local user of %s", [naming.device(id)]) |
	some id, device in input.devices
	some user in device.management.users
	user.name == account
}

_local(account) := {sprintf("an account of %s", [id]) |
	some id, asset in input.asset_records
	asset.role in _seats
	account in asset.accounts
}

# Hosts at which people sit, or which they work through.
_seats := {"ews", "hmi", "jump_host", "safety_ews", "workstation"}
