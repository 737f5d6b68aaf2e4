# METADATA
# title: DMZ host holds credentials that work on both sides
# description: >-
#   A host of the industrial DMZ is a member of a directory that the plant's directory trusts, has an account of one,
#   or serves an integration with the plant and one with the office by the same account. Whoever takes the host from
#   the office then holds an account that the plant accepts.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0859/
#     description: ATT&CK for ICS T0859 Valid Accounts
#   - ref: https://attack.mitre.org/mitigations/M0926/
#     description: ATT&CK for ICS M0926 Privileged Account Management
# custom:
#   id: INT-006
#   family: integration
#   severity: high
#   requires: [assets, zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 1.2, SR 1.5, SR 5.4]
#     iec-62443-2-1: [USER 1.6, USER 1.7]
#     nist-800-53r5: [IA-5, AC-6(5), SC-7(21)]
#     nist-csf-2: [PR.AA-01, PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0926, M0927]
#     techniques: [T0859, T0886]
#   remediation:
#     summary: >-
#       Give each leg an account of its own, keep hosts of the DMZ in a directory of their own or in none, which the
#       plant does not trust, and let a vault change the passwords of their local administrators.
package zonewarden.integration.credentials_on_both_sides

import data.zonewarden.lib.directories
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "asset", "id": id} if {
	some id, host in _hosts
	_told(host)
}

subjects contains {"kind": "asset", "id": found.id} if some found in _problems

violations contains {
	"subject": {"kind": "asset", "id": found.id},
	"key": found.key,
	"message": sprintf("The %s %s in %s %s.", [host.role, found.id, naming.zone(host.zone), found.text]),
	"evidence": found.evidence,
	"locations": array.concat(host.locations, found.locations),
	"certainty": found.certainty,
	"exposure": 2,
} if {
	some found in _problems
	host := input.asset_records[found.id]
}

_hosts[id] := host if {
	some id, host in input.asset_records
	zones.dmz(host.zone)
}

# Members of a directory that the plant trusts.
_problems contains {
	"id": id,
	"key": sprintf("member:%s", [trust.to]),
	"text": sprintf("is in the directory %s by its host name, which the plant's directory trusts", [trust.to]),
	"evidence": {"hostname": host.hostname, "directory": trust.to},
	"locations": identity.locations,
	"certainty": _membership(host, trust),
} if {
	some [identity, trust] in _trusts
	some id, host in _hosts
	directories.within(directories.parent(host.hostname), trust.to)
	not directories.within(host.hostname, identity.ot_domain.name)
}

# Members of the plant's directory, where another accepts its accounts too.
_problems contains {
	"id": id,
	"key": sprintf("both-ways:%s", [trust.to]),
	"text": sprintf("is in the plant's directory by its host name, whose accounts %s accepts too", [trust.to]),
	"evidence": {"hostname": host.hostname, "directory": trust.to},
	"locations": identity.locations,
	"certainty": _certainty(trust.to),
} if {
	some [identity, trust] in _trusts
	directories.direction(trust) == "two-way"
	some id, host in _hosts
	directories.within(host.hostname, identity.ot_domain.name)
}

_problems contains {
	"id": id,
	"key": sprintf("account:%s", [account]),
	"text": sprintf("holds the account %s of a directory that the plant's directory trusts", [account]),
	"evidence": {"account": account, "directory": trust.to},
	"locations": identity.locations,
	"certainty": _certainty(trust.to),
} if {
	some [identity, trust] in _trusts
	some id, host in _hosts
	some account in array.concat(host.accounts, [one | some one in _serving[id]])
	directories.account_of(account, trust.to)
}

_serving[id] contains account if {
	some integration in _at_work
	account := integration.auth.account
	not is_null(account)
	some id in _named(integration)
	_hosts[id]
}

# Two integrations by one account: names are alike, or the directory is named with it.
_problems contains {
	"id": id,
	"key": sprintf("legs:%s", [lower(account)]),
	"text": sprintf("serves the plant by integration %s and the office by %s with the same account %s", [
		inner.id, outer.id, account,
	]),
	"evidence": {"account": account, "integrations": sort([inner.id, outer.id])},
	"locations": array.concat(inner.locations, outer.locations),
	"certainty": _same(account),
} if {
	some inner in _at_work
	_sides[inner.id] == {"plant"}
	account := inner.auth.account
	not is_null(account)
	some outer in _at_work
	_sides[outer.id] == {"beyond"}
	not is_null(outer.auth.account)
	lower(outer.auth.account) == lower(account)
	some id in (_named(inner) & _named(outer))
	_hosts[id]
}

_same(account) := "definite" if directories.qualified(account)

else := "possible"

_at_work := [integration | some integration in input.integrations; integration.status in {"pilot", "live"}]

_trusts := [[identity, trust] |
	some identity in input.identity
	some trust in directories.foreign(identity)
]

# The plant may trust another plant's directory, or one of the DMZ: certain is what is known to be the office's.
_certainty(directory) := "definite" if _offices(directory)

else := "possible"

# A domain below a trusted one may be a directory apart.
_membership(host, trust) := _certainty(trust.to) if directories.parent(host.hostname) == lower(trust.to)

else := "possible"

_offices(directory) if {
	some asset in input.asset_records
	input.zones[asset.zone].it
	directories.within(asset.hostname, directory)
}

_offices(directory) if {
	some identity in input.identity
	some name in [identity.it.provider, identity.it.tenant]
	directories.within(name, directory)
}

_ends(integration) := [integration.source, integration.broker, integration.consumer]

_named(integration) := {end.asset | some end in _ends(integration); not is_null(end.asset)}

_places(integration) := {place | some end in _ends(integration); some place in _place(end)}

_place(end) := {end.zone} if not is_null(end.zone)

else := {input.asset_records[end.asset].zone} if input.asset_records[end.asset]

else := set()

_sides[integration.id] := sides if {
	some integration in _at_work
	sides := {side | some place in _places(integration); some side in _side(place)}
}

_side(place) := {"plant"} if zones.ot(place)

else := {"beyond"} if zones.beyond_dmz(place)

else := set()

# What is declared says all there is to ask: which directory it is in, and what account every integration uses it by.
_told(host) if {
	some identity in input.identity
	directories.declared(identity)
	every trust in directories.foreign(identity) {
		_membership_told(identity, trust, host)
	}
	every integration in _at_work {
		_account_told(integration, host)
	}
}

_membership_told(identity, trust, host) if {
	directories.parent(host.hostname) != ""
	not _in_doubt(identity, trust, host)
}

_in_doubt(identity, trust, host) if {
	directories.within(host.hostname, identity.ot_domain.name)
	directories.direction(trust) == "unknown"
}

_account_told(integration, host) if not _serves(integration, host)

_account_told(integration, _) if {
	not is_null(integration.auth.account)
	_sides[integration.id] != {"plant", "beyond"}
}

_serves(integration, host) if host.id in _named(integration)

_serves(integration, host) if {
	some end in _ends(integration)
	is_null(end.asset)
	end.zone == host.zone
}
