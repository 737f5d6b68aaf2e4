# METADATA
# title: OPC Classic crosses a firewall on open dynamic ports
# description: >-
#   Between two zones the RPC endpoint mapper (tcp/135) is open together with a wide range of high ports, which is
#   what OPC Classic over DCOM asks for. The range exposes every other RPC service of the server too, with its weak
#   authentication, and no log shows any more what is OPC. Flows with any service are FW-002's.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
#   - ref: https://attack.mitre.org/techniques/T0871/
#     description: ATT&CK for ICS T0871 Execution through API
# custom:
#   id: FW-014
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones]
#   capability: 3
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 5.2, SR 7.7]
#     iec-62443-2-1: [NET 1.7]
#     nist-800-53r5: [CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01]
#     nerc-cip: [CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885, T0871]
#   remediation:
#     summary: >-
#       Move to OPC UA (tcp/4840 or 4843) or put an OPC tunneller on both sides, one port between them. Until then pin
#       the DCOM port range on the server, or let an inspecting firewall open the dynamic ports.
#     cisco-asa: |
#       ! before
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 135
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 49152 65535
#       ! after
#       access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#       no access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 eq 135
#       no access-list IDMZ_IN extended permit tcp host 10.35.0.20 host 10.30.0.10 range 49152 65535
#     cisco-ios: |
#       ip access-list extended IDMZ-IN
#        no permit tcp host 10.35.0.20 host 10.30.0.10 eq 135
#        no permit tcp host 10.35.0.20 host 10.30.0.10 range 49152 65535
#        permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840
#     fortinet-fortios: |
#       config firewall service custom
#           edit "TCP-4840"
#               set tcp-portrange 4840
#           next
#       end
#       config firewall address
#           edit "opc-ua-from"
#               set subnet 10.35.0.20 255.255.255.255
#           next
#           edit "opc-ua-to"
#               set subnet 10.30.0.10 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "OPC-UA"
#               set srcintf "IDMZ"
#               set dstintf "OPS"
#               set action accept
#               set srcaddr "opc-ua-from"
#               set dstaddr "opc-ua-to"
#               set schedule "always"
#               set service "TCP-4840"
#               set logtraffic all
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       set address opc-ua-from ip-netmask 10.35.0.20/32
#       set address opc-ua-to ip-netmask 10.30.0.10/32
#       set service tcp-4840 protocol tcp port 4840
#       set rulebase security rules OPC-UA from IDMZ to OPS source opc-ua-from destination opc-ua-to
#       set rulebase security rules OPC-UA application any service tcp-4840 action allow log-end yes
#       set rulebase security rules OPC-DCOM disabled yes
#     juniper-junos: |
#       set security address-book global address opc-ua-from 10.35.0.20/32
#       set security address-book global address opc-ua-to 10.30.0.10/32
#       set applications application tcp-4840 protocol tcp destination-port 4840
#       set security policies from-zone IDMZ to-zone OPS policy OPC-UA match source-address opc-ua-from
#       set security policies from-zone IDMZ to-zone OPS policy OPC-UA match destination-address opc-ua-to
#       set security policies from-zone IDMZ to-zone OPS policy OPC-UA match application tcp-4840
#       set security policies from-zone IDMZ to-zone OPS policy OPC-UA then permit
#       set security policies from-zone IDMZ to-zone OPS policy OPC-UA then log session-init
#       deactivate security policies from-zone IDMZ to-zone OPS policy OPC-DCOM
#     linux-iptables: |
#       iptables -I FORWARD 1 -i idmz -o ops -s 10.35.0.20/32 -d 10.30.0.10/32 -p tcp --dport 4840 \
#           -m comment --comment "OPC-UA" -j ACCEPT
#       iptables -D FORWARD 7
#     linux-nftables: |
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "idmz" oifname "ops" ip saddr 10.35.0.20 ip daddr 10.30.0.10 tcp dport 4840 \
#                   log prefix "OPC-UA " accept
#           }
#       }
#     cisco-nxos: |
#       ip access-list IDMZ-IN
#         no 20
#         10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#     cisco-iosxr: |
#       ipv4 access-list IDMZ-IN
#        no 20
#        10 permit tcp host 10.35.0.20 host 10.30.0.10 eq 4840 log
#     vyos: |
#       set firewall ipv4 name IDMZ-IN default-action drop
#       set firewall ipv4 name IDMZ-IN rule 10 action accept
#       set firewall ipv4 name IDMZ-IN rule 10 protocol tcp
#       set firewall ipv4 name IDMZ-IN rule 10 source address 10.35.0.20
#       set firewall ipv4 name IDMZ-IN rule 10 destination address 10.30.0.10
#       set firewall ipv4 name IDMZ-IN rule 10 destination port 4840
#       set firewall ipv4 name IDMZ-IN rule 10 log
#       delete firewall ipv4 name IDMZ-IN rule 20
#     mikrotik-routeros: |
#       /ip firewall filter
#       add chain=forward in-interface=idmz out-interface=ops src-address=10.35.0.20 \
#           dst-address=10.30.0.10 protocol=tcp dst-port=4840 action=accept log=yes comment="OPC-UA" place-before=0
#       set [find comment="opc-dcom"] disabled=yes
package zonewarden.rules.opc_classic_dynamic_ports

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"message": sprintf("Zone %s can reach the RPC endpoint mapper (tcp/135) and %d dynamic ports of %s through %s.", [
		naming.zone(flow.from), widest,
		naming.zone(flow.to), naming.device(flow.device),
	]),
	"evidence": {"services": sort(ids), "dynamic_ports": widest},
	"packets": {"flow": flow.id, "part": "permitted", "services": sort(ids)},
	"floor": _floor(flow),
} if {
	some id in _judged
	flow := input.flows[id]
	not is_null(flow.permitted)
	ids := flows.touched(flow) & {"msrpc-dcom", "opc-classic"}
	count(ids) > 0
	spans := [span | some text in flow.permitted.services; span := _tcp_span(text)]
	some mapper in spans
	mapper[0] <= 135
	135 <= mapper[1]
	widest := max([_dynamic(span) | some span in spans])
	widest >= 256
}

_judged contains id if {
	some id, flow in input.flows
	flow.from in zones.ot_ids
	not flow.permitted.any_service
}

_judged contains id if {
	some id, flow in input.flows
	flow.to in zones.ot_ids
	not flow.permitted.any_service
}

# How many ports that a server may hand out dynamically lie in the span.
_dynamic(span) := (span[1] - max([span[0], 1024])) + 1

# The TCP destination ports of a service text (tcp, tcp/135, tcp/49152-65535 from 1024): [low, high].
_tcp_span(text) := [0, 65535] if split(text, " ")[0] in {"any", "tcp"}

else := [to_number(ports[0]), to_number(ports[count(ports) - 1])] if {
	startswith(text, "tcp/")
	ports := split(split(split(text, " ")[0], "/")[1], "-")
}

# Out of the plant, or into it.
_floor(flow) := "high" if {
	some id in {flow.from, flow.to}
	not zones.ot(id)
}

else := "medium"
