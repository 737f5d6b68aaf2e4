# METADATA
# title: Nothing looks into traffic that crosses the plant's boundary
# description: >-
#   Traffic of a conduit between the plant and another side is permitted by rules that bind no intrusion prevention,
#   application or malware profile, and no conduit between the two zones declares an inspection or a passive sensor. An
#   exploit inside a permitted protocol then looks like any other session. So it does where a conduit declares that
#   intrusions are blocked and the profile of the rule surely only detects them, and no sensor stands beside it. TLS that
#   profiles cannot look into is not judged.
# related_resources:
#   - ref: https://attack.mitre.org/mitigations/M0931/
#     description: ATT&CK for ICS M0931 Network Intrusion Prevention
#   - ref: https://attack.mitre.org/techniques/T0866/
#     description: ATT&CK for ICS T0866 Exploitation of Remote Services
# custom:
#   id: FW-015
#   family: rules
#   scope: device
#   severity: medium
#   requires: [zones, conduits]
#   capability: 1
#   ceiling: high
#   fix_disruption: window
#   controls:
#     iec-62443-3-3: [SR 3.2 RE(1), SR 6.2, SR 5.2]
#     iec-62443-2-1: [COMP 2.2, EVENT 1.1]
#     nist-800-53r5: [SI-4(4), SC-7(17), SI-4]
#     nist-csf-2: [DE.CM-01, PR.IR-01]
#     nerc-cip: [CIP-005-7 R1.5, CIP-003-9 Att1 S6.3, CIP-015-1 R1.2]
#     sans-ics: ["3"]
#   attack_ics:
#     mitigations: [M0931, M0920]
#     techniques: [T0869, T0866, T0884]
#   remediation:
#     summary: >-
#       Start with signatures for plant protocols that only detect, tune them over a production cycle, and block only by
#       agreed ones. Where the device cannot inspect, mirror the boundary to a passive sensor and declare it as the
#       conduit's inspection.
#     cisco-asa: |
#       ! a FirePOWER module inspects, at first without blocking; then declarations/conduits.yaml:
#       !   inspection: {ips: detect}
#       policy-map global_policy
#        class class-default
#         sfr fail-close monitor-only
#     cisco-ios: |
#       ! a passive sensor at a mirror port; then declarations/conduits.yaml:
#       !   inspection: {sensor: "idmz-tap"}
#       monitor session 1 source interface GigabitEthernet0/1 both
#       monitor session 1 destination interface GigabitEthernet0/9
#     cisco-nxos: |
#       ! a passive sensor at a mirror port; then declarations/conduits.yaml:
#       !   inspection: {sensor: "idmz-tap"}
#       monitor session 1
#         source interface Ethernet1/1 both
#         destination interface Ethernet1/9
#         no shut
#     cisco-iosxr: |
#       ! a passive sensor at a mirror port; then declarations/conduits.yaml:
#       !   inspection: {sensor: "idmz-tap"}
#       monitor-session OT-TAP ethernet
#        destination interface GigabitEthernet0/0/0/9
#     fortinet-fortios: |
#       config firewall policy
#           edit 107
#               set utm-status enable
#               set ips-sensor "OT-DETECT"
#               set application-list "OT-APPS"
#               set av-profile "default"
#               set ssl-ssh-profile "certificate-inspection"
#           next
#       end
#     paloalto-panos: |
#       set rulebase security rules ENT-REPORTS profile-setting profiles vulnerability OT-ALERT
#       set rulebase security rules ENT-REPORTS profile-setting profiles virus default
#       set rulebase security rules ENT-REPORTS profile-setting profiles spyware OT-ALERT
#     juniper-junos: |
#       set security idp idp-policy OT-DETECT rulebase-ips rule R1 match attacks predefined-attack-groups SCADA
#       set security idp idp-policy OT-DETECT rulebase-ips rule R1 then action no-action
#       set security policies from-zone ENT to-zone IDMZ policy ENT-REPORTS then permit application-services idp-policy OT-DETECT
#     linux-iptables: |
#       # a sensor sees a copy; then declarations/conduits.yaml: inspection: {sensor: "idmz-tap"}
#       iptables -t mangle -A PREROUTING -i ent -j TEE --gateway 10.99.0.50
#     linux-nftables: |
#       # a sensor sees a copy; then declarations/conduits.yaml: inspection: {sensor: "idmz-tap"}
#       table ip mirror {
#           chain prerouting {
#               type filter hook prerouting priority mangle; policy accept;
#               iifname "ent" dup to 10.99.0.50
#           }
#       }
#     vyos: |
#       # a sensor at a mirror port; then declarations/conduits.yaml: inspection: {sensor: "idmz-tap"}
#       set interfaces ethernet eth1 mirror ingress eth9
#       set interfaces ethernet eth1 mirror egress eth9
#     mikrotik-routeros: |
#       # a sensor sees a copy; then declarations/conduits.yaml: inspection: {sensor: "idmz-tap"}
#       /tool sniffer
#       set streaming-enabled=yes streaming-server=10.99.0.50 filter-interface=ent
package zonewarden.rules.boundary_not_inspected

import data.zonewarden.lib.naming
import data.zonewarden.lib.records
import data.zonewarden.lib.zones

subjects contains {"kind": "flow", "id": flow.id} if some flow in _crossing

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"message": sprintf("%s permits traffic from %s to %s that nothing inspects.", [
		naming.device(flow.device), naming.zone(flow.from), naming.zone(flow.to),
	]),
	"evidence": {"conduits": sort(conduits)},
	"locations": flow.uninspected.locations,
	"certainty": flow.uninspected.certainty,
	"zones": sort({id | some id in [flow.from, flow.to]}),
	"exposure": records.exposure(flow.from),
} if {
	some flow in _crossing
	not is_null(flow.uninspected)
	conduits := {conduit.id | some conduit in _conduits(flow)}
	every conduit in _conduits(flow) { count(conduit.inspection) == 0 }
}

violations contains {
	"subject": {"kind": "flow", "id": flow.id},
	"key": sprintf("mode:%s", [name]),
	"message": sprintf("%s only detects intrusions from %s to %s, which conduit %s says it blocks.", [
		naming.device(flow.device), naming.zone(flow.from), naming.zone(flow.to), name,
	]),
	"evidence": {"conduit": name},
	"locations": places,
	"zones": sort({id | some id in [flow.from, flow.to]}),
	"exposure": records.exposure(flow.from),
} if {
	some flow in _crossing
	some name, places in flow.detect_only
	not "sensor" in input.conduits[name].inspection
}

# Between the plant and another side, remote access among them. What no conduit declares is SEG-001's.
_crossing contains flow if {
	some flow in input.flows
	not is_null(flow.permitted)
	count({flow.from, flow.to} & zones.ot_ids) == 1
	count(_conduits(flow)) > 0
}

_conduits(flow) := {conduit |
	some conduit in input.conduits
	{conduit.from, conduit.to} == {flow.from, flow.to}
}
