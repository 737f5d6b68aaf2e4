# METADATA
# title: A list without memory opens all answers at the boundary
# description: >-
#   A device that keeps no sessions lets in every established TCP packet, or every packet to a high port, so that
#   answers can come back. Anybody can set that flag and choose those ports: the rule is an open door for scans,
#   floods and services on high ports.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-018
#   family: rules
#   scope: device
#   rules: [plant-permit]
#   severity: medium
#   requires: [zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7, AC-4]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Put a stateful firewall, reflexive lists or a zone-based firewall at the boundary. A list without memory is
#       enough inside a zone only; where it must stay, bind the answers to the one host and the one source port that
#       they come from.
#     cisco-asa: |
#       ! an ASA keeps sessions: drop the rule for answers
#       no access-list ENT-IN extended permit tcp any gt 1023 any
#     cisco-ios: |
#       ! before
#       ip access-list extended ENT-IN
#        permit tcp any any established
#       ! after: the answers of one server
#        no permit tcp any any established
#        permit tcp host 10.40.5.10 eq 443 host 10.35.0.20 established
#     cisco-nxos: |
#       ip access-list ENT-IN
#         no 10
#         10 permit tcp host 10.40.5.10 eq 443 host 10.35.0.20 established
#     cisco-iosxr: |
#       ipv4 access-list ENT-IN
#        no 10
#        10 permit tcp host 10.40.5.10 eq 443 host 10.35.0.20 established
#     juniper-junos: |
#       set firewall family inet filter ENT-IN term ANSWERS from source-address 10.40.5.10/32
#       set firewall family inet filter ENT-IN term ANSWERS from destination-address 10.35.0.20/32
#       set firewall family inet filter ENT-IN term ANSWERS from protocol tcp
#       set firewall family inet filter ENT-IN term ANSWERS from source-port 443
#       set firewall family inet filter ENT-IN term ANSWERS from tcp-established
#       set firewall family inet filter ENT-IN term ANSWERS then accept
#     linux-iptables: |
#       iptables -I FORWARD 1 -m conntrack --ctstate ESTABLISHED,RELATED -j ACCEPT
#       iptables -D FORWARD -p tcp --dport 1024:65535 -j ACCEPT
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#           }
#       }
#     vyos: |
#       set firewall ipv4 name ENT-IN rule 5 action accept
#       set firewall ipv4 name ENT-IN rule 5 state established
#       set firewall ipv4 name ENT-IN rule 5 state related
#       delete firewall ipv4 name ENT-IN rule 10
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward connection-state=established,related action=accept comment="answers" place-before=0
#       set [find comment="high-ports"] disabled=yes
package zonewarden.rules.stateless_return_range

import data.zonewarden.lib.rules

subjects contains {"kind": "rule_list", "id": id} if {
	some id, list in input.rule_lists
	_boundary(list)
}

violations contains {
	"subject": {"kind": "rule_list", "id": rule.list},
	"key": rule.digest,
	"message": sprintf("%s lets in all answers%s without remembering the questions.", [
		rules.place(rule), rules.between(rule),
	]),
	"evidence": {"rule": rule.text, "services": rule.services},
	"locations": rule.locations,
	"exposure": rules.exposure(rule),
	"zones": rules.joined(rule),
} if {
	some rule in input.rules
	rule.return_range
	rule.it_ot
	_boundary(input.rule_lists[rule.list])
	rules.effective_permit(rule)
	not rule.any_service
}

_boundary(list) if {
	list.it_ot
	count(list.bound) > 0
	not input.devices[list.device].stateful
}
