# METADATA
# title: A read-only conduit lets writing through
# description: >-
#   A conduit is declared for reading, and its rule opens a protocol that writes with the same packets: nothing on the
#   way looks at the function, and nothing is recorded that the server refuses to write. What is drawn as a display is
#   a remote control.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0855/
#     description: ATT&CK for ICS T0855 Unauthorized Command Message
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: FW-016
#   family: rules
#   scope: device
#   severity: high
#   requires: [zones, conduits]
#   capability: 2
#   floor: medium
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 2.1, SR 5.2, SR 3.5]
#     iec-62443-2-1: [NET 1.2, DATA 1.7]
#     nist-800-53r5: [AC-4, SC-7(17), AC-3]
#     nist-csf-2: [PR.AA-05, PR.IR-01]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807, M0800]
#     techniques: [T0855, T0836, T0806]
#   remediation:
#     summary: >-
#       Pin the read functions or the application at a firewall that knows the protocol, put a read-only gateway in
#       between, or record the read-only role of the server as functions of the conduit's service.
#     cisco-asa: |
#       ! an ASA does not look into most control protocols: filter by a gateway, and record it
#       ! declarations/conduits.yaml
#       !   services: [{service: modbus-tcp, functions: ["read (gateway rtu-gw)"]}]
#       access-list OPS-IN extended permit tcp host 10.30.1.10 host 10.21.0.15 eq 502 log
#     cisco-ios: |
#       ! declarations/conduits.yaml
#       !   services: [{service: modbus-tcp, functions: ["read (gateway rtu-gw)"]}]
#       ip access-list extended OPS-IN
#        permit tcp host 10.30.1.10 host 10.21.0.15 eq 502 log
#     fortinet-fortios: |
#       # OT signatures by function: reads pass, writes are cut
#       config application list
#           edit "MODBUS-READ"
#               set other-application-action block
#               config entries
#                   edit 1
#                       set application 44592
#                       set action pass
#                   next
#               end
#           next
#       end
#       config firewall policy
#           edit 107
#               set utm-status enable
#               set application-list "MODBUS-READ"
#               set logtraffic all
#           next
#       end
#     paloalto-panos: |
#       set rulebase security rules MODBUS-READ from OPS to CELL1 source hist-1 destination plc-1
#       set rulebase security rules MODBUS-READ application [ modbus-base modbus-read-holding-registers ]
#       set rulebase security rules MODBUS-READ service application-default action allow log-end yes
#     juniper-junos: |
#       # ports alone cannot tell a read from a write: a gateway that only reads is the far end
#       set security address-book global address rtu-gw 10.21.0.15/32
#       set security policies from-zone OPS to-zone CELL1 policy MODBUS-READ match source-address hist-1
#       set security policies from-zone OPS to-zone CELL1 policy MODBUS-READ match destination-address rtu-gw
#       set security policies from-zone OPS to-zone CELL1 policy MODBUS-READ match application modbus
#       set security policies from-zone OPS to-zone CELL1 policy MODBUS-READ then permit
#     linux-iptables: |
#       # ports cannot tell a read from a write: the far end is a gateway that only reads
#       iptables -I FORWARD 1 -i ops -o cell1 -s 10.30.1.10/32 -d 10.21.0.15/32 -p tcp --dport 502 \
#           -m comment --comment "MODBUS-READ" -j ACCEPT
#       iptables -D FORWARD 7
#     linux-nftables: |
#       # ports cannot tell a read from a write: the far end is a gateway that only reads
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "ops" oifname "cell1" ip saddr 10.30.1.10 ip daddr 10.21.0.15 tcp dport 502 \
#                   log prefix "MODBUS-READ " accept
#           }
#       }
#     cisco-nxos: |
#       ! ports cannot tell a read from a write: the far end is a gateway that only reads
#       ip access-list OPS-IN
#         no 20
#         10 permit tcp host 10.30.1.10 host 10.21.0.15 eq 502 log
#     cisco-iosxr: |
#       ! ports cannot tell a read from a write: the far end is a gateway that only reads
#       ipv4 access-list OPS-IN
#        no 20
#        10 permit tcp host 10.30.1.10 host 10.21.0.15 eq 502 log
#     vyos: |
#       # ports cannot tell a read from a write: the far end is a gateway that only reads
#       set firewall ipv4 name OPS-IN default-action drop
#       set firewall ipv4 name OPS-IN rule 10 action accept
#       set firewall ipv4 name OPS-IN rule 10 protocol tcp
#       set firewall ipv4 name OPS-IN rule 10 source address 10.30.1.10
#       set firewall ipv4 name OPS-IN rule 10 destination address 10.21.0.15
#       set firewall ipv4 name OPS-IN rule 10 destination port 502
#       set firewall ipv4 name OPS-IN rule 10 log
#       delete firewall ipv4 name OPS-IN rule 20
#     mikrotik-routeros: |
#       # ports cannot tell a read from a write: the far end is a gateway that only reads
#       /ip firewall filter
#       add chain=forward in-interface=ops out-interface=cell1 src-address=10.30.1.10 \
#           dst-address=10.21.0.15 protocol=tcp dst-port=502 action=accept log=yes comment="MODBUS-READ" place-before=0
#       set [find comment="old"] disabled=yes
package zonewarden.rules.read_only_not_enforced

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some [id, _] in _pairs

violations contains {
	"subject": {"kind": "flow", "id": id},
	"key": conduit.id,
	"message": sprintf("Conduit %s is for reading, and %s lets it write to %s: nothing limits %s to reading.", [
		conduit.id, naming.device(flow.device), naming.zone(flow.to), naming.services(ids),
	]),
	"evidence": flows.evidence(ids),
	"packets": {"flow": id, "part": "permitted", "services": sort(ids)},
	"capability": 3,
} if {
	some [id, name] in _pairs
	flow := input.flows[id]
	conduit := input.conduits[name]
	not "ot-dpi" in conduit.inspection
	ids := {service |
		some service in conduit.unpinned_services
		_writes(input.services[service])
		service in flows.touched(flow)
	}
	count(ids) > 0
}

# Industrial protocols that write by the packets they read by. What https or SSH may do is the server's matter.
_writes(service) if {
	service.writes
	"ics" in service.classes
}

# Flows under a conduit for reading.
_pairs contains [id, name] if {
	some id, flow in input.flows
	some name in flow.permitted.conduits
	input.conduits[name].access == "read_only"
	not input.conduits[name].expired
}
