# METADATA
# title: A permit rule of OT does not say why it exists
# description: >-
#   No remark above the rule names what the site file demands (by default conduit, owner, change and review date).
#   Nobody can tell later whether production needs it, so it is never removed, and an audit cannot show the reason for
#   the access.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: FW-006
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: low
#   requires: [zones]
#   capability: 0
#   ceiling: low
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 7.6]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2, CM 1.2]
#     nist-800-53r5: [CM-3, SC-7(4), CA-9]
#     nist-csf-2: [ID.AM-03, PR.PS-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0947]
#     techniques: []
#   remediation:
#     summary: >-
#       Put one remark with the keys of the site's rule_metadata above the rule; take the values from the conduit and
#       the change record, or generate the remark from the repository.
#     cisco-asa: |
#       access-list IDMZ_IN remark conduit=cnd-hist owner=m.keller chg=CHG-1234 review=2027-01-31
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450 log
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        remark conduit=cnd-hist owner=m.keller chg=CHG-1234 review=2027-01-31
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450
#     fortinet-fortios: |
#       config firewall policy
#           edit 42
#               set comments "conduit=cnd-ent-hist owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#       end
#     paloalto-panos: |
#       set rulebase security rules ENT-REPORTS description "conduit=cnd-ent-hist owner=NAME chg=CHG-1234 review=2027-05-31"
#     juniper-junos: |
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS description "conduit=cnd-ent-hist owner=NAME chg=CHG-1234 review=2027-05-31"
#     linux-iptables: |
#       iptables -A FORWARD -i ent -o idmz -s 10.40.0.5 -d 10.35.0.20 -p tcp --dport 443 \
#         -m comment --comment "conduit=cnd-ent-hist owner=NAME chg=CHG-1234 review=2027-05-31" -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               iifname "idmz" oifname "ops" ip saddr 10.35.0.20 ip daddr 10.30.0.10 tcp dport 5450 \
#                   accept comment "conduit=cnd-hist owner=m.keller chg=CHG-1234 review=2027-01-31"
#           }
#       }
#     cisco-nxos: |
#       ip access-list IDMZ-IN
#         9 remark conduit=cnd-hist owner=m.keller chg=CHG-1234 review=2027-01-31
#         10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450
#     cisco-iosxr: |
#       ipv4 access-list IDMZ-IN
#        9 remark conduit=cnd-hist owner=m.keller chg=CHG-1234 review=2027-01-31
#        10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 5450
#     vyos: |
#       set firewall ipv4 name IDMZ-IN rule 10 description "st owner=m.keller chg=CHG-1234 review=2027-01-31"
#     mikrotik-routeros: |
#       /ip firewall filter
#       set [find comment="hist"] comment="conduit=cnd-hist owner=m.keller chg=CHG-1234 review=2027-01-31"
package zonewarden.rules.rule_without_reason

import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

# Where the site demands no metadata, there is nothing to judge.
subjects contains {"kind": "rule_list", "id": list.id} if {
	count(input.site.rule_metadata_required) > 0
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits %s%s and does not state its %s.", [
		rules.place(rule), _services(rule),
		rules.between(rule), naming.list(sort(rule.metadata_missing)),
	]),
	"evidence": {"rule": rule.text, "missing": rule.metadata_missing, "remarks": rule.remarks},
	"locations": rule.locations,
	"exposure": 0,
	"ceiling": _ceiling(rule),
	"zones": rules.joined(rule),
} if {
	count(input.site.rule_metadata_required) > 0
	some rule in input.rules
	count(rule.metadata_missing) > 0
	_at_boundary(rule)
	rules.effective_permit(rule)
}

_at_boundary(rule) if rule.ot

_at_boundary(rule) if rule.remote_access

_ceiling(rule) := "medium" if rule.it_ot

else := "low"

_services(rule) := "any service" if rule.any_service

else := sprintf("%s and %d more services", [rule.services[0], count(rule.services) - 1]) if count(rule.services) > 1

else := concat("", rule.services)
