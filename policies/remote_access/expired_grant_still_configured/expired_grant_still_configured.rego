# METADATA
# title: A grant has ended and something of it is still configured
# description: >-
#   A rule, an object, a VPN, an account or a certificate is of a grant that has ended, was revoked, or does not exist. The
#   door of a finished job is still open, and nobody is waiting for anybody to come through it: the best door for a stranger.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0918/
#     description: ATT&CK for ICS M0918 User Account Management
# custom:
#   id: RA-008
#   family: remote_access
#   scope: device
#   rules: [granted]
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.3, SR 2.6]
#     iec-62443-2-1: [USER 1.2, NET 3.3]
#     nist-800-53r5: [AC-2(3), AC-17(9), MA-4(7)]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5, CIP-005-7 R3.2, CIP-004-7 R5.1]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0918, M0801]
#     techniques: [T0859, T0822]
#   remediation:
#     summary: >-
#       Remove the rule and the account in the same change that closes the grant. Give rules of grants a time range,
#       so that they end by themselves.
#     cisco-asa: |
#       no access-list RA-IN extended permit tcp host 10.35.16.20 host 10.20.1.11 eq 102
#       no time-range GRANT-G-1
#     cisco-ios: |
#       ip access-list extended RA-IN
#        no permit tcp host 10.35.16.20 host 10.20.1.11 eq 102
package zonewarden.remote_access.expired_grant_still_configured

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

# What a rule says it serves; a rule that does not say so goes by the grants that its words or its schedule name.
_named(rule) := {id | some id in array.concat(rule.grants, rule.mentions)}

# The rules that name any: few of many.
_naming contains id if {
	some id, rule in input.rules
	count(rule.grants) > 0
}

_naming contains id if {
	some id, rule in input.rules
	count(rule.mentions) > 0
}

subjects contains {"kind": "rule_list", "id": rule.list} if {
	some id in _naming
	rule := input.rules[id]
	not _perhaps_over(rule)
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s still lets in what grant %s allowed%s: it %s.", [
		rules.place(rule), concat(" and ", sort(named)), rules.between(rule), why,
	]),
	"evidence": {"rule": rule.text, "grant": concat(" ", sort(named))},
	"locations": rule.locations,
	"exposure": 3,
	"zones": rules.joined(rule),
	"floor": _floor(named),
} if {
	some id in _naming
	rule := input.rules[id]
	rules.effective_permit(rule)
	not _elapsed(rule)
	not _perhaps_over(rule)
	named := _named(rule)
	why := _all_over(named)
}

_elapsed(rule) if rule.times.elapsed == "yes"

_perhaps_over(rule) if rule.times.elapsed == "perhaps"

# Things that bear the name of a grant. Time ranges end by themselves.
_things contains {"kind": "object", "id": id, "text": sprintf("the %s %s", [object.kind, object.name])} if {
	some id, object in input.objects
	object.kind != "time-range"
	not object.dormant
	count(object.mentions) > 0
}

_things contains {"kind": "vpn", "id": id, "text": sprintf("the VPN %s", [vpn.name])} if {
	some id, vpn in input.vpns
	vpn.enabled
	count(vpn.mentions) > 0
}

_things contains {"kind": "remote_user", "id": id, "text": sprintf("the VPN account %s", [user.name])} if {
	some id, user in input.remote_users
	user.enabled
	count(user.grants) > 0
}

_member(thing) := input.objects[thing.id] if thing.kind == "object"

_member(thing) := input.vpns[thing.id] if thing.kind == "vpn"

_member(thing) := input.remote_users[thing.id] if thing.kind == "remote_user"

_grants_of(thing) := {id | some id in _member(thing).grants} if thing.kind == "remote_user"

else := {id | some id in _member(thing).mentions}

subjects contains {"kind": thing.kind, "id": thing.id} if some thing in _things

violations contains {
	"subject": {"kind": thing.kind, "id": thing.id},
	"message": sprintf("%s still has %s of grant %s: it %s.", [
		naming.device(_member(thing).device), thing.text, concat(" and ", sort(named)), why,
	]),
	"evidence": {"grant": concat(" ", sort(named))},
	"exposure": 3,
	"zones": _zones(named),
	"floor": _floor(named),
} if {
	some thing in _things
	named := _grants_of(thing)
	why := _all_over(named)
}

subjects contains {"kind": "grant", "id": id} if {
	some id, grant in input.grants
	count(grant.certificates) > 0
}

violations contains {
	"subject": {"kind": "grant", "id": id},
	"key": concat("/", [held.device, held.certificate]),
	"message": sprintf("%s still has the certificate %s of grant %s: it %s.", [
		naming.device(held.device), held.certificate, id, _over(id),
	]),
	"evidence": {"grant": id},
	"locations": held.locations,
	"exposure": 3,
	"floor": _floor({id}),
} if {
	some id, grant in input.grants
	some held in grant.certificates
	not held.ended
	_over(id)
}

# Why none of these grants lets anybody in any more: of several the first.
_all_over(ids) := _over(sort(ids)[0]) if {
	count(ids) > 0
	every id in ids { _over(id) }
}

_over(id) := "is not declared" if not input.grants[id]

else := sprintf("is %s", [input.grants[id].status]) if {
	not grants.standing(input.grants[id])
	not _just_closed(input.grants[id])
}

else := "has ended" if {
	grants.standing(input.grants[id])
	input.grants[id].valid_until_ago_h * 60 > input.site.limits.grace_min
}

# Closed before its time, and the configuration has the grace to follow.
_just_closed(grant) if {
	some ago in [grant.revoked_at_ago_h, grant.task.completed_at_ago_h]
	not is_null(ago)
	ago * 60 <= input.site.limits.grace_min
}

_zones(ids) := sort({zone | some id in ids; some zone in input.grants[id].target_zones})

_floor(ids) := "critical" if {
	some id in ids
	grants.critical(input.grants[id])
}

else := "high"
