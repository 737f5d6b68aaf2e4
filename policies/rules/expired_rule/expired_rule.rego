# METADATA
# title: A rule has outlived its date
# description: >-
#   The review date in the rule's remark has passed, its time range has ended, or its text calls it temporary and
#   names no end. Access that was opened for a commissioning or a vendor visit is the one nobody watches: it stays
#   open until somebody finds it from outside.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-009
#   family: rules
#   scope: device
#   rules: [dated]
#   severity: medium
#   requires: []
#   capability: 1
#   ceiling: high
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.6, SR 7.7]
#     iec-62443-2-1: [CM 1.4]
#     nist-800-53r5: [CM-7(1), AC-2(3)]
#     nist-csf-2: [PR.PS-01, ID.RA-07]
#     nerc-cip: [CIP-010-4 R1.2]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0942]
#     techniques: []
#   remediation:
#     summary: >-
#       Ask the owner named in the remark. Remove the rule, or renew its review date through the change process; give
#       temporary access a time range, so that it ends by itself.
#     cisco-asa: |
#       time-range CHG-1234
#        absolute start 08:00 14 May 2027 end 12:00 14 May 2027
#       access-list RA_IN extended permit tcp host 10.35.16.20 host 10.30.5.20 eq 3389 log time-range CHG-1234
#       ! afterwards
#       no access-list RA_IN extended permit tcp host 10.35.16.20 host 10.30.5.20 eq 3389 log time-range CHG-1234
#       no time-range CHG-1234
#     cisco-ios: |
#       time-range CHG-1234
#        absolute start 08:00 14 May 2027 end 12:00 14 May 2027
#       ip access-list extended RA-IN
#        permit tcp host 10.35.16.20 host 10.30.5.20 eq 3389 time-range CHG-1234
#     fortinet-fortios: |
#       config firewall schedule onetime
#           edit "CHG-1234"
#               set start 08:00 2027/05/14
#               set end 12:00 2027/05/14
#           next
#       end
#       config firewall policy
#           edit 42
#               set schedule "CHG-1234"
#               set schedule-timeout enable
#           next
#       end
#     paloalto-panos: |
#       set schedule CHG-1234 schedule-type non-recurring 2027/05/14@08:00-2027/05/14@12:00
#       set rulebase security rules VENDOR-RDP schedule CHG-1234
#     juniper-junos: |
#       set schedulers scheduler CHG-1234 start-date 2027-05-14.08:00 stop-date 2027-05-14.12:00
#       set security policies from-zone RA to-zone OPS policy VENDOR-RDP scheduler-name CHG-1234
#     linux-iptables: |
#       # times are UTC without --kerneltz
#       iptables -A FORWARD -s 10.35.16.20 -d 10.30.5.20 -p tcp --dport 3389 \
#         -m time --datestart 2027-05-14T08:00:00 --datestop 2027-05-14T12:00:00 -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               iifname "ra" oifname "ops" ip saddr 10.35.16.20 ip daddr 10.30.5.20 tcp dport 3389 \
#                   meta time "2027-05-14 08:00:00"-"2027-05-14 12:00:00" accept comment "CHG-1234"
#           }
#       }
#     cisco-nxos: |
#       time-range CHG-1234
#         absolute start 08:00:00 14 May 2027 end 12:00:00 14 May 2027
#       ip access-list RA-IN
#         permit tcp host 10.35.16.20 host 10.30.5.20 eq 3389 time-range CHG-1234
#     cisco-iosxr: |
#       ! no schedules on access lists: take the entry out on its day
#       ipv4 access-list RA-IN
#        no 40
#     vyos: |
#       set firewall ipv4 name RA-IN rule 40 time startdate 2027-05-14
#       set firewall ipv4 name RA-IN rule 40 time starttime 08:00:00
#       set firewall ipv4 name RA-IN rule 40 time stopdate 2027-05-14
#       set firewall ipv4 name RA-IN rule 40 time stoptime 12:00:00
#     mikrotik-routeros: |
#       /ip firewall filter
#       set [find comment="CHG-1234"] disabled=yes
package zonewarden.rules.expired_rule

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if some list in input.rule_lists

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("A %s in %s has outlived its date: %s.", [
		rule.action, rules.place(rule),
		naming.list(reasons),
	]),
	"evidence": {"rule": rule.text, "remarks": rule.remarks, "schedule": rule.schedule},
	"locations": rule.locations,
	"capability": _capability(rule),
	"exposure": _exposure(rule),
	"ceiling": _ceiling(rule),
} if {
	some rule in input.rules
	true in [rule.review_overdue, rule.schedule_expired, rule.temporary]
	rule.enabled
	rule.status != "shadowed"
	reasons := _reasons(rule)
	count(reasons) > 0
}

_reasons(rule) := [reason |
	some i in [0, 1, 2]
	reason := _reason(rule, i)
]

_reason(rule, 0) := "its review date has passed" if rule.review_overdue

_reason(rule, 1) := sprintf("its time range %s has ended", [rule.schedule]) if rule.schedule_expired

_reason(rule, 2) := "its text calls it temporary and names no end" if rule.temporary

# It still lets packets through: not where its time range switched it off.
_open(rule) if {
	rules.effective_permit(rule)
	not rule.schedule_expired
}

_capability(rule) := rules.capability(rule) if _open(rule)

else := 0

_exposure(rule) := rules.exposure(rule) if _open(rule)

else := 0

_ceiling(rule) := "high" if _open(rule)

else := "low"
