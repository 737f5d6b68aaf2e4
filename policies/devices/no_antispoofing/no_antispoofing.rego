# METADATA
# title: A boundary interface takes packets with forged sources
# description: >-
#   An interface from the plant's boundary towards other networks has neither a reverse path check nor an inbound list
#   that limits the sources. A host outside can send packets as if it were a station of the plant, and rules that
#   trust the station's address let it command the controllers. IPv4 only.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0848/
#     description: ATT&CK for ICS T0848 Rogue Master
#   - ref: https://attack.mitre.org/techniques/T0856/
#     description: ATT&CK for ICS T0856 Spoof Reporting Message
# custom:
#   id: DEV-017
#   family: devices
#   scope: device
#   rules: [any-source]
#   severity: medium
#   requires: [zones]
#   capability: 2
#   ceiling: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.1]
#     iec-62443-2-1: [NET 1.1]
#     nist-800-53r5: [SC-7(11), SC-5(2)]
#     nist-csf-2: [PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0814]
#     techniques: [T0848, T0856, T0814]
#   remediation:
#     summary: >-
#       Switch on the reverse path check; where routing is asymmetric (rings, two uplinks) use the loose form and try
#       it in a window. A list whose permits name their sources does as well.
#     cisco-asa: |
#       ip verify reverse-path interface ent
#     cisco-ios: |
#       interface GigabitEthernet0/1
#        ip verify unicast source reachable-via rx
#     fortinet-fortios: |
#       config system settings
#           set asymroute disable
#           set strict-src-check enable
#       end
#       config system interface
#           edit "port1"
#               set src-check enable
#           next
#       end
#     juniper-junos: |
#       set interfaces ge-0/0/0 unit 0 family inet rpf-check
#       set security screen ids-option OT-SCREEN ip spoofing
#       set security zones security-zone ENT screen OT-SCREEN
#     paloalto-panos: |
#       set network profiles zone-protection-profile OT-ZONE discard-ip-spoof yes
#       set zone ENT network zone-protection-profile OT-ZONE
#     linux-iptables: |
#       iptables -t raw -A PREROUTING -m rpfilter --invert -j DROP
#     linux-nftables: |
#       table inet raw {
#           chain prerouting {
#               type filter hook prerouting priority raw; policy accept;
#               fib saddr . iif oif missing drop
#           }
#       }
#     cisco-nxos: |
#       interface Ethernet1/1
#         ip verify unicast source reachable-via rx
#     cisco-iosxr: |
#       interface GigabitEthernet0/0/0/1
#        ipv4 verify unicast source reachable-via rx
#     vyos: |
#       set firewall global-options source-validation strict
#     mikrotik-routeros: |
#       /ip settings
#       set rp-filter=strict
package zonewarden.devices.no_antispoofing

import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "device", "id": device.id} if {
	some device in input.devices
	some interface in input.interfaces
	interface.device == device.id
	_at_boundary(interface)
}

violations contains {
	"subject": {"kind": "device", "id": interface.device},
	"key": interface.name,
	"message": sprintf("%s takes packets with any source on %s, towards %s.", [
		naming.device(interface.device), interface.name,
		naming.list([naming.zone(id) | some id in sort(interface.zones)]),
	]),
	"evidence": {"interface": interface.name, "list": interface.in4},
	"locations": interface.locations,
	"exposure": _exposure(interface),
} if {
	some interface in input.interfaces
	_at_boundary(interface)
	not "urpf" in interface.settings
	not _limited(interface)
}

# From a device between OT and another side, the side that is not OT.
_at_boundary(interface) if {
	input.devices[interface.device].it_ot
	not input.devices[interface.device].platform in _silent
	interface.ipv4
	_leads_out(interface)
	not _loopback(interface)
	count(interface.zones) > 0
}

_leads_out(interface) if not interface.ot

# Plant networks may lie behind the office's too.
_leads_out(interface) if {
	some id in interface.zones
	zones.beyond_dmz(id)
}

# What these forward is checked by a kernel or a cloud whose settings stand elsewhere.
_silent := {
	"access-rules", "aerleon-policy", "aws-api", "azure-arm", "checkpoint-mgmt", "kubernetes", "linux-iptables",
	"linux-nftables", "terraform-plan",
}

# No packet comes in by it from outside.
_loopback(interface) if regex.match(`^(lo|loopback)[0-9.]*$`, lower(interface.name))

# The inbound list denies what no permit names, and no permit takes every source.
_limited(interface) if {
	some list in input.rule_lists
	list.device == interface.device
	list.name == interface.in4
	list["default"] == "deny"
	not list.id in _lists_for_every_source
}

_lists_for_every_source contains rule.list if {
	some rule in input.rules
	rule.enabled
	rule.action != "deny"
	rule.any_source
	not rule.status in {"shadowed", "undefined", "unmatchable"}
}

_exposure(interface) := 3 if interface.external

else := 2 if {
	some id in interface.zones
	zones.beyond_dmz(id)
}

else := 1
