# METADATA
# title: A rule into or out of OT opens a wide range of ports
# description: >-
#   The rule opens far more ports than one application needs, usually because nobody knew which ones it uses. The
#   range also covers the ports of remote control tools, databases and control protocols that nobody meant to open.
#   The limits are max_range_ports (16 in a row) and max_ports_per_rule (64) of the site file.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
# custom:
#   id: FW-005
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Fix the application's ports (DCOM and RPC can be pinned), use OPC UA or a tunneller, or let inspection open
#       the dynamic ports; then name exactly those ports.
#     cisco-asa: |
#       ! before
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 1024 65535
#       ! after
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#       no access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 1024 65535
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.20 host 10.30.0.10 range 1024 65535
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840
package zonewarden.rules.wide_port_range

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": list.id} if {
	some list in input.rule_lists
	count(list.bound) > 0
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s opens %s%s.", [rules.place(rule), excess, rules.between(rule)]),
	"evidence": {"rule": rule.text, "widest_port_range": rule.widest_port_range, "port_count": rule.port_count},
	"locations": rule.locations,
	"capability": rules.capability(rule),
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some id in _wide
	rule := input.rules[id]
	rules.effective_permit(rule)
	rule.ot
	not rule.any_service
	excess := _excess(rule)
}

_wide contains id if {
	some id, rule in input.rules
	rule.widest_port_range > _max_range
}

_wide contains id if {
	some id, rule in input.rules
	rule.port_count > _max_ports
}

# Undefined where the rule stays inside both limits.
_excess(rule) := sprintf("%d ports in a row (limit %v)", [rule.widest_port_range, _max_range]) if {
	rule.widest_port_range > _max_range
}

else := sprintf("%d ports (limit %v)", [rule.port_count, _max_ports]) if rule.port_count > _max_ports

_max_range := object.get(input.site.limits, "max_range_ports", 16)

_max_ports := object.get(input.site.limits, "max_ports_per_rule", 64)
