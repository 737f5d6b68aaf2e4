# METADATA
# title: A rule for vendor access has no schedule inside the approved window
# description: >-
#   A rule lets a third party into the plant and has no time range of its own, or one that begins before the grant, ends
#   after it, comes back, or ends without its sessions. It stays open when the job is over, because somebody must remember
#   to remove it, and the grant behind it is only paper.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: RA-013
#   family: remote_access
#   scope: device
#   rules: [granted, external, pooled]
#   severity: high
#   requires: [zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 1.13 RE(1), SR 2.6]
#     iec-62443-2-1: [NET 3.2, NET 3.3]
#     nist-800-53r5: [AC-17(9), SC-10, AC-2(3)]
#     nist-csf-2: [PR.AA-05]
#     nerc-cip: [CIP-005-7 R2.5]
#     sans-ics: ["4"]
#     nist-800-82r3: [Remote access]
#   attack_ics:
#     mitigations: [M0937, M0918]
#     techniques: [T0822]
#   remediation:
#     summary: >-
#       Generate a one-time schedule for each rule from the grant's times, and check on your platform whether sessions
#       that are open at its end are dropped.
#     cisco-asa: |
#       time-range GRANT-G-1
#        absolute start 22:00 23 November 2026 end 01:30 24 November 2026
#       access-list RA-IN extended permit tcp host 10.35.16.20 host 10.20.1.11 eq 102 log time-range GRANT-G-1
#     cisco-ios: |
#       time-range GRANT-G-1
#        absolute start 22:00 23 November 2026 end 01:30 24 November 2026
#       ip access-list extended RA-IN
#        permit tcp host 10.35.16.20 host 10.20.1.11 eq 102 time-range GRANT-G-1 log
package zonewarden.remote_access.vendor_rule_without_schedule

import data.zonewarden.lib.grants
import data.zonewarden.lib.naming
import data.zonewarden.lib.rules
import data.zonewarden.lib.zones

subjects contains {"kind": "rule", "id": id} if {
	some id in _for_vendors
	rule := input.rules[id]
	not _unclear(rule)
}

# What cannot be told of a rule that names a grant carries a taint of its own.
subjects contains {"kind": "rule", "id": id} if {
	some id in _for_vendors
	rule := input.rules[id]
	count(rule.taints) > 0
}

violations contains {
	"subject": {"kind": "rule", "id": id},
	"key": rule.digest,
	"message": sprintf("%s lets a third party in%s %s.", [
		rules.place(rule), rules.between(rule), naming.list(sort(wrong)),
	]),
	"evidence": {"rule": rule.text, "schedule": rule.schedule},
	"locations": rule.locations,
	"exposure": 3,
	"zones": rules.joined(rule),
} if {
	some id in _for_vendors
	rule := input.rules[id]
	wrong := _wrong(rule)
	count(wrong) > 0
}

_wrong(rule) := {"at all times: the rule has no schedule"} if is_null(rule.times)

else := (_outside(rule) | _recurring(rule)) | _sessions(rule)

# Times that are not understood prove nothing, whatever was understood of them.
_outside(rule) := set() if not rule.times.known

else := {"for ever: its schedule has no end"} if {
	not rule.times.ends
	not rule.times.recurring
}

else := {sprintf("at other times than grant %s: %s", [concat(", ", sort(object.keys(rule.grant_windows))), words])} if {
	words := _misfit(rule)
}

else := set()

_misfit(rule) := "its schedule begins too early" if _all_fit(rule, {"early"})

else := "its schedule ends too late" if _all_fit(rule, {"late"})

else := "its schedule begins too early and ends too late" if _all_fit(rule, {"around", "early", "late"})

_all_fit(rule, kinds) if {
	count(rule.grant_windows) > 0
	every _, fit in rule.grant_windows { fit in kinds }
}

_recurring(rule) := {"again and again: its schedule recurs"} if {
	rule.times.known
	rule.times.recurring
	not _bounded(rule)
}

else := set()

# It recurs within the window of its grant only.
_bounded(rule) if {
	rule.times.bounded
	some fit in rule.grant_windows
	fit in {"inside", "open"}
}

_sessions(rule) := {"past the end of its schedule: open sessions are not cut then"} if rule.times.ends_sessions == false

else := set()

_unclear(rule) if {
	not is_null(rule.times)
	not rule.times.known
}

_unclear(rule) if {
	not "inside" in {fit | some fit in rule.grant_windows}
	"open" in {fit | some fit in rule.grant_windows}
}

_for_vendors contains id if {
	some id in (_naming | (_from_vendors | _from_clients))
	rules.effective_permit(input.rules[id])
}

# They name a grant of a third party.
_naming contains id if {
	some id, rule in input.rules
	some grant in rule.grants
	grants.vendor(input.grants[grant])
}

# They lead from networks of third parties alone into the plant.
_from_vendors contains id if {
	some id, rule in input.rules
	rule.from_zones[0] in _vendors
	every zone in rule.from_zones { zone in _vendors }
	_into_plant(rule)
}

_vendors := {id | some id, _ in input.zones; zones.kind(id) == "vendor"}

# They lead from VPN clients alone into the plant.
_from_clients contains id if {
	some id, rule in input.rules
	rule.pooled
	_into_plant(rule)
}

_into_plant(rule) if {
	some id in rule.to_zones
	zones.ot(id)
}
