# METADATA
# title: Traffic across an OT boundary leaves no log
# description: >-
#   A permit between OT and another side, into a safety zone, or to or from the zone where remote sessions end, or the
#   final deny of such a list, writes no log message. After an incident nobody can tell who opened a session to the
#   cell, and probing is never noticed. The same holds where the log goes to no collector. An ASA that sends its
#   connection messages (level informational) to a collector logs every permit without the keyword.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0947/
#     description: ATT&CK for ICS M0947 Audit
# custom:
#   id: FW-007
#   family: rules
#   scope: device
#   rules: [plant-permit, unlimited]
#   severity: medium
#   requires: [zones]
#   capability: 1
#   ceiling: medium
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 2.8, SR 6.2]
#     iec-62443-2-1: [EVENT 1.4]
#     nist-800-53r5: [AU-12, AC-4(26), SI-4(4)]
#     nist-csf-2: [PR.PS-04, DE.CM-01]
#     nerc-cip: [CIP-007-6 R4.1, CIP-005-7 R1.5]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0947, M0931]
#     techniques: []
#   remediation:
#     summary: >-
#       Add log to the rules at the boundary and an explicit logged deny at the end. Check the device's CPU first:
#       leave out fast polling between known servers on routers that log in software, or rate-limit it.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit tcp host 10.40.0.5 host 10.35.0.20 eq https
#       ! after
#       access-list ENT_IN extended permit tcp host 10.40.0.5 host 10.35.0.20 eq https log
#       access-list ENT_IN extended deny ip any any log
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#        deny ip any any log
#     fortinet-fortios: |
#       config log setting
#           set fwpolicy-implicit-log enable
#       end
#       config firewall policy
#           edit 42
#               set logtraffic all
#           next
#       end
#     paloalto-panos: |
#       set rulebase security rules ENT-REPORTS log-end yes
#       set rulebase security rules ENT-REPORTS log-setting OT-FWD
#       set rulebase default-security-rules rules interzone-default log-end yes
#     juniper-junos: |
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS then log session-init session-close
#       set security policies global policy DENY-REST match source-address any
#       set security policies global policy DENY-REST match destination-address any
#       set security policies global policy DENY-REST match application any
#       set security policies global policy DENY-REST then deny
#       set security policies global policy DENY-REST then log session-init
#     linux-iptables: |
#       # in front of the rule that accepts, and at the end of the chain
#       iptables -I FORWARD 1 -i ent -o idmz -m conntrack --ctstate NEW -j LOG --log-prefix "ENT-IDMZ "
#       iptables -A FORWARD -j LOG --log-prefix "FORWARD-DROP "
#       iptables -A FORWARD -j DROP
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ent" oifname "idmz" ip saddr 10.40.0.5 ip daddr 10.35.0.20 tcp dport 443 \
#                   log prefix "ENT-IDMZ " accept
#               log prefix "FORWARD-DROP " drop
#           }
#       }
#     cisco-nxos: |
#       ip access-list ENT-IN
#         permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#         deny ip any any log
#     cisco-iosxr: |
#       ipv4 access-list ENT-IN
#        10 permit tcp host 10.40.0.5 host 10.35.0.20 eq 443 log
#        100 deny ipv4 any any log
#     vyos: |
#       set firewall ipv4 name ENT-IN default-action drop
#       set firewall ipv4 name ENT-IN default-log
#       set firewall ipv4 name ENT-IN rule 10 log
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ent out-interface=idmz src-address=10.40.0.5 \
#           dst-address=10.35.0.20 protocol=tcp dst-port=443 action=accept log=yes log-prefix=ENT
#       add chain=forward action=drop log=yes log-prefix=DROP
package zonewarden.rules.boundary_rule_not_logged

import data.zonewarden.lib.management
import data.zonewarden.lib.naming
import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	_at_boundary(list)
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s permits traffic%s without a log.", [rules.place(rule), rules.between(rule)]),
	"evidence": {"rule": rule.text},
	"locations": rule.locations,
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	not rule.logged
	rules.effective_permit(rule)
	_at_boundary(rule)
	not management.reports_connections(input.devices[rule.device])
}

violations contains {
	"subject": {"kind": "rule_list", "id": list.id},
	"key": "final-deny",
	"message": sprintf("%s on %s %s.", [list.name, naming.device(list.device), silence]),
	"evidence": {"final_deny_logged": list.final_deny_logged},
	"locations": array.concat(_final_deny(list), list.locations),
} if {
	some list in input.rule_lists
	_at_boundary(list)
	count(list.bound) > 0
	list["default"] == "deny"
	silence := _silence(list)
}

# A log that nobody receives. A file of rules alone does not tell where its device logs to.
subjects contains {"kind": "device", "id": id} if some id, _ in _logging

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": "receiver",
	"message": sprintf("%s stands at an OT boundary and sends its log nowhere.", [naming.device(id)]),
	"evidence": {"lists": sort({list.name | some list in lists})},
	"locations": [place | some list in lists; some place in list.locations],
	"exposure": 0,
} if {
	some id, lists in _logging
	count(management.servers(input.devices[id], {"syslog"})) == 0
}

_logging[list.device] contains list if {
	some list in input.rule_lists
	_at_boundary(list)
	count(list.bound) > 0
	management.whole(input.devices[list.device])
}

# What VPN clients are held to is applied to no interface.
subjects contains {"kind": "rule_list", "id": list.id} if some list in _vpn_filters

violations contains {
	"subject": {"kind": "rule_list", "id": list.id},
	"key": "final-deny",
	"message": sprintf("%s on %s, which filters VPN clients, %s.", [
		list.name, naming.device(list.device), silence,
	]),
	"evidence": {"final_deny_logged": list.final_deny_logged},
	"locations": array.concat(_final_deny(list), list.locations),
} if {
	some list in _vpn_filters
	list["default"] == "deny"
	silence := _silence(list)
}

_vpn_filters contains list if {
	some vpn in input.vpns
	vpn.enabled
	some list in input.rule_lists
	list.device == vpn.device
	list.name == vpn.filter_list
}

# Members of rule_lists and rules both say what they join.
_at_boundary(member) if member.it_ot

_at_boundary(member) if member.safety

_at_boundary(member) if member.remote_access

# Undefined where what the list denies is logged.
_silence(list) := "ends in the implicit deny, which logs nothing" if {
	is_null(list.final_deny_logged)
	not management.has(input.devices[list.device], "implicit-deny-log", "on")
}

else := "denies the rest without a log" if {
	list.final_deny_logged == false
	not management.reports(input.devices[list.device], management.warnings, {"106023"})
}

_final_deny(list) := [place |
	some deny in _denials
	deny.list == list.id
	some place in deny.locations
]

_denials contains {"list": rule.list, "locations": rule.locations} if {
	some rule in input.rules
	rule.action == "deny"
	rules.unlimited(rule)
}
