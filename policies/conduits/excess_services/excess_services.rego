# METADATA
# title: Rules permit more services than the conduit declares
# description: >-
#   Between the endpoints of a declared conduit the device permits services that the conduit does not name. The path
#   itself is wanted, its width is not: a port range or an any-service rule where the process needs one port gives an
#   attacker on one end every other door of the host on the other end. So does a port that a conduit pins to an
#   application and a rule opens to anything: unless the conduit declares a filter that looks into the protocol.
# related_resources:
#   - ref: https://attack.mitre.org/techniques/T0885/
#     description: ATT&CK for ICS T0885 Commonly Used Port
#   - ref: https://attack.mitre.org/mitigations/M0937/
#     description: ATT&CK for ICS M0937 Filter Network Traffic
# custom:
#   id: SEG-003
#   family: conduits
#   scope: device
#   severity: medium
#   requires: [zones, conduits]
#   capability: 2
#   fix_disruption: hot
#   controls:
#     iec-62443-3-3: [SR 5.2 RE(1), SR 7.7]
#     iec-62443-3-2: [ZCR 6.4]
#     iec-62443-2-1: [NET 1.2, NET 1.7]
#     nist-800-53r5: [AC-4, CM-7, SC-7(5)]
#     nist-csf-2: [PR.IR-01, PR.PS-01]
#     nerc-cip: [CIP-005-7 R1.3, CIP-007-6 R1.1]
#     sans-ics: ["2"]
#   attack_ics:
#     mitigations: [M0937, M0807]
#     techniques: [T0885]
#   remediation:
#     summary: >-
#       Replace ranges and any-service rules by the service list of the conduit. Add a service to the conduit only if
#       somebody can say what it is for.
#     cisco-asa: |
#       ! before
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10
#       ! after
#       access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840 log
#       no access-list OPS-IN extended permit tcp host 10.30.1.30 host 10.20.1.10
#     cisco-ios: |
#       ip access-list extended OPS-IN
#        no permit tcp host 10.30.1.30 host 10.20.1.10
#        permit tcp host 10.30.1.30 host 10.20.1.10 eq 4840
#     fortinet-fortios: |
#       # the services of the conduit and no other
#       config firewall service custom
#           edit "TCP-5450"
#               set tcp-portrange 5450
#           next
#       end
#       config firewall address
#           edit "cnd-hist-from"
#               set subnet 10.35.0.20 255.255.255.255
#           next
#           edit "cnd-hist-to"
#               set subnet 10.30.1.10 255.255.255.255
#           next
#       end
#       config firewall policy
#           edit 107
#               set name "CND-HIST"
#               set srcintf "IDMZ"
#               set dstintf "OPS"
#               set action accept
#               set srcaddr "cnd-hist-from"
#               set dstaddr "cnd-hist-to"
#               set schedule "always"
#               set service "TCP-5450"
#               set logtraffic all
#               set comments "conduit=cnd-hist owner=NAME chg=CHG-1234 review=2027-05-31"
#           next
#           edit 42
#               set status disable
#           next
#       end
#     paloalto-panos: |
#       # the services of the conduit and no other
#       set address cnd-hist-from ip-netmask 10.35.0.20/32
#       set address cnd-hist-to ip-netmask 10.30.1.10/32
#       set service tcp-5450 protocol tcp port 5450
#       set rulebase security rules CND-HIST from IDMZ to OPS source cnd-hist-from destination cnd-hist-to
#       set rulebase security rules CND-HIST application any service tcp-5450 action allow log-end yes
#       set rulebase security rules IDMZ-OPS disabled yes
#     juniper-junos: |
#       # the services of the conduit and no other
#       set security address-book global address cnd-hist-from 10.35.0.20/32
#       set security address-book global address cnd-hist-to 10.30.1.10/32
#       set applications application tcp-5450 protocol tcp destination-port 5450
#       set security policies from-zone IDMZ to-zone OPS policy CND-HIST match source-address cnd-hist-from
#       set security policies from-zone IDMZ to-zone OPS policy CND-HIST match destination-address cnd-hist-to
#       set security policies from-zone IDMZ to-zone OPS policy CND-HIST match application tcp-5450
#       set security policies from-zone IDMZ to-zone OPS policy CND-HIST then permit
#       set security policies from-zone IDMZ to-zone OPS policy CND-HIST then log session-init
#       deactivate security policies from-zone IDMZ to-zone OPS policy IDMZ-OPS
#     linux-iptables: |
#       # the services of the conduit and no other
#       iptables -D FORWARD -i idmz -o ops -j ACCEPT
#       iptables -A FORWARD -i idmz -o ops -s 10.35.0.20 -d 10.30.1.10 -p tcp --dport 5450 \
#         -m conntrack --ctstate NEW -m comment --comment "conduit=cnd-hist chg=CHG-1234" -j ACCEPT
#     linux-nftables: |
#       # the services of the conduit and no other
#       table inet filter {
#           chain forward {
#               type filter hook forward priority filter; policy drop;
#               ct state established,related accept
#               iifname "idmz" oifname "ops" ip saddr 10.35.0.20 ip daddr 10.30.1.10 tcp dport 5450 \
#                   log prefix "CND-HIST " accept comment "conduit=cnd-hist chg=CHG-1234"
#               log prefix "FORWARD-DROP " drop
#           }
#       }
package zonewarden.conduits.excess_services

import data.zonewarden.lib.flows
import data.zonewarden.lib.naming

subjects contains {"kind": "flow", "id": id} if some id in _judged

violations contains violation if {
	some flow in input.flows
	not is_null(flow.excess_services)
	violation := {
		"subject": {"kind": "flow", "id": flow.id},
		"message": sprintf(
			"From %s to %s %s permits more services than the conduit declares: %s.",
			[
				naming.zone(flow.from),
				naming.zone(flow.to),
				naming.device(flow.device),
				flows.part_label(flow, "excess_services"),
			],
		),
		"evidence": flows.part_evidence(flow, "excess_services"),
		"packets": {"flow": flow.id, "part": "excess_services"},
		"capability": flows.capability(flow, flows.uncovered(flow)),
	}
}

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"key": sprintf("application:%s", [name]),
	"message": sprintf("Conduit %s pins %s to an application, and %s permits the ports to anything from %s to %s.", [
		name,
		naming.services(services),
		naming.device(flow.device),
		naming.zone(flow.from),
		naming.zone(flow.to),
	]),
	"evidence": {"conduit": name, "services": sort(services)},
	"packets": {"flow": flow.id, "part": "unpinned", "conduit": name},
	"capability": flows.capability(flow, {id | some id in services}),
} if {
	some flow in input.flows
	some name, services in flow.unpinned
	not "ot-dpi" in input.conduits[name].inspection
}

_judged contains id if {
	some id, flow in input.flows
	{flow.from, flow.to} in _joined
}

_joined contains {conduit.from, conduit.to} if {
	some conduit in input.conduits
	not conduit.expired
}

_judged contains id if {
	some id, flow in input.flows
	not is_null(flow.excess_services)
}
