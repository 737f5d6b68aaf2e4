# METADATA
# title: Windows file, remote control or RPC services join IT and OT
# description: >-
#   SMB, NetBIOS, RPC/DCOM, WinRM, RDP or AD web services can be opened between the plant and a network beyond the
#   DMZ, in one direction or the other. This is the road of ransomware: it spreads with stolen domain accounts from
#   the first office PC to the operator stations in minutes. Services that end in the DMZ are not meant.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
#   - ref: https://attack.mitre.org/techniques/T0867/
#     description: ATT&CK for ICS T0867 Lateral Tool Transfer
# custom:
#   id: FW-013
#   family: rules
#   scope: device
#   severity: high
#   requires: [zones]
#   capability: 2
#   floor: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.1, SR 5.2, SR 7.7]
#     iec-62443-3-2: [ZCR 3.2]
#     iec-62443-2-1: [NET 1.1, NET 1.7]
#     nist-800-53r5: [SC-7, CM-7, SC-7(21)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.3]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0930, M0937]
#     techniques: [T0866, T0867, T0886]
#   remediation:
#     summary: >-
#       Break the path in the DMZ: a file exchange over SFTP or HTTPS, an update relay, a remote desktop gateway with
#       its own accounts. Then deny 135, 137-139, 445, 3389, 5985-5986 and 9389 both ways.
#     cisco-asa: |
#       ! before
#       access-list ENT_IN extended permit tcp 10.40.0.0 255.255.255.0 host 10.30.0.10 eq 445
#       ! after
#       access-list ENT_IN extended permit tcp 10.40.0.0 255.255.255.0 host 10.35.0.30 eq https log
#       no access-list ENT_IN extended permit tcp 10.40.0.0 255.255.255.0 host 10.30.0.10 eq 445
#     cisco-ios: |
#       ip access-list extended ENT-IN
#        no permit tcp 10.40.0.0 0.0.0.255 host 10.30.0.10 eq 445
#        permit tcp 10.40.0.0 0.0.0.255 host 10.35.0.30 eq 443
#     fortinet-fortios: |
#       config firewall service custom
#           edit "TCP-443"
#               set tcp-portrange 443
#           next
#       end
#       config firewall address
#           edit "file-relay-from"
#               set subnet 10.40.0.0 255.255.255.0
#           next
#           edit "file-relay-to"
#               set subnet 10.35.0.30 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "FILE-RELAY"
#               set srcintf "ENT"
#               set dstintf "IDMZ"
#               set action accept
#               set srcaddr "file-relay-from"
#               set dstaddr "file-relay-to"
#               set schedule "always"
#               set service "TCP-443"
#               set logtraffic all
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       set address file-relay-from ip-netmask 10.40.0.0/24
#       set address file-relay-to ip-netmask 10.35.0.30/32
#       set service tcp-443 protocol tcp port 443
#       set rulebase security rules FILE-RELAY from ENT to IDMZ source file-relay-from destination file-relay-to
#       set rulebase security rules FILE-RELAY application any service tcp-443 action allow log-end yes
#       set rulebase security rules ENT-SMB disabled yes
#     juniper-junos: |
#       set security address-book global address file-relay-from 10.40.0.0/24
#       set security address-book global address file-relay-to 10.35.0.30/32
#       set applications application tcp-443 protocol tcp destination-port 443
#       set security policies from-zone ENT to-zone IDMZ policy FILE-RELAY match source-address file-relay-from
#       set security policies from-zone ENT to-zone IDMZ policy FILE-RELAY match destination-address file-relay-to
#       set security policies from-zone ENT to-zone IDMZ policy FILE-RELAY match application tcp-443
#       set security policies from-zone ENT to-zone IDMZ policy FILE-RELAY then permit
#       set security policies from-zone ENT to-zone IDMZ policy FILE-RELAY then log session-init
#       deactivate security policies from-zone ENT to-zone IDMZ policy ENT-SMB
#     linux-iptables: |
#       iptables -I FORWARD 1 -i ent -o idmz -s 10.40.0.0/24 -d 10.35.0.30/32 -p tcp --dport 443 \
#           -m comment --comment "FILE-RELAY" -j ACCEPT
#       iptables -D FORWARD 7
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ent" oifname "idmz" ip saddr 10.40.0.0/24 ip daddr 10.35.0.30 tcp dport 443 \
#                   log prefix "FILE-RELAY " accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list ENT-IN
#         no 20
#         10 permit tcp 10.40.0.0 0.0.0.255 host 10.35.0.30 eq 443 log
#     cisco-iosxr: |
#       ipv4 access-list ENT-IN
#        no 20
#        10 permit tcp 10.40.0.0 0.0.0.255 host 10.35.0.30 eq 443 log
#     vyos: |
#       set firewall ipv4 name ENT-IN default-action drop
#       set firewall ipv4 name ENT-IN rule 10 action accept
#       set firewall ipv4 name ENT-IN rule 10 protocol tcp
#       set firewall ipv4 name ENT-IN rule 10 source address 10.40.0.0/24
#       set firewall ipv4 name ENT-IN rule 10 destination address 10.35.0.30
#       set firewall ipv4 name ENT-IN rule 10 destination port 443
#       set firewall ipv4 name ENT-IN rule 10 log
#       delete firewall ipv4 name ENT-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=ent out-interface=idmz src-address=10.40.0.0/24 \
#           dst-address=10.35.0.30 protocol=tcp dst-port=443 action=accept log=yes comment="FILE-RELAY" place-before=0
#       set [find comment="ent-smb"] disabled=yes
package zonewarden.rules.windows_service_across_boundary

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _across

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"message": sprintf("Zone %s can open %s to %s through %s.", [
		naming.zone(flow.from), flows.label(flow.permitted, ids),
		naming.zone(flow.to), naming.device(flow.device),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	"exposure": _exposure(flow),
} if {
	some id in _across
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := _reached(flow)
	count(ids) > 0
}

_across contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	flow.to in zones.beyond_dmz_ids
}

_across contains id if {
	some id, flow in input.flows
	flow.from in zones.beyond_dmz_ids
	flow.to in zones.ot_ids
}

_reached(flow) := {id |
	some id in (flows.touched(flow) & _windows)
	_really(flow, id)
}

_windows := {"adws", "msrpc-dcom", "netbios", "rdp", "smb", "winrm"}

_really(_, id) if id != "msrpc-dcom"

# The catalogue gives RPC the dynamic ports as well; without its own ports a flow into those is something else.
_really(flow, "msrpc-dcom") if {
	some text in flow.permitted.services
	span := _tcp_span(text)
	some port in [135, 593]
	span[0] <= port
	port <= span[1]
}

# The TCP destination ports of a service text (tcp, tcp/135, tcp/49152-65535 from 1024): [low, high].
_tcp_span(text) := [0, 65535] if split(text, " ")[0] in {"any", "tcp"}

else := [to_number(ports[0]), to_number(ports[count(ports) - 1])] if {
	startswith(text, "tcp/")
	ports := split(split(split(text, " ")[0], "/")[1], "-")
}

_exposure(flow) := 3 if {
	some id in {flow.from, flow.to}
	input.zones[id].external
}

else := 2
