# METADATA
# title: A cleartext administration or file protocol crosses zones
# description: >-
#   Telnet, FTP, TFTP, HTTP, the r-services, VNC, LDAP or SNMP can be opened between two zones, one of them in the
#   plant or in the DMZ. Who reads the wire, or answers first, gets the passwords of the engineering accounts and can
#   change a file or a recipe on its way. SNMP is left out where every device shown here speaks only version 3, and SMB
#   counts where a host at one end declares its first version.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0842/
#     description: ATT&CK for ICS T0842 Network Sniffing
#   - ref: https://attack.mitre.org/techniques/T0830/
#     description: ATT&CK for ICS T0830 Adversary-in-the-Middle
# custom:
#   id: FW-012
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 1
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 4.1 RE(1), SR 1.5, SR 3.1]
#     iec-62443-2-1: [USER 1.11, NET 1.7]
#     nist-800-53r5: [SC-8, IA-5, AC-17(2)]
#     nist-csf-2: [PR.DS-02]
#     nerc-cip: [CIP-007-6 R1.1]
#     nis2: ["21.2.h"]
#     sans-ics: ["2"]
#     nist-800-82r3: [Network segmentation and isolation]
#   attack_ics:
#     mitigations: [M0808, M0942]
#     techniques: [T0842, T0830, T0859]
#   remediation:
#     summary: >-
#       Use the encrypted alternative (SSH, SFTP, HTTPS, LDAPS, SNMPv3). Where the device cannot, keep the protocol
#       inside one zone, put it into a tunnel, or record an exception with an end.
#     cisco-asa: |
#       ! before
#       access-list OPS_IN extended permit tcp host 10.30.5.20 host 10.20.1.10 eq telnet
#       ! after
#       access-list OPS_IN extended permit tcp host 10.30.5.20 host 10.20.1.10 eq ssh log
#       no access-list OPS_IN extended permit tcp host 10.30.5.20 host 10.20.1.10 eq telnet
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp host 10.30.5.20 host 10.20.1.10 eq telnet
#        permit tcp host 10.30.5.20 host 10.20.1.10 eq 22
#     fortinet-fortios: |
#       config firewall service custom
#           edit "TCP-22"
#               set tcp-portrange 22
#           next
#       end
#       config firewall address
#           edit "eng-ssh-from"
#               set subnet 10.30.5.20 255.255.255.255
#           next
#           edit "eng-ssh-to"
#               set subnet 10.20.1.10 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "ENG-SSH"
#               set srcintf "OPS"
#               set dstintf "CELL1"
#               set action accept
#               set srcaddr "eng-ssh-from"
#               set dstaddr "eng-ssh-to"
#               set schedule "always"
#               set service "TCP-22"
#               set logtraffic all
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       set address eng-ssh-from ip-netmask 10.30.5.20/32
#       set address eng-ssh-to ip-netmask 10.20.1.10/32
#       set service tcp-22 protocol tcp port 22
#       set rulebase security rules ENG-SSH from OPS to CELL1 source eng-ssh-from destination eng-ssh-to
#       set rulebase security rules ENG-SSH application any service tcp-22 action allow log-end yes
#       set rulebase security rules ENG-TELNET disabled yes
#     juniper-junos: |
#       set security address-book global address eng-ssh-from 10.30.5.20/32
#       set security address-book global address eng-ssh-to 10.20.1.10/32
#       set applications application tcp-22 protocol tcp destination-port 22
#       set security policies from-zone OPS to-zone CELL1 policy ENG-SSH match source-address eng-ssh-from
#       set security policies from-zone OPS to-zone CELL1 policy ENG-SSH match destination-address eng-ssh-to
#       set security policies from-zone OPS to-zone CELL1 policy ENG-SSH match application tcp-22
#       set security policies from-zone OPS to-zone CELL1 policy ENG-SSH then permit
#       set security policies from-zone OPS to-zone CELL1 policy ENG-SSH then log session-init
#       deactivate security policies from-zone OPS to-zone CELL1 policy ENG-TELNET
#     linux-iptables: |
#       iptables -I FORWARD 1 -i ops -o cell1 -s 10.30.5.20/32 -d 10.20.1.10/32 -p tcp --dport 22 \
#           -m comment --comment "ENG-SSH" -j ACCEPT
#       iptables -D FORWARD 7
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ops" oifname "cell1" ip saddr 10.30.5.20 ip daddr 10.20.1.10 tcp dport 22 \
#                   log prefix "ENG-SSH " accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list OPS-IN
#         no 20
#         10 permit tcp host 10.30.5.20 host 10.20.1.10 eq 22 log
#     cisco-iosxr: |
#       ipv4 access-list OPS-IN
#        no 20
#        10 permit tcp host 10.30.5.20 host 10.20.1.10 eq 22 log
#     vyos: |
#       set firewall ipv4 name OPS-IN default-action drop
#       set firewall ipv4 name OPS-IN rule 10 action accept
#       set firewall ipv4 name OPS-IN rule 10 protocol tcp
#       set firewall ipv4 name OPS-IN rule 10 source address 10.30.5.20
#       set firewall ipv4 name OPS-IN rule 10 destination address 10.20.1.10
#       set firewall ipv4 name OPS-IN rule 10 destination port 22
#       set firewall ipv4 name OPS-IN rule 10 log
#       delete firewall ipv4 name OPS-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ops out-interface=cell1 src-address=10.30.5.20 \
#           dst-address=10.20.1.10 protocol=tcp dst-port=22 action=accept log=yes comment="ENG-SSH" place-before=0
#       set [find comment="eng-telnet"] disabled=yes
package zonewarden.rules.cleartext_service

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _in_scope

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"message": sprintf("Zone %s can open %s to %s through %s.", [
		naming.zone(flow.from), _words(flow, ids),
		naming.zone(flow.to), naming.device(flow.device),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	"capability": _capability(flow, ids),
	"floor": _floor(flow),
} if {
	some id in _in_scope
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touched(flow) & _cleartext
	count(ids) > 0
}

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"key": "smb1",
	"message": sprintf("Zone %s can open SMB to %s through %s, and a host at one end declares its first version.", [
		naming.zone(flow.from), naming.zone(flow.to), naming.device(flow.device),
	]),
	"evidence": {"services": ["smb"], "service_count": 1},
	"packets": {"flow": flow.id, "part": "of_smb1_hosts", "services": ["smb"]},
	"capability": 2,
	"floor": _floor(flow),
} if {
	some id in _in_scope
	flow := input.flows[id]
	"smb" in flow.of_smb1_hosts
}

_words(flow, ids) := "any service, cleartext ones included," if flow.permitted.any_service

else := sprintf("cleartext %s", [naming.services(ids)])

# Between office networks alone it is not a matter of the plant.
_in_scope contains id if {
	some id, flow in input.flows
	flow.from in _plant
}

_in_scope contains id if {
	some id, flow in input.flows
	flow.to in _plant
}

_plant := zones.ot_ids | zones.dmz_ids

_cleartext := _always if _snmp_v3_only

else := _always | {"snmp"}

_always := {"ftp", "http", "ldap", "r-services", "telnet", "tftp", "vnc"}

# What the devices shown here speak says how the site does SNMP.
_snmp_v3_only if {
	versions := {access.version | some device in input.devices; some access in device.management.snmp}
	count(versions) > 0
	every version in versions { contains(version, "3") }
}

_capability(flow, ids) := 2 if count(ids & flows.touching(flow, {"admin", "remote-interactive"})) > 0

else := 1

_floor(flow) := "medium" if {
	some id in {flow.from, flow.to}
	zones.ot(id)
	some other in {flow.from, flow.to}
	not zones.ot(other)
}

else := "info"
