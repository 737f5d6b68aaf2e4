# METADATA
# title: A translation gives a plant host an address elsewhere that no conduit declares
# description: >-
#   A host of the plant appears in another network under a second address, and no conduit says so. Rules and logs then
#   speak of an address that nobody knows, and a path exists that the drawing of zones does not show. Addresses on the
#   Internet are judged by SEG-010. Or clients from elsewhere come into the plant behind one address, by rules that do
#   not log: afterwards nobody can say who it was.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0822/
#     description: ATT&CK for ICS T0822 External Remote Services
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-017
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 2
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 2.12]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2]
#     nist-800-53r5: [SC-7, AC-4, AU-3]
#     nist-csf-2: [PR.IR-01, ID.AM-03]
#     nerc-cip: [CIP-005-7 R1.2]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937]
#     techniques: [T0822, T0883]
#   remediation:
#     summary: >-
#       Declare the translation as nat of its conduit, log it, and remove what no conduit needs.
#     cisco-asa: |
#       object network PLC-10
#        no nat (cell1,ent) static 10.40.9.10
#     cisco-ios: |
#       no ip nat inside source static 10.20.1.10 10.40.9.10
#     fortinet-fortios: |
#       config firewall vip
#           delete "plc-10"
#       end
#     paloalto-panos: |
#       delete rulebase nat rules PLC-10-IN
#     juniper-junos: |
#       delete security nat static rule-set FROM-EDGE rule PLC-10
#     linux-iptables: |
#       iptables -t nat -D PREROUTING -d 198.51.100.3 -j DNAT --to-destination 10.20.1.10
#     linux-nftables: |
#       # list with handles (nft -a list table ip nat), then
#       delete rule ip nat prerouting handle 12
#     vyos: |
#       delete nat destination rule 10
#     mikrotik-routeros: |
#       /ip firewall nat
#       remove [find dst-address=10.40.9.10]
package zonewarden.rules.undeclared_translation

import data.zonewarden.lib.naming

subjects contains {"kind": "translation", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "translation", "id": id},
	"message": sprintf("%s shows %s of %s as %s, and no conduit declares it.", [
		naming.device(nat.device), naming.list(nat.real), naming.list(nat.real_zones), naming.list(nat.mapped),
	]),
	"evidence": {"real": nat.real, "mapped": nat.mapped},
	"locations": nat.locations,
	"exposure": 2,
} if {
	some id in _judged
	nat := input.translations[id]
	not nat.declared
}

# An address kept as it is hides nothing.
_judged contains id if {
	some id, nat in input.translations
	nat.ot
	not nat.external
	nat.real != nat.mapped
}

subjects contains {"kind": "device", "id": id} if {
	some id, device in input.devices
	count(device.source_hiding) > 0
}

violations contains {
	"subject": {"kind": "device", "id": id},
	"key": sprintf("hidden:%s:%s>%s", [row.text, row.from, row.to]),
	"message": sprintf("%s hides who comes from %s into %s behind another address, by rules that do not log: %s.", [
		naming.device(id), naming.zone(row.from), naming.zone(row.to), row.text,
	]),
	"evidence": {"from": row.from, "to": row.to},
	"locations": row.locations,
	"certainty": row.certainty,
	"zones": sort({row.from, row.to}),
} if {
	some id, device in input.devices
	some row in device.source_hiding
	row.unlogged
}
